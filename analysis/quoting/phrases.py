"""Noun phrases and verb groups in a unit, from parts of speech alone: who stands beside a cue."""

from analysis.quoting.times import is_time, time_begins
from analysis.quoting.units import NOUNS, QUOTE, SPEECH, Unit, word_set

__all__ = [
    "BE",
    "ORGANS",
    "RELATIVE",
    "has_finite_verb",
    "is_nominal",
    "phrase_left",
    "phrase_right",
    "source_left",
    "verb_group_start",
]

_INSIDE = NOUNS | {"DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS", "$", "#", QUOTE}
_PERSONAL = word_set("i he she it we they you him her them us me")
_HEADLESS = word_set(
    "this that these those some all many most others both one each several few none everyone "
    "everybody anyone anybody someone somebody nobody critics another"
)
RELATIVE = frozenset(["who", "which", "that", "whom"])
_OF_KIND = word_set("of for at from in with to on behind to by near")
AUXILIARY = word_set(
    "be am is are was were been being have has had having do does did will would can could may "
    "might must shall should 'm 're 's 've 'd 'll ca wo ai get got gets to not n't never"
)
BE = word_set("be am is are was were been being 'm 're 's get got gets getting")
ADVERBS = word_set("also then later once again still just already even only often both")
_CLOSING = frozenset(["with", "by", "to", "on", "for", "in", "at"])


def is_nominal(unit: Unit, at: int) -> bool:
    """Whether a token can end a noun phrase."""
    if not 0 <= at < len(unit):
        return False
    word, pos = unit.words[at], unit.pos[at]
    return (
        pos in NOUNS
        or pos in ("PRP", "CD", QUOTE, "WP")
        or word in _PERSONAL
        or word in _HEADLESS
        or (pos in ("JJ", "JJS", "VBN", "VBG") and at > 0 and unit.words[at - 1] in ("the", "The"))
    )


def verb_group_start(unit: Unit, at: int) -> int:
    """First token of the verb group that ends in the verb at `at` ('has also *said*')."""
    first = at
    while first > 0 and at - first < 8:
        word, pos = unit.words[first - 1], unit.pos[first - 1]
        if word in AUXILIARY or pos in ("MD", "RB", "RBR", "TO") or word in ADVERBS:
            if word == "'s" and pos == "POS" and unit.pos[at] == "VBD":
                break
            first -= 1
            continue
        jump = _adjunct_start(unit, first)
        if jump is None:
            break
        first = jump
    return first


def _adjunct_start(unit: Unit, stop: int) -> int | None:
    """Start of a short adjunct between an auxiliary and its verb ('has in the past said')."""
    for first in range(stop - 2, max(0, stop - 5), -1):
        if unit.words[first] in ("in", "at", "on", "over", "during"):
            return first if unit.words[first - 1] in AUXILIARY else None
    return None


def phrase_left(unit: Unit, last: int) -> tuple[int, int]:
    """Noun phrase that ends with the token `last`: (first, last), 'X of Y' chains included."""
    first = _core_left(unit, last)
    for _ in range(3):
        if first < 2 or unit.words[first - 1] not in _OF_KIND or not is_nominal(unit, first - 2):
            break
        if unit.words[first - 2] in _PERSONAL:
            break
        first = _core_left(unit, first - 2)
    if first > 1 and unit.words[first - 1] in ("and", "or", "&") and is_nominal(unit, first - 2):
        other = _core_left(unit, first - 2)
        if other == 0 or unit.pos[other - 1] == SPEECH or unit.words[other - 1] in (",", "that"):
            first = other
    return first, last


def _core_left(unit: Unit, last: int) -> int:
    if unit.words[last] in _PERSONAL or unit.pos[last] == "PRP":
        return last
    first = last
    while first > 0 and last - first < 20:
        word, pos = unit.words[first - 1], unit.pos[first - 1]
        if word in _PERSONAL and pos != "PRP$" and word != "her":
            break
        modifier = pos in ("VBN", "VBG", "RBS", "RB") and (
            first > 1 and unit.pos[first - 2] in ("DT", "JJ", "PRP$", "POS")
        )
        ampersand = word in ("&", "-", "–") and is_nominal(unit, first - 2)
        if pos in _INSIDE or modifier or ampersand:
            first -= 1
            if pos in ("DT", "PRP$") and not (first and unit.pos[first - 1] in ("PDT",)):
                break
        else:
            break
    return first


def phrase_right(unit: Unit, first: int, *, chains: bool = True) -> int:
    """Token after the noun phrase that begins at `first` (== first where none begins)."""
    at = _core_right(unit, first)
    while chains and first < at < len(unit) - 1:
        word = unit.words[at]
        if word in _OF_KIND and word != "to" and not is_time(unit, at):
            after = _core_right(unit, at + 1)
        elif word == "and" or word == "&":
            after = _core_right(unit, at + 1)
            if after < len(unit) and unit.pos[after] in ("VBD", "VBZ", "MD", "VBP"):
                break
        else:
            break
        if after == at + 1:
            break
        at = after
    return at


