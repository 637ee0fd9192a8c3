"""The arithmetic of a comparison: blocks (articles, clusters, events) with two sides each.

A frame of blocks has the columns (`total`, `weight`) by side (`a`, `b`): total / weight is the
block's mean on that side, and weight 0 means that it does not stand there.
"""

from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd

from analysis.measuring.intervals import effective_number, resamples, spread

__all__ = ["hedges_g", "paired", "unpaired"]

NOTHING = dict.fromkeys(
    ["estimate_a", "estimate_b", "difference", "low", "high", "p", "effect"], np.nan
)


def unpaired(
    blocks: pd.DataFrame, *, n_boot: int, n_perm: int, seed: int, level: float
) -> dict[str, float]:
    """Difference between the means of two sides, over blocks."""
    sides = _arrays(blocks)
    (ta, wa), (tb, wb) = sides
    found = {**NOTHING}
    found["estimate_a"] = ta.sum() / wa.sum() if wa.any() else np.nan
    found["estimate_b"] = tb.sum() / wb.sum() if wb.any() else np.nan
    found["difference"] = found["estimate_a"] - found["estimate_b"]
    n_a, n_b = (wa > 0).sum(), (wb > 0).sum()
    if min(n_a, n_b) < 2:
        return found
    found["effect"] = hedges_g(ta[wa > 0] / wa[wa > 0], tb[wb > 0] / wb[wb > 0])

    # How much each block pulls at the difference; sums to 0 on each side.
    pull_a = (ta - found["estimate_a"] * wa) / wa.sum()
    pull_b = (tb - found["estimate_b"] * wb) / wb.sum()
    if ((wa > 0) & (wb > 0)).any():  # copies on both sides: all blocks are drawn from one urn
        counts_a = counts_b = resamples(len(blocks), n_boot, seed)
        m = effective_number(wa + wb)
        df, inflate = m - 1, np.sqrt(m / (m - 1))
    else:
        counts_a, counts_b = (_stratum(w > 0, n_boot, s) for w, s in ((wa, seed), (wb, seed + 1)))
        m_a, m_b = effective_number(wa), effective_number(wb)
        df, inflate = _welch((pull_a**2).sum(), m_a, (pull_b**2).sum(), m_b)
    with np.errstate(invalid="ignore", divide="ignore"):
        off = (counts_a @ pull_a) / (counts_a @ wa) * wa.sum()
        off -= (counts_b @ pull_b) / (counts_b @ wb) * wb.sum()
    low, high = spread(off[np.isfinite(off)], df=df, inflate=inflate, level=level)
    found["low"], found["high"] = found["difference"] + low, found["difference"] + high
    found["p"] = _permuted(sides, n_perm=n_perm, seed=seed)
    return found


def paired(
    blocks: pd.DataFrame, *, n_boot: int, n_perm: int, seed: int, level: float
) -> dict[str, float]:
    """Mean over blocks of the difference within each block; each block counts the same."""
    (ta, wa), (tb, wb) = _arrays(blocks)
    n, found = len(blocks), {**NOTHING}
    if n == 0:
        return found
    found["estimate_a"], found["estimate_b"] = (ta / wa).mean(), (tb / wb).mean()
    gaps = ta / wa - tb / wb
    found["difference"] = gaps.mean()
    if n < 2:
        return found
    off = resamples(n, n_boot, seed) @ (gaps - gaps.mean()) / n
    low, high = spread(off, df=n - 1, inflate=np.sqrt(n / (n - 1)), level=level)
    found["low"], found["high"] = found["difference"] + low, found["difference"] + high
    spread_of_gaps = gaps.std(ddof=1)
    if spread_of_gaps > 1e-12:
        found["effect"] = gaps.mean() / spread_of_gaps * (1 - 3 / (4 * (n - 1) - 1))
    else:
        found["effect"] = 0.0 if abs(gaps.mean()) < 1e-12 else np.sign(gaps.mean()) * np.inf
    if n <= 12:  # few enough to flip in every way
        flips = np.array(list(product([1.0, -1.0], repeat=n)))
        found["p"] = (np.abs(flips @ gaps) >= abs(gaps.sum()) - 1e-9).mean()
    else:
        flips = np.random.default_rng([seed, n, 2]).choice([1.0, -1.0], size=(n_perm, n))
        found["p"] = _p_value(flips @ gaps, gaps.sum())
    return found


