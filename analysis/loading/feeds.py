"""Read the entries of an RSS or Atom feed that was saved."""

import re
from collections.abc import Iterator

import feedparser

from analysis.loading.delimited import Problem, Record, Unreadable

__all__ = ["is_feed", "read_feed"]

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b")


def is_feed(text: str) -> bool:
    """Whether a text is a feed, by its first element."""
    return bool(_FEED.search(text[:2000]))


def read_feed(text: str) -> Iterator[Record | Problem]:
    """One record per entry: `title`, `outlet` (the feed's name), `published`, `url`, `body`.

    `teaser` is true where the feed gives a summary and not the article.

    Raises:
        Unreadable: for a feed without an entry.
    """
    feed = feedparser.parse(text.encode("utf-8", "replace"), sanitize_html=True)
    if not feed.entries:
        raise Unreadable("is a feed without entries: save it again")
    for number, entry in enumerate(feed.entries, 1):
        content = "\n".join(part.get("value") or "" for part in entry.get("content", []))
        body = content or entry.get("summary") or ""
        if not body.strip():
            yield Problem(
                number, "has no text in the feed: save the page", entry.get("title") or ""
            )
            continue
        source = entry.get("source", {}).get("title") or feed.feed.get("title")
        fields = {
            "title": entry.get("title"),
            "outlet": source,
            "author": entry.get("author"),
            "published": entry.get("published") or entry.get("updated"),
            "url": entry.get("link"),
        }
        yield Record(
            number,
            {name: value for name, value in fields.items() if value}
            | {"teaser": not content, "body": f"<p>{body}</p>"},
        )
