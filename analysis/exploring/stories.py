"""The events that several outlets tell, each told again as a table of what stands side by side."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analysis.acting import find_descriptors, find_triples
from analysis.measuring import (
    Story,
    events_of,
    named_speakers,
    sentence_vectors,
    tell_story,
    told_events,
)

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["BLOCKS", "Stories", "Told"]

BLOCKS = ["named", "acts", "acted upon", "quoted", "described as", "leaves out"]
_ROLES = {"acts": "agent", "acted upon": "patient"}
_LEFT_OUT = {
    "actor": "never names",
    "voice": "does not quote",
    "deed": "does not tell that",
    "quotation": "does not bring",
    "telling": "does not tell",
}


@dataclass(frozen=True, eq=False)
class Told:
    """One event side by side.

    `story`: as `tell_story` gives it. `entries`: one row per outlet, block (`BLOCKS`) and entry:
    `what`, `detail`. `places`: one row per place behind an entry: `outlet`, `block`, `what`,
    `article_id`, `start`, `end`.
    """

    story: Story
    entries: pd.DataFrame
    places: pd.DataFrame


class Stories:
    """The events that two outlets or more tell; what all of them rest on is made once.

    Args:
        tables: What `analyse` returned.
    """

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables
        self._told: dict[str, Told] = {}

    @cached_property
    def events(self) -> pd.DataFrame:
        """As `measuring.told_events` gives them."""
        return told_events(self._events, self._tables.articles)

    @cached_property
    def _events(self) -> pd.Series:
        tables = self._tables
        return events_of(tables.articles, tables.named, words=tables.tokens)

    @cached_property
    def _deeds(self) -> pd.DataFrame:
        tables = self._tables
        return find_triples(tables.mentions, tables.tokens, classes=tables.own.classes)

    @cached_property
    def _vectors(self) -> object:
        return sentence_vectors(self._tables.sentences, self._tables.tokens)

    @cached_property
    def _named(self) -> pd.DataFrame:
        return self._tables.named

    def tell(self, event: str) -> Told:
        """One event as its outlets tell it; remembered.

        Raises:
            SputlinkError: if fewer than two outlets tell it.
        """
        if event not in self._told:
            self._told[event] = self._tell(event)
        return self._told[event]

    def _tell(self, event: str) -> Told:
        ids = self._events.index[self._events.eq(event)]

        def here(table: pd.DataFrame) -> pd.DataFrame:
            return table[table["article_id"].isin(ids)]

        tables = self._tables
        mentions, tokens, quotes = here(self._named), here(tables.tokens), here(tables.quotes)
        story = tell_story(
            event,
            events=self._events,
            articles=here(tables.articles),
            sentences=here(tables.sentences),
            tokens=tokens,
            mentions=mentions,
            quotes=quotes,
            deeds=here(self._deeds),
            vectors=self._vectors,
        )
        described = find_descriptors(mentions, tokens)
        outlets = story.articles.set_index("article_id")["outlet"]
        return Told(
            story,
            entries=_entries(story, quotes, described, outlets),
            places=_places(story, mentions, quotes, described, outlets),
        )


def _entries(
    story: Story, quotes: pd.DataFrame, described: pd.DataFrame, outlets: pd.Series
) -> pd.DataFrame:
    left = story.left_out
    others = "; " + left["told_by"].map(len).astype("str") + " others do"
    voices = story.quoted[named_speakers(story.quoted["speaker"], quotes)]
    parts = {block: story.parts[story.parts["role"].eq(role)] for block, role in _ROLES.items()}
    rows = [
        _entry(story.named, "named", "actor", _times(story.named["n_mentions"])),
        *(
            _entry(part, block, "actor", part["verbs"] + _times(part["n_mentions"]))
            for block, part in parts.items()
        ),
        _entry(voices, "quoted", "speaker", voices["n_words"].astype("str") + " words"),
        _described(described, outlets),
        _entry(left, "leaves out", "what", left["kind"].map(_LEFT_OUT) + others),
    ]
    return pd.concat(rows, ignore_index=True)


def _entry(table: pd.DataFrame, block: str, what: str, detail: pd.Series) -> pd.DataFrame:
    return table[["outlet"]].assign(block=block, what=table[what].astype("str"), detail=detail)


def _times(counts: pd.Series) -> pd.Series:
    return " (" + counts.astype("str") + ")"


def _described(described: pd.DataFrame, outlets: pd.Series) -> pd.DataFrame:
    rows = described.assign(outlet=described["article_id"].map(outlets))
    said = rows.groupby(["outlet", "actor"], observed=True)["descriptor"].agg(
        lambda words: "; ".join(dict.fromkeys(words))
    )
    return _entry(said.reset_index(), "described as", "actor", said.to_numpy())


def _places(
    story: Story,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    described: pd.DataFrame,
    outlets: pd.Series,
) -> pd.DataFrame:
    keys = described[["article_id", "mention_id"]].drop_duplicates()
    parts = [
        ("named", "actor", mentions),
        *((block, "actor", mentions[mentions["role"].eq(role)]) for block, role in _ROLES.items()),
        ("quoted", "speaker", quotes),
        ("described as", "actor", mentions.merge(keys, on=["article_id", "mention_id"])),
    ]
    rows = [
        part[["article_id", "start", "end"]].assign(
            outlet=part["article_id"].map(outlets), block=block, what=part[what].astype("str")
        )
        for block, what, part in parts
    ]
    left = story.left_out[["article_id", "start", "end", "outlet", "what"]]
    return pd.concat([*rows, left.assign(block="leaves out")], ignore_index=True)
