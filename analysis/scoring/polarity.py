"""How warm is the wording around each mention? Scorers in one socket, behind a lexicon guard.

A scorer is any callable with a `name`. It takes a frame of rows (see `Scorer`) and gives back, on
the same index, `polarity` and, if it can, `subjectivity`, `coverage`, `evidence` and more. A
function that gives back a Series of floats fits too.
"""

import numpy as np
import pandas as pd

from analysis.quoting import other_voice_spans
from analysis.schema import require
from analysis.scoring import guard
from analysis.scoring.scorers import Scorer, ScorerError, Span, textblob_scorer, vader_scorer

__all__ = [
    "ROW_COLUMNS",
    "SCORERS",
    "add_polarity",
    "default_scorer",
    "get_scorer",
    "score",
    "scorer_rows",
]

ROW_COLUMNS = ["sentence", "start", "end", "names", "same", "other_voice"]


SCORERS: dict[str, Scorer] = {"textblob": textblob_scorer, "vader": vader_scorer}


def get_scorer(name: str | Scorer) -> Scorer:
    """The scorer of that name; a scorer is given back as it is.

    Raises:
        ScorerError: listing the known names, for a name that is none of them.
    """
    if callable(name):
        return name
    if name == "target" and name not in SCORERS:
        from analysis.scoring.target import (
            target_scorer,  # loads a model: only when it is asked for
        )

        SCORERS[name] = target_scorer
    if name not in SCORERS:
        known = ", ".join(sorted({*SCORERS, "target"}))
        raise ScorerError(f"no scorer is called {name!r}; known are {known}")
    return SCORERS[name]


def default_scorer() -> Scorer:
    """The fitted scorer where its files are there, TextBlob otherwise."""
    from analysis.scoring.target import available

    return get_scorer("target") if available() else textblob_scorer


def score(
    sentence: str, *, scorer: str | Scorer = "textblob", target: str | None = None
) -> pd.Series:
    """Score one bare sentence; actors' names are found by the gazetteer and masked.

    Args:
        sentence: Any text; "" scores 0.0.
        scorer: Name of a scorer, or a scorer.
        target: The words that the scoring is about, as they stand in the sentence; without them,
            the first known actor. The lexicon scorers score the sentence and do not ask.

    Returns:
        `polarity`, `subjectivity`, `coverage`, `evidence` and what else the scorer adds.

    Raises:
        ScorerError: for an unknown scorer, or a target that the sentence does not hold.
    """
    names = guard.find_names(sentence)
    if target is not None:
        at = sentence.find(target)
        if at < 0 or not target:
            raise ScorerError(f"target {target!r} does not stand in the sentence")
        names = [(at, at + len(target)), *names]
    start, end = names[0] if names else (0, 0)
    row = [sentence, start, end, names, names[:1], []]
    rows = pd.DataFrame([row], columns=ROW_COLUMNS)
    return _checked(get_scorer(scorer), rows).iloc[0].drop("scored_by")


