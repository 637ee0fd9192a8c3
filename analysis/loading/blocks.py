"""Read JSON Lines and Parquet a block at a time, so that a file need not fit into memory."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pandas as pd
from pyarrow import parquet

from analysis.loading.archives import LARGEST
from analysis.loading.delimited import Problem, Record, Unreadable, damaged
from analysis.loading.encodings import decode
from analysis.loading.objects import read_json_lines

__all__ = ["BLANK", "OPENERS", "json_lines_of", "parquet_rows"]

BLOCK = 16_000_000  # bytes
ROWS = 1_000
BLANK = b"\x00\xef\xbb\xbf \t\r\n"  # bytes of a file without content
OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_NOTHING = "holds no articles: take it away, or save it again"


def json_lines_of(path: Path, *, encoding: str | None = None) -> Iterator[Record | Problem]:
    """The rows of a file of JSON Lines, packed (.gz, .bz2, .xz) or not.

    Raises:
        Unreadable: where it is empty, can't be unpacked to its end, or is in no known encoding;
            the rows before that place have been given.
    """
    line, any_found = 1, False
    for block in _blocks(path):
        text = decode(block, encoding=encoding)
        for row in read_json_lines(text, first=line):
            any_found = True
            yield row
        line += text.count("\n")
    if not any_found:
        raise Unreadable(_NOTHING)


def parquet_rows(source: Path | BinaryIO) -> Iterator[Record]:
    """The rows of a Parquet file, less what another library noted as its index.

    Raises:
        Unreadable: where it is damaged; the rows before that place have been given.
    """
    try:
        number = 0
        with parquet.ParquetFile(source) as file:
            for batch in file.iter_batches(ROWS):
                # Without its metadata: notes on index and types may not fit our pandas.
                for values in _rows(batch.replace_schema_metadata(None).to_pandas()):
                    number += 1
                    yield Record(number, values)
    except Exception as problem:  # a damaged file raises whatever its parts do
        raise Unreadable(f"cannot be read as Parquet: {problem}") from problem
    if not number:
        raise Unreadable(_NOTHING)


def _rows(frame: pd.DataFrame) -> Iterator[dict]:
    """Each row as a dict."""
    kept = [name for name in frame.columns if not str(name).startswith("__index_level_")]
    yield from frame[kept].to_dict("records")


def _blocks(path: Path) -> Iterator[bytes]:
    """Blocks of whole lines; one block of a file in UTF-16, whose lines can't be told as bytes."""
    opener = OPENERS.get(path.suffix.lower(), open)
    size, sound, rest = 0, False, []
    try:
        with opener(path, "rb") as file:
            while read := file.read(BLOCK):
                size += len(read)
                sound = sound or bool(read.strip(BLANK))
                if opener is not open and size > LARGEST:
                    raise Unreadable(f"unpacks to more than {LARGEST:,} bytes: split it")
                whole = -1 if _is_wide(rest[0] if rest else read) else read.rfind(b"\n")
                if whole < 0:
                    rest.append(read)
                    continue
                yield b"".join([*rest, read[: whole + 1]])
                rest = [read[whole + 1 :]]
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as problem:
        told = "cannot be read" if opener is open else "cannot be unpacked"
        raise damaged(told, problem) from problem
    if not sound:
        raise Unreadable("the file is empty: save it again, or take it away")
    if last := b"".join(rest):
        yield last


def _is_wide(block: bytes) -> bool:
    return block.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in block[:4]
