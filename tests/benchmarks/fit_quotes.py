"""Fit `data/quotation_weights.csv`: `python -m tests.benchmarks.fit_quotes FILE.jsonl`.

FILE has the form that `tests/benchmarks/quotes.py` reads; fit on its training part only. Features
hold or do not. `speech` is a logistic regression on the segments in double marks; `end` is a
conditional logit on the tokens behind a cue, of which the one that shares most with the annotated
content is right. Both have a ridge penalty. What is printed is measured on outlets left out of the
fit; for `speech`, outlets whose articles have hardly any double marks take no part.
"""

import argparse
import csv
import importlib.util
import io
import json
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from analysis.quoting.cues import read_cues
from analysis.quoting.marks import marked_spans
from analysis.quoting.quote_score import quote_features
from analysis.quoting.report_ends import end_features, end_limit
from analysis.quoting.reported import find_reports
from analysis.quoting.running import governing
from analysis.quoting.units import split_units
from analysis.reading.segment import sentences_and_tokens
from analysis.schema import DATA

RIDGE = {"speech": 1.5, "end": 3.0}
FEWEST = {"speech": 8, "end": 40}  # times a feature must hold to be given a weight
CUT = 0.3  # log-odds from which marks hold speech; both F1 are best there on outlets left out
FEWEST_SEGMENTS = 50  # of an outlet
NEAR = 12  # characters between two starts that are taken for the same
_HEADER = """\
# What decides about quotations: log-odds, one row per feature that may hold.
# decision: speech (do these marks hold someone's words, or a title, a name, a word kept at a
#   distance?) or end (does reported speech end before this token?). feature: by name, as in
#   analysis/quoting/{quote_score,report_ends}.py; `always` is added every time.
# weight: natural log-odds; marks hold speech where the sum is above 0, and reported speech ends
#   where the sum is highest.
# Provenance: fitted by tests/benchmarks/fit_quotes.py on the training part of PolNeAR (Newell et
#   al. 2018; US news of 2015 and 2016), of which nothing is copied here.
"""


