"""How many coded political events are found as triples? Scored against PLOVER's gold records.

    python -m tests.benchmarks.events FILE.jsonl [--errors N]

One record is a sentence with the spans of the event's source and target, coded by people. Of these
count the ones whose both sides the gazetteer knows: a mention lies within a span of the source, and
one of another actor within a span of the target (`n` sentences).

`pair_recall`: share of them in which `find_triples` has a coded ordered pair. `pair_precision`:
share of the pairs found between actors of two coded sides, in either direction or within a side,
that are coded; a sentence tells more than the one coded event, so pairs with a third actor are
judged by nobody; `pairs_beyond` counts them, and `strict_precision` holds them for wrong.
`class_accuracy` and `quad_accuracy`: of the sentences found, the share in which a deed of a coded
pair has the coded class, or its quad class.

The pair scorer is given the spans of source and target (`n_pairs` records have both in the text):
`right`, `wrong`, `auc` and `curve` ([cut, right, wrong] over cuts) are told in `told.py`.
The last line is one JSON object.
"""

import argparse
import json
from pathlib import Path

import pandas as pd

from analysis.acting.events import read_events
from analysis.acting.triples import find_triples
from analysis.naming.mentions import find_mentions
from analysis.reading import split_sentences, split_tokens
from analysis.scoring import PAIR_CUT
from tests.benchmarks.told import told_events
from tests.benchmarks.units import figures_with_intervals, share

FIGURES = {
    "pair_recall": share("found", "n"),
    "pair_precision": share("right", "judged"),
    "strict_precision": share("right", "pairs"),
    "class_accuracy": share("class", "found"),
    "quad_accuracy": share("quad", "found"),
}


def read_records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def mentions_and_triples(records: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    articles = pd.DataFrame(
        {
            "article_id": [record["id"] for record in records],
            "text": [record["text"] for record in records],
            "body_start": 0,
        }
    )
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, articles)
    return mentions, find_triples(mentions, split_tokens(sentences))


def actors_within(mentions: pd.DataFrame, spans: list) -> set[str]:
    """Actors with a mention inside one of the spans (None where a side is not in the text)."""
    found: set[str] = set()
    for start, end in filter(None, spans):
        held = mentions["start"].ge(start) & mentions["end"].le(end)
        found |= set(mentions.loc[held, "actor"])
    return found


def pairs_of(triples: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(triples["agent"], triples["patient"], strict=True))


def score(path: Path, errors: int = 0) -> dict:
    records = read_records(path)
    mentions, triples = mentions_and_triples(records)
    units: list[dict[str, float]] = []
    quads = dict(read_events().values())
    for record in records:
        here = mentions[mentions["article_id"].eq(record["id"])]
        sides = [actors_within(here, record[f"{side}_spans"]) for side in ("source", "target")]
        coded = {(a, b) for a in sides[0] for b in sides[1] if a != b}
        if not coded:
            continue
        told = triples[triples["article_id"].eq(record["id"])]
        pairs = set(pairs_of(told))
        between = {pair for pair in pairs if set(pair) <= sides[0] | sides[1]}
        of_pair = told[pd.Series(pairs_of(told), index=told.index).isin(coded)]
        event = record["event"].lower()
        units.append(
            {
                "n": 1,
                "found": bool(pairs & coded),
                "right": len(between & coded),
                "judged": len(between),
                "pairs": len(pairs),
                "class": bool(of_pair["event"].eq(event).any()),
                "quad": bool(of_pair["quad"].eq(quads[event]).any()),
            }
        )
        if errors and not pairs & coded:
            errors -= 1
            print(record["event"], sorted(coded), sorted(pairs), record["text"], sep=" | ")
    beyond = sum(unit["pairs"] - unit["judged"] for unit in units)
    counts = {"file": path.name, "n": len(units), "pairs_beyond": beyond}
    told = told_events(records, PAIR_CUT)
    found = figures_with_intervals(units, FIGURES)
    return counts | told | found | {"intervals": told["intervals"] | found["intervals"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="records as JSON lines")
    parser.add_argument("--errors", type=int, default=0, help="print so many sentences missed")
    options = parser.parse_args()
    print(json.dumps(score(options.file, options.errors)))


if __name__ == "__main__":
    main()
