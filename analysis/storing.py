"""Tables on disk: one Parquet file a table, and the version of their form beside them."""

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from analysis.schema import COLUMNS, InputError

__all__ = [
    "NAMES",
    "OLDER",
    "VERSION",
    "join_table",
    "read_columns",
    "read_tables",
    "write_about",
    "write_table",
    "write_tables",
]

VERSION = 3  # one more whenever a saved table could be misread by older or newer code
_ABOUT = "about.json"
NAMES = (*(name for name in COLUMNS if name != "rejected"), "framing", "rejected")
# The files of a result that was written before results listed their own.
OLDER = [f"{name}.parquet" for name in NAMES]
_SCORED = "mentions"  # `evidence` in another table is a column of somebody's own
_EVIDENCE = pa.list_(pa.struct({"word": pa.string(), "score": pa.float64()}))


def write_tables(frames: dict[str, pd.DataFrame], folder: Path, *, own: dict) -> None:
    """Write one Parquet file a table into a folder that is there, and the version beside them.

    `own` are the actors and words by which they were made, as `Own.as_record` gives them.
    `evidence`, a list of (word, score), becomes a list of records in the last column.
    """
    for name, frame in frames.items():
        write_table(frame, folder / f"{name}.parquet")
    write_about(folder, own=own)


def write_about(folder: Path, *, own: dict) -> None:
    """Say in a folder of tables of which version they are, and by whose actors and words made."""
    text = json.dumps({"version": VERSION, "own": own})
    (folder / _ABOUT).write_text(text + "\n", encoding="utf-8")


def join_table(parts: list[Path], path: Path) -> int:
    """One Parquet file of files of the same table, a row group for each; how many rows it has.

    No more than one part is in memory. A column that some parts lack is empty there, one whose
    kinds differ takes the kind that holds both, or text.
    """
    schemas = [parquet.read_schema(part) for part in parts]
    schema = _common(schemas)
    rows = 0
    with parquet.ParquetWriter(path, schema) as writer:
        for part in parts:
            table = parquet.read_table(part, schema=None).replace_schema_metadata(None)
            writer.write_table(_conformed(table, schema))
            rows += len(table)
    return rows


def read_columns(path: Path, columns: list[str]) -> pd.DataFrame:
    """Some columns of a saved table, those of them that it has."""
    there = set(parquet.read_schema(path).names)
    return pd.read_parquet(path, columns=[name for name in columns if name in there])


def _common(schemas: list[pa.Schema]) -> pa.Schema:
    """One schema that holds the columns of all, with what pandas noted of them."""
    kinds: dict[str, pa.DataType] = {}
    notes: dict[str, dict] = {}
    for schema in schemas:
        noted = {each["name"]: each for each in json.loads(schema.metadata[b"pandas"])["columns"]}
        for field in schema:
            kinds[field.name] = _wider(kinds.get(field.name, pa.null()), field.type)
            if not pa.types.is_null(field.type) and field.name in noted:
                notes.setdefault(field.name, noted[field.name])
    about = json.loads(schemas[0].metadata[b"pandas"]) | {"columns": list(notes.values())}
    return pa.schema(kinds.items(), metadata={"pandas": json.dumps(about)})


def _wider(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    fields = [pa.schema([("kind", kind)]) for kind in (one, other)]
    try:
        return pa.unify_schemas(fields, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return pa.large_string()


def _conformed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(len(table), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


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
    for name in NAMES:
        path = folder / f"{name}.parquet"
        try:
            frames[name] = _read(path)
        except (OSError, pa.ArrowException) as problem:
            raise InputError(f"{path} is missing or damaged: {again}") from problem
    return frames, about


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write one table; `evidence` of mentions becomes a list of records in the last column."""
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
