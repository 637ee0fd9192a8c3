"""Sentiment toward a named target: a scorer against human labels.

    python -m tests.benchmarks.sentiment FILE.jsonl --scorer textblob|vader|target [--train TRAIN]

Each line of FILE has `text`, `start`, `end`, `label` (-1, 0 or 1 toward `text[start:end]`) and,
where there are several parts, `split`. The last line printed is one JSON object over all rows,
with the same for each part under `parts`.

A lexicon's polarity becomes a class by two thresholds, fitted for the best macro-F1 on TRAIN
(default: `train.jsonl` beside FILE; without one, `thresholds.json` in this folder, which
`--store` writes). A scorer that gives three probabilities is taken at the largest of them, and
`ece` is how far that largest probability is from the share of right answers (15 equal bins).

`name_swap_shift`: in every row whose target is a name, the target's mentions get another name;
the mean change of polarity over these rows is a reputation that the scorer has learnt. Given is
the mean size of that change over the names of `NAMES`.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.scoring import guard
from analysis.scoring.polarity import get_scorer
from analysis.scoring.target import TargetScorer
from analysis.scoring.target_text import carries_name, same_name_spans
from tests.benchmarks.units import (
    accuracy_of,
    confusion,
    figures_with_intervals,
    macro_f1_of,
)

NAMES = ["Putin", "Trump", "Obama", "Merkel", "Hitler", "Mandela", "Russia", "Iran", "Israel"]
CLASSES = [-1, 0, 1]
PROBABILITIES = ["p_negative", "p_neutral", "p_positive"]
FIGURES = {"macro_f1": macro_f1_of(*CLASSES), "accuracy": accuracy_of(*CLASSES)}
STORED = Path(__file__).with_name("thresholds.json")


def read_rows(path: Path) -> pd.DataFrame:
    """One row per label, with the columns that a scorer is given."""
    with path.open(encoding="utf-8") as lines:
        table = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    table = table.rename(columns={"text": "sentence"})
    return as_rows(table if "split" in table else table.assign(split="all"))


def as_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Add `names`, `same` and `other_voice`, as the pipeline does."""
    spans = list(zip(table["sentence"], table["start"], table["end"], strict=True))
    same = [[(s, e), *same_name_spans(text, s, e)] for text, s, e in spans]
    found = [guard.find_names(text) for text in table["sentence"]]
    names = [[*target, *others] for target, others in zip(same, found, strict=True)]
    return table.assign(same=same, names=names, other_voice=[[] for _ in spans])


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> tuple[float, list[float]]:
    """Mean of the three classes' F1, and the three."""
    each = []
    for label in CLASSES:
        hits = np.sum((truth == label) & (guess == label))
        each.append(2 * hits / max(1, np.sum(truth == label) + np.sum(guess == label)))
    return float(np.mean(each)), [float(f1) for f1 in each]


def fit_thresholds(
    polarity: np.ndarray, truth: np.ndarray, *, smooth: bool = False
) -> tuple[float, float]:
    """The pair (low, high) with the best macro-F1: below low is negative, above high positive.

    With `smooth`, a pair is judged with the pairs beside it: for few rows, where a lucky spike
    would be chosen otherwise.
    """
    cuts = np.unique(np.round(np.quantile(polarity, np.linspace(0.02, 0.98, 49)), 4))
    scores = np.array(
        [
            [macro_f1(truth, classes(polarity, low, max(low, high)))[0] for high in cuts]
            for low in cuts
        ]
    )
    if smooth:
        wide, size = np.pad(scores, 1, mode="edge"), len(cuts)
        scores = sum(wide[i : i + size, j : j + size] for i in range(3) for j in range(3))
    low, high = np.unravel_index(np.argmax(np.triu(scores)), scores.shape)
    return float(cuts[low]), float(cuts[high])


