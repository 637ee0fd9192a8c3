"""Reported speech in one unit: each cue with its source and its content.

Rules over parts of speech, read from left to right; the first cue governs what it reports, so a
cue inside another's content is not read again ('Trump said he believes ...' is one report).
"""

from dataclasses import dataclass

from analysis.cues import PREPOSITIONS, Cue, CueBook
from analysis.phrases import (
    BE,
    NOUNS,
    RELATIVE,
    is_nominal,
    is_time,
    phrase_right,
    skip_time,
    source_left,
    verb_group_start,
)
from analysis.units import QUOTE, Unit

_CLAUSE_OPENERS = frozenset("that whether if how why what when where who which".split())
_STOPS = frozenset([".", "!", "?", ";"])
_DASHES = frozenset(["—", "–", "--"])
_ADJUNCT = frozenset(
    "in at during on after before when while as because by since until amid despite through via "
    "over following".split()
)
_NOT_CUE_BEFORE = frozenset("the a an this that these those his her its their my our your".split())
_LINKS = frozenset(
    ["and", "but", "or", "while", "though", "although", "as", "before", "after", "when"]
)


@dataclass
class Report:
    """One report: token positions in its unit; `stop`s are exclusive."""

    cue: Cue | None
    cue_first: int
    cue_stop: int
    source: tuple[int, int] | None  # first and last token
    content: tuple[int, int]  # first token, stop
    position: str  # how the content lies: after, before, around
    negated: bool = False


def find_reports(unit: Unit, book: CueBook) -> list[Report]:
    """Reports of one unit, by cue position; contents of two reports do not overlap."""
    reports: list[Report] = []
    if not len(unit):
        return reports
    last_source: tuple[int, int] | None = None
    at = 0
    while at < len(unit):
        found = _prepositional(unit, at, book) or _verbal(unit, at, book, reports, last_source)
        if found is None:
            at += 1
            continue
        covering = [r for r in reports if r.content[0] <= found.cue_first < r.content[1]]
        if covering and found.position == "after":
            at = found.cue_stop
            continue
        if covering:  # '..., officials said': the later cue governs what came before it
            reports = [r for r in reports if r.content[0] < found.content[0]]
            for earlier in reports:
                earlier.content = (earlier.content[0], min(earlier.content[1], found.content[0]))
            reports = [r for r in reports if r.content[0] < r.content[1]]
        reports.append(found)
        if found.source:
            last_source = found.source
        at = max(found.cue_stop, at + 1)
    return reports


def _prepositional(unit: Unit, at: int, book: CueBook) -> Report | None:
    """'According to X, content' and 'content, according to X'."""
    matched = book.match("prep", unit.words, at)
    if matched is None:
        return None
    stop = at + matched[0]
    end = phrase_right(unit, stop)
    if end == stop:
        return None
    source = (stop, end - 1)
    lead = all(word in ("and", "but", "however", ",") for word in unit.words[:at])
    if lead:
        comma = next(
            (k for k in range(end, min(end + 25, len(unit))) if unit.words[k] == ","), None
        )
        first = comma + 1 if comma is not None else end
        return _report(unit, matched[1], at, stop, source, (first, _unit_end(unit)), "after")
    return _report(unit, matched[1], at, stop, source, (_clause_start(unit, at), at), "before")


def _report(unit, cue, first, stop, source, content, position, negated=False) -> Report | None:
    begin, end = content[0], min(content[1], len(unit))
    while begin < end and unit.words[begin] in (",", ":", "—", "–"):
        begin += 1
    while end > begin and unit.words[end - 1] in (",", ":", ".", "—", "–", ";"):
        end -= 1
    if begin >= end:
        return None
    return Report(cue, first, stop, source, (begin, end), position, negated)


def _unit_end(unit: Unit) -> int:
    end = len(unit)
    while end and unit.words[end - 1] in _STOPS:
        end -= 1
    return end


def _clause_start(unit: Unit, before: int) -> int:
    first = 0
    while first < before and unit.words[first] in ("and", "but", "yet", "so", ","):
        first += 1
    return first


