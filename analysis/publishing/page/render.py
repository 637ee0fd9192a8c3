"""Sections in their order, the sentences packed beside them, one file of HTML."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis.measuring import events_of
from analysis.progress import watched
from analysis.publishing.page import data
from analysis.publishing.page.acts import acts, deeds_of
from analysis.publishing.page.beside import beside, sides_of
from analysis.publishing.page.book import BUDGET, Book
from analysis.publishing.page.heard import heard
from analysis.publishing.page.parting import parting
from analysis.publishing.page.parts import Grid, Panes, Picture, Section, Value
from analysis.publishing.page.stands import stands
from analysis.publishing.page.story import stories
from analysis.publishing.page.treated import treated
from analysis.publishing.page.words import count
from analysis.schema import SputlinkError

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["own_page"]

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_NUMERIC = re.compile(r"[−+–\d][\d,.:%<\s−+–]*")
_SECOND = {"vader": "textblob"}  # the scorer that is asked beside; VADER where nothing else is said


def own_page(
    tables: "Tables", *, compare: tuple[str, str] | None = None, budget: int = BUDGET
) -> str:
    """The page of these tables.

    Args:
        tables: What `analyse` returned.
        compare: Two outlets, or two periods ('2022-02', '2022-03..2022-06'), to set side by side.
        budget: Bytes that the sentences on the page may take; beyond that they are a sample, and
            the page says of how many.

    Raises:
        InputError: if what is to be compared is not in the articles.
        SputlinkError: if no actor is named in the articles.
    """
    if tables.named.empty:
        raise SputlinkError(
            "no actor of the gazetteer is named in these articles: look at unknown_names and add "
            "the names that matter to data/actors.csv"
        )
    sides = None if compare is None else sides_of(tables.articles, compare)
    book = Book(tables)
    scorer = tables.named["scored_by"].iloc[0]
    other = _SECOND.get(scorer, "vader")
    first: list[Callable[[], pd.DataFrame | pd.Series]] = [
        lambda: tables.rescored(other).named,
        lambda: events_of(tables.articles, tables.named, words=tables.tokens),
        lambda: deeds_of(tables),
    ]
    second, events, deeds = [make() for make in watched(first, "what the page rests on")]
    steps: list[Callable[[], Section | None]] = [
        lambda: treated(tables, book, second),
        lambda: heard(tables, book),
        lambda: acts(tables, book, deeds),
        lambda: stands(tables, book),
        lambda: parting(tables, book, events),
        lambda: stories(tables, book, events, deeds),
    ]
    if compare is not None:
        steps.insert(0, lambda: beside(tables, book, compare, sides, events))
    sections = [made for step in watched(steps, "sections of the page") if (made := step())]
    sources = data.sources(tables, book)
    return (
        _environment()
        .get_template("own.html.j2")
        .render(
            sections=sections,
            sources=sources,
            aside=data.left_aside(tables),
            rejected=len(tables.rejected),
            unknown=data.unknown(tables),
            about=data.about(tables, [scorer, other]),
            evidence=book.pack(budget),
            css=_source("own.css"),
            js=_source("own.js"),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = count
    environment.tests["picture"] = lambda each: isinstance(each, Picture)
    environment.tests["grid"] = lambda each: isinstance(each, Grid)
    environment.tests["panes"] = lambda each: isinstance(each, Panes)
    environment.tests["numeric"] = lambda each: bool(_NUMERIC.fullmatch(str(each)))
    environment.tests["value"] = lambda each: isinstance(each, Value)
    return environment


def _source(name: str) -> Markup:
    """A file of the project's own, that goes into the page as it stands."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))
