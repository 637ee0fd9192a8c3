"""The curves of the pair scorer: read, refused where they cannot be, and of the shipped model."""

import matplotlib.pyplot as plt
import pytest

from analysis import plots
from analysis.schema import LexiconError
from analysis.scoring import PAIR_CUT
from analysis.validating import read_pair_cuts
from analysis.validating.pair_cuts import shipped_pair_model

HEAD = "measured_on,cut,right,wrong,idle,n,model\n"


@pytest.fixture(scope="module")
def shipped():
    return read_pair_cuts()


def test_the_shipped_curves_are_of_the_shipped_model(shipped):
    assert set(shipped["model"]) == {shipped_pair_model()}
    assert shipped.groupby("measured_on").size().min() >= 10


def test_whoever_asks_for_more_certainty_is_told_less(shipped):
    for _, rows in shipped.groupby("measured_on"):
        ordered = rows.sort_values("cut")
        for column in ("right", "wrong", "idle"):
            assert ordered[column].dropna().is_monotonic_decreasing
        assert (rows["right"] + rows["wrong"]).max() <= 1


@pytest.mark.parametrize("row", ["x,0.2,1.2,0.1,,9,ab", "x,0.2,high,0.1,,9,ab"])
def test_a_share_that_is_none_is_named_with_its_line(tmp_path, row):
    path = tmp_path / "cuts.csv"
    path.write_text(f"{HEAD}x,0.1,0.5,0.1,,9,ab\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cuts\.csv line 3"):
        read_pair_cuts(path)


def test_the_figure_has_a_panel_for_each_corpus_and_says_what_it_shows(shipped):
    axes = plots.told_over_cuts(shipped, cut=PAIR_CUT, title="How much is told rightly?")
    assert len(axes) == shipped["measured_on"].nunique()
    for ax, (_, rows) in zip(axes, shipped.groupby("measured_on", sort=False), strict=True):
        lines = {tuple(line.get_ydata()) for line in ax.lines}
        assert {tuple(rows["right"]), tuple(rows["wrong"])} <= lines
    assert f"at {PAIR_CUT:.2f}" in axes[0].figure.get_label()
    plt.close("all")
