"""The author's sentiment toward main entities of an article: a weighted mean against labels.

    python -m tests.benchmarks.author_sentiment ARTICLES.jsonl ENTITIES.jsonl --scorer target

ARTICLES has `event`, `outlet`, `title`, `text`; ENTITIES has `event`, `outlet`, `target` and
`label` (-1, 0, 1: the author's sentiment toward the target over the whole article), as BASIL has
them. With PerSenT (`--persent`, default: the folder `persent` beside that of ARTICLES) both corpora
fit, and both are scored.

An entity's score is that of `measuring.stance_by_article`: the mean over the sentences that name
it. Beside it, what weights fitted to the labels would reach (`FITTED`, by voice, place and role).
Which mean (`MEANS`) and which weights, how far they are shrunk, and the weights themselves are
chosen on other events and other entities than those that are scored, by cross-validation within
them; so are the two thresholds that make three classes of the score. Nothing printed was ever
chosen on. Entities without two mentions are 'not known' and count as neutral.

The line before the last is one JSON object of BASIL's figures; the last has them too, PerSenT's
under `persent`, and what fitted weights reach under `fitted`.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measuring.stance import LEAST, SHRINK
from analysis.scoring import get_scorer
from tests.benchmarks.labelled_entities import mention_table, read_basil, read_persent
from tests.benchmarks.sentiment import CLASSES, classes, fit_thresholds, macro_f1
from tests.benchmarks.units import Sums, confusion, figures_with_intervals, macro_f1_of

MEANS = {"mentions": ["mentions"], "sentences": ["sentences"]}
FITTED = {
    "voices": ["own", "quoted"],
    "voices and headline": ["own", "quoted", "headline"],
    "sentences and end": ["sentences", "end"],
    "all parts": ["sentences", "own", "quoted", "headline", "lead", "end", "agent", "patient"],
}
PARTS = list(dict.fromkeys(part for parts in [*MEANS.values(), *FITTED.values()] for part in parts))
LEAD = 5  # sentences that open an article
PENALTIES = [0.01, 0.1, 1.0]  # of ridge regression, as a share of the parts' variance
FOLDS, INNER, SEED = 10, 5, 0


def parts_of(mentions: pd.DataFrame) -> pd.DataFrame:
    """One row per entity: `n_mentions`, and the mean polarity of each part of its article.

    Two neutral ones are added to each, as `stance_by_article` does. `end` is what comes after two
    thirds of the sentences that name any of the labelled entities.
    """
    table = mentions[mentions["polarity"].notna()].astype({"entity": int, "polarity": float})
    last = table.groupby("article_id")["sentence_id"].transform("max")
    own, role = table["voice"].isin(["outlet", "headline"]), table["role"].astype(object)
    within = {
        "mentions": pd.Series(True, table.index),
        "own": own,
        "quoted": ~own,
        "headline": table["voice"] == "headline",
        "lead": table["sentence_id"] < LEAD,
        "end": table["sentence_id"] > 2 / 3 * last,
        "agent": role == "agent",
        "patient": role == "patient",
    }
    by_part = {name: table[chosen] for name, chosen in within.items()}
    places = ["entity", "sentence_id"]
    by_part["sentences"] = table.groupby(places)["polarity"].mean().reset_index()
    means = {name: _shrunk(part.groupby("entity")["polarity"]) for name, part in by_part.items()}
    sizes = table.groupby("entity").size().rename("n_mentions")
    return pd.DataFrame({"n_mentions": sizes, **means}).fillna(0)


def _shrunk(polarity: "pd.api.typing.SeriesGroupBy") -> pd.Series:
    return polarity.sum() / (polarity.size() + SHRINK)


def labelled_parts(articles: pd.DataFrame, entities: pd.DataFrame, *, scorer: str) -> pd.DataFrame:
    """One row per labelled entity: `label`, `unit`, `n_mentions` and the parts of its article."""
    parts = parts_of(mention_table(articles, entities, scorer=get_scorer(scorer)))
    return entities[["label", "unit"]].join(parts).fillna(dict.fromkeys(["n_mentions", *PARTS], 0))


def fit_weights(rows: pd.DataFrame, parts: list[str], penalty: float) -> np.ndarray:
    """Weights by ridge regression, with a level of its own for each corpus, each weighing alike."""
    rows = rows[rows["n_mentions"] >= LEAST]
    share = 1 / rows.groupby("corpus")["label"].transform("size")
    centred = rows[[*parts, "label"]] - rows.groupby("corpus")[[*parts, "label"]].transform("mean")
    design, label = centred[parts].to_numpy(), centred["label"].to_numpy(dtype=float)
    gram = (design * share.to_numpy()[:, None]).T @ design
    gram += penalty * np.diag(np.diag(gram))
    return np.linalg.solve(gram, (design * share.to_numpy()[:, None]).T @ label)


def scores_of(rows: pd.DataFrame, parts: list[str], weights: np.ndarray) -> np.ndarray:
    return np.where(rows["n_mentions"] >= LEAST, rows[parts].to_numpy() @ weights, 0.0)


def folds(units: pd.Series, n: int, seed: int) -> Iterator[np.ndarray]:
    """Which rows are held out, whole units at a time."""
    names = np.sort(units.unique())
    fold = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % n, strict=True))
    which = units.map(fold).to_numpy()
    return (which == number for number in range(n))


def choose(rows: pd.DataFrame, choices: dict[str, list[str]]) -> tuple[str, float]:
    """The parts and the penalty with the best correlation, mean over corpora, on held-out units.

    The first of those that come within .005 of the best: a simpler one wins a tie.
    """
    found = {}
    for name, parts in choices.items():
        for penalty in PENALTIES:
            score = np.zeros(len(rows))
            for out in folds(rows["unit"], INNER, SEED + 1):
                weights = fit_weights(rows[~out], parts, penalty)
                score[out] = scores_of(rows[out], parts, weights)
            found[name, penalty] = np.mean(
                [
                    correlation(score[own], rows["label"].to_numpy()[own])
                    for own in _each(rows["corpus"])
                ]
            )
    return next(key for key, value in found.items() if value > max(found.values()) - 0.005)


def nested(rows: pd.DataFrame, choices: dict[str, list[str]]) -> pd.DataFrame:
    """The rows with `score`, `guess` (class) and `chosen`, none by the labels of their own unit."""
    score, guess = np.zeros(len(rows)), np.zeros(len(rows), dtype=int)
    chosen = np.empty(len(rows), dtype=object)
    for out in folds(rows["unit"], FOLDS, SEED):
        rest = rows[~out]
        name, penalty = choose(rest, choices)
        weights = fit_weights(rest, choices[name], penalty)
        score[out] = scores_of(rows[out], choices[name], weights)
        chosen[out] = name
        known = scores_of(rest, choices[name], weights)
        for own in _each(rows["corpus"]):
            of_rest = own[~out]
            cuts = fit_thresholds(known[of_rest], rest["label"].to_numpy()[of_rest], smooth=True)
            guess[out & own] = classes(score[out & own], *cuts)
    return rows.assign(score=score, guess=guess, chosen=chosen)


def _each(corpus: pd.Series) -> list[np.ndarray]:
    return [(corpus == name).to_numpy() for name in sorted(corpus.unique())]


def correlation(score: np.ndarray, truth: np.ndarray) -> float:
    return float(np.corrcoef(score, truth)[0, 1]) if np.std(score) > 0 else 0.0


def correlation_of(sums: Sums) -> float:
    """Pearson's correlation of x and y, from the sums of their products."""
    n = sums["n"]
    both = sums["xy"] - sums["x"] * sums["y"] / n
    alone = (sums["xx"] - sums["x"] ** 2 / n) * (sums["yy"] - sums["y"] ** 2 / n)
    return both / np.sqrt(np.maximum(alone, 1e-12))


