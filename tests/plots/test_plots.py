import numpy as np
import pandas as pd
import pytest
from matplotlib import colormaps
from matplotlib.colors import to_hex

from analysis.plots import coverage as plots_coverage
from analysis.plots import polarity as plots
from analysis.plots.style import DIVERGING, UNSURE
from analysis.schema import MissingColumn

TABLE = pd.DataFrame(
    {
        "actor": ["Iran", "Russia", "Israel"],
        "estimate": [-0.2, 0.1, np.nan],
        "low": [-0.3, 0.0, np.nan],
        "high": [-0.1, 0.2, np.nan],
        "n_mentions": [40, 9, 1],
        "n_articles": [12, 3, 1],
        "small": [False, True, True],
        "n_constructed": [0, 0, 0],
    }
)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def grounds(ax):
    """The colour of each cell of a heatmap, by column and row."""
    return {
        (round(cell.get_x() + 0.48), round(cell.get_y() + 0.48)): to_hex(cell.get_facecolor())
        for cell in ax.patches
    }


def test_estimates_show_each_actor_with_interval_and_n():
    ax = plots.estimates(TABLE, title="How warm?")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Israel", "Russia", "Iran"]
    assert "n=40 in 12" in texts(ax)
    ends = [tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    assert (-0.3, -0.1) in ends


def test_a_small_group_is_drawn_hollow():
    ax = plots.estimates(TABLE, title="How warm?")
    faces = {
        line.get_xdata()[0]: line.get_markerfacecolor()
        for line in ax.lines
        if line.get_marker() == "o" and len(line.get_xdata()) == 1
    }
    assert faces[0.1] == "white"
    assert faces[-0.2] != "white"


def test_each_dot_leads_back_to_its_row():
    ax = plots.estimates(TABLE.set_axis([7, 8, 9]), title="How warm?")
    dots = {line.get_gid(): line.get_xdata()[0] for line in ax.lines if line.get_gid()}
    assert (dots["7"], dots["8"]) == (-0.2, 0.1)


def test_two_voices_stand_on_two_lines_of_one_actor():
    table = pd.concat([TABLE.assign(words_of="outlet"), TABLE.assign(words_of="quoted")])
    ax = plots.estimates(table, title="How warm?")
    assert len(ax.get_yticks()) == 3
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {
        "outlet's own words",
        "quoted voices",
    }


def test_constructed_articles_are_named_on_the_figure_and_in_its_alternative_text():
    ax = plots.estimates(TABLE.assign(n_constructed=2), title="How warm?")
    assert "constructed" in ax.get_xlabel()
    assert "constructed" in ax.figure.get_label()
    assert not any("constructed" in text for text in texts(plots.estimates(TABLE, title="x")))


def test_two_scorers_stand_side_by_side_with_the_same_lines():
    axes = plots.estimates_beside({"target": TABLE, "textblob": TABLE}, title="Do they part?")
    assert [ax.get_title(loc="left") for ax in axes] == ["target", "textblob"]
    assert axes[0].get_ylim() == axes[1].get_ylim()
    told = axes[0].figure.get_label()
    assert "target" in told
    assert "textblob" in told
    assert "Iran -0.20 (n=40)" in told


def test_heatmap_leaves_an_absent_pair_blank_and_says_n():
    table = pd.DataFrame(
        {
            "actor": ["Iran", "Iran", "Russia"],
            "outlet": ["X", "Y", "X"],
            "estimate": [0.5, -0.5, 0.1],
            "n_mentions": [7, 8, 9],
            "small": [False, True, False],
        }
    )
    ax = plots.heatmap(table, title="Who writes how?")
    drawn = grounds(ax)
    assert set(drawn) == {(0, 0), (1, 0), (0, 1)}  # one pair is blank
    assert drawn[1, 0] == to_hex(UNSURE)  # few: grey
    assert drawn[0, 0] == to_hex(colormaps[DIVERGING](0.75))  # the strongest: half the colours
    assert {"n=7", "n=8 (few)", "n=9"} <= set(texts(ax))


def test_heatmap_colours_only_what_an_interval_tells_from_zero():
    table = pd.DataFrame(
        {
            "actor": "Iran",
            "outlet": ["X", "Y"],
            "estimate": [-0.5, 0.3],
            "low": [-0.7, -0.1],
            "high": [-0.2, 0.6],
            "n_mentions": [20, 20],
            "small": False,
        }
    )
    drawn = grounds(plots.heatmap(table, title="Who writes how?"))
    assert drawn[0, 0] != to_hex(UNSURE)
    assert drawn[1, 0] == to_hex(UNSURE)


def test_a_cell_of_few_articles_has_less_colour():
    table = pd.DataFrame({"actor": "Iran", "outlet": ["X", "Y"], "estimate": -0.5, "small": False})
    ax = plots.heatmap(table.assign(n_mentions=20, n_articles=[5, 20]), title="Who writes how?")
    drawn = grounds(ax)
    assert drawn[0, 0] == to_hex(colormaps[DIVERGING](0.375))
    assert drawn[1, 0] == to_hex(colormaps[DIVERGING](0.25))


def test_heatmap_counts_what_it_is_told_to_count():
    table = pd.DataFrame(
        {"actor": "Iran", "frame": ["law", "war"], "estimate": 2.0, "n_hits": [30, 4]}
    ).assign(n_mentions=99)
    ax = plots.heatmap(table, columns="frame", n="n_hits", title="Which frames?")
    assert {"n=30", "n=4 (few)"} <= set(texts(ax))
    assert "n = hits" in ax.get_xlabel()
    assert "(n=4)" in ax.figure.get_label()
    assert "99" not in ax.figure.get_label()


def test_a_period_without_a_mention_is_a_gap():
    days = pd.date_range("2025-06-22", periods=3, tz="UTC")
    table = pd.DataFrame(
        {
            "actor": "Iran",
            "period": days,
            "estimate": [0.1, np.nan, 0.3],
            "low": [0.0, np.nan, 0.2],
            "high": [0.2, np.nan, 0.4],
            "n_mentions": [5, 0, 6],
        }
    )
    ax = plots.polarity_by_period(table, title="When?")
    drawn = [line for line in ax.lines if len(line.get_ydata()) == 3]
    assert np.isnan(drawn[0].get_ydata()[1])
    assert "22 Jun\nn=5" in [label.get_text() for label in ax.get_xticklabels()]


def test_one_day_alone_can_be_drawn_and_each_line_is_named():
    day = pd.Timestamp("2025-06-22", tz="UTC")
    table = pd.DataFrame(
        {
            "actor": ["Iran", "Russia"],
            "period": day,
            "estimate": [0.1, 0.1],
            "low": 0.0,
            "high": 0.2,
        }
    ).assign(n_mentions=3)
    ax = plots.polarity_by_period(table, title="When?")
    names = {text.get_text(): text.xyann[1] for text in ax.texts}
    assert set(names) == {"Iran", "Russia"}
    assert abs(names["Iran"] - names["Russia"]) > 8


def test_a_line_each_for_the_values_of_any_column():
    days = pd.date_range("2025-06-22", periods=2, tz="UTC")
    table = pd.DataFrame(
        {"outlet": ["X", "X", "Y", "Y"], "period": [*days, *days], "estimate": [0.1, 0.2, 0.3, 0.4]}
    ).assign(low=0.0, high=0.5, n_mentions=3)
    ax = plots.polarity_by_period(table, label="outlet", title="When?")
    assert {text.get_text() for text in ax.texts} == {"X", "Y"}
    assert "Y +0.40" in ax.figure.get_label()


def test_mentions_over_an_article_start_with_the_first_to_enter():
    mentions = pd.DataFrame(
        {
            "actor": ["Iran", "Russia", "Iran"],
            "start": [10, 50, 90],
            "voice": ["outlet", "outlet", "direct"],
        }
    )
    ax = plots_coverage.mentions_over_article(mentions, 100, title="Who enters where?")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Russia (n=1)", "Iran (n=2)"]


def test_words_are_ordered_by_their_contribution():
    table = pd.DataFrame(
        {"word": ["grave", "calm", "rare"], "contribution": [-0.2, 0.1, 0.01], "n": [3, 2, 1]}
    )
    ax = plots.words_behind(table, title="Which words?", top=2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["grave  n=3", "calm  n=2"]
    assert [bar.get_width() for bar in ax.patches] == [-0.2, 0.1]


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumn, match="estimate"):
        plots.estimates(TABLE.drop(columns="estimate"), title="x")


def test_a_page_is_drawn_as_what_was_kept_and_each_kind_of_furniture():
    furniture = pd.DataFrame(
        {"start": [10, 80], "end": [20, 100], "kind": ["ad marker", "caption"]}
    )
    ax = plots_coverage.furniture_over_page(furniture, 100, title="What is furniture?")
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [
        "kept as the article  70.0%, n=2",
        "ad marker  10.0%, n=1",
        "caption  20.0%, n=1",
    ]


def test_presence_says_how_many_articles_of_how_many():
    table = pd.DataFrame(
        {"actor": ["Iran"], "estimate": [0.5], "low": [0.2], "high": [0.8], "n_mentions": [9]}
    ).assign(n_articles=2, of_articles=4, share_quoted=0.1)
    ax = plots_coverage.presence(table, title="Who is named?")
    assert ax.patches[0].get_width() == 50
    assert "2 of 4, n=9" in texts(ax)
