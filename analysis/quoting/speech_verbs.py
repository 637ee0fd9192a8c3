"""Verbs of speech and attitude: is it one here, who is its subject, what does it report."""

from lemminflect import getLemma

from analysis.quoting.cues import Cue, CueBook
from analysis.quoting.phrases import (
    BE,
    NOUNS,
    RELATIVE,
    has_finite_verb,
    is_nominal,
    phrase_right,
    source_left,
    verb_group_start,
)
from analysis.quoting.speech_content import (
    clause_end,
    content_right,
    names,
    object_end,
    skip_adverbs,
)
from analysis.quoting.speech_ends import coordinated, take_back
from analysis.quoting.speech_report import (
    BREAKS,
    CHARGES,
    CLAUSE_OPENERS,
    Report,
    make_report,
    unit_end,
)
from analysis.quoting.speech_tails import as_parenthesis, follows_quote, fronted, tail
from analysis.quoting.times import is_time
from analysis.quoting.units import QUOTE, SPEECH, Unit, word_set

__all__ = ["first_subject", "is_verb", "verbal"]

_SHOWING = frozenset(["show", "find"])
_RECORDS = word_set(
    "poll polls survey surveys data study studies report reports record records results figures "
    "statistics numbers analysis filings documents research census polling"
)
_NOT_CUES = word_set("has have had does did do ensures ensured ensuring ensure")
_RELAYING = frozenset(["quote", "cite", "report"])
_NAMED = word_set("named nicknamed dubbed christened codenamed code-named")
_HAVE = frozenset(["have", "has", "had"])
_RELATIVE_OBJECT = word_set("which that who whom what")
_NOT_CUE_BEFORE = word_set("the a an this that these those his her its their my our your")
_ATTRIBUTIVE = word_set("DT JJ RB RBS RBR PRP$ POS IN CD TO")
_OBJECT_OPENERS = word_set("that the a an he she they it his her their") | {QUOTE, ":"}


def verbal(
    unit: Unit, at: int, book: CueBook, last_source: tuple[int, int] | None
) -> Report | None:
    matched = book.match("verb", unit.words, at) or _with_that(unit, at)
    if matched is None or not is_verb(unit, at, matched[0]):
        return None
    width, cue = matched
    stop = at + width
    opening = fronted(unit, at, cue, stop)
    if opening is not None:
        return opening
    group = verb_group_start(unit, at)
    own = source_left(unit, group)
    participle = unit.pos[at] == "VBG" and group == at
    if participle and at and (unit.words[at - 1] in BREAKS or unit.pos[at - 1] == SPEECH):
        own = None
    relayed = _relayed(unit, book, cue, stop, own)
    if relayed is not None:
        return relayed
    if own is not None and _denied_charge(unit, *own):
        return None
    behind = as_parenthesis(unit, cue, own, group, stop) or tail(unit, cue, group, at, stop, own)
    if behind is not None:
        return behind
    passive = unit.pos[at] in ("VBN", "VBD") and any(unit.words[k] in BE for k in range(group, at))
    if passive:
        return _passive(unit, cue, group, at, stop, own)
    if own is None and unit.pos[at] in ("VBN", "VBD") and group == at and not _shares(unit, at):
        return None
    source = own or last_source or first_subject(unit, group)
    found = content_right(unit, cue, stop) or _relative(unit, cue, own, stop)
    if cue.lemma in _SHOWING and (found is None or found[2] == "obj"):
        found = _shown(unit, own, stop)
    if found is None:
        return None
    first, end, frame = found
    end = take_back(unit, group, own, first, end)
    end = coordinated(unit, book, unit.pos[at], frame, first, end)
    if "subject" in cue.takes:
        begin = own[0] if own is not None else first
        return make_report(unit, cue, group, stop, None, (begin, end), "around", "subject")
    return make_report(unit, cue, group, stop, source, (first, end), "after", frame)


