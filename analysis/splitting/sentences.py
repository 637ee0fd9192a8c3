"""Sentence breaks of one text, as offsets that hold."""

import re
from collections.abc import Iterator
from functools import cache

from nupunkt import sent_spans

from analysis.splitting.known import is_known
from analysis.splitting.shortened import any_of, read_shortened

__all__ = ["LONGEST", "sentence_spans"]

LONGEST = 2_000  # characters of a sentence: some 400 words
_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+|[\f\u2029]")
_LINE = re.compile(r"[\n\r\f\v\u2028\u2029]\s*")
_JOIN = re.compile(r"[^\s.?!:][^\S\n]*\n[^\S\n]*([^\W\d_])")
_CLOSING = re.compile(r"[\"'”’»)\]]+(?=\s|$)")
_LOWER = re.compile(r"(?!https?:|pic\.|www\.)[a-z]{2,}(?![A-Z])")
# A full stop after a lower-case word, before a capital: with a space, or none at all.
_MISSED = re.compile(
    r"(?<![\w.@/-])([a-z]{2,})[.?!]+[\"'”’)\]]*(?:(\s+)(?=[\"'“‘(]*[A-Z0-9])|(?=[“‘]?[A-Z][a-z]))"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of each sentence of one text, in order, outer white space left out.

    A line break ends a sentence, unless the lines of the text are wrapped ones (then only a blank
    line does). What is longer than `LONGEST` characters is cut at white space. Every character that
    is no white space lies in exactly one sentence.

    References:
        nupunkt, a Punkt sentence splitter (Kiss and Strunk 2006) trained on legal and news text;
        `python -m tests.benchmarks.sentences FILE.conllu` measures it with the repairs made here.
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
    return [part for span in spans for part in _bounded(text, *span)]


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut at white space where it is longer than any that people write: what reads a
    sentence may take time that grows faster than its length."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield _trim(text, start, cut)
        start = _trim(text, cut, end)[0]
    yield start, end


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
            if not match[2] or (word not in read_shortened()["lower"] and is_known(word)):
                pieces.append((at, match.end()))
                at = match.end()
        pieces.append((at, start + high))
    return pieces


def _goes_on(text: str, last: tuple[int, int], start: int) -> bool:
    """The text goes on in lower case after a shortened word or a name with '!' ('Sen. Cruz
    (R-Tex.) said', 'Jeb! was'), or follows a title, which never ends a sentence ('“Mr.')."""
    tail = text[max(last[0], last[1] - 12) : last[1]]
    title, short = _ends_shortened()
    return bool(title.search(tail) or (_LOWER.match(text, start) and short.search(tail)))


@cache
def _ends_shortened() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends in a title, and in any shortened word, in initials, or in a name with '!'."""
    short = any_of("title", "short")
    return (
        re.compile(rf"\b(?:{any_of('title')})\.$"),
        re.compile(rf"(?:\b(?:{short})|(?:\b[A-Z]\.)+[A-Z])\.[)\]]?$|\b[A-Z]\w*!$"),
    )
