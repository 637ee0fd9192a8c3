"""One piece of reported speech in a unit: its cue, its source, and its content."""

from dataclasses import dataclass

from analysis.quoting.cues import Cue
from analysis.quoting.units import Unit, word_set

__all__ = [
    "BREAKS",
    "CHARGES",
    "CLAUSE_OPENERS",
    "OBJECTIVE",
    "STOPS",
    "SUBORDINATE",
    "Report",
    "clause_start",
    "make_report",
    "unit_end",
]

CLAUSE_OPENERS = word_set("that whether if how why what when where who which")
OBJECTIVE = word_set("him them her me us you")
STOPS = frozenset([".", "!", "?", ";"])
BREAKS = frozenset([",", "—", "–", "--"])
CHARGES = word_set("charge charges accusation accusations allegation allegations claim claims")
SUBORDINATE = word_set("while although though when after before as if because since")


@dataclass
class Report:
    """One report: token positions in its unit; `stop`s are exclusive."""

    cue: Cue | None
    cue_first: int
    cue_stop: int
    source: tuple[int, int] | None  # first and last token
    content: tuple[int, int]  # first token, stop
    position: str  # how the content lies: after, before, around
    frame: str = ""  # what carries the content, as in the cue file's `takes`; or passive


def make_report(
    unit: Unit,
    cue: Cue,
    first: int,
    stop: int,
    source: tuple[int, int] | None,
    content: tuple[int, int],
    position: str,
    frame: str,
) -> Report | None:
    begin, end = content[0], min(content[1], len(unit))
    while begin < end and unit.words[begin] in (",", ":", "—", "–"):
        begin += 1
    while end > begin and unit.words[end - 1] in (",", ":", ".", "—", "–", ";"):
        end -= 1
    if begin >= end:
        return None
    return Report(cue, first, stop, source, (begin, end), position, frame)


def unit_end(unit: Unit) -> int:
    end = len(unit)
    while end and unit.words[end - 1] in STOPS:
        end -= 1
    return end


def clause_start(unit: Unit, before: int) -> int:
    first = 0
    while first < before and unit.words[first] in ("and", "but", "yet", "so", ","):
        first += 1
    return first
