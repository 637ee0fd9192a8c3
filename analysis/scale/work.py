"""The folder of a run in progress: what it was begun with, its parts, and which are done."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from analysis.schema import SputlinkError

__all__ = ["Work", "WorkError", "fingerprint"]

_ABOUT, _COUNTED = "about.json", "counted.json"


class WorkError(SputlinkError):
    """A run can't go on in this folder; says what to do."""


class Work:
    """What a run has done so far, in a folder beside its result that goes at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def begun(self, about: Mapping[str, str], *, anew: bool = False) -> Iterator[None]:
        """Make the folder, or go on in the one that is there.

        Where the run breaks off before any part is done, nothing of it stays.

        Args:
            about: What the run is begun with: it goes on only with the same.
            anew: Drop what an earlier run has done.

        Raises:
            WorkError: if the folder holds a run with other options or of other articles.
        """
        path = self.folder / _ABOUT
        try:
            if anew or not self._any_done():
                self.clear()
                self.folder.mkdir()
                _write(path, dict(about))
            elif (begun := json.loads(path.read_text(encoding="utf-8"))) != about:
                other = [name for name in about if begun.get(name) != about[name]]
                raise WorkError(
                    f"{self.folder} holds a run that was broken off, with other "
                    f"{' and '.join(other)}: run that one to its end, or give --anew to drop what "
                    "it has done"
                )
            yield
        except BaseException:
            if not self._any_done():
                self.clear()
            raise

    def _any_done(self) -> bool:
        return (self.folder / _ABOUT).exists() and any(self.folder.glob("tables-*"))

    @property
    def counted(self) -> dict[str, int] | None:
        """`parts`, `articles` and `rejected`, once all articles have been read."""
        path = self.folder / _COUNTED
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def count(self, **numbers: int) -> None:
        """Say that all articles have been read into parts."""
        _write(self.folder / _COUNTED, numbers)

    def given(self, number: int) -> Path:
        """The file of articles of a part."""
        return self.folder / f"articles-{number:05}.parquet"

    def removed(self, number: int) -> Path:
        """The file of what was taken out of the articles of a part."""
        return self.folder / f"furniture-{number:05}.parquet"

    @property
    def cleaned(self) -> Path:
        """A file that is there when the articles of all parts are clean."""
        return self.folder / "cleaned"

    def made(self, number: int) -> Path:
        """The folder of the tables of a part; it is there when they are whole."""
        return self.folder / f"tables-{number:05}"

    def scratch(self, number: int) -> Path:
        """An empty folder to write the tables of a part into, before `finish` names it."""
        path = self.folder / f"new-{number:05}-{os.getpid()}"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return path

    def finish(self, scratch: Path, number: int) -> None:
        """Name the tables of a part as whole; those of another worker stay, as they are equal."""
        try:
            scratch.rename(self.made(number))
        except OSError:
            if not self.made(number).is_dir():
                raise
            shutil.rmtree(scratch, ignore_errors=True)

    def clear(self) -> None:
        """Take the folder away; it holds nothing but what runs wrote.

        What it was begun with goes first: killed in the middle of this, nothing of it is gone on
        with.
        """
        (self.folder / _ABOUT).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def end(self) -> None:
        """Take it away for good, with the folder that was made for it."""
        self.clear()
        with suppress(OSError):  # another run has begun in it
            self.folder.parent.rmdir()


def fingerprint(files: list[Path]) -> str:
    """Of files by name, size and time."""
    digest = blake2b(digest_size=12)
    for path in files:
        about = path.stat()
        digest.update(f"{path.resolve()}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _write(path: Path, values: dict) -> None:
    new = path.with_suffix(".new")
    new.write_text(json.dumps(values), encoding="utf-8")
    new.replace(path)
