"""Read a saved tag page of a news aggregator: where each article's title, outlet and body stand."""

import re
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["find_cards", "page_tag", "parse_page"]

_TAG = re.compile(r"^Latest news with #(\S+)[ \t]*$", re.MULTILINE)
# The page glues its clock icon's name to the time: 'time8 hours ago', 'timean hour ago'.
_TIME = re.compile(
    r"time\s{0,3}((?:an?|\d{1,4})\s(?:second|minute|hour|day|week|month|year)s?\sago"
    r"|just now|today|yesterday|(?=.{0,20}\d)[\w,.: -]{6,40})",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·‣]\s{0,8}(\S.{0,80})")
_LONGEST_OUTLET = 60
# Bounds on what one head may hold keep a page of one line repeated a million times linear.
_MOST_TITLES, _MOST_BULLETS = 4, 12


class Card(NamedTuple):
    """One article on a page; all numbers are offsets into the page's text."""

    start: int
    end: int
    title: str
    outlet: str | None
    published: str | None  # as the page words it, 'time' stripped: '8 hours ago'
    category: str | None
    titles: list[tuple[int, int]]  # each occurrence in the card's head
    outlets: list[tuple[int, int]]
    navigation: list[tuple[int, int]]  # time and category lines
    body_start: int


def page_tag(text: str) -> str | None:
    """The tag that the page lists, without its #; None where the text is no tag page."""
    found = _TAG.search(text)
    return found[1] if found else None


def find_cards(text: str) -> list[Card]:
    """The articles of one saved page, in order; none where the text is not such a page.

    A card's head is told by what a plain article never has: its title again on a line of its own,
    beside a line of time or of category. A title that stands only once is accepted if outlet and
    time follow it. The cards tile the page from the first title on: each ends where the next
    begins, so page furniture after a body belongs to the card before it.
    """
    lines = [
        (found.start(), found.end(), found[0]) for found in re.finditer(r"\S(?:[^\n]*\S)?", text)
    ]
    heads, at = [], 0
    while at < len(lines):
        head = _head(lines, at)
        # A last paragraph looks like a title before an outlet if the real head begins one later.
        if head and not head[1] and at + 1 < len(lines):
            later = _head(lines, at + 1)
            if later and later[1]:
                head, at = later, at + 1
        if head:
            heads.append(head[0])
            at = head[2]
        else:
            at += 1
    ends = [*(card.start for card in heads[1:]), len(text)] if heads else []
    return [card._replace(end=end) for card, end in zip(heads, ends, strict=True)]


def parse_page(text: str) -> list[dict]:
    """One record per article on a saved tag page.

    Returns:
        Dicts with `title`, `outlet`, `published` (as worded), `category`, `tag`, `raw`. `raw` is
        the whole page where it lists one article; where it lists more, the slices tile the page
        (the page's head goes to the first, its foot to the last), so that no character is lost.
    """
    cards = find_cards(text)
    tag = page_tag(text)
    starts = [0, *(card.start for card in cards[1:])][: len(cards)]
    return [
        {
            "title": card.title,
            "outlet": card.outlet,
            "published": card.published,
            "category": card.category,
            "tag": tag,
            "raw": text[start : card.end],
        }
        for start, card in zip(starts, cards, strict=True)
    ]


def _head(lines: list[tuple[int, int, str]], at: int) -> tuple[Card, bool, int] | None:
    """Card whose head begins at line `at`, whether its title is confirmed, line after the head."""
    title = lines[at][2]
    if _is_meta(title):
        return None
    titles = _run(lines, at, title.__eq__, most=_MOST_TITLES)
    outlets = _run(lines, titles.stop, lambda line: _is_outlet(lines, titles.stop), most=1)
    times = _run(lines, outlets.stop, _TIME.fullmatch, most=1)
    bullets = _run(lines, times.stop, _BULLET.fullmatch, most=_MOST_BULLETS)
    if not times and not bullets:
        return None
    again = _run(lines, bullets.stop, title.__eq__, most=2 * _MOST_TITLES - len(titles))
    here = again.stop
    names = [_BULLET.fullmatch(lines[line][2])[1].strip() for line in bullets]
    outlet = lines[outlets.start][2] if outlets else None
    # The page repeats the outlet among the categories.
    category = next((name for name in names if name != outlet), None)
    if outlet is None and len(names) > 1:
        outlet = names[-1]
    published = _TIME.fullmatch(lines[times.start][2])[1] if times else None
    confirmed = len(titles) + len(again) > 1
    if not confirmed and not (outlet and published):
        return None
    body = lines[here][0] if here < len(lines) else lines[here - 1][1]
    spans = [
        [lines[line][:2] for line in (*first, *second)]
        for first, second in ((titles, again), (outlets, ()), (times, bullets))
    ]
    card = Card(lines[at][0], 0, title, outlet, published, category, *spans, body)
    return card, confirmed, here


def _run(
    lines: list[tuple[int, int, str]], at: int, wanted: Callable[[str], object], *, most: int
) -> range:
    """The lines from `at` on that are wanted, as long as each is, and so many at most."""
    end = at
    while end < len(lines) and end - at < most and wanted(lines[end][2]):
        end += 1
    return range(at, end)


def _is_meta(line: str) -> bool:
    return bool(_TIME.fullmatch(line) or _BULLET.fullmatch(line))


def _is_outlet(lines: list[tuple[int, int, str]], at: int) -> bool:
    """A short line between a title and its time or categories."""
    line, after = (lines[i][2] if i < len(lines) else "" for i in (at, at + 1))
    return bool(line) and not _is_meta(line) and len(line) <= _LONGEST_OUTLET and _is_meta(after)
