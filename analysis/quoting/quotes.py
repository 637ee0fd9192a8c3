"""Quotations: direct, mixed, indirect and scare quotes, each with speaker, cue and doubt."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

import pandas as pd

from analysis.naming import ArticleReader, Named, named_in
from analysis.quoting.cues import CueBook, read_cues
from analysis.quoting.marks import Marked, marked_spans
from analysis.quoting.nested import nested_quotes
from analysis.quoting.reported import Reports, alone, find_reports
from analysis.quoting.running import Quote, from_report, marked_quotes
from analysis.quoting.speakers import UNATTRIBUTED, Speakers
from analysis.quoting.turns import find_turns
from analysis.quoting.units import Unit, split_units
from analysis.reading import Token, listed, sentences_and_tokens, tokens_of
from analysis.schema import COLUMNS, require

__all__ = ["find_quotes", "quotes_in", "quotes_of"]

_INTEGERS = [
    "start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "quote_id", "within",
]  # fmt: skip
_TOKEN = ["start", "end", "token", "pos", "lemma", "head", "dep", "token_id"]
_MENTION = ["article_id", "start", "end", "how", "actor", "actor_kind", "alias", "mention_id"]
_WARNINGS = ("unopened", "markup")
_IN_MARKS = ("direct", "mixed")


def quotes_in(
    text: str,
    sentences: list[tuple[int, int]],
    tokens: list[Token],
    *,
    cues: CueBook | None = None,
    named: Sequence[Named] = (),
) -> list[Quote]:
    """Every quotation of one text, by start; linear in the length of the text.

    Rules over quotation marks, cue words and parts of speech; no model and no gazetteer. A clause
    of reported speech is one row (`indirect`), and a part of it in quotation marks is another
    (`mixed`) inside it. A quotation of several paragraphs has a row for each, and one that a
    quoted speaker tells has a row of its own, too. Of a transcript ('MS. MARSH: We will stay.')
    each paragraph is a row.

    Args:
        text: One article.
        sentences: Offsets of its sentences.
        tokens: Its words in order, offsets into `text`, heads as places among them.
        cues: Cue words; `data/cues.csv` unless given.
        named: Mentions of actors by start, whom a pronoun can mean.

    References:
        Pareti 2016 (PARC) and Newell et al. 2018 (PolNeAR) for what counts as an attribution.
    """
    book = cues if cues is not None else read_cues()
    turns = find_turns(text)
    marked = _with_turns(marked_spans(text), [turn.as_marked() for turn in turns])
    outer = [span for span in marked if span.depth == 0 and span.doubt not in _WARNINGS]
    units = split_units(text, sentences, tokens, outer)
    reports = [find_reports(unit, book) for unit in units]
    found = marked_quotes(text, units, reports, marked=outer, book=book)
    found += _indirect_quotes(units, reports)
    found += [
        Quote(span.start, span.end, "scare", doubt=span.doubt)
        for span in marked
        if span.doubt in _WARNINGS
    ]
    meant = _meant(sentences, tokens, named, [(span.start, span.end) for span in outer])
    speakers = Speakers(text, units, meant)
    spoken = {turn.start for turn in turns}
    found = [speakers.name(quote) for quote in found if quote.start not in spoken]
    found += [turn.as_quote(text) for turn in turns]
    told = [quote for quote in found if quote.kind in _IN_MARKS]
    found += nested_quotes(
        text,
        sentences,
        tokens,
        marked=marked,
        told=told,
        book=book,
        meant=meant,
        introduced=speakers.by_surname,
    )
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def _with_turns(marked: list[Marked], turns: list[Marked]) -> list[Marked]:
    """The spans in marks and the turns of a transcript, by start; what a turn holds lies deeper."""
    starts = [turn.start for turn in turns]
    held = [bisect_right(starts, span.start) - 1 for span in marked]
    deeper = [
        span._replace(depth=span.depth + 1) if at >= 0 and span.start < turns[at].end else span
        for span, at in zip(marked, held, strict=True)
    ]
    return sorted([*deeper, *turns], key=attrgetter("start", "depth"))


def _meant(
    sentences: list[tuple[int, int]],
    tokens: list[Token],
    named: Sequence[Named],
    quoted: list[tuple[int, int]],
) -> dict[int, int]:
    """Where the names stand that pronouns go back to, by offset."""
    starts = [start for start, _ in sentences]
    numbers = [bisect_right(starts, token.start) for token in tokens]
    reader = ArticleReader(tokens, numbers, named, quoted)
    deque(reader.resolve(), maxlen=0)
    return reader.meant


def quotes_of(text: str) -> list[Quote]:
    """Every quotation of one raw text, which is cut into sentences and tokens on the way."""
    return quotes_in(text, *sentences_and_tokens(text))


def _indirect_quotes(units: list[Unit], reports: list[Reports]) -> list[Quote]:
    quotes = []
    for unit, found in zip(units, reports, strict=True):
        for report in found.told:
            if not alone(unit, report):
                first, stop = report.content
                span = unit.tokens[first].start, unit.tokens[stop - 1].end
                quotes.append(from_report(unit, report, span, "indirect"))
    return quotes


def find_quotes(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    cues: CueBook | None = None,
) -> pd.DataFrame:
    """Find who is quoted as saying what.

    Args:
        articles: One row per article, with `article_id` and `text`.
        sentences: One row per sentence, with `start` and `end` into `text`.
        tokens: One row per token, as `reading.split_tokens` makes it.
        mentions: One row per mention of an actor; gives speakers their canonical names.
        cues: Cue words; `data/cues.csv` unless given.

    Returns:
        One row per quotation, by article and start. `start` and `end` are offsets of the content
        into `text`, without quotation marks; `quotation == text[start:end]`. `kind` is direct,
        mixed (in marks, inside a paraphrase), indirect, or scare (marks that quote nobody).
        `speaker` is the canonical actor, else the surface name, else "unattributed", and missing
        for scare quotes; `speaker_how` says by what it was found (name, title, pronoun, carried
        from the quotation before, none). `stance` is that of the cue. `doubt` is missing, or
        "unclosed" (no closing mark: the end is a guess), "negated" (told as not said: 'has never
        said'), "unopened" or "markup" (inside an HTML tag); rows of the last two kinds are warnings
        and belong to no speaker. `within` is the `quote_id` of the quotation in which a quoted
        speaker tells this one, missing for all that the outlet itself quotes.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        articles,
        ["article_id", "text"],
        made_by="loading.read_articles and cleaning.remove_furniture",
    )
    require(sentences, ["article_id", "start", "end"], made_by="reading.split_sentences")
    require(tokens, ["article_id", *_TOKEN], made_by="reading.split_tokens")
    book = cues if cues is not None else read_cues()
    by_start = sentences.sort_values("start").groupby("article_id", sort=False)
    spans = {key: list(zip(part["start"], part["end"], strict=True)) for key, part in by_start}
    in_order = tokens.sort_values("token_id").groupby("article_id", sort=False)
    words = {key: tokens_of(part) for key, part in in_order}
    named: dict[str, list[Named]] = {}
    if mentions is not None:
        require(mentions, _MENTION, made_by="naming.find_mentions")
        named = {key: named_in(part) for key, part in mentions.groupby("article_id", sort=False)}
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        known = named.get(article_id, [])
        actors = [one for one in known if one.how != "place"]
        scenes = [one for one in known if one.how == "place"]
        held = spans.get(article_id, []), words.get(article_id, [])
        found = quotes_in(text, *held, cues=book, named=known)
        marks = {
            quote.start: number
            for number, quote in enumerate(found)
            if quote.kind in _IN_MARKS and quote.within is None
        }
        for number, quote in enumerate(found):
            if _is_scene(scenes, quote):
                quote = replace(quote, speaker=UNATTRIBUTED, speaker_how="none")
            row = _row(article_id, number, text, quote, actors)
            rows.append((*row, marks.get(quote.within)))
    table = pd.DataFrame(rows, columns=COLUMNS["quotes"])
    table[_INTEGERS] = table[_INTEGERS].astype("Int64")
    for column in ("start", "end", "quote_id"):
        table[column] = table[column].astype("int64")
    strings = [column for column in COLUMNS["quotes"] if column not in _INTEGERS]
    return table.astype(dict.fromkeys(strings, "str"))


