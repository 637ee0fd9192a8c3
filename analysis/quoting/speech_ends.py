"""Where a reported clause ends and the outlet's own sentence goes on."""

from analysis.quoting.cues import CueBook
from analysis.quoting.phrases import NOUNS, RELATIVE, phrase_right
from analysis.quoting.speech_report import CHARGES, SUBORDINATE
from analysis.quoting.units import QUOTE, SPEECH, Unit, word_set

__all__ = ["before_main_verb", "coordinated", "take_back"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_CARRIERS = word_set("has have had is are was were will would")
_OPENING = 4  # a participle among so many first words opens its sentence


def before_main_verb(unit: Unit, first: int, end: int, *, carriers: bool = True) -> int:
    """End of a clause inside a subject: 'the view that A is weak | has grown'.

    The clause has its own finite verb; a second one right behind a noun is the sentence's. With
    `carriers` only auxiliaries count as that, which is safer where a noun governs the clause.
    """
    verbs = [at for at in range(first + 1, end) if unit.pos[at] in _FINITE]
    for at in verbs[1:]:
        if unit.pos[at - 1] in NOUNS and (unit.words[at] in _CARRIERS or not carriers):
            return at
    return end


def take_back(unit: Unit, group: int, own: tuple[int, int] | None, first: int, end: int) -> int:
    """End of the content of a cue in a subordinate clause: 'While X said that A, he B'."""
    before = (own[0] if own is not None else group) - 1
    relative = own is not None and unit.words[own[0]] in RELATIVE
    lead = unit.words[before] if before >= 0 else ""
    if relative and before >= 0 and lead != ",":
        return before_main_verb(unit, first, end, carriers=False)
    opener = before >= 0 and lead in SUBORDINATE and (before < 2 or unit.words[before - 1] == ",")
    participle = own is None and group <= _OPENING and unit.pos[group] in ("VBG", "VBN")
    if not (relative or opener or participle):
        return end
    for at in range(first + 1, end):
        if unit.words[at] == "," or (unit.pos[at] == SPEECH and at + 1 < end):
            return at if unit.words[at] == "," else at + 1
    return end


def coordinated(unit: Unit, book: CueBook, tag: str, frame: str, first: int, end: int) -> int:
    """End of a content before the next cue of the same sentence: 'said that A | and called B C',
    'said that A, | and he accused B', 'said QUOTE | and B said QUOTE', 'said that A | , urging'."""
    for at in range(first + 1, end - 1):
        word = unit.words[at]
        if word == "," and _cue_at(unit, book, at + 1, end, ("VBG",)):
            return at
        if word == "," or unit.pos[at] == SPEECH:
            article, noun = (*unit.words[at + 1 : at + 3], "", "")[:2]
            if article in ("a", "an", "the") and noun in CHARGES:  # '| a charge that B denies'
                return at if word == "," else at + 1
        if word in ("and", "but"):
            ahead = _past_adverbs(unit, at + 1, end)
            subject_end = phrase_right(unit, ahead)
            if ahead < subject_end < end and _cue_at(unit, book, subject_end, end, (tag,)):
                return at
            said = frame == "quote" and unit.words[at - 1] == QUOTE  # 'said QUOTE | and left'
            listed = said or frame == "to" or _cue_at(unit, book, ahead, end, (tag,))
            if tag in ("VBD", "VBZ") and ahead < end and unit.pos[ahead] == tag and listed:
                return at
        if word == "even" and unit.words[at + 1] in ("as", "though", "if"):
            return at
    return end


def _past_adverbs(unit: Unit, at: int, end: int) -> int:
    while at < end and unit.pos[at] == "RB":
        at += 1
    return at


def _cue_at(unit: Unit, book: CueBook, at: int, end: int, tags: tuple[str, ...]) -> bool:
    at = _past_adverbs(unit, at, end)
    return at < end and unit.pos[at] in tags and book.match("verb", unit.words, at) is not None
