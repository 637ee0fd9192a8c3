"""Who is for or against whom: the pair scorer against human labels.

    python -m tests.benchmarks.relations FILE.jsonl [TRAIN.jsonl]

Each line of FILE has `text`, two spans (`p_start`, `p_end`, `q_start`, `q_end`) and `label`: 0
neutral, 1 p is positive on q, 2 q on p, 3 p is negative on q, 4 q on p. The class is the likeliest
one. `micro_f1` is the share of right answers, `macro_f1` the mean of the five classes' F1.

Over rows that people called something else than neutral: `right` (sign and direction told
rightly), `wrong` (called positive where they said negative, or the reverse), `direction_accuracy`
(of those that the scorer does not call neutral either, whose the stance is), `auc` (positive told
from negative by the probabilities of the two).

`name_swap_shift`: every mention of p, then of q, gets another name; given is the mean size of the
change of (for - against) over rows and names of `NAMES`, largest over the two sides.

With TRAIN everything is given again for the rows whose sentence does not stand there, as `unseen`:
published labels repeat sentences. The last line is one JSON object.
"""

import argparse
import json
import re
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.scoring import PAIR_CLASSES, PairScorer, same_name_spans

from .sentiment import NAMES

FOR, AGAINST = PAIR_CLASSES[1:3], PAIR_CLASSES[3:5]


def read_rows(path: Path) -> pd.DataFrame:
    """One row per label, with the columns that the pair scorer is given, and `label`."""
    with path.open(encoding="utf-8") as lines:
        table = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    return table.rename(columns={"text": "sentence"})


def normalised(sentence: str) -> str:
    """A sentence's words in lower case: the same for two copies that differ in marks alone."""
    return " ".join(re.findall(r"\w+", sentence.lower()))


def swap(rows: pd.DataFrame, name: str, *, side: str) -> pd.DataFrame:
    """The rows with another name wherever the actor of one side (p or q) is named."""
    swapped = []
    for row in rows.to_dict("records"):
        other = "q" if side == "p" else "p"
        own = (row[f"{side}_start"], row[f"{side}_end"])
        beside = (row[f"{other}_start"], row[f"{other}_end"])
        spans = [own, *same_name_spans(row["sentence"], *own)]
        text, shift, moved = row["sentence"], 0, {own: own, beside: beside}
        for start, end in sorted({*spans, beside}):
            moved[(start, end)] = (start + shift, end + shift)
            apart = end <= beside[0] or start >= beside[1]
            if apart:
                text = text[: start + shift] + name + text[end + shift :]
                moved[(start, end)] = (start + shift, start + shift + len(name))
                shift += len(name) - (end - start)
        changed = {f"{side}_start": moved[own][0], f"{side}_end": moved[own][1]}
        changed |= {f"{other}_start": moved[beside][0], f"{other}_end": moved[beside][1]}
        swapped.append({"sentence": text, **changed})
    return pd.DataFrame(swapped, index=rows.index)


def stance(scored: pd.DataFrame) -> np.ndarray:
    """P(for) - P(against), whoever of the two it is, in [-1, 1]."""
    return (scored[FOR].sum(axis=1) - scored[AGAINST].sum(axis=1)).to_numpy()


def auc(scores: np.ndarray, positive: np.ndarray) -> float:
    """Chance that a positive row scores above a negative one, ties counted half."""
    ranks, n = pd.Series(scores).rank().to_numpy(), int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))


def evaluate(scored: pd.DataFrame, truth: np.ndarray) -> dict:
    """The figures of some rows."""
    guess = scored[PAIR_CLASSES].to_numpy().argmax(axis=1)
    each = [
        float(
            2
            * np.sum((truth == k) & (guess == k))
            / max(1, np.sum(truth == k) + np.sum(guess == k))
        )
        for k in range(5)
    ]
    told = truth > 0
    both = told & (guess > 0)
    apart = (truth < 3) != (guess < 3)
    figures = {
        "n": len(truth),
        "micro_f1": float(np.mean(guess == truth)),
        "macro_f1": float(np.mean(each)),
        "f1_by_class": dict(zip(PAIR_CLASSES, (round(f1, 4) for f1 in each), strict=True)),
        "n_not_neutral": int(told.sum()),
        "direction_accuracy": float(np.mean(truth[both] % 2 == guess[both] % 2)),
        "right": float(np.mean(guess[told] == truth[told])),
        "wrong": float(np.mean((both & apart)[told])),
        "auc": auc(stance(scored)[told], truth[told] < 3),
    }
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in figures.items()}


def name_swap_shift(scorer: PairScorer, rows: pd.DataFrame, before: np.ndarray) -> float:
    """Mean size of the change of stance when an actor gets another name."""
    return max(
        float(
            np.mean(
                [np.abs(stance(scorer(swap(rows, name, side=side))) - before) for name in NAMES]
            )
        )
        for side in "pq"
    )


def score(file: Path, train: Path | None) -> dict:
    rows = read_rows(file)
    truth = rows["label"].to_numpy()
    # A scorer of its own, with nothing remembered, so that each sentence is read within the time.
    scorer = PairScorer()
    scorer(rows.head(1).assign(sentence=lambda one: one["sentence"] + " (warm up)"))
    start = time.perf_counter()
    scored = scorer(rows)
    speed = len(rows) / (time.perf_counter() - start)
    figures = evaluate(scored, truth)
    figures["name_swap_shift"] = round(name_swap_shift(scorer, rows, stance(scored)), 4)
    figures["pairs_per_second"] = round(speed, 1)
    if train:
        held = set(map(normalised, read_rows(train)["sentence"]))
        unseen = ~rows["sentence"].map(normalised).isin(held).to_numpy()
        figures["unseen"] = evaluate(scored[unseen], truth[unseen])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="labelled pairs as JSON lines")
    parser.add_argument(
        "train", type=Path, nargs="?", help="labelled pairs whose sentences `unseen` leaves out"
    )
    options = parser.parse_args()
    print(json.dumps(score(options.file, options.train)))


if __name__ == "__main__":
    main()
