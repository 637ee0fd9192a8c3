"""Sentences as the outlet wrote them, each quotation one token: what cue words are looked for in.

Inside a quotation the words are someone else's, so they are taken out of the reading: 'He called
it "a grave violation", and left' is read as 'He called it QUOTE , and left'. A sentence break
inside a quotation is none, and 'QUOTE, he said' is one unit with the quotation before it.
"""

from bisect import bisect_right
from dataclasses import dataclass

from analysis.quoting.marks import Marked, last_character

__all__ = ["NOUNS", "QUOTE", "SPEECH", "Token", "Unit", "split_units", "word_set"]

QUOTE = "QUOTE"  # word and tag of a quotation that may stand in a noun phrase
SPEECH = "SPEECH"  # tag of a quotation that is a sentence or ends with a mark of its own
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
LONGEST_UNIT = 250  # tokens; bounds the work per cue on text that never ends a sentence
_LONGEST_NAME = 6  # words; a longer quotation is no part of a noun phrase


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set to look words up in."""
    return frozenset(words.split())


Token = tuple[int, int, str, str]  # start, end, token, part of speech; offsets into the text


@dataclass
class Unit:
    """One sentence of the outlet's own; parallel lists, one entry per token."""

    starts: list[int]
    ends: list[int]
    words: list[str]  # lower case; QUOTE for a quotation
    cased: list[str]
    pos: list[str]
    quotes: list[int | None]  # which of the marked spans
    paragraph: int
    start: int = 0
    end: int = 0

    def __len__(self) -> int:
        return len(self.words)


def split_units(
    text: str, sentences: list[tuple[int, int]], tokens: list[Token], marked: list[Marked]
) -> list[Unit]:
    """Units of one text, in order; `marked` must be the outermost spans, by start."""
    items = _mask(text, tokens, marked)
    starts = [start for start, _ in sentences]
    units: list[Unit] = []
    previous = None
    paragraph = 0
    for item in items:
        if previous is not None:
            between = text[previous[1] : item[0]]
            newline = "\n" in between
            paragraph += newline
            broken = newline or len(units[-1]) >= LONGEST_UNIT
            broken = broken or _breaks(text, previous, item, starts, marked)
        else:
            broken = True
        if broken:
            units.append(Unit([], [], [], [], [], [], paragraph, item[0]))
        unit = units[-1]
        unit.starts.append(item[0])
        unit.ends.append(item[1])
        unit.words.append(_plain(item[2]) if item[4] is None else QUOTE)
        unit.cased.append(item[2])
        unit.pos.append("NNP" if item[2] == "US" else item[3])
        unit.quotes.append(item[4])
        unit.end = item[1]
        previous = item
    return units


def _plain(token: str) -> str:
    """Lower case, with straight apostrophes; 'US' keeps its capitals, being no pronoun."""
    return token if token == "US" else token.lower().replace("’", "'")


def _mask(
    text: str, tokens: list[Token], marked: list[Marked]
) -> list[tuple[int, int, str, str, int | None]]:
    """The tokens outside quotation marks, with one QUOTE item for each quotation."""
    items: list[tuple[int, int, str, str, int | None]] = []
    number = 0

    def add_quote(which: int) -> None:
        span = marked[which]
        inner = text[span.start : span.end]
        ends = last_character(text, span) in ",.!?…—–" or inner.count(" ") >= _LONGEST_NAME
        items.append((span.outer_start, span.outer_end, QUOTE, SPEECH if ends else QUOTE, which))

    for start, end, token, pos in tokens:
        while number < len(marked) and marked[number].outer_end <= start:
            add_quote(number)
            number += 1
        if number < len(marked) and end > marked[number].outer_start:
            continue
        items.append((start, end, token, pos, None))
    for which in range(number, len(marked)):
        add_quote(which)
    return items


def _breaks(
    text: str, before: tuple, after: tuple, starts: list[int], marked: list[Marked]
) -> bool:
    """Whether a unit ends between two neighbouring items of one line."""
    crosses = bisect_right(starts, before[1] - 1) != bisect_right(starts, after[0])
    lower = after[2][:1].islower() or after[2][:1] in "),;:"
    if before[4] is None:
        return crosses and not lower  # 'Sen. Jack Reed (D-R.I.), who'
    content_end = last_character(text, marked[before[4]])
    if content_end == ".":
        return not lower
    if content_end in "?!…":
        return after[4] is not None or (crosses and after[3] in ("DT", "IN", "CC"))
    if content_end in ",—–-":
        return False
    return crosses and not lower
