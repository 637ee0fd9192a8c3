"""Figures that set two sides against each other: outlets, words, speakers and their targets."""

import textwrap
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from analysis.plots.lines import bar, count_beside, label_lines, room_for_counts
from analysis.plots.looks import drawn_anew, look
from analysis.plots.polarity import estimates
from analysis.plots.style import (
    DIVERGING,
    INK,
    MUTED,
    ON_LIGHT,
    OWN,
    QUOTED,
    SMALL,
    UNSURE,
    canvas,
    finish,
)
from analysis.schema import require

__all__ = ["differences", "key_words", "shift", "speaker_matrix"]

LISTED = 14  # pairs in a narrow figure


@drawn_anew
def differences(
    table: pd.DataFrame, *, ax: Axes | None = None, title: str, unit: str = "polarity"
) -> Axes:
    """One line a comparison: the difference with its interval, `n` on both sides.

    A filled dot is a difference that survives the correction for many comparisons; a hollow one
    may be chance.

    Args:
        table: As `compare_all` gives it (one version of it).
    """
    require(
        table,
        ["a", "b", "difference", "low", "high", "p_adjusted"],
        made_by="measuring.compare_all",
    )
    shown = table.iloc[::-1].reset_index(drop=True)
    ax = canvas(ax, rows=len(shown), above=True)
    ax.axvline(0, color=MUTED, lw=1, zorder=0.5)
    told = []
    for y, row in enumerate(shown.to_dict("records")):
        clear = pd.notna(row["p_adjusted"]) and row["p_adjusted"] < 0.05
        ax.plot([row["low"], row["high"]], [y, y], color=OWN, lw=2, solid_capstyle="round")
        ax.plot(row["difference"], y, "o", color=OWN, mfc=OWN if clear else "white", ms=7)
        label = f"n={row['n_mentions_a']} : {row['n_mentions_b']}"
        edge = row["high"] if pd.notna(row["high"]) else row["difference"]
        count_beside(ax, label, x=edge, y=y, half=0.14)
        told.append(f"{_question(row)} {row['difference']:+.2f} ({label})")
    questions = [_question(row) for row in shown.to_dict("records")]
    label_lines(ax, questions, half=0.14, counted=True)
    room_for_counts(ax, in_line=False)
    ax.grid(axis="x")
    note = (
        f"difference in {unit}, 95 % interval over articles; n = mentions on either side\n"
        "filled: clear after correction for many comparisons"
    )
    alt = f"{title} {unit.capitalize()} differences: {'; '.join(told[::-1])}."
    return finish(ax, title=title, alt=alt, table=table, note=note)


@drawn_anew
def key_words(
    table: pd.DataFrame, *, a: str, b: str, ax: Axes | None = None, title: str, top: int = 10
) -> Axes:
    """The words that mark either side: log-odds with a bootstrap interval, raw counts beside them.

    Args:
        table: As `keyness` gives it: `word`, `log_odds`, `low`, `high`, `z`, `n_a`, `n_b`.
        a, b: What to call the two sides.
        top: Words a side, by `z`.
    """
    require(table, ["word", "log_odds", "z", "n_a", "n_b"], made_by="measuring.keyness")
    ordered = table.sort_values("z", ascending=False)
    sides = [ordered[ordered["z"] > 0].head(top), ordered[ordered["z"] < 0].tail(top)]
    shown = pd.concat(sides).iloc[::-1].reset_index(drop=True)
    ax = canvas(ax, rows=len(shown) * 0.8, above=True)
    ax.axvline(0, color=MUTED, lw=1, zorder=0.5)
    for y, row in enumerate(shown.itertuples()):
        colour = OWN if row.log_odds > 0 else QUOTED
        ax.plot([row.low, row.high], [y, y], color=colour, lw=1.5)
        ax.plot(row.log_odds, y, "o", color=colour, ms=5)
    labels = [f"{row.word}  {row.n_a} : {row.n_b}" for row in shown.itertuples()]
    label_lines(ax, labels, half=0.14)
    ax.grid(axis="x")
    note = (
        f"log-odds with an informative prior, 95 % interval over articles\n"
        f"left: {b}; right: {a}; beside each word its raw counts, {a} : {b}"
    )
    alt = f"{title} Words: {'; '.join(labels[::-1])}."
    return finish(ax, title=title, alt=alt, table=table, note=note)


@drawn_anew
def shift(
    table: pd.DataFrame, *, a: str, b: str, ax: Axes | None = None, title: str, top: int = 16
) -> Axes:
    """Which words make the gap between two mean polarities: one bar per word, adding up to it.

    Args:
        table: As `word_shift` gives it: `word`, `contribution`, `n_a`, `n_b`.
        a, b: What to call the two sides; a bar to the right makes `a` warmer than `b`.
    """
    require(table, ["word", "contribution", "n_a", "n_b"], made_by="measuring.word_shift")
    shown = table.head(top).iloc[::-1].reset_index(drop=True)
    ax = canvas(ax, rows=len(shown) * 0.8, above=True)
    colours = np.where(shown["contribution"] > 0, OWN, QUOTED)
    ax.barh(shown.index, shown["contribution"], color=colours, height=bar(0.7))
    ax.axvline(0, color=MUTED, lw=1)
    labels = [f"{row.word}  {row.n_a} : {row.n_b}" for row in shown.itertuples()]
    label_lines(ax, labels, half=bar(0.7) / 2)
    ax.grid(axis="x")
    gap = table["contribution"].sum()
    note = (
        f"contribution to the gap of {gap:+.3f}; right: makes {a} warmer\n"
        f"beside each word how often it counted, {a} : {b}"
    )
    alt = f"{title} Words: {'; '.join(labels[::-1])}."
    return finish(ax, title=title, alt=alt, table=table, note=note)


