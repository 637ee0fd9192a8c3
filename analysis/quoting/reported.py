"""Which of all that has the build of a report is one, and how far its content goes."""

from typing import NamedTuple

from analysis.quoting.cues import CueBook
from analysis.quoting.ends import content_stop
from analysis.quoting.reports import Report, lead, possible_reports, trimmed
from analysis.quoting.told import report_features
from analysis.quoting.units import Unit
from analysis.quoting.weights import log_odds

__all__ = ["Reports", "alone", "find_reports"]


class Reports(NamedTuple):
    """The reports of one unit: `told` by their place, and all that have the build of one, those
    first and then the likeliest; `lead` governs a quotation that opens the next paragraph."""

    told: list[Report]
    possible: list[Report]
    lead: Report | None


def find_reports(unit: Unit, book: CueBook) -> Reports:
    """Weigh what may be a report (decision `told`); contents that overlap go to the likelier."""
    scored = [
        (log_odds("told", report_features(unit, report)), -number, report)
        for number, report in enumerate(possible_reports(unit, book))
    ]
    scored.sort(reverse=True, key=lambda item: item[:2])
    likely = [report for odds, _, report in scored if odds > 0]
    likely.sort(key=lambda report: not _says(report))  # what is said holds what others think
    starts = sorted(min(r.cue_span[0], (r.source or r.cue_span)[0]) for r in likely)
    told: list[Report] = []
    taken = [False] * (len(unit) + 1)
    for report in likely:
        first, ruled = report.content
        if any(taken[first:ruled]) or any(report.at == other.at for other in told):
            continue
        next_one = next((start for start in starts if start >= ruled), len(unit))
        stop = min(content_stop(unit, report), max(next_one, ruled))
        stop = trimmed(unit, first, next((k for k in range(first, stop) if taken[k]), stop))[1]
        taken[first:stop] = [True] * (stop - first)
        told.append(report._replace(content=(first, stop)))
    told.sort(key=lambda report: report.content)
    possible = [*told, *(report for _, _, report in scored)]
    return Reports(told, possible, lead(unit, book))


def _says(report: Report) -> bool:
    return report.frame in ("that", "zero", "tail", "aside", "prep") and (
        "tail" in report.cue.takes or report.cue.part == "prep"
    )


def alone(unit: Unit, report: Report) -> bool:
    """Whether a content is quotation only, so that nothing of it is the outlet's paraphrase."""
    own = {*range(*report.cue_span), *range(*(report.source or (0, 0)))}
    held = range(*report.content)
    return any(unit.is_quote(k) for k in held) and all(
        k in own
        or unit.is_quote(k)
        or (unit.dep(k) in ("punct", "mark", "cc", "aux", "advmod") and report.position == "around")
        or unit.dep(k) in ("punct", "mark")
        for k in held
    )
