"""Read the article out of one saved web page, or say why there is none on it."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

import trafilatura
from lxml import etree, html

from analysis.lexicons import read_lexicon
from analysis.loading.delimited import Unreadable
from analysis.schema import DATA

__all__ = ["declared_encoding", "is_webpage", "read_webpage"]

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s{0,3}([\w-]{2,20})", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SHORT = 700  # characters; an article this short is believed only if nothing speaks against it
_LEAST = 80  # characters; less is a caption or a notice
_WHY = {
    "paywall": "only its opening is there, before a paywall: save it while you are signed in",
    "error": "is the page of an error, not an article: take it away",
    "wall": "is a check before the page, not the article: save it from a browser",
}


def is_webpage(text: str) -> bool:
    """Whether a text is a whole HTML page, whatever its file is called."""
    return bool(_MARKUP.match(text))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page names for itself; Latin-1 is read as browsers do."""
    found = _CHARSET.search(data, 0, 4096)
    name = found[1].decode("ascii").lower() if found else None
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "windows-1252") else name


def read_webpage(page: str) -> dict:
    """`title`, `outlet`, `author`, `published`, `url`, `body` of the article on a page.

    The body is found by trafilatura, the rest by the page's own metadata (JSON-LD, og: and other
    meta tags); a paragraph a line becomes paragraphs parted by a blank line.

    Raises:
        Unreadable: for a page without an article: a paywall's stub, an error, a check.
    """
    try:
        tree = html.fromstring(
            page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
        linked = list(_linked_data(tree))
        found = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=False
        )
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as problem:
        raise Unreadable(f"cannot be read as HTML: {problem}") from problem
    body = (found.text or "").strip() if found else ""
    title = (found.title if found else None) or (tree.findtext(".//title") or "").strip()
    _refuse_stub(title, body, tree, linked)
    fields = {
        "title": title,
        "outlet": found.sitename or found.hostname,
        "author": found.author,
        "published": _time(tree, linked) or found.date,
        "url": found.url,
    }
    paragraphs = [line.strip() for line in body.split("\n") if line.strip()]
    return {name: value for name, value in fields.items() if value} | {
        "body": "\n\n".join(paragraphs)
    }


def _refuse_stub(title: str, body: str, tree: html.HtmlElement, linked: list[dict]) -> None:
    if len(body) < _SHORT:
        said = " ".join(
            [title, *tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")]
        )
        said = " ".join(said.replace("’", "'").split()).casefold()[:20_000]
        for kind, phrase in _stub_phrases():
            if phrase in said:
                raise Unreadable(_WHY[kind])
        if any(str(each.get("isAccessibleForFree")).lower() == "false" for each in linked):
            raise Unreadable(_WHY["paywall"])
    if len(body) < _LEAST:
        raise Unreadable("no article was found on this page: save the article's own page")


@lru_cache(maxsize=1)
def _stub_phrases() -> list[tuple[str, str]]:
    table = read_lexicon(DATA / "page_stubs.csv", columns=["kind", "phrase"])
    return list(zip(table["kind"], table["phrase"].str.casefold(), strict=True))


def _linked_data(tree: html.HtmlElement) -> Iterator[dict]:
    """Every object of the page's JSON-LD that says when it was published or whether it is free."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                yield value
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value


def _time(tree: html.HtmlElement, linked: list[dict]) -> str | None:
    """The time of publication to the minute; trafilatura gives the day alone."""
    said = tree.xpath(
        "//meta[@property='article:published_time' or @itemprop='datePublished'"
        " or @name='parsely-pub-date']/@content | //time[@itemprop='datePublished']/@datetime"
    )
    said += [each["datePublished"] for each in linked if isinstance(each.get("datePublished"), str)]
    return next((str(time) for time in said if _ISO.match(str(time))), None)
