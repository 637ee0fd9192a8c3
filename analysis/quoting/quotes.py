"""Quotations: direct, mixed, indirect and scare quotes, each with speaker, cue and doubt."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

import pandas as pd

from analysis.quoting.cues import CueBook, read_cues
from analysis.quoting.marks import marked_spans
from analysis.quoting.nested import nested_quotes
from analysis.quoting.reported import Reports, alone, find_reports
from analysis.quoting.running import Quote, from_report, marked_quotes
from analysis.quoting.speakers import UNATTRIBUTED, Mention, Speakers
from analysis.quoting.units import Unit, split_units
from analysis.reading import Token, listed, sentences_and_tokens
from analysis.schema import COLUMNS, PERSON, require

__all__ = ["find_quotes", "quotes_in", "quotes_of"]

_INTEGERS = [
    "start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "quote_id", "within",
]  # fmt: skip
_TOKEN = ["start", "end", "token", "pos", "lemma", "head", "dep", "token_id"]
_WARNINGS = ("unopened", "markup")
_IN_MARKS = ("direct", "mixed")


def quotes_in(
    text: str,
    sentences: list[tuple[int, int]],
    tokens: list[Token],
    *,
    cues: CueBook | None = None,
    people: Sequence[Mention] = (),
) -> list[Quote]:
    """Every quotation of one text, by start; linear in the length of the text.

    Rules over quotation marks, cue words and parts of speech; no model and no gazetteer. A clause
    of reported speech is one row (`indirect`), and a part of it in quotation marks is another
    (`mixed`) inside it. A quotation of several paragraphs has a row for each, and one that a
    quoted speaker tells has a row of its own, too.

    Args:
        text: One article.
        sentences: Offsets of its sentences.
        tokens: Its words in order, offsets into `text`, heads as places among them.
        cues: Cue words; `data/cues.csv` unless given.
        people: Mentions of persons whom the gazetteer knows, by start; tells that a bare 'Putin'
            is one, whom 'he' can mean.

    References:
        Pareti 2016 (PARC) and Newell et al. 2018 (PolNeAR) for what counts as an attribution.
    """
    book = cues if cues is not None else read_cues()
    marked = marked_spans(text)
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
    held = [(span.outer_start, span.outer_end) for span in outer]
    speakers = Speakers(text, units, _outside(people, held))
    found = speakers.name(found)
    told = [quote for quote in found if quote.kind in _IN_MARKS]
    found += nested_quotes(
        text,
        sentences,
        tokens,
        marked=marked,
        told=told,
        book=book,
        introduced=speakers.by_surname,
    )
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def _outside(people: Sequence[Mention], held: list[tuple[int, int]]) -> list[Mention]:
    """Those that the outlet names, not somebody whom it quotes."""
    starts = [start for start, _ in held]
    return [
        person
        for person in people
        if (at := bisect_right(starts, person[0]) - 1) < 0 or person[0] >= held[at][1]
    ]


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
    spans = _by_article(sentences, ["start", "end"])
    words = _by_article(tokens, _TOKEN)
    actors_only, places = _without_scenes(mentions)
    named = _by_article(actors_only, ["start", "end", "actor"])
    scenes = _by_article(places, ["start", "end", "actor"])
    persons = {} if mentions is None else _by_article(_persons(mentions), ["start", "end", "actor"])
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        actors = sorted(named.get(article_id, []))
        found = quotes_in(
            text,
            spans.get(article_id, []),
            _tokens(words.get(article_id, [])),
            cues=book,
            people=persons.get(article_id, []),
        )
        marks = {
            quote.start: number
            for number, quote in enumerate(found)
            if quote.kind in _IN_MARKS and quote.within is None
        }
        for number, quote in enumerate(found):
            if _is_scene(scenes.get(article_id, []), quote):
                quote = replace(quote, speaker=UNATTRIBUTED, speaker_how="none")
            row = _row(article_id, number, text, quote, actors)
            rows.append((*row, marks.get(quote.within)))
    table = pd.DataFrame(rows, columns=COLUMNS["quotes"])
    table[_INTEGERS] = table[_INTEGERS].astype("Int64")
    for column in ("start", "end", "quote_id"):
        table[column] = table[column].astype("int64")
    strings = [column for column in COLUMNS["quotes"] if column not in _INTEGERS]
    return table.astype(dict.fromkeys(strings, "str"))


def _without_scenes(mentions: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions of actors, and those of capitals where something happens, which speak for nobody."""
    if mentions is None:
        none = pd.DataFrame({"article_id": [], "start": [], "end": [], "actor": []})
        return none, none
    if "how" not in mentions:
        return mentions, mentions[:0]
    scene = mentions["how"] == "place"
    return mentions[~scene], mentions[scene]


def _persons(mentions: pd.DataFrame) -> pd.DataFrame:
    return mentions[mentions["actor_kind"] == PERSON] if "actor_kind" in mentions else mentions[:0]


def _by_article(table: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple]]:
    """Rows of a table as tuples, by article, in order of `start`."""
    groups: dict[str, list[tuple]] = {}
    values = zip(*(table[column].tolist() for column in columns), strict=True)
    for article_id, row in zip(table["article_id"], values, strict=True):
        groups.setdefault(article_id, []).append(row)
    for rows in groups.values():
        rows.sort(key=itemgetter(0))
    return groups


def _tokens(rows: list[tuple]) -> list[Token]:
    """Rows of the tokens of one article, in order, with their heads as places among them."""
    places = {row[-1]: k for k, row in enumerate(rows)}
    return [Token(*row[:5], places.get(row[5], k), row[6]) for k, row in enumerate(rows)]


def _row(article_id: str, number: int, text: str, quote: Quote, actors: list[Mention]) -> tuple:
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


def _actor_of(text: str, quote: Quote, actors: list[Mention]) -> str | None:
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
        for first, last, actor in near:
            rest = text[last:end].strip()
            if (first <= start and last >= end) or (not rest and first >= start):
                return actor
        head = text[start:end].split()[-1].lower() if text[start:end].split() else ""
        if near and head in listed("organs") and quote.speaker != UNATTRIBUTED:
            return near[0][2]
    return None


def _is_scene(scenes: list[Mention], quote: Quote) -> bool:
    """Whether what stands as the speaker is a scene and nothing else."""
    start, end = quote.speaker_start, quote.speaker_end
    if start is None:
        return False
    return any(low <= start and end <= high for low, high, _ in _overlapping(scenes, start, end))


def _overlapping(actors: list[Mention], start: int, end: int) -> Iterable[Mention]:
    at = bisect_left(actors, (start,))
    while at > 0 and actors[at - 1][1] > start:
        at -= 1
    while at < len(actors) and actors[at][0] < end:
        yield actors[at]
        at += 1
