"""Figures of who stands with whom: a matrix ordered by camp, and networks with fixed places."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from analysis.plots.style import DIVERGING, INK, RULE, canvas, entitle, finish, panels
from analysis.schema import require

__all__ = ["parts", "relation_matrix", "relation_network", "relation_networks"]

LEAST = 5  # sentences that a tie takes to be drawn
FULL = 0.6  # mean attitude at which colour and width are full
NODES = ["#4d4d4d", "white", "#a6a6a6", "#d9d9d9"]  # fill of the nodes of each camp
PART_COLOURS = {"protagonist": "#7A4E9E", "antagonist": "#D55E00", "innocent": "#56B4E9"}


def relation_matrix(
    table: pd.DataFrame,
    camps: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str,
    least: int = LEAST,
) -> Axes:
    """Who is told as for or against whom: rows hold, columns receive, both ordered by camp.

    The colour is the mean attitude, and a number stands where the interval leaves out zero; a pale
    cell's interval takes in zero; a grey dot is a pair told of in fewer than `least` sentences; a
    blank one is not told of at all.

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
    side = 0.42
    ax = canvas(ax, rows=(len(actors) * side + 2.2) / 0.36, width=3.6 + side * len(actors))
    shown = table[table["holder"].isin(actors) & table["target"].isin(actors)]
    colours = colormaps[DIVERGING]
    for row in shown.assign(clear=_is_clear(shown)).to_dict("records"):
        x, y = actors.index(row["target"]), actors.index(row["holder"])
        if row["n_mentions"] < least:
            ax.plot(x, y, "o", color=RULE, ms=3)
            continue
        strength = np.clip(row["estimate"] / FULL, -1, 1)
        colour = colours(0.5 + 0.5 * strength * (1 if row["clear"] else 0.35))
        ax.add_patch(_square(x, y, colour if row["clear"] else (*colour[:3], 0.6)))
        if row["clear"] and abs(row["estimate"]) >= 0.05:
            ink = "white" if abs(strength) > 0.75 else INK
            label = f"{row['estimate']:+.1f}".replace("0.", ".")
            ax.text(x, y, label, ha="center", va="center", size=7, color=ink)
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
    ax.set_xlabel(
        textwrap.fill(
            "row: who is for or against; column: whom. Number and colour: mean attitude, purple "
            "for, orange against. Pale: interval takes in zero. Dot: fewer than "
            f"{least} sentences. Lines part the camps.",
            60 + 3 * len(actors),
        )
    )
    return finish(ax, title=title, alt=f"{title} {_told(shown, least)}", table=shown)


def relation_network(
    table: pd.DataFrame,
    camps: pd.DataFrame,
    *,
    ax: Axes | None = None,
    title: str,
    least: int = LEAST,
    weakest: float = 0.05,
) -> Axes:
    """The signed network: an arrow from who is for or against to whom, as wide as it is clear-cut.

    A tie is drawn where it has `least` sentences, its interval leaves out zero and its mean
    attitude is at least `weakest`. Places come from `camps` alone: the same in every panel that is
    drawn with the same ones.

    Args:
        table: As `relations_by` gives it, by `holder` and `target`.
        camps: As `camps_by` gives it, of one network: who is drawn, where, and in what fill.
        least, weakest: What a tie takes to be drawn.
    """
    require(
        table, ["holder", "target", "estimate", "low", "high"], made_by="measuring.relations_by"
    )
    require(camps, ["actor", "camp"], made_by="measuring.camps_by")
    actors, sizes = _ordered(camps)
    places = _places(actors, sizes)
    ax = canvas(ax, rows=13, width=8.6)
    shown = table[table["holder"].isin(actors) & table["target"].isin(actors)]
    drawn = shown[
        (shown["n_mentions"] >= least) & (shown["estimate"].abs() >= weakest) & _is_clear(shown)
    ]
    for row in drawn.sort_values("estimate", key=abs).to_dict("records"):
        _arrow(ax, places[row["holder"]], places[row["target"]], row["estimate"])
    tied = {*drawn["holder"], *drawn["target"]}
    camp = dict(zip(camps["actor"], camps["camp"], strict=True))
    for actor, (x, y) in places.items():
        ink = INK if actor in tied else "#b5b5b5"
        fill = NODES[(camp[actor] - 1) % len(NODES)] if actor in tied else "white"
        ax.plot(x, y, "o", ms=8, mfc=fill, mec=ink, mew=1.2, zorder=3)
        side = "left" if x >= 0 else "right"
        name = textwrap.fill(actor, 18)
        ax.text(x + np.sign(x) * 0.07, y, name, ha=side, va="center", size=8.5, color=ink)
    ax.set_xlim(-2.0, 2.0)
    ax.set_ylim(-1.1, 1.1)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    note = (
        f"{len(drawn)} ties, each of at least {least} sentences and with an interval that leaves "
        "out zero. Purple: for; orange: against; wider: more so. Fill: camp; pale name: no tie."
    )
    ax.set_xlabel(textwrap.fill(note, 76))
    return finish(ax, title=title, alt=f"{title} {_told(drawn, least)}", table=shown)


