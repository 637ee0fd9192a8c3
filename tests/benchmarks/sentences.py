"""Sentence breaks against Universal Dependencies files.

    python tests/benchmarks/sentences.py FILE.conllu [...] [--genre news] [--show]

Each document is rebuilt from `# text`, with a blank line at `# newpar`; a break counts as found
when it lies at the same character, white space aside. Breaks between paragraphs, which any
splitter gets for nothing, are counted in `with_paragraphs` only. Precision and recall are shares
in 0..1. The last line is one JSON object.
"""

import argparse
import json
import time
from pathlib import Path

from analysis.splitting.sentences import sentence_spans


def documents(path: Path, genre: str) -> list[list[list[str]]]:
    """Documents of one file as paragraphs of sentences."""
    kept: list[list[list[str]]] = []
    wanted = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            wanted = not genre or f"_{genre}_" in line
            if wanted:
                kept.append([[]])
        elif wanted and line.startswith("# newpar"):
            kept[-1].append([])
        elif wanted and line.startswith("# text ="):
            kept[-1][-1].append(line.split("=", 1)[1].strip())
    return [[paragraph for paragraph in document if paragraph] for document in kept]


def breaks(spans: list[tuple[int, int]], text: str) -> set[int]:
    """Where sentences end, counted in characters that are no white space."""
    ends, seen, at = set(), 0, 0
    for _, end in spans:
        seen += sum(not character.isspace() for character in text[at:end])
        at = end
        ends.add(seen)
    return ends


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--genre", default="", help="part of the document's id, such as news")
    parser.add_argument("--show", action="store_true", help="print the breaks missed and invented")
    options = parser.parse_args()
    sentence_spans("The model is loaded on the first call. It is not timed.")
    counts = {"inside": [0, 0, 0], "with_paragraphs": [0, 0, 0]}
    size, seconds, number, sentences = 0, 0.0, 0, 0
    for document in (d for file in options.files for d in documents(file, options.genre)):
        number += 1
        text = "\n\n".join(" ".join(paragraph) for paragraph in document)
        begin = time.process_time()
        found = breaks(sentence_spans(text), text)
        seconds += time.process_time() - begin
        size += len(text.encode())
        gold, free, at = set(), set(), 0
        for paragraph in document:
            for sentence in paragraph:
                sentences += 1
                at += sum(not character.isspace() for character in sentence)
                gold.add(at)
            free.add(at)
        for name, drop in (("inside", free), ("with_paragraphs", {at})):
            g, f = gold - drop, found - drop
            counts[name] = [
                a + b
                for a, b in zip(counts[name], (len(g & f), len(f - g), len(g - f)), strict=True)
            ]
        if options.show:
            _show(text, gold, found)
    result = {"documents": number, "sentences": sentences}
    for name, (right, invented, missed) in counts.items():
        precision, recall = right / max(right + invented, 1), right / max(right + missed, 1)
        result[name] = {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        }
    result |= result["with_paragraphs"]
    result["mb_per_second"] = round(size / 1e6 / max(seconds, 1e-9), 2)
    print(json.dumps(result))


def _show(text: str, gold: set[int], found: set[int]) -> None:
    seen = 0
    for i, character in enumerate(text):
        seen += not character.isspace()
        if not character.isspace() and (seen in gold) != (seen in found):
            kind = "missed  " if seen in gold else "invented"
            print(kind, repr(text[max(0, i - 40) : i + 1] + " | " + text[i + 1 : i + 30]))


if __name__ == "__main__":
    main()
