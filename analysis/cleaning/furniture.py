"""Find what scraping brought along in one text: by the patterns, by repetition, by its place."""

import re
from itertools import pairwise

from analysis.cleaning.patterns import Patterns
from analysis.loading import find_cards
from analysis.splitting import sentence_spans

__all__ = ["furniture_spans", "removal_spans"]

Span = tuple[int, int, str]

_LONGEST_LINE = 500  # a longer line is prose, whatever it says
_LONGEST_TAIL = 600  # what may follow a line of `tail`: the foot of a page, never half an article
_LONGEST_CAPTION = 500
_LONGEST_SUMMARY = 1200
# As printed by the page; not 'to read more Dickens'.
_READ_MORE = re.compile(r"(?<!\bto )(?<!\bcan )(?<!\band )\bread more\b(?=\s+[A-Z“‘\"']|\s*$)")
_WORD = re.compile(r"[^\W_]+")
# A full stop or a closing mark may stand behind the headline, and nothing else in its line.
_ENDS_LINE = re.compile(r"[.!?…”’\"')]{0,3}[ \t]{0,20}(?=\n|$)")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
# Photographers date their captions in full; reporters, writing on the day, hardly ever do.
_DATED = re.compile(rf"(?:{_MONTH}\.? \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})[.)\s]*$")


