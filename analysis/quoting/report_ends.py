"""Where a reported clause without marks ends: the likeliest of all tokens behind its cue.

The rules of `reported.py` propose an end; it is one feature among others (decision `end` of
`data/quotation_weights.csv`): what follows, how many verbs and commas have passed, how long it is.
A conditional logit over the tokens of the rest of the sentence (McFadden 1974).
"""

from collections.abc import Iterator

from analysis.quoting.quote_score import log_odds
from analysis.quoting.speech_report import Report, unit_end
from analysis.quoting.units import Unit, word_set

__all__ = ["content_stop", "end_features", "end_limit"]

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


def content_stop(unit: Unit, report: Report, following: Report | None) -> int:
    """The likeliest end of a content behind its cue (token, exclusive), before a `following` report
    of the same unit."""
    if report.position != "after":
        return report.content[1]
    limit = end_limit(unit, report, following)
    scored = [(log_odds("end", held), -stop) for stop, held in end_features(unit, report, limit)]
    return -max(scored)[1] if scored else report.content[1]


def end_limit(unit: Unit, report: Report, following: Report | None) -> int:
    """Where a content must stop at the latest: at a semicolon, or at the source, cue or content of
    the next report.

    A clause inside a subject ('the claim that A | has angered B') ends before the sentence's verb.
    """
    if report.frame == "noun that":
        return report.content[1]
    first = report.content[0]
    end = next((k for k in range(first + 1, len(unit)) if unit.words[k] == ";"), len(unit))
    if following is None:
        return end
    source = following.source[0] if following.source is not None else len(unit)
    starts = (source, following.cue_first, following.content[0])
    return min((at for at in (*starts, end) if at > first), default=len(unit))


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
