"""Do the intervals cover, and do the tests reject, at the rate that they promise? By simulation.

    python -m tests.benchmarks.statistics [--worlds N]

Each world is drawn anew: articles of one to many mentions that share a mood, two thirds of the
mentions without any known word, and copies of articles. The last line is JSON.
"""

import argparse
import json
import time

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from analysis.measuring.compare import compare
from analysis.measuring.framing import framing_by
from analysis.measuring.intervals import resamples

TRUTH = 0.1 * 0.35  # mean mood, times the share of mentions with a known word


def draw(rng: np.random.Generator, worlds: int, n: int, *, copies: int = 0, events: bool = False):
    """Mentions of many corpora of `n` articles, in two outlets by turns, and of their copies."""
    mentions = pd.DataFrame({"world": np.repeat(np.arange(worlds), n), "at": [*range(n)] * worlds})
    mentions["mood"] = 0.1 + rng.normal(0, 0.2, len(mentions))
    mentions = mentions.loc[mentions.index.repeat(rng.geometric(0.3, len(mentions)))]
    known = rng.random(len(mentions)) < 0.35
    value = (mentions["mood"] + rng.normal(0, 0.2, len(mentions))).clip(-1, 1)
    mentions = mentions.assign(polarity=value.where(known, 0.0), side=mentions["at"] % 2)
    printed = [mentions.assign(article_id=mentions["at"])]
    for copy in range(copies):
        # Wire copy goes to either outlet, whoever printed it first.
        paper = rng.integers(2, size=worlds)
        own = mentions[mentions["at"] == copy % n]
        printed.append(own.assign(article_id=n + copy, side=paper[own["world"]]))
    mentions = pd.concat(printed, ignore_index=True)
    return mentions.assign(
        outlet=np.where(mentions["side"] == 0, "A", "B"),
        event=mentions["at"] // (2 if events else 1),
        cluster_id=mentions["at"],
    )


def coverage(worlds: int, n: int, copies: int, unit: str) -> dict[str, float]:
    """How often the interval of `framing_by` holds the truth, with copies known and not known."""
    mentions = draw(np.random.default_rng([1, n, copies]), worlds, n, copies=copies)
    # A world has its own articles: every world is then a group of one call.
    for column in ("article_id", "cluster_id"):
        mentions[column] = mentions["world"] * 1000 + mentions[column]
    rates = {}
    for name, cluster in (("clusters", "cluster_id"), ("articles", None)):
        table = framing_by(mentions, "world", unit=unit, cluster=cluster)
        rates[name] = table["low"].le(TRUTH) & table["high"].ge(TRUTH)
    sums = mentions.groupby(["world", "cluster_id"])["polarity"].agg(["sum", "size"])
    total, weight = sums.to_numpy().reshape(worlds, n, 2).transpose(2, 1, 0)
    drawn = resamples(n, 2000, 0)
    low, high = np.quantile((drawn @ total) / (drawn @ weight), [0.025, 0.975], axis=0)
    rates["plain percentiles"] = (low <= TRUTH) & (high >= TRUTH)
    return {name: round(float(np.mean(hits)), 3) for name, hits in rates.items()}


def rejection(worlds: int, n: int, *, copies: int = 0, by_event: bool = False) -> dict[str, float]:
    """How often `compare` rejects at .05 and covers 0 where the labels of outlets mean nothing."""
    rng = np.random.default_rng([2, n, copies, by_event])
    drawn = draw(rng, worlds, n, copies=copies, events=by_event)
    rejected = covered = 0
    for seed, mentions in drawn.groupby("world"):
        clusters = mentions[["article_id", "cluster_id"]].drop_duplicates() if copies else None
        event = "event" if by_event else None
        options = {"by_event": event, "clusters": clusters, "seed": seed % 7}
        row = compare(mentions, a="A", b="B", n_boot=800, n_perm=399, **options).iloc[0]
        rejected += row["p"] <= 0.05
        covered += row["low"] <= 0 <= row["high"]
    return {"reject": round(rejected / worlds, 3), "cover": round(covered / worlds, 3)}


def power(worlds: int, n: int, gap: float) -> float:
    """How often a planted gap between the outlets is found at .05."""
    found = 0
    for seed, mentions in draw(np.random.default_rng([3, n]), worlds, n).groupby("world"):
        warm = mentions["polarity"] + gap * mentions["outlet"].eq("A")
        row = compare(mentions.assign(polarity=warm), a="A", b="B", n_perm=399, seed=seed % 7)
        found += row.iloc[0]["p"] <= 0.05
    return round(found / worlds, 3)


def interval(rate: float, worlds: int) -> list[float]:
    """The 95 % interval of a rate that was seen in so many worlds (Wilson 1927)."""
    return [
        round(float(end), 4) for end in proportion_confint(rate * worlds, worlds, method="wilson")
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=1500, help="simulated corpora a figure")
    worlds = parser.parse_args().worlds
    tests = max(worlds // 8, 2)  # a comparison is a call of its own
    began = time.perf_counter()
    figures = {"worlds": worlds, "worlds_tested": tests, "nominal": 0.95}

    print(f"Intervals of framing_by, {worlds} worlds each, nominal coverage .95:")
    for n, copies, unit in [
        (4, 0, "mention"),
        (6, 0, "mention"),
        (12, 0, "mention"),
        (40, 0, "mention"),
        (40, 0, "article"),
        (20, 30, "mention"),
    ]:
        found = coverage(worlds, n, copies, unit)
        name = f"{n} articles, {copies} copies, unit {unit}"
        print(f"  {name:40} " + "  ".join(f"{k} {v:.3f}" for k, v in found.items()))
        ends = {key: interval(value, worlds) for key, value in found.items()}
        figures[f"cover: {name}"] = found | {"intervals": ends}

    print(f"Tests of compare, {tests} worlds each, labels mean nothing; nominal .05 and .95:")
    for n, copies, by_event in [(10, 0, False), (30, 0, False), (20, 20, False), (24, 0, True)]:
        found = rejection(tests, n, copies=copies, by_event=by_event)
        name = f"{n} articles, {copies} copies{', paired by event' if by_event else ''}"
        print(f"  {name:40} reject {found['reject']:.3f}  cover {found['cover']:.3f}")
        ends = {key: interval(value, tests) for key, value in found.items()}
        figures[f"null: {name}"] = found | {"intervals": ends}

    found = power(tests, 40, 0.15)
    figures["power: 40 articles, gap .15"] = found
    print(f"A gap of .15 between 20 and 20 articles is found in {found:.3f} of the worlds.")
    errors = [round(1.96 * np.sqrt(0.95 * 0.05 / count), 3) for count in (worlds, tests)]
    figures["simulation_error"] = dict(zip(["intervals", "tests"], errors, strict=True))
    figures["seconds"] = round(time.perf_counter() - began, 1)
    print(f"Simulation error: intervals +/- {errors[0]:.3f}, tests +/- {errors[1]:.3f}.")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
