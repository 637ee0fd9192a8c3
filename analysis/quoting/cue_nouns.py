"""Reports without a verb of saying: nouns ('his claim that ...'), colons, 'in X's view'."""

from analysis.quoting.cues import Cue, CueBook
from analysis.quoting.phrases import NOUNS, has_finite_verb, is_nominal, phrase_left, phrase_right
from analysis.quoting.units import QUOTE, SPEECH, Unit, word_set

__all__ = [
    "COLON",
    "VIEW",
    "colon_source",
    "match_noun",
    "noun_content",
    "noun_source",
    "view_source",
]

_POSSESSIVE = word_set("my your his her its our their")
_VIEW = word_set("view opinion words estimation assessment judgment telling")
_NO_SPEAKER = word_set(
    "note update correction related email question answer q a photo photos video credit source "
    "sources more watch read clarification also contact follow graphic"
)
_LONGEST_NAME = 9  # tokens before a colon; a longer lead is a clause, no name
COLON = Cue(":", "verb", "neutral", frozenset(["quote"]))
VIEW = Cue("in view of", "prep", "neutral", frozenset(["obj"]))


def noun_source(unit: Unit, at: int) -> tuple[int, int] | None:
    """Whose claim it is: 'his claim', 'Iran's claim', 'a claim by Iran'."""
    first = at
    while first > 0 and unit.pos[first - 1] in ("JJ", "NN", "VBN", "VBG", "JJR", "JJS"):
        first -= 1
    if first > 0 and unit.words[first - 1] in _POSSESSIVE:
        return first - 1, first - 1
    if first > 1 and unit.pos[first - 1] == "POS" and is_nominal(unit, first - 2):
        return phrase_left(unit, first - 2)[0], first - 2
    if at + 2 < len(unit) and unit.words[at + 1] in ("by", "from"):
        end = phrase_right(unit, at + 2, chains=False)
        if end > at + 2:
            return at + 2, end - 1
    return None


def noun_content(
    unit: Unit, cue: Cue, at: int, source: tuple[int, int] | None
) -> tuple[int, str] | None:
    """First token of the content of a cue noun, and the frame that carries it."""
    after = at + 1
    if source is not None and source[0] > at:
        after = source[1] + 1
    if after >= len(unit) - 1:
        return None
    word = unit.words[after]
    if word == "that" and "that" in cue.takes:
        return after, "that"
    if word == "to" and "to" in cue.takes:
        return (after, "to") if unit.pos[after + 1] == "VB" else (after + 1, "of")
    if word in cue.takes and word not in ("that", "to"):
        return after + 1, word
    return None


def match_noun(unit: Unit, at: int, book: CueBook) -> Cue | None:
    matched = book.match("noun", unit.words, at)
    if matched is None or unit.pos[at] not in NOUNS or unit.words[at + 1 : at + 2] == [QUOTE]:
        return None
    return matched[1]


def colon_source(unit: Unit, at: int) -> tuple[int, int] | None:
    """Name before a colon that opens its unit ('Trump: Russia must act')."""
    if unit.words[at] != ":" or at == 0 or at > _LONGEST_NAME or at + 1 >= len(unit):
        return None
    end = phrase_right(unit, 0)
    if end != at or not is_nominal(unit, at - 1) or unit.words[at - 1] in _NO_SPEAKER:
        return None
    said = any(pos in (QUOTE, SPEECH) for pos in unit.pos[at + 1 :])
    if unit.paragraph and not said and not has_finite_verb(unit, at + 1, len(unit)):
        return None
    if not any(unit.cased[k][:1].isupper() and unit.pos[k] in NOUNS for k in range(at)):
        return None
    return 0, at - 1


def view_source(unit: Unit, at: int) -> tuple[tuple[int, int], int] | None:
    """'in X's view' at a token: the source, and the token after the phrase."""
    if unit.words[at] != "in" or at + 2 >= len(unit):
        return None
    for noun in range(at + 2, min(at + 8, len(unit))):
        if unit.words[noun] in _VIEW:
            if unit.words[noun - 1] in _POSSESSIVE:
                return (noun - 1, noun - 1), noun + 1
            if unit.pos[noun - 1] == "POS":
                return (at + 1, noun - 2), noun + 1
            return None
    return None
