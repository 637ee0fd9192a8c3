"""Find the files under a path, what a folder's table says of them, and short names for them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.loading.delimited import Problem, Unreadable
from analysis.loading.files import kind_of, read_records
from analysis.schema import InputError

_SIDECARS = ("articles.csv", "metadata.csv")
_IGNORED = ("readme", "license", "licence", "copying")


def walk(path: Path) -> Iterator[tuple[Path, dict | str | None]]:
    """Each file under `path`, with what the folder's table says of it, where there is one."""
    if not path.exists():
        raise InputError(f"{path} does not exist: check the path")
    if not path.is_dir():
        yield path, None
        return
    tables: dict[Path, dict] = {}
    for inner in sorted(path.rglob("*")):
        hidden = any(part.startswith((".", "_")) for part in inner.relative_to(path).parts)
        if hidden or not inner.is_file():
            continue
        if inner.parent not in tables:
            tables[inner.parent] = _sidecar(inner.parent)
        table = tables[inner.parent]
        if inner.name in table.get("", ()) or inner.suffix == ".toml":
            continue
        if kind_of(inner) is None and inner.name.lower().startswith(_IGNORED):
            continue
        yield inner, table.pop(inner.name, None)
    for folder, table in tables.items():
        for name in sorted(set(table) - {""}):
            yield folder / name, "missing"


def _sidecar(folder: Path) -> dict:
    """File name -> metadata, from the folder's table; under "" the tables' own names."""
    found: dict = {"": []}
    for name in _SIDECARS:
        path = folder / name
        if not path.is_file():
            continue
        try:
            records = read_records(path)
        except Unreadable:
            continue  # reported when the walk reads it as a file of its own
        rows = [record for record in records if not isinstance(record, Problem)]
        if rows and "file" in rows[0].fields and len(rows) == len(records):
            found[""].append(name)
            found |= {row.fields["file"]: row.fields for row in rows}
    return found


def labels_of(paths: list[Path]) -> list[str]:
    """The shortest end of each path that names it alone: no machine's own folders in a table."""
    labels = [path.name for path in paths]
    for parts in range(2, max((len(path.parts) for path in paths), default=0) + 1):
        counts = Counter(labels)
        labels = [
            label if counts[label] == 1 else "/".join(path.parts[-parts:])
            for label, path in zip(labels, paths, strict=True)
        ]
    return labels
