"""Figures of who stands with whom: a matrix ordered by camp, and networks with fixed places."""

import textwrap
from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from analysis.plots.lines import bar, label_lines
from analysis.plots.looks import Caption, drawn_anew, look
from analysis.plots.polarity import estimates
from analysis.plots.style import (
    DIVERGING,
    INK,
    MUTED,
    ON_DARK,
    ON_LIGHT,
    RULE,
    SMALL,
    UNSURE,
    canvas,
    constructed_note,
    entitle,
    finish,
    panels,
)
from analysis.schema import require

__all__ = ["parts", "relation_matrix", "relation_network", "relation_networks"]

LEAST = 5  # sentences that a tie takes to be drawn
LEAST_FULL = 0.2  # colour and width are full at the strongest clear tie, but never below this
NODES = ["#4d4d4d", "white", "#a6a6a6", "#d9d9d9"]  # fill of the nodes of each camp
PALE = "#767676"  # who has no clear tie: the palest that is still read
LISTED = 14  # ties in a narrow figure
# Fills that are the same on dark paper where white words stand on them.
PART_COLOURS = {"protagonist": "#7B4F9F", "antagonist": "#D55E00", "innocent": "#56B4E9"}

_PART_INK = {"protagonist": "#7A4E9E", "antagonist": "#A84800", "innocent": "#1B6F9F"}
_INK_ON = {"protagonist": ON_DARK, "antagonist": ON_LIGHT, "innocent": ON_LIGHT}


@drawn_anew
def relation_matrix(
    table: pd.DataFrame,
    camps: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str,
    least: int = LEAST,
) -> Axes:
    """Who is told as for or against whom: rows hold, columns receive, both ordered by camp.

    The colour is the mean attitude, and a number stands where the interval leaves out zero and the
    mean is at least .05; a grey cell's interval takes in zero; a grey dot is a pair told of in
    fewer than `least` sentences; a blank one is not told of at all. A narrow figure lists the
    strongest clear ties instead.

    Args:
        table: As `relations_by` gives it, by `holder` and `target`.
        camps: As `camps_by` gives it, of one network: who is drawn, and in what order.
        least: Pairs of fewer sentences are greyed.
    """
    require(
        table, ["holder", "target", "estimate", "low", "high"], made_by="measuring.relations_by"
    )
    require(camps, ["actor", "camp"], made_by="measuring.camps_by")
    actors, sizes = _ordered(camps)
    if look().narrow and ax is None:
        return _listed(table, actors, title=title, least=least)
    side = 0.42
    ax = canvas(ax, rows=(len(actors) * side + 2.2) / 0.36, width=3.6 + side * len(actors))
    shown = table[table["holder"].isin(actors) & table["target"].isin(actors)]
    colours, full = colormaps[DIVERGING], _full(shown, least)
    for row in shown.assign(clear=_is_clear(shown)).to_dict("records"):
        x, y = actors.index(row["target"]), actors.index(row["holder"])
        if row["n_mentions"] < least:
            ax.plot(x, y, "o", color=RULE, ms=3)
            continue
        strength = np.clip(row["estimate"] / full, -1, 1)
        ground = colours(0.5 + 0.42 * strength) if row["clear"] else UNSURE
        ax.add_patch(_square(x, y, ground))
        if row["clear"] and abs(row["estimate"]) >= 0.05:
            ink = ON_DARK if abs(strength) > 0.7 else ON_LIGHT
            label = f"{row['estimate']:+.2f}".replace("0.", ".")
            ax.text(x, y, label, ha="center", va="center", size=SMALL, color=ink)
    for i in range(len(actors)):
        ax.plot([i - 0.48, i + 0.48], [i - 0.48, i + 0.48], color=RULE, lw=1)
    for end in np.cumsum(sizes)[:-1] - 0.5:
        ax.axhline(end, color=INK, lw=1.2)
        ax.axvline(end, color=INK, lw=1.2)
    names = [textwrap.fill(actor, 22) for actor in actors]
    ax.set_xticks(range(len(actors)), names, rotation=45, ha="left", rotation_mode="anchor")
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(actors)), names)
    ax.tick_params(length=0)
    ax.set_xlim(-0.5, len(actors) - 0.5)
    ax.set_ylim(len(actors) - 0.5, -0.5)
    ax.set_aspect("equal")
    ax.spines[:].set_visible(False)
    note = (
        "row: who is for or against; column: whom. Number and colour: mean attitude, purple "
        f"for, orange against, full at {full:.2f}; without a number: below .05. Grey: interval "
        f"takes in zero. Dot: fewer than {least} sentences. Lines part the camps."
    )
    note = note if look().page else textwrap.fill(note, 60 + 3 * len(actors))
    alt = f"{title} {_told(shown, least)}"
    return finish(ax, title=title, alt=alt, table=shown, note=note)


