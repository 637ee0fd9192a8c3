"""How right are tags and trees? Scored against Universal Dependencies files.

    python -m tests.benchmarks.reading FILE.conllu [...] [--half a|b]

Only the raw `# text` of each sentence is read: words are ours, and a word of ours counts where it
has the very characters of a gold word. `xpos`, `uas` and `las` are F1 over words (as in the CoNLL
2018 shared task: a word cut otherwise is wrong on both sides); relations are compared whole,
subtypes included. (Sentence breaks: `sentences.py`.) The last line is one JSON object.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.fitting.treebanks import gold_spans, read_conllu
from analysis.reading.reader import shipped_reader
from analysis.splitting import word_spans
from tests.benchmarks.units import f1, figures_with_intervals


def sentences(paths: list[Path], half: str | None) -> Iterator[tuple[str, list[list[str]]]]:
    for path in paths:
        for sent_id, text, rows in read_conllu(path):
            side = "ab"[int(hashlib.sha256(sent_id.encode()).hexdigest(), 16) % 2]
            if half in (None, side):
                yield text, rows


def score(paths: list[Path], half: str | None = None) -> dict:
    given = list(sentences(paths, half))
    cut = [word_spans(text) for text, _ in given]
    words = [[text[a:b] for a, b in spans] for (text, _), spans in zip(given, cut, strict=True)]
    reader = shipped_reader()
    begin = time.process_time()
    read = reader.read(words)
    seconds = time.process_time() - begin
    units = []
    for (text, rows), spans, tree in zip(given, cut, read, strict=True):
        where = gold_spans(text, rows)
        at = {span: int(row[0]) for row in rows if (span := where.get(int(row[0])))}
        row_of = {int(row[0]): row for row in rows}
        hits = Counter(gold=len(rows), ours=len(spans))
        for k, (span, word) in enumerate(zip(spans, tree, strict=True)):
            if span not in at:
                continue
            row = row_of[at[span]]
            head = 0 if word.head == k else at.get(spans[word.head])
            right = head == int(row[6])
            hits["xpos"] += word.pos == row[4]
            hits["uas"] += right
            hits["las"] += right and word.dep == row[7]
        units.append(hits)
    total = sum(units, Counter())
    figures = {name: f1(name, "ours", "gold") for name in ("xpos", "uas", "las")}
    counts = {"n": total["gold"], "tokens_per_second": round(total["ours"] / seconds)}
    return figures_with_intervals(units, figures) | counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", choices=["a", "b"])
    options = parser.parse_args()
    for path in options.files:
        print(path.name, json.dumps(score([path], options.half)))
    print(json.dumps(score(options.files, options.half)))


if __name__ == "__main__":
    main()
