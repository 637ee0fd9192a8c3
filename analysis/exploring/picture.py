"""A figure that answers to clicks, between its question and its note, in a light lab and a dark."""

import html
from collections.abc import Callable

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
from ipywidgets import HTML, VBox
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from analysis import plots
from analysis.exploring.markup import block
from analysis.plots import style

__all__ = ["LINES", "WIDTH", "Picture"]

WIDTH = 6.4  # inches of the figure, at 100 pixels each: fits beside the open side bar of a laptop
LINES = 14  # groups drawn at most, the ones with the most mentions; the table lists all


class Picture:
    """Dots with intervals on a canvas of their own; `view` holds it with its words.

    Question and note are text of the page, not of the picture: they wrap, can be read aloud, take
    the colours of the lab, and cost no drawing.

    Args:
        pick: Called with the row of the dot that was clicked (its `get_gid`), or None beside one.
    """

    def __init__(self, pick: Callable[[str | None], None]) -> None:
        self.figure, self.canvas = _interactive_figure()
        self.canvas.add_class("sp-canvas")
        self.canvas.mpl_connect("pick_event", lambda event: pick(event.artist.get_gid()))
        self.question, self.note = HTML(), HTML()
        self.view = VBox([self.question, self.canvas, self.note], layout={"min_width": "0"})

    def draw(
        self, table: pd.DataFrame, *, labels: pd.Series, title: str, unit: str, counted: str
    ) -> None:
        """Draw a table of estimates, its rows labelled: at most `LINES` labels, the largest.

        Args:
            table: As `plots.estimates` takes it.
            labels: The line of each row, by the table's index.
            counted: What `n_mentions` counts: mentions, or sentences.
        """
        self.figure.clear()
        self.question.value = block(f'<p class="sp-question">{html.escape(title)}</p>')
        self.note.value = ""
        if table.empty:
            self.figure.text(0.5, 0.5, "no mention", ha="center", color=style.MUTED)
        else:
            largest = table.groupby(labels)["n_mentions"].sum().nlargest(LINES).index
            drawn = table.assign(group=labels)[labels.isin(largest)]
            words = _draw_estimates(self.figure, drawn, unit)
            words = words.replace("n = mentions", f"n = {counted}")
            self.note.value = _note(words, labels.nunique())
        self.canvas.draw_idle()


def _draw_estimates(figure: Figure, table: pd.DataFrame, unit: str) -> str:
    """Draw the dots, and give the words that would stand below them."""
    # Margins by the length of what stands in them: to measure it would double the time.
    split = "words_of" in table
    lines = table["group"].nunique() * (1.5 if split else 1)
    left = min(0.25 + 0.085 * table["group"].str.len().max(), 0.6 * WIDTH)
    top, bottom = 0.1 + 0.25 * split, 0.3
    height = top + 0.36 * max(lines, 3) + bottom
    figure.set_size_inches(WIDTH, height)
    right = 0.55  # for a count beside the longest interval
    wide, high = 1 - (left + right) / WIDTH, 1 - (top + bottom) / height
    with plt.rc_context(style.RC):
        ax = figure.add_axes([left / WIDTH, bottom / height, wide, high])
        ax.locator_params(axis="x", nbins=5)  # each tick costs a line, a label and their layout
        plots.estimates(table, label="group", ax=ax, title="", unit=unit)
        words = ax.get_xlabel()
        ax.set_xlabel("")
    return words


def _note(words: str, groups: int) -> str:
    lines = words.splitlines()
    if groups > LINES:
        lines.append(f"Drawn are the {LINES} largest of {groups} groups; the table has all.")
    said = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return block(f'<div class="sp-note">{said}</div>')


def _interactive_figure() -> tuple[Figure, FigureCanvasBase]:
    """A figure on a canvas of its own: the notebook's other figures stay what they are."""
    backend = matplotlib.get_backend()
    plt.switch_backend(backend)  # loads it, which it takes for granted when switched back to
    from ipympl.backend_nbagg import Canvas, FigureManager  # makes itself everyone's backend

    plt.switch_backend(backend)
    figure = Figure(figsize=(WIDTH, 4))
    canvas = Canvas(figure)
    FigureManager(canvas, 0)
    canvas.toolbar_visible = canvas.header_visible = canvas.footer_visible = False
    canvas.resizable = False
    return figure, canvas
