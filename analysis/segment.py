"""Sentences and tokens, with offsets that hold: `text[start:end]` is the sentence, always."""

import re
from itertools import pairwise

import pandas as pd
from nupunkt import sent_spans

from analysis.schema import COLUMNS, require
from analysis.syntax.tagger import find_tags, is_known

# Shortened words that keep their full stop inside a sentence; at its end the stop is its own token.
_SHORT = (
    "Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Brig|Sen|Rep|Gov|Pres|Amb|"
    "Hon|Rev|St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|etc|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|"
    "Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
_CLITIC = r"(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b"
# A word goes on over a hyphen ('Iran-Russia', '14,000-kg'), an apostrophe that opens no clitic
# ("O'Brien"), an ampersand, the marks inside a number, and the dot of a web address.
_GOES_ON = (
    r"(?:[-‐‑]|(?<=\d)[.,:/](?=\d)|(?<=\w)['’](?!" + _CLITIC + r")(?=\w)|&(?=\w)"
    r"|\.(?=(?:com|org|net|gov|edu|co|uk|io|ru|ir)\b))"
)
_LETTER = r"[\w\u0300-\u036f\u00ad\u200d]"
_TOKEN = re.compile(
    r"https?://\S+"
    r"|(?:[^\W\d_]\.){2,}(?:[-‐‑]\w+)*"
    rf"|\b(?:{_SHORT})\.(?=\s*[^\s\"'’”»)\]])|\bNos?\.(?=\s*\d)|\b[A-Z]\.(?=\s*[A-Z])"
    r"|[nN]['’][tT]\b"
    rf"|(?<=[\w.])['’]{_CLITIC}"
    r"|\w+?(?=[nN]['’][tT]\b)"
    rf"|\w{_LETTER}*(?:{_GOES_ON}\w{_LETTER}*)*"
    r"|\.{2,}|-{2,}|''|``|\S"
)

_PLAIN = str.maketrans("’‘‐‑", "''--")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+|[\f\u2029]")
_LINE = re.compile(r"[\n\r\f\v\u2028\u2029]\s*")
_JOIN = re.compile(r"[^\s.?!:][^\S\n]*\n[^\S\n]*([^\W\d_])")
_CLOSING = re.compile(r"[\"'”’»)\]]+(?=\s|$)")
_ENDS_SHORT = re.compile(rf"(?:\b(?:{_SHORT})|(?:\b[A-Z]\.)+[A-Z])\.[)\]]?$|\b[A-Z]\w*!$")
_LOWER = re.compile(r"(?!https?:|pic\.|www\.)[a-z]{2,}(?![A-Z])")
_ENDS_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Lt|Col|Capt|Sgt|Sen|Rep|Gov)\.$")
# A full stop after a lower-case word, before a capital: with a space, or none at all.
_MISSED = re.compile(
    r"(?<![\w.@/-])([a-z]{2,})[.?!]+[\"'”’)\]]*(?:(\s+)(?=[\"'“‘(]*[A-Z0-9])|(?=[“‘]?[A-Z][a-z]))"
)
_SHORT_WORDS = {"etc", "vs", "al", "ed", "pp", "ex", "approx", "dept", "est", "fig", "max", "min"}


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
    require(articles, ["article_id", "text"], made_by="load.read_articles and clean.add_text")
    cuts: dict[str, set[int]] = {}
    if breaks is not None:
        require(breaks, ["article_id", "start", "end"], made_by="the finder of sub-headings")
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
        sentences, ["article_id", "sentence_id", "start", "sentence"], made_by="split_sentences"
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


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of each sentence of one text, in order, outer white space left out.

    A line break ends a sentence, unless the lines of the text are wrapped ones (then only a blank
    line does). Every character that is no white space lies in exactly one sentence.

    References:
        nupunkt, a Punkt sentence splitter (Kiss and Strunk 2006) trained on legal and news text;
        `python tests/benchmarks/sentences.py FILE.conllu` measures it with the repairs made here.
    """
    spans: list[tuple[int, int]] = []
    for block in _blocks(text):
        first = len(spans)
        for piece in _cut(text, *block):
            start, end = _trim(text, *piece)
            if len(spans) > first:
                closing = _CLOSING.match(text, start, end)
                if closing:  # a quotation mark goes with the sentence that it closes
                    spans[-1] = (spans[-1][0], closing.end())
                    start, end = _trim(text, closing.end(), end)
                elif start < end and _goes_on(text, spans[-1], start):
                    spans[-1] = (spans[-1][0], end)
                    continue
            if start < end:
                spans.append((start, end))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs. Lines are wrapped where several go on in lower case on the next line; a single
    long line that does so is taken for wrapped too."""
    joins = list(_JOIN.finditer(text))
    lower = [join for join in joins if join[1].islower()]
    wrapped = len(joins) >= 3 and len(lower) >= 0.3 * len(joins)
    inside = {text.index("\n", join.start()) for join in lower}
    blocks, start = [], 0
    for match in (_BLANK if wrapped else _LINE).finditer(text):
        if not wrapped and match.start() - start >= 40 and match.start() in inside:
            continue
        blocks.append((start, match.start()))
        start = match.end()
    return [*blocks, (start, len(text))]


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut one paragraph; adds breaks where a common word is taken for an abbreviation, or where
    no space follows the full stop ('she said so.He left')."""
    pieces = []
    for low, high in sent_spans(text[start:end]):
        at = start + low
        for match in _MISSED.finditer(text, at, start + high):
            word = match[1]
            if not match[2] or (word not in _SHORT_WORDS and is_known(word)):
                pieces.append((at, match.end()))
                at = match.end()
        pieces.append((at, start + high))
    return pieces


def _goes_on(text: str, last: tuple[int, int], start: int) -> bool:
    """The text goes on in lower case after a shortened word or a name with '!' ('Sen. Cruz
    (R-Tex.) said', 'Jeb! was'), or follows a title, which never ends a sentence ('“Mr.')."""
    tail = text[max(last[0], last[1] - 12) : last[1]]
    return bool(
        _ENDS_TITLE.search(tail) or (_LOWER.match(text, start) and _ENDS_SHORT.search(tail))
    )


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
    """Offsets and Penn part of speech of each token of one sentence.

    Every character that is no white space lies in exactly one token. Possessives and contractions
    are split as in the Penn Treebank ("Iran", "'s"; "do", "n't"), with straight or typographic
    apostrophes; hyphenated compounds, numbers and dotted abbreviations stay whole.
    """
    spans = [match.span() for match in _TOKEN.finditer(sentence)]
    tags = find_tags([sentence[start:end] for start, end in spans])
    return [(start, end, pos) for (start, end), pos in zip(spans, tags, strict=True)]
