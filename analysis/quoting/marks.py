"""Spans between quotation marks of any make, found in one pass over the text.

Strings in, offsets out; nothing here knows who speaks. A mark is read by its neighbours first
(white space before it opens, white space or punctuation after it closes) and by its shape second,
since feeds mix straight and typographic marks and often turn a typographic one the wrong way.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

__all__ = ["LONGEST_UNCLOSED", "SINGLE", "Marked", "last_character", "marked_spans"]

DOUBLE, SINGLE, ANGLE = "double", "single", "angle"
_STRAIGHT = "straight"  # straight double marks where curly ones nest in them, else DOUBLE
_FAMILY = {
    **dict.fromkeys('"“”„‟＂', DOUBLE),
    **dict.fromkeys("'‘’‚‛`´", SINGLE),
    **dict.fromkeys("«»‹›", ANGLE),
}
_OPENS, _CLOSES = set("“„‟‘‚‛«‹"), set("”’»›")
_LAST = "".join(_CLOSES) + "\"'"  # what may close a quotation within
_TAG = re.compile(r"<[A-Za-z/!][^<>\n]{0,2000}>")
_MARK = re.compile("[" + "".join(_FAMILY) + "]")
_DOUBLED_SINGLES = re.compile(r"``|''|‘‘|’’")
# What may stand right before an opening mark and right after a closing one.
_BEFORE_OPEN = set(" \t\u00a0\u2009\u202f([{—–-/>=\u2026\"“„«'‘:;,")
_AFTER_CLOSE = set(" \t\u00a0\u2009\u202f)]}—–-/<.,;:!?\u2026\"”»'’")
_STRONG_END = set(".,!?…;—–")
# Elisions that begin with an apostrophe and would look like an opening single mark.
_ELISION = re.compile(
    r"['’‘](?:\d0s\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n['’]|cuz\b|round\b|neath\b|\d\d\b)",
    re.I,
)
# A quotation longer than this without a closing mark has lost it; see `_cut_unclosed`.
LONGEST_UNCLOSED = 1200


class Marked(NamedTuple):
    """One span between marks: `text[start:end]` is the content without the marks."""

    start: int
    end: int
    family: str  # double, single or angle
    depth: int  # 0 = outermost
    outer_start: int  # with the marks
    outer_end: int
    continues: bool  # the next paragraph takes the quotation up again with a new opening mark
    doubt: str | None  # None, "unclosed", "unopened", "markup" (a value inside an HTML tag)


class _Mark(NamedTuple):
    at: int
    width: int
    family: str
    may_open: bool
    may_close: bool
    strong: bool  # for single marks: it closes after punctuation, so it is no apostrophe


def marked_spans(text: str) -> list[Marked]:
    """Every span between quotation marks, by start; nested ones have `depth` above 0.

    Linear in the length of the text. Spans without a letter or digit are left out.
    """
    spans: list[Marked] = []
    for start, end, reopened in _paragraphs(text):
        spans.extend(_spans_of_paragraph(text, start, end, reopened))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def last_character(text: str, span: Marked) -> str:
    """With what a span ends, less the closing marks of quotations within it."""
    return text[span.start : span.end].rstrip(_LAST)[-1:]


def _paragraphs(text: str) -> list[tuple[int, int, str | None]]:
    """Start, end, and the family of the mark that begins the next paragraph (None if none does)."""
    lines = [line.span() for line in re.finditer(r"[^\n]+", text) if not line.group().isspace()]
    paragraphs = []
    for number, (start, end) in enumerate(lines):
        following = None
        if number + 1 < len(lines):
            first = text[lines[number + 1][0] : lines[number + 1][1]].lstrip()[0]
            following = _FAMILY.get(first) if first not in _CLOSES else None
        paragraphs.append((start, end, following))
    return paragraphs


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks = []
    skip_to = start
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        if at < skip_to:
            continue
        char, width, family = text[at], 1, _FAMILY[text[at]]
        if family == SINGLE and _DOUBLED_SINGLES.match(text, at, end):
            width, family = 2, DOUBLE  # LaTeX-like ``...'' and feeds that write '' for "
        skip_to = at + width
        before = text[at - 1] if at > start else " "
        after = text[at + width] if at + width < end else " "
        marks.append(_read_mark(text, at, width, family, char, before, after, end))
    return marks


def _read_mark(
    text: str, at: int, width: int, family: str, char: str, before: str, after: str, end: int
) -> _Mark:
    """Decide from the neighbours, then from the shape, whether a mark may open or close."""
    left, right = before in _BEFORE_OPEN, after in _AFTER_CLOSE
    tight_left, tight_right = not before.isspace(), not after.isspace()
    if family == SINGLE:
        word_inside = before.isalnum() and after.isalnum()
        elided = _ELISION.match(text, at, end) is not None
        may_open = left and tight_right and not right and not word_inside and not elided
        may_close = tight_left and right and not word_inside and char not in "‘‚‛"
        return _Mark(at, width, family, may_open, may_close, before in _STRONG_END)
    if tight_left and not tight_right:
        may_open, may_close = False, True
    elif tight_right and not tight_left:
        may_open, may_close = True, False
    elif char in _OPENS or char in _CLOSES:
        may_open, may_close = char in _OPENS, char in _CLOSES
    else:
        may_open = not right or left
        may_close = right or not left or before in _STRONG_END
    return _Mark(at, width, family, may_open, may_close, True)


def _spans_of_paragraph(text: str, start: int, end: int, reopened: str | None) -> list[Marked]:
    marks = _apart(text, start, _marks(text, start, end))
    strong_after = _strong_close_follows(marks)
    closes_after = _close_follows(marks)
    spans: list[Marked] = []
    stack: list[_Mark] = []
    tags = [match.span() for match in _TAG.finditer(text, start, end)]
    tag_starts = [tag_start for tag_start, _ in tags]
    resume = start  # where the text outside quotation marks last began

    def emit(
        opened: _Mark,
        stop: int,
        depth: int,
        doubt: str | None,
        *,
        width: int = 0,
        continues: bool = False,
    ) -> None:
        begin, outer_end = opened.at + opened.width, stop + width
        while begin < stop and text[begin].isspace():
            begin += 1
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        if any(char.isalnum() for char in text[begin:stop]):
            doubt = doubt or ("markup" if in_tag(opened.at) else None)
            family = DOUBLE if opened.family == _STRAIGHT else opened.family
            spans.append(Marked(begin, stop, family, depth, opened.at, outer_end, continues, doubt))

    def in_tag(at: int) -> bool:
        tag = bisect_right(tag_starts, at) - 1
        return tag >= 0 and at < tags[tag][1]

    for number, mark in enumerate(marks):
        depth = next(
            (d for d in range(len(stack) - 1, -1, -1) if stack[d].family == mark.family), -1
        )
        if depth >= 0 and _closes(text, mark, number, stack, depth, strong_after):
            del stack[depth + 1 :]  # inner marks that never closed were apostrophes
            emit(stack.pop(), mark.at, depth, None, width=mark.width)
            resume = mark.at + mark.width
        elif depth < 0 and mark.may_open and (mark.family != SINGLE or closes_after[number]):
            stack.append(mark)
        elif depth >= 0 and mark.may_open and mark.family != SINGLE:
            del stack[depth + 1 :]  # the same mark opens again: the one before was never closed
            emit(stack.pop(), mark.at, depth, "unclosed")
            stack.append(mark)
        elif depth < 0 and not stack and mark.family == DOUBLE and mark.may_close:
            if text[mark.at] == '"' and mark.at and text[mark.at - 1].isdigit():
                continue  # inches or seconds
            begin = _sentence_start(text, resume, mark.at)
            stray = _Mark(begin, 0, mark.family, True, False, True)
            emit(stray, mark.at, 0, "unopened", width=mark.width)
            resume = mark.at + mark.width
    if stack:
        opened = stack[0]
        if reopened == opened.family or (opened.family == _STRAIGHT and reopened == DOUBLE):
            emit(opened, end, 0, None, continues=True)
        elif opened.family != SINGLE:
            emit(opened, _cut_unclosed(text, opened.at, end), 0, "unclosed")
    return spans


def _apart(text: str, start: int, marks: list[_Mark]) -> list[_Mark]:
    """The same marks, straight ones apart from curly ones where a paragraph begins with a straight
    one and the curly ones pair up: a page quoted whole, its own quotations in it."""
    curly = [mark for mark in marks if text[mark.at] in "“”"]
    straight = [mark for mark in marks if text[mark.at] == '"']
    if not (curly and straight) or len(curly) % 2 or text[start : straight[0].at].strip():
        return marks
    for opened, closed in zip(curly[::2], curly[1::2], strict=True):
        turned = text[opened.at] != "“" or text[closed.at] != "”"
        if turned or not (opened.may_open and closed.may_close):
            return marks
    if len(straight) == 1 and text[straight[0].at + 1] == "“":
        return [mark for mark in marks if mark is not straight[0]]  # one mark, typed twice
    return [mark._replace(family=_STRAIGHT) if text[mark.at] == '"' else mark for mark in marks]


def _closes(
    text: str, mark: _Mark, number: int, stack: list[_Mark], depth: int, strong_after: list[bool]
) -> bool:
    """Whether a mark ends the open quotation of its family.

    A single mark after s and before a word may be a plural possessive ('the states' rights'):
    it is one when a mark that closes after punctuation is still to come.
    """
    if not mark.may_close:
        return False
    if mark.family != SINGLE or mark.strong:
        return True
    follows = text[mark.at + 1 : mark.at + 3]
    possessive = text[mark.at - 1] in "sSzxX" and len(follows) == 2 and follows[1].isalpha()
    return not (possessive and follows[0] == " " and strong_after[number])


def _strong_close_follows(marks: list[_Mark]) -> list[bool]:
    """For each mark: does a single mark closing after punctuation come before an opening one?"""
    answers, answer = [False] * len(marks), False
    for number in range(len(marks) - 1, -1, -1):
        answers[number] = answer
        mark = marks[number]
        if mark.family == SINGLE and (mark.may_close or mark.may_open):
            answer = (mark.may_close and mark.strong) or (answer and not mark.may_open)
    return answers


def _close_follows(marks: list[_Mark]) -> list[bool]:
    """For each mark: may a later single mark of the paragraph close it?"""
    answers, answer = [False] * len(marks), False
    for number in range(len(marks) - 1, -1, -1):
        answers[number] = answer
        answer = answer or (marks[number].family == SINGLE and marks[number].may_close)
    return answers


def _cut_unclosed(text: str, start: int, end: int) -> int:
    """Where a quotation that is never closed ends: with its paragraph, or, where the page has no
    paragraphs, with the first sentence beyond the bound."""
    if end - start <= LONGEST_UNCLOSED:
        return end
    stop = re.compile(r"[.!?…](?=\s)").search(text, start + LONGEST_UNCLOSED // 4, end)
    return stop.end() if stop else min(end, start + LONGEST_UNCLOSED)


def _sentence_start(text: str, low: int, high: int) -> int:
    """Start of the last sentence of `text[low:high]`, looking back no further than the bound."""
    low = max(low, high - LONGEST_UNCLOSED)
    stops = [match.end() for match in re.finditer(r"[.!?…]\s+(?=\S)", text[low : high - 1])]
    return low + (stops[-1] if stops else 0)