def _relayed(
    unit: Unit, book: CueBook, cue: Cue, stop: int, own: tuple[int, int] | None
) -> Report | None:
    """'state media quoted X as saying A', 'X was quoted as saying A', 'QUOTE, the agency quoted X
    as saying': X speaks, not who relays it."""
    if cue.lemma not in _RELAYING:
        return None
    by = unit.words[stop : stop + 1] == ["by"]  # 'was cited by the agency as saying'
    said = phrase_right(unit, stop + by)
    passive = by or said == stop
    saying = said + 1
    if unit.words[said : said + 1] != ["as"] or unit.pos[saying : saying + 1] != ["VBG"]:
        return None
    matched = book.match("verb", unit.words, saying)
    source = own if passive else (stop, said - 1)
    if matched is None or source is None:
        return None
    width, inner = matched
    if not passive and own is not None and follows_quote(unit, own[0]):
        content = (0, own[0])
        return make_report(unit, inner, saying, saying + width, source, content, "before", "tail")
    found = content_right(unit, inner, saying + width)
    if found is None:
        return None
    first, end, frame = found
    return make_report(unit, inner, saying, saying + width, source, (first, end), "after", frame)


def _denied_charge(unit: Unit, first: int, last: int) -> bool:
    """'accused Y of QUOTE, a charge X denies': what X denies was said by somebody else."""
    return unit.words[first] in ("a", "an", "the") and any(
        unit.words[k] in CHARGES and unit.pos[k + 1] in ("NNP", "NNPS", "DT", "PRP")
        for k in range(first + 1, last)
    )


def _shown(unit: Unit, own: tuple[int, int] | None, stop: int) -> tuple[int, int, str] | None:
    """'A poll shows Trump leading': what polls and records show, they say; men do not."""
    if own is None or not any(word in _RECORDS for word in unit.words[own[0] : own[1] + 1]):
        return None
    end = unit_end(unit)
    return (stop, clause_end(unit, stop, end), "shown") if stop + 1 < end else None


def _with_that(unit: Unit, at: int) -> tuple[int, Cue] | None:
    """A verb in no list that a that-clause follows, which few verbs but those of speech take."""
    if unit.words[at + 1 : at + 2] != ["that"] or unit.pos[at] not in ("VBD", "VBZ", "VBP", "VBG"):
        return None
    if unit.pos[at + 2 : at + 3] not in (["DT"], ["PRP"], ["NNP"], ["PRP$"], ["NNS"], ["EX"]):
        return None
    if unit.words[at] in BE or unit.words[at] in _NOT_CUES:
        return None
    lemma = (getLemma(unit.words[at], upos="VERB") or (unit.words[at],))[0]
    return 1, Cue(lemma, "verb", "neutral", frozenset(["that"]))


def _relative(
    unit: Unit, cue: Cue, own: tuple[int, int] | None, stop: int
) -> tuple[int, int, str] | None:
    """'a treaty which Iran supports', 'what he called': the relative word is the content."""
    if own is None or own[0] < 1 or unit.words[own[0] - 1] not in _RELATIVE_OBJECT:
        return None
    if "obj" not in cue.takes or "tail" in cue.takes or unit.words[own[0] - 1] == "what":
        return None
    if stop < len(unit) and unit.words[stop] not in (",", ".", "—", "–", "in", "on"):
        return None
    return own[0] - 1, own[0], "relative"


def _shares(unit: Unit, at: int) -> bool:
    """Whether a verb without a subject of its own may share that of a verb before it."""
    return at == 0 or unit.words[at - 1] in ("and", "but", "or", ",", "then", "when", "who")


def _passive(
    unit: Unit, cue: Cue, group: int, at: int, stop: int, own: tuple[int, int] | None
) -> Report | None:
    """'X was expected to ...', 'X was described as ...', 'X was criticized by Y'."""
    end = unit_end(unit)
    after = skip_adverbs(unit, stop, end)
    word = unit.words[after] if after < end else ""
    subject = own[0] if own is not None else None
    if subject is None:
        return None
    if word == "by" and cue.takes & {"obj", "that", "quote"}:
        agent = phrase_right(unit, after + 1)
        if agent > after + 1:
            if not has_finite_verb(unit, subject, group) and QUOTE not in unit.words[subject:group]:
                return None  # 'Tamm was criticised by Norland': an attitude, and no words
            source = (after + 1, agent - 1)
            return make_report(unit, cue, group, stop, source, (subject, group), "before", "by")
        return None
    if word == "to" and "to" in cue.takes and "hearer" not in cue.takes:
        content = (subject, clause_end(unit, after, end))
        return make_report(unit, cue, group, stop, None, content, "around", "passive")
    if word == "as" and cue.takes & {"as", "obj"}:
        source, last = _agent_behind(unit, after + 1, object_end(unit, after + 1, end))
        return make_report(unit, cue, group, stop, source, (subject, last), "around", "passive")
    if word in CLAUSE_OPENERS and cue.takes & {"that", "hearer"}:
        content = (after, clause_end(unit, after, end))
        return make_report(unit, cue, group, stop, None, content, "after", "passive")
    if names(cue) and phrase_right(unit, after) > after:
        source, last = _agent_behind(unit, after, object_end(unit, after, end))
        return make_report(unit, cue, group, stop, source, (subject, last), "around", "passive")
    if after < end and unit.words[after] == QUOTE and cue.takes & {"quote", "obj"}:
        return make_report(unit, cue, group, stop, None, (after, after + 1), "after", "passive")
    if word == "for" and cue.stance in ("hostile", "endorsing") and "obj" in cue.takes:
        content = (subject, object_end(unit, after + 1, end))
        return make_report(unit, cue, group, stop, None, content, "around", "passive for")
    if word == "about" and "about" in cue.takes:
        content = (after + 1, object_end(unit, after + 1, end))
        return make_report(unit, cue, group, stop, None, content, "after", "passive")
    return None


