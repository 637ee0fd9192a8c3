"""From mentions to estimates: one row per group, always with n and an interval over articles."""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import special
from statsmodels.stats.proportion import proportion_confint

from analysis.measuring.periods import add_period, reindex_periods
from analysis.schema import SputlinkError, require

__all__ = [
    "add_constructed",
    "add_period",
    "bounds",
    "cells_by_article",
    "effective_number",
    "framing_by",
    "interval",
    "reindex_periods",
    "resamples",
    "spread",
]
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
    rows = mentions[by].assign(
        article_id=mentions["article_id"],
        block=mentions[cluster] if cluster else mentions["article_id"],
        total=values,
        n_known=_known(mentions),
    )
    # Sorted by value too: floating point sums then do not depend on the order of rows.
    rows = rows[values.notna()].sort_values(["article_id", "total"])
    grouped = rows.groupby([*by, "block", "article_id"], dropna=False, observed=True)
    cells = grouped.agg(
        total=("total", "sum"), n_mentions=("total", "size"), n_known=("n_known", "sum")
    )
    cells["weight"] = cells["n_mentions"].astype(float)
    cells["n_articles"] = 1
    if unit == "article":
        cells["total"] /= cells["weight"]
        cells["weight"] = 1.0
    return cells.groupby([*by, "block"], dropna=False, observed=True).sum().reset_index()


def _known(mentions: pd.DataFrame) -> pd.Series:
    # A fitted scorer reads every word and may leave no evidence: its coverage tells.
    known = pd.Series(np.nan, index=mentions.index)
    if "evidence" in mentions:
        known = mentions["evidence"].map(len).gt(0).astype(float)
    if "coverage" in mentions:
        known = mentions["coverage"].gt(0).astype(float).where(mentions["coverage"].notna(), known)
    return known


def bounds(values: pd.Series, measure: str) -> tuple[float, float]:
    """Where a mean of such values can lie: [0, 1] of shares, [-1, 1] of polarities.

    Polarities are told by their name: six articles that all score 0.0 are no share of none.
    """
    if measure == "polarity":
        return -1.0, 1.0
    if values.isna().all():
        return -np.inf, np.inf
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high <= 1 and values.dropna().isin([0, 1]).all():
        return 0.0, 1.0
    return (-1.0, 1.0) if low >= -1 and high <= 1 else (-np.inf, np.inf)


def interval(
    total: np.ndarray,
    weight: np.ndarray,
    *,
    n_boot: int,
    seed: int,
    level: float,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> tuple[float, float, float]:
    """Ratio of sums over units (articles or clusters), with its interval, kept within `bounds`."""
    n = len(total)
    if n == 0 or weight.sum() == 0:
        return np.nan, np.nan, np.nan
    estimate = total.sum() / weight.sum()
    if n < 2:
        return estimate, np.nan, np.nan
    # Resampled as a departure from the estimate, which single precision holds to the seventh digit.
    parts = np.column_stack([total - estimate * weight, weight]).astype(np.float32)
    off, size = (resamples(n, n_boot, seed) @ parts).T
    departures = (off / size).astype(float)
    m = effective_number(weight)
    if bounds == (0.0, 1.0) and estimate in bounds:  # never, or always: no resample can differ
        return estimate, *proportion_confint(estimate * m, m, 1 - level, method="wilson")
    if np.ptp(total / weight) == 0:  # all articles score the same: nothing varies by chance
        return estimate, np.nan, np.nan
    low, high = spread(departures, df=m - 1, inflate=np.sqrt(m / (m - 1)), level=level)
    return estimate, max(estimate + low, bounds[0]), min(estimate + high, bounds[1])


def effective_number(weight: np.ndarray) -> float:
    """How many units of equal weight tell as much: ten articles of which one has nearly all the
    mentions are hardly more than one (Kish 1965). At least 2, so that an interval exists.
    """
    return max(weight.sum() ** 2 / (weight**2).sum(), 2.0)


def spread(
    departures: np.ndarray, *, df: float, inflate: float, level: float
) -> tuple[float, float]:
    """Lower and upper end of an interval, from the resampled departures of an estimate.

    Percentiles cover too seldom with few units (shown by `tests/benchmarks/statistics.py`): they
    are taken further out, as far as a t interval would be; below five degrees of freedom no
    percentile reaches that far, and the bootstrap's standard error is taken times t.

    Args:
        departures: Resampled estimates less the estimate.
        df: Degrees of freedom.
        inflate: By how much the bootstrap's standard error is too small, for example
            sqrt(n / (n - 1)) for a mean of n units.
        level: Nominal coverage.
    """
    t = special.stdtrit(df, (1 - level) / 2) * inflate
    if df < 5:
        return t * departures.std(), -t * departures.std()
    tail = special.ndtr(t)
    low, high = np.quantile(departures, [tail, 1 - tail])
    return low, high


@lru_cache(maxsize=64)
def resamples(n: int, n_boot: int, seed: int) -> np.ndarray:
    """How often each of `n` units is drawn in each of `n_boot` resamples: `n_boot` by `n`.

    Remembered by size, so that a second look at the same articles costs a product of matrices.
    """
    draws = np.random.default_rng([seed, n]).integers(n, size=(n_boot, n), dtype=np.int32)
    draws += n * np.arange(n_boot, dtype=np.int32)[:, None]
    counts = np.bincount(draws.ravel(), minlength=n_boot * n)
    return counts.reshape(n_boot, n).astype(np.float32)
