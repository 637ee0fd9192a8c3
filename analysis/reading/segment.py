"""Sentences and tokens as tables: `text[start:end]` is the sentence, always."""

from itertools import pairwise

import pandas as pd

from analysis.reading.tagger import find_tags
from analysis.schema import COLUMNS, require
from analysis.splitting import sentence_spans, word_spans

__all__ = ["sentences_and_tokens", "split_sentences", "split_tokens", "token_spans"]

_PLAIN = str.maketrans("’‘‐‑", "''--")


def split_sentences(articles: pd.DataFrame, *, breaks: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split each article into sentences; the headline is a part of its own.

    Args:
        articles: One row per article, with `article_id`, `text`, `body_start`.
        breaks: Spans that are no part of the sentences around them, such as sub-headings glued to
            a sentence: `article_id`, `start`, `end` (offsets into `text`). A sentence ends before
            and after each of them.

    Returns:
        One row per sentence in order: `article_id`, `sentence_id` (0.. in the article), `start`,
        `end` (offsets into `text`), `part` ("headline" or "body"), `sentence`;
        `text[start:end] == sentence`, always.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(articles, ["article_id", "text"], made_by="loading.read_articles and cleaning.add_text")
    cuts: dict[str, set[int]] = {}
    if breaks is not None:
        require(breaks, ["article_id", "start", "end"], made_by="cleaning.find_subheadings")
        for key, *ends in zip(breaks["article_id"], breaks["start"], breaks["end"], strict=True):
            cuts.setdefault(key, set()).update(ends)
    body_starts = articles["body_start"] if "body_start" in articles else [0] * len(articles)
    rows = []
    for key, text, body in zip(articles["article_id"], articles["text"], body_starts, strict=True):
        for number, (start, end) in enumerate(_article_spans(text, int(body), cuts.get(key, ()))):
            part = "headline" if start < body else "body"
            rows.append((key, number, start, end, part, text[start:end]))
    return _frame(rows, "sentences")


def split_tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """Split each sentence into tokens with a part of speech.

    Args:
        sentences: One row per sentence, as `split_sentences` makes it.

    Returns:
        One row per token in order: `article_id`, `sentence_id`, `token_id` (0.. in the article),
        `start`, `end` (offsets into the article's `text`), `token`, `lower` (lower case, with
        typographic apostrophes and hyphens made plain), `pos` (Penn Treebank tag).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        sentences,
        ["article_id", "sentence_id", "start", "sentence"],
        made_by="reading.split_sentences",
    )
    rows = []
    article, number = None, 0
    columns = [sentences[name] for name in ("article_id", "sentence_id", "start", "sentence")]
    counts: dict[str, int] = {}
    for key, sentence_id, offset, sentence in zip(*columns, strict=True):
        if key != article:
            if article is not None:
                counts[article] = number
            article, number = key, counts.get(key, 0)
        for start, end, pos in token_spans(sentence):
            token = sentence[start:end]
            lower = token.lower().translate(_PLAIN)
            rows.append((key, sentence_id, number, offset + start, offset + end, token, lower, pos))
            number += 1
    return _frame(rows, "tokens")


def _frame(rows: list[tuple], table: str) -> pd.DataFrame:
    whole = ["sentence_id", "token_id", "start", "end"]
    kinds = {name: "int64" if name in whole else "str" for name in COLUMNS[table]}
    return pd.DataFrame(rows, columns=COLUMNS[table]).astype(kinds)


def _article_spans(text: str, body: int, cuts: set[int]) -> list[tuple[int, int]]:
    edges = sorted({0, body, len(text), *(cut for cut in cuts if 0 < cut < len(text))})
    return [
        (low + start, low + end)
        for low, high in pairwise(edges)
        for start, end in sentence_spans(text[low:high])
    ]


def sentences_and_tokens(
    text: str,
) -> tuple[list[tuple[int, int]], list[tuple[int, int, str, str]]]:
    """Sentences (start, end) and tokens (start, end, token, part of speech) of one text.

    All offsets are into the text.
    """
    sentences = sentence_spans(text)
    tokens = [
        (start + first, start + last, text[start + first : start + last], pos)
        for start, end in sentences
        for first, last, pos in token_spans(text[start:end])
    ]
    return sentences, tokens


def token_spans(sentence: str) -> list[tuple[int, int, str]]:
    """Offsets and Penn part of speech of each token of one sentence (see `word_spans`)."""
    spans = word_spans(sentence)
    tags = find_tags([sentence[start:end] for start, end in spans])
    return [(start, end, pos) for (start, end), pos in zip(spans, tags, strict=True)]
