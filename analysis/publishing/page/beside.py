"""Two outlets, or two periods, side by side."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from markupsafe import Markup

from analysis.evidence import behind
from analysis.measuring import SMALL, agency_by, compare_all, framing_by
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import limit, value
from analysis.publishing.page.parts import Line, Picture, Section, Table, Value
from analysis.publishing.page.words import count, number, strong
from analysis.schema import InputError

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["beside", "sides_of"]

ASKED = 8  # actors compared
SHARED = 3  # events that both sides must tell before they pair anything


def sides_of(articles: pd.DataFrame, names: tuple[str, str]) -> pd.Series:
    """Which of the two sides each article stands on, by `article_id`; missing for the others.

    Args:
        names: Two outlets, in any case of letters, or two periods: '2022', '2022-02',
            '2022-02-24' or two of these with '..' between.

    Raises:
        InputError: if a name is neither, or a side has no article.
    """
    outlets = {str(name).casefold(): name for name in articles["outlet"].dropna().unique()}
    if all(name.casefold() in outlets for name in names):
        chosen = {outlets[name.casefold()]: name for name in names}
        side = articles["outlet"].map(chosen)
    else:
        periods = [_period(name) for name in names]
        if None in periods:
            unknown = [name for name in names if name.casefold() not in outlets]
            wrong = next(name for name in unknown if len(unknown) == 1 or _period(name) is None)
            raise InputError(f"{wrong!r} is no outlet and no period: {_there_is(articles)}")
        days = articles["published"]
        inside = [days.between(first, last) for first, last in periods]
        side = pd.Series(np.select(inside, names, default=""), index=articles.index)
        side = side.where(side.ne(""))
    for name in names:
        if not side.eq(name).any():
            raise InputError(f"no article is of {name!r}: {_there_is(articles)}")
    return side.set_axis(articles["article_id"])


def _there_is(articles: pd.DataFrame, most: int = 12) -> str:
    """What can be set side by side: the outlets with most articles, and the span of days."""
    outlets = articles["outlet"].value_counts().index
    more = f" and {len(outlets) - most} more" if len(outlets) > most else ""
    days = articles["published"].dropna()
    span = f", within {days.min():%Y-%m-%d}..{days.max():%Y-%m-%d}" if len(days) else ""
    return (
        f"the outlets are {', '.join(outlets[:most])}{more}; a period is 2022, 2022-02, "
        f"2022-02-24 or two of these with .. between{span}"
    )


def _period(name: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    first, _, last = name.partition("..")
    try:
        start, end = pd.Period(first.strip()), pd.Period((last or first).strip())
    except ValueError:
        return None
    if pd.isna(start) or pd.isna(end):
        return None
    return start.start_time.tz_localize("UTC"), end.end_time.tz_localize("UTC")


def beside(
    tables: "Tables", book: Book, names: tuple[str, str], sides: pd.Series, events: pd.Series
) -> Section | None:
    """How the two word the actors that both name most, in their own words; None if none."""
    mentions = tables.named
    mentions = mentions.assign(
        side=mentions["article_id"].map(sides), event_id=mentions["article_id"].map(events)
    )
    mentions = mentions[mentions["side"].notna()]
    own = mentions[mentions["words_of"] == "outlet"]
    named = own.groupby(["actor", "side"]).size().unstack(fill_value=0)  # noqa: PD010
    named = named.reindex(columns=list(names), fill_value=0)
    often = named.min(axis=1).nlargest(ASKED)
    actors = often[often >= min(SMALL, often.max())].index.tolist() if often.max() > 0 else []
    if not actors:
        return None
    told = own.dropna(subset=["event_id"]).groupby("event_id")["side"].nunique()
    paired = bool((told > 1).sum() >= SHARED)
    options = {"by_event": "event_id"} if paired else {}
    table = compare_all(
        own, column="side", actors=actors, against="each", n_perm=1999, **options
    ).set_index("actor")
    warmth = _lines(own[own["actor"].isin(actors)], names, actors, book)
    half = limit(warmth)
    clear = [actor for actor in actors if table.loc[actor, "p_adjusted"] < 0.05]
    opens = next(line.opens for line in warmth if line.label == (clear or actors)[0])
    parts = [line for line in _acting(mentions, names, actors, book) if line.label in actors]
    return Section(
        id="beside",
        question=f"{names[0]} and {names[1]}, side by side",
        finding=_finding(table, clear, names, len(actors)),
        sure=Markup("{} of {} stand after a correction for asking so many (Holm). {}").format(
            len(clear),
            count(len(actors), "comparison"),
            "Only events that both tell count, each once."
            if paired
            else "They share too few events to pair them, so part of the difference may be that "
            "they report on different things.",
        ),
        cannot="Overlapping intervals are no proof of likeness, and a difference is no proof of a "
        "slant.",
        pictures=[
            Picture("Warmth of the own wording", warmth, -half, half, ends=("colder", "warmer")),
            *(
                [
                    Picture(
                        "Share of the parts in which each is the one who acts",
                        parts,
                        0.0,
                        1.0,
                        ends=("acted upon", "acting"),
                        note="Verbs of saying are left out.",
                    )
                ]
                if parts
                else []
            ),
        ],
        rests=_rests(table, actors, names, warmth),
        examples=book.examples(opens),
        opens=opens,
        clear=bool(clear),
    )


def _lines(rows: pd.DataFrame, names: tuple[str, str], actors: list[str], book: Book) -> list[Line]:
    found = framing_by(rows, by=["actor", "side"]).to_dict("records")
    ordered = sorted(found, key=lambda row: (actors.index(row["actor"]), names.index(row["side"])))
    return [
        Line(
            row["actor"],
            value(row),
            book.of_mentions(behind(rows, actor=row["actor"], side=row["side"])),
            tag=row["side"],
            kind="ab"[names.index(row["side"])],
        )
        for row in ordered
    ]


def _acting(
    mentions: pd.DataFrame, names: tuple[str, str], actors: list[str], book: Book
) -> list[Line]:
    told = mentions[mentions["role"].isin(["agent", "patient"])]
    told = told[told["frame_class"].ne("speak").fillna(True).astype(bool)]
    found = agency_by(told, by=["actor", "side"]).to_dict("records")
    kept = [row for row in found if row["actor"] in actors]
    ordered = sorted(kept, key=lambda row: (actors.index(row["actor"]), names.index(row["side"])))
    return [
        Line(
            row["actor"],
            value(row, unit="share", middle=0.5),
            book.of_mentions(told[(told["actor"] == row["actor"]) & (told["side"] == row["side"])]),
            tag=row["side"],
            kind="ab"[names.index(row["side"])],
        )
        for row in ordered
    ]


def _finding(table: pd.DataFrame, clear: list[str], names: tuple[str, str], asked: int) -> Markup:
    if not clear:
        return Markup("The two do not clearly differ in how warmly they word any of {}.").format(
            count(asked, "actor")
        )
    told = []
    for actor in clear[:3]:
        row = table.loc[actor]
        warmer, colder = (row["a"], row["b"]) if row["difference"] > 0 else (row["b"], row["a"])
        told.append(
            Markup("{} words {} warmer than {} does, by {}").format(
                warmer, strong(actor), colder, f"{abs(row['difference']):.2f}"
            )
        )
    return Markup("{}.").format(Markup("; ").join(told))


def _rests(
    table: pd.DataFrame, actors: list[str], names: tuple[str, str], lines: list[Line]
) -> Table:
    opens = {line.label: line.opens for line in reversed(lines)}
    rows = []
    for actor in actors:
        row = table.loc[actor]
        turn = 1 if row["a"] == names[0] else -1
        low, high = sorted((turn * row["low"], turn * row["high"]))
        difference = Value(turn * row["difference"], low, high, 0, 0)
        order = "ab"[::turn]
        cells = [
            actor,
            difference,
            " : ".join(number(row[f"estimate_{side}"], "polarity") for side in order),
            " : ".join(f"{row[f'n_mentions_{side}']:,}" for side in order),
            " : ".join(f"{row[f'n_articles_{side}']:,}" for side in order),
        ]
        rows.append((cells, opens[actor]))
    head = ["actor", "difference, 95 %", "warmth", "mentions", "articles"]
    return Table(f"The figures, {names[0]} : {names[1]}", head, rows)
