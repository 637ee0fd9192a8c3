"""Quotations of a text: direct, mixed, indirect and scare quotes, each with speaker and cue."""

from dataclasses import dataclass, replace

from analysis.cues import CueBook, read_cues
from analysis.marks import Marked, marked_spans
from analysis.reports import Report, find_reports
from analysis.scare import labels, names_something
from analysis.speakers import Source, Speakers
from analysis.units import QUOTE, Token, Unit, split_units

UNATTRIBUTED = "unattributed"
_SENTENCE_END = tuple(".!?…")
_PUNCTUATION = frozenset([",", ".", ":", ";", "!", "?", "—", "–", "--", "-", "that", "…", "(", ")"])


@dataclass(frozen=True)
class Quote:
    """One quotation; offsets into the text, content without its marks."""

    start: int
    end: int
    kind: str  # direct, mixed, indirect, scare
    speaker: str | None = None  # surface name; "unattributed"; None for scare quotes
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_how: str = "none"  # name, title, pronoun, carried, none
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    stance: str | None = None
    doubt: str | None = None


def quotes_in(
    text: str,
    sentences: list[tuple[int, int]],
    tokens: list[Token],
    *,
    cues: CueBook | None = None,
) -> list[Quote]:
    """Every quotation of one text, by start."""
    book = cues if cues is not None else read_cues()
    marked = marked_spans(text)
    outer = [
        span for span in marked if span.depth == 0 and span.doubt not in ("unopened", "markup")
    ]
    units = split_units(text, sentences, tokens, outer)
    reports = [find_reports(unit, book) for unit in units]
    found = _marked_quotes(text, units, reports, outer)
    found += _indirect_quotes(units, reports)
    found += [
        Quote(span.start, span.end, "scare", doubt=span.doubt)
        for span in marked
        if span.doubt in ("unopened", "markup")
    ]
    found.sort(key=lambda quote: (quote.start, -quote.end))
    return Speakers(text, units).name(found)


def _from_report(unit: Unit, report: Report, start: int, end: int, kind: str) -> Quote:
    source = report.source
    cue = report.cue
    return Quote(
        start,
        end,
        kind,
        speaker_start=unit.starts[source[0]] if source else None,
        speaker_end=unit.ends[source[1]] if source else None,
        cue=cue.lemma if cue else None,
        cue_start=unit.starts[report.cue_first],
        cue_end=unit.ends[report.cue_stop - 1],
        stance=cue.stance if cue else None,
    )


def _indirect_quotes(units: list[Unit], reports: list[list[Report]]) -> list[Quote]:
    quotes = []
    for unit, found in zip(units, reports, strict=True):
        for report in found:
            first, stop = report.content
            if all(
                unit.words[k] in _PUNCTUATION or unit.words[k] == QUOTE for k in range(first, stop)
            ):
                continue
            quotes.append(
                _from_report(unit, report, unit.starts[first], unit.ends[stop - 1], "indirect")
            )
    return quotes


def _marked_quotes(
    text: str, units: list[Unit], reports: list[list[Report]], marked: list[Marked]
) -> list[Quote]:
    quotes: list[Quote] = []
    open_chain: Quote | None = None  # last quotation with a source, for running quotation
    waiting: list[int] = []  # running quotations of this paragraph that no source precedes
    lead: tuple[int, Quote] | None = None
    paragraph = -1
    chain_paragraph = -9
    for number, (unit, found) in enumerate(zip(units, reports, strict=True)):
        if unit.paragraph != paragraph:
            paragraph = unit.paragraph
            _settle(quotes, waiting, open_chain if paragraph - chain_paragraph <= 2 else None)
            waiting = []
        for at, which in enumerate(unit.quotes):
            if which is None:
                continue
            span = marked[which]
            report = _governing(text, unit, at, span, found)
            if report is not None:
                alone = all(
                    unit.words[k] in _PUNCTUATION or unit.words[k] == QUOTE
                    for k in range(*report.content)
                )
                quote = _from_report(
                    unit, report, span.start, span.end, "direct" if alone else "mixed"
                )
                quote = replace(quote, doubt=span.doubt)
                for earlier in waiting:
                    quotes[earlier] = _carried(quotes[earlier], quote)
                waiting = []
                open_chain, chain_paragraph = quote, paragraph
                quotes.append(quote)
            elif _is_running(text, unit, at, span):
                quote = Quote(span.start, span.end, "direct", doubt=span.doubt)
                if lead is not None and lead[0] == number - 1:
                    quote = _carried(quote, lead[1])
                    open_chain, chain_paragraph = quote, paragraph
                    quotes.append(quote)
                elif open_chain is not None and chain_paragraph == paragraph:
                    quotes.append(_carried(quote, open_chain))
                else:
                    waiting.append(len(quotes))
                    quotes.append(quote)
                    if span.continues and open_chain is not None:
                        pass
            else:
                quotes.append(Quote(span.start, span.end, "scare", doubt=span.doubt))
        if unit.words[-1] == ":" and found:
            lead = number, _from_report(unit, found[-1], 0, 0, "direct")
    _settle(quotes, waiting, open_chain)
    return quotes


def _governing(text: str, unit: Unit, at: int, span: Marked, found: list[Report]) -> Report | None:
    """The report a quotation belongs to: whose content holds it, else the last cue before it."""
    if names_something(text, unit, at, span.start, span.end):
        return None
    holding = next((r for r in found if r.content[0] <= at < r.content[1]), None)
    if holding is not None or labels(unit, at):
        return holding
    return next((r for r in reversed(found) if r.cue_stop <= at and r.source is not None), None)


def _settle(quotes: list[Quote], waiting: list[int], chain: Quote | None) -> None:
    for number in waiting:
        if chain is not None:
            quotes[number] = _carried(quotes[number], chain)


def _carried(quote: Quote, source: Quote) -> Quote:
    return replace(
        quote,
        speaker_start=source.speaker_start,
        speaker_end=source.speaker_end,
        speaker_how="carried",
        cue=source.cue,
        cue_start=source.cue_start,
        cue_end=source.cue_end,
        stance=source.stance,
    )


def _is_running(text: str, unit: Unit, at: int, span: Marked) -> bool:
    """Whether a quotation without a cue stands as a sentence of its own."""
    if all(unit.words[k] in _PUNCTUATION or unit.words[k] == QUOTE for k in range(len(unit))):
        return True
    ended = text[span.end - 1] in _SENTENCE_END
    return at == 0 and ended and len(text[span.start : span.end].split()) > 4
