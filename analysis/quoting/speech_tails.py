"""Cues that follow their content or stand inside it: '..., he said', 'as Reuters reported'."""

from analysis.quoting.cues import Cue
from analysis.quoting.phrases import RELATIVE, has_finite_verb, phrase_right
from analysis.quoting.speech_content import finite_follows
from analysis.quoting.speech_report import (
    BREAKS,
    CLAUSE_OPENERS,
    OBJECTIVE,
    STOPS,
    SUBORDINATE,
    Report,
    clause_start,
    make_report,
    unit_end,
)
from analysis.quoting.times import is_time, skip_time
from analysis.quoting.units import QUOTE, SPEECH, Unit, word_set

__all__ = ["as_parenthesis", "follows_quote", "fronted", "tail"]

_OPENERS = SUBORDINATE | word_set("unless in on at by for under without until")
_ADJUNCT = word_set("in at during on amid despite through via over following for by outside inside")
_INVERTING = word_set("said says added wrote asked reported noted explained replied")


def fronted(unit: Unit, at: int, cue: Cue, stop: int) -> Report | None:
    """'Said Poynter, who grew up there, QUOTE'."""
    if at or not cue.takes & {"tail", "quote"} or unit.pos[0] not in ("VBD", "VBZ", "VBN"):
        return None
    end = phrase_right(unit, stop)
    quote = next((k for k in range(end, len(unit)) if unit.words[k] == QUOTE), None)
    if end == stop or quote is None or unit.words[quote - 1] not in (",", ":"):
        return None
    return make_report(unit, cue, at, stop, (stop, end - 1), (quote, quote + 1), "after", "fronted")


def as_parenthesis(
    unit: Unit, cue: Cue, own: tuple[int, int] | None, group: int, stop: int
) -> Report | None:
    """'As Reuters reported, content' and 'content, as Reuters reported'."""
    if own is None or own[0] < 1 or unit.words[own[0] - 1] != "as" or "tail" not in cue.takes:
        return None
    border, end = own[0] - 1, unit_end(unit)
    if border > 2 and unit.words[border - 1] in BREAKS and _only_adjuncts_follow(unit, stop, cue):
        content = (clause_start(unit, border), border)
        return make_report(unit, cue, group, stop, own, content, "before", "as")
    comma = next((k for k in range(stop, min(stop + 12, end)) if unit.words[k] == ","), None)
    if border <= 1 and comma is not None and _only_adjuncts_follow(unit, stop, cue):
        return make_report(unit, cue, group, stop, own, (comma + 1, end), "after", "as")
    return None


def tail(
    unit: Unit, cue: Cue, group: int, at: int, stop: int, own: tuple[int, int] | None
) -> Report | None:
    """Content first, then 'he said' or 'said Trump'; or content on both sides of it."""
    if not cue.takes & {"tail", "quote"}:
        return None
    source, border = own, own[0] if own is not None else group
    if own is not None and unit.words[own[0]] in RELATIVE:
        return None
    quoted = follows_quote(unit, border)
    if own is None or follows_quote(unit, group) or _speaker_behind(unit, at, group, stop):
        source, border, quoted = _inverted(unit, at, stop), group, follows_quote(unit, group)
        if source is None or group != at:
            return None
        if unit.words[at] not in _INVERTING and not (quoted and border <= 2):
            return None
    if not quoted:
        if border < 2 or unit.words[border - 1] not in BREAKS or "tail" not in cue.takes:
            return None
        if own is not None and not _only_adjuncts_follow(unit, stop, cue):
            return None
        if not _is_clause(unit, border, stop):
            return None
    first = clause_start(unit, border)
    report = make_report(unit, cue, group, stop, source, (first, border), "before", "tail")
    if report is None:
        return None
    resume = source[1] + 1 if border == group else stop
    second = _second_half(unit, resume, quoted)
    if second is not None:
        report.content, report.position = (report.content[0], second), "around"
    return report


