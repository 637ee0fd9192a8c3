"""Quotations within quotations: what a quoted speaker says that somebody else said."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.quoting.cues import CueBook
from analysis.quoting.marks import Marked
from analysis.quoting.people import Person
from analysis.quoting.reported import find_reports
from analysis.quoting.running import Quote, marked_quotes
from analysis.quoting.speakers import UNATTRIBUTED, Speakers
from analysis.quoting.units import split_units
from analysis.reading import Token

__all__ = ["nested_quotes"]

_FIRST_PERSON = ("i", "we")


def nested_quotes(
    text: str,
    sentences: list[tuple[int, int]],
    tokens: list[Token],
    *,
    marked: list[Marked],
    told: Iterable[Quote],
    book: CueBook,
    meant: Mapping[int, int],
    introduced: Mapping[str, list[Person]],
) -> list[Quote]:
    """Someone's words within the quotations `told`, which have their speakers by now.

    Each quotation is read like a text of its own, so what surrounds it says nothing about the
    words within: in “He told me ‘you will lose’” the speaker of ‘you will lose’ is whoever 'he'
    is to the one who speaks, and stays unattributed where the quotation names nobody whom it can
    mean. 'I' and 'we' are the one who is quoted. Words that a speaker only keeps a distance from
    are that speaker's own. One level deep.
    """
    inner = [span for span in marked if span.depth == 1 and span.doubt is None]
    if not inner:
        return []
    starts, token_starts = [span.start for span in inner], [token[0] for token in tokens]
    sentence_starts, sentence_ends = zip(*sentences, strict=True)
    found = []
    for outer in told:
        within = inner[bisect_left(starts, outer.start) : bisect_left(starts, outer.end)]
        if not within:
            continue
        words = _cut(
            tokens, bisect_left(token_starts, outer.start), bisect_left(token_starts, outer.end)
        )
        clauses = sentences[
            bisect_right(sentence_ends, outer.start) : bisect_left(sentence_starts, outer.end)
        ]
        units = split_units(text, clauses, words, within)
        reports = [find_reports(unit, book) for unit in units]
        quotes = marked_quotes(text, units, reports, marked=within, book=book)
        named = map(Speakers(text, units, meant, introduced).name, quotes)
        found += [
            replace(_by_the_speaker(text, quote, outer), within=outer.start)
            for quote in named
            if quote.kind != "scare"
        ]
    return found


def _cut(tokens: list[Token], low: int, high: int) -> list[Token]:
    """Some tokens with their heads as places among them; what hangs outside hangs on nothing."""
    return [
        token._replace(head=token.head - low if low <= token.head < high else k)
        for k, token in enumerate(tokens[low:high])
    ]


def _by_the_speaker(text: str, quote: Quote, outer: Quote) -> Quote:
    """The quotation, given to the one who tells it where 'I' or 'we' is said to speak."""
    if quote.speaker != UNATTRIBUTED or quote.speaker_start is None:
        return quote
    if text[quote.speaker_start : quote.speaker_end].lower() not in _FIRST_PERSON:
        return quote
    return replace(
        quote,
        speaker=outer.speaker,
        name_start=outer.speaker_start if outer.name_start is None else outer.name_start,
        name_end=outer.speaker_end if outer.name_end is None else outer.name_end,
    )
