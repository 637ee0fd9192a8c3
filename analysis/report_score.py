"""Reported speech without marks: is it a report, and where does it end? Sums of fitted weights.

The rules of `reported.py` propose; each proposal is kept where the weights of what can be read
about it (`data/quotation_weights.csv`, decision `report`) add up to more than 0, and ends at the
token whose weights (decision `end`) add up to most.
"""

from collections.abc import Iterator

from analysis.quote_score import score
from analysis.speech_report import Report, unit_end
from analysis.units import QUOTE, Unit, word_set

FINITE = ("VBD", "VBZ", "VBP", "MD")
_CLOSED = word_set(
    "and or but as while after before because since although though until if when where which who "
    "that with in at on for to from by of about into over during amid despite through against than "
    "even so is are was were has have had will would , ; : — – - ( )"
)
_FAMILY = {
    **dict.fromkeys(["that", "zero", "quote", "hearer", "tail", "shown", "as", "colon"], "clause"),
    **{"noun that": "clause", "": "clause", "prep": "clause"},
    **{"to": "to", "noun to": "to", "ing": "to", "passive": "passive", "subject": "subject"},
}
_NO_END = frozenset(["DT", "IN", "TO", "PRP$", "POS", "CC", "MD"])  # a content goes on after these
_SIZES = ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (12, "12"), (18, "18"), (27, "27"))


def content_stop(unit: Unit, report: Report, limit: int) -> int:
    """The likeliest end of a content that follows its cue, not beyond `limit`; token, exclusive."""
    if report.position != "after":
        return report.content[1]
    scored = [(score("end", held), -stop) for stop, held in end_features(unit, report, limit)]
    return -max(scored)[1] if scored else report.content[1]


def _size(count: int) -> str:
    return next((name for most, name in _SIZES if count <= most), "more")


def end_features(unit: Unit, report: Report, limit: int) -> Iterator[tuple[int, list[str]]]:
    """Each token at which a content may stop (exclusive), with what speaks for and against it."""
    first, ruled = report.content
    end = min(max(unit_end(unit), ruled), max(limit, ruled))
    family = _FAMILY.get(report.frame, "object")
    finite = commas = 0
    for stop in range(first + 1, end + 1):
        pos, word = unit.pos[stop - 1], unit.words[stop - 1]
        finite += pos in FINITE
        if word == ",":
            commas += 1
            continue
        if pos in _NO_END and stop not in (ruled, end):
            continue
        following = _next(unit, stop) if stop < end else "END"
        edge = following if following in ("END", ",") else ""
        held = [
            f"before {following}",
            f"{family} before {following}",
            f"after {pos[:2]} {edge}".strip(),
            f"{family} verbs {min(finite, 2)}",
            f"{family} verbs {min(finite, 2)} before {edge or 'other'}",
            f"{family} commas {min(commas, 3)}",
            f"{family} size {_size(stop - first)}",
        ]
        if following == "," and stop + 1 < end:
            after = _next(unit, stop + 1)
            held += [f"comma {after}", f"{family} comma {after}"]
        if following in ("and", "or", "but") and stop + 1 < end:
            held.append(f"{following} {unit.pos[stop + 1][:3]}")
        if following in _CLOSED:
            held.append(f"before {following} verbs {min(finite, 1)}")
        if stop == ruled:
            held += ["by rule", f"{family} by rule", f"by rule before {following}"]
        yield stop, held


def _next(unit: Unit, at: int) -> str:
    return unit.words[at] if unit.words[at] in _CLOSED else unit.pos[at][:3]
