"""Sentence breaks against Universal Dependencies files.

    python -m tests.benchmarks.sentences FILE.conllu [...] [--genre news] [--show]

Each document is rebuilt from `# text`, with a blank line at `# newpar`; a break counts as found
when it lies at the same character, white space aside. Breaks between paragraphs, which any
splitter gets for nothing, are not counted in `inside_f1`. Precision and recall are shares
in 0..1. The last line is one JSON object.
"""

import argparse
import json
import time
from pathlib import Path

from analysis.splitting.sentences import sentence_spans
from tests.benchmarks.units import f1, figures_with_intervals, share


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
    units, size, seconds = [], 0, 0.0
    for document in (d for file in options.files for d in documents(file, options.genre)):
        text = "\n\n".join(" ".join(paragraph) for paragraph in document)
        begin = time.process_time()
        found = breaks(sentence_spans(text), text)
        seconds += time.process_time() - begin
        size += len(text.encode())
        gold, free = gold_breaks(document)
        counts = {"sentences": len(gold)}
        for name, drop in (("inside", free), ("whole", {max(gold, default=0)})):
            g, f = gold - drop, found - drop
            counts |= {f"{name} hits": len(g & f), f"{name} found": len(f), f"{name} gold": len(g)}
        units.append(counts)
        if options.show:
            _show(text, gold, found)
    figures = {
        "inside_f1": f1("inside hits", "inside found", "inside gold"),
        "f1": f1("whole hits", "whole found", "whole gold"),
        "precision": share("whole hits", "whole found"),
        "recall": share("whole hits", "whole gold"),
    }
    result = {"documents": len(units), "sentences": sum(unit["sentences"] for unit in units)}
    result |= figures_with_intervals(units, figures)
    result["mb_per_second"] = round(size / 1e6 / max(seconds, 1e-9), 2)
    print(json.dumps(result))


def gold_breaks(document: list[list[str]]) -> tuple[set[int], set[int]]:
    """Where the document's sentences end, as `breaks` counts; and of these, its paragraphs."""
    gold, free, at = set(), set(), 0
    for paragraph in document:
        for sentence in paragraph:
            at += sum(not character.isspace() for character in sentence)
            gold.add(at)
        free.add(at)
    return gold, free


def _show(text: str, gold: set[int], found: set[int]) -> None:
    seen = 0
    for i, character in enumerate(text):
        seen += not character.isspace()
        if not character.isspace() and (seen in gold) != (seen in found):
            kind = "missed  " if seen in gold else "invented"
            print(kind, repr(text[max(0, i - 40) : i + 1] + " | " + text[i + 1 : i + 30]))


if __name__ == "__main__":
    main()
