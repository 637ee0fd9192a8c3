"""Quotations of a text: direct, mixed, indirect and scare quotes, each with speaker and cue."""

from analysis.cues import CueBook, read_cues
from analysis.marks import marked_spans
from analysis.reported import Report, find_reports
from analysis.running import PUNCTUATION, Quote, from_report, marked_quotes
from analysis.speakers import Speakers
from analysis.units import QUOTE, Token, Unit, split_units

UNATTRIBUTED = "unattributed"


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
    found = marked_quotes(text, units, reports, outer, book)
    found += _indirect_quotes(units, reports)
    found += [
        Quote(span.start, span.end, "scare", doubt=span.doubt)
        for span in marked
        if span.doubt in ("unopened", "markup")
    ]
    found.sort(key=lambda quote: (quote.start, -quote.end))
    return Speakers(text, units).name(found)


def _indirect_quotes(units: list[Unit], reports: list[list[Report]]) -> list[Quote]:
    quotes = []
    for unit, found in zip(units, reports, strict=True):
        for report in found:
            first, stop = report.content
            if all(
                unit.words[k] in PUNCTUATION or unit.words[k] == QUOTE for k in range(first, stop)
            ):
                continue
            quotes.append(
                from_report(unit, report, unit.starts[first], unit.ends[stop - 1], "indirect")
            )
    return quotes
