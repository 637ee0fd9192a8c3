"""Figures of framing tables. The caller aggregates first; a plot draws what it is given."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.plots.lines import bar, count_beside, key, label_ends, label_lines, room_for_counts
from analysis.plots.looks import drawn_anew, look
from analysis.plots.style import (
    DIVERGING,
    INK,
    MUTED,
    ON_LIGHT,
    OWN,
    PALETTE,
    QUOTED,
    SMALL,
    UNSURE,
    canvas,
    entitle,
    finish,
    panels,
)
from analysis.schema import require

__all__ = [
    "VOICES",
    "estimates",
    "estimates_beside",
    "heatmap",
    "polarity_by_period",
    "voice_key",
    "words_behind",
]

FEW = 5  # of the count of a cell, where its table doesn't say whether it is small
FULL = 10  # articles from which a cell has the whole of its colour
VOICES = {"outlet": (OWN, "o", "outlet's own words"), "quoted": (QUOTED, "s", "quoted voices")}


@drawn_anew
def estimates(
    table: pd.DataFrame,
    *,
    label: str = "actor",
    ax: Axes | None = None,
    title: str,
    unit: str = "mean polarity",
    middle: float = 0.0,
) -> Axes:
    """Dots with intervals, a line a label, with `n`; two dots where `words_of` splits the voice.

    A hollow dot is a small group: read its interval, not its place. Each dot carries the index of
    its row (`get_gid`), so that a click on it leads to the row and on to its sentences.

    Args:
        table: A framing table: the label's column, `estimate`, `low`, `high`, `n_mentions`,
            `n_articles`, `small`, and perhaps `words_of` (outlet, quoted).
        label: The column whose values stand at the lines: `actor`, `outlet`, ...
        middle: Where the line of reference stands (0 for polarity, 0.5 for a share of two).
    """
    require(table, [label, "estimate", "low", "high", "n_mentions"], made_by="measuring.framing_by")
    split = "words_of" in table
    order = list(dict.fromkeys(table[label]))[::-1]
    ax = canvas(ax, rows=len(order) * (1.5 if split else 1), above=True)
    half = 0.26 if split else 0.14
    ax.axvline(middle, color=MUTED, lw=1, zorder=0.5)
    for index, row in zip(table.index, table.to_dict("records"), strict=True):
        voice = row.get("words_of", "outlet")
        colour, marker, _ = VOICES[voice]
        y = order.index(row[label]) + (0.17 if voice == "outlet" else -0.17) * split
        ax.plot([row["low"], row["high"]], [y, y], color=colour, lw=2, solid_capstyle="round")
        face = "white" if row.get("small") else colour
        (dot,) = ax.plot(row["estimate"], y, marker, color=colour, mfc=face, ms=7, picker=8)
        dot.set_gid(str(index))
        edge = row["high"] if pd.notna(row["high"]) else row["estimate"]
        count = f"n={row['n_mentions']} in {row['n_articles']}"
        count_beside(ax, count, x=edge, y=y, half=None if split else half)
    label_lines(ax, order, half=half, counted=not split)
    room_for_counts(ax, in_line=split)
    ax.grid(axis="x")
    if split:
        voice_key(ax)
    note = f"{unit}, 95 % interval over articles; n = mentions in articles; hollow = few"
    return finish(ax, title=title, alt=_alt(table, title, unit), table=table, note=note)


@drawn_anew
def estimates_beside(
    tables: dict[str, pd.DataFrame],
    *,
    label: str = "actor",
    title: str,
    unit: str = "mean polarity",
) -> list[Axes]:
    """One panel a table, the same lines in each: where two scorers part, the reader sees it.

    Args:
        tables: Framing tables by the name that stands above their panel; see `estimates`.
    """
    lines = max(t[label].nunique() for t in tables.values())
    axes = panels(len(tables), rows=1.5 * lines, above=True)
    told = []
    for ax, (name, table) in zip(axes, tables.items(), strict=True):
        estimates(table, label=label, ax=ax, title=name, unit=unit)
        told.append(f"{name}: {ax.figure.get_label()}")
        wrapped = (textwrap.fill(line, 56) for line in ax.get_xlabel().splitlines())
        ax.set_xlabel("\n".join(wrapped))
    entitle(axes, title=title, alt=f"{title} {' '.join(told)}")
    return list(axes)


@drawn_anew
def heatmap(
    table: pd.DataFrame,
    *,
    rows: str = "actor",
    columns: str = "outlet",
    ax: Axes | None = None,
    title: str,
    unit: str = "mean polarity",
    limit: float | None = None,
    number: str = "{:+.2f}",
    n: str = "n_mentions",
) -> Axes:
    """Two groupings against each other, each cell with its estimate and `n`.

    Small cells say so and stay grey, and so does one whose interval takes in zero where estimates
    lie on both sides of it: colour is for what can be told, and below ten articles there is less of
    it.

    Args:
        table: A framing table with the two grouping columns. A pair that is absent stays blank:
            no mention is not the same as a neutral one.
        limit: Full colour stands at twice this, so that the numbers stay readable (default: the
            largest estimate of a cell that is not small, at least 0.2).
        number: How an estimate is written.
        n: Column of the count that stands below it.
    """
    require(table, [rows, columns, "estimate", n], made_by="measuring.framing_by")
    ys, xs = list(dict.fromkeys(table[rows])), sorted(table[columns].unique())
    narrow = look().narrow
    ax = canvas(ax, rows=len(ys) * 1.4 + narrow * 3, width=max(7.0, 1.7 + 1.25 * len(xs)))
    firm = table[~table["small"].astype(bool)] if "small" in table else table
    limit = limit or max(0.2, firm["estimate"].abs().max(skipna=True))
    signed = bool((table["estimate"] < 0).any())
    colours, top = colormaps[DIVERGING], 0.1 if narrow else 0.48
    for row in table[table["estimate"].notna()].to_dict("records"):
        row = {"small": row[n] < FEW, **row}
        y, x = ys.index(row[rows]), xs.index(row[columns])
        told = _told_apart(row, signed=signed)
        strength = row["estimate"] / limit * min(row.get("n_articles", FULL) / FULL, 1)
        ground = colours(0.5 + np.clip(strength / 4, -0.5, 0.5))
        place = (x - 0.48, y - top), 0.96, top + 0.46
        ax.add_patch(Rectangle(*place, color=ground if told else UNSURE, lw=0))
        style = {"ha": "center", "va": "center", "color": ON_LIGHT if told else MUTED}
        ax.text(x, y + (0.04 if narrow else -0.14), number.format(row["estimate"]), **style)
        few = " (few)" if row.get("small") else ""
        below = f"{row[n]}" if narrow else f"n={row[n]}{few}"
        ax.text(x, y + (0.31 if narrow else 0.22), below, size=SMALL, **style)
    ax.set_xlim(-0.5, len(xs) - 0.5)
    ax.set_ylim(len(ys) - 0.5, -0.5)
    ax.set_xticks(range(len(xs)), [_wrap(x, 18 if narrow else 13) for x in xs])
    ax.set_yticks(range(len(ys)), ys)
    if narrow:  # the labels stand above, those of columns upright
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", labelrotation=90)
        ax.set_yticks(range(len(ys)), [""] * len(ys))
        for y, label in enumerate(ys):
            ax.text(-0.46, y - 0.28, label, va="center", color=INK, weight="bold", size=SMALL)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    counted = n.removeprefix("n_")
    note = (
        f"{unit}; {'below it' if narrow else 'n ='} {counted}; blank = no mention; purple above "
        "zero, orange below\ngrey: few, or an interval that takes in zero; paler below ten articles"
    )
    return finish(ax, title=title, alt=_alt(table, title, unit, n=n), table=table, note=note)


def _told_apart(row: dict, *, signed: bool) -> bool:
    """Whether a cell may be coloured: enough stands behind it, and where values lie on both sides
    of zero, its interval lies on one."""
    if row.get("small") or pd.isna(row["estimate"]) or row["estimate"] == 0:
        return False
    low, high = row.get("low"), row.get("high")
    return not signed or pd.isna(low) or pd.isna(high) or not low <= 0 <= high


@drawn_anew
def polarity_by_period(
    table: pd.DataFrame,
    *,
    label: str = "actor",
    ax: Axes | None = None,
    title: str,
    unit: str = "mean polarity",
) -> Axes:
    """Estimates by day or week with intervals; a period without a mention is a gap, not a line.

    Args:
        table: A framing table with `period`, and perhaps the label's column; rows without a date
            have no place in the figure.
        label: The column whose values get a line each, eight at most: `actor`, `outlet`, ...
    """
    require(table, ["period", "estimate", "low", "high"], made_by="measuring.framing_by")
    table = table[table["period"].notna()]
    ax = canvas(ax, rows=8)
    _zero_line(ax, horizontal=True)
    groups = list(table.groupby(label, sort=False)) if label in table else [("", table)]
    groups = [(name, group.sort_values("period")) for name, group in groups[: len(PALETTE)]]
    step = table["period"].drop_duplicates().sort_values().diff().min()
    width = (pd.Timedelta("1D") if pd.isna(step) else step) / 12
    ends = {}
    for i, (name, group) in enumerate(groups):
        at = group["period"] + width * (i - (len(groups) - 1) / 2)
        ax.plot(at, group["estimate"], "-o", color=PALETTE[i], lw=1.5, ms=5)
        ax.vlines(at, group["low"], group["high"], color=PALETTE[i], lw=1.2, alpha=0.6)
        known = group["estimate"].dropna()
        if len(known):
            ends[name] = (at[known.index[-1]], known.iloc[-1], PALETTE[i])
    label_ends(ax, ends)
    total = table.groupby("period", sort=True)["n_mentions"].sum()
    total = total[total > 0]
    long = len(total) > 1 and total.index.max() - total.index.min() > pd.Timedelta(days=300)
    form = "%b %Y" if long else "%-d %b"
    labels = [f"{day.strftime(form)}\nn={int(n)}" for day, n in total.items()]
    shown = slice(None, None, -(-len(labels) // (4 if look().narrow else 10)) or 1)
    ax.set_xticks(list(total.index)[shown], labels[shown])
    ax.grid(axis="y")
    ax.margins(x=0.08)
    ax.set_ylabel(unit)
    alt = _alt(table, title, unit, label=label)
    note = "line at each point: 95 % interval over articles" if look().page else ""
    return finish(ax, title=title, alt=alt, table=table, note=note)


@drawn_anew
def words_behind(table: pd.DataFrame, *, ax: Axes | None = None, title: str, top: int = 16) -> Axes:
    """The words that made a score: one bar per word, its summed contribution, and its count.

    Args:
        table: One row per `word` with `contribution` (any unit, signed) and `n`.
    """
    require(table, ["word", "contribution", "n"], made_by="measuring.words_by")
    largest = table.reindex(table["contribution"].abs().sort_values(ascending=False).index)
    shown = largest.head(top).sort_values("contribution")
    ax = canvas(ax, rows=len(shown) * 0.8, above=True)
    colours = [OWN if value > 0 else QUOTED for value in shown["contribution"]]
    ax.barh(range(len(shown)), shown["contribution"], color=colours, height=bar(0.7))
    _zero_line(ax)
    labels = [f"{row.word}  n={row.n}" for row in shown.itertuples()]
    label_lines(ax, labels, half=bar(0.7) / 2)
    ax.grid(axis="x")
    words = ", ".join(
        f"{row.word} ({row.contribution:+.3f})" for row in shown.iloc[::-1].itertuples()
    )
    alt = f"{title} Words and contributions: {words}."
    note = "contribution to the mean polarity"
    return finish(ax, title=title, alt=alt, table=table, note=note)


def _zero_line(ax: Axes, *, horizontal: bool = False) -> None:
    (ax.axhline if horizontal else ax.axvline)(0, color=MUTED, lw=1, zorder=0.5)


def voice_key(ax: Axes) -> None:
    for colour, marker, name in VOICES.values():
        ax.plot([], [], marker, color=colour, label=name)
    key(ax, columns=2)


def _wrap(label: str, width: int = 13) -> str:
    return "\n".join(textwrap.wrap(str(label), width, break_long_words=False))


def _alt(
    table: pd.DataFrame, title: str, unit: str, *, label: str = "actor", n: str = "n_mentions"
) -> str:
    """The figure in words: what each mark says, the first thirty of them."""
    grouping = dict.fromkeys(["period", label, "actor", "outlet", "words_of"])
    groups = [c for c in grouping if c in table]
    marks = [
        f"{' / '.join(str(row[c])[:10] if c == 'period' else str(row[c]) for c in groups)} "
        f"{row['estimate']:+.2f} (n={row[n]})"
        for row in table.dropna(subset=["estimate"]).head(30).to_dict("records")
    ]
    return f"{title} {unit.capitalize()}: {'; '.join(marks)}."
