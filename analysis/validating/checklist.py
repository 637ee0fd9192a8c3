"""What does a scorer understand? Constructed sentences in pairs that differ in one thing.

References:
    Ribeiro, Wu, Guestrin and Singh 2020, 'Beyond Accuracy: Behavioral Testing of NLP Models with
    CheckList'.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, require
from analysis.scoring import score
from analysis.validating.scorer_errors import to_class

__all__ = ["checked_pairs", "held_by", "read_checklist", "score_cases"]

CHECKLIST = DATA / "checklist.csv"
APART, ALIKE = 0.1, 0.2  # by how much the warmer must be warmer; how far equals may differ
_SCORES = ["polarity", "p_negative", "p_neutral", "p_positive"]


def read_checklist(path: str | Path = CHECKLIST) -> pd.DataFrame:
    """Constructed sentences about invented actors, two to a pair.

    Returns:
        One row per sentence and actor: `pair` (number), `kind` (what the two differ in),
        `sentence`, `about` (the actor's name as it stands there), `meant` (-1, 0, 1: how the
        sentence treats it), `line`.

    Raises:
        LexiconError: naming file and line, for another `meant`, an actor not in the sentence, or a
            pair that has not two rows of one kind.
    """
    table = read_lexicon(path, columns=["pair", "kind", "sentence", "about", "meant"])
    name = Path(path).name
    for row in table.to_dict("records"):
        where = f"{name} line {row['line']}"
        if row["meant"] not in {"-1", "0", "1"}:
            raise LexiconError(f"{where}: meant is -1, 0 or 1, not {row['meant']!r}")
        if row["about"] not in row["sentence"]:
            raise LexiconError(f"{where}: {row['about']!r} does not stand in the sentence")
    for pair, rows in table.groupby("pair", sort=False):
        if len(rows) != 2 or len(set(rows["kind"])) > 1:
            said = f"pair {pair} has {len(rows)} rows of {len(set(rows['kind']))} kinds"
            raise LexiconError(f"{name} line {rows['line'].iloc[-1]}: {said}, not two of one kind")
    return table.astype({"meant": float})


def score_cases(cases: pd.DataFrame, *, scorers: list[str]) -> pd.DataFrame:
    """Each sentence under each scorer, and whether the scorer's class is what was meant.

    Returns:
        One row per sentence and scorer: the columns of `cases`, `scored_by`, `polarity`,
        `predicted` (-1, 0, 1, see `to_class`), `right` (bool).
    """
    require(cases, ["kind", "sentence", "about", "meant"], made_by="validating.read_checklist")
    tables = []
    for name in scorers:
        pairs = zip(cases["sentence"], cases["about"], strict=True)
        scored = pd.DataFrame([score(text, scorer=name, target=who) for text, who in pairs])
        scored = scored.set_axis(cases.index).reindex(columns=_SCORES)
        tables.append(cases.join(scored).assign(scored_by=name))
    table = pd.concat(tables, ignore_index=True)
    table["predicted"] = to_class(table)
    return table.assign(right=table["predicted"] == table["meant"])


def checked_pairs(scored: pd.DataFrame) -> pd.DataFrame:
    """Whether each pair keeps its direction: the one meant warmer scores at least 0.1 warmer; two
    that are meant alike score within 0.2 of one another.

    Args:
        scored: As `score_cases` gives it.

    Returns:
        One row per pair and scorer: `pair`, `kind`, `scored_by`, `warmer` and `colder` (sentence;
        as they stand where both are meant alike), `about`, `alike` (bool), `difference` (polarity
        of the warmer less the colder), `held` (bool).
    """
    require(scored, ["pair", "kind", "scored_by", "polarity"], made_by="validating.score_cases")
    # A stable sort: of two that are meant alike, the one that stands first stays first.
    ordered = scored.sort_values("meant", ascending=False, kind="stable")
    grouped = ordered.groupby(["scored_by", "pair"], sort=False)
    first, last = grouped.nth(0), grouped.nth(1)
    keys = ["scored_by", "pair"]
    both = first.merge(last, on=keys, suffixes=("", "_colder"), validate="one_to_one")
    difference = both["polarity"] - both["polarity_colder"]
    alike = both["meant"] == both["meant_colder"]
    held = np.where(alike, difference.abs() <= ALIKE, difference >= APART)
    table = both.assign(alike=alike, difference=difference, held=held)
    table = table.rename(columns={"sentence": "warmer", "sentence_colder": "colder"})
    columns = ["pair", "kind", "scored_by", "warmer", "colder", "about", "alike", "difference"]
    return table[[*columns, "held"]].sort_values(keys, kind="stable", ignore_index=True)


def held_by(pairs: pd.DataFrame) -> pd.DataFrame:
    """Share of pairs that hold, by kind: one row per kind, `n` pairs, one column per scorer, and a
    last row for all of them.

    Args:
        pairs: As `checked_pairs` gives them.
    """
    require(pairs, ["kind", "scored_by", "held"], made_by="validating.checked_pairs")
    table = pd.concat([pairs, pairs.assign(kind="all")])
    shares = table.pivot_table(index="kind", columns="scored_by", values="held", aggfunc="mean")
    sizes = table.groupby("kind")["pair"].nunique().rename("n")
    order = [*sorted(set(pairs["kind"])), "all"]
    return sizes.to_frame().join(shares.astype(float).rename_axis(columns=None)).loc[order]
