"""Known groups: how four governments word one another, against what was written down before.

    python -m tests.benchmarks.known_groups FOLDER [--tables TABLES] [--save FILE] [--of-each N]

FOLDER (or its file) holds `articles.jsonl`, press releases with `outlet`, `published`, `title`,
`text`. The expectations are `data/known_groups.csv`. Every mention is scored by each scorer, and
the mean polarity around an actor in an outlet's own words (and, apart, in the words that it quotes)
is compared as the list says. `--tables` names a folder for the tables of the reading, which takes
most of the time: made where it is not there, read where it is. `--save` keeps the means (no text)
for notebook 08, which has not the releases. `--of-each` draws so many releases of each outlet, for
a quick look.

The last line is one JSON object: `expected`, `counted`, `held`, `share` with its interval
(articles resampled) of the scorer `target` in the outlets' own words, and the same for every scorer
and voice in `by_scorer`.
"""

import argparse
import json
from pathlib import Path

import pandas as pd

from analysis.loading import read_articles
from analysis.measuring import framing_by, of_actors
from analysis.pipeline import analyse
from analysis.scoring import get_scorer, scorer_rows
from analysis.tables import Tables, load_tables
from analysis.validating.known_groups import compare_groups, read_expectations, share_held

KEYS = ["article_id", "sentence_id"]
SCORERS = ["target", "vader", "textblob"]
VOICES = {"own": "outlet", "quoted": "quoted"}
ABOUT = (
    "# Mean polarity of the wording around actors in the press releases of four governments, as\n"
    "# tests/benchmarks/known_groups.py measured it, with 95 % intervals over articles. No text\n"
    "# of theirs is kept.\n"
)


def read(folder: Path, kept: Path | None, *, of_each: int | None = None) -> list[Tables]:
    """The tables of the reading, one for each outlet."""
    if kept and kept.is_dir():
        return [load_tables(each) for each in sorted(kept.iterdir())]
    file = folder / "articles.jsonl" if folder.is_dir() else folder
    articles = read_articles(file).articles
    tables = []
    for outlet, group in articles.groupby("outlet"):
        if of_each:
            group = group.sample(min(of_each, len(group)), random_state=0)
        found = analyse(group.reset_index(drop=True), scorer="textblob", pairs=False)
        if kept:
            found.save(kept / outlet.replace(" ", "-"))
        tables.append(found)
    return tables


def scored(rows: pd.DataFrame, mentions: pd.DataFrame, scorer: str) -> pd.DataFrame:
    """The mentions with what one scorer makes of their rows."""
    columns = ["article_id", "outlet", "actor", "words_of"]
    polarity = get_scorer(scorer)(rows)["polarity"]
    return mentions[columns].assign(polarity=polarity, scored_by=scorer)


def asked(tables: list[Tables], actors: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The mentions of these actors, and their rows as a scorer is given them: all names masked."""
    every = pd.concat([one.mentions for one in tables], ignore_index=True)
    sentences = pd.concat([one.sentences for one in tables], ignore_index=True)
    quotes = pd.concat([one.quotes for one in tables], ignore_index=True)
    mentions = of_actors(every)
    mentions = mentions[mentions["actor"].isin(actors)]
    places, asked_for = (pd.MultiIndex.from_frame(each[KEYS]) for each in (every, mentions))
    near = every[places.isin(asked_for)]
    return mentions, scorer_rows(near, sentences, quotes=quotes).loc[mentions.index]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", type=Path, help="folder of the tables of the reading")
    parser.add_argument("--save", type=Path, help="file for the means of each outlet and actor")
    parser.add_argument("--of-each", type=int, metavar="N", help="releases of each outlet")
    options = parser.parse_args()

    expectations = read_expectations()
    actors = {*expectations["actor"], *expectations["than_actor"]} - {""}
    asked_for, rows = asked(read(options.folder, options.tables, of_each=options.of_each), actors)
    by_scorer, means = {}, []
    for scorer in SCORERS:
        mentions, by_scorer[scorer] = scored(rows, asked_for, scorer), {}
        means.append(framing_by(mentions, by=["outlet", "actor", "words_of", "scored_by"]))
        for voice, words_of in VOICES.items():
            own = mentions[mentions["words_of"] == words_of]
            compared, shares = compare_groups(own, expectations)
            found = share_held(compared, shares)
            ends = {"intervals": {"share": [found.pop("low"), found.pop("high")]}}
            by_scorer[scorer][voice] = found | ends
            print(scorer, voice, json.dumps(by_scorer[scorer][voice]))
            missed = compared[compared["counted"] & ~compared["held"]]
            for row in missed.to_dict("records"):
                than = f"{row['than_outlet']} on {row['than_actor']}" if row["than_outlet"] else "0"
                print(
                    f"  not held: {row['outlet']} on {row['actor']} {row['expected']} than {than}: "
                    f"{row['estimate']:+.2f} against {row['than']:+.2f}"
                )
    if options.save:
        keep(pd.concat(means), options.save)
    head = by_scorer["target"]["own"]
    print(json.dumps({"expected": len(expectations), **head, "by_scorer": by_scorer}))


def keep(means: pd.DataFrame, path: Path) -> None:
    columns = ["outlet", "actor", "words_of", "scored_by", "estimate", "low", "high"]
    columns += ["n_mentions", "n_articles"]
    table = means[means["n_articles"] >= 2][columns].round(4)
    path.write_text(ABOUT + table.dropna().to_csv(index=False), encoding="utf-8")


if __name__ == "__main__":
    main()
