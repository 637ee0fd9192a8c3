import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import SputlinkError
from analysis.scoring.polarity import get_scorer
from analysis.validating.name_swap import NOBODY, Unguarded, name_swap_by, shifts, swap_names

COLUMNS = ["sentence", "start", "end", "names", "same", "other_voice"]


def rows_of(sentence, target, *others, voice=()):
    """Scorer rows about every place of `target`, beside the names of `others`."""

    def places(text):
        return [
            (at, at + len(text))
            for at in range(len(sentence))
            if text and sentence.startswith(text, at)
        ]

    same = places(target)
    names = sorted({*same, *(span for other in others for span in places(other))})
    said = [span for text in voice for span in places(text)]
    return pd.DataFrame([[sentence, *same[0], names, same, said]], columns=COLUMNS)


def texts(row, column):
    return [row["sentence"][left:right] for left, right in row[column]]


@pytest.mark.parametrize(
    ("name", "whose", "expected"),
    [
        ("Iran", "target", "Iran met Israel before Iran left."),
        ("United States", "target", "United States met Israel before United States left."),
        ("Iran", "other", "Russia met Iran before Russia left."),
    ],
)
def test_every_mention_is_swapped_and_nothing_else(name, whose, expected):
    rows = rows_of("Russia met Israel before Russia left.", "Russia", "Israel")
    (row,) = swap_names(rows, name, whose=whose).to_dict("records")
    assert row["sentence"] == expected
    target = name if whose == "target" else "Russia"
    assert row["sentence"][row["start"] : row["end"]] == target
    assert texts(row, "same") == [target, target]
    assert len(row["names"]) == 3


def test_what_another_voice_says_moves_along():
    rows = rows_of("Of Russia he said ‘never again’.", "Russia", voice=["never again"])
    (row,) = swap_names(rows, "the United Nations").to_dict("records")
    assert texts(row, "other_voice") == ["never again"]


def test_a_sentence_without_another_actor_has_none_to_swap():
    rows = rows_of("Russia met nobody.", "Russia")
    assert swap_names(rows, "Iran", whose="other").empty


def test_an_unknown_side_is_an_error():
    with pytest.raises(SputlinkError, match="whose is 'target' or 'other'"):
        swap_names(rows_of("Russia won.", "Russia"), "Iran", whose="both")


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    parts=st.lists(st.text(alphabet="ab “.", max_size=6), min_size=2, max_size=4),
    name=st.text(alphabet="XYZ ", min_size=1, max_size=8),
)
def test_there_and_back_is_the_same_sentence(parts, name):
    rows = rows_of("Russia".join(parts), "Russia")
    before = rows.copy(deep=True)
    there = swap_names(rows, name)
    back = swap_names(there, "Russia")
    assert back.to_dict("records") == rows.to_dict("records")
    pd.testing.assert_frame_equal(rows, before)


SENTENCES = pd.DataFrame(
    {
        "article_id": ["a", "a"],
        "sentence_id": [0, 1],
        "start": [0, 40],
        "sentence": ["Russia met Israel on Monday, and left.", "Iran praised a good plan."],
    }
)
MENTIONS = pd.DataFrame(
    {
        "article_id": ["a"] * 3,
        "sentence_id": [0, 0, 1],
        "actor": ["Russia", "Israel", "Iran"],
        "how": ["name"] * 3,
        "start": [0, 11, 40],
        "end": [6, 17, 44],
        "constructed": [True, True, False],
    }
)


def test_the_guard_sees_no_name_and_a_bare_lexicon_does():
    table = name_swap_by(
        MENTIONS,
        SENTENCES,
        names=["United States", "Iran"],
        scorers=["textblob", "vader", Unguarded("vader"), Unguarded("textblob")],
    )
    shift = table.set_index(["name", "scored_by"])["shift"]
    assert shift["United States", "vader"] == shift["United States", "textblob"] == 0
    assert shift["United States", "vader, unguarded"] > 0.2
    sizes = table.set_index(["name", "scored_by"])[["n_sentences", "n_constructed"]]
    assert sizes.loc["United States", "vader"].tolist() == [3, 2]
    assert sizes.loc["Iran", "vader"].tolist() == [2, 2]  # one sentence is of Iran already


def test_shifts_stand_a_row_a_name_in_order():
    swaps = {"names": ["United States", "Iran"], "scorers": [Unguarded("vader"), "textblob"]}
    table = shifts(name_swap_by(MENTIONS, SENTENCES, **swaps))
    assert table.index.tolist() == [("United States", 3), ("Iran", 2)]
    assert list(table.columns) == ["vader, unguarded", "textblob"]
    assert table["textblob"].tolist() == ["+0.00", "+0.00"]


def test_another_actor_is_swapped_where_there_is_one():
    names = {"names": ["Great Britain"], "scorers": [Unguarded("textblob")]}
    table = name_swap_by(MENTIONS, SENTENCES, whose="other", **names)
    assert table["n_sentences"].tolist() == [2]
    assert table["shift"][0] > 0.2


def test_no_mention_no_shift():
    table = name_swap_by(MENTIONS.head(0), SENTENCES, names=["Iran"], scorers=["textblob"])
    assert table["n_sentences"].tolist() == [0]
    assert table["shift"].isna().all()


def test_the_country_of_nobody_is_rated_by_no_lexicon():
    rows = rows_of(f"{NOBODY} met.", NOBODY)
    assert Unguarded("vader")(rows)[0] == Unguarded("textblob")(rows)[0] == 0
    assert get_scorer("vader")(rows)["polarity"][0] == 0
