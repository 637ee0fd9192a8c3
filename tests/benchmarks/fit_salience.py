"""Fit the weights of data/salience.csv on a treebank with chains.

    python -m tests.benchmarks.fit_salience FILE.conllu [--out data/salience.csv]

A conditional logit: of those whom a pronoun may mean, the chance that it means each; fitted by
gradient descent on the chains, with earlier pronouns resolved as the chains have them. What is
printed is the data file; `--out` writes it, under the comments that the file has already.
"""

import argparse
import math
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.naming.antecedents import read_article
from analysis.naming.salience import CLASSES, Option
from tests.benchmarks.coreference import Document, documents, tables

_STEPS, _RATE, _RIDGE = 600, 0.5, 0.002


def examples(document: Document, mentions, tokens) -> list[tuple[str, list[Option], list[bool]]]:
    """Per pronoun: its kind, whom it may mean, and which of these its chain says it does mean."""
    chain = {one.end: one.chain for one in document.entities}
    found = []

    def teach(kind: str, at: int, options: list[Option]) -> tuple[Option | None, float]:
        own = chain.get(reader.end[at])
        right = [own is not None and chain.get(reader.end[o.at]) == own for o in options]
        found.append((kind, options, right))
        own_options = [o for o, yes in zip(options, right, strict=True) if yes]
        best = max(own_options, default=None, key=lambda option: option.actor)
        return best, 1.0

    reader = read_article(tokens, mentions, [], chooser=teach)
    list(reader.resolve())
    return found


def fit(cases: list[tuple[list[Option], list[bool]]], names: list[str]) -> dict[str, float]:
    at = {name: k for k, name in enumerate(names)}
    matrices = []
    for options, right in cases:
        matrix = np.zeros((len(options), len(names)))
        for row, option in enumerate(options):
            for name in option.features:
                matrix[row, at[name]] = 1.0
            matrix[row, at["often"]] = math.log(option.often)
        matrices.append((matrix, np.array(right)))
    sizes = [len(matrix) for matrix, _ in matrices]
    starts = np.cumsum([0, *sizes[:-1]])
    whole = np.vstack([matrix for matrix, _ in matrices])
    right = np.concatenate([yes for _, yes in matrices])
    group = np.repeat(np.arange(len(sizes)), sizes)
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(_STEPS):
        scores = whole @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chance = powers / np.add.reduceat(powers, starts)[group]
        hit = chance * right
        wanted = hit / np.add.reduceat(hit, starts)[group]
        slope = whole.T @ (wanted - chance) / len(sizes) - _RIDGE * weights
        speed = 0.9 * speed + slope
        weights = weights + _RATE * speed
    return dict(zip(names, weights, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, metavar="FILE", help="the data file, to write anew")
    options = parser.parse_args()
    found = []
    for one in documents(options.file):
        mentions, tokens = tables(one)
        for known in (mentions, without_some(mentions)):
            found += examples(one, known, tokens) if len(known) else []
    fitted = table(found)
    print(fitted)
    if options.out:
        lines = options.out.read_text(encoding="utf-8").splitlines()
        told = [line for line in lines if line.startswith("#")]
        options.out.write_text("\n".join([*told, fitted]) + "\n", encoding="utf-8")


def without_some(mentions: pd.DataFrame) -> pd.DataFrame:
    """Half of the chains: in the news, too, the gazetteer knows but some of those who are named."""
    some = mentions["actor"].map(lambda chain: zlib.crc32(chain.encode()) % 2 == 1)
    return mentions[some.astype(bool)]


def table(found: list[tuple[str, list[Option], list[bool]]]) -> str:
    names = sorted({name for _, options, _ in found for o in options for name in o.features})
    names.append("often")
    fitted = {
        kind: fit([(o, r) for k, o, r in found if k == kind and any(r)], names) for kind in CLASSES
    }
    lines = [f"feature,{','.join(CLASSES)}"]
    lines += [f"{name}," + ",".join(f"{fitted[k][name]:.2f}" for k in CLASSES) for name in names]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