def _benchmark():
    path = Path(__file__).with_name("quotes.py")
    spec = importlib.util.spec_from_file_location("quotes_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Read:
    """One article: outermost marks, units, their reports, and what the annotators marked."""

    def __init__(self, article: dict, book) -> None:
        self.gold, self.text, self.outlet = article, article["text"], article["publisher"]
        sentences, tokens = sentences_and_tokens(self.text)
        marked = marked_spans(self.text)
        self.outer = [
            span for span in marked if span.depth == 0 and span.doubt not in ("unopened", "markup")
        ]
        self.units = split_units(self.text, sentences, tokens, self.outer)
        self.reports = [find_reports(unit, book) for unit in self.units]


def speech_items(read: Read, bench, book) -> list[tuple[list[str], bool]]:
    """Features and label of each segment in double marks that the gold has, too."""
    segments, features = [], []
    for unit, found in zip(read.units, read.reports, strict=True):
        for at, which in enumerate(unit.quotes):
            if which is None:
                continue
            span = read.outer[which]
            if bench.in_known_marks(read.text, span.start, span.end):
                report = governing(read.text, unit, at, span, found, book)
                segments.append([bench.up_to_nested(read.text, span.start, span.end)])
                features.append(quote_features(read.text, unit, at, span, report))
    gold = read.gold["direct_quotes"]
    pairs = bench.pair([[(g["quote_start"], g["quote_end"])] for g in gold], segments)
    return [(features[f], gold[g]["attributed"]) for g, f in pairs]


def end_items(read: Read, bench) -> list[tuple[list[list[str]], int]]:
    """Features of every possible end of a content, and the number of the right one."""
    wanted = [a["fragments"] for a in read.gold["attributions"] if a["kind"] != "direct"]
    items = []
    for unit, found in zip(read.units, read.reports, strict=True):
        for report, following in zip_longest(found, found[1:]):
            if report.position != "after":
                continue
            first, stop = report.content
            start, end = unit.starts[first], unit.ends[stop - 1]
            gold = next((w for w in wanted if abs(w[0][0] - start) <= NEAR and w[0][0] < end), None)
            if gold is None:
                continue
            ends = list(end_features(unit, report, end_limit(unit, report, following)))
            common = [bench.shared(gold, [(start, unit.ends[at - 1])]) for at, _ in ends]
            if common and max(common) >= 0.5:
                items.append(([held for _, held in ends], int(np.argmax(common))))
    return items


def names_of(rows: list[list[str]], fewest: int) -> list[str]:
    times = Counter(name for features in rows for name in set(features))
    return ["always", *sorted(name for name, count in times.items() if count >= fewest)]


def matrix(rows: list[list[str]], names: list[str]) -> sparse.csr_array:
    column = {name: number for number, name in enumerate(names)}
    pairs = [
        (number, column[name])
        for number, features in enumerate(rows)
        for name in {"always", *features}
        if name in column
    ]
    at = np.array(pairs).T
    return sparse.csr_array((np.ones(len(pairs)), at), shape=(len(rows), len(names)))


def fit_answers(held, answers: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression; the first column, `always`, is not shrunk."""
    shrink = np.full(held.shape[1], RIDGE["speech"])
    shrink[0] = 0

    def loss(weights):
        odds = held @ weights
        missed = np.logaddexp(0, np.where(answers, -odds, odds)).sum()
        slope = held.T @ (1 / (1 + np.exp(-odds)) - answers)
        return missed + 0.5 * (shrink * weights**2).sum(), slope + shrink * weights

    return minimize(loss, np.zeros(held.shape[1]), jac=True, method="L-BFGS-B").x


def fit_choices(held, sizes: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a conditional logit: of each run of `sizes` rows, the `right` one is chosen."""
    starts = np.r_[0, np.cumsum(sizes)[:-1]]

    def loss(weights):
        odds = held @ weights
        most = np.maximum.reduceat(odds, starts)
        parts = np.exp(odds - np.repeat(most, sizes))
        total = np.add.reduceat(parts, starts)
        missed = (most + np.log(total) - odds[starts + right]).sum()
        chosen = np.zeros(len(odds))
        chosen[starts + right] = 1
        slope = held.T @ (parts / np.repeat(total, sizes) - chosen)
        return missed + 0.5 * RIDGE["end"] * weights @ weights, slope + RIDGE["end"] * weights

    return minimize(loss, np.zeros(held.shape[1]), jac=True, method="L-BFGS-B").x


def fit_speech(items: list) -> dict[str, float]:
    names = names_of([features for features, _ in items], FEWEST["speech"])
    answers = np.array([label for _, label in items], dtype=float)
    weights = fit_answers(matrix([features for features, _ in items], names), answers)
    weights[0] -= CUT
    return dict(zip(names, weights.tolist(), strict=True))


def fit_ends(items: list) -> dict[str, float]:
    rows = [held for ends, _ in items for held in ends]
    names = names_of(rows, FEWEST["end"])
    sizes, right = np.array([len(ends) for ends, _ in items]), np.array([r for _, r in items])
    weights = fit_choices(matrix(rows, names), sizes, right)
    return dict(zip(names[1:], weights[1:].tolist(), strict=True))


def total(weights: dict[str, float], features: list[str]) -> float:
    return weights.get("always", 0) + sum(weights.get(name, 0) for name in features)


def unseen(speech: dict[str, list], ends: dict[str, list]) -> dict[str, float]:
    """How good the weights are on outlets that took no part in the fit."""
    hits = Counter()
    for outlet, items in speech.items():
        weights = fit_speech([i for other, rest in speech.items() if other != outlet for i in rest])
        hits.update((total(weights, held) > 0, label) for held, label in items)
    exact = chosen = 0
    for outlet, items in ends.items():
        weights = fit_ends([i for other, rest in ends.items() if other != outlet for i in rest])
        for rows, right in items:
            exact += int(np.argmax([total(weights, held) for held in rows])) == right
            chosen += 1
    wrong = hits[True, False] + hits[False, True]
    return {
        "speech_f1": round(2 * hits[True, True] / (2 * hits[True, True] + wrong), 4),
        "not_speech_f1": round(2 * hits[False, False] / (2 * hits[False, False] + wrong), 4),
        "exact_ends": round(exact / chosen, 4),
    }


def main(path: Path) -> None:
    bench, book = _benchmark(), read_cues()
    speech: dict[str, list] = {}
    ends: dict[str, list] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        read = Read(json.loads(line), book)
        speech.setdefault(read.outlet, []).extend(speech_items(read, bench, book))
        ends.setdefault(read.outlet, []).extend(end_items(read, bench))
    speech = {name: items for name, items in speech.items() if len(items) >= FEWEST_SEGMENTS}
    fitted = {
        "speech": fit_speech([item for items in speech.values() for item in items]),
        "end": fit_ends([item for items in ends.values() for item in items]),
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["decision", "feature", "weight"])
    for decision, weights in fitted.items():
        writer.writerows([decision, name, f"{weight:.2f}"] for name, weight in weights.items())
    (DATA / "quotation_weights.csv").write_text(_HEADER + out.getvalue(), encoding="utf-8")
    print(json.dumps(unseen(speech, ends)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    main(parser.parse_args().file)