def hedges_g(a: np.ndarray, b: np.ndarray) -> float:
    """Difference of two means in pooled standard deviations, corrected for few values."""
    df = len(a) + len(b) - 2
    pooled = np.sqrt((((a - a.mean()) ** 2).sum() + ((b - b.mean()) ** 2).sum()) / df)
    gap = a.mean() - b.mean()
    if pooled < 1e-12:
        return 0.0 if abs(gap) < 1e-12 else float(np.sign(gap) * np.inf)
    return float(gap / pooled * (1 - 3 / (4 * df - 1)))


def _arrays(blocks: pd.DataFrame) -> list[tuple[np.ndarray, np.ndarray]]:
    return [
        (
            blocks[("total", side)].to_numpy(dtype=float),
            blocks[("weight", side)].to_numpy(dtype=float),
        )
        for side in "ab"
    ]


def _stratum(inside: np.ndarray, n_boot: int, seed: int) -> np.ndarray:
    counts = np.zeros((n_boot, len(inside)))
    counts[:, inside] = resamples(int(inside.sum()), n_boot, seed)
    return counts


def _welch(var_a: float, n_a: float, var_b: float, n_b: float) -> tuple[float, float]:
    """Degrees of freedom of a difference, and what its bootstrap error falls short by."""
    whole_a, whole_b = var_a * n_a / (n_a - 1), var_b * n_b / (n_b - 1)
    if var_a + var_b == 0:
        return n_a + n_b - 2, 1.0
    df = (whole_a + whole_b) ** 2 / (whole_a**2 / (n_a - 1) + whole_b**2 / (n_b - 1))
    return df, np.sqrt((whole_a + whole_b) / (var_a + var_b))


def _permuted(sides: list[tuple[np.ndarray, np.ndarray]], *, n_perm: int, seed: int) -> float:
    """Two-sided p of the studentised difference when the labels of blocks are dealt anew."""
    (ta, wa), (tb, wb) = sides
    both, n = (wa > 0) & (wb > 0), len(wa)
    rng = np.random.default_rng([seed, n, 1])
    first = wa > 0
    deal = np.empty((n_perm + 1, n), dtype=bool)
    deal[0] = first  # the sides as they are
    alone = np.flatnonzero(~both)
    dealt = rng.permuted(np.tile(first[alone], (n_perm, 1)), axis=1)
    deal[1:, alone] = dealt
    deal[1:, both] = rng.random((n_perm, both.sum())) < 0.5
    # A block on one side goes to the side that it is dealt; one on both keeps or swaps its parts.
    own = np.where(first[:, None], np.column_stack([ta, wa]), np.column_stack([tb, wb]))
    kept = np.where(both[:, None], np.column_stack([tb, wb]), 0.0)
    statistics = np.abs(_studentised(deal.astype(float), own, kept))
    return float((statistics >= statistics[0] - 1e-9).mean())


def _studentised(deal: np.ndarray, own: np.ndarray, other: np.ndarray) -> np.ndarray:
    def side(on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        def total(values: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
            return on @ values(own) + (1 - on) @ values(other)

        t, w = total(lambda x: x[:, 0]), total(lambda x: x[:, 1])
        n = total(lambda x: (x[:, 1] > 0).astype(float))
        mean = t / w
        squares = total(lambda x: x[:, 0] ** 2) - 2 * mean * total(lambda x: x[:, 0] * x[:, 1])
        squares = squares + mean**2 * total(lambda x: x[:, 1] ** 2)
        return mean, np.maximum(squares, 0) / w**2 * n / np.maximum(n - 1, 1)

    (mean_a, var_a), (mean_b, var_b) = side(deal), side(1 - deal)
    error = np.sqrt(var_a + var_b)
    gap = mean_a - mean_b
    certain = np.where(np.abs(gap) < 1e-12, 0.0, np.copysign(np.inf, gap))
    return np.where(error > 1e-12, gap / np.maximum(error, 1e-12), certain)


def _p_value(permuted: np.ndarray, observed: float) -> float:
    return float((1 + (np.abs(permuted) >= abs(observed) - 1e-9).sum()) / (1 + len(permuted)))