def _verbal(
    unit: Unit, at: int, book: CueBook, reports: list[Report], last_source
) -> Report | None:
    matched = book.match("verb", unit.words, at)
    if matched is None or not _is_verb(unit, at):
        return None
    width, cue = matched
    stop = at + width
    group = verb_group_start(unit, at)
    negated = any(unit.words[k] in ("not", "n't", "never") for k in range(group, at))
    source = _source(unit, group, at, reports, last_source)
    tail = _tail(unit, cue, group, at, stop, source)
    if tail is not None:
        tail.negated = negated
        return tail
    passive = unit.pos[at] in ("VBN", "VBD") and any(unit.words[k] in BE for k in range(group, at))
    content = _content_right(unit, cue, stop, passive=passive)
    if content is None:
        return None
    if passive:
        source = None
    return _report(unit, cue, group, stop, source, content, "after", negated)


def _is_verb(unit: Unit, at: int) -> bool:
    """Whether a word that could be a cue verb is one here; the tagger alone errs too often."""
    pos, word = unit.pos[at], unit.words[at]
    before = unit.words[at - 1] if at else ""
    before_pos = unit.pos[at - 1] if at else ""
    if pos.startswith("VB") or pos == "MD":
        return before not in _NOT_CUE_BEFORE or word in ("said", "says")
    if before in _NOT_CUE_BEFORE or before_pos in ("JJ", "POS", "PRP$", "IN", "DT"):
        return False
    if pos not in NOUNS or not is_nominal(unit, at - 1):
        return False
    after = unit.words[at + 1] if at + 1 < len(unit) else ""
    return after in ("that", "the", "a", "an", "he", "she", "they", "it", "his", "her", QUOTE, ":")


def _source(unit: Unit, group: int, at: int, reports, last_source) -> tuple[int, int] | None:
    source = source_left(unit, group)
    if source is not None:
        return source
    return last_source or _first_subject(unit, group)


def _first_subject(unit: Unit, before: int) -> tuple[int, int] | None:
    """Subject of the unit's first finite verb before a participle or an infinitive."""
    for at in range(1, before):
        if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD"):
            group = verb_group_start(unit, at)
            source = source_left(unit, group)
            if source is not None and not is_time(unit, source[0]):
                return source
    return None


def _tail(unit: Unit, cue: Cue, group: int, at: int, stop: int, source) -> Report | None:
    """Content first, then 'he said' or 'said Trump'; or content on both sides of it."""
    if "tail" not in cue.takes and "quote" not in cue.takes:
        return None
    direct = source_left(unit, group)
    inverted = None
    if direct is not None and direct[0] > 0 and unit.words[direct[0]] not in RELATIVE:
        border = direct[0]
    elif group > 0 and group == at:
        end = phrase_right(unit, stop)
        if end == stop or unit.words[stop] in ("that", "him", "them", "her", "me", "us"):
            return None
        inverted, border = (stop, end - 1), group
    else:
        return None
    previous = unit.words[border - 1]
    after_quote = previous == QUOTE or (
        previous in (",", "—", "–") and border > 1 and unit.words[border - 2] == QUOTE
    )
    if not after_quote and (previous not in (",", "—", "–", "--") or border < 3):
        return None
    if not after_quote and direct is not None and not _nothing_follows(unit, stop, cue):
        return None
    if inverted is not None and not after_quote:
        if unit.words[at] not in ("said", "says", "added", "wrote", "asked", "reported", "noted"):
            return None
    first, end = _clause_start(unit, border), border
    if first >= border:
        return None
    report = _report(unit, cue, group, stop, inverted or direct, (first, end), "before")
    if report is None:
        return None
    resume = inverted[1] + 1 if inverted else stop
    second = _second_half(unit, resume, after_quote)
    if second is not None:
        report.content, report.position = (report.content[0], second), "around"
    return report


