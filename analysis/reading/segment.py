"""Sentences and tokens as tables: `text[start:end]` is the sentence, always."""

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.reading.reader import lemma_of, shipped_reader
from analysis.schema import COLUMNS, require
from analysis.splitting import sentence_spans, word_spans

__all__ = [
    "Token",
    "read_text",
    "read_texts",
    "sentences_and_tokens",
    "split_sentences",
    "split_tokens",
    "tokens_of",
]

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
        typographic apostrophes and hyphens made plain), `pos` (Penn Treebank tag), `lemma`, `head`
        (`token_id` of the word it hangs on; its own for the root), `dep` (relation to the head,
        Universal Dependencies).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        sentences,
        ["article_id", "sentence_id", "start", "sentence"],
        made_by="reading.split_sentences",
    )
    keys, ids, offsets, texts = (
        sentences[name].tolist() for name in ("article_id", "sentence_id", "start", "sentence")
    )
    rows, counts = [], Counter[str]()
    for key, sentence_id, offset, tokens in zip(keys, ids, offsets, read_texts(texts), strict=True):
        first = counts[key]
        counts[key] += len(tokens)
        for number, (start, end, token, pos, lemma, head, dep) in enumerate(tokens, first):
            place = (key, sentence_id, number, offset + start, offset + end)
            lower = token.lower().translate(_PLAIN)
            rows.append((*place, token, lower, pos, lemma, first + head, dep))
    return _frame(rows, "tokens")


def _frame(rows: list[tuple], table: str) -> pd.DataFrame:
    whole = ["sentence_id", "token_id", "start", "end", "head"]
    kinds = {name: "int64" if name in whole else "str" for name in COLUMNS[table]}
    return pd.DataFrame(rows, columns=COLUMNS[table]).astype(kinds)


def _article_spans(text: str, body: int, cuts: set[int]) -> list[tuple[int, int]]:
    edges = sorted({0, body, len(text), *(cut for cut in cuts if 0 < cut < len(text))})
    return [
        (low + start, low + end)
        for low, high in pairwise(edges)
        for start, end in sentence_spans(text[low:high])
    ]


class Token(NamedTuple):
    """One word as it was read; offsets and `head` count within whatever was given to be read."""

    start: int
    end: int
    token: str
    pos: str  # Penn tag
    lemma: str
    head: int  # place of its head in the sentence, its own for the root
    dep: str  # relation to its head, Universal Dependencies


def tokens_of(rows: pd.DataFrame) -> list[Token]:
    """The tokens of one sentence or article, from its rows of the table in order."""
    place = {token_id: i for i, token_id in enumerate(rows["token_id"])}
    columns = [rows[name].tolist() for name in ("start", "end", "token", "pos", "lemma")]
    heads = [place.get(head, i) for i, head in enumerate(rows["head"])]
    return [Token(*row) for row in zip(*columns, heads, rows["dep"].tolist(), strict=True)]


def read_texts(sentences: list[str]) -> list[list[Token]]:
    """Read sentences, each into its tokens, with offsets into the sentence.

    Each distinct sentence is read once. Every character that is no white space lies in exactly
    one token (see `splitting.word_spans`).
    """
    distinct = list(dict.fromkeys(sentences))
    spans = [word_spans(text) for text in distinct]
    words = [[text[a:b] for a, b in cut] for text, cut in zip(distinct, spans, strict=True)]
    read = {
        text: [
            Token(*span, word, one.pos, lemma_of(word, one.pos), one.head, one.dep)
            for span, word, one in zip(cut, held, tree, strict=True)
        ]
        for text, cut, held, tree in zip(
            distinct, spans, words, shipped_reader().read(words), strict=True
        )
    }
    return [read[text] for text in sentences]


def read_text(sentence: str) -> list[Token]:
    """Read one sentence into its tokens (see `read_texts`)."""
    return read_texts([sentence])[0]


def sentences_and_tokens(text: str) -> tuple[list[tuple[int, int]], list[Token]]:
    """Sentences (start, end) and tokens of one text; offsets are into the text, heads are places
    among all its tokens."""
    sentences = sentence_spans(text)
    tokens: list[Token] = []
    read = read_texts([text[start:end] for start, end in sentences])
    for (at, _), held in zip(sentences, read, strict=True):
        first = len(tokens)
        tokens += [
            one._replace(start=at + one.start, end=at + one.end, head=first + one.head)
            for one in held
        ]
    return sentences, tokens
