"""Whose voice a mention stands in: the outlet's, its headline's, or that of someone it quotes."""

from collections.abc import Hashable, Iterator
from typing import NamedTuple

import pandas as pd

from analysis.schema import require

__all__ = ["add_voice", "other_voice_spans", "outermost"]

VOICES = ("outlet", "headline", "direct", "indirect")
_VOICE_OF = {"direct": "direct", "mixed": "direct", "indirect": "indirect"}
Span = tuple[int, int]


def outermost(quotes: pd.DataFrame) -> pd.DataFrame:
    """What the outlet itself quotes, less the quotations that a quoted speaker tells."""
    return quotes[quotes["within"].isna()] if "within" in quotes else quotes


def add_voice(
    mentions: pd.DataFrame, quotes: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Say for each mention who is speaking where it stands.

    A mention inside the content of a quotation has that quotation's voice: `direct` in quotation
    marks, `indirect` in reported speech; of two that hold it the inner one counts. Any other is
    `headline` in the headline and `outlet` in the body. So a name inside a quotation in a headline
    is `direct`, since the words are not the outlet's. Scare quotes change nothing: the outlet
    chose the word and the marks. The speaker's own name and the cue are the outlet's.

    Args:
        mentions: One row per mention, with `sentence_id`, `start`, `end`.
        quotes: One row per quotation, from `find_quotes`.
        sentences: One row per sentence, with `part` (headline or body).

    Returns:
        A copy with `voice`, `speaker` (missing for outlet and headline) and `quote_id` (Int64).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    _check(mentions, quotes, sentences)
    require(sentences, ["part"], made_by="reading.split_sentences")
    parts = dict(
        zip(
            zip(sentences["article_id"], sentences["sentence_id"], strict=True),
            sentences["part"],
            strict=True,
        )
    )
    holding = _holding(mentions, quotes)
    kinds, speakers = quotes["kind"].tolist(), quotes["speaker"].tolist()
    ids = quotes["quote_id"].tolist()
    voices, names, numbers = [], [], []
    keys = zip(mentions["article_id"], mentions["sentence_id"], strict=True)
    for key, row in zip(keys, holding, strict=True):
        if row is None:
            voices.append("headline" if parts.get(key) == "headline" else "outlet")
            names.append(None)
            numbers.append(pd.NA)
        else:
            voices.append(_VOICE_OF[kinds[row]])
            names.append(speakers[row])
            numbers.append(ids[row])
    return mentions.assign(
        voice=pd.Series(voices, index=mentions.index, dtype="str"),
        speaker=pd.Series(names, index=mentions.index, dtype="str"),
        quote_id=pd.Series(numbers, index=mentions.index, dtype="Int64"),
    )


def other_voice_spans(
    mentions: pd.DataFrame, quotes: pd.DataFrame, sentences: pd.DataFrame
) -> pd.Series:
    """Parts of each mention's sentence that belong to another voice than the mention's.

    For a mention in the outlet's voice these are the contents of quotations; for a quoted one all
    that is outside what its speaker says in that sentence, what the speaker tells of others
    included.

    Args:
        mentions: One row per mention, with `quote_id` from `add_voice`.
        quotes: One row per quotation, from `find_quotes`.
        sentences: One row per sentence, with `start` and `end`.

    Returns:
        Lists of (start, end), offsets into the sentence, on the index of `mentions`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    _check(mentions, quotes, sentences)
    require(mentions, ["quote_id"], made_by="quoting.add_voice")
    contents = _contents(quotes)
    bounds: dict[tuple, Span] = {}
    by_article: dict[str, list[tuple[Span, tuple]]] = {}
    wanted = set(zip(mentions["article_id"], mentions["sentence_id"], strict=True))
    keys = ["article_id", "sentence_id", "start", "end"]
    for article_id, number, low, high in sentences[keys].itertuples(index=False, name=None):
        key = (article_id, number)
        if key not in wanted:
            continue
        bounds[key] = (low, high)
        by_article.setdefault(article_id, []).append(((low, high), key))
    inside: dict[tuple, list] = {}
    for article_id, of_article in contents.items():
        inside.update(_touching(sorted(by_article.get(article_id, [])), of_article))
    answers = []
    for row in mentions[["article_id", "sentence_id", "quote_id"]].itertuples(index=False):
        key = (row.article_id, row.sentence_id)
        low, high = bounds[key]
        found = inside.get(key, [])
        if pd.isna(row.quote_id):
            spans = _merge([span for each in found for span in each.pieces])
        else:
            own = next((each.speaker for each in found if each.quote_id == row.quote_id), None)
            mine = {
                each.quote_id: each
                for each in found
                if each.quote_id == row.quote_id or (own is not None and each.speaker == own)
            }
            told = [
                (each.start, each.end)
                for each in found
                if each.within in mine and each.quote_id not in mine
            ]
            said = [
                span
                for each in mine.values()
                for piece in each.pieces
                for span in _pieces(*piece, told)
            ]
            spans = _pieces(low, high, said)
        answers.append(
            [(max(s, low) - low, min(e, high) - low) for s, e in spans if s < high and e > low]
        )
    return pd.Series(answers, index=mentions.index, dtype="object")


def _check(mentions: pd.DataFrame, quotes: pd.DataFrame, sentences: pd.DataFrame) -> None:
    require(mentions, ["article_id", "sentence_id", "start", "end"], made_by="naming.find_mentions")
    require(
        quotes, ["article_id", "quote_id", "start", "end", "kind"], made_by="quoting.find_quotes"
    )
    require(
        sentences, ["article_id", "sentence_id", "start", "end"], made_by="reading.split_sentences"
    )


def _pieces(start: int, end: int, holes: list[Span]) -> list[Span]:
    """What of a span is outside of others: content less its speaker's name and its cue, a
    sentence less what somebody says in it."""
    pieces, at = [], start
    for low, high in sorted(holes):
        if low >= end or high <= at:
            continue
        if low > at:
            pieces.append((at, low))
        at = max(at, high)
    if at < end:
        pieces.append((at, end))
    return pieces


class _Content(NamedTuple):
    """What one quotation says."""

    start: int
    end: int
    row: int  # of the table
    quote_id: int
    speaker: str | None
    pieces: list[Span]
    within: int | None  # the quotation whose speaker tells this one


def _contents(quotes: pd.DataFrame) -> dict[str, list[_Content]]:
    """Contents by article, by start; scare quotes left out."""
    contents: dict[str, list[_Content]] = {}
    columns = ["article_id", "start", "end", "quote_id", "kind", "speaker", "within"]
    columns += ["speaker_start", "speaker_end", "cue_start", "cue_end"]
    table = quotes.reindex(columns=columns)
    for row, values in enumerate(table.itertuples(index=False, name=None)):
        article_id, start, end, number, kind, speaker, within, *holes = values
        if kind not in _VOICE_OF:
            continue
        pairs = [(int(holes[k]), int(holes[k + 1])) for k in (0, 2) if not pd.isna(holes[k])]
        name = None if pd.isna(speaker) or speaker == "unattributed" else speaker
        outer = None if pd.isna(within) else within
        pieces = _pieces(start, end, pairs)
        contents.setdefault(article_id, []).append(
            _Content(start, end, row, number, name, pieces, outer)
        )
    for found in contents.values():
        found.sort(key=lambda content: (content.start, -content.end))
    return contents


def _holding(mentions: pd.DataFrame, quotes: pd.DataFrame) -> list[int | None]:
    """Row number of the innermost quotation that holds each mention."""
    contents = _contents(quotes)
    answers: list[int | None] = [None] * len(mentions)
    by_article: dict[str, list[tuple[Span, int]]] = {}
    spans = list(zip(mentions["start"], mentions["end"], strict=True))
    for at, (article_id, span) in enumerate(zip(mentions["article_id"], spans, strict=True)):
        by_article.setdefault(article_id, []).append((span, at))
    for article_id, wanted in by_article.items():
        for at, found in _touching(sorted(wanted), contents.get(article_id, [])):
            start, end = spans[at]
            held = [
                content
                for content in found
                if any(low <= start and end <= high for low, high in content.pieces)
            ]
            if held:
                answers[at] = min(held, key=lambda content: content.end - content.start).row
    return answers


def _touching(
    spans: list[tuple[Span, Hashable]], contents: list[_Content]
) -> Iterator[tuple[Hashable, list[_Content]]]:
    """Contents that touch each of the spans, with its key; one sweep, both by start."""
    number, open_now = 0, []
    for (low, high), key in spans:
        while number < len(contents) and contents[number].start < high:
            open_now.append(contents[number])
            number += 1
        open_now = [content for content in open_now if content.end > low]
        if open_now:
            yield key, list(open_now)


def _merge(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
