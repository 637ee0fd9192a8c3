"""Quotations in marks: what governs each, and who goes on speaking where nothing does."""

from dataclasses import dataclass, replace

from analysis.quoting.cues import CueBook
from analysis.quoting.marks import SINGLE, Marked, last_character
from analysis.quoting.quote_score import log_odds, quote_features
from analysis.quoting.scare import labels
from analysis.quoting.speech_beside import find_lead, find_speaker_beside, headed_quote, owned_quote
from analysis.quoting.speech_report import Report
from analysis.quoting.units import QUOTE, SPEECH, Unit
from analysis.reading import listed

__all__ = ["Quote", "alone", "from_report", "governing", "marked_quotes"]

PUNCTUATION = frozenset([",", ".", ":", ";", "!", "?", "—", "–", "--", "-", "that", "…", "(", ")"])
# Words from which a quotation that nothing governs is taken for someone's words and no scare
# quote; of such segments in annotated news nine in ten are attributed.
SHORTEN = 5
_HEARD = frozenset(["that", "zero", "tail", "quote", "hearer", "obj", "to", "prep", "as"])
FAR = 8  # tokens between a cue and a word in marks that is no longer taken for a quotation
_NEAR = 2  # paragraphs over which running quotation keeps its speaker


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


def from_report(unit: Unit, report: Report, start: int, end: int, kind: str) -> Quote:
    """A quotation with the source and the cue of a report."""
    source, cue = report.source, report.cue
    negated = listed("negation") & set(unit.words[report.cue_first : report.cue_stop])
    return Quote(
        start,
        end,
        kind,
        speaker_start=unit.starts[source[0]] if source else None,
        speaker_end=unit.ends[source[1]] if source else None,
        cue=cue.lemma,
        cue_start=unit.starts[report.cue_first],
        cue_end=unit.ends[report.cue_stop - 1],
        stance=cue.stance,
        doubt="negated" if negated else None,
    )


def carried(quote: Quote, source: Quote) -> Quote:
    """A quotation whose speaker was named at another one; it has no cue of its own."""
    return replace(
        quote,
        speaker_start=source.speaker_start,
        speaker_end=source.speaker_end,
        speaker_how="carried",
    )


_SAYING = frozenset(["that", "zero", "tail", "quote", "hearer"])  # frames that report speech


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
            self.quotes[number] = carried(self.quotes[number], quote)
        self.waiting = []
        if quote.speaker_start is not None:
            self.chain, self.chain_paragraph = quote, paragraph
        self.quotes.append(quote)

    def unattributed(self, quote: Quote, paragraph: int) -> None:
        if self.heard_last and self.heard is not None and self.heard_paragraph == paragraph:
            self.attributed(carried(quote, self.heard), paragraph)
        elif self.chain is not None and not self.waiting and self._goes_on(paragraph):
            self.quotes.append(carried(quote, self.chain))
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
                    self.quotes[number] = carried(self.quotes[number], source)
            if source is not None:
                self.chain, self.chain_paragraph = source, paragraph - 1
        self.waiting = []


