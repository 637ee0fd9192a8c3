"""How well quotations and their speakers are found: `python tests/benchmarks/quotes.py FILE.jsonl`.

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
from pathlib import Path

from analysis.quoting.quotes import quotes_of

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


class Tally:
    """True positives, gold items and found items of one measure."""

    def __init__(self) -> None:
        self.hits = self.gold = self.found = 0

    def add(self, hits: int, gold: int, found: int) -> None:
        self.hits, self.gold, self.found = self.hits + hits, self.gold + gold, self.found + found

    @property
    def f1(self) -> float:
        total = self.gold + self.found
        return round(2 * self.hits / total, 4) if total else 0.0


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


def main(path: Path) -> dict[str, float]:
    names = ("direct", "attributed", "scare", "indirect", "mixed")
    tallies = {name: Tally() for name in names}
    answered = right = asked = articles = 0
    seconds = 0.0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = article["text"]
            began = time.perf_counter()
            quotes = quotes_of(text)
            seconds += time.perf_counter() - began
            quotes = [quote for quote in quotes if quote.within is None]
            articles += 1
            segments = [
                quote
                for quote in quotes
                if quote.kind != "indirect"
                and quote.doubt != "unopened"
                and in_known_marks(text, quote.start, quote.end)
            ]
            gold = article["direct_quotes"]
            for name, gold_part, found_part in (
                ("direct", gold, segments),
                (
                    "attributed",
                    [g for g in gold if g["attributed"]],
                    [s for s in segments if s.kind != "scare"],
                ),
                (
                    "scare",
                    [g for g in gold if not g["attributed"]],
                    [s for s in segments if s.kind == "scare"],
                ),
            ):
                pairs = pair(
                    [[(g["quote_start"], g["quote_end"])] for g in gold_part],
                    [[up_to_nested(text, s.start, s.end)] for s in found_part],
                )
                tallies[name].add(len(pairs), len(gold_part), len(found_part))
                if name == "direct":
                    matched = {g: segments[f] for g, f in pairs}
            for number, segment in enumerate(gold):
                if not segment["attributed"] or segment["speaker_start"] is None:
                    continue
                asked += 1
                quote = matched.get(number)
                if quote is None or quote.speaker_start is None:
                    continue
                answered += 1
                right += (
                    quote.speaker_start < segment["speaker_end"]
                    and segment["speaker_start"] < quote.speaker_end
                )
            indirect, mixed = clauses(text, quotes)
            for name, found in (("indirect", indirect), ("mixed", mixed)):
                wanted = [a["fragments"] for a in article["attributions"] if a["kind"] == name]
                tallies[name].add(len(pair(wanted, found)), len(wanted), len(found))
    return {
        "direct_f1": tallies["direct"].f1,
        "attributed_f1": tallies["attributed"].f1,
        "scare_f1": tallies["scare"].f1,
        "indirect_f1_overlap_50": tallies["indirect"].f1,
        "indirect_precision": round(
            tallies["indirect"].hits / max(1, tallies["indirect"].found), 4
        ),
        "indirect_recall": round(tallies["indirect"].hits / max(1, tallies["indirect"].gold), 4),
        "mixed_f1_overlap_50": tallies["mixed"].f1,
        "speaker_accuracy_direct": round(right / asked, 4) if asked else 0.0,
        "speaker_answered": round(answered / asked, 4) if asked else 0.0,
        "articles_per_second": round(articles / seconds, 1) if seconds else 0.0,
        "n_articles": articles,
        "n_direct": tallies["direct"].gold,
        "n_attributed": tallies["attributed"].gold,
        "n_scare": tallies["scare"].gold,
        "n_indirect": tallies["indirect"].gold,
        "n_speaker": asked,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    print(json.dumps(main(parser.parse_args().file)))