def relation_networks(
    tables: dict[str, pd.DataFrame],
    camps: pd.DataFrame,
    *,
    title: str,
    least: int = LEAST,
    weakest: float = 0.05,
) -> list[Axes]:
    """One network a table, the same actors at the same places in each.

    Args:
        tables: Tables of `relations_by` by the name that stands above their panel.
        camps: Of all of them together, see `relation_network`.
    """
    axes = panels(len(tables), rows=5, columns=min(len(tables), 2))
    told = []
    for ax, (name, table) in zip(axes, tables.items(), strict=True):
        relation_network(table, camps, ax=ax, title=name, least=least, weakest=weakest)
        told.append(f"{name}: {ax.figure.get_label()}")
        ax.set_xlabel(textwrap.fill(ax.get_xlabel(), 60))
    entitle(axes, title=title, alt=f"{title} {' '.join(told)}")
    return list(axes)


def parts(table: pd.DataFrame, *, ax: Axes | None = None, title: str) -> Axes:
    """The part each actor is told in: shares of protagonist, antagonist and innocent, with `n`.

    Args:
        table: As `parts_by` gives it, by `actor`; the actor told of most stands at the top.
    """
    require(table, ["actor", "part", "estimate", "n_mentions"], made_by="measuring.parts_by")
    sizes = table.drop_duplicates("actor").sort_values("n_mentions", kind="stable")
    actors = sizes["actor"].tolist()
    ax = canvas(ax, rows=len(actors))
    left = np.zeros(len(actors))
    for part, colour in PART_COLOURS.items():
        rows = table[table["part"] == part].set_index("actor").reindex(actors)
        width = rows["estimate"].fillna(0).to_numpy()
        ax.barh(range(len(actors)), width, left=left, color=colour, height=0.7)
        for y, (start, wide) in enumerate(zip(left, width, strict=True)):
            if wide >= 0.12:
                ink = INK if part == "innocent" else "white"
                ax.text(
                    start + wide / 2, y, f"{wide:.0%}", ha="center", va="center", size=8, color=ink
                )
        left += width
    few = sizes["small"].to_numpy() if "small" in sizes else [False] * len(actors)
    counts = zip(actors, sizes["n_mentions"], few, strict=True)
    ax.set_yticks(range(len(actors)), [f"{a}  n={n}{' (few)' if s else ''}" for a, n, s in counts])
    ax.set_xlim(0, 1)
    ax.tick_params(length=0)
    for i, (part, colour) in enumerate(PART_COLOURS.items()):
        ax.text(i / 3, len(actors) - 0.35, part, color=colour, weight="bold", size=9)
    ax.set_xlabel("share of the told deeds and attitudes that give the actor a part; n = of these")
    alt = "; ".join(
        f"{r.actor} {r.part} {r.estimate:.0%} (n={r.n_mentions})" for r in table.itertuples()
    )
    return finish(ax, title=title, alt=f"{title} {alt}.", table=table)


def _ordered(camps: pd.DataFrame) -> tuple[list[str], list[int]]:
    """The actors by camp, as the table has them within one, and the size of each camp."""
    ordered = camps.sort_values("camp", kind="stable")
    return ordered["actor"].tolist(), ordered.groupby("camp").size().tolist()


def _places(actors: list[str], sizes: list[int]) -> dict[str, tuple[float, float]]:
    """Places on an ellipse: the first camp down its left side, the others down its right, with a
    gap between two; heights are even, so that names never cover one another."""
    places: dict[str, tuple[float, float]] = {}
    ends = np.cumsum(sizes)
    for left, members in ((True, actors[: sizes[0]]), (False, actors[sizes[0] :])):
        gaps = [0.6 * (i > 0 and len(places) + i in ends) for i in range(len(members))]
        at = np.arange(len(members)) + np.cumsum(gaps)
        heights = (at[-1] / 2 - at) * min(1.9 / max(at[-1], 1), 0.34) if len(at) else at
        for actor, y in zip(members, heights, strict=True):
            x = float(np.sqrt(1 - (0.9 * y) ** 2))
            places[actor] = (-x if left else x, float(y))
    return places


def _arrow(ax: Axes, start: tuple, end: tuple, weight: float) -> None:
    strength = min(abs(weight) / FULL, 1.0)
    colour = colormaps[DIVERGING](0.88 if weight > 0 else 0.14)
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            connectionstyle="arc3,rad=0.16",
            arrowstyle="-|>",
            mutation_scale=8 + 6 * strength,
            shrinkA=6,
            shrinkB=6,
            lw=0.7 + 4 * strength,
            color=colour,
            alpha=0.45 + 0.5 * strength,
            zorder=1 + strength,
        )
    )


def _square(x: int, y: int, colour: object) -> Rectangle:
    return Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, color=colour, lw=0)


def _check(table: pd.DataFrame, camps: pd.DataFrame) -> None:
    columns = ["holder", "target", "n_mentions", "estimate", "low", "high"]
    require(table, columns, made_by="measuring.relations_by")
    require(camps, ["actor", "camp"], made_by="measuring.camps_by")


def _is_clear(table: pd.DataFrame) -> pd.Series:
    """Whether each interval leaves out zero."""
    return (table["low"] > 0) | (table["high"] < 0)


def _told(table: pd.DataFrame, least: int) -> str:
    """The strongest ties in words."""
    enough = table[table["n_mentions"] >= least]
    clear = enough[_is_clear(enough)]
    first = clear.reindex(clear["estimate"].abs().sort_values(ascending=False).index).head(20)
    ties = [
        f"{r.holder} on {r.target} {r.estimate:+.2f} n={r.n_mentions}" for r in first.itertuples()
    ]
    return f"Strongest clear ties: {'; '.join(ties) or 'none'}."
