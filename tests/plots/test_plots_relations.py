"""Pictures of who stands with whom: what is drawn, what is greyed, where names stand."""

from itertools import pairwise

import matplotlib.colors
import pandas as pd
import pytest
from matplotlib.patches import FancyArrowPatch, Rectangle

from analysis.plots import relations as plots
from analysis.schema import MissingColumn

TIES = pd.DataFrame(
    [
        ("Iran", "Russia", 0.4, 0.2, 0.6, 9, 7),
        ("Russia", "Iran", 0.1, -0.1, 0.3, 9, 7),
        ("Iran", "Israel", -0.5, -0.7, -0.3, 8, 6),
        ("Israel", "Iran", -0.6, -0.9, -0.3, 3, 3),
        ("Israel", "Russia", 0.02, 0.01, 0.03, 8, 6),
    ],
    columns=["holder", "target", "estimate", "low", "high", "n_mentions", "n_articles"],
).assign(n_constructed=1)
CAMPS = pd.DataFrame({"actor": ["Israel", "Iran", "Russia"], "camp": [2, 1, 1]})


def arrows(ax, *, sure=True):
    found = [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return [patch for patch in found if (patch.get_linestyle() in ("-", "solid")) == sure]


def test_the_matrix_is_ordered_by_camp_and_greys_what_is_few_or_unclear():
    ax = plots.relation_matrix(TIES, CAMPS, title="Who?")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Iran", "Russia", "Israel"]
    assert sorted(text.get_text() for text in ax.texts) == ["+.40", "-.50"]
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert len(cells) == 4  # the pair of three sentences is a dot
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [(dot.get_xdata()[0], dot.get_ydata()[0]) for dot in dots] == [(0, 2)]
    assert "constructed" in ax.get_xlabel()
    assert "Iran on Israel -0.50 n=8" in ax.figure.get_label()


def test_a_tie_is_drawn_only_where_it_has_the_sentences_and_is_clear():
    ax = plots.relation_network(TIES, CAMPS, title="Who?")
    drawn = arrows(ax)
    assert len(drawn) == 2
    wide = {round(arrow.get_linewidth(), 2): arrow for arrow in drawn}
    against, support = wide[max(wide)], wide[min(wide)]
    red, _, blue, _ = matplotlib.colors.to_rgba(against.get_edgecolor())
    assert red > blue
    red, _, blue, _ = matplotlib.colors.to_rgba(support.get_edgecolor())
    assert blue > red
    assert len(arrows(plots.relation_network(TIES, CAMPS, title="Who?", least=3))) == 3
    assert len(arrows(ax, sure=False)) == 1  # nine sentences, but the interval takes in zero
    assert "2 clear ties" in ax.get_xlabel()


def places(ax):
    return {text.get_text(): text.get_position() for text in ax.texts}


def test_an_actor_has_one_place_in_every_panel_and_camps_stand_apart():
    axes = plots.relation_networks({"Alpha": TIES, "Beta": TIES.iloc[:1]}, CAMPS, title="Who?")
    assert places(axes[0]) == places(axes[1])
    assert places(axes[0])["Iran"][0] < 0 < places(axes[0])["Israel"][0]
    assert [len(arrows(ax)) for ax in axes] == [2, 1]
    assert "Alpha: " in axes[0].figure.get_label()


@pytest.mark.parametrize("sizes", [[20], [15, 5], [8, 7, 5], [1, 1], [19, 1]])
def test_no_name_covers_another_at_twenty_actors(sizes):
    actors = [f"Actor {i}" for i in range(sum(sizes))]
    found = plots._places(actors, sizes)
    assert sorted(found) == sorted(actors)
    for side in (-1, 1):
        heights = sorted(y for x, y in found.values() if x * side > 0)
        gaps = [b - a for a, b in pairwise(heights)]
        assert min(gaps, default=1) > 0.09
        assert max(map(abs, heights), default=0) <= 1


def test_parts_are_shares_with_their_n():
    table = pd.DataFrame(
        {
            "actor": ["Iran", "Iran", "Iran"],
            "part": ["protagonist", "antagonist", "innocent"],
            "estimate": [0.25, 0.5, 0.25],
            "n_mentions": [8, 8, 8],
            "small": [False, False, False],
        }
    )
    ax = plots.parts(table, title="Which part?")
    assert [bar.get_width() for bar in ax.patches] == [0.25, 0.5, 0.25]
    assert ax.get_yticklabels()[0].get_text() == "Iran  n=8"
    assert "Iran antagonist 50% (n=8)" in ax.figure.get_label()


def test_a_missing_column_names_what_makes_it():
    with pytest.raises(MissingColumn, match=r"measuring\.camps_by"):
        plots.relation_network(TIES, CAMPS.drop(columns="camp"), title="Who?")
