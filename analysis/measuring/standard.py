"""What statsmodels computes for us. It is loaded when asked: it brings all of scipy.stats along,
for which a short run would wait longer than for its own work."""

from collections.abc import Sequence

import numpy as np

__all__ = ["adjusted", "wilson"]


def wilson(
    count: np.ndarray | float, n: np.ndarray | float, *, level: float = 0.95
) -> tuple[np.ndarray | float, np.ndarray | float]:
    """The ends of a proportion's interval (Wilson 1927)."""
    from statsmodels.stats.proportion import proportion_confint

    return proportion_confint(count, n, 1 - level, method="wilson")


def adjusted(p: Sequence[float], *, method: str = "holm", alpha: float = 0.05) -> np.ndarray:
    """The p values, corrected for their number by any method of `multipletests`."""
    from statsmodels.stats.multitest import multipletests

    return multipletests(p, alpha=alpha, method=method)[1]
