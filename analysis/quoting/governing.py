"""Which of the cues around quotation marks they belong to, if to any (decision `governs`).

A conditional logit over all reports of the unit, its other verbs, and nobody, by what stands
between them and the marks.
"""

from collections.abc import Iterator

from analysis.quoting.cues import CueBook
from analysis.quoting.reported import Reports
from analysis.quoting.reports import Report, cue_of
from analysis.quoting.sources import verb_source
from analysis.quoting.told import source_kind
from analysis.quoting.units import SPEECH, Unit
from analysis.quoting.weights import log_odds
from analysis.reading import NAMES

__all__ = ["governing", "governing_options"]

_FAR = 25  # words between marks and a verb that hangs on nothing of theirs
_MOST = 30  # reports weighed for one quotation
_SIZES = ((0, "0"), (1, "1"), (2, "2"), (4, "4"), (8, "8"), (15, "15"))


def governing(unit: Unit, at: int, found: Reports, book: CueBook) -> Report | None:
    """The report that the quotation at a word belongs to; None where it stands by itself."""
    options = governing_options(unit, at, found, book)
    best = max(options, key=lambda option: log_odds("governs", option[1]))
    return best[0]


def governing_options(
    unit: Unit, at: int, found: Reports, book: CueBook
) -> list[tuple[Report | None, list[str]]]:
    """Whatever may govern a quotation, with what speaks for and against it."""
    near = [report for report in found.possible if _touches(report, at)][:_MOST]
    cues = {report.at for report in near}
    near += [
        report
        for report in _verbs_beside(unit, at, book)
        if report.at not in cues and not (cues and _is_told_of(unit, at, report))
    ]
    options = []
    for report in near:
        told = f"{report.frame} {'told' if report in found.told else 'not told'}"
        options.append((report, [told, *_features(unit, at, report)]))
    return [*options, (None, _by_itself(unit, at, bool(options)))]


def _touches(report: Report, at: int) -> bool:
    first, stop = report.content
    return first <= at < stop or report.head == at


def _is_told_of(unit: Unit, at: int, report: Report) -> bool:
    """'QUOTE, a charge that Orlan denies': a clause about another word."""
    return report.at > at and unit.dep(report.at) in ("acl", "acl:relcl")


def _verbs_beside(unit: Unit, at: int, book: CueBook) -> Iterator[Report]:
    for verb in unit.clauses.verbs:
        if abs(verb - at) > _FAR or unit.is_quote(verb) or unit.head(verb) == at:
            continue
        cue, stop = cue_of(unit, verb, book)
        position = "after" if verb < at else "before"
        span = (at, at + 1)
        yield Report(cue, verb, (verb, stop), verb_source(unit, verb), at, span, position, "beside")


def _features(unit: Unit, at: int, report: Report) -> list[str]:
    source, cue, frame = report.source, report.cue, report.frame
    low, high = report.cue_span
    if source is not None:
        low, high = min(low, source[0]), max(high, source[1])
    between = range(high, at) if at >= high else range(at + 1, low)
    words = [k for k in between if unit.dep(k) != "punct"]
    marks = {unit.words[k] for k in between if unit.dep(k) == "punct"}
    size = next((name for most, name in _SIZES if len(words) <= most), "more")
    saying = "tail" in cue.takes or cue.part == "prep"
    kind = "saying" if saying else "listed" if cue.listed else "unlisted"
    side = "after" if report.at < at else "before"
    holds = "head" if report.head == at else "holds"
    clipped = "speech" if unit.pos(at) == SPEECH else "part"
    found = {
        f"{frame} {holds} {clipped}": True,
        f"{holds} {side} {kind} {clipped}": True,
        f"{frame} {kind}": True,
        f"{side} {size} {kind}": True,
        f"{side} {size} {clipped}": True,
        f"{frame} {size}": True,
        f"source {source_kind(unit, report)} {kind}": True,
        f"no source {frame}": source is None,
        "other marks between": any(unit.is_quote(k) for k in between),
        "colon between": ":" in marks,
        f"comma between {side}": "," in marks,
        f"break between {side}": bool(marks & {".", "!", "?", ";", "—", "–", "--"}),
        f"cue tagged {unit.pos(report.at)} {frame}": True,
        f"cue as {unit.dep(report.at)} {side}": True,
        f"cue {cue.lemma}": cue.listed,
        "source behind cue": source is not None and source[0] >= report.cue_span[1],
    }
    return [name for name, holds_it in found.items() if holds_it]


def _by_itself(unit: Unit, at: int, others: bool) -> list[str]:
    clipped = "speech" if unit.pos(at) == SPEECH else "part"
    before = unit.words[at - 1] if at else ""
    found = {
        f"nobody for {clipped}": True,
        f"nobody though others {clipped}": others,
        "nobody in a unit of its own": len(unit) <= 2,
        f"nobody at the front {clipped}": at == 0,
        "nobody behind an article": before in ("the", "a", "an"),
        "nobody behind a name": at > 0 and unit.pos(at - 1) in NAMES,
        "nobody behind a possessive": at > 0 and unit.pos(at - 1) in ("POS", "PRP$"),
        "nobody in the headline": unit.paragraph == 0,
    }
    return [name for name, holds in found.items() if holds]
