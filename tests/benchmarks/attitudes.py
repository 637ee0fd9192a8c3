"""Sentiment toward one of two political entities of a sentence: whose side is told?

    python -m tests.benchmarks.attitudes FILE.jsonl [--scorer target]

Each line of FILE has `text`, two entities (`p_start`, `p_end`, `q_start`, `q_end`) and `label`: 0
neutral, 1 p is positive on q, 2 q on p, 3 p is negative on q, 4 q on p (DSE). So a label says what
the sentence tells of another's attitude toward a target: the one that the attitude is about. Where
the label is 0, both are neutral targets; a holder's own treatment is not labelled.

The last line is one JSON object: `auc` of the polarity of positive against negative targets (1/2
is chance) and `neutral_mean`, the mean polarity of neutral ones, for states and organisations as
the gazetteer tells them (`states`), for the other targets (`others`) and for both together. With
`halves`, the same for the half of the sentences that may choose between versions of a scorer
(`chose`) and for the half that never did (`printed`). Intervals resample sentences.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from analysis.naming import read_actors
from analysis.scoring import find_names, get_scorer
from tests.benchmarks.sentiment import as_rows

TOLD = {1: ("q", 1), 2: ("p", 1), 3: ("q", -1), 4: ("p", -1)}
HALVES = ("chose", "printed")
PERSONS = "leader"  # the kind of the gazetteer's persons; all other kinds are states and the like


def half_of(text: str) -> str:
    """Which half of the labels a sentence belongs to, by a digest: never by what it scores."""
    digest = hashlib.sha256(f"halves of dev {text}".encode()).hexdigest()
    return HALVES[int(digest, 16) % 2]


def targets(path: Path) -> pd.DataFrame:
    """One row per labelled target: `sentence`, `start`, `end`, `label`, `kind`, `half`."""
    kinds = {row.alias.lower(): row.kind for row in read_actors().itertuples()}
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        about, label = TOLD.get(case["label"], ("pq", 0))
        for which in about:
            start, end = case[f"{which}_start"], case[f"{which}_end"]
            if case["text"][start:end].strip():
                kind = _kind(case["text"], start, end, kinds)
                rows.append([case["text"], start, end, label, kind, half_of(case["text"])])
    columns = ["sentence", "start", "end", "label", "kind", "half"]
    return pd.DataFrame(rows, columns=columns)


def _kind(text: str, start: int, end: int, kinds: dict[str, str]) -> str:
    for left, right in find_names(text):
        if left < end and start < right:
            kind = kinds.get(text[left:right].lower(), PERSONS)
            return "others" if kind == PERSONS else "states"
    return "others"


def auc(polarity: np.ndarray, positive: np.ndarray) -> float:
    """How often a positive target scores above a negative one; ties count half."""
    n, m = positive.sum(), (~positive).sum()
    ranks = rankdata(polarity)[positive].sum()
    return float((ranks - n * (n + 1) / 2) / (n * m)) if n and m else float("nan")


def figures(rows: pd.DataFrame, *, n_boot: int = 1000, seed: int = 0) -> dict:
    """The figures of some targets, with their intervals."""
    places = list(rows.groupby("sentence").indices.values())
    polarity, label = rows["polarity"].to_numpy(), rows["label"].to_numpy()

    def found(at: np.ndarray) -> list[float]:
        told = at[label[at] != 0]
        return [auc(polarity[told], label[told] > 0), polarity[at[label[at] == 0]].mean()]

    rng = np.random.default_rng(seed)
    drawn = [
        found(np.concatenate([places[k] for k in rng.integers(len(places), size=len(places))]))
        for _ in range(n_boot)
    ]
    low, high = np.nanquantile(np.array(drawn), [0.025, 0.975], axis=0)
    names = ["auc", "neutral_mean"]
    values = zip(names, found(np.arange(len(rows))), strict=True)
    told = {"n": int((label != 0).sum()), "n_neutral": int((label == 0).sum())}
    told |= {name: round(float(value), 4) for name, value in values}
    ends = zip(names, low, high, strict=True)
    return told | {"intervals": {name: [round(a, 4), round(b, 4)] for name, a, b in ends}}


def by_kind(rows: pd.DataFrame) -> dict:
    """The figures of all targets, of states and organisations, and of the others."""
    kinds = {kind: figures(group) for kind, group in rows.groupby("kind", sort=False)}
    return figures(rows) | kinds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--scorer", default="target")
    options = parser.parse_args()

    rows = targets(options.file)
    scored = rows.assign(polarity=get_scorer(options.scorer)(as_rows(rows))["polarity"])
    halves = {half: by_kind(scored[scored["half"] == half]) for half in HALVES}
    for half, told in halves.items():
        print(half, json.dumps(told))
    print(json.dumps({"scorer": options.scorer, **by_kind(scored), "halves": halves}))


if __name__ == "__main__":
    main()
