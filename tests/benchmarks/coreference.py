"""How often does a pronoun go back to the right name? Scored against GUM's chains.

    python -m tests.benchmarks.coreference FILE.conllu

Only the raw `# text` of each sentence is read by the rules, beside the names: every span of
`Entity=` whose head is a proper noun and whose type is person, place or organization is given as
a mention of its chain (a name in front of 'and' is one name, not the group). Counted are the
third-person pronouns whose chain has such a name before them. A document (`# newdoc`) is one
article.

The last line is one JSON object: `accuracy` (over those answered), `coverage` (the share that is
answered), `n`, and `nearest_name` (how often the nearest name before would have been right).
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.fitting.treebanks import gold_spans
from analysis.naming import find_pronoun_mentions
from analysis.reading import split_tokens
from tests.benchmarks.units import figures_with_intervals, share

PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "his", "its", "their"])
KINDS = {"person": "leader", "place": "state", "organization": "organisation"}
FIGURES = {
    "accuracy": share("right", "answered"),
    "coverage": share("answered", "n"),
    "nearest_name": share("nearest", "n"),
}
_PLACE = re.compile(r"\((\d+)(?:\[[\d/]+\])?-(\w+)-[^()]*(\))?|(\d+)(?:\[[\d/]+\])?\)")


class Entity(NamedTuple):
    """One span of a chain; offsets of its name or, where its head is no name, of its head."""

    chain: str
    kind: str
    start: int
    end: int
    named: bool
    word: str  # its head


class Document(NamedTuple):
    """One document: its text, its sentences as (start, end), and its entities in order."""

    name: str
    text: str
    sentences: list[tuple[int, int]]
    entities: list[Entity]


def documents(path: Path) -> Iterator[Document]:
    """The documents of a treebank with `Entity=` in its last column."""
    for part in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, text, spans, entities = part.split("\n", 1)[0], "", [], []
        open_ones: dict[str, list[tuple[str, int]]] = {}
        words: list[list[str]] = []
        places: list[tuple[int, int] | None] = []
        for block in part.split("\n\n"):
            lines = block.split("\n")
            raw = next((line[9:] for line in lines if line.startswith("# text = ")), None)
            if raw is None:
                continue
            rows = [row for line in lines if (row := line.split("\t"))[0].isdigit()]
            at = len(text) + bool(text)
            text = f"{text} {raw}".lstrip()
            spans.append((at, at + len(raw)))
            found, first = gold_spans(raw, rows), len(words)
            for row in rows:
                place = found.get(int(row[0]))
                places.append((at + place[0], at + place[1]) if place else None)
                words.append(row)
                for chain, kind, closed, ended in _PLACE.findall(_entity(row)):
                    if chain:
                        open_ones.setdefault(chain, []).append((kind, len(words) - 1))
                    if (ended or closed) and open_ones.get(ended or chain):
                        known = open_ones[ended or chain].pop()
                        found_one = _entity_of(ended or chain, *known, first, words, places)
                        entities += [found_one] if found_one else []
        entities = sorted(set(entities), key=lambda one: one.start)
        yield Document(name, text, spans, entities)


def _entity(row: list[str]) -> str:
    return next((part for part in row[9].split("|") if part.startswith("Entity=")), "")


def _entity_of(chain, kind, begin, first, words, places) -> Entity | None:
    """The entity of words `begin` to the last one read, of a sentence that opens at `first`."""
    span = range(max(begin, first), len(words))
    heads = [k for k in span if first + int(words[k][6]) - 1 not in span]
    if not heads:
        return None
    head = heads[0]
    under = [k for k in span if int(words[k][6]) == head - first + 1]
    if any(words[k][7] == "conj" for k in under):
        return None
    low = high = head
    named = words[head][3] == "PROPN" and kind in KINDS
    if named:
        parts = {k for k in under if words[k][7] in ("flat", "compound") and words[k][3] == "PROPN"}
        while low - 1 in parts:
            low -= 1
        while high + 1 in parts:
            high += 1
    if places[low] is None or places[high] is None:
        return None
    return Entity(chain, kind, places[low][0], places[high][1], named, words[head][1])


def tables(document: Document) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions (the gold names) and tokens (as they are read here) of one document."""
    rows, ends = [], set()
    sentences = pd.DataFrame(
        [
            (document.name, k, low, high, document.text[low:high])
            for k, (low, high) in enumerate(document.sentences)
        ],
        columns=["article_id", "sentence_id", "start", "end", "sentence"],
    )
    for one in document.entities:
        if one.named and one.start not in ends:
            where = next(k for k, (_, high) in enumerate(document.sentences) if one.end <= high)
            alias = document.text[one.start : one.end]
            who = (one.chain, KINDS[one.kind], alias, one.start, one.end, "name")
            rows.append((document.name, where, len(rows), *who))
            ends.add(one.start)
    columns = ["article_id", "sentence_id", "mention_id", "actor", "actor_kind", "alias"]
    columns += ["start", "end", "how"]
    return pd.DataFrame(rows, columns=columns), split_tokens(sentences)


def asked(document: Document) -> list[tuple[Entity, str]]:
    """The pronouns whose chain has a name before them, each with the chain of the nearest name."""
    last, seen, found = None, set(), []
    for one in document.entities:
        if one.named:
            last = one.chain
            seen.add(one.chain)
        elif one.word.lower() in PRONOUNS and one.chain in seen:
            found.append((one, last))
    return found


def score(path: Path, errors: int = 0) -> dict:
    units = []
    for document in documents(path):
        pronouns = asked(document)
        if not pronouns:
            continue
        answers = find_pronoun_mentions(*tables(document))
        actor = dict(zip(answers["start"], answers["actor"], strict=True))
        counts = Counter(n=len(pronouns))
        for one, nearest in pronouns:
            said = actor.get(one.start)
            counts["nearest"] += nearest == one.chain
            counts["answered"] += said is not None
            counts["right"] += said == one.chain
            if said not in (None, one.chain) and errors > 0:
                errors -= 1
                names = {e.chain: document.text[e.start : e.end] for e in document.entities}
                context = document.text[max(0, one.start - 200) : one.end + 30]
                print(f"{names[said]!r} for {names[one.chain]!r}: ...{context}")
        units.append(counts)
    n = sum(unit["n"] for unit in units)
    return {"file": path.name, "n": n} | figures_with_intervals(units, FIGURES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong answers")
    options = parser.parse_args()
    print(json.dumps(score(options.file, options.errors)))


if __name__ == "__main__":
    main()
