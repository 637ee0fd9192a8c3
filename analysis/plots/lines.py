"""Figures made of lines with labels: beside the lines, or above them where a page is narrow."""

import textwrap
from collections.abc import Iterable

from matplotlib.axes import Axes

from analysis.plots.looks import look
from analysis.plots.style import INK, MUTED, SMALL, TEXT

__all__ = ["bar", "count_beside", "key", "label_ends", "label_lines", "room_for_counts"]


def label_lines(
    ax: Axes,
    labels: Iterable[str],
    *,
    half: float,
    at: Iterable[float] = (),
    counted: bool = False,
) -> None:
    """Name the lines of a figure: at its left, or above each line where the look is narrow.

    Args:
        labels: From the lowest line up.
        half: How far the marks of a line reach up from it, in lines.
        at: Where the lines are (default: 0, 1, 2, ...).
        counted: Whether `count_beside` puts a count into the line of the label.
    """
    labels = list(labels)
    at = list(at) or list(range(len(labels)))
    if not labels:
        return
    if not look().narrow:
        ax.set_yticks(at, labels)
        ax.set_ylim(min(at) - 0.6, max(at) + 0.6)
        return
    ax.set_yticks(at, [""] * len(at))
    for y, label in zip(at, labels, strict=True):
        place = {"xycoords": ax.get_yaxis_transform(), "va": "bottom", "color": INK}
        text = textwrap.fill(label.replace("\n", ", "), 32 if counted else 46)
        ax.annotate(text, (0, y + half), xytext=(0, 2), textcoords="offset points", **place)
    ax.set_ylim(min(at) - max(half, 0.3), max(at) + 0.95)


def bar(height: float) -> float:
    """The height of a bar, in lines: less where a label stands above it."""
    return 0.5 * height if look().narrow else height


def count_beside(ax: Axes, text: str, *, x: float, y: float, half: float | None = None) -> None:
    """A count beside a mark that ends at `x`; at the right edge where the look is narrow.

    Args:
        half: As for `label_lines`, if the count may stand in the line of the label; else it stands
            in that of the mark, and `room_for_counts` makes place.
    """
    style = {"fontsize": SMALL, "color": MUTED, "textcoords": "offset points"}
    if not look().narrow:
        ax.annotate(text, (x, y), xytext=(6, 0), va="center", **style)
        return
    place = {"xycoords": ax.get_yaxis_transform(), "ha": "right"}
    if half is None:
        ax.annotate(text, (1, y), xytext=(0, 0), va="center", **place, **style)
    else:
        ax.annotate(text, (1, y + half), xytext=(0, 2), va="bottom", **place, **style)


def key(ax: Axes, *, columns: int) -> None:
    """What the marks mean, between title and axes."""
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": columns}
    look_of_it = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "borderpad": 0}
    ax.legend(**place, **look_of_it, borderaxespad=0.3, handletextpad=0.2, columnspacing=1.2)


def room_for_counts(ax: Axes, *, in_line: bool) -> None:
    """Leave place for counts: beside the marks, or in a column of their own.

    Args:
        in_line: Whether counts stand in the lines of the marks even where the look is narrow.
    """
    if not look().narrow:
        ax.margins(x=0.16)
        return
    ax.margins(x=0.05)
    if in_line:
        low, high = ax.get_xlim()
        ax.set_xlim(low, high + 0.42 * (high - low))


def label_ends(ax: Axes, ends: dict[str, tuple]) -> None:
    """Name each line at its last point, names that would cover one another moved apart."""
    low, high = ax.get_ylim()
    line, taken = 0.058 * (high - low), low - (high - low)
    for name, (x, y, colour) in sorted(ends.items(), key=lambda end: end[1][1]):
        text = textwrap.fill(name, 12) if look().narrow else name
        half = line * (text.count("\n") + 1) / 2
        middle = max(y, taken + half)
        taken = middle + half
        style = {"color": TEXT[colour], "fontweight": "bold", "va": "center", "fontsize": SMALL}
        shift = (middle - y) / (high - low) * ax.bbox.height * 72 / ax.figure.dpi
        ax.annotate(text, (x, y), xytext=(10, shift), textcoords="offset points", **style)