def scorer_rows(
    mentions: pd.DataFrame, sentences: pd.DataFrame, *, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What a scorer is given: one row per mention, on the index of `mentions`, see `Scorer`.

    Args:
        mentions: One row per mention; with `quote_id` (from `add_voice`) where `quotes` are given.
        sentences: One row per sentence.
        quotes: One row per quotation. Without them no voice is told from another.
    """
    keys = ["article_id", "sentence_id"]
    require(mentions, [*keys, "actor", "start", "end"], made_by="naming.find_mentions")
    require(sentences, [*keys, "start", "sentence"], made_by="reading.split_sentences")
    found = mentions[keys].merge(sentences[[*keys, "start", "sentence"]], how="left", on=keys)
    lost = found["sentence"].isna().to_numpy()
    if lost.any():
        raise ScorerError(f"{lost.sum()} mentions stand in sentences that `sentences` lacks")
    offset = found["start"].to_numpy(dtype=np.int64)
    rows = pd.DataFrame({"sentence": found["sentence"].to_numpy()}, index=mentions.index)
    rows["start"] = mentions["start"].to_numpy(dtype=np.int64) - offset
    rows["end"] = mentions["end"].to_numpy(dtype=np.int64) - offset

    spans = list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True))
    places = list(zip(mentions["article_id"], mentions["sentence_id"], strict=True))
    actors = mentions["actor"].tolist()
    names: dict[tuple, list[Span]] = {}
    same: dict[tuple, list[Span]] = {}
    for place, actor, span in zip(places, actors, spans, strict=True):
        names.setdefault(place, []).append(span)
        same.setdefault((place, actor), []).append(span)
    rows["names"] = [sorted(names[place]) for place in places]
    rows["same"] = [sorted(same[key]) for key in zip(places, actors, strict=True)]
    if quotes is None or quotes.empty:
        rows["other_voice"] = [[] for _ in range(len(rows))]
    else:
        rows["other_voice"] = other_voice_spans(mentions, quotes, sentences)
    return rows[ROW_COLUMNS]


def add_polarity(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    scorer: str | Scorer = textblob_scorer,
) -> pd.DataFrame:
    """Score the wording of the sentence around each mention.

    Higher value => warmer wording, not approval by the author. 0.0 with an empty `evidence` means
    that no word was known, and is told apart from a neutral score by it.

    Args:
        mentions: One row per mention, with `quote_id` (from `add_voice`) where `quotes` are given.
        sentences: One row per sentence, as long as every mention's sentence is there.
        quotes: One row per quotation: what another voice than the mention's says is then masked.
        scorer: Name of a scorer, or anything that maps rows to polarity (see `Scorer`).

    Returns:
        A copy with `polarity` [-1, 1], `subjectivity` [0, 1] (NaN where the scorer gives none),
        `coverage` [0, 1] (known words among the words not masked), `evidence` (a list of
        (word, score), the scorer's own unit), `scored_by`, and what else the scorer adds.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        ScorerError: for an unknown scorer, or one whose answer is of wrong length, not a number or
            outside its range.

    References:
        TextBlob's PatternAnalyzer (De Smedt and Daelemans 2012); VADER (Hutto and Gilbert 2014).
    """
    rows = scorer_rows(mentions, sentences, quotes=quotes)
    scored = _checked(get_scorer(scorer), rows)
    kept = mentions.drop(columns=[c for c in scored.columns if c in mentions.columns])
    return pd.concat([kept, scored], axis=1)


def _checked(scorer: Scorer, rows: pd.DataFrame) -> pd.DataFrame:
    name = getattr(scorer, "name", None) or getattr(scorer, "__name__", type(scorer).__name__)
    scored = scorer(rows)
    if isinstance(scored, pd.Series):
        scored = scored.to_frame("polarity")
    if not isinstance(scored, pd.DataFrame) or "polarity" not in scored.columns:
        raise ScorerError(f"scorer {name}: must give a Series, or a DataFrame with `polarity`")
    if len(scored) != len(rows):
        raise ScorerError(f"scorer {name}: gave {len(scored)} rows for {len(rows)}")
    if not scored.index.equals(rows.index):
        raise ScorerError(f"scorer {name}: must keep the index of the rows that it is given")
    table = scored.copy()
    for column, low in [("polarity", -1.0), ("subjectivity", 0.0), ("coverage", 0.0)]:
        try:
            values = pd.to_numeric(table.get(column, pd.Series(np.nan, rows.index))).astype(float)
        except (ValueError, TypeError) as problem:
            raise ScorerError(f"scorer {name}: {column} is not a number: {problem}") from problem
        bad = ~values.between(low, 1.0)
        if column != "polarity":
            bad &= values.notna()
        if bad.any():
            raise ScorerError(
                f"scorer {name}: {column} must lie in [{low:g}, 1], "
                f"not {values[bad].iloc[0]} ({bad.sum()} of {len(rows)} rows)"
            )
        table[column] = values
    if "evidence" not in table:
        table["evidence"] = pd.Series([[] for _ in range(len(rows))], rows.index, dtype=object)
    table["scored_by"] = pd.Series(str(name), index=rows.index, dtype="str")
    first = ["polarity", "subjectivity", "coverage", "evidence", "scored_by"]
    return table[[*first, *(column for column in table.columns if column not in first)]]
