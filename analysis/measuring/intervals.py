"""Intervals of estimates: units (articles, clusters of copies) resampled whole."""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import special

from analysis.measuring.standard import wilson

__all__ = ["bounds", "effective_number", "interval", "resamples", "spread"]

MANY = 1_000  # units above which resampled sums are drawn from their limit


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
    parts = np.column_stack([total - estimate * weight, weight])
    off, size = _resampled_sums(parts, n_boot, seed).T
    departures = (off / size).astype(float)
    m = effective_number(weight)
    if bounds == (0.0, 1.0) and estimate in bounds:  # never, or always: no resample can differ
        return estimate, *wilson(estimate * m, m, level=level)
    if np.ptp(total / weight) == 0:  # all articles score the same: nothing varies by chance
        return estimate, np.nan, np.nan
    low, high = spread(departures, df=m - 1, inflate=np.sqrt(m / (m - 1)), level=level)
    return estimate, max(estimate + low, bounds[0]), min(estimate + high, bounds[1])


def _resampled_sums(parts: np.ndarray, n_boot: int, seed: int) -> np.ndarray:
    """Sums of the columns of `parts` over resampled rows: one row per resample.

    Of more than `MANY` rows the sums are drawn from the normal distribution which those of
    resamples tend to, with the mean and the covariance that resampling gives them (Bickel and
    Freedman 1981, 'Some asymptotic theory for the bootstrap'): work and memory no longer grow with
    rows times resamples.
    """
    if len(parts) <= MANY:
        return resamples(len(parts), n_boot, seed) @ parts.astype(np.float32)
    centred = parts - parts.mean(0)
    rng = np.random.default_rng([seed, len(parts)])
    return rng.multivariate_normal(parts.sum(0), centred.T @ centred, size=n_boot)


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
