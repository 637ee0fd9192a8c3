"""How readily a pronoun goes back to each of those whom the text has spoken of so far.

A ranking by salience in the manner of Lappin and Leass 1994 ('An algorithm for pronominal anaphora
resolution'): nearness, grammatical role, parallel role and how often somebody was spoken of, with
agreement as a bound. The weights (`data/salience.csv`) are fitted, one column per kind of pronoun.
"""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["CLASSES", "SURE", "Option", "choose", "likelihoods", "read_salience"]

CLASSES = ("person", "thing", "several")
SURE = {"person": 0.6, "thing": 0.6, "several": 0.7}  # below, nobody is chosen


@dataclass(frozen=True)
class Option:
    """Somebody or something that a pronoun may mean, with what speaks for it."""

    who: str  # an actor, or for what is none, its words
    actor: bool
    at: int  # token of its latest place
    features: tuple[str, ...]
    often: int  # times spoken of within reach
    chance: float = 1.0  # that its latest place speaks of it: below 1 for a pronoun


@cache
def read_salience(path: Path = DATA / "salience.csv") -> dict[str, dict[str, float]]:
    """Weight of each feature, per kind of pronoun: {"person": {"subject": 0.9, ...}, ...}.

    Raises:
        LexiconError: naming file and line, for a weight that is no number.
    """
    rows = read_lexicon(path, columns=["feature", *CLASSES])
    weights: dict[str, dict[str, float]] = {name: {} for name in CLASSES}
    for row in rows.to_dict("records"):
        for name in CLASSES:
            try:
                weights[name][row["feature"]] = float(row[name])
            except ValueError as problem:
                raise LexiconError(
                    f"{path.name} line {row['line']}: {name} is {row[name]!r}, expected a number"
                ) from problem
    return weights


def likelihoods(kind: str, options: list[Option]) -> list[float]:
    """How likely each option is, in [0, 1]; they add up to 1."""
    weights = read_salience()[kind]
    scores = [
        sum(weights.get(name, 0.0) for name in option.features)
        + weights.get("often", 0.0) * math.log(option.often)
        for option in options
    ]
    top = max(scores, default=0.0)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def choose(kind: str, at: int, options: list[Option]) -> tuple[Option | None, float]:
    """The likeliest option, and how likely it is: no likelier than the pronoun that it rests on.

    Args:
        kind: One of `CLASSES`.
        at: Token of the pronoun.
        options: Whom it may mean.
    """
    ranked = sorted(zip(likelihoods(kind, options), options, strict=True), key=lambda pair: pair[0])
    if not ranked:
        return None, 0.0
    chance, best = ranked[-1]
    return best, min(chance, best.chance)
