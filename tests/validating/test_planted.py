import pandas as pd
import pytest

from analysis.schema import LexiconError
from analysis.validating.planted import beside_plan, plan_agreement, read_design

DESIGN = pd.DataFrame(
    {
        "outlet": ["X", "X", "Y", "Y"],
        "actor": ["Iran", "Russia", "Iran", "Russia"],
        "tone": [1, 0, -1, -1],
    }
)
FRAMING = DESIGN.drop(columns="tone").assign(
    estimate=[0.4, 0.1, 0.3, -0.1], low=[0.3, 0.05, 0.2, -0.3], high=[0.5, 0.2, 0.4, 0.1]
)


def test_the_plan_that_ships_is_read():
    design = read_design()
    assert set(design["tone"]) == {-1, 0, 1}
    assert not design.duplicated(["outlet", "actor"]).any()


def test_a_wrong_tone_is_named_with_its_line(tmp_path):
    path = tmp_path / "design.csv"
    path.write_text("outlet,actor,tone,quoted_share,actor_voice,agency\nX,Iran,2,0,0,agent\n")
    with pytest.raises(LexiconError, match=r"design\.csv line 2: tone"):
        read_design(path)


def test_what_was_found_is_named_by_the_side_of_zero():
    found = beside_plan(FRAMING, DESIGN).set_index(["outlet", "actor"])["found"].to_dict()
    assert found == {
        ("X", "Iran"): "yes",
        ("X", "Russia"): "invented",
        ("Y", "Iran"): "opposite",
        ("Y", "Russia"): "missed",
    }
    alone = FRAMING.assign(low=float("nan"), high=float("nan"))
    assert set(beside_plan(alone, DESIGN)["found"]) == {"no interval"}


def test_agreement_has_an_interval_and_n():
    tones = [-1, 0, 1] * 5
    compared = pd.DataFrame({"tone": tones, "estimate": [t / 10 for t in tones[::-1]]})
    compared.loc[0, "estimate"] = None
    result = plan_agreement(compared)
    assert result["n"] == 14
    assert -1 <= result["low"] <= result["spearman"] <= result["high"] <= 1
    as_planned = plan_agreement(compared.assign(estimate=compared["tone"]))
    assert as_planned["spearman"] == pytest.approx(1)
