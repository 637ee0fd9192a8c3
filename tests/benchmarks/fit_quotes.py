"""Fit `data/quotation_weights.csv`: `python tests/benchmarks/fit_quotes.py FILE.jsonl`.

FILE has the form that `tests/benchmarks/quotes.py` reads; fit on its training part only. Each
decision is a logistic regression on features that hold or do not (`analysis/quote_score.py`), with
a ridge penalty, fitted by Newton's method. What is printed is measured on outlets left out of the
fit. Outlets whose articles have hardly any double marks are left out for `speech`.
"""

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path

import numpy as np

from analysis.cues import read_cues
from analysis.marks import marked_spans
from analysis.quote_score import quote_features
from analysis.reported import find_reports
from analysis.running import governing
from analysis.schema import DATA
from analysis.segment import sentence_spans, token_spans
from analysis.units import split_units

RIDGE = 1.5
FEWEST = 8  # times a feature must hold in the training part to be given a weight
CUT = {"speech": 0.6}  # log-odds from which the answer is yes; the sum of both F1 is best there
_HEADER = """\
# What decides about quotation marks: log-odds, one row per feature that may hold.
# decision: speech (do these marks hold someone's words, or a title, a name, a word kept at a
#   distance?). feature: by name, as in analysis/quote_score.py; `always` is added every time.
# weight: natural log-odds; the answer is yes where the sum is above 0.
# Provenance: fitted by tests/benchmarks/fit_quotes.py on the training part of PolNeAR (Newell et
#   al. 2018; US news of 2015 and 2016), of which nothing is copied here.
"""


def _benchmark():
    path = Path(__file__).with_name("quotes.py")
    spec = importlib.util.spec_from_file_location("quotes_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def speech_rows(article: dict, bench, book) -> list[tuple[list[str], bool]]:
    """Features and label of each segment in double marks that the gold has, too."""
    text = article["text"]
    sentences = sentence_spans(text)
    tokens = [
        (start + first, start + last, text[start + first : start + last], pos)
        for start, end in sentences
        for first, last, pos in token_spans(text[start:end])
    ]
    outer = [
        s for s in marked_spans(text) if s.depth == 0 and s.doubt not in ("unopened", "markup")
    ]
    segments, features = [], []
    for unit in split_units(text, sentences, tokens, outer):
        found = find_reports(unit, book)
        for at, which in enumerate(unit.quotes):
            if which is None or not bench.in_known_marks(
                text, outer[which].start, outer[which].end
            ):
                continue
            span = outer[which]
            report = governing(text, unit, at, span, found, book)
            segments.append([bench.up_to_nested(text, span.start, span.end)])
            features.append(quote_features(text, unit, at, span, report))
    gold = article["direct_quotes"]
    pairs = bench.pair([[(g["quote_start"], g["quote_end"])] for g in gold], segments)
    return [(features[f], gold[g]["attributed"]) for g, f in pairs]


def fit(held: np.ndarray, answers: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """Weights of a logistic regression; the first column, `always`, is not shrunk."""
    weights = np.zeros(held.shape[1])
    shrink = np.full(held.shape[1], ridge)
    shrink[0] = 1e-6
    for _ in range(50):
        likely = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (answers - likely) - shrink * weights
        bend = (held * (likely * (1 - likely))[:, None]).T @ held + np.diag(shrink)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def matrix(rows: list[list[str]], names: list[str]) -> np.ndarray:
    column = {name: number for number, name in enumerate(names)}
    held = np.zeros((len(rows), len(names)))
    for number, features in enumerate(rows):
        held[number, [column[name] for name in ("always", *features) if name in column]] = 1
    return held


def f1(said: np.ndarray, true: np.ndarray) -> float:
    return round(float(2 * (said & true).sum() / (said.sum() + true.sum())), 4)


def main(path: Path) -> None:
    bench, book = _benchmark(), read_cues()
    outlets, rows = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        found = speech_rows(article, bench, book)
        rows += found
        outlets += [article["publisher"]] * len(found)
    counts = Counter(outlets)
    kept = [number for number, outlet in enumerate(outlets) if counts[outlet] >= 50]
    rows, outlets = [rows[k] for k in kept], np.array([outlets[k] for k in kept])
    times = Counter(name for features, _ in rows for name in set(features))
    names = ["always", *sorted(name for name, count in times.items() if count >= FEWEST)]
    held = matrix([features for features, _ in rows], names)
    answers = np.array([label for _, label in rows], dtype=float)
    odds = np.zeros(len(answers))
    for outlet in sorted(set(outlets)):
        rest = outlets != outlet
        odds[~rest] = held[~rest] @ fit(held[rest], answers[rest])
    said, true = odds > CUT["speech"], answers > 0
    print(json.dumps({"speech_f1_unseen": f1(said, true), "other_f1_unseen": f1(~said, ~true)}))
    weights = fit(held, answers)
    weights[0] -= CUT["speech"]
    lines = [f"speech,{name},{w:.2f}" for name, w in zip(names, weights, strict=True)]
    out = DATA / "quotation_weights.csv"
    out.write_text(_HEADER + "decision,feature,weight\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    main(parser.parse_args().file)
