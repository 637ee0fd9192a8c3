"""Take furniture out of articles, with a ledger of every character removed."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.cleaning.furniture import furniture_spans, removal_spans
from analysis.cleaning.patterns import Patterns, read_patterns
from analysis.cleaning.subheadings import find_subheadings
from analysis.loading import begins_with
from analysis.schema import COLUMNS, require

__all__ = [
    "add_text",
    "body_offset",
    "find_furniture",
    "find_spans",
    "find_subheadings",
    "remove_furniture",
    "restore",
]

# Taking furniture out can bring other furniture to light (a dateline behind a byline); real pages
# need two passes, and a bound keeps nested nonsense linear.
_PASSES = 8


def find_furniture(articles: pd.DataFrame, *, patterns: Patterns | None = None) -> pd.DataFrame:
    """Everything on the page that is no part of the article, span by span.

    Args:
        articles: With `article_id`, `title`, `outlet`, `raw`.
        patterns: Those of data/furniture.csv where None.

    Returns:
        One row per span, in order: `article_id`, `start`, `end` (offsets into `raw`), `kind` (ad
        marker, photo credit, caption, repeated headline, repeated outlet, summary, agency
        sign-off, dateline, byline, app promotion, newsletter promotion, social promotion, legal
        notice, navigation, markup), `text` (== raw[start:end]). Spans hold the white space that
        would otherwise stand doubled, and never overlap.

    Raises:
        MissingColumn: naming the column and its maker.
        LexiconError: naming file and line of a pattern that cannot be used.
    """
    require(articles, ["article_id", "title", "outlet", "raw"], made_by="loading.read_articles")
    patterns = read_patterns() if patterns is None else patterns
    rows = [
        (article_id, start, end, kind, raw[start:end])
        for article_id, title, outlet, raw in _columns(articles, "title", "outlet", "raw")
        for start, end, kind in find_spans(raw, title=title, outlet=outlet, patterns=patterns)
    ]
    furniture = pd.DataFrame(rows, columns=COLUMNS["furniture"])
    return furniture.astype(
        {"article_id": "str", "start": "int64", "end": "int64", "kind": "str", "text": "str"}
    )


def add_text(articles: pd.DataFrame, furniture: pd.DataFrame) -> pd.DataFrame:
    """Articles with what is left of `raw`, and nothing else changed.

    Args:
        articles: With `article_id`, `title`, `raw`.
        furniture: As `find_furniture` gives it; rows may be taken out to keep what they name.

    Returns:
        A copy with `text` (begins with the headline where there is one) and `body_start` (offset
        into `text` of the body's first character; 0 without a headline).

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(articles, ["article_id", "title", "raw"], made_by="loading.read_articles")
    require(furniture, ["article_id", "start", "end"], made_by="cleaning.find_furniture")
    removed: dict[str, list[tuple[int, int]]] = {}
    for row in furniture.sort_values(["start", "end"]).itertuples():
        removed.setdefault(row.article_id, []).append((row.start, row.end))
    texts, starts = [], []
    for article_id, title, raw in _columns(articles, "title", "raw"):
        parts, at = [], 0
        for start, end in removed.get(article_id, []):
            parts.append(raw[at : max(at, start)])
            at = max(at, end)
        text = "".join([*parts, raw[at:]])
        texts.append(text)
        starts.append(body_offset(text, title))
    made = articles.assign(
        text=pd.array(texts, dtype="str"), body_start=np.array(starts, dtype="int64")
    )
    known = [name for name in COLUMNS["articles"] if name in made.columns]
    return made[[*known, *(name for name in made.columns if name not in known)]]


def remove_furniture(
    articles: pd.DataFrame, *, patterns: Patterns | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`add_text` of what `find_furniture` finds: (articles with `text`, furniture)."""
    furniture = find_furniture(articles, patterns=patterns)
    return add_text(articles, furniture), furniture


def restore(text: str, furniture: pd.DataFrame) -> str:
    """`raw` again, from the text of one article and its removed spans: nothing was lost."""
    parts, at, length = [], 0, 0
    for row in furniture.sort_values("start").itertuples():
        kept = text[at : at + row.start - length]
        parts += [kept, row.text]
        at, length = at + len(kept), row.end
    return "".join([*parts, text[at:]])


def find_spans(
    raw: str, *, title: str | None, outlet: str | None, patterns: Patterns
) -> list[tuple[int, int, str]]:
    """Spans to remove from one text, with their kinds; what is left of it has none."""
    owner = np.zeros(len(raw), dtype=np.int32)  # which removal each character belongs to
    kinds = [""]
    for _ in range(_PASSES):
        kept = np.flatnonzero(owner == 0)
        text = raw if len(kept) == len(raw) else "".join(np.array(list(raw))[kept])
        body = body_offset(text, title)
        spans = removal_spans(
            text,
            furniture_spans(text, title=title, outlet=outlet, body_start=body, patterns=patterns),
        )
        if not spans:
            break
        for start, end, kind in spans:
            owner[kept[start:end]] = len(kinds)
            kinds.append(kind)
    edges = np.flatnonzero(np.diff(owner, prepend=0, append=0))
    return [
        (int(start), int(end), kinds[owner[start]])
        for start, end in pairwise(edges)
        if owner[start]
    ]


def body_offset(text: str, title: str | None) -> int:
    """Where the body begins: behind the headline and the white space after it, else 0."""
    if not title or not begins_with(text, title):
        return 0
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0:
        return len(text)
    return end + len(text[end:]) - len(text[end:].lstrip())


def _columns(articles: pd.DataFrame, *names: str) -> Iterator[tuple]:
    """Rows of `article_id` and the named columns as plain values, None where empty."""
    columns = [
        articles[name].astype(object).where(articles[name].notna(), None)
        for name in ("article_id", *names)
    ]
    return zip(*columns, strict=True)