def _speaker_behind(unit: Unit, at: int, group: int, stop: int) -> bool:
    """Whether ', said X' has its subject behind it although a noun stands before the comma."""
    if group != at or at < 2 or unit.words[at - 1] != "," or unit.words[at] not in _INVERTING:
        return False
    subject = None if is_time(unit, stop) else _inverted(unit, at, stop)
    if subject is None:
        return False
    return unit.words[subject[1] + 1 : subject[1] + 2] in ([], [","], ["."], ["who"], ["after"])


def _is_clause(unit: Unit, border: int, stop: int) -> bool:
    """Whether what stands before ', he said' is a statement and no mere adjunct ('On Monday, he
    said, QUOTE')."""
    if any(unit.words[k] == QUOTE and unit.pos[k] == SPEECH for k in range(border)):
        return True
    if QUOTE in unit.words[stop : stop + 3]:
        return False
    return any(unit.pos[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(border)) or (
        unit.words[stop : stop + 1] == [","]
    )


def follows_quote(unit: Unit, border: int) -> bool:
    """Whether a quotation that is speech, or a quotation and a comma, ends right before."""
    if border < 1:
        return False
    if unit.words[border - 1] == QUOTE:
        return unit.pos[border - 1] == SPEECH or border == 1
    return unit.words[border - 1] in BREAKS and border > 1 and unit.words[border - 2] == QUOTE


def _inverted(unit: Unit, at: int, stop: int) -> tuple[int, int] | None:
    """Subject behind its verb: 'said Trump', not 'said he was'."""
    end = phrase_right(unit, stop)
    if end == stop or unit.words[stop] in OBJECTIVE or unit.words[stop] in CLAUSE_OPENERS:
        return None
    if unit.pos[end : end + 1] in (["VBD"], ["VBZ"], ["MD"]):
        return None
    return stop, end - 1


def _only_adjuncts_follow(unit: Unit, stop: int, cue: Cue) -> bool:
    """Whether after a cue come only adjuncts and hearers up to the end or a comma."""
    at = stop
    while at < len(unit):
        word = unit.words[at]
        if word in STOPS or word in BREAKS:
            return True
        after = skip_time(unit, at)
        if after == at and unit.pos[at] == "RB":
            after = at + 1
        if after == at and word in ("after", "before", "when", "while", "as", "because"):
            return True
        if after == at and (word in _ADJUNCT or word in ("to", "of", "about", "with", "from")):
            after = phrase_right(unit, at + 1)
            if after == at + 1:
                return unit.pos[after : after + 1] == ["VBG"]
        if after == at and "hearer" in cue.takes:
            after = phrase_right(unit, at)
            if finite_follows(unit, after, len(unit)):
                return False
        if after == at:
            return unit.pos[at] == "VBG" or word == ")"
        at = after
    return True


def _second_half(unit: Unit, at: int, quoted: bool) -> int | None:
    """Where content that goes on after its cue ends: 'QUOTE , he said , QUOTE' or ', rest'."""
    end = unit_end(unit)
    quote = next((k for k in range(at, min(at + 14, end)) if unit.words[k] == QUOTE), None)
    if quoted:
        if quote is not None and unit.words[quote - 1] in (",", ":", "—", "–"):
            return quote + 1
        return None
    if unit.words[0] in _OPENERS:  # 'If A, he said in a tweet, B'
        comma = next((k for k in range(at, min(at + 8, end)) if unit.words[k] == ","), at)
        at = at if has_finite_verb(unit, at, comma) else comma
    if at + 1 < end and unit.words[at] == ",":
        following, pos = unit.words[at + 1], unit.pos[at + 1]
        opened = unit.words[0] in _OPENERS  # 'Unless A, they say, B': the main clause is to come
        if not opened and (following in SUBORDINATE or pos in ("CC", "WP", "WDT", "VBN", "DT")):
            return None
        if pos == "VBG" and following != "including":
            return None
        return end
    return None
