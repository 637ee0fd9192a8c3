"""Digests of fitted files that ship: written when they are made, checked on loading.

The list is what `sha256sum` writes and `sha256sum --check` reads.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from analysis.schema import SputlinkError

__all__ = ["LIST", "check_files", "listed_digests", "write_digests"]

LIST = "SHA256SUMS"


def write_digests(folder: Path, names: Sequence[str]) -> None:
    """List the files `names` of `folder` with their digests, in `folder`."""
    lines = [f"{_digest(folder / name)}  {name}\n" for name in names]
    (folder / LIST).write_text("".join(lines), encoding="utf-8")


def listed_digests(folder: Path) -> dict[str, str]:
    """File name to digest, as the list in `folder` has them; empty where there is no list."""
    if not (folder / LIST).is_file():
        return {}
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    return {name.lstrip("*"): digest for digest, name in map(str.split, lines)}


def check_files(
    folder: Path, names: Sequence[str], *, error: type[SputlinkError], mend: str
) -> None:
    """Check that each file is the one that was listed.

    Raises:
        error: naming the file that is missing, not listed or altered, and ending in `mend`.
    """
    missing = next((name for name in [LIST, *names] if not (folder / name).is_file()), None)
    if missing:
        raise error(f"{folder / missing} is missing: {mend}")
    expected = listed_digests(folder)
    for name in names:
        if _digest(folder / name) != expected.get(name):
            raise error(f"{folder / name} was altered ({LIST} has another digest): {mend}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
