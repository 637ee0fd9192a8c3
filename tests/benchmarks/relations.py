"""Who is for or against whom: the pair scorer against human labels.

    python -m tests.benchmarks.relations FILE.jsonl [TRAIN.jsonl] [--half a|b]

Each line of FILE has `text`, two spans (`p_start`, `p_end`, `q_start`, `q_end`) and `label`: 0
neutral, 1 p is positive on q, 2 q on p, 3 p is negative on q, 4 q on p. `micro_f1` is the share of
rows whose likeliest class of the five is right, `macro_f1` the mean of the five classes' F1.

Over rows that people called something else than neutral (`n_not_neutral`), the likeliest of the
other four being told from `PAIR_CUT` of not 'neither' on: `right` (told with sign and direction),
`wrong` (told with the other sign), `direction_accuracy` (of those told, whose the stance is), `auc`
(positive told from negative by P(for) as a share of P(for) + P(against), whoever it is).

`name_swap_shift`: every mention of p, then of q, gets another name; given is the mean size of the
change of P(for) - P(against) over rows and names of `NAMES`, the larger of the two sides.

With TRAIN everything is given again for the rows whose sentence does not stand there, as `unseen`:
published labels repeat sentences. `--half`: only every other sentence; of DSE's dev, half a chose
among fits before this one, half b nothing. The last line is one JSON object.
"""

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.fitting.labels import half_of, normalised
from analysis.scoring import PAIR_CLASSES, PAIR_CUT, PairScorer, same_name_spans
from tests.benchmarks.sentiment import NAMES
from tests.benchmarks.units import (
    accuracy_of,
    confusion,
    figures_with_intervals,
    macro_f1_of,
    share,
)

FIGURES = {
    "micro_f1": accuracy_of(*range(5)),
    "macro_f1": macro_f1_of(*range(5)),
    "right": share("right", "meant"),
    "wrong": share("wrong", "meant"),
    "direction_accuracy": share("direction", "both"),
}
FOR, AGAINST = PAIR_CLASSES[1:3], PAIR_CLASSES[3:5]


def read_rows(path: Path) -> pd.DataFrame:
    """One row per label, with the columns that the pair scorer is given, and `label`."""
    with path.open(encoding="utf-8") as lines:
        table = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    return table.rename(columns={"text": "sentence"})


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


def lean(scored: pd.DataFrame) -> np.ndarray:
    """P(for) as a share of P(for) + P(against): the sign, if there is one, in [0, 1]."""
    favour, against = scored[FOR].sum(axis=1), scored[AGAINST].sum(axis=1)
    return (favour / (favour + against)).to_numpy()


def auc(scores: np.ndarray, positive: np.ndarray) -> float:
    """Chance that a positive row scores above a negative one, ties counted half."""
    ranks, n = pd.Series(scores).rank().to_numpy(), int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))


def told(scored: pd.DataFrame, cut: float) -> np.ndarray:
    """The class of each row, a place in `PAIR_CLASSES`: neither below the cut."""
    likeliest = scored[PAIR_CLASSES[1:]].to_numpy().argmax(axis=1) + 1
    return np.where(1 - scored["p_neither"] >= cut, likeliest, 0)


def outcomes(truth: np.ndarray, guess: np.ndarray) -> pd.DataFrame:
    """For each row whether it is `meant` (not called neutral by people), told `right`, `wrong`, or
    neither; `both` (the scorer does not call it neutral either) and with the right `direction`."""
    meant, both = truth > 0, (truth > 0) & (guess > 0)
    return pd.DataFrame(
        {
            "meant": meant,
            "right": meant & (guess == truth),
            "wrong": both & ((truth < 3) != (guess < 3)),
            "both": both,
            "direction": both & (truth % 2 == guess % 2),
        }
    )


def evaluate(
    scored: pd.DataFrame, truth: np.ndarray, sentences: Iterable[str], cut: float = PAIR_CUT
) -> dict:
    """The figures of some rows, with intervals over sentences."""
    guess = scored[PAIR_CLASSES].to_numpy().argmax(axis=1)
    of_unit = pd.factorize(pd.Series([*sentences]))[0]
    counts = outcomes(truth, told(scored, cut)).groupby(of_unit).sum().to_dict("records")
    called = confusion(truth, guess, of_unit)
    found = figures_with_intervals([a | b for a, b in zip(counts, called, strict=True)], FIGURES)
    each = {
        name: 2
        * float(np.sum((truth == k) & (guess == k)))
        / max(1, int(np.sum(truth == k) + np.sum(guess == k)))
        for k, name in enumerate(PAIR_CLASSES)
    }
    meant = truth > 0
    return {
        "n": len(truth),
        "n_not_neutral": int(meant.sum()),
        "cut": cut,
        **found,
        "f1_by_class": {name: round(f1, 4) for name, f1 in each.items()},
        "auc": round(auc(lean(scored)[meant], truth[meant] < 3), 4),
    }


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


def score(file: Path, train: Path | None, half: str | None) -> dict:
    rows = read_rows(file)
    rows = rows[[half in (None, own) for own in half_of(rows["sentence"])]]
    truth = rows["label"].to_numpy()
    # A scorer of its own, with nothing remembered, so that each sentence is read within the time.
    scorer = PairScorer()
    scorer(rows.head(1).assign(sentence=lambda one: one["sentence"] + " (warm up)"))
    start = time.perf_counter()
    scored = scorer(rows)
    speed = len(rows) / (time.perf_counter() - start)
    figures = evaluate(scored, truth, rows["sentence"])
    figures["name_swap_shift"] = round(name_swap_shift(scorer, rows, stance(scored)), 4)
    figures["pairs_per_second"] = round(speed, 1)
    if train:
        held = set(map(normalised, read_rows(train)["sentence"]))
        unseen = ~rows["sentence"].map(normalised).isin(held).to_numpy()
        figures["unseen"] = evaluate(scored[unseen], truth[unseen], rows.loc[unseen, "sentence"])
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="labelled pairs as JSON lines")
    parser.add_argument(
        "train", type=Path, nargs="?", help="labelled pairs whose sentences `unseen` leaves out"
    )
    parser.add_argument("--half", choices=["a", "b"], help="only every other sentence")
    options = parser.parse_args()
    print(json.dumps(score(options.file, options.train, options.half)))


if __name__ == "__main__":
    main()
