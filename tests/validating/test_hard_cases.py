import numpy as np
import pandas as pd
import pytest

from analysis.schema import LexiconError
from analysis.validating.hard_cases import (
    add_right,
    beside_each_other,
    read_hard_cases,
    right_by,
    score_cases,
    scorer_agreement,
)

SCORED = pd.DataFrame(
    {
        "article_id": ["a", "a", "b"] * 2,
        "mention_id": [0, 1, 0] * 2,
        "item": ["x", "y", "z"] * 2,
        "polarity": [0.5, 0.0, -0.5, -0.6, 0.0, -0.2],
        "scored_by": ["textblob"] * 3 + ["vader"] * 3,
    },
    index=[4, 5, 6, 4, 5, 6],
)


def test_the_shipped_cases_have_every_kind_and_every_answer():
    cases = read_hard_cases()
    wanted = {"quoted insult", "bad news about a victim", "negation", "irony"}
    assert wanted <= set(cases["kind"])
    assert set(cases["meant"]) == {-1.0, 0.0, 1.0}
    assert not cases.duplicated(["sentence", "about"]).any()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("irony,Syldavia shines.,Syldavia,2", "line 2: meant is -1, 0 or 1, not '2'"),
        ("irony,Syldavia shines.,Borduria,1", "line 2: 'Borduria' does not stand"),
    ],
)
def test_a_case_that_cannot_be_read_names_its_line(tmp_path, row, said):
    path = tmp_path / "cases.csv"
    path.write_text(f"kind,sentence,about,meant\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        read_hard_cases(path)


def test_each_case_is_scored_by_each_scorer_and_counted_by_kind():
    cases = read_hard_cases()
    scored = score_cases(cases, scorers=["textblob", "vader"])
    assert len(scored) == 2 * len(cases)
    plain = scored[(scored["kind"] == "plain blame")]
    assert (plain["predicted"] == -1).all()
    counts = right_by(scored)
    assert counts["n"].sum() == len(cases)
    assert (counts[["textblob", "vader"]].le(counts["n"], axis=0)).all().all()
    assert counts.loc["plain blame"].tolist() == [2, 2, 2]


def test_mentions_stand_once_with_a_column_a_scorer():
    before = SCORED.copy()
    table = beside_each_other(SCORED)
    assert table["polarity of textblob"].tolist() == [0.5, 0.0, -0.5]
    assert table["polarity of vader"].tolist() == [-0.6, 0.0, -0.2]
    assert np.allclose(table["gap"], [1.1, 0.0, 0.3])
    assert table.index.tolist() == [4, 5, 6]
    pd.testing.assert_frame_equal(SCORED, before)


def test_agreement_of_two_scorers():
    (row,) = scorer_agreement(SCORED).to_dict("records")
    assert (row["one"], row["other"], row["n_mentions"]) == ("textblob", "vader", 3)
    assert row["same_class"] == pytest.approx(2 / 3)
    assert row["opposite"] == pytest.approx(1 / 3)
    assert row["both_sided"] == 2
    assert row["spearman"] == pytest.approx(-0.5)


def test_a_scorer_that_says_nothing_has_no_correlation():
    silent = SCORED.assign(polarity=SCORED["polarity"].where(SCORED["scored_by"] == "vader", 0.0))
    assert np.isnan(scorer_agreement(silent)["spearman"][0])


def test_right_is_the_label_met():
    labels = pd.DataFrame({"item": ["x", "y"], "label": [1.0, 0.0]})
    joined = add_right(SCORED, labels).sort_values(["scored_by", "item"])
    assert joined["right"].tolist() == [True, True, False, True]


def test_nothing_in_nothing_out():
    empty = SCORED.head(0)
    assert beside_each_other(empty).empty
    assert scorer_agreement(empty).empty
    assert score_cases(read_hard_cases().head(0), scorers=["textblob"]).empty
    assert right_by(score_cases(read_hard_cases().head(0), scorers=["textblob"])).empty
