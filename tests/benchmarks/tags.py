"""Parts of speech against Universal Dependencies files, with TextBlob's own path beside.

    python tests/benchmarks/tags.py FILE.conllu [...]

Gold tokens and gold Penn tags (fifth column). `accuracy` is a share of all tokens; `verb_precision`
and `verb_recall` ask only whether a token is a verb (VB*). The last line is one JSON object.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from textblob.en import parser

from analysis.reading.tagger import find_tags


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        words = [(row[1], row[4]) for row in rows if row[0].isdigit()]
        if words:
            yield words


def score(gold: list[list[tuple[str, str]]], tag: Callable[[list[str]], list[str]]) -> dict:
    begin = time.process_time()
    pairs = [
        (right, found)
        for sentence in gold
        for (_, right), found in zip(sentence, tag([word for word, _ in sentence]), strict=True)
    ]
    seconds = time.process_time() - begin
    both = sum(a[:2] == b[:2] == "VB" for a, b in pairs)
    return {
        "accuracy": round(sum(a == b for a, b in pairs) / len(pairs), 4),
        "verb_precision": round(both / max(sum(b[:2] == "VB" for _, b in pairs), 1), 4),
        "verb_recall": round(both / max(sum(a[:2] == "VB" for a, _ in pairs), 1), 4),
        "tokens": len(pairs),
        "tokens_per_second": round(len(pairs) / max(seconds, 1e-9)),
    }


def main() -> None:
    gold = [words for path in sys.argv[1:] for words in sentences(Path(path))]
    find_tags(["It", "is", "loaded", "."])
    result = {
        "textblob": score(gold, lambda words: [tag for _, tag in parser.find_tags(words)]),
        "with_context_rules": score(gold, find_tags),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
