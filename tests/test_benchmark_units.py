"""Figures and intervals from the counts of units."""

import numpy as np
import pytest
from benchmarks.units import (
    accuracy_of,
    confusion,
    f1,
    figures_with_intervals,
    macro_f1_of,
    share,
)


def test_a_figure_is_of_the_sums_and_its_interval_of_resampled_units():
    rng = np.random.default_rng(1)
    units = [{"right": k, "n": 10} for k in rng.binomial(10, 0.7, 200)]
    found = figures_with_intervals(units, {"accuracy": share("right", "n")})
    value, (low, high) = found["accuracy"], found["intervals"]["accuracy"]
    assert value == pytest.approx(sum(unit["right"] for unit in units) / 2000, abs=1e-4)
    assert low < value < high
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(0.7 * 0.3 / 2000), rel=0.2)


def test_a_count_that_no_unit_has_is_none_and_the_figure_is_zero():
    found = figures_with_intervals([{"gold": 2}, {"gold": 1}], {"f1": f1("hits", "found", "gold")})
    assert found == {"f1": 0.0, "intervals": {"f1": [0.0, 0.0]}}


def test_f1_is_the_harmonic_mean():
    units = [{"hits": 3, "found": 4, "gold": 6}]
    precision, recall = 3 / 4, 3 / 6
    harmonic = 2 * precision * recall / (precision + recall)
    assert figures_with_intervals(units, {"f1": f1("hits", "found", "gold")})["f1"] == harmonic


def test_macro_f1_and_accuracy_from_a_confusion_by_unit():
    truth, guess = np.array([-1, 0, 1, 1, 0, -1]), np.array([-1, 0, 0, 1, 0, 1])
    units = confusion(truth, guess, ["a", "a", "b", "b", "c", "c"])
    assert len(units) == 3
    figures = {"macro_f1": macro_f1_of(-1, 0, 1), "accuracy": accuracy_of(-1, 0, 1)}
    found = figures_with_intervals(units, figures)
    assert found["accuracy"] == pytest.approx(4 / 6, abs=1e-4)
    assert found["macro_f1"] == pytest.approx(np.mean([2 / 3, 4 / 5, 1 / 2]), abs=1e-4)