def _nothing_follows(unit: Unit, stop: int, cue: Cue) -> bool:
    """Whether after a cue come only adjuncts and hearers up to the end or a comma."""
    at = stop
    while at < len(unit):
        word = unit.words[at]
        if word in _STOPS or word == ",":
            return True
        if unit.pos[at] == "RB":
            at += 1
            continue
        after = skip_time(unit, at)
        if after > at:
            at = after
            continue
        if word in _ADJUNCT or word in ("to", "of", "about", "with", "from"):
            if word in ("after", "before", "when", "while", "as", "because"):
                return True
            after = phrase_right(unit, at + 1)
            if after == at + 1:
                return word != "to"
            at = after
            continue
        if "hearer" in cue.takes and is_nominal(unit, phrase_right(unit, at) - 1):
            after = phrase_right(unit, at)
            if after == at:
                return False
            at = after
            continue
        return unit.pos[at] in ("VBG", "IN", ")")
    return True


def _second_half(unit: Unit, at: int, after_quote: bool) -> int | None:
    """Where content that goes on after its cue ends: 'QUOTE , he said , QUOTE' or ', rest'."""
    end = _unit_end(unit)
    quote = next((k for k in range(at, end) if unit.words[k] == QUOTE), None)
    if after_quote:
        if quote is not None and quote - at <= 12 and unit.words[quote - 1] in (",", ":", "—", "–"):
            return quote + 1
        return None
    if at < end and unit.words[at] == "," and at + 1 < end:
        following = unit.pos[at + 1]
        if following in ("VBG", "CC", "WP", "WDT", "IN", "VBN", "RB"):
            return None
        return end
    return None


def _content_right(unit: Unit, cue: Cue, stop: int, *, passive: bool) -> tuple[int, int] | None:
    """Content that follows its cue, by the frames the cue takes."""
    takes, at, end = cue.takes, stop, _unit_end(unit)
    if at >= end:
        return None
    at = _skip_adverbs(unit, at, end)
    if at >= end:
        return None
    if passive and "to" not in takes and "that" not in takes and "as" not in takes:
        return None
    quote = _quote_after(unit, at, end, takes)
    if quote is not None:
        return quote, _clause_end(unit, quote, end)
    word = unit.words[at]
    if word in _CLAUSE_OPENERS and ("that" in takes or "zero" in takes):
        return at, _clause_end(unit, at, end)
    if word == ":" and ("quote" in takes or "zero" in takes):
        return at + 1, end
    if word == "to" and at + 1 < end and unit.pos[at + 1] in ("VB", "VBP", "RB"):
        return (at, _clause_end(unit, at, end)) if "to" in takes else None
    if word in PREPOSITIONS and word in takes:
        return at + 1, _object_end(unit, at + 1, end)
    if unit.pos[at] == "VBG":
        return (at, _clause_end(unit, at, end)) if "ing" in takes else None
    after = phrase_right(unit, at)
    if after == at:
        return _far_content(unit, cue, at, end)
    if "hearer" in takes:
        return _after_hearer(unit, cue, at, end)
    if "zero" in takes and _finite_follows(unit, after, end):
        return at, _clause_end(unit, at, end)
    if "obj" in takes:
        return at, _object_end(unit, at, end)
    return _far_content(unit, cue, at, end)


def _finite_follows(unit: Unit, after: int, end: int) -> bool:
    for at in range(after, min(after + 4, end)):
        if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD") or unit.words[at] in BE:
            return True
        if unit.pos[at] not in ("RB", "RBR"):
            return False
    return False


def _skip_adverbs(unit: Unit, at: int, end: int) -> int:
    while at < end:
        after = skip_time(unit, at)
        if after == at and unit.pos[at] == "RB" and unit.words[at] not in ("not", "there", "n't"):
            after = at + 1
        if after == at:
            return at
        at = after
    return at


def _quote_after(unit: Unit, at: int, end: int, takes: frozenset[str]) -> int | None:
    """Position of a quotation that follows a cue at once, or after a comma or colon."""
    for ahead in (at, at + 1):
        if ahead < end and unit.words[ahead] == QUOTE:
            if ahead == at or unit.words[at] in (
                ",",
                ":",
                "—",
                "that",
                "as",
                "the",
                "a",
                "an",
                "of",
            ):
                return at if unit.words[at] not in (",", ":", "—") else ahead
    return None


