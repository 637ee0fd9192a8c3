"""Tables for those who work with a spreadsheet: CSV and Excel, with no formula in any cell."""

import csv
import errno
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pandas as pd

from analysis.cells import guarded
from analysis.outputs import new_file, new_folder
from analysis.schema import InputError
from analysis.tables import Tables

__all__ = ["export"]

_LONGEST, _MOST_ROWS = 32_767, 1_048_575  # what a worksheet can hold, less its header
_NAME = 31  # characters of a worksheet's name


def export(
    tables: Tables | pd.DataFrame | Mapping[str, pd.DataFrame],
    out: str | Path,
    *,
    names: Iterable[str] | None = None,
    watch: Callable[[], object] | None = None,
) -> Path:
    """Write tables for a spreadsheet.

    A cell of text that a spreadsheet would compute (it begins with = + - @, tab or line break)
    gets an apostrophe before it, times are UTC without a zone, lists are JSON. In a workbook what
    is longer than a cell holds is cut, and says so. For offsets that hold, keep the tables that
    `Tables.save` writes.

    Args:
        tables: All tables, one frame (a figure's table), or several by name.
        out: `x.xlsx` for a workbook with a sheet a table, `x.csv` for a single frame, else a folder
            with a CSV file a table.
        names: Which of the tables (default: all).
        watch: Called after each table, to show how far it is.

    Returns:
        What was written.

    Raises:
        OutputError: if the file is there already, or the folder holds anything but an export
            written before, unchanged.
        InputError: for a name that is no table, several tables for one CSV file, or a table with
            more rows than a worksheet holds.
    """
    out, watch = Path(out), watch or (lambda: None)
    frames = {"table": tables} if isinstance(tables, pd.DataFrame) else dict(tables)
    if names is not None:
        chosen = list(names)
        if unknown := [name for name in chosen if name not in frames]:
            raise InputError(f"no table {unknown[0]!r}: choose of {', '.join(frames)}")
        frames = {name: frames[name] for name in chosen}
    if out.suffix.lower() == ".xlsx":
        if long := [name for name, frame in frames.items() if len(frame) > _MOST_ROWS]:
            raise InputError(f"{long[0]} has more rows than a worksheet: export to a folder of CSV")
        with new_file(out) as new:
            _write_workbook(frames, new, watch)
    elif out.suffix.lower() == ".csv":
        if len(frames) != 1:
            raise InputError(
                f"{out.name} holds one table, not {len(frames)}: name one, or a folder"
            )
        with new_file(out) as new:
            _write_csv(next(iter(frames.values())), new)
    else:
        with new_folder(out, command="export") as new:
            for name, frame in frames.items():
                _write_csv(frame, new / f"{name}.csv")
                watch()
    return out


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of what a spreadsheet holds: its index too where that has a name."""
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    plain = {}
    for at, name in enumerate(map(str, frame.columns)):
        column = frame.iloc[:, at]
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_convert("UTC").dt.tz_localize(None)
        if not pd.api.types.is_numeric_dtype(column.dtype) and column.dtype.kind != "M":
            column = column.astype(object).map(_cell)
        plain[guarded(name)] = column.to_numpy(dtype=object, na_value=None)
    return pd.DataFrame(plain, dtype=object)


def _cell(value: object) -> object:
    if isinstance(value, list | tuple | dict | np.ndarray):
        value = json.dumps(value, default=_listed, ensure_ascii=False)
    return guarded(value)


def _listed(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else str(value)


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    # With a byte-order mark: without it Excel reads UTF-8 as something else.
    # Quoted, as a bare carriage return inside a text would begin another row.
    how = {"encoding": "utf-8-sig", "lineterminator": "\n", "quoting": csv.QUOTE_NONNUMERIC}
    _plain(frame).to_csv(path, index=False, **how)


def _write_workbook(
    frames: Mapping[str, pd.DataFrame], path: Path, watch: Callable[[], object]
) -> None:
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        for name, frame in frames.items():
            sheet = book.create_sheet(name[:_NAME])
            plain = _plain(frame)
            sheet.append(list(map(_fitting, plain.columns)))
            for row in plain.itertuples(index=False, name=None):
                sheet.append([_fitting(value) for value in row])
            watch()
        book.save(path)
    except SerialisationError as problem:  # of a sheet on its way, in the system's own folder
        raise OSError(errno.ENOSPC, f"no room in {gettempdir()}") from problem


def _fitting(value: object) -> object:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    if not isinstance(value, str):
        return value.item() if hasattr(value, "item") else value
    value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    if len(value) <= _LONGEST:
        return value
    mark = f" [cut: {len(value):,} characters]"
    return value[: _LONGEST - len(mark)] + mark
