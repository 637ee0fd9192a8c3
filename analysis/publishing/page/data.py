"""What a page rests on, in plain words: the articles, what was set aside, how it was made."""

from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd

from analysis.naming import unknown_names
from analysis.own import SHIPPED
from analysis.publishing.page.book import Book
from analysis.publishing.page.parts import Table
from analysis.publishing.page.words import count, day, listed

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["MADE_WITH", "about", "left_aside", "sources", "unknown"]

MADE_WITH = ["pandas", "numpy", "scipy", "statsmodels", "textblob", "vaderSentiment"]


def about(tables: "Tables", scorers: list[str]) -> dict:
    """What masthead and footer say: counts, days, outlets, scorers, versions."""
    articles = tables.articles
    days = articles["published"].dropna()
    outlets = articles["outlet"].value_counts().index.tolist()
    named = listed(outlets[:5]) if len(outlets) < 6 else listed([*outlets[:4], "others"])
    return {
        "articles": len(articles),
        "constructed": int(articles["constructed"].sum()),
        "outlets": len(outlets),
        "outlet_names": named,
        "first": day(days.min()) if len(days) else "",
        "last": day(days.max()) if len(days) else "",
        "spans": _spans(articles),
        "undated": int(articles["published"].isna().sum()),
        "mentions": len(tables.named),
        "scorers": scorers,
        "versions": ", ".join(f"{name} {version(name)}" for name in MADE_WITH),
        "sentences": len(tables.sentences),
        "own": str(tables.own) if tables.own != SHIPPED else "",
    }


def _spans(articles: pd.DataFrame, *, most: int = 8, apart: float = 0.1) -> str:
    """From when to when each outlet is there, where one starts or ends more than a tenth of all the
    days from another; '' where the outlets are there alike, or too many to list."""
    days = articles.dropna(subset=["published"]).groupby("outlet")["published"].agg(["min", "max"])
    if not 2 <= len(days) <= most:
        return ""
    whole = days["max"].max() - days["min"].min()
    differ = (days.max() - days.min()).max()
    if differ <= max(apart * whole, pd.Timedelta(days=1)):
        return ""
    listing = [f"{row.Index} {day(row.min)} to {day(row.max)}" for row in days.itertuples()]
    return "; ".join(listing)


def sources(tables: "Tables", book: Book) -> Table:
    """One row an outlet: how many articles, from when to when, how many mentions of actors."""
    named = tables.named
    rows = []
    for outlet, part in tables.articles.groupby("outlet"):
        days = part["published"].dropna()
        theirs = named[named["outlet"] == outlet]
        cells = [
            outlet,
            f"{len(part):,}",
            day(days.min()) if len(days) else "no date",
            day(days.max()) if len(days) else "no date",
            f"{len(theirs):,}",
        ]
        rows.append((cells, book.of_mentions(theirs)))
    rows.sort(key=lambda row: -int(row[0][1].replace(",", "")))
    return Table("Sources", ["outlet", "articles", "from", "to", "mentions of actors"], rows)


def left_aside(tables: "Tables") -> list[Table]:
    """What could not be used, by reason, and what was cut out as furniture, by kind."""
    found = []
    if len(tables.rejected):
        reasons = tables.rejected["reason"].value_counts()
        first = tables.rejected.groupby("reason").first()
        rows = [
            ([reason, f"{n:,}", _place(first.loc[reason])], "") for reason, n in reasons.items()
        ]
        found.append(Table("Rows set aside", ["why", "rows", "for example"], rows))
    kinds = tables.furniture["kind"].value_counts()
    rows = [([kind.replace("_", " "), f"{n:,}"], "") for kind, n in kinds.items()]
    if rows:
        found.append(
            Table(
                "Cut out of the pages before anything was counted",
                ["kind", "places"],
                rows,
                note="Advertising marks, captions, credits and the like are no part of the story.",
            )
        )
    return found


def _place(row: pd.Series) -> str:
    return row["source"] if pd.isna(row["row"]) else f"{row['source']}, row {row['row']}"


def unknown(tables: "Tables") -> list[str]:
    """The names met most often that are no known actor: nothing on the page counts them."""
    found = unknown_names(tables.tokens, tables.mentions).head(8)
    return [f"{row.name} ({count(row.n, 'time')})" for row in found.itertuples(index=False)]
