"""Does the corrected interval hold the truth as often as it says? Simulated: the truth is known.

    python -m tests.benchmarks.correction [--runs N] [--seed N]

Each run makes 60 articles of three outlets and eight actors. Mentions are clustered in articles (an
article has a tone of its own, and is misread in its own way); labels are -1, 0, 1; the scorer is
biased, differently for each actor. `draw_sheet` draws 150 mentions (strata: actors), they are
labelled without error, and `corrected_by` gives 95 % intervals by actor and by outlet. Two truths
are asked for: the mean label of the very mentions ('these articles'), and of the process that made
them ('articles like these').

Coverage is the share of intervals, over runs and groups that have one, which hold the truth; its
standard error (over runs) is printed. Naive: `framing_by` on the scores. Labels only: the same
labels without the scores. The last line is one JSON object.
"""

import argparse
import json
import time
from itertools import product

import numpy as np
import pandas as pd

from analysis.validating.coding import draw_sheet
from analysis.validating.correct import corrected_by
from tests.benchmarks.units import figures_with_intervals, share

# How often each actor is in an article, its mean tone, and what the scorer adds for its name.
FREQUENCY = np.array([0.9, 0.8, 0.6, 0.5, 0.4, 0.3, 0.3, 0.2])
TONE = np.array([-0.5, -0.2, 0.1, 0.4, -0.8, 0.0, 0.8, -0.3])
BIAS = np.array([-0.35, -0.2, 0.2, 0.1, 0.0, -0.4, -0.25, 0.3])
ACTORS = [f"actor {i}" for i in range(len(TONE))]
OUTLETS = np.array([-0.4, 0.0, 0.4])
N_ARTICLES = 60


def mentions_of(rng: np.random.Generator, *, n_articles: int, quality: float) -> pd.DataFrame:
    """Scored mentions with their true label; `quality` in [0, 1] is how much the scorer sees."""
    n_each = rng.poisson(FREQUENCY * 2.5, size=(n_articles, len(TONE)))
    n_each *= rng.random(n_each.shape) < np.sqrt(FREQUENCY)
    article, actor = (np.repeat(axis.ravel(), n_each.ravel()) for axis in np.indices(n_each.shape))
    tone = rng.normal(0, 0.5, size=n_each.shape)[article, actor]
    outlet = article % 3
    tone += rng.normal(0, 0.3, n_articles)[article] + OUTLETS[outlet]
    latent = TONE[actor] + tone + rng.normal(0, 0.8, len(actor))
    label = np.where(latent > 0.7, 1.0, np.where(latent < -0.7, -1.0, 0.0))
    error = rng.normal(0, 0.2, n_articles)[article] + rng.normal(0, 0.35, len(actor))
    score = np.clip(quality * 0.7 * label + BIAS[actor] + error, -1, 1)
    return pd.DataFrame(
        {
            "article_id": np.char.add("a", article.astype(str)),
            "actor": np.array(ACTORS)[actor],
            "outlet": np.array(["east", "north", "west"])[outlet],
            "label": label,
            "polarity": score,
            "item": [f"{n:012x}" for n in range(len(actor))],
            **dict.fromkeys(["before", "target", "after", "previous", "next"], ""),
        }
    )


def one_run(
    seed: int, *, quality: float, truth: dict[str, pd.Series], cases: list[tuple[str, str]]
) -> list[pd.DataFrame]:
    rng = np.random.default_rng(seed)
    mentions = mentions_of(rng, n_articles=N_ARTICLES, quality=quality)
    drawn = draw_sheet(mentions, n=150, seed=seed)
    labels = drawn.key.merge(mentions[["item", "label"]], on="item")
    scores = mentions.drop(columns="label")
    tables = []
    for by, about in cases:
        here = mentions.groupby(by)["label"].mean()
        options = {"about": about, "seed": seed}
        table = corrected_by(scores, labels, by, n_boot=200, **options)
        plain = corrected_by(scores, labels, by, n_boot=1, tuning=0, **options)
        table["goal"] = table[by].map(here if about == "these articles" else truth[by])
        table[["plain_low", "plain_high"]] = plain[["low", "high"]]
        table = table.rename(columns={by: "group"})
        tables.append(table.assign(by=by, seed=seed).dropna(subset=["low"]))
    return tables


def figures(table: pd.DataFrame) -> dict:
    goal = table["goal"]
    hit = goal.between(table["low"], table["high"])
    naive_hit = goal.between(table["naive_low"], table["naive_high"])
    off = (table["estimate"] - goal).groupby(table["group"]).mean()
    naive_off = (table["naive"] - goal).groupby(table["group"]).mean()
    found = {
        "naive_coverage": naive_hit.mean(),
        "corrected_coverage": hit.mean(),
        "standard_error": hit.groupby(table["seed"]).mean().sem(),
        "labels_only_coverage": goal.between(table["plain_low"], table["plain_high"]).mean(),
        "naive_bias": naive_off.abs().mean(),
        "corrected_bias": off.abs().mean(),
        "corrected_width": (table["high"] - table["low"]).mean(),
        "labels_only_width": (table["plain_high"] - table["plain_low"]).mean(),
    }
    rounded = {name: round(float(value), 3) for name, value in found.items()}
    hits = pd.DataFrame({"n": 1, "corrected": hit, "naive": naive_hit})
    told = {f"{name}_coverage": share(name, "n") for name in ("corrected", "naive")}
    runs = hits.groupby(table["seed"]).sum().to_dict("records")
    intervals = figures_with_intervals(runs, told)["intervals"]
    return {"n_intervals": len(table), **rounded, "intervals": intervals}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.process_time()
    result = {"runs": options.runs, "seed": options.seed}
    every = list(product(["actor", "outlet"], ["these articles", "articles like these"]))
    for name, quality, cases in [("good_scorer", 1.0, every), ("useless_scorer", 0.0, every[1:2])]:
        many = mentions_of(np.random.default_rng(options.seed), n_articles=40_000, quality=quality)
        truth = {by: many.groupby(by)["label"].mean() for by in ("actor", "outlet")}
        tables = []
        for run in range(options.runs):
            tables += one_run(options.seed + run, quality=quality, truth=truth, cases=cases)
        for (by, about), part in pd.concat(tables).groupby(["by", "about"]):
            found = figures(part)
            print(f"{name}, by {by}, {about}:")
            print("  " + "  ".join(f"{key} {value}" for key, value in found.items()))
            result[f"{name}, by {by}, {about}"] = found
    result["cpu_seconds"] = round(time.process_time() - began, 1)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
