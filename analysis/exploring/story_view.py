"""Choose an event: how several outlets tell it, what each leaves out, and the sentences."""

import html
from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd
from ipywidgets import HTML, Dropdown, VBox

from analysis.evidence import show_places
from analysis.exploring.controls import WIDE
from analysis.exploring.markup import block, status
from analysis.exploring.stories import BLOCKS, Stories, Told
from analysis.exploring.view import SENTENCES

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["StoryView"]

OUTLETS = 6  # side by side, those with most words
SHOWN = 5  # entries in a cell, before 'and N more'
_NONE = "No two outlets tell the same event: events are named in the articles, or matched by day, \
actors and words."
_LEAST = "A story is one case: nothing here has an interval. Left out is what at least two others \
tell and this outlet has nothing like, as far as words tell."


class StoryView:
    """One event at a time; nothing is read before `open` is called.

    Args:
        tables: What `analyse` returned.
    """

    def __init__(self, tables: "Tables") -> None:
        self.tables = tables
        self.stories = Stories(tables)
        self.event = Dropdown(description="Event", **WIDE)
        self.entry = Dropdown(description="Sentences", **WIDE)
        self.status, self.table, self.sentences = HTML(), HTML(), HTML()
        self.view = VBox([self.event, self.status, self.table, self.entry, self.sentences])

    def open(self) -> None:
        """Find the events, once, and show the one that most outlets tell."""
        if self.event.options or self.status.value:
            return
        events = self.stories.events
        if events.empty:
            self.status.value = status(_NONE)
            return
        self.event.options = [
            (f"{row['title']}  ({row['n_outlets']} outlets)", row["event"])
            for row in events.to_dict("records")
        ]
        self.event.index = 0
        self.event.observe(lambda _: self.update(), "value")
        self.entry.observe(lambda _: self._show_sentences(), "value")
        self.update()

    def update(self) -> None:
        """Show the chosen event."""
        self.told = told = self.stories.tell(self.event.value)
        outlets = told.story.articles.groupby("outlet")["n_words"].sum().nlargest(OUTLETS).index
        total = told.story.articles["outlet"].nunique()
        more = f"; shown are the {OUTLETS} with most words" if total > OUTLETS else ""
        self.status.value = status(
            f"{total} outlets tell it in {len(told.story.articles)} articles{more}."
        )
        self.table.value = block(_side_by_side(told, sorted(outlets)))
        self.entry.options = [
            (f"{row['outlet']} · {row['block']} · {_short(row['what'], 80)}", i)
            for i, row in enumerate(told.entries.to_dict("records"))
            if row["outlet"] in outlets
        ]
        self.entry.index = 0
        self._show_sentences()

    def _show_sentences(self) -> None:
        row, places = self.told.entries.loc[self.entry.value], self.told.places
        keys = ["outlet", "block", "what"]
        found = places[(places[keys] == row[keys]).all(axis=1)]
        self.sentences.value = block(show_places(found, self.tables, n=SENTENCES).data)


def _side_by_side(told: Told, outlets: list[str]) -> str:
    """A column an outlet: its headlines, then the blocks."""
    cells: dict[tuple, list[str]] = defaultdict(list)  # lines by outlet and block
    for row in told.story.articles.sort_values("published").to_dict("records"):
        line = f"<b>{html.escape(str(row['title']))}</b> {_about(row)}"
        cells[row["outlet"], "headline"].append(line)
    for row in told.entries.to_dict("records"):
        line = f"<b>{html.escape(_short(row['what'], 80))}</b> {html.escape(row['detail'])}"
        cells[row["outlet"], row["block"]].append(line)
    head = "".join(f'<th scope="col">{html.escape(outlet)}</th>' for outlet in outlets)
    rows = [f"<tr><td></td>{head}</tr>"]
    for name in ["headline", *BLOCKS]:
        rows.append(_row(name, [_list(cells[outlet, name]) for outlet in outlets]))
    return f'<div class="sp-story"><table>{"".join(rows)}</table><p>{_LEAST}</p></div>'


def _row(name: str, cells: list[str]) -> str:
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _about(row: dict) -> str:
    day = f"{row['published']:%-d %B}, " if pd.notna(row["published"]) else ""
    return f"{day}{row['n_words']:,} words"


def _list(lines: list[str]) -> str:
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    shown = "".join(f"<li>{line}</li>" for line in [*lines[:SHOWN], *more])
    return f"<ul>{shown}</ul>" if lines else "none"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
