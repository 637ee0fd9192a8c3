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
        spans.extend(_Paragraph(text, start, end).read(reopened))
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
        mark = _Mark(at, width, family, False, False, family != SINGLE or before in _STRONG_END)
        may_open, may_close = _ways(mark, char, before, after)
        if family == SINGLE and _ELISION.match(text, at, end):
            may_open = False
        marks.append(mark._replace(may_open=may_open, may_close=may_close))
    return marks


def _ways(mark: _Mark, char: str, before: str, after: str) -> tuple[bool, bool]:
    """Decide from the neighbours, then from the shape, whether a mark may open or close."""
    left, right = before in _BEFORE_OPEN, after in _AFTER_CLOSE
    tight_left, tight_right = not before.isspace(), not after.isspace()
    if mark.family == SINGLE:
        word_inside = before.isalnum() and after.isalnum()
        may_open = left and tight_right and not right and not word_inside
        return may_open, tight_left and right and not word_inside and char not in "‘‚‛"
    if tight_left != tight_right:
        return tight_right, tight_left
    if char in _OPENS or char in _CLOSES:
        return char in _OPENS, char in _CLOSES
    return not right or left, right or not left or before in _STRONG_END


class _Paragraph:
    """The spans of one paragraph, found in one pass over its marks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks = _apart(text, start, _marks(text, start, end))
        self.strong_after = _strong_close_follows(self.marks)
        self.closes_after = _close_follows(self.marks)
        self.spans: list[Marked] = []
        self.stack: list[_Mark] = []
        self.tags = [match.span() for match in _TAG.finditer(text, start, end)]
        self.resume = start  # where the text outside quotation marks last began

    def read(self, reopened: str | None) -> list[Marked]:
        for number, mark in enumerate(self.marks):
            depth = next(
                (
                    d
                    for d in reversed(range(len(self.stack)))
                    if self.stack[d].family == mark.family
                ),
                None,
            )
            if depth is not None:
                self._meet_again(number, mark, depth)
            elif mark.may_open and (mark.family != SINGLE or self.closes_after[number]):
                self.stack.append(mark)
            elif not self.stack and mark.family == DOUBLE and mark.may_close:
                self._stray(mark)
        if self.stack:
            self._left_open(self.stack[0], reopened)
        return self.spans

    def _meet_again(self, number: int, mark: _Mark, depth: int) -> None:
        """A mark of a family that is open already closes it, or opens the next."""
        closes = _closes(self.text, mark, strong_follows=self.strong_after[number])
        if not closes and (not mark.may_open or mark.family == SINGLE):
            return
        del self.stack[depth + 1 :]  # inner marks that never closed were apostrophes
        opened = self.stack.pop()
        if closes:
            self._emit(opened, mark.at, depth=depth, width=mark.width)
            self.resume = mark.at + mark.width
        else:  # the same mark opens again: the one before was never closed
            self._emit(opened, mark.at, depth=depth, doubt="unclosed")
            self.stack.append(mark)

    def _stray(self, mark: _Mark) -> None:
        """A closing mark that nothing opened."""
        if self.text[mark.at] == '"' and mark.at and self.text[mark.at - 1].isdigit():
            return  # inches or seconds
        begin = _sentence_start(self.text, self.resume, mark.at)
        stray = _Mark(begin, 0, mark.family, True, False, True)
        self._emit(stray, mark.at, doubt="unopened", width=mark.width)
        self.resume = mark.at + mark.width

    def _left_open(self, opened: _Mark, reopened: str | None) -> None:
        """An opening mark that nothing closed; `reopened` is what begins the next paragraph."""
        if reopened == opened.family or (opened.family == _STRAIGHT and reopened == DOUBLE):
            self._emit(opened, self.end, continues=True)
        elif opened.family != SINGLE:
            stop = _cut_unclosed(self.text, opened.at, self.end)
            self._emit(opened, stop, doubt="unclosed")

    def _emit(
        self,
        opened: _Mark,
        stop: int,
        *,
        depth: int = 0,
        doubt: str | None = None,
        width: int = 0,
        continues: bool = False,
    ) -> None:
        begin, outer_end = opened.at + opened.width, stop + width
        while begin < stop and self.text[begin].isspace():
            begin += 1
        while stop > begin and self.text[stop - 1].isspace():
            stop -= 1
        if any(char.isalnum() for char in self.text[begin:stop]):
            doubt = doubt or ("markup" if self._in_tag(opened.at) else None)
            family = DOUBLE if opened.family == _STRAIGHT else opened.family
            self.spans.append(
                Marked(begin, stop, family, depth, opened.at, outer_end, continues, doubt)
            )

    def _in_tag(self, at: int) -> bool:
        tag = bisect_right(self.tags, (at, len(self.text))) - 1
        return tag >= 0 and at < self.tags[tag][1]


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


def _closes(text: str, mark: _Mark, *, strong_follows: bool) -> bool:
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
    return not (possessive and follows[0] == " " and strong_follows)


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
