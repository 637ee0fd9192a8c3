"""Figures of pages: drawn anew for a phone, with text that is read, light and dark."""

import base64
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis import plots
from analysis.plots.looks import PAGE_LOOKS, look, looking, renderings
from analysis.plots.style import FOR_PAGES, PALETTE, TEXT

NAMES = ["The Democratic Republic of Somewhere", "Norland", "Sudland"]
COUNTED = pd.DataFrame(
    {
        "actor": NAMES,
        "estimate": [-0.2, 0.1, 0.4],
        "low": [-0.3, -0.1, 0.2],
        "high": [-0.1, 0.2, 0.6],
        "n_mentions": [1240, 9, 30],
        "n_articles": [112, 3, 9],
        "small": [False, True, False],
        "n_constructed": 0,
    }
)
DAYS = pd.date_range("2025-06-22", periods=3, tz="UTC")
PAIRS = pd.concat([COUNTED.assign(speaker=name) for name in NAMES], ignore_index=True)
TIES = PAIRS.rename(columns={"speaker": "holder", "actor": "target"})
TIES = TIES[TIES["holder"] != TIES["target"]].assign(n_mentions=12)
CAMPS = pd.DataFrame({"actor": NAMES, "camp": [1, 1, 2]})
WORDS = pd.DataFrame(
    {"word": ["grave", "calm"], "log_odds": [1.0, -1.0], "low": [0.5, -1.5], "high": [1.5, -0.5]}
).assign(z=[2.0, -2.0], n_a=[3, 4], n_b=[5, 6], contribution=[0.2, -0.1], n=7)
DRAWN = {
    "estimates": lambda: plots.estimates(COUNTED, title="How warm?"),
    "two voices": lambda: plots.estimates(
        pd.concat([COUNTED.assign(words_of=voice) for voice in ("outlet", "quoted")]), title="Who?"
    ),
    "beside": lambda: plots.estimates_beside({"target": COUNTED, "vader": COUNTED}, title="Two?"),
    "heatmap": lambda: plots.heatmap(
        pd.concat([COUNTED.assign(outlet=f"The {n} Observer") for n in range(7)]), title="Where?"
    ),
    "periods": lambda: plots.polarity_by_period(COUNTED.assign(period=DAYS), title="When?"),
    "words": lambda: plots.words_behind(WORDS, title="Which words?"),
    "key words": lambda: plots.key_words(WORDS, a="one", b="other", title="Which words?"),
    "shift": lambda: plots.shift(WORDS, a="one", b="other", title="Which words?"),
    "speakers": lambda: plots.speaker_matrix(PAIRS, title="Who on whom?"),
    "matrix": lambda: plots.relation_matrix(TIES, CAMPS, title="Who with whom?"),
    "network": lambda: plots.relation_network(TIES, CAMPS, title="Who with whom?"),
    "networks": lambda: plots.relation_networks({"A": TIES, "B": TIES}, CAMPS, title="Who?"),
    "growth": lambda: plots.growth({"more articles": {1: 1, 10: 0.9, 100: 0.8}}, title="Cost?"),
}


def svg(address):
    return base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")).decode()


def figure_of(draw):
    made = draw()
    return (made[0] if isinstance(made, list) else made).figure


@pytest.mark.parametrize("name", DRAWN)
def test_a_page_has_a_wide_figure_and_one_for_a_phone(name):
    open_before = plt.get_fignums()
    figure = figure_of(DRAWN[name])
    found = renderings(figure)
    assert found["narrow_width"] == 360
    assert found["wide_width"] <= 758
    assert found["title"].endswith("?")
    for look_name in PAGE_LOOKS:
        text = svg(found[look_name])
        sizes = [float(size) for size in re.findall(r"font(?:-size)?: [^;\"']*?([\d.]+)px", text)]
        assert sizes
        assert min(sizes) >= 9  # points: the view box counts in them
        assert "prefers-color-scheme:dark" in text
        assert "http" not in re.sub(r'(xmlns(:\w+)?|xlink)="[^"]*"|<!DOCTYPE[^>]*>', "", text)
    assert plt.get_fignums() == [*open_before, figure.number]


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("size", PAGE_LOOKS)
def test_no_text_reaches_over_the_edge(name, size):
    with looking(PAGE_LOOKS[size]):
        figure = figure_of(DRAWN[name])
    figure.draw_without_rendering()
    texts = [text for ax in figure.axes for text in ax.texts if text.get_text()]
    wide, high = figure.bbox.size
    over = [
        text.get_text()
        for text in texts
        for box in [text.get_window_extent()]
        if box.x0 < -1 or box.x1 > wide + 1 or box.y0 < -1 or box.y1 > high + 1
    ]
    assert over == []


def test_a_figure_is_drawn_as_for_a_notebook_where_nothing_else_is_asked():
    assert not look().page
    ax = plots.estimates(COUNTED, title="How warm?")
    assert ax.get_title(loc="left") == "How warm?"
    assert renderings(plt.figure()) == {}


def test_labels_stand_above_their_lines_on_a_phone():
    with looking(PAGE_LOOKS["narrow"]):
        ax = plots.estimates(COUNTED, title="How warm?")
    assert {text.get_text() for text in ax.get_yticklabels()} == {""}
    assert set(NAMES) <= {text.get_text().replace("\n", " ") for text in ax.texts}


def test_a_disc_that_tells_nothing_is_grey():
    ax = plots.speaker_matrix(PAIRS, title="Who on whom?")
    grey = np.isclose(ax.collections[0].get_facecolors()[:, :3], 0xF0 / 255).all(axis=1)
    assert grey.tolist() == PAIRS["small"].tolist()


@pytest.mark.parametrize("colour", PALETTE)
def test_words_in_a_colour_are_dark_enough_to_be_read(colour):
    parts = [int(TEXT[colour][i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_a_notebook_that_makes_a_page_hands_both_over(monkeypatch):
    from analysis.plots.style import _png_with_alt

    figure = plots.estimates(COUNTED, title="How warm?").figure
    assert "wide" not in _png_with_alt(figure)[1]
    monkeypatch.setenv(FOR_PAGES, "1")
    assert {"alt", "wide", "narrow", "title"} <= set(_png_with_alt(figure)[1])