def evaluate(rows: pd.DataFrame) -> dict:
    """The figures of one corpus; for their intervals, whole events or entities are resampled."""
    truth, guess = rows["label"].to_numpy(), rows["guess"].to_numpy()
    mean, each = macro_f1(truth, guess)
    figures = {"n": len(rows), "macro_f1": mean}
    figures["correlation"] = correlation(rows["score"].to_numpy(), truth)
    figures |= dict(zip(["f1_negative", "f1_neutral", "f1_positive"], each, strict=True))
    most = rows["label"].mode().iloc[0]
    figures["majority_macro_f1"] = macro_f1(truth, np.full(len(truth), most))[0]
    figures["found"] = (rows["n_mentions"] >= LEAST).mean()
    products = {"n": 1, "x": rows["score"], "y": truth, "xy": rows["score"] * truth}
    products |= {"xx": rows["score"] ** 2, "yy": truth**2}
    units = rows["unit"].to_numpy()
    sums = pd.DataFrame(products).groupby(units).sum().to_dict("records")
    counts = [a | b for a, b in zip(sums, confusion(truth, guess, units), strict=True)]
    measured = {"macro_f1": macro_f1_of(*CLASSES), "correlation": correlation_of}
    rounded = {key: round(float(value), 4) for key, value in figures.items()}
    intervals = figures_with_intervals(counts, measured)["intervals"]
    return rounded | {"n": len(rows), "intervals": intervals}


def by_corpus(scored: pd.DataFrame) -> dict[str, dict]:
    return {name: evaluate(group) for name, group in scored.groupby("corpus")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("entities", type=Path)
    parser.add_argument("--persent", type=Path, help="folder of PerSenT's files")
    parser.add_argument("--scorer", default="target")
    options = parser.parse_args()

    persent = options.persent or options.articles.resolve().parents[1] / "persent"
    corpora = {"BASIL": read_basil(options.articles, options.entities)}
    if persent.is_dir():
        corpora["PerSenT"] = read_persent(sorted(persent.glob("*.jsonl")))
    rows = pd.concat(
        [
            labelled_parts(*corpus, scorer=options.scorer).assign(corpus=name)
            for name, corpus in corpora.items()
        ],
        ignore_index=True,
    )
    report(rows, scorer=options.scorer)


def report(rows: pd.DataFrame, *, scorer: str) -> None:
    scored = nested(rows, MEANS)
    print(scored.groupby("corpus")["chosen"].value_counts().to_string())
    found = by_corpus(scored)
    print("each event by the thresholds of the others:", json.dumps(found["BASIL"]))
    told = {"scorer": scorer, **found["BASIL"]}
    if "PerSenT" in found:
        told["persent"] = found["PerSenT"]
    print(json.dumps(told | {"fitted": by_corpus(nested(rows, FITTED))}))


if __name__ == "__main__":
    main()
