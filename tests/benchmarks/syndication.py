"""Are wire copies told from reports on the same event? Scored on copies that an editor changed.

    python tests/benchmarks/syndication.py DEV.jsonl TRAIN.jsonl BASIL.jsonl [--copies N]

Of each article of the first file, `--copies` copies are made as an editor makes them: a new
headline, cut from below to between 30 and 100 per cent, up to a fifth of its sentences dropped,
some sentences moved to the top, up to 8 per cent of the words replaced, and up to three sentences
put in; headline, words and sentences come from articles of the second file. The articles of the
third are hard negatives: each event is told by three outlets, and none was made from another here.
Length of runs and threshold were chosen on the second file and the first thirty events of the
third; scored is on the others.

A pair is two articles in one cluster. `precision`, `recall`, `f1` over all pairs;
`false_same_event` are pairs of the third file that were put together, `false_other` all others.
The last line is one JSON object.
"""

import argparse
import json
from itertools import combinations
from pathlib import Path
from random import Random

import pandas as pd

from analysis.cleaning import find_syndication
from analysis.splitting import sentence_spans


def read_texts(path: Path, *, from_event: int | None = None) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line]
    return [each["text"] for each in records if from_event is None or each["event"] >= from_event]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def edited(text: str, others: list[str], random: Random) -> str:
    """One copy of a text as an editor leaves it; `others` are sentences that are in no article."""
    kept = sentences(text)[1:]  # the first one is the headline
    kept = kept[: max(4, round(len(kept) * random.uniform(0.3, 1)))]
    dropped = random.uniform(0, 0.2)
    kept = [each for each in kept if random.random() >= dropped] or kept
    at = random.randrange(len(kept))
    kept = [*kept[at : at + 3], *kept[:at], *kept[at + 3 :]]
    for _ in range(random.randint(0, 3)):
        kept.insert(random.randint(0, len(kept)), random.choice(others))
    changed = random.uniform(0, 0.08)

    def word(said: str) -> str:
        return random.choice(random.choice(others).split()) if random.random() < changed else said

    body = [" ".join(word(said) for said in line.split(" ")) for line in kept]
    return "\n\n".join([random.choice(others), *body])


def corpus(
    originals: list[str], fill: list[str], negatives: list[str], *, copies: int, seed: int
) -> pd.DataFrame:
    """One row per article: `text`, `source` (what it is a copy of), `negative` (has no copy)."""
    random = Random(seed)
    others = [line for text in fill for line in sentences(text) if line.split()]
    rows = []
    for number, text in enumerate(originals):
        made = [text, *(edited(text, others, random) for _ in range(copies))]
        rows += [(each, f"original {number}", False) for each in made]
    rows += [(text, f"negative {number}", True) for number, text in enumerate(negatives)]
    random.shuffle(rows)
    table = pd.DataFrame(rows, columns=["text", "source", "negative"])
    return table.assign(article_id=[f"a{number:05}" for number in range(len(table))])


def pairs(groups: pd.Series) -> set[tuple[int, int]]:
    return {pair for at in groups.groupby(groups).groups.values() for pair in combinations(at, 2)}


def score(articles: pd.DataFrame) -> dict:
    true = pairs(articles["source"])
    found = pairs(find_syndication(articles)["cluster_id"])
    right, wrong = len(true & found), found - true
    negative = articles["negative"].to_numpy()
    same_event = sum(negative[left] and negative[right] for left, right in wrong)
    precision, recall = right / max(len(found), 1), right / len(true)
    return {
        "f1": 2 * right / (len(found) + len(true)),
        "precision": precision,
        "recall": recall,
        "pairs": len(true),
        "articles": len(articles),
        "false_same_event": int(same_event),
        "false_other": len(wrong) - int(same_event),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("dev", "train", "basil"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    articles = corpus(
        read_texts(options.dev),
        read_texts(options.train),
        read_texts(options.basil, from_event=30),
        copies=options.copies,
        seed=options.seed,
    )
    print(json.dumps(score(articles)))


if __name__ == "__main__":
    main()