@drawn_anew
def relation_network(
    table: pd.DataFrame,
    camps: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str,
    least: int = LEAST,
    weakest: float = 0.03,
    full: float | None = None,
) -> Axes:
    """The signed network: an arrow from who is for or against to whom, as wide as it is clear-cut.

    A tie is drawn where it has `least` sentences: as an arrow where its interval leaves out zero
    and its mean attitude is at least `weakest`, else as a thin dashed line, and only where it is
    at least twice that. Places come from `camps` alone: the same in every panel that is
    drawn with the same ones.

    Args:
        table: As `relations_by` gives it, by `holder` and `target`.
        camps: As `camps_by` gives it, of one network: who is drawn, where, and in what fill.
        least, weakest: What a tie takes to be drawn.
        full: Mean attitude at which a tie is as wide as can be (default: the strongest drawn).
    """
    require(
        table, ["holder", "target", "estimate", "low", "high"], made_by="measuring.relations_by"
    )
    require(camps, ["actor", "camp"], made_by="measuring.camps_by")
    actors, sizes = _ordered(camps)
    places = _places(actors, sizes)
    narrow = look().narrow
    high = _highest(places)
    ax = canvas(ax, rows=12 * high, width=8.6)
    shown = table[table["holder"].isin(actors) & table["target"].isin(actors)]
    drawn = _drawn(shown, actors, least=least, weakest=weakest)
    unsure = shown[(shown["n_mentions"] >= least) & ~_is_clear(shown)]
    unsure = unsure[unsure["estimate"].abs() >= 2 * weakest]
    full = full or _full(shown, least)
    for row in unsure.to_dict("records"):
        _arrow(ax, places[row["holder"]], places[row["target"]], row["estimate"] / full, sure=False)
    for row in drawn.sort_values("estimate", key=abs).to_dict("records"):
        strength = np.clip(row["estimate"] / full, -1, 1)
        _arrow(ax, places[row["holder"]], places[row["target"]], strength)
    tied = {*drawn["holder"], *drawn["target"]}
    camp = dict(zip(camps["actor"], camps["camp"], strict=True))
    for actor, (x, y) in places.items():
        ink = INK if actor in tied else PALE
        fill = NODES[(camp[actor] - 1) % len(NODES)] if actor in tied else "white"
        ax.plot(x, y, "o", ms=8, mfc=fill, mec=ink, mew=1.2, zorder=3)
        side = "left" if x >= 0 else "right"
        name = textwrap.fill(actor, 11 if narrow else 18)
        ax.text(x + np.sign(x) * 0.07, y, name, ha=side, va="center", size=SMALL, color=ink)
    ax.set_xlim(-2.1, 2.1)
    ax.set_ylim(-high, high)
    if not narrow:
        ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    note = f"{len(drawn)} clear ties. {_network_key(least)}"
    note = note if look().page else textwrap.fill(note, 84)
    alt = f"{title} {_told(drawn, least)}"
    return finish(ax, title=title, alt=alt, table=shown, note=note)


