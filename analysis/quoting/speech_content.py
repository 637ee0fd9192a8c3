"""The content behind a cue: where it begins, by the frames the cue takes, and where it ends."""

from analysis.quoting.cues import PREPOSITIONS, Cue
from analysis.quoting.phrases import BE, NOUNS, RELATIVE, has_finite_verb, phrase_right
from analysis.quoting.speech_report import CLAUSE_OPENERS, OBJECTIVE, unit_end
from analysis.quoting.times import is_time, skip_time
from analysis.quoting.units import QUOTE, SPEECH, Unit, word_set

__all__ = ["clause_end", "content_right", "finite_follows", "names", "object_end", "skip_adverbs"]

_ADDING = word_set("including such like especially particularly who which whose where")
# Words by which a sentence leaves a reported clause after a comma.
_TURNING = word_set("but while which where compared according")
_SUBJECTS = word_set("i he she we they you it")
_DASHES = frozenset(["—", "–", "--"])
_OBJECT_LINKS = word_set("as for of about with against from to into over on in")
# Participles by which the outlet takes the word back after a reported clause.
_RESUMING = word_set(
    "adding saying citing calling noting telling arguing referring asking suggesting warning "
    "claiming describing pointing explaining accusing insisting declaring using speaking writing "
    "according predicting promising recalling urging"
)


def names(cue: Cue) -> bool:
    """Whether a cue gives its object a name or quality: 'called him a liar'."""
    return {"quote", "obj"} <= cue.takes and not cue.takes & {"that", "zero"}


def content_right(unit: Unit, cue: Cue, stop: int) -> tuple[int, int, str] | None:
    """Content that follows its cue, by the frames the cue takes: first token, stop, frame."""
    takes, end = cue.takes, unit_end(unit)
    at = skip_adverbs(unit, stop, end)
    if at >= end:
        return None
    quote = _quote_after(unit, at, end)
    if quote is not None and takes & {"quote", "obj", "that", "zero"}:
        return quote, clause_end(unit, quote, end), "quote"
    word = unit.words[at]
    if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD") and "zero" in takes:
        return at, clause_end(unit, at, end), "zero"  # 'what X claims were components'
    if word in CLAUSE_OPENERS and takes & {"that", "zero"}:
        return at, clause_end(unit, at, end), "that"
    if word == ":" and takes & {"quote", "zero"}:
        return at + 1, end, "quote"
    aside = word == "," and {"tail", "zero"} <= takes and at + 6 < end
    if aside and unit.pos[at + 1] not in ("VBG", "CC", "WP", "WDT"):
        return (at + 1, end, "zero") if has_finite_verb(unit, at, end) else None
    if word == "to" and at + 1 < end and unit.pos[at + 1] in ("VB", "VBP", "RB"):
        return (at, clause_end(unit, at, end), "to") if "to" in takes else None
    if word in PREPOSITIONS and word in takes:
        noun_end = phrase_right(unit, at + 1)
        opener = unit.words[noun_end : noun_end + 1] == ["that"] and "that" in takes
        if opener and noun_end > at + 1:
            return noun_end, clause_end(unit, noun_end, end), "that"  # 'said in a statement that'
        stop = object_end(unit, at + 1, end)
        marked = unit.words[stop : stop + 1] in ([","], [":"]) and "quote" in takes
        quote = _quote_after(unit, stop, end) if marked else None
        if quote is not None:  # 'wrote on X: QUOTE'
            return quote, clause_end(unit, quote, end), "quote"
        return at + 1, stop, word
    if unit.pos[at] == "VBG" and takes & {"ing", "obj"} and "to" not in takes:
        return at, clause_end(unit, at, end), "ing"
    if phrase_right(unit, at) == at:
        far = _far_content(unit, cue, at, end)
        opened = {"tail", "zero", "that"} <= takes and unit.pos[at] in ("IN", "VBG", "JJ", "VBN")
        if far is None and opened and has_finite_verb(unit, at + 2, end):
            return at, clause_end(unit, at, end), "zero"  # 'says despite all that, he will'
        return far
    if "hearer" in takes:
        return _after_hearer(unit, cue, at, end)
    if "zero" in takes and _clause_begins(
        unit, at, end, loose="tail" in takes or "obj" not in takes
    ):
        return at, clause_end(unit, at, end), "zero"
    if "obj" in takes and names(cue):
        return at, _named_end(unit, at, end), "obj"
    if "obj" in takes:
        return at, object_end(unit, at, end), "obj"
    return _far_content(unit, cue, at, end)


def _clause_begins(unit: Unit, at: int, end: int, *, loose: bool) -> bool:
    """Whether a bare clause begins: a noun phrase with a finite verb, or a quotation, after it."""
    after = phrase_right(unit, at)
    if finite_follows(unit, after, end):
        return True
    if not loose:
        return False
    for ahead in range(after, min(after + 25, end)):
        if unit.pos[ahead] in ("VBD", "VBZ", "VBP", "MD") or unit.words[ahead] == QUOTE:
            return unit.words[ahead - 1] not in RELATIVE
    return False


