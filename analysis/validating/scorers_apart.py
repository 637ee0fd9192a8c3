"""Where scorers part on the same mentions, and how often each meets a label."""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.schema import require
from analysis.validating.scorer_errors import join_labels, to_class

__all__ = ["add_right", "beside_each_other", "right_by", "scorer_agreement"]


def right_by(table: pd.DataFrame, by: str = "kind") -> pd.DataFrame:
    """How many of a kind each scorer got right: one row per kind, `n`, and one column per scorer.

    Args:
        table: With `scored_by`, `right` and `by`: one row per case and scorer.
    """
    require(table, ["scored_by", "right", by], made_by="validating.add_right")
    counts = table.pivot_table(index=by, columns="scored_by", values="right", aggfunc="sum")
    first = table[table["scored_by"] == table["scored_by"].iloc[0]] if len(table) else table
    sizes = first.groupby(by, sort=False).size().rename("n")
    return sizes.to_frame().join(counts.astype("int64").rename_axis(columns=None))


def add_right(scored: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """The labelled mentions with `label`, `predicted` and `right`, one row per mention and scorer.

    Args:
        scored: Mentions with `item`, `polarity`, `scored_by`, of one scorer or several.
        labels: One row per item (`adjudicate`).
    """
    joined = join_labels(scored, labels)
    joined["predicted"] = to_class(joined)
    return joined.assign(right=joined["predicted"] == joined["label"])


def beside_each_other(scored: pd.DataFrame) -> pd.DataFrame:
    """One row per mention, its polarity under each scorer, and how far these part.

    Args:
        scored: The same mentions under several scorers, on top of one another (`pd.concat`).

    Returns:
        The mentions once, as the first scorer's rows have them, with a column `polarity of ...` a
        scorer and `gap` (largest less smallest of these; scales differ from scorer to scorer).
    """
    keys = ["article_id", "mention_id"]
    require(scored, [*keys, "polarity", "scored_by"], made_by="scoring.add_polarity")
    wide = scored.pivot_table(index=keys, columns="scored_by", values="polarity")
    wide = wide.add_prefix("polarity of ").rename_axis(columns=None)
    wide["gap"] = wide.max(axis=1) - wide.min(axis=1)
    once = scored.drop_duplicates(keys)
    return once.merge(wide.reset_index(), on=keys, how="left").set_axis(once.index)


def scorer_agreement(scored: pd.DataFrame) -> pd.DataFrame:
    """How far every two scorers agree on the same mentions.

    Returns:
        One row per pair: `one`, `other`, `same_class` [0, 1], `opposite` (share of mentions that
        one finds favourable and the other unfavourable), `both_sided` (n of mentions on which
        neither is neutral), `spearman` (rank correlation of polarity, NaN where one is constant),
        `n_mentions`.
    """
    keys = ["article_id", "mention_id"]
    require(scored, [*keys, "polarity", "scored_by"], made_by="scoring.add_polarity")
    table = scored.assign(predicted=to_class(scored))
    grids = {
        column: table.pivot_table(index=keys, columns="scored_by", values=column)
        for column in ("predicted", "polarity")
    }
    rows = []
    for one, other in combinations(table["scored_by"].drop_duplicates(), 2):
        a, b = grids["predicted"][one], grids["predicted"][other]
        ranks = grids["polarity"][[one, other]].rank()
        constant = (ranks.nunique() < 2).any()
        rho = np.nan if constant else ranks[one].corr(ranks[other])
        sided = int(((a != 0) & (b != 0)).sum())
        rows.append([one, other, (a == b).mean(), (a * b == -1).mean(), sided, rho, len(a)])
    columns = ["one", "other", "same_class", "opposite", "both_sided", "spearman", "n_mentions"]
    return pd.DataFrame(rows, columns=columns)
