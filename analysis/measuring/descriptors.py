"""Which words describe each actor, counted."""

import pandas as pd

from analysis.schema import require

__all__ = ["descriptors_by"]


def descriptors_by(descriptors: pd.DataFrame, by: str | list[str] = "actor") -> pd.DataFrame:
    """Count descriptors.

    Returns:
        One row per group and lemma: `by`, `lemma`, `n_descriptors`, `n_articles`, `n_negated`,
        `kinds` (which of adjective, apposition, predicate), `example` (the first in the text); the
        commonest of each group first. These are the counts that a keyness measure takes.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(descriptors, [*by, "lemma", "kind", "negated"], made_by="acting.find_descriptors")
    ordered = descriptors.sort_values(["article_id", "start", "kind"], kind="stable")
    table = (
        ordered.groupby([*by, "lemma"], dropna=False)
        .agg(
            n_descriptors=("lemma", "size"),
            n_articles=("article_id", "nunique"),
            n_negated=("negated", "sum"),
            kinds=("kind", lambda kinds: ", ".join(sorted(set(kinds)))),
            example=("descriptor", "first"),
        )
        .reset_index()
    )
    counts = dict.fromkeys(["n_descriptors", "n_articles", "n_negated"], "int64")
    return table.astype(counts | {"kinds": "str", "example": "str"}).sort_values(
        [*by, "n_descriptors", "lemma"],
        ascending=[*[True] * len(by), False, True],
        ignore_index=True,
    )