def finite_follows(unit: Unit, after: int, end: int) -> bool:
    for at in range(after, min(after + 4, end)):
        if unit.pos[at] in ("VBD", "VBZ", "VBP", "MD", SPEECH) or unit.words[at] in BE:
            return True
        if unit.pos[at] not in ("RB", "RBR"):
            return False
    return False


def skip_adverbs(unit: Unit, at: int, end: int) -> int:
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
        nominal = unit.pos[ahead - 1] in NOUNS or before in OBJECTIVE or before == ","
        if nominal and ahead > at and word in ("that", "whether", "why", "how", "if", "what"):
            return ahead, clause_end(unit, ahead, end), "that"
        if word == QUOTE and before in (",", ":", "that"):
            return ahead, clause_end(unit, ahead, end), "quote"
        if word == ":":
            return ahead + 1, end, "quote"
        if unit.pos[ahead] in ("VBD", "VBZ", "MD"):
            break
    if "zero" in cue.takes and unit.words[at] in ("in", "on", "at", "during", "after", ","):
        after = phrase_right(unit, at + 1)
        if after > at + 1:
            after = skip_adverbs(unit, after, end)
            subject = phrase_right(unit, after)
            if subject > after and finite_follows(unit, subject, end):
                return after, clause_end(unit, after, end), "zero"
    return None


def _after_hearer(unit: Unit, cue: Cue, at: int, end: int) -> tuple[int, int, str] | None:
    """'told reporters [on Monday] (that) ...', 'urged X to ...', 'accused X of ...'."""
    core = phrase_right(unit, at, chains=False)
    after = skip_adverbs(unit, core, end)
    quoted = at < after < end and unit.words[after] == QUOTE and "quote" in cue.takes
    if quoted and (unit.pos[after] == SPEECH or unit.words[at] in OBJECTIVE):
        return after, clause_end(unit, after, end), "quote"
    if core > at and finite_follows(unit, core, end):
        return at, clause_end(unit, at, end), "zero"
    if after < end and unit.words[after] == "to" and "to" in cue.takes:
        return at, clause_end(unit, after, end), "hearer"
    if after < end and unit.words[after] in cue.takes & PREPOSITIONS:
        return after, object_end(unit, after + 1, end), "hearer"
    if after < end and unit.words[after] in CLAUSE_OPENERS:
        return after, clause_end(unit, after, end), "hearer"
    subject = phrase_right(unit, after)
    if subject > after and finite_follows(unit, subject, end):
        return after, clause_end(unit, after, end), "hearer"
    far = _far_content(unit, cue, after, end) if after < end else None
    if far is not None:
        return far
    return (at, object_end(unit, at, end), "obj") if "obj" in cue.takes else None


def clause_end(unit: Unit, first: int, end: int) -> int:
    """End of a reported clause: the unit's end, unless the outlet takes the word back before."""
    for at in range(first + 1, end):
        word = unit.words[at]
        if word == ";" or (word == "," and at + 1 < end and unit.words[at + 1] in _TURNING):
            return at
        comma = word == "," or unit.pos[at] == SPEECH
        if comma and at + 2 < end and unit.words[at + 1] == "with":
            after = phrase_right(unit, at + 2)
            if after < end and unit.pos[after] == "VBG":
                return at if word == "," else at + 1
        if comma and at + 1 < end and unit.pos[at + 1] == "VBG" and unit.words[at + 1] in _RESUMING:
            return at if word == "," else at + 1
    return end


def _named_end(unit: Unit, first: int, end: int) -> int:
    """End of an object and the name or quality it is given ('called him | a liar')."""
    stop = object_end(unit, first, end)
    if stop < end and (phrase_right(unit, stop) > stop or unit.pos[stop] in ("JJ", SPEECH, QUOTE)):
        return object_end(unit, stop, end)
    return stop


def object_end(unit: Unit, first: int, end: int) -> int:
    """End of a content that is a noun phrase, with what belongs to it."""
    at = phrase_right(unit, first)
    if at == first:
        at = max(first + 1, phrase_right(unit, first + 1))
    while at < end:
        word = unit.words[at]
        if word in _SUBJECTS and finite_follows(unit, at + 1, end):
            return _phrase_stop(unit, at, end)  # 'the decades they had spent'
        if word == "," and at + 1 < end:
            after = _list_goes_on(unit, at, end)
            if after == at:
                return at
            at = after
            continue
        if word == "that":
            return clause_end(unit, at, end)
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


def _list_goes_on(unit: Unit, comma: int, end: int) -> int:
    """Token after what a comma adds to an object: 'workers, veterans and students', ', including
    X'; the comma itself where it adds nothing."""
    if unit.words[comma + 1] in _ADDING:
        return _phrase_stop(unit, comma + 1, end)
    after = phrase_right(unit, comma + 1)
    listed = "and" in unit.words[comma + 2 : after] or unit.words[after : after + 1] == [","]
    return after if after > comma + 1 and listed and after < end else comma


def _phrase_stop(unit: Unit, at: int, end: int) -> int:
    for ahead in range(at, end):
        if unit.words[ahead] in (",", ";") or unit.words[ahead] in _DASHES:
            return ahead
    return end
