"""The look of every figure: one style sheet, fixed colours, alternative text, honest footnotes."""

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from IPython import get_ipython
from IPython.core.pylabtools import retina_figure
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = [
    "DIVERGING",
    "INK",
    "MUTED",
    "OWN",
    "PALETTE",
    "QUOTED",
    "RC",
    "RULE",
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


def canvas(ax: Axes | None, *, rows: int = 6, width: float = 8.0) -> Axes:
    """The axes to draw on: the caller's, or new ones as tall as `rows` lines of labels need."""
    if ax is not None:
        return ax
    # The first figure loads the backend, whose settings a context would undo: so not inside it.
    figure = plt.figure(figsize=(width, 1.5 + 0.36 * max(rows, 3)), layout="constrained")
    with plt.rc_context(RC):
        return figure.subplots()


def panels(n: int, *, rows: float = 6, columns: int | None = None) -> list[Axes]:
    """`n` axes of one figure, sharing their lines: in a row, or `columns` in each."""
    columns = columns or n
    lines = -(-n // columns)
    size = (4.9 * columns + 0.6, (1.9 + 0.36 * max(rows, 3)) * lines)
    figure = plt.figure(figsize=size, layout="constrained")
    with plt.rc_context(RC):
        axes = figure.subplots(lines, columns, sharey=True, squeeze=False).ravel()
    for ax in axes[n:]:
        ax.set_axis_off()
    return list(axes[:n])


def entitle(axes: list[Axes], *, title: str, alt: str) -> None:
    """A title over all panels of a figure, and one alternative text for them."""
    figure = axes[0].figure
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    figure.set_label(alt)


def finish(ax: Axes, *, title: str, alt: str, table: pd.DataFrame | None = None) -> Axes:
    """Title, alternative text and, where the table holds constructed articles, a note that says so.

    The alternative text travels in the image's metadata, where notebook and report find it.
    """
    pad = 26 if ax.get_legend() else 10  # the key stands between title and axes
    heading = {"loc": "left", "fontsize": 12, "fontweight": "bold", "color": INK}
    ax.set_title("\n".join(textwrap.wrap(title, 72)), pad=pad, **heading)
    note = constructed_note(table)
    if note:
        ax.set_xlabel(f"{ax.get_xlabel()}\n{note}".strip())
    ax.figure.set_label(f"{alt} {note}".strip())
    _register_alt_text()
    return ax


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
    return png, {**size, "alt": str(figure.get_label())}
