"""Quotations in marks: what governs each, and who goes on speaking where nothing does."""

from dataclasses import dataclass, replace

from analysis.quoting.cues import CueBook
from analysis.quoting.governing import governing
from analysis.quoting.marks import SINGLE, Marked, last_character
from analysis.quoting.reported import Reports, alone
from analysis.quoting.reports import Report
from analysis.quoting.scare import is_given_name, mark_features
from analysis.quoting.units import SPEECH, Unit
from analysis.quoting.weights import log_odds
from analysis.reading import listed

__all__ = ["Quote", "from_report", "marked_quotes"]

FAR = 8  # words between a cue and a word in marks that is no longer taken for a quotation
_NEAR = 2  # paragraphs over which running quotation keeps its speaker
_HEARD = ("that", "zero", "tail", "wh", "quote")  # frames that report speech


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
    doubt: str | None = None  # unclosed, unopened, markup; negated: told as not said
    name_start: int | None = None  # where the name stands that the speaker was resolved to
    name_end: int | None = None
    within: int | None = None  # start of the quotation whose speaker tells this one


def from_report(unit: Unit, report: Report, span: tuple[int, int], kind: str) -> Quote:
    """A quotation with the source and the cue of a report."""
    source, cue, tokens = report.source, report.cue, unit.tokens
    near = [*unit.under(report.at, "advmod", "det"), *range(*report.cue_span)]
    negated = any(unit.words[k] in listed("negation") for k in near)
    return Quote(
        *span,
        kind,
        speaker_start=tokens[source[0]].start if source else None,
        speaker_end=tokens[source[1] - 1].end if source else None,
        cue=cue.lemma,
        cue_start=tokens[report.cue_span[0]].start,
        cue_end=tokens[report.cue_span[1] - 1].end,
        stance=cue.stance,
        doubt="negated" if negated else None,
    )


def _carried(quote: Quote, source: Quote) -> Quote:
    """A quotation whose speaker was named at another one; it has no cue of its own."""
    return replace(
        quote,
        speaker_start=source.speaker_start,
        speaker_end=source.speaker_end,
        speaker_how="carried",
    )


class _Speech:
    """Who was speaking last, while a text is read from its beginning."""

    def __init__(self) -> None:
        self.quotes: list[Quote] = []
        self.waiting: list[int] = []  # quotations before any source, of one paragraph or one run
        self.waiting_since = -9
        self.chain: Quote | None = None  # last quotation with a source
        self.chain_paragraph = -9
        self.heard: Quote | None = None  # last report of any kind with a source
        self.heard_paragraph = -9
        self.heard_last = False  # the unit before was a report, and no quotation came since
        self.continued = False  # the paragraph before ended inside its quotation

    def attributed(self, quote: Quote, paragraph: int) -> None:
        for number in self.waiting:
            self.quotes[number] = _carried(self.quotes[number], quote)
        self.waiting = []
        if quote.speaker_start is not None:
            self.chain, self.chain_paragraph = quote, paragraph
        self.quotes.append(quote)

    def unattributed(self, quote: Quote, paragraph: int) -> None:
        if self.heard_last and self.heard is not None and self.heard_paragraph == paragraph:
            self.attributed(_carried(quote, self.heard), paragraph)
        elif self.chain is not None and not self.waiting and self._goes_on(paragraph):
            self.quotes.append(_carried(quote, self.chain))
            self.chain_paragraph = paragraph
        else:
            self.waiting_since = self.waiting_since if self.waiting else paragraph
            self.waiting.append(len(self.quotes))
            self.quotes.append(quote)

    def _goes_on(self, paragraph: int) -> bool:
        return self.chain_paragraph == paragraph or self.continued

    def next_paragraph(self, paragraph: int) -> None:
        """Give quotations that still wait to whoever spoke last, if that is not long ago.

        Where the paragraph ended inside its quotation, they wait for the paragraph that ends it.
        """
        if self.continued:
            return
        if self.waiting:
            before = self.waiting_since
            source = self.chain if before - self.chain_paragraph <= _NEAR else None
            if self.heard is not None and self.heard_paragraph > self.chain_paragraph:
                source = self.heard if before - self.heard_paragraph <= _NEAR else source
            for number in self.waiting:
                if source is not None:
                    self.quotes[number] = _carried(self.quotes[number], source)
            if source is not None:
                self.chain, self.chain_paragraph = source, paragraph - 1
        self.waiting = []

    def hear(self, unit: Unit, told: list[Report]) -> None:
        """Keep who is reported in a unit: 'The minister criticised them. "They were ..."'"""
        named = [report for report in told if report.source is not None]
        said = [report for report in named if report.frame in _HEARD]
        quoted = any(which is not None for which in unit.quotes)
        self.heard_last = bool(told and told[-1].source is not None and not quoted)
        if said or self.heard_last:
            self.heard = from_report(unit, (said or named)[-1], (0, 0), "direct")
            self.heard_paragraph = unit.paragraph


def marked_quotes(
    text: str,
    units: list[Unit],
    reports: list[Reports],
    *,
    marked: list[Marked],
    book: CueBook,
) -> list[Quote]:
    """Direct, mixed and scare quotes, in order, each with its source where one is found."""
    speech, paragraph, lead = _Speech(), -1, None
    for unit, found in zip(units, reports, strict=True):
        if unit.paragraph != paragraph:
            speech.next_paragraph(unit.paragraph)
            paragraph = unit.paragraph
        for at, which in enumerate(unit.quotes):
            if which is None:
                continue
            span = marked[which]
            report = governing(unit, at, found, book)
            quote = Quote(span.start, span.end, "direct", doubt=span.doubt)
            if not _is_speech(text, unit, at, span=span, report=report):
                speech.quotes.append(replace(quote, kind="scare"))
                continue
            if report is not None:
                kind = "direct" if alone(unit, report) else "mixed"
                told = from_report(unit, report, (span.start, span.end), kind)
                speech.attributed(replace(told, doubt=span.doubt or told.doubt), paragraph)
            elif lead is not None:
                governed = replace(lead, start=span.start, end=span.end, doubt=span.doubt)
                speech.attributed(governed, paragraph)
            else:
                speech.unattributed(quote, paragraph)
            lead = None
            speech.continued = span.continues
        speech.hear(unit, found.told)
        lead = from_report(unit, found.lead, (0, 0), "direct") if found.lead is not None else None
    speech.continued = False
    speech.next_paragraph(paragraph + 1)
    return speech.quotes


def _is_speech(text: str, unit: Unit, at: int, *, span: Marked, report: Report | None) -> bool:
    """Whether marks hold someone's words, by the weights of what stands in and beside them."""
    if is_given_name(text, unit, at, span):
        return False
    if report is not None and _is_aside(text, unit, at, span=span, report=report):
        return False
    if span.continues and at == 0 and last_character(text, span) in ".!?…":
        return True  # a paragraph of a quotation that the next one takes up, however short
    return log_odds("speech", mark_features(text, unit, at, span=span, report=report)) > 0


def _is_aside(text: str, unit: Unit, at: int, *, span: Marked, report: Report) -> bool:
    """Whether one or two words are set off deep in a paraphrase: the outlet keeps its distance
    from a word there, where a partial quotation stands near its cue. Only for single marks, which
    many outlets keep for this; a word in double marks is the speaker's, as annotators read it."""
    if span.family != SINGLE or alone(unit, report):
        return False
    few = text.count(" ", span.start, span.end) < 2
    return few and unit.pos(at) != SPEECH and at - report.cue_span[1] >= FAR
