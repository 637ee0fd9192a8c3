"""What an analyst has chosen to look at, and the mentions, table and code that follow from it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from analysis.exploring.scope import Scope, arguments, grouped, within
from analysis.exploring.word_list import MY_WORDS, add_word_list_polarity
from analysis.measuring import framing_by
from analysis.naming import is_counted
from analysis.scoring import add_polarity

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = [
    "Selection",
    "as_code",
    "framing_of",
    "score_mentions",
    "select",
    "summary_of",
    "title_of",
]


@dataclass(frozen=True)
class Selection(Scope):
    """Which mentions, scored by what, grouped by what. Two equal ones give the same table.

    Args:
        actor: As in `mentions.actor`; None for all actors.
        outlets, first, last: As for `Scope`.
        words_of: "all", "outlet" (its own words), "quoted", or "each" (both, side by side).
        by: "outlet", "day", "week", or any column of `mentions`.
        scorer: Name of a scorer, or "my words".
        words: Word or phrase to weight in [-1, 1]: what "my words" counts.

    Raises:
        SputlinkError: for an unknown `words_of`, or a day that is none.
    """

    actor: str | None
    scorer: str = field(default="textblob", kw_only=True)
    words: dict[str, float] = field(default_factory=dict, hash=False, kw_only=True)

    voices: ClassVar[tuple[str, ...]] = (*Scope.voices, "each")


def score_mentions(
    tables: "Tables",
    *,
    actor: str | None = None,
    scorer: str = "textblob",
    words: dict | None = None,
) -> pd.DataFrame:
    """The mentions of one actor (None: of all) under a scorer; places that are no actors left out.

    What `analyse` has scored already is taken as it is. Otherwise only the sentences that name the
    actor are read, and each row's score is the one that scoring everything would give it.
    """
    mentions = tables.mentions
    chosen = is_counted(mentions)
    if actor is not None:
        chosen &= mentions["actor"] == actor
    chosen = chosen.to_numpy()
    if scorer == MY_WORDS:
        return add_word_list_polarity(
            mentions[chosen], tables.tokens, words=words or {}, quotes=tables.quotes
        )
    if "scored_by" in mentions and (mentions["scored_by"] == scorer).all():
        return mentions[chosen]
    # Other actors in these sentences go along: their names are masked from the scorer.
    places = pd.MultiIndex.from_frame(mentions[["article_id", "sentence_id"]])
    near = places.isin(places[chosen])
    scored = add_polarity(mentions[near], tables.sentences, quotes=tables.quotes, scorer=scorer)
    return scored[chosen[near]]


def select(
    tables: "Tables", selection: Selection, *, scored: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The mentions that were chosen, scored, with the column that they are grouped by.

    Args:
        tables: What `analyse` returned.
        scored: What `score_mentions` gave for the same actor, scorer and words, to save doing it
            again.

    Returns:
        One row per mention, with `polarity`, `evidence`, `scored_by`, and with `day` or `week`
        (text: "2025-06-22", "no date") where that is the grouping.
    """
    if scored is None:
        scored = score_mentions(
            tables, actor=selection.actor, scorer=selection.scorer, words=selection.words
        )
    return grouped(within(scored, selection), selection.by)


def framing_of(
    tables: "Tables", selection: Selection, *, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The framing table of what was chosen: one row per group, and per voice where `words_of` is
    "each", with the columns of `framing_by`.

    Args:
        mentions: What `select` gave for the same selection, to save doing it again.
    """
    chosen = select(tables, selection) if mentions is None else mentions
    by = [selection.by]
    if selection.words_of == "each" and selection.by != "words_of":
        by.append("words_of")
    # Of thirty columns these count, and every filter on the way would copy the others.
    needed = dict.fromkeys([*by, "article_id", "polarity", "evidence", "coverage", "constructed"])
    return framing_by(chosen[[name for name in needed if name in chosen]], by=by)


def title_of(selection: Selection) -> str:
    """The question that the selection's figure answers."""
    whom = selection.actor if selection.actor is not None else "all actors"
    whose = {"outlet": ", in the outlets' own words", "quoted": ", in quoted words"}
    by = "whose words" if selection.by == "words_of" else selection.by.replace("_", " ")
    return f"How warm is the wording around {whom}, by {by}{whose.get(selection.words_of, '')}?"


def summary_of(framing: pd.DataFrame, selection: Selection) -> str:
    """How much stands behind the table, in two sentences."""
    whom = selection.actor if selection.actor is not None else "any actor"
    n = int(framing["n_mentions"].sum())
    if n == 0:
        return f"no mention: nothing names {whom} in this choice of outlets, voices and days."
    known = round((framing["share_known"] * framing["n_mentions"]).sum())
    return f"{whom}: {n:,} mentions. {selection.scorer} knows a word in the sentences of {known:,}."


def as_code(selection: Selection) -> str:
    """Python that makes the same mentions, table and figure from `tables`, what `analyse` gave."""
    return "\n".join(
        [
            "from analysis import plots, show",
            "from analysis.exploring import Selection, framing_of, select, title_of",
            "",
            "selection = Selection(",
            *arguments(selection),
            ")",
            "mentions = select(tables, selection)",
            "table = framing_of(tables, selection)",
            f"ax = plots.estimates(table, label={selection.by!r}, title=title_of(selection))",
            "show(mentions, tables)",
        ]
    )