def _row(article_id: str, number: int, text: str, quote: Quote, actors: list[Named]) -> tuple:
    actor = _actor_of(text, quote, actors)
    return (
        article_id,
        number,
        quote.start,
        quote.end,
        quote.kind,
        text[quote.start : quote.end],
        actor or quote.speaker,
        actor,
        quote.speaker_start,
        quote.speaker_end,
        quote.speaker_how,
        quote.cue,
        quote.cue_start,
        quote.cue_end,
        quote.stance,
        quote.doubt,
    )


def _actor_of(text: str, quote: Quote, actors: list[Named]) -> str | None:
    """The canonical actor a speaker is: the one mentioned at the head of the speaker's name.

    'Trump' is not the speaker in "Trump's campaign", and Russia is not in 'Russian analysts'; but
    'the Russian foreign ministry' speaks for Russia.
    """
    if quote.speaker_start is None or not actors:
        return None
    # who is mentioned where the speaker stands is the speaker; else whom its name goes back to
    spans = [(quote.speaker_start, quote.speaker_end), (quote.name_start, quote.name_end)]
    for start, end in spans:
        if start is None:
            continue
        near = list(_overlapping(actors, start, end))
        for one in near:
            rest = text[one.end : end].strip()
            if (one.start <= start and one.end >= end) or (not rest and one.start >= start):
                return one.known.actor
        head = text[start:end].split()[-1].lower() if text[start:end].split() else ""
        if near and head in listed("organs") and quote.speaker != UNATTRIBUTED:
            return near[0].known.actor
    return None


def _is_scene(scenes: list[Named], quote: Quote) -> bool:
    """Whether what stands as the speaker is a scene and nothing else."""
    start, end = quote.speaker_start, quote.speaker_end
    if start is None:
        return False
    near = _overlapping(scenes, start, end)
    return any(one.start <= start and end <= one.end for one in near)


def _overlapping(named: list[Named], start: int, end: int) -> Iterable[Named]:
    at = bisect_left(named, start, key=attrgetter("start"))
    while at > 0 and named[at - 1].end > start:
        at -= 1
    while at < len(named) and named[at].start < end:
        yield named[at]
        at += 1
