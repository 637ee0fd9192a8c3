"""The tables that the stages hand on: their columns, their keys, and the errors that name them."""

from pathlib import Path

import pandas as pd

__all__ = [
    "CLEANED",
    "COLUMNS",
    "DATA",
    "NO_OUTLET",
    "PERSON",
    "REST",
    "InputError",
    "LexiconError",
    "MissingColumn",
    "SputlinkError",
    "require",
]

DATA = Path(__file__).resolve().parents[1] / "data"
PERSON = "leader"  # the kind of an actor who is a person
NO_OUTLET = "(no outlet)"  # so that articles without one stay in every table and figure
REST = "rest"  # the other side of a comparison with all others
# What `cleaning` adds to the articles, once they have been read.
CLEANED = ("text", "body_start", "cluster_id", "agency", "origin")

# Grain of each table, key columns first. A stage may add columns; it never drops a key.
COLUMNS = {
    # one row per article; `text` is `raw` less its furniture, and begins with the headline
    "articles": [
        "article_id",
        "title",
        "outlet",
        "category",
        "tag",
        "published",
        "retrieved",
        "url",
        "event",
        "constructed",
        "source",
        "raw",
        *CLEANED,
    ],
    # one row per span taken out of `raw`; offsets into `raw`
    "furniture": ["article_id", "start", "end", "kind", "text", "n_articles"],
    # one row per row of input that could not be used
    "rejected": ["source", "row", "reason", "excerpt"],
    # one row per sentence; `text[start:end] == sentence`, always
    "sentences": ["article_id", "sentence_id", "start", "end", "part", "sentence"],
    # one row per token; offsets into `text`
    "tokens": [
        "article_id",
        "sentence_id",
        "token_id",
        "start",
        "end",
        "token",
        "lower",
        "pos",
        "lemma",
        "head",
        "dep",
    ],
    # one row per quotation; offsets into `text`
    "quotes": [
        "article_id",
        "quote_id",
        "start",
        "end",
        "kind",
        "quotation",
        "speaker",
        "speaker_actor",
        "speaker_start",
        "speaker_end",
        "speaker_how",
        "cue",
        "cue_start",
        "cue_end",
        "stance",
        "doubt",
        "within",
    ],
    # one row per mention of an actor; offsets into `text`
    "mentions": [
        "article_id",
        "sentence_id",
        "mention_id",
        "actor",
        "actor_kind",
        "alias",
        "start",
        "end",
        "how",
    ],
    # one row per sentence and ordered pair of actors mentioned in it; offsets into `text`
    "relations": [
        "article_id",
        "sentence_id",
        "holder",
        "target",
        "tie",
        "p_for",
        "p_against",
        "attitude",
        "deed",
        "frame_class",
        "event_class",
        "quad",
        "how",
        "passive",
        "negated",
        "modal",
        "voice",
        "speaker",
        "words_of",
        "said",
        "own_state",
        "deed_start",
        "deed_end",
        "holder_mention_id",
        "holder_start",
        "holder_end",
        "target_mention_id",
        "target_start",
        "target_end",
        "paired_by",
    ],
}


class SputlinkError(ValueError):
    """Any error that says what to do about it. Subclasses name what went wrong."""

    def _render_traceback_(self) -> list[str]:
        """In a notebook: what went wrong and what to do, without the way there."""
        return [f"{type(self).__name__}: {self}"]


class MissingColumn(SputlinkError):
    """A frame lacks a column that a stage needs."""


class LexiconError(SputlinkError):
    """A data file that an analyst edits has a line that cannot be read; names file and line."""


class InputError(SputlinkError):
    """Nothing of the named input could be read at all; names the path and what to do."""


def require(frame: pd.DataFrame, columns: list[str], *, made_by: str) -> None:
    """Raise `MissingColumn` naming the columns that `frame` lacks and what makes them.

    Why not pandera 0.35.0: it names the columns too, as JSON and without what makes them, so that
    the error would be written here all the same; it takes half as long again to import as pandas.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise MissingColumn(f"missing {', '.join(missing)}: {made_by} makes it")
