"""Read the data files that an analyst edits, with errors that name the file and the line.

Why not pandera 0.35.0: it checks the frame that pandas has read, and by then the line is lost and a
row with a field too few has been filled up.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.schema import LexiconError

__all__ = ["DataFile", "data_file", "read_lexicon"]


class DataFile(NamedTuple):
    """A data file by what stands in it: equal where its text is, so that no reader sees a stale
    one."""

    name: str  # as errors call it
    text: str


def data_file(path: str | Path | DataFile) -> DataFile:
    """The file at a path, read; one that was read already as it is.

    Raises:
        LexiconError: if it cannot be read as UTF-8 text.
    """
    if isinstance(path, DataFile):
        return path
    path = Path(path)
    try:
        return DataFile(path.name, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as problem:
        raise LexiconError(
            f"{path.name}: cannot be read as UTF-8 text: {problem}; save it as CSV in UTF-8"
        ) from problem


def read_lexicon(
    path: str | Path | DataFile,
    *,
    columns: list[str],
    required: list[str] | None = None,
    optional: Iterable[str] = (),
) -> pd.DataFrame:
    """Read one comma-separated data file whose comment lines begin with `#`.

    Args:
        path: The file; UTF-8, first line that is no comment names the columns.
        columns: Columns that the file must have, in any order; others are an error.
        required: Columns that no row may leave empty (default: all of `columns`).
        optional: Columns of `columns` that the file may lack; they are empty then.

    Returns:
        One row per entry, all columns text ("" where empty), plus `line` (number in the file).

    Raises:
        LexiconError: naming file and line, for a missing or unknown column, a row with too many
            or too few fields, or an empty required field.
    """
    path = data_file(path)
    lines = path.text.splitlines()
    numbered = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not numbered:
        raise LexiconError(f"{path.name}: empty; its first line must be {','.join(columns)}")
    header = next(csv.reader([numbered[0][1]]))
    optional = set(optional)
    if sorted({*header, *optional}) != sorted(columns) or len(set(header)) < len(header):
        raise LexiconError(
            f"{path.name} line {numbered[0][0]}: columns are {','.join(header)}, "
            f"expected {','.join(columns)}"
            + (f" ({', '.join(sorted(optional))} may be left out)" if optional else "")
        )
    rows = []
    for number, line in numbered[1:]:
        fields = next(csv.reader([line]))
        if len(fields) != len(header):
            raise LexiconError(
                f"{path.name} line {number}: {len(fields)} fields where {len(header)} are expected "
                f"({','.join(header)}); quote a field that holds a comma"
            )
        row = dict(zip(header, (field.strip() for field in fields), strict=True))
        for column in required if required is not None else columns:
            if not row[column]:
                raise LexiconError(f"{path.name} line {number}: {column} is empty")
        rows.append({**dict.fromkeys(optional, ""), **row, "line": number})
    return pd.DataFrame(rows, columns=[*columns, "line"]).astype(dict.fromkeys(columns, "str"))
