import numpy as np
import pandas as pd
import pytest

from analysis.validating.scorers_apart import (
    add_right,
    beside_each_other,
    right_by,
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


def test_how_many_each_scorer_got_right():
    table = SCORED.assign(right=[True, True, False, False, True, True], kind=["k", "k", "l"] * 2)
    counts = right_by(table)
    assert counts.loc["k"].to_dict() == {"n": 2, "textblob": 2, "vader": 1}
    assert counts.loc["l"].to_dict() == {"n": 1, "textblob": 0, "vader": 1}


def test_nothing_in_nothing_out():
    empty = SCORED.head(0)
    assert beside_each_other(empty).empty
    assert scorer_agreement(empty).empty
    assert right_by(empty.assign(right=[], kind=[])).empty
