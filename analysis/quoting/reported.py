"""Reported speech in one unit: each cue with its source and its content.

Rules over parts of speech, read from left to right; the first cue governs what it reports, so a
cue inside another's content is not read again ('Trump said he believes ...' is one report).
"""

from analysis.quoting import cue_nouns
from analysis.quoting.cues import CueBook
from analysis.quoting.phrases import phrase_right
from analysis.quoting.speech_content import clause_end, object_end
from analysis.quoting.speech_ends import before_main_verb, take_back
from analysis.quoting.speech_report import Report, clause_start, make_report, unit_end
from analysis.quoting.speech_verbs import verbal
from analysis.quoting.units import Unit

__all__ = ["find_reports"]

_LEAD_WORDS = frozenset(["and", "but", "however", "yet", "still", "indeed", ","])


def find_reports(unit: Unit, book: CueBook) -> list[Report]:
    """Reports of one unit, by cue position; contents of two reports do not overlap."""
    reports: list[Report] = []
    if not len(unit):
        return reports
    last_source: tuple[int, int] | None = None
    at = 0
    while at < len(unit):
        found = (
            _prepositional(unit, at, book)
            or verbal(unit, at, book, last_source)
            or _nominal(unit, at, book)
            or _colon(unit, at)
        )
        if found is None:
            at += 1
            continue
        covering = [r for r in reports if r.content[0] <= found.cue_first < r.content[1]]
        if covering and found.position == "after":
            at = found.cue_stop
            continue
        if found.position != "after":  # '..., officials said' governs what came before it
            reports = [r for r in reports if r.cue_first < found.content[0]]
            for earlier in reports:
                earlier.content = (earlier.content[0], min(earlier.content[1], found.content[0]))
            reports = [r for r in reports if r.content[0] < r.content[1]]
        reports.append(found)
        if found.source:
            last_source = found.source
        at = max(found.cue_stop, at + 1)
        if found.position == "after" and found.frame == "that":
            at = max(at, found.content[0])  # 'said in a statement that': one report
    return reports


def _nominal(unit: Unit, at: int, book: CueBook) -> Report | None:
    """'his claim that ...', 'Iran's support for ...'."""
    cue = cue_nouns.match_noun(unit, at, book)
    if cue is None:
        return None
    source = cue_nouns.noun_source(unit, at)
    found = cue_nouns.noun_content(unit, cue, at, source)
    if found is None:
        return None
    first, frame = found
    end = unit_end(unit)
    if frame == "that":
        end = before_main_verb(unit, first, end)
    if frame in ("that", "to"):
        end = take_back(unit, at, (at, at), first, clause_end(unit, first, end))
    else:
        end = object_end(unit, first, end)
    return make_report(unit, cue, at, at + 1, source, (first, end), "after", "noun " + frame)


def _colon(unit: Unit, at: int) -> Report | None:
    """'Trump: Russia must act', as headlines have it."""
    source = cue_nouns.colon_source(unit, at)
    if source is None:
        return None
    content = (at + 1, unit_end(unit))
    return make_report(unit, cue_nouns.COLON, at, at + 1, source, content, "after", "colon")


def _prepositional(unit: Unit, at: int, book: CueBook) -> Report | None:
    """'According to X, content', 'content, according to X', and the same with 'in X's view'."""
    view = cue_nouns.view_source(unit, at)
    if view is not None:
        cue, (source, stop) = cue_nouns.VIEW, view
        end = stop
    else:
        matched = book.match("prep", unit.words, at)
        if matched is None:
            return None
        cue, stop = matched[1], at + matched[0]
        first = stop + (phrase_right(unit, stop) == stop)  # 'to early results': an adverb by tag
        end = phrase_right(unit, first)
        if end <= first:
            return None
        source = (first, end - 1)
    lead = all(word in _LEAD_WORDS for word in unit.words[:at])
    if lead:
        comma = next(
            (k for k in range(end, min(end + 25, len(unit))) if unit.words[k] in ",:"), None
        )
        first = comma + 1 if comma is not None else end
        return make_report(unit, cue, at, stop, source, (first, unit_end(unit)), "after", "prep")
    first = clause_start(unit, at)
    return make_report(unit, cue, at, stop, source, (first, at), "before", "prep")
