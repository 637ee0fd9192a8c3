"""Figures that set scorers beside one another: benchmarks, single mentions, swapped names."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.lines import key, label_lines
from analysis.plots.looks import drawn_anew, look
from analysis.plots.style import (
    INK,
    MUTED,
    OWN,
    PALETTE,
    QUOTED,
    RULE,
    SMALL,
    canvas,
    finish,
)
from analysis.schema import require

__all__ = ["benchmarks", "name_swap", "scorers_apart"]

_GROUND = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 2}
_MARKS = ["o", "s", "^", "D", "v", "P"]


@drawn_anew
def benchmarks(
    measured: pd.DataFrame, references: pd.DataFrame, *, ax: Axes | None = None, title: str
) -> Axes:
    """One measure of one benchmark: a filled dot for each scorer here, a ring for each reference.

    Args:
        measured, references: Rows of `read_benchmarks` and `read_references` of one measure, with
            `scorer`, `value`, `n`, `measured_on`.
    """
    for table in (measured, references):
        require(
            table, ["scorer", "value", "n", "measured_on"], made_by="validating.read_benchmarks"
        )
    rows = pd.concat([measured.assign(own=True), references.assign(own=False)])
    rows = rows.sort_values(["own", "value"]).to_dict("records")
    ax = canvas(ax, rows=len(rows) * (1.25 if look().narrow else 1), above=True)
    labels = []
    for y, row in enumerate(rows):
        colour = OWN if row["own"] else MUTED
        ax.hlines(y, 0, row["value"], color=RULE, lw=1)
        ax.plot(row["value"], y, "o", color=colour, mfc=colour if row["own"] else "white", ms=8)
        place = {"xytext": (9, 0), "textcoords": "offset points", "va": "center", "fontsize": SMALL}
        ax.annotate(f"{row['value']:.2f}", (row["value"], y), color=INK, **place)
        size = "" if pd.isna(row["n"]) else f", n={row['n']}"
        labels.append(f"{row['scorer']}\n{row['measured_on']}{size}")
    label_lines(ax, labels, half=0.14)
    ax.set_xlim(0, 1)
    ax.grid(axis="x")
    measure = rows[0]["measure"] if rows and "measure" in rows[0] else "value"
    note = f"{measure}; filled = scorers of this project, ring = published by others"
    told = [f"{row['scorer']} {row['value']:.2f} on {row['measured_on']}" for row in rows[::-1]]
    alt = f"{title} {measure.capitalize()}: {'; '.join(told)}."
    return finish(ax, title=title, alt=alt, note=note)


@drawn_anew
def scorers_apart(
    table: pd.DataFrame, one: str, other: str, *, ax: Axes | None = None, title: str
) -> Axes:
    """Each mention under two scorers; where the signs contradict each other it is orange.

    Equal scores (a lexicon's many zeros) are spread a little, for the eye alone, by a fixed seed.

    Args:
        table: As `beside_each_other` gives it, with `polarity of ONE` and `polarity of OTHER`.
    """
    columns = [f"polarity of {one}", f"polarity of {other}"]
    require(table, columns, made_by="validating.beside_each_other")
    x, y = (table[c].to_numpy(dtype=float) for c in columns)
    against = x * y < 0
    ax = canvas(ax, rows=11, width=6.6)
    ax.axhline(0, color=MUTED, lw=1, zorder=0.5)
    ax.axvline(0, color=MUTED, lw=1, zorder=0.5)
    spread = np.random.default_rng(1).uniform(-0.025, 0.025, size=(2, len(table)))
    for rows, colour in [(~against, OWN), (against, QUOTED)]:
        style = {"color": colour, "ms": 4, "alpha": 0.35, "mew": 0}
        style["rasterized"] = len(table) > 500  # smaller than as many circles
        ax.plot(x[rows] + spread[0][rows], y[rows] + spread[1][rows], "o", **style)
    counts = {}
    for name, corner, here in [
        ("both warm", (0.97, 0.97), (x > 0) & (y > 0)),
        ("both cold", (0.03, 0.03), (x < 0) & (y < 0)),
        (f"{one} warm, {other} cold", (0.97, 0.03), (x > 0) & (y < 0)),
        (f"{one} cold, {other} warm", (0.03, 0.97), (x < 0) & (y > 0)),
    ]:
        counts[name] = int(here.sum())
        right, top = corner[0] > 0.5, corner[1] > 0.5
        place = {"ha": "right" if right else "left", "va": "top" if top else "bottom"}
        text = textwrap.fill(name, 16 if look().narrow else 40) + f"\nn={counts[name]}"
        ax.text(*corner, text, transform=ax.transAxes, size=SMALL, color=INK, bbox=_GROUND, **place)
    ax.set_xlim(-1.08, 1.08)
    ax.set_ylim(-1.08, 1.08)
    ax.grid()
    axis = f"polarity of {one}; n = {len(table)} mentions"
    ax.set_ylabel(f"polarity of {other}")
    told = "; ".join(f"{name} {n}" for name, n in counts.items())
    counted = (
        table.assign(n_constructed=table["constructed"] * 1) if "constructed" in table else None
    )
    alt = f"{title} Of {len(table)} mentions: {told}."
    return finish(ax, title=title, alt=alt, table=counted, axis=axis)


@drawn_anew
def name_swap(table: pd.DataFrame, *, ax: Axes | None = None, title: str) -> Axes:
    """What a name alone does to the same sentences: one line per name, one mark per scorer.

    Args:
        table: As `name_swap_by` gives it.
    """
    columns = ["name", "scored_by", "shift", "size", "n_sentences"]
    require(table, columns, made_by="validating.name_swap_by")
    names = list(dict.fromkeys(table["name"]))[::-1]
    scorers = list(dict.fromkeys(table["scored_by"]))
    ax = canvas(ax, rows=len(names) * 1.3, above=True)
    ax.axvline(0, color=MUTED, lw=1, zorder=0.5)
    for place, scorer in enumerate(scorers):
        rows = table[table["scored_by"] == scorer]
        apart = 0.6 * ((len(scorers) - 1) / 2 - place) / max(len(scorers), 1)
        y = [names.index(name) + apart for name in rows["name"]]
        ax.plot(rows["shift"], y, _MARKS[place % 6], color=PALETTE[place % 8], label=scorer, ms=6)
    sizes = table.drop_duplicates("name").set_index("name")["n_sentences"]
    label_lines(ax, [f"{name}  n={sizes[name]}" for name in names], half=0.28)
    ax.margins(x=0.08)
    ax.grid(axis="x")
    key(ax, columns=min(len(scorers), 2) if look().narrow else len(scorers))
    told = [
        f"{row.name} under {row.scored_by} {row.shift:+.2f}"
        for row in table.itertuples(index=False)
    ]
    note = "mean change of polarity for the name alone; n = sentences"
    return finish(ax, title=title, alt=f"{title} {'; '.join(told)}.", table=table, note=note)
