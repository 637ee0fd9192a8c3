"""Fit `data/quotation_weights.csv`: `python -m tests.benchmarks.fit_quotes FILE.jsonl`.

FILE has the form that `tests/benchmarks/quotes.py` reads; fit on its training part only. Features
hold or do not. `end` is a conditional logit on the words behind a cue, of which the one that
shares most with the annotated content is right; `told`, a logistic regression on all that has the
build of a report, right where at least half of it is annotated as content; `governs`, a
conditional logit on what may govern a segment in double marks, right where it has the annotated
speaker; `speech`, a logistic regression on whether such a segment is attributed. Each rests on
those before it, and all have a ridge penalty. What is printed is measured on outlets left out of
the fit.
"""

import argparse
import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from analysis.quoting.cues import read_cues
from analysis.quoting.ends import content_stop, end_limit, possible_ends
from analysis.quoting.governing import governing, governing_options
from analysis.quoting.marks import marked_spans
from analysis.quoting.reported import find_reports
from analysis.quoting.reports import possible_reports
from analysis.quoting.scare import mark_features
from analysis.quoting.told import report_features
from analysis.quoting.units import split_units
from analysis.quoting.weights import read_weights
from analysis.reading import sentences_and_tokens
from analysis.schema import DATA
from tests.benchmarks import quotes as bench

RIDGE = {"end": 3.0, "told": 3.0, "governs": 2.0, "speech": 1.5}
FEWEST = {
    "end": 20,
    "told": 6,
    "governs": 6,
    "speech": 8,
}  # times a feature must hold to be given a weight
# Log-odds from which a decision is taken; F1 is best there on outlets left out.
CUT = {"told": -0.6, "speech": 0.3}
NEAR = 6  # characters between two starts that are taken for the same
SMALL = 0.005  # weights that change nothing are left out
FILE = DATA / "quotation_weights.csv"
_HEADER = """\
# What decides about quotations: log-odds, one row per feature that may hold.
# decision: speech (do these marks hold someone's words, or a title, a name, a word kept at a
#   distance?), told (does this clause report what somebody said or thinks?) or end (does reported
#   speech end before this word?). feature: by name, as in analysis/quoting/{scare,told,ends}.py;
#   `always` is added every time.
# weight: natural log-odds; marks hold speech and a clause is a report where the sum is above 0,
#   and reported speech ends where the sum is highest.
# Provenance: fitted by tests/benchmarks/fit_quotes.py on the training part of PolNeAR (Newell et
#   al. 2018; US news of 2015 and 2016), of which nothing is copied here.
"""


class Read:
    """One article: outermost marks, units, what may be reports, and what annotators marked."""

    def __init__(self, article: dict, book) -> None:
        self.gold, self.text, self.outlet = article, article["text"], article["publisher"]
        sentences, tokens = sentences_and_tokens(self.text)
        self.outer = [
            span
            for span in marked_spans(self.text)
            if span.depth == 0 and span.doubt not in ("unopened", "markup")
        ]
        self.units = split_units(self.text, sentences, tokens, self.outer)
        self.possible = [
            (unit, report) for unit in self.units for report in possible_reports(unit, book)
        ]

    def contents(self, *kinds: str) -> list[list[tuple[int, int]]]:
        """Fragments of the annotated contents of these kinds."""
        return [a["fragments"] for a in self.gold["attributions"] if a["kind"] in kinds]


def offsets(unit, first: int, stop: int) -> tuple[int, int]:
    return unit.tokens[first].start, unit.tokens[stop - 1].end


def end_items(read: Read, book) -> list[tuple[list[list[str]], int]]:
    """Features of every possible end of a content, and the number of the right one."""
    wanted, items = read.contents("indirect", "mixed"), []
    for unit, report in read.possible:
        if report.content[1] <= report.at:
            continue
        start, end = offsets(unit, *report.content)
        gold = next((w for w in wanted if abs(w[0][0] - start) <= NEAR and w[0][0] < end), None)
        if gold is None:
            continue
        ends = list(possible_ends(unit, report, end_limit(unit, report)))
        common = [bench.shared(gold, [offsets(unit, report.content[0], at)]) for at, _ in ends]
        if common and max(common) >= 0.5:
            items.append(([held for _, held in ends], int(np.argmax(common))))
    return items


def told_items(read: Read, book) -> list[tuple[list[str], bool]]:
    """Features and label of all that has the build of a report."""
    wanted, items = read.contents("indirect", "mixed", "direct"), []
    for unit, report in read.possible:
        start, end = offsets(unit, report.content[0], content_stop(unit, report))
        near = [w for w in wanted if w[0][0] < end and w[-1][1] > start]
        right = any(bench.shared(gold, [(start, end)]) >= 0.5 for gold in near)
        items.append((report_features(unit, report), right))
    return items


