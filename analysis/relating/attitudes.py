"""What a pair scorer reads between two actors of a sentence, checked before it is believed."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.scoring import ScorerError, pair_scorer, pairs_available

__all__ = ["PROBABILITIES", "Pairs", "default_pairs", "name_of", "score_pairs"]

# Rows of `sentence`, `p_start`, `p_end`, `q_start`, `q_end`, `p_same`, `q_same` in; on the same
# index the five probabilities out. Anything of this kind fits.
Pairs = Callable[[pd.DataFrame], pd.DataFrame]
PROBABILITIES = ["p_neither", "p_for_q", "q_for_p", "p_against_q", "q_against_p"]


def default_pairs() -> Pairs | None:
    """The fitted pair scorer where its files are there, else nothing: deeds alone are told then."""
    return pair_scorer() if pairs_available() else None


def score_pairs(
    found: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame, *, pairs: Pairs
) -> pd.DataFrame:
    """The probabilities for each pair, all read in one call.

    Args:
        found: As `pairs_in` gives it.
        mentions: Every mention: those of one actor in a sentence are one name to the scorer.
        sentences: One row per sentence.
        pairs: The scorer.

    Returns:
        On the index of `found`: the five probabilities, each in [0, 1].

    Raises:
        ScorerError: if the scorer's answer lacks a column, has another index, or holds what is
            no probability; names the scorer and what is wrong.
    """
    if found.empty:
        return pd.DataFrame(columns=PROBABILITIES, index=found.index, dtype=float)
    scored = pairs(scorer_rows(found, mentions, sentences))
    name = name_of(pairs)
    if not isinstance(scored, pd.DataFrame) or not set(PROBABILITIES) <= set(scored.columns):
        raise ScorerError(f"pair scorer {name}: must give a DataFrame with {PROBABILITIES}")
    if not scored.index.equals(found.index):
        raise ScorerError(f"pair scorer {name}: must keep the index of the rows that it is given")
    try:
        values = scored[PROBABILITIES].astype(float)
    except (ValueError, TypeError) as problem:
        raise ScorerError(f"pair scorer {name}: gave what is no number: {problem}") from problem
    good = np.isfinite(values) & (values >= 0) & (values <= 1)
    if not good.all(axis=None):
        bad = (~good).any(axis=1)
        raise ScorerError(
            f"pair scorer {name}: a probability must lie in [0, 1], not "
            f"{values[bad].iloc[0].tolist()} ({bad.sum()} of {len(values)} rows)"
        )
    return values


def name_of(pairs: Pairs) -> str:
    """What `paired_by` and errors call a pair scorer."""
    return getattr(pairs, "name", None) or getattr(pairs, "__name__", type(pairs).__name__)


def scorer_rows(
    found: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """What a pair scorer is given, offsets into the sentence; `p_same` and `q_same` are the spans
    of all mentions of the two, for a scorer that hides names."""
    keys = ["article_id", "sentence_id"]
    placed = found[keys].merge(
        sentences[[*keys, "start", "sentence"]], on=keys, how="left", validate="many_to_one"
    )
    offset = placed["start"].to_numpy()
    rows = pd.DataFrame({"sentence": placed["sentence"].to_numpy()}, index=found.index)
    for name in ("p_start", "p_end", "q_start", "q_end"):
        rows[name] = found[name].to_numpy() - offset
    spans: dict[tuple, list[tuple[int, int]]] = {}
    columns = [*keys, "actor", "start", "end"]
    for *place, start, end in mentions[columns].itertuples(index=False, name=None):
        spans.setdefault(tuple(place), []).append((start, end))
    for side in ("p", "q"):
        places = found[[*keys, side]].itertuples(index=False, name=None)
        rows[f"{side}_same"] = [
            [(start - at, end - at) for start, end in sorted(spans[place])]
            for place, at in zip(places, offset.tolist(), strict=True)
        ]
    return rows
