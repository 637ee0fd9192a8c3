import numpy as np
import pandas as pd
import pytest

from analysis import plots
from analysis.plots import corrections as plots_trust
from analysis.schema import MissingColumn, SputlinkError

TABLE = pd.DataFrame(
    {
        "actor": ["Iran", "Russia"],
        "naive": [-0.2, 0.1],
        "naive_low": [-0.3, 0.0],
        "naive_high": [-0.1, 0.2],
        "estimate": [0.1, 0.3],
        "low": [-0.05, np.nan],
        "high": [0.25, np.nan],
        "n_labelled": [40, 3],
        "n_mentions": [400, 20],
        "small": [False, True],
    }
)
CELLS = pd.DataFrame(
    {
        "label": np.repeat([-1, 0, 1], 3),
        "predicted": [-1, 0, 1] * 3,
        "n": [8, 2, 0, 1, 20, 3, 0, 0, 0],
        "share": [0.8, 0.2, 0, 1 / 24, 20 / 24, 3 / 24, np.nan, np.nan, np.nan],
    }
)


def test_both_estimates_stand_on_the_line_of_their_actor():
    ax = plots_trust.naive_and_corrected(TABLE, title="How wrong?")
    ticks = [tick.get_text() for tick in ax.get_yticklabels()]
    assert ticks == ["Russia  n=3 of 20", "Iran  n=40 of 400"]
    dots = [tuple(np.ravel(line.get_data())) for line in ax.lines if len(line.get_xdata()) == 1]
    assert [(x, round(y)) for x, y in dots] == [(-0.2, 1), (0.1, 1), (0.1, 0), (0.3, 0)]
    assert "-0.20, corrected +0.10 (-0.05 to +0.25)" in ax.figure.get_label()
    assert "+0.30 without interval" in ax.figure.get_label()


def test_few_labels_are_drawn_hollow():
    ax = plots_trust.naive_and_corrected(TABLE, title="How wrong?")
    faces = [line.get_markerfacecolor() for line in ax.lines if len(line.get_xdata()) == 1]
    assert [face == "white" for face in faces] == [False, False, False, True]


def test_other_groups_and_none():
    ax = plots_trust.naive_and_corrected(
        TABLE.rename(columns={"actor": "voice"}), group="voice", title="How wrong?"
    )
    assert len(ax.get_yticks()) == 2
    assert plots_trust.naive_and_corrected(TABLE.head(0), title="Nothing").get_xlabel()
    with pytest.raises(MissingColumn, match="corrected_by"):
        plots_trust.naive_and_corrected(TABLE.drop(columns="naive"), title="?")


def test_confusion_shows_counts_and_shares():
    ax = plots_trust.confusion(CELLS.sample(frac=1, random_state=0), title="Where wrong?")
    shown = {tuple(text.get_position()): text.get_text() for text in ax.texts}
    assert shown[0, 0] == "80%\nn=8"
    assert shown[2, 1] == "12%\nn=3"
    assert shown[0, 2] == "n=0"
    assert "unfavourable read as neutral 2" in ax.figure.get_label()
    assert [tick.get_text() for tick in ax.get_yticklabels()][1] == "neutral\nn=24"


def test_confusion_is_of_one_group():
    with pytest.raises(SputlinkError, match="nine"):
        plots_trust.confusion(pd.concat([CELLS, CELLS]), title="?")


def test_growth_draws_a_line_for_each_way_of_growing_and_says_its_end():
    costs = {"more": {1: 1.0, 10: 0.9, 100: 0.8}, "longer": {1: 1.0, 10: 1.0, 100: 1.3}}
    ax = plots.growth(costs, title="What does more cost?")
    lines = [line for line in ax.lines if line.get_marker() == "o"]
    assert [list(line.get_ydata()) for line in lines] == [[1.0, 0.9, 0.8], [1.0, 1.0, 1.3]]
    assert ax.get_ylim()[1] > 1.3
    assert {"more 0.80", "longer 1.30"} <= {text.get_text() for text in ax.texts}