def segments_of(read: Read, book) -> Iterator[tuple]:
    """Each segment in double marks that the gold has, too: unit, word, reports, gold."""
    held, spans = [], []
    for unit in read.units:
        found = None
        for at, which in enumerate(unit.quotes):
            if which is None:
                continue
            span = read.outer[which]
            if bench.in_known_marks(read.text, span.start, span.end):
                found = found or find_reports(unit, book)
                held.append((unit, at, found))
                spans.append([bench.up_to_nested(read.text, span.start, span.end)])
    gold = read.gold["direct_quotes"]
    for g, f in bench.pair([[(g["quote_start"], g["quote_end"])] for g in gold], spans):
        yield *held[f], gold[g]


def governs_items(read: Read, book) -> list[tuple[list[list[str]], int]]:
    """Features of all that may govern a segment, and the number of what has the right speaker."""
    items = []
    for unit, at, found, gold in segments_of(read, book):
        if not gold["attributed"] or gold["speaker_start"] is None:
            continue
        options = governing_options(unit, at, found, book)
        right = [
            number
            for number, (report, _) in enumerate(options)
            if report is not None and report.source is not None and _is_speaker(unit, report, gold)
        ]
        inside = unit.start <= gold["speaker_start"] < unit.end
        if right or not inside:
            best = min(right, key=lambda k: abs(options[k][0].at - at), default=-1)
            items.append(([held for _, held in options], best % len(options)))
    return items


def _is_speaker(unit, report, gold: dict) -> bool:
    start, end = offsets(unit, *report.source)
    return start < gold["speaker_end"] and gold["speaker_start"] < end


def speech_items(read: Read, book) -> list[tuple[list[str], bool]]:
    """Features and label of each segment in double marks that the gold has, too."""
    items = []
    for unit, at, found, gold in segments_of(read, book):
        span = read.outer[unit.quotes[at]]
        report = governing(unit, at, found, book)
        features = mark_features(read.text, unit, at, span=span, report=report)
        items.append((features, gold["attributed"]))
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


def fit_answers(held, answers: np.ndarray, ridge: float) -> np.ndarray:
    """Weights of a logistic regression; the first column, `always`, is not shrunk."""
    shrink = np.full(held.shape[1], ridge)
    shrink[0] = 0

    def loss(weights):
        odds = held @ weights
        missed = np.logaddexp(0, np.where(answers, -odds, odds)).sum()
        slope = held.T @ (1 / (1 + np.exp(-odds)) - answers)
        return missed + 0.5 * (shrink * weights**2).sum(), slope + shrink * weights

    return minimize(loss, np.zeros(held.shape[1]), jac=True, method="L-BFGS-B").x


def fit_choices(held, sizes: np.ndarray, right: np.ndarray, ridge: float) -> np.ndarray:
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
        return missed + 0.5 * ridge * weights @ weights, slope + ridge * weights

    return minimize(loss, np.zeros(held.shape[1]), jac=True, method="L-BFGS-B").x


def fit_yes_or_no(items: list, decision: str) -> dict[str, float]:
    names = names_of([features for features, _ in items], FEWEST[decision])
    answers = np.array([label for _, label in items], dtype=float)
    held = matrix([features for features, _ in items], names)
    weights = fit_answers(held, answers, RIDGE[decision])
    weights[0] -= CUT[decision]
    return dict(zip(names, weights.tolist(), strict=True))


def fit_choice(items: list, decision: str) -> dict[str, float]:
    rows = [held for options, _ in items for held in options]
    names = names_of(rows, FEWEST[decision])
    sizes, right = np.array([len(rows) for rows, _ in items]), np.array([r for _, r in items])
    weights = fit_choices(matrix(rows, names), sizes, right, RIDGE[decision])
    return dict(zip(names[1:], weights[1:].tolist(), strict=True))


DECISIONS = (
    ("end", end_items, fit_choice),
    ("told", told_items, fit_yes_or_no),
    ("governs", governs_items, fit_choice),
    ("speech", speech_items, fit_yes_or_no),
)


def write(fitted: dict[str, dict[str, float]]) -> None:
    """Save the weights, from where the next decision reads them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["decision", "feature", "weight"])
    for decision, weights in fitted.items():
        writer.writerows(
            [decision, name, f"{weight:.2f}"]
            for name, weight in weights.items()
            if abs(weight) >= SMALL
        )
    FILE.write_text(_HEADER + out.getvalue(), encoding="utf-8")
    read_weights.cache_clear()


def fit(reads: list[Read], book) -> None:
    """Fit the decisions one after the other, each on what those before it decide."""
    fitted = {}
    for decision, items_of, fit_them in DECISIONS:
        items = [item for read in reads for item in items_of(read, book)]
        fitted[decision] = fit_them(items, decision)
        write(fitted)


def main(path: Path) -> None:
    book = read_cues()
    lines = path.read_text(encoding="utf-8").splitlines()
    reads = [Read(json.loads(line), book) for line in lines]
    for outlet in sorted({read.outlet for read in reads}):
        fit([read for read in reads if read.outlet != outlet], book)
        left_out = [read.gold for read in reads if read.outlet == outlet]
        print(json.dumps({"left_out": outlet, **bench.measure(left_out)}))
    fit(reads, book)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    main(parser.parse_args().file)
