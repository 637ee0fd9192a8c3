"""Find the files under a path, what a folder's table says of them, and short names for them."""

import os.path
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.loading.delimited import Problem, Unreadable
from analysis.loading.files import kind_of, read_records
from analysis.schema import InputError

__all__ = ["labels_of", "name_says", "walk"]

_SIDECARS = ("articles.csv", "metadata.csv")
_NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:_([^_.]{2,60})(?=_)|[_ .])")
_IGNORED = ("readme", "license", "licence", "copying")


def walk(path: Path) -> Iterator[tuple[Path, dict | str | None]]:
    """Each file under `path`, with what the folder's table says of it, or why it is not read.

    Links to folders are not followed, and said.
    """
    try:
        exists = path.exists()
    except (OSError, ValueError) as problem:
        raise InputError(f"{str(path)[:80]!r} is no path: {problem}") from problem
    if not exists:
        raise InputError(f"{path} does not exist: check the path")
    if path.is_dir():
        yield from _walk_folder(path)
    else:
        yield path, None if path.is_file() else "is no regular file: save its content to one"


def _walk_folder(folder: Path) -> Iterator[tuple[Path, dict | str | None]]:
    try:
        inside = sorted(folder.iterdir())
    except OSError as problem:
        yield folder, f"cannot be opened: {problem.strerror}"
        return
    table = _sidecar(folder)
    for inner in inside:
        if inner.name.startswith((".", "_")):
            continue
        if problem := _no_file(inner):
            yield inner, problem
        elif inner.is_dir():
            yield from _walk_folder(inner)
        elif inner.name not in table.get("", ()) and not _beside(inner):
            yield inner, table.pop(inner.name, None)
    for name in sorted(set(table) - {""}):
        if name != Path(name).name:
            reason = f"names {name!r}, which is no file of its folder: write the name alone"
            yield folder / table[""][-1], reason
        else:
            yield folder / name, "is named in the folder's table and is not there"


def _no_file(path: Path) -> str:
    """Why a path in a folder is neither a file nor a folder to walk; "" where it is."""
    if path.is_symlink() and path.is_dir():
        return "is a link to a folder: name the folder itself"
    if path.is_symlink() and not path.exists():
        return "is a link to nothing: take it away"
    known = path.is_dir() or path.is_file()
    return "" if known else "is no regular file: save its content to one"


def name_says(path: Path) -> dict:
    """Day and outlet from a name like '2025-06-23_The-Gazette_talks-fail.txt', as far as told."""
    found = _NAMED.match(path.name)
    if not found or kind_of(path) not in ("text", "html", "document"):  # of a table: its own day
        return {}
    day, outlet = found.groups()
    return {"published": day} | ({"outlet": outlet.replace("-", " ")} if outlet else {})


def _beside(path: Path) -> bool:
    """Whether a file is about others and holds no articles."""
    about = kind_of(path) is None and path.name.lower().startswith(_IGNORED)
    return about or path.suffix == ".toml"


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
            found |= {os.path.normpath(row.fields["file"]): row.fields for row in rows}
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
