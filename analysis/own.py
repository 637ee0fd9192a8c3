"""Actors and words of an analyst's own, in one hand, laid over those that ship.

Nothing of the repository is touched: a folder `my/` at the project's root (git leaves it out; the
variable SPUTLINK_MY of the environment names another, as the tests do to have none), or files
anywhere. What stands in the files makes the lexicons, so a changed file is a new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path

import pandas as pd

from analysis.cleaning import Patterns, read_patterns
from analysis.lexicons import DataFile, data_file
from analysis.measuring import read_frames
from analysis.naming import Gazetteer, own_gazetteer, shipped_gazetteer
from analysis.quoting import CueBook, read_cues
from analysis.reading import read_verbs, shipped
from analysis.schema import DATA, InputError

__all__ = ["MY", "SHIPPED", "Own", "read_own"]

MY = Path(os.environ.get("SPUTLINK_MY") or DATA.parent / "my")


@dataclass(frozen=True)
class Own:
    """What an analyst lays over the data files, each by what stands in it; None: as shipped.

    `gazetteer`, `patterns`, `book`, `indicators` and `classes` are the whole lexicons, as the
    stages take them, made once for the same files.
    """

    actors: DataFile | None = None
    furniture: DataFile | None = None
    cues: DataFile | None = None
    frames: DataFile | None = None
    verbs: DataFile | None = None
    only: bool = False

    @property
    def gazetteer(self) -> Gazetteer:
        """Who is an actor, for `naming.find_mentions`."""
        return own_gazetteer(self.actors, only=self.only) if self.actors else shipped_gazetteer()

    @property
    def patterns(self) -> Patterns:
        """What is furniture, for `cleaning.find_furniture`."""
        return self._laid_over(read_patterns, self.furniture)

    @property
    def book(self) -> CueBook:
        """Verbs of saying, for `quoting.find_quotes`."""
        return self._laid_over(read_cues, self.cues)

    @property
    def indicators(self) -> pd.DataFrame:
        """Words of the frames, for `measuring.find_frames`."""
        return self._laid_over(read_frames, self.frames)

    @property
    def classes(self) -> Mapping[str, str]:
        """Frame class of each verb, for `acting.add_roles`."""
        return self._laid_over(read_verbs, self.verbs) if self.verbs else shipped("verbs")

    @property
    def digest(self) -> str:
        """The same for the same files, by what stands in them."""
        return blake2b(repr(self.as_record()).encode(), digest_size=16).hexdigest()

    def as_record(self) -> dict:
        """As JSON can hold it, for `of_record`."""
        return {
            name: list(value) if isinstance(value, DataFile) else value
            for name, value in ((each.name, getattr(self, each.name)) for each in fields(self))
            if value
        }

    @classmethod
    def of_record(cls, record: dict) -> Own:
        """What `as_record` told of."""
        files = {name: DataFile(*value) for name, value in record.items() if name != "only"}
        return cls(**files, only=record.get("only", False))

    def _laid_over(self, read: Callable, file: DataFile | None) -> object:
        if file is None:
            return read()
        return read(file) if self.only else read(own=file)

    def __str__(self) -> str:
        files = [
            (file.name, sum(_is_row(line) for line in file.text.splitlines()) - 1)
            for file in (getattr(self, name) for name in _LEXICONS)
            if file is not None
        ]
        if not files:
            return "actors and words: as shipped"
        said = ", ".join(f"{name} ({rows} rows)" for name, rows in files)
        return f"actors and words of your own, {_HOW[self.only]}: {said}"

    __repr__ = __str__


_LEXICONS = {
    "actors": "gazetteer",
    "furniture": "patterns",
    "cues": "book",
    "frames": "indicators",
    "verbs": "classes",
}
_HOW = {False: "over those that ship", True: "instead of those that ship"}
SHIPPED = Own()


def read_own(
    folder: str | Path | None = MY,
    *,
    actors: str | Path | None = None,
    furniture: str | Path | None = None,
    cues: str | Path | None = None,
    frames: str | Path | None = None,
    verbs: str | Path | None = None,
    only: bool = False,
) -> Own:
    """Read the actors and words of one's own.

    Args:
        folder: Holds any of actors.csv, furniture.csv, cues.csv, frames.csv and verbs.csv, with
            the columns of the files of these names in `data/`; of actors.csv `actor`, `kind` and
            `alias` are enough (see `naming.read_own_actors`). The default, `my/` at the project's
            root, need not be there. None: no folder.
        actors, furniture, cues, frames, verbs: A file, before that of the folder.
        only: Take what is given instead of what ships, kind by kind; else over it: an own row
            comes before one that ships, and stands for it where both say something of the same.

    Returns:
        What was found; its text says what that is.

    Raises:
        LexiconError: naming file and line of what can't be used.
        InputError: if another folder than the default is not there.
    """
    given = dict(zip(_LEXICONS, (actors, furniture, cues, frames, verbs), strict=True))
    place = None if folder is None else Path(folder)
    if place is not None and place != MY and not place.is_dir():
        raise InputError(f"{place} is no folder: name one that holds actors.csv and its like")
    files = {}
    for name, path in given.items():
        if path is None and place is not None and (place / f"{name}.csv").exists():
            path = place / f"{name}.csv"
        if path is not None:
            path = Path(path)
            shown = path.relative_to(MY.parent) if path.is_relative_to(MY) else path
            files[name] = data_file(path)._replace(name=str(shown))
    own = Own(**files, only=only)
    for name in files:
        getattr(own, _LEXICONS[name])  # what is wrong is told now, not in the middle of the work
    return own


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