def _core_right(unit: Unit, first: int) -> int:
    at = first
    if at < len(unit) and (unit.words[at] in _PERSONAL and unit.pos[at] != "PRP$"):
        return at + 1
    while at < len(unit) and at - first < 20:
        pos, word = unit.pos[at], unit.words[at]
        if at > first and time_begins(unit, at):
            break
        premodifier = (
            pos in ("VBN", "VBG", "RB")
            and at + 1 < len(unit)
            and (unit.pos[at + 1] in NOUNS or unit.pos[at + 1] in ("JJ", QUOTE))
        )
        mistaken = pos in ("VBZ", "VB", "VBP") and at > first and _needs_noun(unit, at)
        if pos in _INSIDE or mistaken or (premodifier and at > first):
            if pos == "DT" and at > first and unit.pos[at - 1] not in ("PDT", "DT", "POS"):
                break
            at += 1
        elif word in ("&", "-"):
            at += 1
        elif word == "(":
            stop = next(
                (k for k in range(at, min(at + 8, len(unit))) if unit.words[k] == ")"), None
            )
            if stop is None:
                break
            at = stop + 1
        else:
            break
    return at


def _needs_noun(unit: Unit, at: int) -> bool:
    """Whether a word must be a noun although it is tagged as a verb ('the *strikes* on')."""
    before, after = unit.pos[at - 1], unit.words[at + 1 : at + 2]
    if before == "NNP" and unit.pos[at] == "VBZ" and after in ([], ["."], [","]):
        return True
    if before in ("NNP", "NNS", "NN") and at > 1 and unit.pos[at - 2] == "DT":
        return after in (["on"], ["against"], ["of"])
    return before in ("PRP$", "POS") or (
        before in ("DT", "JJ") and unit.words[at - 1] not in ("that", "this", "these", "those")
    )


def source_left(unit: Unit, before: int) -> tuple[int, int] | None:
    """Noun phrase that is the subject of a verb group beginning at `before`; None if none stands
    there. Steps over a parenthesis between commas ('Trump, who won, said')."""
    last = before - 1
    if last < 0:
        return None
    last = _before_bracket(unit, last)
    if last < 0:
        return None
    if unit.words[last] in (",", "—", "–", "--") or unit.pos[last] == SPEECH:
        return _over_parenthesis(unit, last)
    if unit.words[last] in RELATIVE:
        return last, last
    if is_nominal(unit, last):
        return _head_of(unit, phrase_left(unit, last))
    return None


def _head_of(unit: Unit, phrase: tuple[int, int]) -> tuple[int, int]:
    """The noun that a phrase only closes the description of: 'a person close to Orlan', 'the
    minister who replaced Tamm', 'a report seen by Reuters'."""
    at = phrase[0] - 1
    if at > 1 and unit.words[at] in _CLOSING:
        told = unit.pos[at - 1] in ("JJ", "VBN", "VBD") or unit.words[at - 1] == "close"
        if told and unit.pos[at - 2] in NOUNS and unit.words[at - 1] not in BE:
            return phrase_left(unit, at - 2)
    clause = at > 1 and unit.pos[at] in ("VBD", "VBZ", "VBP")
    if clause and unit.words[at - 1] in ("who", "that") and unit.pos[at - 2] in NOUNS:
        return phrase_left(unit, at - 2)
    return phrase


def _before_bracket(unit: Unit, last: int) -> int:
    """The token before a bracket that closes at `last` ('Ted Cruz (R-TX) said'), else `last`."""
    if last < 0 or unit.words[last] not in (")", "]"):
        return last
    return next((k for k in range(last, max(-1, last - 9), -1) if unit.words[k] in "(["), 0) - 1


def _over_parenthesis(unit: Unit, close: int) -> tuple[int, int] | None:
    mark = "," if unit.words[close] == QUOTE else unit.words[close]
    bracketed = _before_bracket(unit, close - 1)
    if bracketed != close - 1 and is_nominal(unit, bracketed):
        return phrase_left(unit, bracketed)
    for at in range(close - 1, max(0, close - 40), -1):
        if unit.words[at] == mark or (mark != "," and unit.words[at] in ("—", "–", "--")):
            last = _before_bracket(unit, at - 1)
            if is_nominal(unit, last):
                nominal = phrase_left(unit, last)
                if not is_time(unit, nominal[0]):
                    return nominal
            elif mark == ",":
                return None
    return None


def has_finite_verb(unit: Unit, first: int, stop: int) -> bool:
    return any(
        unit.pos[at] in ("VBD", "VBZ", "VBP", "MD") for at in range(first, min(stop, len(unit)))
    )


# Organs that speak for the state or bloc named before them ('the Russian foreign ministry').
ORGANS = word_set(
    "ministry government embassy military army forces official officials authorities parliament "
    "administration delegation minister spokesman spokeswoman spokesperson diplomats regime state "
    "president premier mission navy foreign-office consulate treasury"
)
