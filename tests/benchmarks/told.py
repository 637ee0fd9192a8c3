"""What the pair scorer tells at a cut: right and wrong, of pairs that people labelled.

    python -m tests.benchmarks.told PLOVER.jsonl DSE.jsonl TRAIN.jsonl --save data/pair_cuts.csv

A pair is told as for or against from `1 - p_neither` >= cut on; what is told is the likeliest of
the four. Of pairs that people called for or against, `right` is the share told with their sign and
direction, `wrong` the share told with the other sign; `idle` is the share of the pairs that people
called neutral which is told all the same (missing where none are).

Coded political events count as for their target where their quad class is cooperation, as against
it where it is conflict. `--save` writes the curves over `CUTS` that the trust notebook draws.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.acting.events import read_events
from analysis.fitting.labels import normalised
from analysis.scoring import PAIR_CLASSES, pair_scorer
from analysis.validating.pair_cuts import shipped_pair_model
from tests.benchmarks.relations import auc, lean, outcomes, read_rows, told
from tests.benchmarks.units import figures_with_intervals, share

CUTS = [round(0.05 * step, 2) for step in range(20)]
HEADER = """\
# What the pair scorer tells at each cut, written by tests/benchmarks/told.py; read by the trust
# notebook. measured_on: the labels. cut: least 1 - p_neither that is told. right, wrong: shares of
# the pairs that people called for or against. idle: share of the neutral ones that is told. n: the
# pairs called for or against. model: digest of the model measured.
"""


def coded_pairs(records: list[dict]) -> pd.DataFrame:
    """One row per record and pair of a source's and a target's span; `truth`: a place in
    `PAIR_CLASSES`, the source being p."""
    quads = dict(read_events().values())
    truth = {
        event: PAIR_CLASSES.index("p_for_q" if quad.endswith("cooperation") else "p_against_q")
        for event, quad in quads.items()
    }
    return pd.DataFrame(
        [
            [record["id"], record["text"], *p, *q, truth[record["event"].lower()]]
            for record in records
            for p in filter(None, record["source_spans"])
            for q in filter(None, record["target_spans"])
            if p[1] <= q[0] or q[1] <= p[0]
        ],
        columns=["record", "sentence", "p_start", "p_end", "q_start", "q_end", "truth"],
    )


def score_records(records: list[dict]) -> tuple[pd.DataFrame, np.ndarray]:
    """Probabilities of each record with both sides in the text (the mean over its pairs), truth."""
    pairs = coded_pairs(records)
    by_record = pairs["record"]
    scored = pair_scorer()(pairs).groupby(by_record, sort=False).mean()
    return scored, pairs.groupby(by_record, sort=False)["truth"].first().to_numpy()


def at_cut(scored: pd.DataFrame, truth: np.ndarray, cut: float) -> dict[str, float]:
    """`right`, `wrong` and `idle` at a cut."""
    guess, neutral = told(scored, cut), truth == 0
    found = outcomes(truth, guess)[~neutral]
    idle = float((guess > 0)[neutral].mean()) if neutral.any() else float("nan")
    shares = {"right": found["right"].mean(), "wrong": found["wrong"].mean(), "idle": idle}
    return {name: round(float(value), 4) for name, value in shares.items()}


def told_events(records: list[dict], cut: float) -> dict:
    """The figures of coded events at one cut, with intervals, and the curve over cuts."""
    scored, truth = score_records(records)
    counts = outcomes(truth, told(scored, cut)).astype(int).to_dict("records")
    return {
        **figures_with_intervals(
            counts, {name: share(name, "meant") for name in ("right", "wrong")}
        ),
        "auc": round(auc(lean(scored), truth < 3), 4),
        "cut": cut,
        "n_pairs": len(truth),
        "curve": [[limit, *list(at_cut(scored, truth, limit).values())[:2]] for limit in CUTS],
    }


def curves(plover: Path, dse: Path, train: Path) -> pd.DataFrame:
    """One row per corpus and cut, as `data/pair_cuts.csv` has them."""
    lines = plover.read_text(encoding="utf-8").splitlines()
    events, of_events = score_records([json.loads(line) for line in lines if line])
    rows, held = read_rows(dse), set(map(normalised, read_rows(train)["sentence"]))
    rows = rows[~rows["sentence"].map(normalised).isin(held)]
    cases = {
        "coded events (PLOVER dev)": (events, of_events),
        "US news (DSE dev, new sentences)": (
            pair_scorer()(rows), rows["label"].to_numpy(),
        ),
    }  # fmt: skip
    return pd.DataFrame(
        [
            {
                "measured_on": name,
                "cut": cut,
                **at_cut(scored, truth, cut),
                "n": int((truth > 0).sum()),
            }
            for name, (scored, truth) in cases.items()
            for cut in CUTS
        ]
    ).assign(model=shipped_pair_model())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plover", type=Path, help="event records as JSON lines")
    parser.add_argument("dse", type=Path, help="labelled pairs as JSON lines")
    parser.add_argument("train", type=Path, help="labelled pairs whose sentences are left out")
    parser.add_argument("--save", type=Path, help="CSV file for the curves")
    options = parser.parse_args()
    table = curves(options.plover, options.dse, options.train)
    if options.save:
        options.save.write_text(HEADER + table.to_csv(index=False), encoding="utf-8")
    print(json.dumps(table.drop(columns="model").to_dict("records")))


if __name__ == "__main__":
    main()
