"""How well quotations and their speakers are found: `python -m tests.benchmarks.quotes FILE.jsonl`.

FILE holds one article per line in the form of the PolNeAR corpus as converted for this project:
`text`, `attributions` (content `fragments`, `kind` direct, mixed or indirect, cue and speaker
offsets) and `direct_quotes` (each segment between double marks, `attributed` false for scare
quotes and titles). The last line printed is one JSON object:

- `direct_f1`: content spans in double marks, of any kind, against `direct_quotes`, one to one:
  are they found, and whole? Whether they are someone's words is judged by the next two.
- `attributed_f1`: those said to be someone's words (direct or mixed) against those with
  `attributed` true. A segment that is missed, and one called a scare quote, are both errors here,
  so that it can't be much better than `scare_f1` allows.
- `scare_f1`: those said to be scare quotes or titles against those with `attributed` false.
  Values inside HTML tags are segments to the gold, and count here.
- `indirect_f1_overlap_50`: content spans of kind indirect, one to one, where the characters in
  common are at least half of the longer of the two. Clauses that hold a segment in double marks
  are `mixed` to the gold, and are scored as `mixed_f1_overlap_50`.
- `speaker_accuracy_direct`: over all gold segments with `attributed` true and a speaker, the
  share whose overlapping segment was given a speaker span that overlaps the gold mention;
  a segment not found, called a scare quote or left unattributed is wrong.
- `articles_per_second`: sentences, tokens and quotations, on one core.

The gold knows double marks only. What stands between other marks (single ones, or two single ones
in a row) is plain text to it: such segments are left out of the segment scores, and count as
indirect content, as they do in the gold. Nor does it know marks within marks: its segment ends at
the next double mark, so one in which others are nested is compared up to there, and quotations
told within quotations are left out. So are rows flagged `unopened`, which are warnings. A segment
overlaps where half of the longer is shared.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from analysis.quoting.quotes import quotes_of
from tests.benchmarks.units import Figure, f1, figures_with_intervals, share

KNOWN_MARKS = '"“”'
Span = frozenset[int] | tuple[int, int]


def shared(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> float:
    """Characters in common, as a share of the longer of two lists of spans."""
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    longer = max(sum(e - s for s, e in one), sum(e - s for s, e in other))
    return common / longer if longer else 0.0


def pair(gold: list, found: list, least: float = 0.5) -> list[tuple[int, int]]:
    """One-to-one pairs of span lists, best overlap first."""
    scored = []
    order = sorted(range(len(found)), key=lambda k: found[k][0][0])
    for g, spans in enumerate(gold):
        low, high = spans[0][0], spans[-1][1]
        for f in order:
            if found[f][0][0] >= high:
                break
            if found[f][-1][1] > low:
                score = shared(spans, found[f])
                if score >= least:
                    scored.append((score, g, f))
    pairs, used_gold, used_found = [], set(), set()
    for _, g, f in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if g not in used_gold and f not in used_found:
            pairs.append((g, f))
            used_gold.add(g)
            used_found.add(f)
    return pairs


def in_known_marks(text: str, start: int, end: int) -> bool:
    """Whether a segment stands between double marks, the only ones that the gold knows."""
    before = text[:start].rstrip()[-1:] if start else ""
    after = text[end:].lstrip(" \u00a0")[:1]
    return before in tuple(KNOWN_MARKS) or after in tuple(KNOWN_MARKS)


def up_to_nested(text: str, start: int, end: int) -> tuple[int, int]:
    """A segment as the gold would cut it: without the double marks nested in it."""
    held = text[start:end]
    inner = len(held) - len(held.lstrip(KNOWN_MARKS))
    stop = next((k for k in range(inner, len(held)) if held[k] in KNOWN_MARKS), len(held))
    return start + inner, start + stop


def clauses(text: str, quotes: list) -> tuple[list, list]:
    """Content spans as the gold sees them: (indirect ones, clauses that hold double marks)."""
    indirect, mixed = [], []
    runs: dict[int, list[tuple[int, int]]] = {}
    for quote in quotes:
        if quote.kind == "indirect":
            held = any(mark in text[quote.start : quote.end] for mark in KNOWN_MARKS)
            (mixed if held else indirect).append([(quote.start, quote.end)])
        elif quote.kind == "direct" and not in_known_marks(text, quote.start, quote.end):
            key = quote.start if quote.speaker_start is None else -1 - quote.speaker_start
            runs.setdefault(key, []).append((quote.start, quote.end))
    return indirect + list(runs.values()), mixed


def add_found(counts: Counter, name: str, hits: int, gold: int, found: int) -> None:
    counts.update({f"{name} hits": hits, f"{name} gold": gold, f"{name} found": found})


def counts_of(article: dict, quotes: list) -> Counter:
    """Of one article: what is in the gold, what was found, and what agrees, for each measure."""
    text, counts = article["text"], Counter(articles=1)
    segments = [
        quote
        for quote in quotes
        if quote.kind != "indirect"
        and quote.doubt != "unopened"
        and in_known_marks(text, quote.start, quote.end)
    ]
    gold = article["direct_quotes"]
    said, kept = ([g for g in gold if g["attributed"] is wanted] for wanted in (True, False))
    words, scare = (
        [s for s in segments if (s.kind == "scare") is is_so] for is_so in (False, True)
    )
    parts = {"direct": (gold, segments), "attributed": (said, words), "scare": (kept, scare)}
    matched = {}
    for name, (gold_part, found_part) in parts.items():
        pairs = pair(
            [[(g["quote_start"], g["quote_end"])] for g in gold_part],
            [[up_to_nested(text, s.start, s.end)] for s in found_part],
        )
        add_found(counts, name, len(pairs), len(gold_part), len(found_part))
        if name == "direct":
            matched = {g: segments[f] for g, f in pairs}
    for number, segment in enumerate(gold):
        if not segment["attributed"] or segment["speaker_start"] is None:
            continue
        counts["asked"] += 1
        quote = matched.get(number)
        if quote is None or quote.speaker_start is None:
            continue
        counts["answered"] += 1
        counts["right"] += (
            quote.speaker_start < segment["speaker_end"]
            and segment["speaker_start"] < quote.speaker_end
        )
    indirect, mixed = clauses(text, quotes)
    for name, found in (("indirect", indirect), ("mixed", mixed)):
        wanted = [a["fragments"] for a in article["attributions"] if a["kind"] == name]
        add_found(counts, name, len(pair(wanted, found)), len(wanted), len(found))
    return counts


def f1_of(name: str) -> Figure:
    return f1(f"{name} hits", f"{name} found", f"{name} gold")


FIGURES = {
    "direct_f1": f1_of("direct"),
    "attributed_f1": f1_of("attributed"),
    "scare_f1": f1_of("scare"),
    "indirect_f1_overlap_50": f1_of("indirect"),
    "indirect_precision": share("indirect hits", "indirect found"),
    "indirect_recall": share("indirect hits", "indirect gold"),
    "mixed_f1_overlap_50": f1_of("mixed"),
    "speaker_accuracy_direct": share("right", "asked"),
    "speaker_answered": share("answered", "asked"),
}


def main(path: Path) -> dict:
    return measure([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


def measure(articles: list[dict]) -> dict:
    """All figures over annotated articles."""
    units, seconds = [], 0.0
    for article in articles:
        began = time.perf_counter()
        quotes = quotes_of(article["text"])
        seconds += time.perf_counter() - began
        units.append(counts_of(article, [quote for quote in quotes if quote.within is None]))
    total = sum(units, Counter())
    names = ("direct", "attributed", "scare", "indirect")
    return figures_with_intervals(units, FIGURES) | {
        "articles_per_second": round(len(articles) / max(seconds, 1e-9), 1),
        "n_articles": len(articles),
        **{f"n_{name}": total[f"{name} gold"] for name in names},
        "n_speaker": total["asked"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    print(json.dumps(main(parser.parse_args().file)))