def _agent_behind(unit: Unit, first: int, last: int) -> tuple[tuple[int, int] | None, int]:
    """The agent at the end of a passive's content, and where that then ends: 'X was called a liar
    | by Y'."""
    for at in range(last - 1, first, -1):
        if unit.words[at] == "by" and unit.pos[at - 1] not in ("VBN", "VBD"):
            end = phrase_right(unit, at + 1)
            return ((at + 1, end - 1), at) if end == last else (None, last)
    return None, last


def is_verb(unit: Unit, at: int, width: int = 1) -> bool:
    """Whether a word that could be a cue verb is one here; the tagger alone errs too often."""
    pos, word = unit.pos[at], unit.words[at]
    before = unit.words[at - 1] if at else ""
    before_pos = unit.pos[at - 1] if at else ""
    after_pos = unit.pos[at + 1] if at + 1 < len(unit) else ""
    if word == "states" and before == "united":
        return False
    if word == "known" and unit.words[at + 1 : at + 2] == ["as"]:
        return False  # a name, nobody's words
    if _gives_a_name(unit, at):
        return False
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
    if before_pos == "RB" and at > 1 and is_nominal(unit, at - 2) and pos == "NNS":
        return after_pos in ("NNP", "DT", "PRP", "PRP$")
    if pos not in NOUNS or not (proper or is_nominal(unit, at - 1)):
        return False
    after = unit.words[at + 1] if at + 1 < len(unit) else ""
    if width > 1 or after in _OBJECT_OPENERS:
        return True
    agrees = word.endswith("s") if proper else before_pos == "NNS" and not word.endswith("s")
    if agrees and after_pos in ("NNP", "DT", "PRP", "PRP$", "VBG"):
        return True
    if any(word in ("what", "who") for word in unit.words[max(0, at - 4) : at]) and (
        after_pos in ("VBD", "VBZ", "VBP", "MD")
    ):
        return True
    if unit.paragraph == 0 and not any(tag.startswith("VB") for tag in unit.pos[:at]):
        return True  # headlines leave out the small words by which a tagger knows a verb
    return unit.words[0] == QUOTE and after in ("", ".", ",")


def _gives_a_name(unit: Unit, at: int) -> bool:
    """'an operation named QUOTE': its name, nobody's words; but 'has dubbed QUOTE' and 'named
    QUOTE as his favourite' are somebody's."""
    if unit.words[at] not in _NAMED or (at and unit.words[at - 1] in _HAVE):
        return False
    after = at + 1
    while after < len(unit) and unit.words[after] in (",", "the"):
        after += 1
    if after == len(unit) or unit.words[after] != QUOTE:
        return False
    while after < len(unit) and unit.words[after] in (QUOTE, ",", "and"):
        after += 1
    return unit.words[after : after + 1] != ["as"]


def first_subject(unit: Unit, before: int) -> tuple[int, int] | None:
    """Subject of the unit's first finite verb before a participle or an infinitive."""
    for at in range(1, before):
        if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD"):
            group = verb_group_start(unit, at)
            source = source_left(unit, group)
            if source is not None and not is_time(unit, source[0]):
                return source
    end = phrase_right(unit, 0)
    return (0, end - 1) if 0 < end <= before and is_nominal(unit, end - 1) else None
