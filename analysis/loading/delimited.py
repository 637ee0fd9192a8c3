"""Read CSV and TSV so that one broken row costs no neighbour."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

__all__ = [
    "EXCERPT",
    "Problem",
    "Record",
    "Unreadable",
    "damaged",
    "delimiter_of",
    "read_delimited",
]

EXCERPT = 80
_FIELD_LIMIT = 2**31 - 1  # the module's own limit of 131,072 is shorter than a long article
_END = "\ue000end\ue000"  # a row of its own, unless an open quotation mark swallows it
_REREAD = 50  # how often, on average, a line may be read again before giving up


class Record(NamedTuple):
    """One row as it stood in the file; `row` counts from 1 (JSON Lines: the line)."""

    row: int
    fields: dict


class Problem(NamedTuple):
    """What could not be read; `row` is None where it is the whole file."""

    row: int | None
    reason: str
    excerpt: str = ""


class Unreadable(ValueError):
    """A whole file that cannot be read; the message says what to do."""


def damaged(what: str, problem: Exception) -> Unreadable:
    """What is told of a file that broke on its way here: what failed, why, what to do."""
    return Unreadable(f"{what} ({problem}): save it again, or take it away")


def delimiter_of(text: str) -> str:
    """What parts the names of the header line; spreadsheets of many countries write semicolons."""
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def read_delimited(text: str, *, delimiter: str) -> Iterator[Record | Problem]:
    """Rows of a CSV or TSV text with a header line.

    A quotation mark that is never closed would swallow all rows up to the next one. So a row that
    does not parse strictly, or has too many or too few fields, costs its first line only, and
    reading goes on with the line after it.

    Raises:
        Unreadable: where the header names a column twice or no row follows it.
    """
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    allowed = csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield from _rows(lines, delimiter)
    finally:
        csv.field_size_limit(allowed)


def _rows(lines: list[str], delimiter: str) -> Iterator[Record | Problem]:
    def reader_from(start: int) -> Iterator[list[str]]:
        rest = (lines[line] if line < len(lines) else _END for line in range(start, len(lines) + 1))
        return csv.reader(rest, delimiter=delimiter, strict=True)

    reader = reader_from(0)
    header = _header(reader)
    at = reader.line_num
    offset, number, reread = 0, 0, 0
    while at < len(lines):
        try:
            row = next(reader)
            sound = len(row) == len(header) and row != [_END]
        except (csv.Error, StopIteration):
            row, sound = [], False
        after = offset + reader.line_num
        # The end mark inside a row: its quotation mark was still open at the end of the file.
        sound = sound and after <= len(lines)
        if sound or (not any(row) and lines[at].strip() == ""):
            at = after if sound else at + 1
        else:
            row = _alone(lines[at], delimiter, len(header))
            reread += after - at
            at += 1
        if row and any(row):
            number += 1
            yield Record(number, dict(zip(header, row, strict=True)))
        elif row is None:
            number += 1
            yield Problem(
                number,
                f"line {at} does not have {len(header)} fields, or opens a quotation mark that is "
                "never closed: quote a field that holds the delimiter, double a mark inside one",
                lines[at - 1].strip(),
            )
        if at != after:
            if reread > _REREAD * len(lines):
                yield Problem(None, f"was not read from line {at + 1} on: too many open quotations")
                return
            offset = at
            reader = reader_from(at)
    if not number:
        raise Unreadable("has a header and no rows")


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.strip() for name in next(reader)]
    except csv.Error as problem:
        raise Unreadable(f"its header line cannot be read: {problem}") from problem
    if len(set(header)) < len(header):
        raise Unreadable(f"names a column twice: {', '.join(header)}")
    return header


def _alone(line: str, delimiter: str, width: int) -> list[str] | None:
    """One line read leniently, where its marks are paired and its fields are as many as due."""
    if line.count('"') % 2:
        return None
    row = next(csv.reader([line], delimiter=delimiter))
    return row if len(row) == width else None
