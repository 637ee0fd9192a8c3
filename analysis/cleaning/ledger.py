"""Take furniture out of articles, with a ledger of every character removed."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.cleaning.furniture import furniture_spans, removal_spans
from analysis.cleaning.patterns import Patterns, read_patterns
from analysis.cleaning.repeated import find_repeated, repeated_spans
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


def find_furniture(
    articles: pd.DataFrame,
    *,
    patterns: Patterns | None = None,
    repeated: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Everything on the page that is no part of the article, span by span.

    Args:
        articles: With `article_id`, `title`, `outlet`, `raw`; all of a corpus, for what is found
            by its repetition alone.
        patterns: Those of data/furniture.csv where None.
        repeated: What outlets repeat, as `find_repeated` gives it: for a part of a corpus whose
            other articles are elsewhere (default: found in these articles).

    Returns:
        One row per span, in order: `article_id`, `start`, `end` (offsets into `raw`), `kind` (ad
        marker, photo credit, caption, repeated headline, repeated outlet, summary, agency
        sign-off, dateline, byline, app promotion, newsletter promotion, social promotion, legal
        notice, navigation, markup, repeated), `text` (== raw[start:end]), `n_articles` (of the
        outlet, that hold a `repeated` sentence; missing for the other kinds). Spans hold the
        white space that would otherwise stand doubled, and never overlap.

    Raises:
        MissingColumn: naming the column and its maker.
        LexiconError: naming file and line of a pattern that cannot be used.
    """
    require(articles, ["article_id", "title", "outlet", "raw"], made_by="loading.read_articles")
    patterns = read_patterns() if patterns is None else patterns
    if repeated is None:
        listed = _ledger(articles, patterns, {})
        repeated = find_repeated(add_text(articles, listed))
        if repeated.empty:
            return listed
    counts: dict[str | None, dict[str, int]] = {}
    for row in repeated.itertuples():
        outlet = row.outlet if isinstance(row.outlet, str) else None
        counts.setdefault(outlet, {})[row.piece] = row.n_articles
    return _ledger(articles, patterns, counts)


def _ledger(
    articles: pd.DataFrame, patterns: Patterns, counts: dict[str | None, dict[str, int]]
) -> pd.DataFrame:
    rows = [
        (article_id, start, end, kind, raw[start:end], count)
        for article_id, title, outlet, raw in _columns(articles, "title", "outlet", "raw")
        for start, end, kind, count in find_spans(
            raw,
            title=title,
            outlet=outlet,
            patterns=patterns,
            repeated=counts.get(outlet, {}),
        )
    ]
    kinds = {"article_id": "str", "start": "int64", "end": "int64", "kind": "str", "text": "str"}
    return pd.DataFrame(rows, columns=COLUMNS["furniture"]).astype(kinds | {"n_articles": "Int64"})


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
    raw: str,
    *,
    title: str | None,
    outlet: str | None,
    patterns: Patterns,
    repeated: dict[str, int] | None = None,
) -> list[tuple[int, int, str, int | None]]:
    """Spans to remove from one text: (start, end, kind, count). What is left of it has none.

    Args:
        repeated: What the outlet repeats, with the count of its articles: see `repeated_spans`.
    """
    owner = np.zeros(len(raw), dtype=np.int32)  # which removal each character belongs to
    kinds: list[tuple[str, int | None]] = [("", None)]
    for _ in range(_PASSES):
        kept = np.flatnonzero(owner == 0)
        text = raw if len(kept) == len(raw) else "".join(np.array(list(raw))[kept])
        body = body_offset(text, title)
        spans = removal_spans(
            text,
            furniture_spans(text, title=title, outlet=outlet, body_start=body, patterns=patterns),
        )
        found = [(start, end, (kind, None)) for start, end, kind in spans]
        if not found and repeated:
            found = _repeats(text, body, repeated)
        if not found:
            break
        for start, end, kind in found:
            owner[kept[start:end]] = len(kinds)
            kinds.append(kind)
    edges = np.flatnonzero(np.diff(owner, prepend=0, append=0))
    return [
        (int(start), int(end), *kinds[owner[start]])
        for start, end in pairwise(edges)
        if owner[start]
    ]


def _repeats(
    text: str, body_start: int, counts: dict[str, int]
) -> list[tuple[int, int, tuple[str, int]]]:
    """What the outlet repeats, with the white space that goes with it."""
    spans = repeated_spans(text, body_start, counts)
    count_at = {str(start): count for start, _, count in spans}  # a span is named by its place
    grown = removal_spans(text, [(start, end, str(start)) for start, end, _ in spans])
    return [(start, end, ("repeated", count_at[place])) for start, end, place in grown]


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
