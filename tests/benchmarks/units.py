"""Figures with their intervals, from counts of the units that were labelled.

A unit is what was drawn by itself: a sentence, an article, an event. Each has counts that add up
(hits, gold, found), and every figure is a function of sums of them; so one definition gives the
figure, of the sums over all units, and its interval, of the sums over resampled units.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from analysis.measuring.intervals import resamples

Sums = Mapping[str, float] | pd.DataFrame
Figure = Callable[[Sums], float]
N_BOOT, LEVEL, SEED = 2000, 0.95, 0


def figures_with_intervals(
    units: Iterable[Mapping[str, float]], figures: Mapping[str, Figure]
) -> dict:
    """Each figure of the units' sums, and under `intervals` its percentile bootstrap interval.

    Args:
        units: The counts of each unit; one that it lacks is 0.
        figures: Each takes sums by name, of all units or of many resamples at a time.
    """
    counts = pd.DataFrame(list(units)).fillna(0)
    drawn = pd.DataFrame(
        resamples(len(counts), N_BOOT, SEED) @ counts.to_numpy(np.float64), columns=counts.columns
    )
    tail = (1 - LEVEL) / 2
    found, intervals, sums = {}, {}, counts.sum()
    for name, figure in figures.items():
        found[name] = round(float(figure(sums)), 4)
        ends = np.nanquantile(np.asarray(figure(drawn), dtype=float), [tail, 1 - tail])
        intervals[name] = [round(float(end), 4) for end in ends]
    return found | {"intervals": intervals}


def share(hits: str, of: str) -> Figure:
    """The sum of one count as a share of another's."""
    return partial(_ratio, top={hits: 1}, bottom={of: 1})


def f1(hits: str, found: str, gold: str) -> Figure:
    """The harmonic mean of precision and recall."""
    return partial(_ratio, top={hits: 2}, bottom={found: 1, gold: 1})


def confusion(truth: np.ndarray, guess: np.ndarray, units: Iterable[object]) -> list[dict]:
    """For each unit (one value of `units` a row): how often which label was called what."""
    rows = pd.DataFrame({"unit": list(units), "truth": truth, "guess": guess})
    pairs = rows["truth"].astype(int).astype(str) + " as " + rows["guess"].astype(int).astype(str)
    return pd.crosstab(rows["unit"], pairs).to_dict("records")


def accuracy_of(*labels: int) -> Figure:
    """The share of rows called what they are, from counts of `confusion`."""
    pairs = [f"{truth} as {guess}" for truth in labels for guess in labels]
    return partial(
        _ratio,
        top={f"{label} as {label}": 1 for label in labels},
        bottom=dict.fromkeys(pairs, 1),
    )


def macro_f1_of(*labels: int) -> Figure:
    """Mean of the labels' F1, from counts of `confusion`."""

    def figure(sums: Sums) -> float:
        def called(truth: int, guess: int) -> float:
            return sums.get(f"{truth} as {guess}", 0)

        each = [
            2 * called(one, one) / (sum(called(one, x) + called(x, one) for x in labels) + 1e-9)
            for one in labels
        ]
        return sum(each) / len(labels)

    return figure


def _ratio(sums: Sums, *, top: dict[str, int], bottom: dict[str, int]) -> float:
    def whole(parts: dict[str, int]) -> float:
        # A count that no unit has is 0.
        return sum(times * sums.get(name, 0) for name, times in parts.items())

    return whole(top) / np.maximum(whole(bottom), 1e-9)