def _far_content(unit: Unit, cue: Cue, at: int, end: int) -> tuple[int, int] | None:
    """Content behind an adjunct: 'said in a statement that', 'told a crowd in Iowa, QUOTE'."""
    if not cue.takes & {"that", "quote", "zero"}:
        return None
    for ahead in range(at, min(at + 18, end)):
        word = unit.words[ahead]
        if (
            word in ("that", "whether", "why", "how")
            and ahead > at
            and (
                unit.pos[ahead - 1] in NOUNS
                or unit.words[ahead - 1] in ("him", "them", "me", "us", ",")
            )
        ):
            return ahead, _clause_end(unit, ahead, end)
        if word == QUOTE and unit.words[ahead - 1] in (",", ":", "that"):
            return ahead, _clause_end(unit, ahead, end)
        if word == ":":
            return ahead + 1, end
        if unit.pos[ahead] in ("VBD", "VBZ", "MD") and word not in RELATIVE:
            break
    if "zero" in cue.takes and unit.words[at] in ("in", "on", "at", "during", "after"):
        after = phrase_right(unit, at + 1)
        if after > at + 1:
            after = _skip_adverbs(unit, after, end)
            subject = phrase_right(unit, after)
            if subject > after and _finite_follows(unit, subject, end):
                return after, _clause_end(unit, after, end)
    return None


def _after_hearer(unit: Unit, cue: Cue, at: int, end: int) -> tuple[int, int] | None:
    """'told reporters [on Monday] (that) ...', 'urged X to ...', 'accused X of ...'."""
    core = phrase_right(unit, at, chains=False)
    if core > at and _finite_follows(unit, core, end) and not is_nominal(unit, core):
        return at, _clause_end(unit, at, end)
    after = _skip_adverbs(unit, core, end)
    if after < end and unit.words[after] == "to" and "to" in cue.takes:
        return after, _clause_end(unit, after, end)
    if after < end and unit.words[after] in cue.takes & PREPOSITIONS:
        return after, _object_end(unit, after + 1, end)
    if after < end and unit.words[after] in _CLAUSE_OPENERS:
        return after, _clause_end(unit, after, end)
    subject = phrase_right(unit, after)
    if subject > after and _finite_follows(unit, subject, end):
        return after, _clause_end(unit, after, end)
    far = _far_content(unit, cue, after, end) if after < end else None
    if far is not None:
        return far
    return (at, _object_end(unit, at, end)) if "obj" in cue.takes else None


def _clause_end(unit: Unit, first: int, end: int) -> int:
    """End of a reported clause: the unit's end, unless the outlet takes the word back before."""
    for at in range(first + 1, end):
        word = unit.words[at]
        if word == ";":
            return at
        if word != ",":
            continue
        following = unit.pos[at + 1] if at + 1 < end else ""
        if following == "VBG" and at + 1 < end and _speech_participle(unit.words[at + 1]):
            return at
    return end


def _speech_participle(word: str) -> bool:
    return (
        word
        in (
            "adding saying citing calling noting telling arguing referring asking suggesting warning "
            "claiming describing pointing explaining accusing insisting declaring using speaking "
            "according writing predicting promising recalling urging"
        ).split()
    )


def _object_end(unit: Unit, first: int, end: int) -> int:
    """End of a content that is a noun phrase, with what belongs to it."""
    at = phrase_right(unit, first)
    if at == first:
        at = first + 1
    while at < end:
        word = unit.words[at]
        if word in ("that", "who", "which") or (word == "to" and unit.pos[at] == "TO"):
            return _phrase_stop(unit, at, end)
        if word in (
            "as",
            "for",
            "of",
            "about",
            "with",
            "against",
            "from",
            "to",
            "into",
            "over",
            "on",
            "in",
        ):
            if is_time(unit, at):
                return at
            after = phrase_right(unit, at + 1)
            if after == at + 1:
                return _phrase_stop(unit, at, end)
            at = after
            continue
        if unit.pos[at] in ("VBG", "VBN", "JJ"):
            at += 1
            continue
        if word == QUOTE:
            at += 1
            continue
        return at
    return at


def _phrase_stop(unit: Unit, at: int, end: int) -> int:
    for ahead in range(at, end):
        if unit.words[ahead] in (",", ";") or unit.words[ahead] in _DASHES:
            return ahead
    return end
