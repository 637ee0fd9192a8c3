"""One event as several outlets tell it, and what each leaves out."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.acting import find_descriptors
from analysis.measuring import Story, tell_story
from analysis.publishing.page.book import Book, address
from analysis.publishing.page.heard import is_name
from analysis.publishing.page.parts import Entry, Pane, Panes, Section
from analysis.publishing.page.words import count, day, listed, number, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["story", "told_most"]

SHOWN = 5  # entries a block, before 'and N more'
OUTLETS = 6  # panes side by side
_KINDS = {
    "actor": "never names",
    "voice": "does not quote",
    "deed": "does not tell that",
    "quotation": "does not bring",
    "telling": "does not tell",
}


def told_most(events: pd.Series, articles: pd.DataFrame) -> str | None:
    """The event told by most outlets, then in most words; None where none is told by two."""
    rows = articles.assign(event_id=articles["article_id"].map(events))
    rows = rows[rows["event_id"].notna()].assign(length=rows["text"].str.len())
    table = rows.groupby("event_id").agg(n=("outlet", "nunique"), length=("length", "sum"))
    table = table[table["n"] > 1].sort_values(["n", "length"], ascending=False)
    return table.index[0] if len(table) else None


def story(tables: "Tables", book: Book, events: pd.Series, deeds: pd.DataFrame) -> Section | None:
    """The event that most outlets tell, one pane an outlet; None where no two tell the same."""
    event = told_most(events, tables.articles)
    if event is None:
        return None
    told = tell_story(
        event,
        events=events,
        articles=tables.articles,
        sentences=tables.sentences,
        tokens=tables.tokens,
        mentions=tables.named,
        quotes=tables.quotes,
        deeds=deeds,
    )
    ids = told.articles["article_id"]
    mentions = tables.named[tables.named["article_id"].isin(ids)]
    said = find_descriptors(mentions, tables.tokens[tables.tokens["article_id"].isin(ids)])
    outlets = told.articles.groupby("outlet")["n_words"].sum().nlargest(OUTLETS).index
    panes = [
        _pane(outlet, told, mentions, said, tables=tables, book=book) for outlet in sorted(outlets)
    ]
    left = told.left_out[told.left_out["outlet"].isin(outlets)]
    return Section(
        id="story",
        question="One story, side by side",
        finding=_finding(told, left),
        sure=Markup(
            "{} tell it in {}. One event is a story, not a measure: nothing here has an interval. "
            "Left out is what at least two others tell and this outlet has nothing like; sentences "
            "are set against each other by their content words, so a retelling in quite other "
            "words is missed, and counts as left out."
        ).format(
            count(told.articles["outlet"].nunique(), "outlet"),
            count(len(told.articles), "article"),
        ),
        cannot="To leave something out can be a matter of space or of the hour of writing. Events "
        "are matched by day, actors and words where the articles name none.",
        pictures=[Panes("Who is named, who acts, who is quoted, what is left out", panes)],
        clear=True,
    )


def _finding(told: Story, left: pd.DataFrame) -> Markup:
    first = told.articles.sort_values("published").iloc[0]
    opening = Markup("{} outlets tell “{}”").format(
        told.articles["outlet"].nunique(), first["title"]
    )
    counts = left["outlet"].value_counts()
    if told.articles["outlet"].nunique() < 3:  # nobody can leave out what two others tell
        return opening + Markup(".")
    if counts.empty:
        return opening + Markup(": none leaves out what two others tell.")
    most = counts[counts == counts.iloc[0]].index
    return opening + Markup("; of what two others tell, {} {} out most ({}{}).").format(
        listed([strong(name) for name in sorted(most)]),
        "leaves" if len(most) == 1 else "leave",
        count(int(counts.iloc[0]), "thing"),
        "" if len(most) == 1 else " each",
    )


def _pane(
    outlet: str,
    told: Story,
    mentions: pd.DataFrame,
    said: pd.DataFrame,
    *,
    tables: "Tables",
    book: Book,
) -> Pane:
    own = told.articles[told.articles["outlet"] == outlet].sort_values("published")
    here = mentions[mentions["outlet"] == outlet]
    quotes = tables.quotes[tables.quotes["article_id"].isin(own["article_id"])]
    voices = told.quoted[told.quoted["outlet"] == outlet]
    voices = voices[is_name(voices["speaker"], tables.quotes)]
    blocks = [
        ("Named", _named(told.named[told.named["outlet"] == outlet], here, book)),
        ("Acts", _parts(told.parts, outlet, "agent", here, book)),
        ("Is acted upon", _parts(told.parts, outlet, "patient", here, book)),
        (
            "Quoted by name",
            _quoted(voices, quotes, book),
        ),
        ("Described as", _described(said[said["article_id"].isin(own["article_id"])], here, book)),
        ("Leaves out", _left_out(told.left_out[told.left_out["outlet"] == outlet], book)),
    ]
    return Pane(
        outlet=outlet,
        headlines=[(row["title"], address(row)) for row in own.to_dict("records")],
        about=f"{listed(sorted({day(when) for when in own['published']}))}, "
        f"{count(int(own['n_words'].sum()), 'word')}",
        blocks=[(name, entries) for name, entries in blocks if entries],
    )


def _named(table: pd.DataFrame, here: pd.DataFrame, book: Book) -> list[Entry]:
    return [
        Entry(
            row["actor"],
            f"{count(row['n_mentions'], 'time')}, {number(row['share'], 'share')} of all names",
            book.of_mentions(here[here["actor"] == row["actor"]]),
        )
        for row in table.to_dict("records")
    ]


def _parts(
    table: pd.DataFrame, outlet: str, role: str, here: pd.DataFrame, book: Book
) -> list[Entry]:
    rows = table[(table["outlet"] == outlet) & (table["role"] == role)]
    return [
        Entry(
            row["actor"],
            f"{row['verbs']} ({row['n_mentions']})",
            book.of_mentions(here[(here["actor"] == row["actor"]) & (here["role"] == role)]),
        )
        for row in rows.to_dict("records")
    ]


def _quoted(table: pd.DataFrame, quotes: pd.DataFrame, book: Book) -> list[Entry]:
    return [
        Entry(
            row["speaker"],
            f"{count(row['n_words'], 'word')}, {number(row['share'], 'share')} of the article",
            book.of_quotes(quotes[quotes["speaker"] == row["speaker"]]),
        )
        for row in table.to_dict("records")
    ]


def _described(said: pd.DataFrame, here: pd.DataFrame, book: Book) -> list[Entry]:
    return [
        Entry(
            actor,
            "; ".join(dict.fromkeys(part["descriptor"])),
            book.of_mentions(here.merge(part[["article_id", "mention_id"]].drop_duplicates())),
        )
        for actor, part in said.groupby("actor", sort=True)
    ]


def _left_out(left: pd.DataFrame, book: Book) -> list[Entry]:
    order = {kind: i for i, kind in enumerate(_KINDS)}
    rows = left.sort_values("kind", key=lambda kinds: kinds.map(order), kind="stable")
    return [
        Entry(
            _short(row["what"]),
            f"told by {listed(row['told_by'])}",
            book.of_places(pd.DataFrame([row])),
            lead=_KINDS[row["kind"]],
        )
        for row in rows.to_dict("records")
    ]


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
