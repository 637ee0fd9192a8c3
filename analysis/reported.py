"""Reported speech in one unit: each cue with its source and its content.

Rules over parts of speech, read from left to right; the first cue governs what it reports, so a
cue inside another's content is not read again ('Trump said he believes ...' is one report).
"""

from dataclasses import dataclass

from lemminflect import getLemma

from analysis import cue_nouns
from analysis.cues import PREPOSITIONS, Cue, CueBook
from analysis.phrases import (
    BE,
    NOUNS,
    RELATIVE,
    has_finite_verb,
    is_nominal,
    is_time,
    phrase_right,
    skip_time,
    source_left,
    verb_group_start,
)
from analysis.units import QUOTE, SPEECH, Unit

_CLAUSE_OPENERS = frozenset("that whether if how why what when where who which".split())
_OBJECTIVE = frozenset("him them her me us you".split())
_STOPS = frozenset([".", "!", "?", ";"])
_DASHES = frozenset(["—", "–", "--"])
_BREAKS = frozenset([",", "—", "–", "--"])
_CARRIERS = frozenset("has have had is are was were will would".split())
_RELATIVE_OBJECT = frozenset("which that who whom what".split())
_LEAD_WORDS = frozenset(["and", "but", "however", "yet", "still", "indeed", ","])
_SUBORDINATE = frozenset("while although though when after before as if because since".split())
_OPENERS = _SUBORDINATE | frozenset("unless in on at by for under without until".split())
_ADJUNCT = frozenset(
    "in at during on amid despite through via over following for by outside inside".split()
)
_OBJECT_LINKS = frozenset("as for of about with against from to into over on in".split())
_NOT_CUE_BEFORE = frozenset("the a an this that these those his her its their my our your".split())
_ATTRIBUTIVE = frozenset("DT JJ RB RBS RBR PRP$ POS IN CD TO".split())
_OBJECT_OPENERS = frozenset("that the a an he she they it his her their".split()) | {QUOTE, ":"}
_INVERTING = frozenset("said says added wrote asked reported noted explained replied".split())
# Participles by which the outlet takes the word back after a reported clause.
_RESUMING = frozenset(
    "adding saying citing calling noting telling arguing referring asking suggesting warning "
    "claiming describing pointing explaining accusing insisting declaring using speaking writing "
    "according predicting promising recalling urging".split()
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
    frame: str = ""  # what carries the content, as in the cue file's `takes`; or passive


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
            or _verbal(unit, at, book, last_source)
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
    end = _unit_end(unit)
    if frame == "that":
        end = _before_main_verb(unit, first, end)
    if frame in ("that", "to"):
        end = _take_back(unit, at, (at, at), first, _clause_end(unit, first, end))
    else:
        end = _object_end(unit, first, end)
    return _report(unit, cue, at, at + 1, source, (first, end), "after", "noun " + frame)


def _before_main_verb(unit: Unit, first: int, end: int) -> int:
    """End of the clause of a subject noun: 'the view that A is weak | has grown'."""
    finite = ("VBD", "VBZ", "VBP", "MD")
    verbs = [k for k in range(first + 1, end) if unit.pos[k] in finite]
    for at in verbs[1:]:
        if unit.pos[at - 1] in NOUNS and unit.words[at] in _CARRIERS:
            return at
    return end


def _colon(unit: Unit, at: int) -> Report | None:
    """'Trump: Russia must act', as headlines have it."""
    source = cue_nouns.colon_source(unit, at)
    if source is None:
        return None
    content = (at + 1, _unit_end(unit))
    return _report(unit, cue_nouns.COLON, at, at + 1, source, content, "after", "colon")


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
        end = phrase_right(unit, stop)
        if end == stop:
            return None
        source = (stop, end - 1)
    lead = all(word in _LEAD_WORDS for word in unit.words[:at])
    if lead:
        comma = next(
            (k for k in range(end, min(end + 25, len(unit))) if unit.words[k] == ","), None
        )
        first = comma + 1 if comma is not None else end
        return _report(unit, cue, at, stop, source, (first, _unit_end(unit)), "after", "prep")
    first = _clause_start(unit, at)
    return _report(unit, cue, at, stop, source, (first, at), "before", "prep")


def _report(unit, cue, first, stop, source, content, position, frame) -> Report | None:
    begin, end = content[0], min(content[1], len(unit))
    while begin < end and unit.words[begin] in (",", ":", "—", "–"):
        begin += 1
    while end > begin and unit.words[end - 1] in (",", ":", ".", "—", "–", ";"):
        end -= 1
    if begin >= end:
        return None
    return Report(cue, first, stop, source, (begin, end), position, frame)


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


def _fronted(unit: Unit, at: int, cue: Cue, stop: int) -> Report | None:
    """'Said Poynter, who grew up there, QUOTE'."""
    if at or not cue.takes & {"tail", "quote"} or unit.pos[0] not in ("VBD", "VBZ", "VBN"):
        return None
    end = phrase_right(unit, stop)
    quote = next((k for k in range(end, len(unit)) if unit.words[k] == QUOTE), None)
    if end == stop or quote is None or unit.words[quote - 1] not in (",", ":"):
        return None
    return _report(unit, cue, at, stop, (stop, end - 1), (quote, quote + 1), "after", "fronted")


def _verbal(unit: Unit, at: int, book: CueBook, last_source) -> Report | None:
    matched = book.match("verb", unit.words, at)
    if matched is None or not _is_verb(unit, at, matched[0]):
        return None
    width, cue = matched
    stop = at + width
    fronted = _fronted(unit, at, cue, stop)
    if fronted is not None:
        return fronted
    group = verb_group_start(unit, at)
    own = source_left(unit, group)
    participle = unit.pos[at] == "VBG" and group == at
    if participle and at and (unit.words[at - 1] in _BREAKS or unit.pos[at - 1] == SPEECH):
        own = None
    tail = _as_parenthesis(unit, cue, own, group, stop) or _tail(unit, cue, group, at, stop, own)
    if tail is not None:
        return tail
    passive = unit.pos[at] in ("VBN", "VBD") and any(unit.words[k] in BE for k in range(group, at))
    if passive:
        return _passive(unit, cue, group, at, stop, own)
    if own is None and unit.pos[at] in ("VBN", "VBD") and group == at and not _shares(unit, at):
        return None
    source = own or last_source or _first_subject(unit, group)
    found = _content_right(unit, cue, stop) or _relative(unit, cue, own, stop)
    if found is None:
        return None
    first, end, frame = found
    end = _take_back(unit, group, own, first, end)
    end = _coordinated(unit, book, unit.pos[at], frame, first, end)
    if "subject" in cue.takes:
        begin = own[0] if own is not None else first
        return _report(unit, cue, group, stop, None, (begin, end), "around", "subject")
    return _report(unit, cue, group, stop, source, (first, end), "after", frame)


def _as_parenthesis(unit: Unit, cue: Cue, own, group: int, stop: int) -> Report | None:
    """'As Reuters reported, content' and 'content, as Reuters reported'."""
    if own is None or own[0] < 1 or unit.words[own[0] - 1] != "as" or "tail" not in cue.takes:
        return None
    border, end = own[0] - 1, _unit_end(unit)
    if border > 2 and unit.words[border - 1] in _BREAKS and _nothing_follows(unit, stop, cue):
        content = (_clause_start(unit, border), border)
        return _report(unit, cue, group, stop, own, content, "before", "as")
    comma = next((k for k in range(stop, min(stop + 12, end)) if unit.words[k] == ","), None)
    if border <= 1 and comma is not None and _nothing_follows(unit, stop, cue):
        return _report(unit, cue, group, stop, own, (comma + 1, end), "after", "as")
    return None


def _relative(unit: Unit, cue: Cue, own, stop: int) -> tuple[int, int, str] | None:
    """'a treaty which Iran supports', 'what he called': the relative word stands for the content."""
    if own is None or own[0] < 1 or unit.words[own[0] - 1] not in _RELATIVE_OBJECT:
        return None
    if "obj" not in cue.takes or "tail" in cue.takes or unit.words[own[0] - 1] == "what":
        return None
    if stop < len(unit) and unit.words[stop] not in (",", ".", "—", "–", "in", "on"):
        return None
    return own[0] - 1, own[0], "relative"


def _coordinated(unit: Unit, book: CueBook, tag: str, frame: str, first: int, end: int) -> int:
    """End of a content before a second verb of the same subject: 'said that A and called B C'."""
    if tag not in ("VBD", "VBZ"):
        return end
    for at in range(first + 1, end - 1):
        if unit.words[at] not in ("and", "but"):
            continue
        ahead = at + 1
        while ahead < end and unit.pos[ahead] == "RB":
            ahead += 1
        if ahead < end and unit.pos[ahead] == tag:
            if frame == "to" or book.match("verb", unit.words, ahead) is not None:
                return at
    return end


def _shares(unit: Unit, at: int) -> bool:
    """Whether a verb without a subject of its own may share that of a verb before it."""
    return at == 0 or unit.words[at - 1] in ("and", "but", "or", ",", "then", "when", "who")


def _take_back(unit: Unit, group: int, own, first: int, end: int) -> int:
    """End of the content of a cue in a subordinate clause: 'While X said that A, he B'."""
    before = (own[0] if own is not None else group) - 1
    relative = own is not None and unit.words[own[0]] in RELATIVE
    lead = unit.words[before] if before >= 0 else ""
    if relative and before >= 0 and lead != ",":
        relative = False
    opener = before >= 0 and lead in _SUBORDINATE and (before < 2 or unit.words[before - 1] == ",")
    asked = unit.words[group] in ("asked", "pressed", "when") and own is None
    if not (relative or opener or asked):
        return end
    for at in range(first + 1, end):
        if unit.words[at] == "," or (unit.pos[at] == SPEECH and at + 1 < end):
            return at if unit.words[at] == "," else at + 1
    return end


def _names(cue: Cue) -> bool:
    """Whether a cue gives its object a name or quality: 'called him a liar'."""
    return {"quote", "obj"} <= cue.takes and not cue.takes & {"that", "zero"}


def _passive(unit: Unit, cue: Cue, group: int, at: int, stop: int, own) -> Report | None:
    """'X was expected to ...', 'X was described as ...', 'X was criticized by Y'."""
    end = _unit_end(unit)
    after = _skip_adverbs(unit, stop, end)
    word = unit.words[after] if after < end else ""
    subject = own[0] if own is not None else None
    if subject is None:
        return None
    if word == "by" and cue.takes & {"obj", "that", "quote"}:
        agent = phrase_right(unit, after + 1)
        if agent > after + 1:
            source = (after + 1, agent - 1)
            return _report(unit, cue, group, stop, source, (subject, group), "before", "by")
        return None
    if word == "to" and "to" in cue.takes and "hearer" not in cue.takes:
        content = (subject, _clause_end(unit, after, end))
        return _report(unit, cue, group, stop, None, content, "around", "passive")
    if word == "as" and cue.takes & {"as", "obj"}:
        content = (subject, _object_end(unit, after + 1, end))
        return _report(unit, cue, group, stop, None, content, "around", "passive")
    if word in _CLAUSE_OPENERS and cue.takes & {"that", "hearer"}:
        content = (after, _clause_end(unit, after, end))
        return _report(unit, cue, group, stop, None, content, "after", "passive")
    if _names(cue) and phrase_right(unit, after) > after:
        content = (subject, _object_end(unit, after, end))
        return _report(unit, cue, group, stop, None, content, "around", "passive")
    if after < end and unit.words[after] == QUOTE and cue.takes & {"quote", "obj"}:
        return _report(unit, cue, group, stop, None, (after, after + 1), "after", "passive")
    if word == "about" and "about" in cue.takes:
        content = (after + 1, _object_end(unit, after + 1, end))
        return _report(unit, cue, group, stop, None, content, "after", "passive")
    return None


def find_lead(unit: Unit, book: CueBook) -> Report | None:
    """The cue of a unit that ends with a colon and leaves its quotation to the next paragraph."""
    if unit.words[-1] != ":":
        return None
    for at in range(len(unit) - 2, -1, -1):
        matched = book.match("verb", unit.words, at)
        if matched is None or not _is_verb(unit, at, matched[0]):
            continue
        if not matched[1].takes & {"tail", "quote", "zero"}:
            continue
        group = verb_group_start(unit, at)
        source = source_left(unit, group) or _first_subject(unit, group)
        if source is not None:
            stop = at + matched[0]
            return Report(matched[1], group, stop, source, (stop, stop), "after", "lead")
    source = cue_nouns.colon_source(unit, len(unit) - 1) or _first_subject(unit, len(unit) - 1)
    if source is None:
        return None
    last = len(unit) - 1
    return Report(cue_nouns.COLON, last, last + 1, source, (last, last), "after", "lead")


def find_speaker_beside(unit: Unit, at: int, book: CueBook) -> Report | None:
    """Source and verb beside a quotation whose verb is in no list: 'he demurred: QUOTE'."""
    after = at + 1 + (unit.words[at + 1 : at + 2] == [","])
    if unit.pos[at] == SPEECH and after < len(unit):
        end = phrase_right(unit, after)
        if after < end < len(unit) and is_nominal(unit, end - 1):
            verb = end
            while verb < len(unit) - 1 and unit.pos[verb] in ("RB", "MD"):
                verb += 1
            if unit.pos[verb] in ("VBD", "VBZ", "VBP") or unit.pos[verb].startswith("NN"):
                return _unlisted(unit, verb, (after, end - 1), at, book)
    before = at - 1
    if before > 0 and unit.words[before] in (",", ":"):
        verb = before - 1
        while verb > 0 and not unit.pos[verb].startswith("VB") and before - verb < 8:
            verb -= 1
        if unit.pos[verb] in ("VBD", "VBZ", "VBG"):
            group = verb_group_start(unit, verb)
            source = source_left(unit, group) or _first_subject(unit, group)
            if source is not None:
                return _unlisted(unit, verb, source, at, book)
    return None


def _unlisted(unit: Unit, verb: int, source: tuple[int, int], at: int, book: CueBook) -> Report:
    matched = book.match("verb", unit.words, verb)
    word = unit.words[verb]
    lemma = (getLemma(word, upos="VERB") or (word,))[0]
    cue = matched[1] if matched else Cue(lemma, "verb", "neutral", frozenset(["quote"]))
    position = "before" if at < verb else "after"
    return Report(cue, verb, verb + 1, source, (at, at + 1), position, "unlisted")


def _is_verb(unit: Unit, at: int, width: int = 1) -> bool:
    """Whether a word that could be a cue verb is one here; the tagger alone errs too often."""
    pos, word = unit.pos[at], unit.words[at]
    before = unit.words[at - 1] if at else ""
    before_pos = unit.pos[at - 1] if at else ""
    after_pos = unit.pos[at + 1] if at + 1 < len(unit) else ""
    if pos.startswith("VB") or pos == "MD":
        lone = before_pos != "RB" or (at > 1 and unit.pos[at - 2] in _ATTRIBUTIVE)
        if pos in ("VBN", "VBG") and after_pos in NOUNS and before_pos in _ATTRIBUTIVE and lone:
            return False  # 'the nominating convention', 'randomly selected sites'
        if before in RELATIVE and pos in ("VBD", "VBZ", "VBP"):
            return True
        return before not in _NOT_CUE_BEFORE or word in ("said", "says")
    proper = at > 0 and unit.cased[at - 1][:1].isupper() and before_pos not in ("IN", "DT", "PRP$")
    if before in _NOT_CUE_BEFORE or before_pos in ("POS", "PRP$", "IN", "DT"):
        return False
    if pos not in NOUNS or not (proper or is_nominal(unit, at - 1)):
        return False
    after = unit.words[at + 1] if at + 1 < len(unit) else ""
    if width > 1 or after in _OBJECT_OPENERS:
        return True
    if any(word in ("what", "who") for word in unit.words[max(0, at - 4) : at]) and (
        after_pos in ("VBD", "VBZ", "VBP", "MD")
    ):
        return True
    if unit.paragraph == 0 and not any(tag.startswith("VB") for tag in unit.pos[:at]):
        return True  # headlines leave out the small words by which a tagger knows a verb
    return unit.words[0] == QUOTE and after in ("", ".", ",")


def _first_subject(unit: Unit, before: int) -> tuple[int, int] | None:
    """Subject of the unit's first finite verb before a participle or an infinitive."""
    for at in range(1, before):
        if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD"):
            group = verb_group_start(unit, at)
            source = source_left(unit, group)
            if source is not None and not is_time(unit, source[0]):
                return source
    end = phrase_right(unit, 0)
    return (0, end - 1) if 0 < end <= before and is_nominal(unit, end - 1) else None


def _tail(unit: Unit, cue: Cue, group: int, at: int, stop: int, own) -> Report | None:
    """Content first, then 'he said' or 'said Trump'; or content on both sides of it."""
    if not cue.takes & {"tail", "quote"}:
        return None
    source, border = own, own[0] if own is not None else group
    if own is not None and unit.words[own[0]] in RELATIVE:
        return None
    quoted = _follows_quote(unit, border)
    if own is None or _follows_quote(unit, group):
        source, border, quoted = _inverted(unit, at, stop), group, _follows_quote(unit, group)
        if source is None or group != at:
            return None
        if unit.words[at] not in _INVERTING and not (quoted and border <= 2):
            return None
    if not quoted:
        if border < 2 or unit.words[border - 1] not in _BREAKS or "tail" not in cue.takes:
            return None
        if own is not None and not _nothing_follows(unit, stop, cue):
            return None
        if not _is_clause(unit, border, stop):
            return None
    first = _clause_start(unit, border)
    report = _report(unit, cue, group, stop, source, (first, border), "before", "tail")
    if report is None:
        return None
    resume = source[1] + 1 if border == group else stop
    second = _second_half(unit, resume, quoted)
    if second is not None:
        report.content, report.position = (report.content[0], second), "around"
    return report


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


def _follows_quote(unit: Unit, border: int) -> bool:
    """Whether a quotation that is speech, or a quotation and a comma, ends right before."""
    if border < 1:
        return False
    if unit.words[border - 1] == QUOTE:
        return unit.pos[border - 1] == SPEECH or border == 1
    return unit.words[border - 1] in _BREAKS and border > 1 and unit.words[border - 2] == QUOTE


def _inverted(unit: Unit, at: int, stop: int) -> tuple[int, int] | None:
    """Subject behind its verb: 'said Trump', not 'said he was'."""
    end = phrase_right(unit, stop)
    if end == stop or unit.words[stop] in _OBJECTIVE or unit.words[stop] in _CLAUSE_OPENERS:
        return None
    if unit.pos[end : end + 1] in (["VBD"], ["VBZ"], ["MD"]):
        return None
    return stop, end - 1


def _nothing_follows(unit: Unit, stop: int, cue: Cue) -> bool:
    """Whether after a cue come only adjuncts and hearers up to the end or a comma."""
    at = stop
    while at < len(unit):
        word = unit.words[at]
        if word in _STOPS or word in _BREAKS:
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
            if _finite_follows(unit, after, len(unit)):
                return False
        if after == at:
            return unit.pos[at] == "VBG" or word == ")"
        at = after
    return True


def _second_half(unit: Unit, at: int, quoted: bool) -> int | None:
    """Where content that goes on after its cue ends: 'QUOTE , he said , QUOTE' or ', rest'."""
    end = _unit_end(unit)
    quote = next((k for k in range(at, min(at + 14, end)) if unit.words[k] == QUOTE), None)
    if quoted:
        if quote is not None and unit.words[quote - 1] in (",", ":", "—", "–"):
            return quote + 1
        return None
    if at + 1 < end and unit.words[at] == ",":
        following, pos = unit.words[at + 1], unit.pos[at + 1]
        opened = unit.words[0] in _OPENERS  # 'Unless A, they say, B': the main clause is to come
        if not opened and (following in _SUBORDINATE or pos in ("CC", "WP", "WDT", "VBN", "DT")):
            return None
        if pos == "VBG" and following != "including":
            return None
        return end
    return None


def _content_right(unit: Unit, cue: Cue, stop: int) -> tuple[int, int, str] | None:
    """Content that follows its cue, by the frames the cue takes: first token, stop, frame."""
    takes, end = cue.takes, _unit_end(unit)
    at = _skip_adverbs(unit, stop, end)
    if at >= end:
        return None
    quote = _quote_after(unit, at, end)
    if quote is not None and takes & {"quote", "obj", "that", "zero"}:
        return quote, _clause_end(unit, quote, end), "quote"
    word = unit.words[at]
    if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD") and "zero" in takes:
        return at, _clause_end(unit, at, end), "zero"  # 'what X claims were components'
    if word in _CLAUSE_OPENERS and takes & {"that", "zero"}:
        return at, _clause_end(unit, at, end), "that"
    if word == ":" and takes & {"quote", "zero"}:
        return at + 1, end, "quote"
    if word == "," and "tail" in takes and at + 6 < end and "zero" in takes:
        if unit.pos[at + 1] not in ("VBG", "CC", "WP", "WDT") and has_finite_verb(unit, at, end):
            return at + 1, end, "zero"
    if word == "to" and at + 1 < end and unit.pos[at + 1] in ("VB", "VBP", "RB"):
        return (at, _clause_end(unit, at, end), "to") if "to" in takes else None
    if word in PREPOSITIONS and word in takes:
        return at + 1, _object_end(unit, at + 1, end), word
    if unit.pos[at] == "VBG" and "ing" in takes:
        return at, _clause_end(unit, at, end), "ing"
    if phrase_right(unit, at) == at:
        return _far_content(unit, cue, at, end)
    if "hearer" in takes:
        return _after_hearer(unit, cue, at, end)
    if "zero" in takes and _clause_begins(
        unit, at, end, loose="tail" in takes or "obj" not in takes
    ):
        return at, _clause_end(unit, at, end), "zero"
    if "obj" in takes and _names(cue):
        return at, _object_end(unit, phrase_right(unit, at, chains=False), end), "obj"
    if "obj" in takes:
        return at, _object_end(unit, at, end), "obj"
    return _far_content(unit, cue, at, end)


def _clause_begins(unit: Unit, at: int, end: int, *, loose: bool) -> bool:
    """Whether a bare clause begins: a noun phrase with a finite verb, or a quotation, after it."""
    after = phrase_right(unit, at)
    if _finite_follows(unit, after, end):
        return True
    if not loose:
        return False
    for ahead in range(after, min(after + 25, end)):
        if unit.pos[ahead] in ("VBD", "VBZ", "VBP", "MD") or unit.words[ahead] == QUOTE:
            return unit.words[ahead - 1] not in RELATIVE
    return False


def _finite_follows(unit: Unit, after: int, end: int) -> bool:
    for at in range(after, min(after + 4, end)):
        if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD", SPEECH) or unit.words[at] in BE:
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


def _quote_after(unit: Unit, at: int, end: int) -> int | None:
    """Where content begins if a quotation follows at once, or after a comma or small word."""
    if unit.words[at] == QUOTE:
        return at
    if at + 1 < end and unit.words[at + 1] == QUOTE:
        if unit.words[at] in (",", ":", "—", "–"):
            return at + 1
        if unit.words[at] in ("that", "as", "the", "a", "an", "of"):
            return at
    return None


def _far_content(unit: Unit, cue: Cue, at: int, end: int) -> tuple[int, int, str] | None:
    """Content behind an adjunct: 'said in a statement that', 'told a crowd in Iowa, QUOTE'."""
    if not cue.takes & {"that", "quote", "zero"}:
        return None
    for ahead in range(at, min(at + 18, end)):
        word, before = unit.words[ahead], unit.words[ahead - 1]
        if word in ("that", "whether", "why", "how", "if", "what") and ahead > at:
            if unit.pos[ahead - 1] in NOUNS or before in _OBJECTIVE or before == ",":
                return ahead, _clause_end(unit, ahead, end), "that"
        if word == QUOTE and before in (",", ":", "that"):
            return ahead, _clause_end(unit, ahead, end), "quote"
        if word == ":":
            return ahead + 1, end, "quote"
        if unit.pos[ahead] in ("VBD", "VBZ", "MD"):
            break
    if "zero" in cue.takes and unit.words[at] in ("in", "on", "at", "during", "after", ","):
        after = phrase_right(unit, at + 1)
        if after > at + 1:
            after = _skip_adverbs(unit, after, end)
            subject = phrase_right(unit, after)
            if subject > after and _finite_follows(unit, subject, end):
                return after, _clause_end(unit, after, end), "zero"
    return None


def _after_hearer(unit: Unit, cue: Cue, at: int, end: int) -> tuple[int, int, str] | None:
    """'told reporters [on Monday] (that) ...', 'urged X to ...', 'accused X of ...'."""
    core = phrase_right(unit, at, chains=False)
    if core > at and _finite_follows(unit, core, end):
        return at, _clause_end(unit, at, end), "zero"
    after = _skip_adverbs(unit, core, end)
    if after < end and unit.words[after] == "to" and "to" in cue.takes:
        return at, _clause_end(unit, after, end), "hearer"
    if after < end and unit.words[after] in cue.takes & PREPOSITIONS:
        return after, _object_end(unit, after + 1, end), "hearer"
    if after < end and unit.words[after] in _CLAUSE_OPENERS:
        return after, _clause_end(unit, after, end), "hearer"
    subject = phrase_right(unit, after)
    if subject > after and _finite_follows(unit, subject, end):
        return after, _clause_end(unit, after, end), "hearer"
    far = _far_content(unit, cue, after, end) if after < end else None
    if far is not None:
        return far
    return (at, _object_end(unit, at, end), "obj") if "obj" in cue.takes else None


def _clause_end(unit: Unit, first: int, end: int) -> int:
    """End of a reported clause: the unit's end, unless the outlet takes the word back before."""
    for at in range(first + 1, end):
        word = unit.words[at]
        if word == ";":
            return at
        comma = word == "," or unit.pos[at] == SPEECH
        if comma and at + 2 < end and unit.words[at + 1] == "with":
            after = phrase_right(unit, at + 2)
            if after < end and unit.pos[after] == "VBG":
                return at if word == "," else at + 1
        if comma and at + 1 < end and unit.pos[at + 1] == "VBG" and unit.words[at + 1] in _RESUMING:
            return at if word == "," else at + 1
    return end


def _object_end(unit: Unit, first: int, end: int) -> int:
    """End of a content that is a noun phrase, with what belongs to it."""
    at = phrase_right(unit, first)
    if at == first:
        at = first + 1
    while at < end:
        word = unit.words[at]
        if word == "that":
            return _clause_end(unit, at, end)
        if word in ("who", "which") or (word == "to" and unit.pos[at] == "TO"):
            return _phrase_stop(unit, at, end)
        if word in _OBJECT_LINKS:
            if is_time(unit, at):
                return at
            after = phrase_right(unit, at + 1)
            if after == at + 1:
                return _phrase_stop(unit, at, end)
            at = after
            continue
        if unit.pos[at] in ("VBG", "VBN", "JJ") or word == QUOTE or word == "by":
            at = max(at + 1, phrase_right(unit, at + 1))
            continue
        return at
    return at


def _phrase_stop(unit: Unit, at: int, end: int) -> int:
    for ahead in range(at, end):
        if unit.words[ahead] in (",", ";") or unit.words[ahead] in _DASHES:
            return ahead
    return end
