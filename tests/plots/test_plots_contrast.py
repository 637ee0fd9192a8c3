import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.plots import contrasts as plots_contrast
from analysis.plots.style import MUTED, OWN, QUOTED
from analysis.schema import MissingColumn

DIFFERENCES = pd.DataFrame(
    {
        "a": ["X", "Y", "Z"],
        "b": "rest",
        "actor": ["Iran", "Iran", None],
        "difference": [0.4, -0.1, 0.2],
        "low": [0.2, -0.3, np.nan],
        "high": [0.6, 0.1, np.nan],
        "p_adjusted": [0.01, 0.2, np.nan],
        "n_mentions_a": [12, 9, 1],
        "n_mentions_b": [80, 83, 91],
    }
)
WORDS = pd.DataFrame(
    {
        "word": ["brave", "calm", "even", "grave"],
        "log_odds": [1.0, 0.5, 0.0, -0.8],
        "low": [0.2, -0.1, -0.4, -1.2],
        "high": [1.8, 1.1, 0.4, -0.2],
        "z": [2.5, 1.0, 0.0, -2.1],
        "n_a": [7, 4, 3, 0],
        "n_b": [0, 2, 3, 9],
    }
)
SHIFT = pd.DataFrame(
    {
        "word": ["grave", "calm", "rare"],
        "contribution": [-0.2, 0.1, 0.01],
        "n_a": [5, 3, 1],
        "n_b": [0, 1, 0],
    }
)
TALK = pd.DataFrame(
    {
        "speaker": ["Iran", "Iran", "unattributed", "Russia"],
        "actor": ["Iran", "Israel", "Iran", "Iran"],
        "n_mentions": [3, 9, 20, 5],
        "estimate": [0.1, -0.4, 0.0, np.nan],
    }
)


def ticks(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def dots(ax):
    return {line.get_xdata()[0]: line for line in ax.lines if line.get_marker() == "o"}


def test_differences_stand_in_the_order_given_from_the_top_with_n_on_both_sides():
    ax = plots_contrast.differences(DIFFERENCES, title="Who differs?")
    assert ticks(ax.yaxis)[::-1] == ["Iran: X – rest", "Iran: Y – rest", "Z – rest"]
    assert [text.get_text() for text in ax.texts][::-1] == ["n=12 : 80", "n=9 : 83", "n=1 : 91"]


def test_a_dot_is_filled_only_where_the_corrected_p_is_below_five_in_a_hundred():
    table = pd.concat([DIFFERENCES, DIFFERENCES.head(1).assign(difference=0.5, p_adjusted=0.05)])
    faces = {
        x: to_hex(dot.get_markerfacecolor())
        for x, dot in dots(plots_contrast.differences(table, title="Who differs?")).items()
    }
    assert faces[0.4] == to_hex(OWN)
    assert faces[-0.1] == faces[0.2] == faces[0.5] == "#ffffff"  # not clear, not tested, just not


def test_a_difference_has_its_interval_and_zero_a_line():
    ax = plots_contrast.differences(DIFFERENCES, title="Who differs?")
    spans = [tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    assert {(0.2, 0.6), (-0.3, 0.1), (0, 0)} <= set(spans)


def test_key_words_carry_raw_counts_and_the_colour_of_their_side():
    ax = plots_contrast.key_words(WORDS, a="X", b="the rest", title="Which words?")
    assert ticks(ax.yaxis)[::-1] == ["brave  7 : 0", "calm  4 : 2", "grave  0 : 9"]
    colours = {x: line.get_color() for x, line in dots(ax).items()}
    assert colours == {1.0: OWN, 0.5: OWN, -0.8: QUOTED}
    assert "right: X" in ax.get_xlabel()
    assert "left: the rest" in ax.get_xlabel()


def test_key_words_are_the_furthest_of_each_side():
    ax = plots_contrast.key_words(WORDS, a="X", b="Y", title="Which words?", top=1)
    assert ticks(ax.yaxis)[::-1] == ["brave  7 : 0", "grave  0 : 9"]


def test_bars_of_a_shift_are_contributions_and_the_gap_is_the_sum_of_all_of_them():
    ax = plots_contrast.shift(SHIFT, a="X", b="Y", title="Which words?", top=2)
    assert [bar.get_width() for bar in ax.patches] == [0.1, -0.2]
    assert ticks(ax.yaxis) == ["calm  3 : 1", "grave  5 : 0"]
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [
        to_hex(OWN),
        to_hex(QUOTED),
    ]
    assert "-0.090" in ax.get_xlabel()  # the word that is not drawn counts too


def test_the_matrix_puts_who_talks_most_first_and_the_unattributed_last():
    ax = plots_contrast.speaker_matrix(TALK, title="Who on whom?")
    assert ticks(ax.yaxis) == ["Iran", "Russia", "unattributed"]
    assert ticks(ax.xaxis) == ["Iran", "Israel"]
    assert {text.get_text() for text in ax.texts} == {"3", "9", "20", "5"}


def test_talk_about_oneself_has_a_grey_ring_and_no_other_talk_has():
    discs = plots_contrast.speaker_matrix(TALK, title="Who on whom?").collections[0]
    ringed = [to_hex(edge) == MUTED for edge in discs.get_edgecolors()]
    assert ringed == [True, False, False, False]
    assert discs.get_linewidths()[0] > max(discs.get_linewidths()[1:])


def test_the_area_of_a_disc_grows_with_its_mentions():
    discs = plots_contrast.speaker_matrix(TALK, title="Who on whom?").collections[0]
    areas = pd.Series(discs.get_sizes(), index=TALK["n_mentions"])
    assert areas.sort_index().is_monotonic_increasing


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (lambda: plots_contrast.differences(DIFFERENCES, title="Who differs?"), "X – rest +0.40"),
        (lambda: plots_contrast.key_words(WORDS, a="X", b="Y", title="Words?"), "brave  7 : 0"),
        (lambda: plots_contrast.shift(SHIFT, a="X", b="Y", title="Shift?"), "grave  5 : 0"),
        (lambda: plots_contrast.speaker_matrix(TALK, title="Whom?"), "Iran on Israel n=9 -0.40"),
    ],
)
def test_alternative_text_tells_what_is_drawn(figure, told):
    assert told in figure().figure.get_label()


CASES = [
    (plots_contrast.differences, DIFFERENCES, {}, "p_adjusted"),
    (plots_contrast.key_words, WORDS, {"a": "X", "b": "Y"}, "z"),
    (plots_contrast.shift, SHIFT, {"a": "X", "b": "Y"}, "contribution"),
    (plots_contrast.speaker_matrix, TALK, {}, "estimate"),
]


@pytest.mark.parametrize(("plot", "table", "sides", "column"), CASES)
def test_a_missing_column_is_named(plot, table, sides, column):
    with pytest.raises(MissingColumn, match=column):
        plot(table.drop(columns=column), title="x", **sides)


@pytest.mark.parametrize(("plot", "table", "sides", "column"), CASES)
def test_a_table_without_rows_draws_and_the_table_given_is_left_alone(plot, table, sides, column):
    before = table.copy()
    plot(table, title="x", **sides)
    pd.testing.assert_frame_equal(table, before)
    plot(table.iloc[:0], title="x", **sides)


@pytest.mark.parametrize(("plot", "table", "sides", "column"), CASES)
def test_constructed_articles_are_named_below_the_figure(plot, table, sides, column):
    assert "constructed" in plot(table.assign(n_constructed=2), title="x", **sides).get_xlabel()
    assert "constructed" not in plot(table, title="x", **sides).get_xlabel()
