"""Which mentions of a sentence are set against one another: the nearest of any two actors."""

import warnings
from itertools import combinations

import pandas as pd

__all__ = ["MOST", "PAIR", "CappedWarning", "pairs_in"]

MOST = 12  # actors of one sentence that are paired: 66 pairs; who lists more lists, and tells none
KEYS = ["article_id", "sentence_id"]
PAIR = [*KEYS, "p", "q", "p_id", "q_id", "p_start", "p_end", "q_start", "q_end"]


class CappedWarning(UserWarning):
    """Sentences name more actors than are paired; says how many, and what to do."""


def pairs_in(counted: pd.DataFrame, *, deeds: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Pair the actors of each sentence, by the mentions that a deed binds, else by the nearest.

    Args:
        counted: Mentions that are counted, in the order of the text.
        deeds: As `acting.find_triples` gives them.
        most: Of a sentence with more actors only the first so many are paired, with a warning.

    Returns:
        One row per sentence and unordered pair of different actors; `p` is the one whose mention
        stands first: `article_id`, `sentence_id`, `p`, `q` (actors), `p_id`, `q_id` (mentions),
        `p_start`, `p_end`, `q_start`, `q_end` (offsets into the article's `text`).
    """
    bound = _bound(deeds)
    several = counted.groupby(KEYS)["actor"].transform("nunique") > 1
    columns = [*KEYS, "actor", "mention_id", "start", "end"]
    rows, capped = [], 0
    for keys, part in counted.loc[several, columns].groupby(KEYS, sort=False):
        places: dict[str, list[tuple[int, int, int]]] = {}
        for actor, number, start, end in part[columns[2:]].itertuples(index=False, name=None):
            places.setdefault(actor, []).append((start, end, number))
        capped += len(places) > most
        for one, other in combinations(list(places)[:most], 2):
            chosen = bound.get((*keys, frozenset((one, other))), frozenset())
            nearest = _nearest(places[one], places[other], chosen)
            if nearest is None:
                continue
            p, q = nearest
            (p, one), (q, other) = sorted([(p, one), (q, other)])
            rows.append((*keys, one, other, p[2], q[2], *p[:2], *q[:2]))
    if capped:
        warnings.warn(
            f"{capped} sentences name more than {most} actors: of each, the first {most} are "
            "paired (`most` of `relating.find_relations` says how many)",
            CappedWarning,
            stacklevel=3,
        )
    kinds = dict.fromkeys(PAIR, "int64") | dict.fromkeys(["article_id", "p", "q"], "str")
    return pd.DataFrame(rows, columns=PAIR).astype(kinds)


def _bound(deeds: pd.DataFrame) -> dict[tuple, frozenset]:
    """The two mentions of the first deed between any two actors of a sentence."""
    found: dict[tuple, frozenset] = {}
    columns = [*KEYS, "agent", "patient", "agent_mention_id", "patient_mention_id"]
    for article, sentence, agent, patient, *ids in deeds[columns].itertuples(
        index=False, name=None
    ):
        found.setdefault((article, sentence, frozenset((agent, patient))), frozenset(ids))
    return found


def _nearest(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]], bound: frozenset
) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """The two places that a deed binds, else those with the least text between them; none where
    each lies in the other."""
    pairs = [(a, b) for a in one for b in other if max(a, b)[0] >= min(a, b)[1]]
    tied = [(a, b) for a, b in pairs if {a[2], b[2]} == bound]
    nearest = sorted(tied or pairs, key=lambda pair: (max(pair)[0] - min(pair)[1], min(pair)))
    return nearest[0] if nearest else None
