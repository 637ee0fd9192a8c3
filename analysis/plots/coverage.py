"""Figures of what the material holds: the parts of a page, who is named, where each one enters."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.lines import bar, count_beside, label_lines
from analysis.plots.looks import drawn_anew, look
from analysis.plots.polarity import VOICES, voice_key
from analysis.plots.style import (
    INK,
    OWN,
    QUOTED,
    RULE,
    canvas,
    finish,
)
from analysis.schema import require

__all__ = ["furniture_over_page", "mentions_over_article", "presence"]


@drawn_anew
def furniture_over_page(
    furniture: pd.DataFrame, length: int, *, ax: Axes | None = None, title: str
) -> Axes:
    """What one page consists of: a line a kind of furniture, a line for what was kept.

    Args:
        furniture: The removed spans of one article: `start`, `end` (offsets into `raw`), `kind`.
        length: Characters of the page as it was scraped.
    """
    require(furniture, ["start", "end", "kind"], made_by="cleaning.find_furniture")
    spans = furniture.sort_values("start")
    kinds = list(dict.fromkeys(spans["kind"]))
    starts = [0, *spans["end"]]
    kept = [(a, b - a) for a, b in zip(starts, [*spans["start"], length], strict=True) if b > a]
    lines = {"kept as the article": (kept, OWN)}
    for kind in kinds:
        here = spans[spans["kind"] == kind]
        bars = list(zip(here["start"], here["end"] - here["start"], strict=True))
        lines[kind] = (bars, QUOTED)
    ax = canvas(ax, rows=len(lines), above=True)
    labels = []
    for y, (name, (bars, colour)) in enumerate(lines.items()):
        widths = [(100 * a / length, max(100 * width / length, 0.25)) for a, width in bars]
        ax.broken_barh(widths, (-y - bar(0.6) / 2, bar(0.6)), color=colour)
        share = sum(width for _, width in bars) / length
        labels.append(f"{name}  {share:.1%}, n={len(bars)}")
    label_lines(ax, labels, at=[-y for y in range(len(lines))], half=bar(0.6) / 2)
    ax.set_xlim(0, 100)
    axis = "position on the page, per cent of its characters; n = spans"
    return finish(ax, title=title, alt=f"{title} {'; '.join(labels)}.", axis=axis)


@drawn_anew
def presence(table: pd.DataFrame, *, ax: Axes | None = None, title: str) -> Axes:
    """In what share of the articles each actor is named: a bar, its interval, counts beside it.

    Args:
        table: As `presence_by` gives it: `actor`, `estimate`, `low`, `high`, `n_mentions`,
            `n_articles`, `of_articles`, `share_quoted`.
    """
    require(
        table, ["actor", "estimate", "low", "high", "of_articles"], made_by="measuring.presence_by"
    )
    shown = table.iloc[::-1].reset_index(drop=True)
    ax = canvas(ax, rows=len(shown) * 0.9, above=True)
    ax.barh(shown.index, 100 * shown["estimate"], color=OWN, height=bar(0.62), alpha=0.85)
    ax.hlines(shown.index, 100 * shown["low"], 100 * shown["high"], color=INK, lw=1.2)
    for y, row in enumerate(shown.itertuples()):
        label = f"{row.n_articles} of {row.of_articles}, n={row.n_mentions}"
        count_beside(ax, label, x=100 * row.high, y=y, half=bar(0.62) / 2)
    label_lines(ax, shown["actor"], half=bar(0.62) / 2, counted=True)
    ax.set_xlim(0, 100 if look().narrow else 125)
    ax.set_xticks(range(0, 101, 20))
    told = [
        f"{r.actor} {r.n_articles} of {r.of_articles} (n={r.n_mentions})"
        for r in table.itertuples()
    ]
    note = "per cent of the articles that name the actor, 95 % interval; n = mentions"
    alt = f"{title} Articles: {'; '.join(told)}."
    return finish(ax, title=title, alt=alt, table=table, note=note)


@drawn_anew
def mentions_over_article(
    mentions: pd.DataFrame, length: int, *, ax: Axes | None = None, title: str
) -> Axes:
    """Where each actor enters one article: a tick a mention, hollow where another is speaking.

    Args:
        mentions: The mentions of one article, with `actor`, `start` and perhaps `voice`.
        length: Characters in the article's text.
    """
    require(mentions, ["actor", "start"], made_by="naming.find_mentions")
    order = mentions.groupby("actor")["start"].min().sort_values().index.tolist()[::-1]
    ax = canvas(ax, rows=len(order), above=True)
    for y, actor in enumerate(order):
        rows = mentions[mentions["actor"] == actor]
        quoted = rows.get("voice", pd.Series("outlet", index=rows.index)).isin(
            ["direct", "indirect"]
        )
        ax.hlines(y, 0, 100, color=RULE, lw=0.8, zorder=0)
        for here, (colour, marker, _) in zip((~quoted, quoted), VOICES.values(), strict=True):
            ax.plot(
                100 * rows.loc[here, "start"] / max(length, 1),
                [y] * int(here.sum()),
                marker,
                color=colour,
                ms=6,
                alpha=0.8,
            )
    labels = [f"{actor} (n={int((mentions['actor'] == actor).sum())})" for actor in order]
    label_lines(ax, labels, half=0.14)
    ax.set_xlim(-1, 101)
    voice_key(ax)
    alt = f"{title} {len(order)} actors, in order of entry: {', '.join(order[::-1])}."
    axis = "position in the article, per cent of its characters"
    return finish(ax, title=title, alt=alt, table=mentions, axis=axis)
