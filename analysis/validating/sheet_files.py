"""A sheet's rows as text in a file that spreadsheets may open: written whole, read row by row."""

import csv
import io
from pathlib import Path

from analysis.cells import guarded, unguarded
from analysis.loading import Problem, Unreadable, delimiter_of, read_delimited
from analysis.outputs import new_version
from analysis.validating.items import SheetError

__all__ = ["read_rows", "replace_file", "to_text", "write_text"]

NEEDED = ["item", "before", "target", "after", "label"]


def to_text(rows: list[dict], columns: list[str]) -> str:
    """Rows as CSV that a spreadsheet shows and does not compute: `=1+1` gets a mark before it."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({c: v if c == "label" else guarded(v) for c, v in row.items()})
    return file.getvalue()


def replace_file(path: Path, text: str) -> None:
    """Write all of it or nothing: a crash leaves the old file."""
    with new_version(path) as new:
        write_text(new, text)


def write_text(path: Path, text: str) -> None:
    """As it stands: a line ends as it does in the text, on every system."""
    path.write_text(text, encoding="utf-8", newline="")


def read_rows(path: str | Path) -> list:
    """Every row of one sheet as text: records with `row` and `fields`, or problems.

    Raises:
        SheetError: naming the file, if it cannot be read, or lacks or repeats a column.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise SheetError(f"{path.name}: cannot be read as UTF-8 text: {problem}") from problem
    head = text.split("\n", 1)[0]
    delimiter = delimiter_of(text)
    missing = [c for c in NEEDED if c not in [name.strip().strip('"') for name in _cells(head)]]
    if missing:
        raise SheetError(f"{path.name}: no column {', '.join(missing)}; is it a coding sheet?")
    try:
        rows = list(read_delimited(text, delimiter=delimiter))
    except Unreadable as problem:
        raise SheetError(f"{path.name}: {problem}") from problem
    for row in rows:
        if not isinstance(row, Problem):
            for column, value in row.fields.items():
                row.fields[column] = unguarded(value)
            for column in ("item", "label", "coder", "note"):
                row.fields[column] = row.fields.get(column, "").strip()
    return rows


def _cells(head: str) -> list[str]:
    return head.strip().replace(";", ",").replace("\t", ",").split(",")
