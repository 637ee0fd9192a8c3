"""Read one file of any supported kind into plain records, and say what could not be read."""

import bz2
import gzip
import json
import lzma
import tomllib
from collections.abc import Iterator
from pathlib import Path

import charset_normalizer
import pandas as pd
import pyarrow.lib

from analysis.loading.delimited import EXCERPT, Problem, Record, Unreadable, read_delimited
from analysis.loading.pages import page_tag, parse_page

KINDS = {
    ".txt": "text",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
}
_WESTERN = frozenset("‘’“”‚„†•…–—€£§©®°·«»¡¿´ºª\xa0\xadŒœŠšŽžŸ") | {
    chr(code) for code in range(0xC0, 0x100) if code not in (0xD7, 0xF7)
}
_OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


def kind_of(path: Path) -> str | None:
    """text, csv, tsv, jsonl, json, parquet, or None for a kind that is not read."""
    inner = path.with_suffix("") if path.suffix.lower() in _OPENERS else path
    return KINDS.get(inner.suffix.lower())


def read_records(path: Path, *, encoding: str | None = None) -> list[Record | Problem]:
    """Every row of one file, in order; rows that cannot be read are `Problem`s in their place.

    Raises:
        Unreadable: where nothing of the file can be read.
    """
    kind = kind_of(path)
    if kind is None:
        raise Unreadable(f"kind {path.suffix or path.name!r} is not read: save it as {_kinds()}")
    if kind == "parquet":
        return list(_parquet(path))
    data = read_bytes(path)
    if not data.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise Unreadable("the file is empty: save it again, or take it away")
    text = decode(data, encoding=encoding)
    readers = {"text": _text, "csv": _csv, "tsv": _tsv, "jsonl": _jsonl, "json": _json}
    return list(readers[kind](text))


def read_defaults(path: Path) -> dict:
    """What the `.toml` file beside `path` (same name) says of all its rows; {} without one."""
    inner = path.with_suffix("") if path.suffix.lower() in _OPENERS else path
    beside = inner.with_suffix(".toml")
    if not beside.is_file():
        return {}
    try:
        return tomllib.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Unreadable(f"{beside.name} beside it cannot be read: {problem}") from problem


def read_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked where it is .gz, .bz2 or .xz."""
    try:
        opener = _OPENERS.get(path.suffix.lower())
        if opener is None:
            return path.read_bytes()
        with opener(path) as packed:
            return packed.read()
    except (OSError, EOFError, lzma.LZMAError, ValueError) as problem:
        raise Unreadable(f"cannot be read: {problem}") from problem


def decode(data: bytes, *, encoding: str | None = None) -> str:
    """Bytes as text: newlines become \\n, a byte-order mark and NUL characters go.

    UTF-8 first. A file that is UTF-8 but for a few bytes stays so, and those bytes come out as
    lone surrogates, so that only their rows are set aside. Otherwise the encoding is detected.

    Raises:
        Unreadable: saying how to save the file.
    """
    if encoding is not None:
        try:
            return _plain(data.decode(encoding))
        except (LookupError, ValueError) as problem:
            raise Unreadable(f"is not {encoding}: {problem}; name another encoding") from problem
    try:
        return _plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8-sig", "surrogateescape")
    damaged = sum("\udc80" <= char <= "\udcff" for char in text)
    sound = sum(char > "\x7f" for char in text) - damaged
    # Two bytes that happen to form UTF-8 are rare in any other encoding.
    if sound and sound >= damaged:
        return _plain(text)
    if _western(data):
        return _plain(data.decode("cp1252"))
    best = charset_normalizer.from_bytes(data[:2_000_000]).best()
    if best is not None:
        try:
            return _plain(data.decode(best.encoding))
        except (LookupError, ValueError):
            pass
    raise Unreadable("its encoding cannot be told: save it as UTF-8, or name it with encoding=...")


def _western(data: bytes) -> bool:
    """Whether it reads as Windows-1252: some accents and typographic marks, as in English news.

    Detection by statistics wavers between sister code pages on so few of them.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    odd = [char for char in text if char > "\x7f"]
    accented = sum(char.isalpha() for char in odd)
    letters = sum(char.isalpha() for char in text)
    return "\x00" not in text and accented < 0.2 * letters and _WESTERN.issuperset(odd)


def _plain(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(text: str) -> Iterator[Record]:
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
    return read_delimited(text, delimiter=",")


def _tsv(text: str) -> Iterator[Record | Problem]:
    return read_delimited(text, delimiter="\t")


def _jsonl(text: str) -> Iterator[Record | Problem]:
    # Only \n ends a line of JSON Lines; splitlines() would also break inside a string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as problem:
            yield Problem(number, f"is not JSON ({problem}): write one object a line", line)
            continue
        yield _record(number, values, line)


def _json(text: str) -> Iterator[Record | Problem]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as problem:
        # JSON Lines is often saved under .json.
        lines = list(_jsonl(text))
        if any(isinstance(line, Record) for line in lines):
            yield from lines
            return
        raise Unreadable(f"is not JSON: {problem}") from problem
    if isinstance(whole, dict):
        inside = [value for value in whole.values() if _is_table(value)]
        whole = inside[0] if len(inside) == 1 else [whole]
    if not isinstance(whole, list):
        raise Unreadable("holds no list of articles: write [{...}, {...}]")
    for number, values in enumerate(whole, 1):
        yield _record(number, values, json.dumps(values)[:EXCERPT])


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _record(number: int, values: object, line: str) -> Record | Problem:
    if isinstance(values, dict):
        return Record(number, values)
    return Problem(number, "is no object: write {...} with a body", line)


def _parquet(path: Path) -> Iterator[Record]:
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError, pyarrow.lib.ArrowException) as problem:
        raise Unreadable(f"cannot be read as Parquet: {problem}") from problem
    for number, values in enumerate(table.to_dict("records"), 1):
        yield Record(number, values)


def _kinds() -> str:
    return ", ".join(KINDS)
