"""Figures of trust: naive beside corrected estimates, and where a scorer meets the labels."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.lines import key, label_lines
from analysis.plots.looks import drawn_anew, look
from analysis.plots.style import (
    MUTED,
    ON_LIGHT,
    OWN,
    QUOTED,
    canvas,
    finish,
)
from analysis.schema import SputlinkError, require

__all__ = ["confusion", "naive_and_corrected"]

NAMES = {-1: "unfavourable", 0: "neutral", 1: "favourable"}
_MARKS = {"naive": (QUOTED, "s", 0.16), "corrected": (OWN, "o", -0.16)}
_KEY = {"naive": "naive (scores alone)", "corrected": "corrected (scores and labels)"}


@drawn_anew
def naive_and_corrected(
    table: pd.DataFrame, *, group: str = "actor", ax: Axes | None = None, title: str
) -> Axes:
    """Two dots a group: what the scores say, and what they say once labels have put them right.

    A hollow dot has too few labels for an interval and was corrected by the error of all groups.

    Args:
        table: As `corrected_by` gives it, with the column `group`.
    """
    columns = ["naive", "naive_low", "naive_high", "estimate", "low", "high", "n_labelled"]
    require(table, [group, *columns, "n_mentions", "small"], made_by="validating.corrected_by")
    order = list(table[group].astype("str"))[::-1]
    ax = canvas(ax, rows=len(order) * 1.4, above=True)
    ax.axvline(0, color=MUTED, lw=1, zorder=0.5)
    for row in table.to_dict("records"):
        at = order.index(str(row[group]))
        points = {
            "naive": (row["naive"], row["naive_low"], row["naive_high"]),
            "corrected": (row["estimate"], row["low"], row["high"]),
        }
        for name, (middle, low, high) in points.items():
            colour, marker, shift = _MARKS[name]
            face = "white" if name == "corrected" and row["small"] else colour
            y = at + shift
            ax.plot([low, high], [y, y], color=colour, lw=2, solid_capstyle="round")
            ax.plot(middle, y, marker, color=colour, mfc=face, ms=7 if marker == "o" else 6)
    labels = {
        str(row[group]): f"{row[group]}  n={row['n_labelled']} of {row['n_mentions']}"
        for row in table.to_dict("records")
    }
    label_lines(ax, [labels[name] for name in order], half=0.26)
    ax.margins(x=0.08)
    ax.grid(axis="x")
    for name, (colour, marker, _) in _MARKS.items():
        ax.plot([], [], marker, color=colour, label=_KEY[name])
    key(ax, columns=1 if look().narrow else 2)
    told = [
        f"{row[group]} naive {row['naive']:+.2f}, corrected {_signed(row)} "
        f"({row['n_labelled']} of {row['n_mentions']} labelled)"
        for row in table.to_dict("records")[:30]
    ]
    note = "mean, -1 to 1, 95 % interval; n = labelled of all mentions; hollow = few labels"
    return finish(ax, title=title, alt=f"{title} {'; '.join(told)}.", table=table, note=note)


@drawn_anew
def confusion(table: pd.DataFrame, *, ax: Axes | None = None, title: str) -> Axes:
    """Labels against the classes of one scorer: shares of each label as shade, counts as figures.

    Args:
        table: The nine rows of one group of `confusion_by`: `label`, `predicted`, `n`, `share`.

    Raises:
        SputlinkError: if there are not nine rows: choose one scorer, actor, outlet or voice.
    """
    require(table, ["label", "predicted", "n", "share"], made_by="validating.confusion_by")
    if len(table) != 9:
        raise SputlinkError(
            f"{len(table)} rows: give the nine (label by class) of one scorer or one group"
        )
    grid = table.pivot_table(index="label", columns="predicted", values="share", dropna=False)
    grid = grid.reindex(index=[*NAMES], columns=[*NAMES])
    ax = canvas(ax, rows=7, width=6.4)
    ax.imshow(grid.to_numpy(dtype=float), cmap="Blues", vmin=0, vmax=1.6, aspect="auto")
    cells = table.sort_values(["label", "predicted"]).to_dict("records")
    for cell in cells:
        share = "" if np.isnan(cell["share"]) else f"{cell['share']:.0%}\n"
        weight = "bold" if cell["label"] == cell["predicted"] else "normal"
        place = (int(cell["predicted"]) + 1, int(cell["label"]) + 1)
        text = f"{share}n={int(cell['n'])}"
        ax.text(*place, text, ha="center", va="center", color=ON_LIGHT, fontweight=weight)
    totals = table.groupby("label")["n"].sum()
    turned = {"rotation": 25, "ha": "right"} if look().narrow else {}
    ax.set_xticks(range(3), NAMES.values(), **turned)
    ax.set_yticks(range(3), [f"{name}\nn={totals[label]}" for label, name in NAMES.items()])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_ylabel("the coders' label")
    told = [f"{NAMES[c['label']]} read as {NAMES[c['predicted']]} {int(c['n'])}" for c in cells]
    axis = "the scorer's class; per cent of each label"
    alt = f"{title} Counts: {'; '.join(told)}."
    return finish(ax, title=title, alt=alt, table=table, axis=axis)


def _signed(row: dict) -> str:
    if pd.isna(row["estimate"]):
        return "unknown"
    if pd.isna(row["low"]):
        return f"{row['estimate']:+.2f} without interval"
    return f"{row['estimate']:+.2f} ({row['low']:+.2f} to {row['high']:+.2f})"
