"""Read one file of any supported kind into plain records, and say what could not be read."""

import lzma
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from analysis.loading.archives import LARGEST, crawled_pages, zip_members
from analysis.loading.blocks import BLANK, OPENERS, json_lines_of, parquet_rows
from analysis.loading.delimited import (
    Problem,
    Record,
    Unreadable,
    damaged,
    delimiter_of,
    read_delimited,
)
from analysis.loading.encodings import decode
from analysis.loading.exports import read_export
from analysis.loading.feeds import is_feed, read_feed
from analysis.loading.newsml import is_news_xml, read_news_xml
from analysis.loading.objects import read_json, read_json_lines
from analysis.loading.office import document_text, read_workbook
from analysis.loading.tag_pages import page_tag, parse_page
from analysis.loading.webpages import declared_encoding, is_webpage, read_webpage

__all__ = ["kind_of", "read_defaults", "read_parts", "read_records"]

KINDS = {
    ".txt": "text",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".nitf": "xml",
    ".xlsx": "workbook",
    ".docx": "document",
    ".zip": "zip",
    ".warc": "warc",
}


class Part(NamedTuple):
    """What one file holds, or one file of an archive (`name`; "" for the file itself)."""

    name: str
    records: Iterable[Record | Problem]
    problem: str | None = None  # why nothing of it can be read


def kind_of(path: Path) -> str | None:
    """text, csv, html, zip, ..., or None for a kind that is not read."""
    inner = path.with_suffix("") if path.suffix.lower() in OPENERS else path
    return KINDS.get(inner.suffix.lower())


def read_parts(path: Path, *, encoding: str | None = None) -> list[Part]:
    """The file as one part, or a part for each file of an archive.

    The records of JSON Lines and Parquet are read while they are asked for, and may raise
    `Unreadable` where the file breaks off.
    """
    if kind_of(path) == "jsonl":
        return [Part("", json_lines_of(path, encoding=encoding))]
    if path.suffix.lower() == ".parquet":
        return [Part("", parquet_rows(path))]
    try:
        if kind_of(path) != "zip":
            return [Part("", read_records(path, encoding=encoding))]
        members = list(zip_members(read_bytes(path)))
    except Unreadable as problem:
        return [Part("", [], str(problem).replace(str(path), path.name))]
    return [_member(name, data, encoding) for name, data in members] or [
        Part("", [], "is an archive without files")
    ]


def _member(name: str, data: bytes | Unreadable, encoding: str | None) -> Part:
    try:
        if isinstance(data, Unreadable):
            raise data
        if kind_of(Path(name)) == "zip":
            raise Unreadable("is an archive in an archive: unpack it first")
        return Part(name, _records(Path(name), _unpacked(Path(name), data), encoding))
    except Unreadable as problem:
        return Part(name, [], str(problem))


def read_records(path: Path, *, encoding: str | None = None) -> list[Record | Problem]:
    """Every row of one file, in order; rows that cannot be read are `Problem`s in their place.

    Raises:
        Unreadable: where nothing of the file can be read.
    """
    if kind_of(path) is None:
        raise Unreadable(f"kind {path.suffix or path.name!r} is not read: save it as {_kinds()}")
    return _records(path, read_bytes(path), encoding)


def _records(path: Path, data: bytes, encoding: str | None) -> list[Record | Problem]:
    kind = kind_of(path)
    if kind is None:
        raise Unreadable(f"kind {path.suffix or path.name!r} is not read: save it as {_kinds()}")
    if not data.strip(BLANK):
        raise Unreadable("the file is empty: save it again, or take it away")
    if kind in _BINARY:
        found = list(_BINARY[kind](data))
    elif kind == "document":
        found = list(_text(document_text(data)))
    else:
        if kind == "html":
            encoding = encoding or declared_encoding(data)
        readers = {
            "text": _text,
            "csv": _csv,
            "tsv": _tsv,
            "jsonl": read_json_lines,
            "json": read_json,
        }
        found = list(
            (readers | {"html": _html, "xml": _xml})[kind](decode(data, encoding=encoding))
        )
    if not found:
        raise Unreadable("holds no articles: take it away, or save it again")
    return found


def read_defaults(path: Path) -> dict:
    """What the `.toml` file beside `path` (same name) says of all its rows; {} without one."""
    inner = path.with_suffix("") if path.suffix.lower() in OPENERS else path
    try:
        beside = inner.with_suffix(".toml")
        if not beside.is_file():
            return {}
    except (OSError, ValueError):  # a name of 255 bytes has none beside it
        return {}
    try:
        return tomllib.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise Unreadable(f"{beside.name} beside it cannot be read: {problem}") from problem


def read_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked where it is .gz, .bz2 or .xz."""
    try:
        return _unpacked(path, path.read_bytes())
    except OSError as problem:
        raise Unreadable(f"cannot be read: {problem}") from problem


def _unpacked(path: Path, data: bytes) -> bytes:
    opener = OPENERS.get(path.suffix.lower())
    if opener is None:
        return data
    try:
        with opener(BytesIO(data)) as packed:
            unpacked = packed.read(LARGEST + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError) as problem:
        raise damaged("cannot be unpacked", problem) from problem
    if len(unpacked) > LARGEST:
        raise Unreadable(f"unpacks to more than {LARGEST:,} bytes: split it")
    return unpacked


def _html(text: str) -> Iterator[Record]:
    yield Record(1, read_webpage(text))


def _xml(text: str) -> Iterator[Record | Problem]:
    if is_news_xml(text):
        return read_news_xml(text)
    if is_feed(text):
        return read_feed(text)
    if is_webpage(text):
        return _html(text)
    raise Unreadable("is XML of another kind: RSS, Atom, NITF and NewsML-G2 are read")


def _crawl(data: bytes) -> Iterator[Record | Problem]:
    """Pages of a crawl; one that holds no article costs no neighbour."""
    for number, page in enumerate(crawled_pages(data), 1):
        known = {"url": page.url, "retrieved": page.retrieved}
        try:
            if page.problem:
                raise Unreadable(page.problem)
            text = decode(page.data, encoding=declared_encoding(page.data))
            yield Record(
                number, {name: value for name, value in known.items() if value} | read_webpage(text)
            )
        except Unreadable as problem:
            yield Problem(number, str(problem), page.url or "")


def _text(text: str) -> Iterator[Record | Problem]:
    if is_webpage(text):
        return _html(text)
    if text.lstrip().startswith("<?xml") or is_news_xml(text):
        return _xml(text)
    export = read_export(text)
    return _plain_text(text) if export is None else export


def _plain_text(text: str) -> Iterator[Record]:
    records = parse_page(text)
    if records:
        for number, values in enumerate(records, 1):
            yield Record(number, values)
    elif page_tag(text):
        raise Unreadable("is a tag page on which no article was found: save the article's text")
    else:
        title, _, body = text.strip().partition("\n")
        # A first line as long as a paragraph is the article itself.
        if body.strip() and len(title) <= 200:
            yield Record(1, {"title": title.strip(), "body": body.strip()})
        else:
            yield Record(1, {"body": text.strip()})


def _csv(text: str) -> Iterator[Record | Problem]:
    return read_delimited(text, delimiter=delimiter_of(text))


def _tsv(text: str) -> Iterator[Record | Problem]:
    return read_delimited(text, delimiter="\t")


_BINARY = {
    "parquet": lambda data: parquet_rows(BytesIO(data)),
    "workbook": read_workbook,
    "warc": _crawl,
}


def _kinds() -> str:
    return ", ".join(KINDS)
