"""What an answer is: a page to keep, or a feed or sitemap whose addresses are to be asked."""

import zlib

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from analysis.collecting.fetch import Refused

__all__ = ["links_of", "suffix_of"]

_PAGES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_XML_TYPES = ("application/xml", "text/xml")
_XML = (b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")


def links_of(body: bytes, *, most: int) -> list[str] | None:
    """The addresses that a feed or a sitemap names, in its order; None for anything else.

    Raises:
        Refused: for XML with entities of its own, or a packed sitemap that unpacks to more than
            `most` bytes.
    """
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(wbits=47).decompress(body, most + 1)
        except zlib.error as problem:
            raise Refused(f"is broken gzip: {problem}") from problem
        if len(body) > most:
            raise Refused(f"unpacks to more than {most:,} bytes")
    start = body[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(_XML) or any(mark in start for mark in _HTML[:2]):
        return None
    try:
        root = fromstring(body)
    except DefusedXmlException as problem:
        raise Refused("is XML with entities of its own, which can grow without bound") from problem
    except (ParseError, ValueError, LookupError):
        root = None  # many feeds are not quite XML; the reader of feeds takes them
    if root is not None and root.tag.rpartition("}")[2] in ("urlset", "sitemapindex"):
        places = [each for each in root.iter() if each.tag.rpartition("}")[2] == "loc"]
        return [place.text.strip() for place in places if place.text and place.text.strip()]
    feed = feedparser.parse(body)
    if not feed.version:
        return None
    return [entry.link for entry in feed.entries if entry.get("link")]


def suffix_of(body: bytes, kind: str) -> str:
    """The ending of the file that keeps a page, so that it is read as what it is.

    Raises:
        Refused: for anything but a page of text: a picture, a PDF, whatever it says it is.
    """
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Refused("is empty")
    if b"\x00" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("is no page of text, whatever it says it is")
    if start.startswith(_HTML) or b"<html" in start:
        return ".html"
    name = kind.partition(";")[0].strip().lower()
    if name in _PAGES and not start.startswith(b"%pdf"):
        return _PAGES[name]
    if name in _XML_TYPES and start.startswith(_XML):
        return ".xml"  # NITF and its like
    raise Refused(f"is no page of text ({name or 'of no type'})")
