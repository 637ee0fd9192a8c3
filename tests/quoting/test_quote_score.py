"""Weights of the decision whether quotation marks hold someone's words."""

import pytest

from analysis.quoting.quotes import quotes_of
from analysis.quoting.weights import log_odds, read_weights
from analysis.schema import LexiconError


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("The minister called the raid “a grave violation”.", True),
        ("“We will not leave,” she said.", True),
        ("They watched the film “Northern Lights” twice.", False),
        ("She appeared on NBC’s “Meet the Press” on Sunday.", False),
        ("A “smart” city has cameras.", False),
        # A sentence in marks beside no cue is speech, a short phrase is not.
        ("“We have waited for this for ten long years.”", True),
        ("The law has a “sunset” clause.", False),
    ],
)
def test_marks_hold_speech(text, speech):
    kinds = [quote.kind for quote in quotes_of(text) if quote.kind != "indirect"]
    assert [kind != "scare" for kind in kinds] == [speech]


def test_log_odds_are_the_sum_of_their_weights():
    weights = read_weights()["speech"]
    assert log_odds("speech", []) == weights["always"]
    expected = weights["always"] + weights["held"] + weights["1 word"]
    assert log_odds("speech", ["held", "1 word", "of no weight"]) == pytest.approx(expected)


@pytest.mark.parametrize("row", ["speech,held,much", "speach,held,1.0"])
def test_bad_rows_name_file_and_line(tmp_path, row):
    path = tmp_path / "weights.csv"
    path.write_text(f"# note\ndecision,feature,weight\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"weights\.csv line 3"):
        read_weights(path)


def test_curly_marks_nest_in_a_page_quoted_between_straight_ones():
    text = '"Ann laughed it off with “Only once.” But Bob was relentless.\n\n"He left."'
    outer = [quote for quote in quotes_of(text) if quote.within is None]
    assert [quote.start for quote in outer if quote.kind != "indirect"] == [1, 64]
