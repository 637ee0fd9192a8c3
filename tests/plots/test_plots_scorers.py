import numpy as np
import pandas as pd
import pytest

from analysis.plots import scorers as plots_scorers
from analysis.schema import MissingColumn

MEASURED = pd.DataFrame(
    {
        "scorer": ["textblob", "target"],
        "measure": "macro_f1",
        "value": [0.4, 0.8],
        "n": pd.array([785, 785], dtype="Int64"),
        "measured_on": "dev",
    }
)
REFERENCES = MEASURED.head(1).assign(scorer="crowd", value=0.86, n=pd.array([pd.NA], dtype="Int64"))
APART = pd.DataFrame(
    {
        "polarity of a": [0.5, -0.5, 0.0, 0.4],
        "polarity of b": [0.5, 0.5, 0.2, -0.1],
        "constructed": [True, True, False, True],
    }
)
SWAPS = pd.DataFrame(
    {
        "name": ["Iran", "Iran", "Great Britain", "Great Britain"],
        "scored_by": ["target", "bare"] * 2,
        "shift": [0.0, 0.0, 0.0, 0.4],
        "size": [0.0, 0.0, 0.0, 0.4],
        "n_sentences": [10, 10, 12, 12],
        "n_constructed": [9, 9, 11, 11],
    }
)


def points(ax):
    return [tuple(np.ravel(line.get_data())) for line in ax.lines if len(line.get_xdata()) == 1]


def test_scorers_are_filled_references_are_rings_and_the_best_stands_on_top():
    ax = plots_scorers.benchmarks(MEASURED, REFERENCES, title="How good?")
    assert points(ax) == [(0.86, 0), (0.4, 1), (0.8, 2)]
    faces = [line.get_markerfacecolor() for line in ax.lines]
    assert faces[0] == "white" and faces[1] == faces[2] != "white"
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels == ["crowd\ndev", "textblob\ndev, n=785", "target\ndev, n=785"]
    assert "target 0.80" in ax.figure.get_label()


def test_contradictions_have_a_colour_of_their_own_and_corners_are_counted():
    ax = plots_scorers.scorers_apart(APART, "a", "b", title="Do they agree?")
    sizes = [len(line.get_xdata()) for line in ax.lines if line.get_marker() == "o"]
    assert sizes == [2, 2]
    assert {text.get_text() for text in ax.texts} == {
        "both warm\nn=1",
        "both cold\nn=0",
        "a warm, b cold\nn=1",
        "a cold, b warm\nn=1",
    }
    assert "constructed" in ax.figure.get_label()
    with pytest.raises(MissingColumn):
        plots_scorers.scorers_apart(APART, "a", "c", title="?")


def test_a_name_has_a_line_and_a_scorer_a_mark():
    ax = plots_scorers.name_swap(SWAPS, title="How much?")
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels == ["Great Britain  n=12", "Iran  n=10"]
    drawn = {line.get_label(): list(line.get_xdata()) for line in ax.lines[1:]}
    assert drawn == {"target": [0.0, 0.0], "bare": [0.0, 0.4]}
    assert "Great Britain under bare +0.40" in ax.figure.get_label()