@drawn_anew
def speaker_matrix(
    table: pd.DataFrame, *, ax: Axes | None = None, title: str, limit: float | None = None
) -> Axes:
    """Who speaks about whom: a disc a pair, its area the number of mentions, its colour the tone.

    The number stands in the disc while there are few actors; with many, area and colour speak.
    Talk about oneself lies on the diagonal and is drawn with a grey edge. Where few mentions stand
    behind a disc, or its interval takes in zero, it is grey: colour is for what can be told. A
    narrow figure lists the pairs with most mentions instead.

    Args:
        table: One row per `speaker` and `actor` (the target), with `n_mentions` and `estimate`,
            and perhaps `low`, `high` and `small`.
    """
    require(table, ["speaker", "actor", "n_mentions", "estimate"], made_by="measuring.speaks_about")
    table = table.astype({"speaker": "str", "actor": "str"})
    if look().narrow and "low" in table:
        return _listed(table, title=title)
    talk = table.groupby("speaker")["n_mentions"].sum().sort_values(ascending=False)
    speakers = sorted(talk.index, key=lambda name: (name == "unattributed", -talk[name], name))
    heard = table.groupby("actor")["n_mentions"].sum().sort_values(ascending=False)
    targets = [name for name in speakers if name in heard.index]
    targets += [name for name in heard.index if name not in targets]
    side = 0.36 if len(targets) > 12 else 0.62
    ax = canvas(ax, rows=len(speakers) * side / 0.36 + 2, width=max(6.0, 2.5 + side * len(targets)))
    limit = limit or max(table["estimate"].abs().max(skipna=True), 0.01)
    x, y = table["actor"].map(targets.index), table["speaker"].map(speakers.index)
    area = 160 + (800 if side > 0.5 else 160) * table["n_mentions"] / table["n_mentions"].max()
    own = table["speaker"] == table["actor"]
    told = _told_apart(table)
    grounds = colormaps[DIVERGING](0.5 + table["estimate"].fillna(0).to_numpy() / (3.2 * limit))
    grounds[~told] = to_rgba(UNSURE)
    ax.scatter(
        x,
        y,
        s=area,
        c=grounds,
        edgecolors=np.where(own, MUTED, INK),
        linewidths=np.where(own, 1.6, 0.6),
    )
    if side > 0.5:
        for at, to, n, clear in zip(x, y, table["n_mentions"], told, strict=True):
            ink = ON_LIGHT if clear else MUTED
            ax.text(at, to, n, ha="center", va="center", fontsize=SMALL, color=ink)
    names = [textwrap.fill(name, 22) for name in targets]
    ax.set_xticks(range(len(targets)), names, rotation=40, ha="left", rotation_mode="anchor")
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(speakers)), [textwrap.fill(name, 22) for name in speakers])
    ax.set_xlim(-0.6, len(targets) - 0.4)
    ax.set_ylim(len(speakers) - 0.4, -0.6)
    ax.tick_params(length=0)
    ax.grid(color="#ececec")
    ax.spines[:].set_visible(False)
    note = (
        "row: who speaks; column: about whom; area and number: mentions\n"
        f"purple: warm, orange: cold, full colour at {limit:.2f}; grey: few, or an interval that "
        "takes in zero; grey ring: about oneself"
    )
    ordered = table.sort_values("n_mentions", ascending=False).head(30)
    pairs = [
        f"{r.speaker} on {r.actor} n={r.n_mentions} {r.estimate:+.2f}" for r in ordered.itertuples()
    ]
    return finish(ax, title=title, alt=f"{title} {'; '.join(pairs)}.", table=table, note=note)


def _told_apart(table: pd.DataFrame) -> np.ndarray:
    """Where enough stands behind an estimate, and its interval, where it has one, lies on one side
    of zero."""
    told = table["estimate"].notna()
    if "small" in table:
        told &= ~table["small"].astype(bool)
    if "low" in table:
        told &= ~((table["low"] <= 0) & (table["high"] >= 0))
    return told.to_numpy()


def _listed(table: pd.DataFrame, *, title: str) -> Axes:
    """Speaker and target as one line, those with most mentions first."""
    ordered = table.sort_values("n_mentions", ascending=False, kind="stable").head(LISTED)
    pairs = ordered.assign(pair=ordered["speaker"] + " on " + ordered["actor"])
    ax = estimates(pairs, label="pair", title=title, unit="mean polarity")
    if len(ordered) < len(table):
        note = f"The {LISTED} pairs with most mentions, of {len(table)}."
        caption = ax.figure.caption
        ax.figure.caption = replace(caption, note=f"{note} {caption.note}")
    return ax


def _question(row: dict) -> str:
    actor = row.get("actor")
    about = f"{actor}: " if isinstance(actor, str) and actor and actor != "nan" else ""
    return f"{about}{row['a']} – {row['b']}"
