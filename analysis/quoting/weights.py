"""Weights of what can be read beside words, in `data/quotation_weights.csv`.

Each decision is a sum of log-odds over features by name, so that every one can be looked up and
added by hand.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["DECISIONS", "log_odds", "read_weights"]

DECISIONS = ("speech", "told", "governs", "end")


@lru_cache(maxsize=4)
def read_weights(path: Path = DATA / "quotation_weights.csv") -> dict[str, dict[str, float]]:
    """Weights by decision and feature.

    Raises:
        LexiconError: naming file and line of an unknown decision or a weight that is no number.
    """
    weights: dict[str, dict[str, float]] = {decision: {} for decision in DECISIONS}
    for row in read_lexicon(path, columns=["decision", "feature", "weight"]).itertuples(
        index=False
    ):
        try:
            weights[row.decision][row.feature] = float(row.weight)
        except (KeyError, ValueError) as problem:
            raise LexiconError(
                f"{path.name} line {row.line}: decision is one of {', '.join(DECISIONS)} and "
                f"weight a number; found {row.decision}, {row.weight}"
            ) from problem
    return weights


def log_odds(decision: str, features: Iterable[str]) -> float:
    """Log-odds of a decision: its `always` and the weights of the features that hold."""
    weights = read_weights()[decision]
    return weights.get("always", 0.0) + sum(weights.get(name, 0.0) for name in features)
