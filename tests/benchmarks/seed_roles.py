"""How many mentions on the saved tag page get the voice and role that a person gave them?

    python -m tests.benchmarks.seed_roles

Reads `tests/keys/seed_roles.csv`. The last line is one JSON object: accuracy of `role` and `voice`
over all rows of the key; a mention that was not found counts as wrong.
The word lists were extended with this page at hand, so this is a check of the rules, no estimate.
"""

import json
from pathlib import Path

import pandas as pd

from analysis.acting.roles import add_roles
from analysis.cleaning.ledger import add_text, find_furniture
from analysis.cleaning.subheadings import find_subheadings
from analysis.loading.read import read_articles
from analysis.naming.mentions import find_mentions
from analysis.quoting.quotes import find_quotes
from analysis.quoting.voice import add_voice
from analysis.reading.segment import split_sentences, split_tokens
from tests.benchmarks.units import figures_with_intervals, share

ROOT = Path(__file__).resolve().parents[2]


def compare_with_key() -> pd.DataFrame:
    """The key with `found_voice`, `found_role` and `miss` (mention, voice, role, or both)."""
    key = pd.read_csv(ROOT / "tests/keys/seed_roles.csv", comment="#", keep_default_na=False)
    articles, _ = read_articles(ROOT / "data/pages/sputlink-tag-page.txt")
    articles = add_text(articles, find_furniture(articles))
    sentences = split_sentences(articles, breaks=find_subheadings(articles))
    tokens = split_tokens(sentences)
    mentions = find_mentions(sentences, articles)
    quotes = find_quotes(articles, sentences, tokens, mentions=mentions)
    found = mentions.pipe(add_voice, quotes, sentences).pipe(add_roles, tokens)
    found = found.merge(sentences[["sentence_id", "sentence"]], on="sentence_id")
    rows = []
    for row in key.itertuples():
        here = found[found["sentence"].str.startswith(row.sentence)]
        same = here[here["alias"].eq(row.alias) & here["actor"].eq(row.actor)].sort_values("start")
        if len(same) < row.nth:
            rows.append(("", "", "mention"))
            continue
        mention = same.iloc[row.nth - 1]
        pairs = {"voice": row.voice, "role": row.role}
        miss = " ".join(name for name, value in pairs.items() if mention[name] != value)
        rows.append((mention["voice"], mention["role"], miss))
    found = pd.DataFrame(rows, columns=["found_voice", "found_role", "miss"], index=key.index)
    return key.join(found)


def accuracies(table: pd.DataFrame) -> dict:
    """Share of the key's rows whose role, and whose voice, was found; sentences are resampled."""
    missed = table["miss"].str.split().map(set)
    right = {
        name: missed.map(lambda kinds, name=name: not kinds & {name, "mention"})
        for name in ("role", "voice")
    }
    units = pd.DataFrame(right | {"n": 1}).groupby(table["sentence"]).sum().to_dict("records")
    figures = {f"{name}_accuracy": share(name, "n") for name in right}
    return {"n": len(table)} | figures_with_intervals(units, figures)


if __name__ == "__main__":
    table = compare_with_key()
    print(
        table.loc[
            table["miss"].ne(""),
            [
                "sentence",
                "alias",
                "voice",
                "role",
                "found_voice",
                "found_role",
                "miss",
                "known_miss",
            ],
        ].to_string()
    )
    print(json.dumps(accuracies(table)))
