"""Where a reported clause without marks ends: the likeliest of all words behind its cue.

The tree proposes an end, that of the clause which hangs on the cue; parsers often hang a later
clause on the wrong verb, so the end is weighed (decision `end` of `data/quotation_weights.csv`)
against all others by what a cut there would part and what it would take in. A conditional logit
over the words of the rest of the sentence (McFadden 1974).
"""

from collections.abc import Iterator

from analysis.quoting.reports import Report
from analysis.quoting.units import Unit
from analysis.quoting.weights import log_odds
from analysis.reading import listed

__all__ = ["content_stop", "end_limit", "possible_ends"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NO_END = ("DT", "IN", "TO", "PRP$", "POS", "CC", "MD")  # a content goes on after these
_CLAUSES = ("that", "zero", "wh", "as", "tail", "aside", "prep")
_BEHIND = 60  # words behind the clause of the tree; bounds the work
_SIZES = ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (12, "12"), (18, "18"), (27, "27"))


def content_stop(unit: Unit, report: Report) -> int:
    """The likeliest end of a content behind its cue (word, exclusive)."""
    if report.content[1] <= report.at:
        return report.content[1]
    ends = possible_ends(unit, report, end_limit(unit, report))
    scored = [(log_odds("end", held), -stop) for stop, held in ends]
    return -max(scored)[1] if scored else report.content[1]


def end_limit(unit: Unit, report: Report) -> int:
    """Where a content must stop at the latest: at a semicolon, or well behind its clause."""
    first, ruled = report.content
    end = len(unit)
    while end > first and unit.dep(end - 1) == "punct" and not unit.is_quote(end - 1):
        end -= 1
    over = unit.head(report.at)
    if report.frame.startswith("noun") and over is not None and over >= ruled:
        end = min([end, over, *(k for k in unit.under(over, "aux", "cop", "advmod") if k >= ruled)])
    stops = (";",) if _family(report) == "clause" else (";", ":")
    mark = next((k for k in range(first + 1, end) if unit.words[k] in stops), end)
    return mark if mark < end else max(min(end, ruled + _BEHIND), ruled)


def _family(report: Report) -> str:
    frame = report.frame.removeprefix("noun ")
    return "clause" if frame in _CLAUSES else "to" if frame in ("to", "ing") else "phrase"


def possible_ends(unit: Unit, report: Report, limit: int) -> Iterator[tuple[int, list[str]]]:
    """Each place at which a content may stop (exclusive), with what speaks for and against it."""
    first, ruled = report.content
    kind = _family(report)
    finite = commas = 0
    for stop in range(
        max(first, report.cue_span[1] if first < report.at else first) + 1, limit + 1
    ):
        last = stop - 1
        finite += unit.pos(last) in _FINITE
        if unit.words[last] == "," or (unit.dep(last) == "punct" and not unit.is_quote(last)):
            commas += unit.words[last] == ","
            continue
        if unit.pos(last) in _NO_END and stop not in (ruled, limit):
            continue
        yield (
            stop,
            [
                *_edge(unit, stop, limit, kind),
                *_parted(unit, (first, stop), limit, kind),
                *_taken(unit, report, stop, kind),
                f"{kind} verbs {min(finite, 2)}",
                f"{kind} commas {min(commas, 3)}",
                f"{kind} size {_size(stop - first)}",
                *(["by tree", f"{kind} by tree"] if stop == ruled else []),
            ],
        )


def _size(count: int) -> str:
    return next((name for most, name in _SIZES if count <= most), "more")


def _edge(unit: Unit, stop: int, limit: int, kind: str) -> list[str]:
    following = _name(unit, stop) if stop < limit else "END"
    held = [f"before {following}", f"{kind} before {following}", f"after {unit.pos(stop - 1)[:2]}"]
    if following == "," and stop + 1 < limit:
        held += [f"comma {_name(unit, stop + 1)}", f"{kind} comma {_name(unit, stop + 1)}"]
    if following in ("and", "or", "but") and stop + 1 < limit:
        held.append(f"{following} {unit.pos(stop + 1)[:3]}")
    return held


def _name(unit: Unit, at: int) -> str:
    closed = unit.words[at] in listed("joining_words") or not unit.words[at].isalnum()
    return unit.words[at] if closed else unit.pos(at)[:3]


def _parted(unit: Unit, held: tuple[int, int], limit: int, kind: str) -> list[str]:
    """What hangs on the content, yet would stand behind its end."""
    found = []
    for k in range(held[1], min(limit, held[1] + 40)):
        over = unit.head(k)
        if over is None or not held[0] <= over < held[1] or unit.dep(k) in ("punct", "cc"):
            continue
        own = " with subject" if unit.under(k, "nsubj", "nsubj:pass") else ""
        found += [f"parts {unit.dep(k)}{own}", f"{kind} parts {unit.dep(k)}{own}"]
        if k - held[1] <= 2:
            found.append(f"parts {unit.dep(k)} at once")
    return found


def _taken(unit: Unit, report: Report, stop: int, kind: str) -> list[str]:
    """What stands in the content, yet hangs on something in front of or behind it."""
    found = []
    for k in range(report.content[1], stop):
        over = unit.head(k)
        if unit.dep(k) in ("punct", "cc") or (
            over is not None and report.content[0] <= over < stop
        ):
            continue
        where = (
            "cue"
            if over == report.at
            else "behind"
            if over is not None and over >= stop
            else "else"
        )
        own = " with subject" if unit.under(k, "nsubj", "nsubj:pass") else ""
        found += [f"takes {unit.dep(k)}{own} of {where}", f"{kind} takes {unit.dep(k)}{own}"]
    return found