def furniture_spans(
    text: str, *, title: str | None, outlet: str | None, body_start: int, patterns: Patterns
) -> list[Span]:
    """Furniture of one text, in order, without overlap; outer white space is not part of a span.

    Args:
        text: The text as it stands.
        title: The article's, or None; it stays where it stands first.
        outlet: The article's, or None.
        body_start: Offset at which the body begins.
        patterns: As read by `analysis.cleaning.patterns.read_patterns`.

    Returns:
        (start, end, kind), the outer one where two overlap.
    """
    spans, body_start = _card(text, title, body_start)
    lines = [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    spans += _repeats(text, lines, title, outlet, body_start)
    spans += _by_line(text, lines, body_start, patterns)
    spans += _opening(text, body_start, patterns)
    for pattern, kind in patterns.inline:
        spans += [(*found.span(), kind) for found in pattern.finditer(text, body_start)]
    spans = _apart(spans)
    return _apart(spans + _captions(text, spans))


def _card(text: str, title: str | None, body_start: int) -> tuple[list[Span], int]:
    """Head of a saved tag page, all but the last of its headlines; the summary; where both end."""
    cards = [card for card in find_cards(text) if title is None or card.title == title]
    if not cards or len(cards[0].titles) < 2:
        return [], body_start
    card = cards[0]
    page_head = len(text[: card.start].rstrip())
    spans = [(0, page_head, "navigation")] if page_head else []
    spans += [(start, end, "repeated headline") for start, end in card.titles[:-1]]
    spans += [(start, end, "repeated outlet") for start, end in card.outlets]
    for start, end in card.navigation:
        same = text[start:end].lstrip("•·‣ ") == card.outlet
        spans.append((start, end, "repeated outlet" if same else "navigation"))
    line_end = text.find("\n", card.body_start)
    line_end = len(text) if line_end < 0 else line_end
    reach = min(line_end, card.body_start + _LONGEST_SUMMARY)
    if summary := _READ_MORE.search(text, card.body_start, reach):
        spans.append((card.body_start, summary.end(), "summary"))
    return spans, card.body_start


def _repeats(
    text: str,
    lines: list[tuple[int, int]],
    title: str | None,
    outlet: str | None,
    body_start: int,
) -> list[Span]:
    """The headline again below itself, be it over two lines or with a full stop of its own; the
    outlet's name at the top."""
    spans = []
    words = _WORD.findall((title or "").casefold())
    if len(words) > 2:
        spans = [
            (start, end, "repeated headline")
            for start, _ in lines
            if start >= body_start and (end := _said_again(text, start, words))
        ]
    if outlet:
        spans += [
            (start, end, "repeated outlet")
            for start, end in [line for line in lines if line[0] >= body_start][:3]
            if text[start:end].casefold() == outlet.casefold()
        ]
    return spans


def _said_again(text: str, start: int, words: list[str]) -> int | None:
    """Where the words end that stand from `start` on, if they are these and their line ends too."""
    reach = start + 2 * sum(map(len, words)) + 8 * len(words)
    end = start
    here = _WORD.finditer(text, start, reach)
    for word in words:
        found = next(here, None)
        if not found or found[0].casefold() != word:
            return None
        end = found.end()
    closed = _ENDS_LINE.match(text, end)
    return start + len(text[start : closed.end()].rstrip()) if closed else None


def _by_line(
    text: str, lines: list[tuple[int, int]], body_start: int, patterns: Patterns
) -> list[Span]:
    spans = []
    for start, end in lines:
        if start < body_start or end - start > _LONGEST_LINE:
            continue
        if patterns.line and (found := patterns.line.fullmatch(text, start, end)):
            spans.append((start, end, patterns.line_kinds[found.lastindex - 1]))
        if start > body_start and len(text) - start <= _LONGEST_TAIL:
            for pattern, kind in patterns.tail:
                if pattern.fullmatch(text, start, end):
                    spans.append((start, len(text.rstrip()), kind))
    return spans


def _opening(text: str, body_start: int, patterns: Patterns) -> list[Span]:
    """What stands before the first words, one behind the other: byline, dateline."""
    spans = []
    at, found = body_start, True
    while found:
        found = None
        at += len(text[at : at + 200]) - len(text[at : at + 200].lstrip())
        for pattern, kind in patterns.opening:
            found = pattern.match(text, at)
            if found:
                end = at + len(found[0].rstrip())
                spans.append((at, end, kind))
                at = end
                break
    return spans


def _captions(text: str, spans: list[Span]) -> list[Span]:
    """The sentence before a photo credit, where it is dated as captions are or alone in its line.

    A reporter's sentence may stand before a credit too: without either sign nothing is taken.
    """
    found = []
    for at, (start, end, kind) in enumerate(spans):
        if kind != "photo credit":
            continue
        line = text.rfind("\n", 0, start) + 1
        before = max(line, spans[at - 1][1] if at else 0)
        window = max(before, start - 2 * _LONGEST_CAPTION)
        sentences = sentence_spans(text[window:start])
        if not sentences:
            continue
        first, last = (window + offset for offset in sentences[-1])
        if last - first > _LONGEST_CAPTION or (first == window > before):
            continue
        rest = text[end : end + 40].partition("\n")[0]
        alone = before == line and len(sentences) == 1 and not rest.strip(" .)")
        if alone or _DATED.search(text, first, last):
            found.append((first, last, "caption"))
    return found


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order; what lies in an earlier or longer one goes, what overlaps it is cut."""
    apart: list[Span] = []
    reached = 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        start = max(start, reached)
        if start < end:
            apart.append((start, end, kind))
            reached = end
    return apart


def removal_spans(text: str, spans: list[Span]) -> list[Span]:
    """The spans grown over white space, so that what stays reads on as it was written.

    Of the white space on either side of neighbouring spans the side with more line breaks stays,
    the left one if equal; at either end of the text nothing stays. Where there is none on either
    side, one white-space character inside the furniture stays, or else the furniture does: two
    words must not be glued, and nothing is ever put in.
    """
    grown: list[Span] = []
    at = 0
    while at < len(spans):
        last = at
        while last + 1 < len(spans) and not text[spans[last][1] : spans[last + 1][0]].strip():
            last += 1
        run = [list(span) for span in spans[at : last + 1]]
        at = last + 1
        for span, later in pairwise(run):
            span[1] = later[0]
        start, end = run[0][0], run[-1][1]
        left, right = _space_before(text, start), _space_after(text, end)
        if left == 0 or right == len(text):
            run[0][0], run[-1][1] = left, right
        elif text.count("\n", left, start) >= text.count("\n", end, right) and left < start:
            run[-1][1] = right
        elif right > end:
            run[0][0] = left
        else:
            space = re.search(r"\s", text[start:end])
            if not space:
                continue
            run = _without(run, start + space.start())
        grown += [(first, final, kind) for first, final, kind in run if first < final]
    return grown


def _without(run: list[list], offset: int) -> list[list]:
    """The run less the one character at `offset`."""
    parts = []
    for start, end, kind in run:
        if start <= offset < end:
            parts += [[start, offset, kind], [offset + 1, end, kind]]
        else:
            parts.append([start, end, kind])
    return parts


def _space_before(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _space_after(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