def marked_quotes(
    text: str,
    units: list[Unit],
    reports: list[list[Report]],
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
            report = governing(text, unit, at, span, found, book)
            quote = Quote(span.start, span.end, "direct", doubt=span.doubt)
            if not is_speech(text, unit, at, span, report):
                speech.quotes.append(replace(quote, kind="scare"))
                continue
            if report is not None:
                kind = "direct" if alone(unit, report) else "mixed"
                quote = from_report(unit, report, span.start, span.end, kind)
                doubt = span.doubt or quote.doubt
                speech.attributed(replace(quote, doubt=doubt), paragraph)
            elif lead is not None:
                governed = replace(lead, start=span.start, end=span.end, doubt=span.doubt)
                speech.attributed(governed, paragraph)
            else:
                speech.unattributed(quote, paragraph)
            lead = None
            speech.continued = span.continues
        _hear(speech, unit, found)
        opened = find_lead(unit, book)
        lead = from_report(unit, opened, 0, 0, "direct") if opened is not None else None
    speech.continued = False
    speech.next_paragraph(paragraph + 1)
    return speech.quotes


def _hear(speech: _Speech, unit: Unit, found: list[Report]) -> None:
    named = [report for report in found if report.source is not None]
    said = [report for report in named if report.frame in _SAYING]
    quoted = any(which is not None for which in unit.quotes)
    speech.heard_last = bool(found and found[-1].source is not None and not quoted)
    if said or speech.heard_last:  # 'The minister criticised the strikes. "They were ..."'
        speech.heard = from_report(unit, (said or named)[-1], 0, 0, "direct")
        speech.heard_paragraph = unit.paragraph


def alone(unit: Unit, report: Report) -> bool:
    """Whether a content is quotation only, so that nothing of it is the outlet's paraphrase."""
    first, stop = report.content
    cue, source = range(report.cue_first, report.cue_stop), report.source
    speaker = range(source[0], source[1] + 1) if source is not None else range(0)
    if report.position == "around" and unit.words[stop - 1] == QUOTE:
        cue = range(report.cue_first, stop)  # 'QUOTE, he told Orlan, adding: QUOTE'
    return all(
        unit.words[k] in PUNCTUATION or unit.words[k] == QUOTE or k in cue or k in speaker
        for k in range(first, stop)
    )


def governing(
    text: str, unit: Unit, at: int, span: Marked, found: list[Report], book: CueBook
) -> Report | None:
    """The report a quotation belongs to: whose content holds it, else a cue near it."""
    holding = next((r for r in found if r.content[0] <= at < r.content[1]), None)
    if holding is not None:
        return holding
    long = _is_long(text, span)
    if unit.pos[at] == SPEECH or long:
        beside = find_speaker_beside(unit, at, book)
        if beside is not None and (at == 0 or long or unit.words[at - 1] == ":"):
            return beside
    joined = _joined(unit, at, found)
    if joined is not None:
        return joined
    owned = owned_quote(unit, at, book)
    if owned is not None:
        return owned
    headed = headed_quote(unit, at)
    if headed is not None:
        return headed
    if labels(unit, at) and not long:
        return None
    return next((r for r in reversed(found) if r.cue_stop <= at and r.source is not None), None)


def is_speech(text: str, unit: Unit, at: int, span: Marked, report: Report | None) -> bool:
    """Whether marks hold someone's words, by the weights of what stands in and beside them."""
    if report is not None and _is_aside(text, unit, at, span, report):
        return False
    if span.continues and at == 0 and last_character(text, span) in ".!?…":
        return True  # a paragraph of a quotation that the next one takes up, however short
    return log_odds("speech", quote_features(text, unit, at, span, report)) > 0


def _is_aside(text: str, unit: Unit, at: int, span: Marked, report: Report) -> bool:
    """Whether one or two words are set off deep in a paraphrase: the outlet keeps its distance
    from a word there, where a partial quotation stands near its cue. Only for single marks, which
    many outlets keep for this; a word in double marks is the speaker's, as annotators read it."""
    if span.family != SINGLE or alone(unit, report):
        return False
    few = text.count(" ", span.start, span.end) < 2
    return few and unit.pos[at] != SPEECH and at - report.cue_stop >= FAR


def _joined(unit: Unit, at: int, found: list[Report]) -> Report | None:
    """The report of the quotation before, where only 'and' or a comma stands between them."""
    before = at - 1
    while before > 0 and unit.words[before] in ("and", "or", ","):
        before -= 1
    if before == at - 1 or before < 0 or unit.words[before] != QUOTE:
        return None
    return next((r for r in found if r.content[0] <= before < r.content[1]), None)


def _is_long(text: str, span: Marked) -> bool:
    return text.count(" ", span.start, span.end) >= SHORTEN - 1