@drawn_anew
def relation_networks(
    tables: dict[str, pd.DataFrame],
    camps: pd.DataFrame,
    *,
    title: str,
    least: int = LEAST,
    weakest: float = 0.03,
) -> list[Axes]:
    """One network a table, the same actors at the same places in each.

    Args:
        tables: Tables of `relations_by` by the name that stands above their panel.
        camps: Of all of them together, see `relation_network`.
    """
    high = _highest(_places(*_ordered(camps)))
    rows = (10 if look().narrow else 5.5) * high
    axes = panels(len(tables), rows=rows, columns=min(len(tables), 2))
    full = max(_full(table, least) for table in tables.values())
    told = []
    for ax, (name, table) in zip(axes, tables.items(), strict=True):
        how = {"least": least, "weakest": weakest, "full": full}
        relation_network(table, camps, ax=ax, title=name, **how)
        told.append(f"{name}: {ax.figure.get_label()}")
        clear = len(_drawn(table, camps["actor"], least=least, weakest=weakest))
        ax.set_xlabel(f"{clear} clear ties")
    key = f"{_network_key(least)} {constructed_note(pd.concat(tables.values()))}".strip()
    figure = axes[0].figure
    if look().page:
        figure.caption = Caption(note=key)
    else:
        key = textwrap.fill(key, 60 * min(len(tables), 2))
        figure.supxlabel(key, fontsize=SMALL, color=MUTED)
    entitle(axes, title=title, alt=f"{title} {' '.join(told)}")
    return list(axes)


@drawn_anew
def parts(table: pd.DataFrame, *, ax: Axes | None = None, title: str) -> Axes:
    """The part each actor is told in: shares of protagonist, antagonist and innocent, with `n`.

    Args:
        table: As `parts_by` gives it, by `actor`; the actor told of most stands at the top.
    """
    require(table, ["actor", "part", "estimate", "n_mentions"], made_by="measuring.parts_by")
    sizes = table.drop_duplicates("actor").sort_values("n_mentions", kind="stable")
    actors = sizes["actor"].tolist()
    ax = canvas(ax, rows=len(actors), above=True)
    left = np.zeros(len(actors))
    for part, colour in PART_COLOURS.items():
        rows = table[table["part"] == part].set_index("actor").reindex(actors)
        width = rows["estimate"].fillna(0).to_numpy()
        ax.barh(
            range(len(actors)),
            width,
            left=left,
            color=colour,
            height=bar(0.7) + 0.1 * look().narrow,
        )
        for y, (start, wide) in enumerate(zip(left, width, strict=True)):
            if wide >= 0.12:
                style = {"color": _INK_ON[part], "ha": "center", "va": "center", "size": SMALL}
                ax.text(start + wide / 2, y, f"{wide:.0%}", **style)
        left += width
    few = sizes["small"].to_numpy() if "small" in sizes else [False] * len(actors)
    counts = zip(actors, sizes["n_mentions"], few, strict=True)
    labels = [f"{a}  n={n}{' (few)' if s else ''}" for a, n, s in counts]
    label_lines(ax, labels, half=bar(0.7) / 2 + 0.05 * look().narrow)
    ax.set_xlim(0, 1)
    ax.tick_params(length=0)
    for i, part in enumerate(PART_COLOURS):
        style = {"color": _PART_INK[part], "weight": "bold", "size": SMALL}
        ax.text(i / 3, len(actors) - (0.0 if look().narrow else 0.35), part, **style)
    alt = "; ".join(
        f"{r.actor} {r.part} {r.estimate:.0%} (n={r.n_mentions})" for r in table.itertuples()
    )
    note = "share of the told deeds and attitudes that give the actor a part; n = of these"
    return finish(ax, title=title, alt=f"{title} {alt}.", table=table, note=note)


def _ordered(camps: pd.DataFrame) -> tuple[list[str], list[int]]:
    """The actors by camp, as the table has them within one, and the size of each camp."""
    ordered = camps.sort_values("camp", kind="stable")
    return ordered["actor"].tolist(), ordered.groupby("camp").size().tolist()


def _places(actors: list[str], sizes: list[int]) -> dict[str, tuple[float, float]]:
    """Places on an ellipse, camp after camp with a gap between two: down its left side, up its
    right. Heights are even, so that names never cover one another."""
    ends = np.cumsum(sizes)
    slots: list[str | None] = []
    for start, end in zip(ends - sizes, ends, strict=True):
        slots += [*actors[start:end], None]
    half = sizes[0] + 1 if len(sizes) == 2 and min(sizes) * 2 >= max(sizes) else len(slots) // 2
    places: dict[str, tuple[float, float]] = {}
    for side, members in ((-1, slots[:half]), (1, slots[half:][::-1])):
        named = [i for i, actor in enumerate(members) if actor is not None]
        if not named:
            continue
        span = named[-1] - named[0]
        step = min(1.9 / max(span, 1), 0.34)
        for i in named:
            y = (span / 2 - (i - named[0])) * step
            places[members[i]] = (side * float(np.sqrt(1 - (0.9 * y) ** 2)), float(y))
    return places


