"""States as governments word them: the scorers against a sheet that two readers labelled blind.

    python -m tests.benchmarks.states_sheet FOLDER [--draw SHEET.csv]

FOLDER holds `articles.jsonl`, press releases of four governments. The labels are
`data/coding/states.csv`: how each of 150 sentences treats one actor, twice, by readers who saw
neither scores nor outlets nor each other's labels (`data/coding/README.md` says who they are). No
text of the releases is kept: a label leads to its release by `url`, and to the mention by `start`
and `end`.

`--draw` draws the sheet that they labelled: of so many releases of each outlet, mentions of states,
leaders and organisations, by outlet and actor, the frequent ones in less than proportion.

The last line is one JSON object: `n` (mentions with a label), `found` (share that is still a
mention), `alpha` (Krippendorff, ordinal, between the two), and by scorer `correlation` with the
mean label, `auc` of favourable against unfavourable ones and `neutral_mean` (mean polarity of what
both call neutral), with intervals over releases.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.loading import read_articles
from analysis.measuring import of_actors
from analysis.pipeline import analyse
from analysis.schema import DATA
from analysis.scoring import add_polarity
from analysis.tables import Tables
from analysis.validating import add_items, alpha_by, draw_sheet, write_sheet
from tests.benchmarks.attitudes import figures
from tests.benchmarks.author_sentiment import correlation_of
from tests.benchmarks.units import figures_with_intervals

LABELS = DATA / "coding" / "states.csv"
OF_EACH, N, SEED = 50, 150, 2022
SCORERS = ["target", "vader", "textblob"]


def releases(folder: Path) -> pd.DataFrame:
    return read_articles(folder / "articles.jsonl" if folder.is_dir() else folder).articles


def read(articles: pd.DataFrame) -> Tables:
    """The tables of these releases, their mentions with what a coder sees of each."""
    tables = analyse(articles, scorer="textblob", pairs=False)
    mentions = add_items(of_actors(tables.mentions), tables.sentences, tables.articles)
    urls = tables.articles.set_index("article_id")["url"]
    return replace(tables, mentions=mentions.assign(url=mentions["article_id"].map(urls)))


def draw(articles: pd.DataFrame, path: Path) -> Path:
    """Write the sheet, and beside it where each of its items stands, which `LABELS` keeps."""
    groups = [group.sample(OF_EACH, random_state=SEED) for _, group in articles.groupby("outlet")]
    mentions = read(pd.concat(groups, ignore_index=True)).mentions
    drawn = draw_sheet(mentions, n=N, by=["outlet", "actor"], min_stratum=20, seed=SEED)
    written = write_sheet(drawn, path)
    places = drawn.key.merge(mentions.drop_duplicates("item"), on="item")
    places[["item", "url", "actor", "start", "end", "stratum", "n_stratum"]].to_csv(
        written.with_stem(f"{written.stem}-places"), index=False
    )
    return written


def labels() -> pd.DataFrame:
    """One row per item and coder: `item`, `url`, `actor`, `coder`, `label` (NaN: unclear)."""
    table = pd.read_csv(LABELS, comment="#", dtype={"item": "str"})
    coders = [column for column in table if column.startswith("coder_")]
    long = table.melt(["item", "url", "actor"], coders, var_name="coder", value_name="told")
    return long.assign(label=pd.to_numeric(long["told"], errors="coerce"))


def measured(rows: pd.DataFrame) -> dict:
    """What one scorer's polarity has to do with the mean labels; releases are resampled."""
    told = figures(rows)
    x, y = rows["polarity"], rows["label"]
    products = {"n": 1, "x": x, "y": y, "xy": x * y, "xx": x**2, "yy": y**2}
    sums = pd.DataFrame(products).groupby(rows["sentence"]).sum().to_dict("records")
    found = figures_with_intervals(sums, {"correlation": correlation_of})
    intervals = told.pop("intervals") | found.pop("intervals")
    return told | found | {"intervals": intervals}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", type=Path, metavar="SHEET.csv", help="draw a sheet to label")
    options = parser.parse_args()
    articles = releases(options.folder)
    if options.draw:
        print(draw(articles, options.draw))
        return

    given = labels()
    tables = read(articles[articles["url"].isin(given["url"])].reset_index(drop=True))
    means = given.groupby("item")["label"].mean().dropna()
    mentions = tables.mentions.drop_duplicates("item")
    mentions = mentions[mentions["item"].isin(means.index)]
    by_scorer = {}
    for scorer in SCORERS:
        scored = add_polarity(
            tables.mentions, tables.sentences, quotes=tables.quotes, scorer=scorer
        )
        polarity = scored.loc[mentions.index, "polarity"]
        # A release is what is resampled, and what `figures` calls a sentence.
        rows = pd.DataFrame({"sentence": mentions["url"], "polarity": polarity})
        by_scorer[scorer] = measured(rows.assign(label=mentions["item"].map(means)))
        print(scorer, json.dumps(by_scorer[scorer]))
    alpha = alpha_by(given).iloc[0]
    told = {"n": len(means), "found": round(len(mentions) / len(means), 4)}
    told |= {"alpha": round(alpha["alpha"], 4), "by_scorer": by_scorer}
    told["intervals"] = {"alpha": [round(alpha["low"], 4), round(alpha["high"], 4)]}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