def classes(polarity: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.where(polarity < low, -1, np.where(polarity > high, 1, 0))


def calibration_error(scored: pd.DataFrame, right: np.ndarray, bins: int = 15) -> float:
    """Expected calibration error of the largest probability."""
    top = scored[PROBABILITIES].max(axis=1).to_numpy()
    which = np.minimum((top * bins).astype(int), bins - 1)
    gaps = [
        np.mean(which == one) * abs(top[which == one].mean() - right[which == one].mean())
        for one in np.unique(which)
    ]
    return float(np.sum(gaps))


def swap(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The same rows with `name` in place of the target's name, wherever it is mentioned."""
    swapped = []
    for text, start, same in zip(rows["sentence"], rows["start"], rows["same"], strict=True):
        shift, at = 0, start
        for left, right in sorted(set(same)):
            at = left + shift if left == start else at
            text = text[: left + shift] + name + text[right + shift :]
            shift += len(name) - (right - left)
        swapped.append((text, at, at + len(name)))
    return as_rows(pd.DataFrame(swapped, columns=["sentence", "start", "end"], index=rows.index))


def name_swap(scorer, rows: pd.DataFrame, polarity: pd.Series) -> pd.DataFrame:
    """Per name: the mean change of polarity, and the mean size of the change in one sentence."""
    spans = zip(rows["sentence"], rows["start"], rows["end"], strict=True)
    named = rows[[carries_name(text[start:end]) for text, start, end in spans]]
    changes = {
        name: scorer(swap(named, name))["polarity"] - polarity[named.index] for name in NAMES
    }
    table = pd.DataFrame(changes)
    return pd.DataFrame({"mean change": table.mean(), "mean size": table.abs().mean()})


def evaluate(
    scored: pd.DataFrame,
    truth: np.ndarray,
    cuts: tuple[float, float] | None,
    sentences: pd.Series,
) -> dict:
    """The figures of one part of the rows; for their intervals, sentences are resampled."""
    if cuts is None:
        guess = scored[PROBABILITIES].to_numpy().argmax(axis=1) - 1
        error = round(calibration_error(scored, guess == truth), 4)
    else:
        guess, error = classes(scored["polarity"].to_numpy(), *cuts), None
    mean, each = macro_f1(truth, guess)
    figures = {"n": len(truth), "accuracy": float(np.mean(guess == truth)), "macro_f1": mean}
    figures |= dict(zip(["f1_negative", "f1_neutral", "f1_positive"], each, strict=True))
    # Several targets of one sentence were not drawn by themselves.
    units = confusion(truth, guess, sentences)
    rounded = {key: round(value, 4) for key, value in figures.items()}
    intervals = figures_with_intervals(units, FIGURES)["intervals"]
    return rounded | {"ece": error, "intervals": intervals}


def thresholds_for(name: str, file: Path, train: Path | None, *, store: bool) -> tuple:
    train = train or file.with_name("train.jsonl")
    if not train.is_file():
        return tuple(json.loads(STORED.read_text(encoding="utf-8"))[name])
    rows = read_rows(train)
    cuts = fit_thresholds(get_scorer(name)(rows)["polarity"].to_numpy(), rows["label"].to_numpy())
    if store:
        known = json.loads(STORED.read_text(encoding="utf-8")) if STORED.is_file() else {}
        known |= {
            "fitted on": f"{len(rows)} rows of NewsMTSC train",
            name: [float(c) for c in cuts],
        }
        STORED.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return cuts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorer", default="target")
    parser.add_argument("--train", type=Path, help="rows that fit the thresholds of a lexicon")
    parser.add_argument("--store", action="store_true", help="keep the fitted thresholds")
    options = parser.parse_args()

    rows = read_rows(options.file)
    truth = rows["label"].to_numpy()
    # A scorer of its own, with nothing remembered, so that each sentence is read within the time.
    scorer = TargetScorer() if options.scorer == "target" else get_scorer(options.scorer)
    scorer(rows.head(1).assign(sentence=lambda one: one["sentence"] + " (warm up)"))
    start = time.perf_counter()
    scored = scorer(rows)
    speed = len(rows) / (time.perf_counter() - start)
    cuts = None
    if not set(PROBABILITIES) <= set(scored.columns):
        cuts = thresholds_for(options.scorer, options.file, options.train, store=options.store)
        print(f"thresholds {cuts[0]:.3f} and {cuts[1]:.3f}")
    parts = {}
    for part, of_part in rows.groupby("split", sort=True):
        chosen = rows.index.isin(of_part.index)
        parts[part] = evaluate(scored[chosen], truth[chosen], cuts, of_part["sentence"])
        print(part, json.dumps(parts[part]))
    swapped = name_swap(scorer, rows, scored["polarity"])
    print(swapped.round(4).to_string())
    figures = {"scorer": options.scorer, **evaluate(scored, truth, cuts, rows["sentence"])}
    figures["name_swap_shift"] = round(float(swapped["mean change"].abs().mean()), 4)
    print(json.dumps(figures | {"sentences_per_second": round(speed, 1), "parts": parts}))


if __name__ == "__main__":
    main()
