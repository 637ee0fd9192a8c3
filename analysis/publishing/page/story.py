"""One event as several outlets tell it, and what each leaves out."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.acting import find_descriptors
from analysis.measuring import Story, named_speakers, sentence_vectors, tell_story, told_events
from analysis.publishing.page.book import Book, address
from analysis.publishing.page.parts import Entry, Pane, Panes, Section
from analysis.publishing.page.words import count, day, listed, number, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["stories"]

STORIES = 6  # events to choose from
OUTLETS = 6  # panes side by side
_KINDS = {
    "actor": "Never names",
    "voice": "Does not quote",
    "deed": "Does not tell that",
    "quotation": "Does not bring the words",
    "telling": "Does not tell",
}


def stories(tables: "Tables", book: Book, events: pd.Series, deeds: pd.DataFrame) -> Section | None:
    """The events that most outlets tell, one pane an outlet; None where no two tell the same."""
    shared = told_events(events, tables.articles)["event"]
    if shared.empty:
        return None
    of = {
        "events": events,
        "articles": tables.articles,
        "sentences": tables.sentences,
        "tokens": tables.tokens,
        "mentions": tables.named,
        "quotes": tables.quotes,
        "deeds": deeds,
        "vectors": sentence_vectors(tables.sentences, tables.tokens),
    }
    told = [tell_story(event, **of) for event in shared[:STORIES]]
    return Section(
        id="story",
        question="The same story, side by side",
        finding=_finding(told[0]),
        sure=Markup(
            "{} told by two outlets or more{}. A story is one case: nothing here has an interval. "
            "Left out is what at least two others tell and this outlet has nothing like; sentences "
            "are set against each other by their content words and the actors they name, so a "
            "retelling in quite other words is missed, and counts as left out. Each opens a place "
            "of every outlet that tells it."
        ).format(
            count(len(shared), "story is", "stories are"),
            f"; below are the {STORIES} told by most" if len(shared) > STORIES else "",
        ),
        cannot="To leave something out can be a matter of space or of the hour of writing. Events "
        "are matched by day, actors and words where the articles name none.",
        pictures=[
            Panes(_headline(each), _about(each), _panes(each, tables, book)) for each in told
        ],
        clear=True,
    )


def _headline(told: Story) -> str:
    """That of the article that came first."""
    return str(told.articles.sort_values("published", kind="stable").iloc[0]["title"])


def _about(told: Story) -> str:
    days = told.articles["published"].dropna()
    span = sorted({day(days.min()), day(days.max())}) if len(days) else []
    outlets = count(told.articles["outlet"].nunique(), "outlet")
    return f"{outlets}, {count(len(told.articles), 'article')}, {' to '.join(span) or 'no date'}"


def _finding(told: Story) -> Markup:
    lengths = told.articles.groupby("outlet")["n_words"].sum()
    opening = Markup("{} outlets tell “{}”").format(len(lengths), _headline(told))
    if len(lengths) < 3:  # nobody can leave out what two others tell
        return opening + Markup(".")
    counts = told.left_out["outlet"].value_counts()
    if counts.empty:
        return opening + Markup(": none leaves out what two others tell.")
    most = sorted(counts[counts == counts.iloc[0]].index)
    things = count(int(counts.iloc[0]), "thing")
    if len(most) > 1:
        return opening + Markup("; of what two others tell, {} leave out most ({} each).").format(
            listed([strong(name) for name in most]), things
        )
    others = lengths.drop(most[0])
    room = f"{lengths[most[0]]:,} words, the others {others.min():,} to {others.max():,}"
    return opening + Markup(
        "; of what two others tell, {} leaves out most ({}; it has {})."
    ).format(strong(most[0]), things, room)


def _panes(told: Story, tables: "Tables", book: Book) -> list[Pane]:
    ids = told.articles["article_id"]
    mentions = tables.named[tables.named["article_id"].isin(ids)]
    said = find_descriptors(mentions, tables.tokens[tables.tokens["article_id"].isin(ids)])
    outlets = told.articles.groupby("outlet")["n_words"].sum().nlargest(OUTLETS).index
    return [
        _pane(outlet, told, mentions, said, tables=tables, book=book) for outlet in sorted(outlets)
    ]


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
    voices = voices[named_speakers(voices["speaker"], tables.quotes)]
    blocks = [
        ("Named", _named(told.named[told.named["outlet"] == outlet], here, book)),
        ("Acts", _parts(told.parts, outlet, "agent", here, book)),
        ("Is acted upon", _parts(told.parts, outlet, "patient", here, book)),
        (
            "Quoted by name",
            _quoted(voices, quotes, book),
        ),
        ("Described as", _described(said[said["article_id"].isin(own["article_id"])], here, book)),
    ]
    left_out = _left_out(told, outlet, book)
    return Pane(
        outlet=outlet,
        headlines=[(row["title"], address(row)) for row in own.to_dict("records")],
        about=f"{listed(sorted({day(when) for when in own['published']}))}, "
        f"{count(int(own['n_words'].sum()), 'word')}",
        blocks=[(name, entries) for name, entries in blocks if entries],
        left_out=[(name, entries) for name, entries in left_out.items() if entries],
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


def _left_out(told: Story, outlet: str, book: Book) -> dict[str, list[Entry]]:
    """What at least two others tell, by its kind."""
    left = told.left_out[told.left_out["outlet"] == outlet]
    others = told.articles["outlet"].nunique() - 1
    return {
        lead: [
            Entry(
                _short(row["what"]),
                ""
                if len(row["told_by"]) == others
                else f"{len(row['told_by'])} of the {others} others do",
                book.of_places(row["places"]),
            )
            for row in left[left["kind"] == kind].to_dict("records")
        ]
        for kind, lead in _KINDS.items()
    }


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