def _highest(places: dict[str, tuple[float, float]]) -> float:
    """How far a network reaches up and down, with the name of its last actor."""
    return max((abs(y) for _, y in places.values()), default=0.8) + 0.2


def _network_key(least: int) -> str:
    return (
        f"Arrow: at least {least} sentences and an interval that leaves out zero; dashed: it takes "
        "in zero. Purple: for; orange: against; wider: more so. Fill: camp; pale: no clear tie."
    )


def _arrow(ax: Axes, start: tuple, end: tuple, strength: float, *, sure: bool = True) -> None:
    """An arrow for a tie from -1 (orange) to 1 (purple), the stronger the wider."""
    colour, size = colormaps[DIVERGING](0.88 if strength > 0 else 0.14), abs(strength)
    if not sure:
        how = {"arrowstyle": "->", "ls": (0, (4, 3)), "lw": 0.8, "alpha": 0.6, "zorder": 0.5}
        shape = {"connectionstyle": "arc3,rad=0.16", "shrinkA": 6, "shrinkB": 6}
        ax.add_patch(FancyArrowPatch(start, end, mutation_scale=6, color=colour, **how, **shape))
        return
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            connectionstyle="arc3,rad=0.16",
            arrowstyle="-|>",
            mutation_scale=8 + 6 * size,
            shrinkA=6,
            shrinkB=6,
            lw=0.7 + 4 * size,
            color=colour,
            alpha=0.45 + 0.5 * size,
            zorder=1 + size,
        )
    )


def _full(table: pd.DataFrame, least: int) -> float:
    """The strongest clear tie."""
    firm = table[(table["n_mentions"] >= least) & _is_clear(table)]
    return max(LEAST_FULL, float(firm["estimate"].abs().max()) if len(firm) else 0.0)


def _square(x: int, y: int, colour: object) -> Rectangle:
    return Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, color=colour, lw=0)


def _check(table: pd.DataFrame, camps: pd.DataFrame) -> None:
    columns = ["holder", "target", "n_mentions", "estimate", "low", "high"]
    require(table, columns, made_by="measuring.relations_by")
    require(camps, ["actor", "camp"], made_by="measuring.camps_by")


def _drawn(
    table: pd.DataFrame, actors: Iterable[str], *, least: int, weakest: float
) -> pd.DataFrame:
    """The ties between these actors that a network draws as arrows."""
    among = table[table["holder"].isin(actors) & table["target"].isin(actors)]
    enough = among[(among["n_mentions"] >= least) & _is_clear(among)]
    return enough[enough["estimate"].abs() >= weakest]


def _is_clear(table: pd.DataFrame) -> pd.Series:
    """Whether each interval leaves out zero."""
    return (table["low"] > 0) | (table["high"] < 0)


def _listed(table: pd.DataFrame, actors: list[str], *, title: str, least: int) -> Axes:
    """Holder and target as one line, the strongest clear ties first."""
    told = table[table["holder"].isin(actors) & table["target"].isin(actors)]
    told = told[told["n_mentions"] >= least]
    clear = told[_is_clear(told)]
    ordered = clear.reindex(clear["estimate"].abs().sort_values(ascending=False).index)
    shown = ordered.head(LISTED).assign(
        tie=ordered["holder"].astype("str") + " on " + ordered["target"].astype("str")
    )
    ax = estimates(shown, label="tie", title=title, unit="mean attitude")
    caption = ax.figure.caption
    of = f"The {len(shown)} strongest of {len(clear)} ties whose interval leaves out zero."
    ax.figure.caption = Caption(caption.title, f"{of} {caption.note}")
    return ax


def _told(table: pd.DataFrame, least: int) -> str:
    """The strongest ties in words."""
    enough = table[table["n_mentions"] >= least]
    clear = enough[_is_clear(enough)]
    first = clear.reindex(clear["estimate"].abs().sort_values(ascending=False).index).head(20)
    ties = [
        f"{r.holder} on {r.target} {r.estimate:+.2f} n={r.n_mentions}" for r in first.itertuples()
    ]
    return f"Strongest clear ties: {'; '.join(ties) or 'none'}."
