"""The look of every figure: one style sheet, fixed colours, alternative text, honest footnotes."""

import os
import textwrap
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
from IPython import get_ipython
from IPython.core.pylabtools import retina_figure
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis.plots.looks import Caption, look, renderings

__all__ = [
    "DIVERGING",
    "FOR_PAGES",
    "INK",
    "MUTED",
    "ON_DARK",
    "ON_LIGHT",
    "OWN",
    "PALETTE",
    "QUOTED",
    "RC",
    "RULE",
    "SMALL",
    "TEXT",
    "UNSURE",
    "canvas",
    "constructed_note",
    "entitle",
    "finish",
    "panels",
]

INK, MUTED, RULE = "#1a1a1a", "#5f6368", "#d9d9d9"
# Okabe and Ito 2008, without the yellow that white paper swallows.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7A4E9E", "#5f6368"]
OWN, QUOTED = "#0072B2", "#D55E00"
# Words in these colours, dark enough to be read (4.5 to 1 on white).
TEXT = dict(
    zip(
        PALETTE,
        ["#0072B2", "#A84800", "#00725A", "#A3447A", "#1B6F9F", "#8A5D00", "#7A4E9E", "#5f6368"],
        strict=True,
    )
)
# Words on a coloured ground, which is the same on dark paper.
ON_LIGHT, ON_DARK = "#1b1b1b", "#fefefe"
UNSURE = "#f0f0f0"  # the ground of what can't be told
SMALL = 9  # points: the least that is read without effort
FOR_PAGES = "SPUTLINK_FIGURES_FOR_PAGES"  # set for notebooks that are executed to make pages
DIVERGING = "PuOr"  # colour-blind safe: orange is negative, purple positive

RC = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.labelsize": 9,
    "figure.facecolor": "white",
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.labelcolor": MUTED,
    "ytick.left": False,
    "axes.axisbelow": True,
    "grid.color": "#ececec",
    "savefig.bbox": "tight",
}


def canvas(ax: Axes | None, *, rows: float = 6, width: float = 8.0, above: bool = False) -> Axes:
    """The axes to draw on: the caller's, or new ones as tall as `rows` lines of labels need.

    Args:
        width: In inches; no more than the look allows.
        above: Whether the labels stand above their lines where the look is narrow.
    """
    if ax is not None:
        return ax
    size = (min(width, look().width), _height(max(rows, 3), above=above))
    # The first figure loads the backend, whose settings a context would undo: so not inside it.
    figure = plt.figure(figsize=size, layout="constrained")
    with plt.rc_context(RC):
        return figure.subplots()


def panels(
    n: int, *, rows: float = 6, columns: int | None = None, above: bool = False
) -> list[Axes]:
    """`n` axes of one figure, sharing their lines: in a row, or `columns` in each."""
    columns = 1 if look().narrow else columns or n
    lines = -(-n // columns)
    high = 0.4 + _height(max(rows, 3), above=above)
    size = (min(4.9 * columns + 0.6, look().width), high * lines)
    figure = plt.figure(figsize=size, layout="constrained")
    with plt.rc_context(RC):
        axes = figure.subplots(lines, columns, sharey=True, squeeze=False).ravel()
    for ax in axes[n:]:
        ax.set_axis_off()
    return list(axes[:n])


def _height(rows: float, *, above: bool) -> float:
    """Inches: a line each, and what stands around them. A page sets title and notes itself."""
    around = 0.6 if look().page else 1.5
    return around + (0.52 if above and look().narrow else 0.36) * rows


def entitle(axes: list[Axes], *, title: str, alt: str) -> None:
    """A title over all panels of a figure, and one alternative text for them."""
    figure = axes[0].figure
    figure.set_label(alt)
    if look().page:
        figure.caption = replace(getattr(figure, "caption", Caption()), title=title)
    else:
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    _no_formulas(figure)


def finish(
    ax: Axes,
    *,
    title: str,
    alt: str,
    table: pd.DataFrame | None = None,
    axis: str = "",
    note: str = "",
) -> Axes:
    """Title, axis and notes, alternative text and, where the table holds constructed articles, a
    note that says so.

    The alternative text travels in the image's metadata, where notebook and report find it. On a
    page, title and notes are the page's: they are kept as the figure's `caption`.

    Args:
        axis: What the horizontal axis is.
        note: How the figure is read, below the axis.
    """
    about = constructed_note(table)
    ax.figure.set_label(f"{alt} {about}".strip())
    _register_alt_text()
    if look().page:
        _finish_for_page(ax, title=title, axis=axis, note=f"{_sentence(note)} {about}".strip())
        _no_formulas(ax)
        return ax
    pad = 26 if ax.get_legend() else 10  # the key stands between title and axes
    heading = {"loc": "left", "fontsize": 12, "fontweight": "bold", "color": INK}
    ax.set_title("\n".join(textwrap.wrap(title, 72)), pad=pad, **heading)
    ax.set_xlabel("\n".join(part for part in (axis, note, about) if part))
    _no_formulas(ax)
    return ax


def _finish_for_page(ax: Axes, *, title: str, axis: str, note: str) -> None:
    alone = len(ax.figure.axes) == 1
    wide = 46 if look().narrow else 92 if alone else 46
    ax.set_xlabel(textwrap.fill(axis, wide))
    if alone:
        ax.figure.caption = Caption(title, note)
        return
    heading = {"loc": "left", "fontsize": 10, "fontweight": "bold", "color": INK}
    ax.set_title(textwrap.fill(title, 36), pad=24 if ax.get_legend() else 8, **heading)
    ax.figure.caption = Caption(note=note)


def _sentence(note: str) -> str:
    """Lines of a note as one sentence."""
    text = "; ".join(note.splitlines())
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if text else ""


def _no_formulas(drawn: Artist) -> None:
    """Show a dollar sign in somebody's name as what it is, where matplotlib would set a formula."""
    for text in drawn.findobj(Text):
        if "$" in text.get_text():
            text.set_parse_math(False)


def constructed_note(table: pd.DataFrame | None) -> str:
    """'Constructed articles ...' where the table counts any in `n_constructed`, else ''."""
    if table is None or not table.get("n_constructed", pd.Series(dtype=int)).sum():
        return ""
    return "Uses constructed articles: written for this project, their outlets are invented."


def _register_alt_text() -> None:
    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["image/png"].for_type(Figure, _png_with_alt)


def _png_with_alt(figure: Figure) -> tuple[str, dict]:
    """A formatter may hand back metadata beside its data; nbconvert reads `alt` from there."""
    png, size = retina_figure(figure, base64=True)
    anew = renderings(figure) if os.environ.get(FOR_PAGES) else {}
    return png, {**size, "alt": str(figure.get_label()), **anew}
