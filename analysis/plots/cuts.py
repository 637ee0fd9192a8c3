"""The figure of what is told rightly and wrongly, as one asks for more certainty."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.looks import drawn_anew
from analysis.plots.style import INK, MUTED, OWN, QUOTED, SMALL, TEXT, entitle, finish, panels
from analysis.schema import require
from analysis.scoring import PAIR_CUT

__all__ = ["told_over_cuts"]

# Column: its name in the figure, colour, line, and the cut at which the name stands.
_LINES = {
    "right": ("right", OWN, "-", 0.2),
    "wrong": ("of the other sign", QUOTED, "-", 0.05),
    "idle": ("told where people say neutral", MUTED, "--", 0.4),
}


@drawn_anew
def told_over_cuts(
    table: pd.DataFrame, *, cut: float = PAIR_CUT, axes: list[Axes] | None = None, title: str
) -> list[Axes]:
    """One panel for each corpus of labels: shares told rightly, wrongly and idly, over cuts.

    Args:
        table: As `validating.read_pair_cuts` gives it.
        cut: The one in use, drawn as a line.
        axes: One for each corpus (default: new ones).
    """
    require(table, ["measured_on", "cut", *_LINES, "n"], made_by="validating.read_pair_cuts")
    groups = list(table.groupby("measured_on", sort=False))
    axes, told = axes or panels(len(groups)), []
    for ax, (name, rows) in zip(axes, groups, strict=True):
        in_use = rows.loc[(rows["cut"] - cut).abs().idxmin()]
        for column, (label, colour, style, place) in _LINES.items():
            if rows[column].notna().any():
                ax.plot(rows["cut"], rows[column], color=colour, ls=style, lw=2)
                at = rows.loc[(rows["cut"] - place).abs().idxmin()]
                ax.annotate(
                    label, (at["cut"], at[column]), xytext=(5, 6),
                    textcoords="offset points", color=TEXT.get(colour, colour), fontsize=SMALL,
                )  # fmt: skip
        ax.axvline(cut, color=INK, lw=1, ls=":")
        ax.set(xlim=(0, 1), ylim=(0, 1.05))
        ax.grid(axis="y")
        said = (
            f"at {cut:.2f}, {in_use['right']:.0%} right and {in_use['wrong']:.0%} of the other sign"
        )
        told.append(f"{name}, n = {in_use['n']:.0f}: {said}.")
        axis = "least probability of not 'neither'"
        finish(ax, title=f"{name}, n={in_use['n']:.0f}", alt="", axis=axis)
    axes[0].set_ylabel("share of labelled pairs")
    entitle(axes, title=title, alt=f"{title} {' '.join(told)}")
    return axes
