"""Read NITF and NewsML-G2, the XML of news agencies."""

from collections.abc import Iterator

from lxml import etree

from analysis.loading.delimited import Record, Unreadable, damaged

__all__ = ["is_news_xml", "read_news_xml"]

_ITEMS = ("newsItem", "nitf")


def is_news_xml(text: str) -> bool:
    """Whether a text is NITF or NewsML-G2, by its first elements."""
    opening = text[:3000]
    return any(f"<{name}" in opening for name in (*_ITEMS, "newsMessage"))


def read_news_xml(text: str) -> Iterator[Record]:
    """One record per news item: `title`, `outlet`, `author`, `published`, `body`.

    Raises:
        Unreadable: where it is no such XML, or holds no item with text.
    """
    safe = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), safe)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise damaged("is not well-formed XML", problem) from problem
    items = [e for e in root.iter() if _name(e) == "newsItem"] or [
        e for e in root.iter() if _name(e) == "nitf"
    ]
    number = 0
    for item in items:
        fields = _fields(item)
        if fields.get("body"):
            number += 1
            yield Record(number, fields)
    if not number:
        raise Unreadable("holds no news item with text: NITF or NewsML-G2 with text is read")


def _fields(item: etree._Element) -> dict:
    body = next((e for e in _all(item, "body.content")), None)
    if body is None:
        body = next((e for e in _all(item, "body")), None)
    if body is None:
        body = next(iter([*_all(item, "inlineXML"), *_all(item, "inlineData")]), None)
    paragraphs = [] if body is None else [_text(p) for p in _all(body, "p")]
    if body is not None and not any(paragraphs):
        paragraphs = [_text(body)]
    fields = {
        "title": _first(item, "hl1", "headline", "title"),
        "outlet": _outlet(item),
        "author": _first(item, "byline", "by"),
        "published": _published(item),
        "body": "\n\n".join(filter(None, paragraphs)),
    }
    return {name: value for name, value in fields.items() if value}


def _outlet(item: etree._Element) -> str | None:
    for publication in _all(item, "pubdata"):
        if publication.get("name"):
            return publication.get("name")
    for provider in [*_all(item, "provider"), *_all(item, "infoSource")]:
        named = _first(provider, "name") or provider.get("literal")
        if named or provider.get("qcode"):
            return named or provider.get("qcode").rpartition(":")[2]
    return _first(item, "doc.copyright", "copyrightHolder")


def _published(item: etree._Element) -> str | None:
    for name, attribute in (
        ("date.issue", "norm"),
        ("date.release", "norm"),
        ("story.date", "norm"),
        ("pubdata", "date.publication"),
    ):
        for each in _all(item, name):
            if each.get(attribute):
                return each.get(attribute)
    return _first(item, "firstCreated", "versionCreated", "contentCreated")


def _all(item: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in item.iter() if _name(each) == name]


def _first(item: etree._Element, *names: str) -> str | None:
    return next((text for name in names for e in _all(item, name) if (text := _text(e))), None)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
