"""Which column of a file became which of an article: guessed by name, shown, or given."""

from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.loading.articles import mapped_names
from analysis.loading.delimited import Record, Unreadable
from analysis.loading.files import read_parts
from analysis.loading.folders import labels_of, walk
from analysis.schema import InputError

__all__ = ["checked", "columns_of", "renamed"]

_PEEK = 20  # records that are looked at
_KNOWN = ("title", "outlet", "category", "tag", "published", "retrieved", "url", "event")
_KNOWN += ("constructed", "body")


def columns_of(
    *paths: str | Path | list[str | Path],
    columns: dict[str, str] | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Show what `read_articles` takes from each column of the files, before or after it reads them.

    Args:
        paths: Files and folders, or lists of them.
        columns: What is given: a column of the files to the one of an article, as for
            `read_articles`.
        encoding: Of text files; detected where None.

    Returns:
        One row per file and column: `source`, `column` (in the file), `becomes` (title, outlet,
        body, ...; "" where it is kept as it is), `example` (its first value). Files that can't be
        read have no row; `read_articles` sets them aside with the reason.

    Raises:
        InputError: if a path does not exist, or for a column that no article has.
    """
    columns = checked(columns)
    flat = [path for each in paths for path in (each if isinstance(each, list | tuple) else [each])]
    files = [path for given in flat for path, _ in walk(Path(given))]
    rows = []
    for path, label in zip(files, labels_of(files), strict=True):
        for part in read_parts(path, encoding=encoding):
            source = f"{label}/{part.name}" if part.name else label
            try:
                peek = list(islice(part.records, _PEEK))
            except Unreadable:
                continue
            fields: dict = {}
            for record in peek:
                for name, value in record.fields.items() if isinstance(record, Record) else ():
                    if fields.get(name) in (None, ""):
                        fields[name] = value
            becomes = {given: known for known, given in mapped_names(renamed(fields, columns))}
            rows += [
                (source, str(name), becomes.get(columns.get(name, name), ""), str(value)[:60])
                for name, value in fields.items()
            ]
    return pd.DataFrame(rows, columns=["source", "column", "becomes", "example"], dtype="str")


def checked(columns: dict[str, str] | None) -> dict[str, str]:
    """The columns given, if an article has them.

    Raises:
        InputError: naming one that none has.
    """
    for column, becomes in (columns or {}).items():
        if becomes not in _KNOWN:
            known = ", ".join(_KNOWN)
            raise InputError(f"column {column!r} can't become {becomes!r}: choose of {known}")
    return columns or {}


def renamed(fields: dict, columns: dict[str, str]) -> dict:
    """A record with the given columns under an article's names, before others of these names."""
    if not columns:
        return fields
    given = {columns[name]: value for name, value in fields.items() if name in columns}
    return given | {
        name: value for name, value in fields.items() if name not in columns and name not in given
    }
