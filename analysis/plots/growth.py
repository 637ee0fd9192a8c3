"""What a larger collection costs, as a multiple of what its size alone would make it cost."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from analysis.plots.lines import label_ends
from analysis.plots.looks import drawn_anew, look
from analysis.plots.style import MUTED, PALETTE, SMALL, canvas, finish

__all__ = ["growth"]


@drawn_anew
def growth(costs: Mapping[str, Mapping[int, float]], *, ax: Axes | None = None, title: str) -> Axes:
    """A line for each way of growing; level is in proportion to size.

    Args:
        costs: Of each way of growing, by its name: how many times as much there is, and the cost
            over that many times the cost of one.
    """
    ax = canvas(ax, rows=6)
    ax.axhline(1, color=MUTED, lw=1, ls=(0, (4, 3)))
    ends: dict[str, tuple] = {}
    for (name, points), colour in zip(costs.items(), PALETTE, strict=False):
        times, values = list(points), list(points.values())
        ends[f"{name} {values[-1]:.2f}"] = (times[-1], values[-1], colour)
        ax.plot(times, values, "o-", color=colour, lw=1.8, ms=6)
    ax.set_xscale("log")
    marks = sorted({times for points in costs.values() for times in points})
    ax.set_xticks(marks, [f"{times:,} ×" for times in marks], fontsize=SMALL)
    ax.minorticks_off()
    ax.set_xlim(marks[0] * 0.9, marks[-1] * (25 if look().narrow else 4))
    ax.set_ylim(0, 1.2 * max(1, *(cost for points in costs.values() for cost in points.values())))
    label_ends(ax, ends)
    ax.set_ylabel("cost over size (1 is linear)")
    told = [f"{name}: {list(points.values())[-1]:.2f}" for name, points in costs.items()]
    most = f"{marks[-1]:,} times as much"
    alt = f"{title} Cost over size at {most}: {'; '.join(told)}."
    return finish(ax, title=title, alt=alt, axis="how much there is")
