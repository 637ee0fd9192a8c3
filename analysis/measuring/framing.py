"""From mentions to estimates: one row per group, always with n and an interval over articles."""

import numpy as np
import pandas as pd

from analysis.measuring.intervals import bounds, interval
from analysis.schema import SputlinkError, require

__all__ = ["COLUMNS", "ESTIMATE", "SMALL", "add_constructed", "cells_by_article", "framing_by"]
SMALL = 5  # groups of fewer mentions or articles are flagged: read their interval, not their place
# What every table of estimates has: how much stands behind a row, and how sure it is.
ESTIMATE = ["n_mentions", "n_articles", "estimate", "low", "high", "small"]
COLUMNS = [*ESTIMATE[:-1], "share_known", "small", "measure", "unit"]


def framing_by(
    mentions: pd.DataFrame,
    by: str | list[str] = "actor",
    *,
    measure: str = "polarity",
    unit: str = "mention",
    n_boot: int = 2000,
    seed: int = 0,
    level: float = 0.95,
    small: int = SMALL,
    cluster: str | None = None,
) -> pd.DataFrame:
    """Mean of a measure in each group, with a bootstrap interval over whole articles.

    Mentions in one article are not independent, so articles are resampled and never mentions;
    with `cluster`, articles that copy one another are resampled together. The interval is the
    expanded percentile bootstrap (see `spread`). It depends neither on the order of rows nor on
    which other groups there are.

    Args:
        mentions: One row per mention, with the columns of `by` and the measure.
        by: Column or columns that make the groups; missing values are a group of their own.
        measure: Any column of numbers or of 0/1; rows where it is missing are left out.
        unit: "mention" (each mention counts the same) or "article" (each article counts the same).
        n_boot: Number of resamples.
        seed: Seed of the resamples.
        level: Nominal coverage of the interval.
        small: Groups of fewer mentions or articles than this are flagged.
        cluster: Column that names the cluster of each mention's article.

    Returns:
        One row per group, sorted by `by`: `by`, `n_mentions`, `n_articles`, `estimate`, `low` and
        `high` (NaN where the group has one article or cluster, or all score the same),
        `share_known` (share of mentions with any known word; NaN where no scorer left evidence),
        `small` (bool), `measure`, `unit`,
        and `n_constructed` (constructed articles) where `mentions` has `constructed`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SputlinkError: for an unknown unit, or a measure that is not numeric.

    References:
        Hesterberg 2015, 'What teachers should know about the bootstrap', on expanded percentiles;
        Kish 1965, 'Survey sampling', on the effective number of units; Wilson 1927 for a share of
        exactly 0 or 1.
    """
    by = [by] if isinstance(by, str) else list(by)
    if unit not in ("mention", "article"):
        raise SputlinkError(f"unit is 'mention' or 'article', not {unit!r}")
    needed = ["article_id", *by, measure, *([cluster] if cluster else [])]
    require(mentions, needed, made_by="an add_ function")
    cells = cells_by_article(mentions, by, measure=measure, unit=unit, cluster=cluster)
    groups = cells.groupby(by, sort=True, dropna=False, observed=True)
    table = groups[["n_mentions", "n_articles", "n_known"]].sum().reset_index()
    sizes = groups.size().to_numpy()
    ends = sizes.cumsum()  # cells are sorted by group: one slice each
    total, weight = cells["total"].to_numpy(), cells["weight"].to_numpy()
    options = {
        "n_boot": n_boot,
        "seed": seed,
        "level": level,
        "bounds": bounds(mentions[measure], measure),
    }
    estimates = [
        interval(total[start:end], weight[start:end], **options)
        for start, end in zip(ends - sizes, ends, strict=True)
    ]
    table[["estimate", "low", "high"]] = np.array(estimates, dtype=float).reshape(-1, 3)
    table["share_known"] = table["n_known"] / table["n_mentions"]
    if not {"evidence", "coverage"} & set(mentions.columns):
        table["share_known"] = np.nan
    table["small"] = (table["n_mentions"] < small) | (table["n_articles"] < small)
    table = table.assign(measure=measure, unit=unit)[[*by, *COLUMNS]]
    kinds = dict.fromkeys(["estimate", "low", "high", "share_known"], "float64")
    kinds |= {"n_mentions": "int64", "n_articles": "int64", "small": "bool"}
    kinds |= {"measure": "str", "unit": "str"}
    table = table.astype(kinds | {c: mentions[c].dtype for c in by})
    return add_constructed(table, mentions, by) if "constructed" in mentions else table


def add_constructed(table: pd.DataFrame, mentions: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Add `n_constructed`: how many of a group's articles were written for this project.

    Every plot says so below itself where the count is not zero.
    """
    marked = mentions[mentions["constructed"].eq(True)]
    groups = marked.groupby(by, dropna=False, observed=True)["article_id"]
    counts = groups.nunique().rename("n_constructed").reset_index()
    counts = counts.astype({column: mentions[column].dtype for column in by})
    joined = table.merge(counts, on=by, how="left", validate="many_to_one")
    return joined.assign(n_constructed=joined["n_constructed"].fillna(0).astype("int64"))


def cells_by_article(
    mentions: pd.DataFrame,
    by: list[str],
    *,
    measure: str = "polarity",
    unit: str = "mention",
    cluster: str | None = None,
) -> pd.DataFrame:
    """Sums per group and resampled unit (article or cluster): all that the bootstrap needs.

    Returns:
        One row per group and unit, sorted: `by`, `block` (article_id or cluster), `total`,
        `weight` (total / weight is the unit's mean), `n_mentions`, `n_articles`, `n_known`.
    """
    try:
        values = pd.to_numeric(mentions[measure]).astype(float)
    except (ValueError, TypeError) as problem:
        raise SputlinkError(f"{measure} is not a column of numbers: {problem}") from problem
    # Whole numbers in the order of the names: a million names take seconds to sort and compare.
    blocks, names = pd.factorize(mentions[cluster or "article_id"], sort=True)
    rows = mentions[by].assign(
        article=pd.factorize(mentions["article_id"], sort=True)[0] if cluster else blocks,
        block=blocks,
        total=values,
        n_known=_known(mentions),
    )
    # Sorted by value too: floating point sums then do not depend on the order of rows.
    rows = rows[values.notna()].sort_values(["article", "total"])
    grouped = rows.groupby([*by, "block", "article"], dropna=False, observed=True)
    cells = grouped.agg(
        total=("total", "sum"), n_mentions=("total", "size"), n_known=("n_known", "sum")
    )
    cells["weight"] = cells["n_mentions"].astype(float)
    cells["n_articles"] = 1
    if unit == "article":
        cells["total"] /= cells["weight"]
        cells["weight"] = 1.0
    if cluster:
        cells = cells.groupby([*by, "block"], dropna=False, observed=True).sum()
    cells = cells.reset_index()
    return cells.drop(columns="article", errors="ignore").assign(block=names.take(cells["block"]))


def _known(mentions: pd.DataFrame) -> pd.Series:
    # A fitted scorer reads every word and may leave no evidence: its coverage tells.
    known = pd.Series(np.nan, index=mentions.index)
    if "evidence" in mentions:
        known = mentions["evidence"].map(len).gt(0).astype(float)
    if "coverage" in mentions:
        known = mentions["coverage"].gt(0).astype(float).where(mentions["coverage"].notna(), known)
    return known
