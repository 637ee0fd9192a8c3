"""Where outlets part: an actor on the same events, or in all articles where none are shared."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.evidence import behind
from analysis.measuring import compare_all
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import OUTLETS, limit
from analysis.publishing.page.parts import Line, Picture, Section, Table, Value
from analysis.publishing.page.words import count, listed, number, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["parting"]

ASKED = 5  # actors: each more costs every comparison some of its certainty
SHARED = 3  # events that must be shared before they pair anything


def parting(tables: "Tables", book: Book, events: pd.Series) -> Section | None:
    """Each outlet against the rest, on the actors named most; None where there is one outlet.

    Args:
        events: The event of each article, by `article_id`, missing where it is told alone.
    """
    mentions = tables.named
    own = mentions[mentions["words_of"] == "outlet"]
    own = own.assign(event_id=own["article_id"].map(events))
    outlets = own.groupby("outlet")["article_id"].nunique().nlargest(OUTLETS).index
    own = own[own["outlet"].isin(outlets)]
    if own["outlet"].nunique() < 2:
        return None
    paired = own["event_id"].nunique() >= SHARED
    actors = own["actor"].value_counts().index[:ASKED].tolist()
    options = {"by_event": "event_id"} if paired else {}
    table = compare_all(own, actors=actors, n_perm=1999, **options)
    table = table[table["low"].notna()].sort_values("p_adjusted", kind="stable")
    if table.empty:
        return None
    shared = own[own["event_id"].notna()] if paired else own
    lines = [_line(row, shared, book) for row in table.head(OUTLETS).to_dict("records")]
    clear = [line for line in lines if line.value.clear]
    half = limit(lines, most=2.0)
    where = "on events that the others tell too" if paired else "over all their articles"
    picture = Picture(
        f"How far an outlet's wording of an actor lies from the rest, {where}",
        lines,
        -half,
        half,
        ends=("colder than the rest", "warmer than the rest"),
        note="The likeliest differences first; filled: stands after the correction for "
        f"asking {len(table)} times.",
    )
    first = (clear or lines)[0]
    return Section(
        id="parting",
        question="Where do outlets part, on the same event?"
        if paired
        else "Where do outlets part?",
        finding=_finding(clear, lines, len(table)),
        sure=_sure(table, paired, clear),
        cannot=_cannot(paired),
        pictures=[picture],
        rests=_rests(table, lines),
        examples=book.examples(first.opens),
        opens=first.opens,
        clear=bool(clear),
    )


def _line(row: dict, own: pd.DataFrame, book: Book) -> Line:
    difference = Value(
        row["difference"],
        row["low"],
        row["high"],
        n=int(row["n_mentions_a"]),
        articles=int(row["n_articles_a"]),
        small=row["n_mentions_a"] < 5 or row["n_mentions_b"] < 5,
        corrected=row["p_adjusted"] < 0.05,
    )
    sides = behind(own, actor=row["actor"], outlet=row["a"])
    return Line(f"{row['a']} on {row['actor']}", difference, book.of_mentions(sides))


def _finding(clear: list[Line], lines: list[Line], asked: int) -> Markup:
    if clear:
        told = listed([strong(x.label) + f" ({x.value.said} from the rest)" for x in clear[:3]])
        return Markup("The wording clearly differs: {}.").format(told)
    first = lines[0]
    return Markup(
        "No outlet's wording of an actor clearly differs from the rest in {}; the likeliest is {} "
        "({} from the rest)."
    ).format(count(asked, "comparison"), strong(first.label), first.value.said)


def _sure(table: pd.DataFrame, paired: bool, clear: list[Line]) -> Markup:
    first = table.iloc[0]
    within = (
        "only events told by both sides count, each once"
        if paired
        else "all articles count, since fewer than three events are told by more than one outlet; "
        "so outlets that report on different things differ for that reason too"
    )
    return Markup(
        "{} of {} comparisons stand after a correction for asking so many (Holm); the likeliest "
        "has p = {:.3f}. Here {}."
    ).format(len(clear), len(table), first["p_adjusted"], within)


def _cannot(paired: bool) -> str:
    same = (
        "" if paired else " Here it may also come from the outlets' reporting on different things."
    )
    return (
        "A difference in wording is no proof of a slant: one side may be closer to what happened."
        + same
    )


def _rests(table: pd.DataFrame, lines: list[Line]) -> Table:
    rows = [
        (
            [
                row["a"], row["actor"], line.value,
                f"{row['n_mentions_a']:,} : {row['n_mentions_b']:,}",
                f"{row['n_events']:,}" if pd.notna(row["n_events"]) else "–",
                " : ".join(number(row[f"estimate_{side}"], "polarity") for side in "ab"),
            ],
            line.opens,
        )
        for row, line in zip(table.to_dict("records"), lines, strict=False)
    ]  # fmt: skip
    head = ["outlet", "actor", "difference, 95 %", "mentions", "events shared", "warmth"]
    return Table("The figures, an outlet : the rest", head, rows)
