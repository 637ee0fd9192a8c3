"""Tables on disk: one Parquet file a table, and the version of their form beside them."""

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from analysis.schema import COLUMNS, InputError

__all__ = ["OLDER", "VERSION", "read_tables", "write_tables"]

VERSION = 3  # one more whenever a saved table could be misread by older or newer code
_ABOUT = "about.json"
_NAMES = (*COLUMNS, "framing")
# The files of a result that was written before results listed their own.
OLDER = [f"{name}.parquet" for name in _NAMES]
_SCORED = "mentions"  # `evidence` in another table is a column of somebody's own
_EVIDENCE = pa.list_(pa.struct({"word": pa.string(), "score": pa.float64()}))


def write_tables(frames: dict[str, pd.DataFrame], folder: Path, *, own: dict) -> None:
    """Write one Parquet file a table into a folder that is there, and the version beside them.

    `own` are the actors and words by which they were made, as `Own.as_record` gives them.
    `evidence`, a list of (word, score), becomes a list of records in the last column.
    """
    for name, frame in frames.items():
        _write(frame, folder / f"{name}.parquet")
    (folder / _ABOUT).write_text(
        json.dumps({"version": VERSION, "own": own}) + "\n", encoding="utf-8"
    )


def read_tables(folder: str | Path) -> tuple[dict[str, pd.DataFrame], dict]:
    """Read what `write_tables` wrote, equal to what was given to it: the frames, and what is said
    of them beside (`version`, `own`).

    Raises:
        InputError: if the folder holds no saved tables, some of another version, or a file of
            them is missing or damaged; names it and says what to do.
    """
    folder = Path(folder)
    again = "make them anew with `analyse(...).save(folder)` or `python -m analysis tables`"
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        version = about["version"]
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise InputError(f"{folder} holds no saved tables ({_ABOUT} is not there): {again}") from (
            problem
        )
    if version != VERSION:
        raise InputError(
            f"{folder} was saved in version {version} of the tables, read is {VERSION}: {again}"
        )
    frames = {}
    for name in _NAMES:
        path = folder / f"{name}.parquet"
        try:
            frames[name] = _read(path)
        except (OSError, pa.ArrowException) as problem:
            raise InputError(f"{path} is missing or damaged: {again}") from problem
    return frames, about


def _write(frame: pd.DataFrame, path: Path) -> None:
    ours = path.stem == _SCORED
    table = pa.Table.from_pandas(
        frame.drop(columns="evidence") if ours else frame, preserve_index=False
    )
    if ours:
        records = [[{"word": w, "score": s} for w, s in words] for words in frame["evidence"]]
        table = table.append_column("evidence", pa.array(records, type=_EVIDENCE))
    parquet.write_table(table, path)


def _read(path: Path) -> pd.DataFrame:
    table = parquet.read_table(path)
    if path.stem != _SCORED:
        return table.to_pandas()
    records = table["evidence"].to_pylist()
    frame = table.drop_columns("evidence").to_pandas()
    words = [[(each["word"], each["score"]) for each in words] for words in records]
    at = frame.columns.get_loc("scored_by")  # where a scorer's answer has it
    frame.insert(at, "evidence", pd.Series(words, index=frame.index, dtype=object))
    return frame
