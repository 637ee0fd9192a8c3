import pandas as pd
import pytest

from analysis.schema import LexiconError
from analysis.validating import checked_pairs, held_by, read_checklist, score_cases

HEADER = "pair,kind,sentence,about,meant\n"
CASES = pd.DataFrame(
    {
        "pair": ["1", "1", "2", "2"],
        "kind": ["negation", "negation", "name order", "name order"],
        "sentence": ["Norland failed.", "Norland shone.", "Norland met.", "They met Norland."],
        "about": "Norland",
        "meant": [-1.0, 1.0, 0.0, 0.0],
    }
)


def scored(*polarity: float) -> pd.DataFrame:
    return CASES.assign(polarity=polarity, scored_by="mine")


def test_the_shipped_list_has_every_kind_and_enough_of_each():
    cases = read_checklist()
    sizes = cases.groupby("kind").size()
    wanted = ["negation", "counterfactual", "question", "conditional", "quoted insult", "poll"]
    wanted += ["bad news about a victim", "irony", "passive", "name order", "two actors"]
    assert (sizes[wanted] >= 10).all()
    assert len(cases) >= 120
    assert set(cases["meant"]) == {-1.0, 0.0, 1.0}
    assert not cases.duplicated(["pair", "sentence", "about"]).any()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1,irony,Norland shines.,Norland,2\n", "line 2: meant is -1, 0 or 1, not '2'"),
        ("1,irony,Norland shines.,Sudland,1\n", "line 2: 'Sudland' does not stand"),
        ("1,irony,Norland shines.,Norland,1\n", "line 2: pair 1 has 1 rows of 1 kinds"),
        (
            "1,irony,Norland shines.,Norland,1\n1,poll,Norland leads.,Norland,0\n",
            "line 3: pair 1 has 2 rows of 2 kinds",
        ),
    ],
)
def test_a_row_that_cannot_be_used_names_its_line(tmp_path, rows, said):
    path = tmp_path / "cases.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        read_checklist(path)


@pytest.mark.parametrize(
    ("polarity", "held"),
    [
        ((-0.5, 0.5, 0.0, 0.1), [True, True]),
        ((0.0, 0.05, 0.0, 0.3), [False, False]),  # not warm enough; not alike enough
        ((0.5, -0.5, 0.3, 0.2), [False, True]),
    ],
)
def test_the_warmer_must_be_warmer_and_equals_alike(polarity, held):
    before = scored(*polarity)
    pairs = checked_pairs(before)
    assert pairs["pair"].tolist() == ["1", "2"]
    assert pairs["held"].tolist() == held
    assert pairs["warmer"].tolist() == ["Norland shone.", "Norland met."]
    assert pairs["alike"].tolist() == [False, True]
    pd.testing.assert_frame_equal(before, scored(*polarity))


def test_shares_by_kind_end_in_that_of_all():
    shares = held_by(checked_pairs(scored(-0.5, 0.5, 0.0, 0.3)))
    assert shares["mine"].to_dict() == {"name order": 0.0, "negation": 1.0, "all": 0.5}
    assert shares["n"].to_dict() == {"name order": 1, "negation": 1, "all": 2}


def test_each_case_is_scored_by_each_scorer():
    cases = read_checklist()
    table = score_cases(cases, scorers=["textblob", "vader"])
    assert len(table) == 2 * len(cases)
    plain = table[table["kind"] == "plain words"]
    assert (plain.loc[plain["meant"] == -1, "predicted"] == -1).all()
    assert len(checked_pairs(table)) == len(cases)
    assert score_cases(cases.head(0), scorers=["textblob"]).empty
