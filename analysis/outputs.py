"""Write results so that the old or the new is always in place, and nothing of anybody's goes.

A folder of results holds a list of its own files with a digest of each. Only a folder that holds
these, unchanged, and nothing else is ever replaced; a page is replaced if it bears our mark.
"""

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.schema import SputlinkError

__all__ = [
    "MARK",
    "NameTaken",
    "OutputError",
    "beside",
    "discard",
    "is_full",
    "new_file",
    "new_folder",
    "new_page",
    "new_version",
    "workplace",
]

LIST = ".sputlink.json"
MARK = b'<meta name="generator" content="Sputlink">'
_MARK_WITHIN = 4096  # the mark stands in a page's first lines
_HALF = "half-"  # begins the name of a folder of work in a scratch folder
_AT_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class OutputError(SputlinkError):
    """The result cannot be written where it was asked for; says where it can."""


class NameTaken(OutputError):
    """A file of that name is there already, and is left alone."""


def is_full(problem: OSError) -> bool:
    """Whether a file could not be written for want of room: a full disk, a quota, a limit."""
    return problem.errno in _FULL


@contextmanager
def new_folder(out: Path, *, command: str, older: Collection[str] = ()) -> Iterator[Path]:
    """An empty folder to write files into, which takes the place of `out` at the end.

    Everything that could stand in the way is told before the work begins. An exception leaves
    `out` as it was. Where `out` is a mount point, holds the current folder, or lies in a folder
    that can't be written, its files are replaced one by one: killed in that moment, it holds some
    old and some new ones until the next run.

    Args:
        out: The folder to write; a link is followed.
        command: Who writes; a folder that another command wrote is left alone.
        older: Names of the files of a result that was written before there was a list of them.

    Raises:
        OutputError: if `out` holds anything else, can't be written, or is just being written.
    """
    out = Path(out).resolve()
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file: name a new or empty folder")
    with _scratch(out) as scratch:
        _own_files(out, command, older)
        new = scratch / f"new-{os.getpid()}"
        new.mkdir()
        yield new
        digests = {path.name: [_digest(path)] for path in sorted(new.iterdir())}
        _write_list(new, command, digests)
        _swap(new, out, command, _own_files(out, command, older))


@contextmanager
def new_page(out: Path) -> Iterator[Path]:
    """A path to write one page to, which takes the place of `out` at the end.

    Raises:
        OutputError: if `out` is no name of a page, a file that lacks our mark, can't be written, or
            is just being written.
    """
    if out.suffix != ".html" or out.is_dir():
        raise OutputError(f"{out} is no name of a page: choose one that ends with .html")
    out = out.resolve()
    with _scratch(out) as scratch:
        _check_page(out)
        new = scratch / f"new-{os.getpid()}"
        yield new
        _check_page(out)
        new.replace(out)


@contextmanager
def new_file(out: Path) -> Iterator[Path]:
    """A path to write one file to, which takes the name `out` at the end if that is still free.

    Raises:
        NameTaken: if there is a file of that name, before the work or at its end.
        OutputError: if it can't be written, or is just being written.
    """
    taken = NameTaken(f"{out} is there already: choose another name, or remove it")
    with _scratch(out.resolve()) as scratch:
        if out.exists():
            raise taken
        new = scratch / f"new-{os.getpid()}{out.suffix}"
        yield new
        try:
            os.link(new, out)
        except FileExistsError as problem:
            raise taken from problem
        except OSError as problem:  # a disk that knows no second name of a file
            if out.exists():
                raise taken from problem
            new.rename(out)


@contextmanager
def new_version(path: Path) -> Iterator[Path]:
    """A path to write anew what a file holds, which takes its place at the end.

    Raises:
        OutputError: if it can't be written, or is just being written.
    """
    path = path.resolve()
    with _scratch(path) as scratch:
        new = scratch / f"new-{os.getpid()}"
        yield new
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A folder to work in before `out` is written; it goes at the end, or when a later run ends.

    Raises:
        OutputError: if the folder of `out` can't be written, or another run is at work on `out`.
    """
    with _scratch(out.resolve()) as scratch, beside(scratch / out.name) as folder:
        yield folder


@contextmanager
def beside(new: Path) -> Iterator[Path]:
    """A folder to work in beside a path that `new_page` or its like gave; it goes with it."""
    with TemporaryDirectory(prefix=_HALF, dir=new.parent) as folder:
        yield Path(folder)


def discard(out: Path, *, command: str) -> None:
    """Remove a folder that `command` wrote, if it holds that result unchanged and nothing else."""
    with suppress(OutputError, OSError), _scratch(out.resolve()):
        if _own_files(out, command, ()):
            _remove_result(out)


def _check_page(out: Path) -> None:
    if not out.exists():
        return
    with out.open("rb") as page:
        if MARK not in page.read(_MARK_WITHIN):
            raise OutputError(f"{out} is not a page of this command: choose another name")


def _own_files(out: Path, command: str, older: Collection[str]) -> dict[str, list[str]]:
    """Files of the result in `out` with their digests; an error if it holds anything else."""
    present = {path.name for path in out.iterdir()} if out.is_dir() else set()
    present -= {_scratch_name(out)}  # a mount point holds it
    if not present:
        return {}
    listed = _read_list(out, command)
    if LIST not in present and present == set(older):
        listed = {name: [_digest(out / name)] for name in older}
    strangers = sorted(
        name
        for name in present - {LIST}
        if (out / name).is_symlink()
        or not (out / name).is_file()
        or _digest(out / name) not in listed.get(name, ())
    )
    if strangers or not listed:
        raise OutputError(
            f"{out} holds {', '.join(strangers[:3]) or LIST}, which {command} did not write or "
            "which was changed since: name a new or empty folder"
        )
    return listed


def _read_list(folder: Path, command: str | None = None) -> dict[str, list[str]]:
    try:
        whole = json.loads((folder / LIST).read_text(encoding="utf-8"))
        listed = dict(whole["files"]) if command in (None, whole["command"]) else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return {name: listed[name] for name in listed if name == Path(name).name}  # nothing outside


def _write_list(folder: Path, command: str, digests: dict[str, list[str]]) -> None:
    text = json.dumps({"command": command, "files": digests}, indent=1)
    (folder / LIST).write_text(text, encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def _swap(new: Path, out: Path, command: str, old: dict[str, list[str]]) -> None:
    if not out.exists():
        new.rename(out)
        return
    if os.path.ismount(out) or new.is_relative_to(out) or Path.cwd().is_relative_to(out):
        _replace_files(new, out, command, old)
        return
    new.chmod(out.stat().st_mode)
    if not exchange(new, out):
        aside = new.parent / "old"
        out.rename(aside)
        new.rename(out)
        new = aside
    _remove_result(new)


def _replace_files(new: Path, out: Path, command: str, old: dict[str, list[str]]) -> None:
    made = _read_list(new, command)
    # Either version of a file is the command's own, should a kill leave some of both.
    both = {name: [*old.get(name, []), *made.get(name, [])] for name in {*old, *made}}
    final = new.parent / f"new-{LIST}"  # written now: at the end there may be no room
    (new / LIST).rename(final)
    _write_list(new, command, both)
    (new / LIST).replace(out / LIST)
    for name in made:
        (new / name).replace(out / name)
    for name in set(old) - set(made):
        (out / name).unlink(missing_ok=True)
    final.replace(out / LIST)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system can't."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = os.fsencode(one), os.fsencode(other)
    return bool(rename) and rename(_AT_HERE, names[0], _AT_HERE, names[1], _EXCHANGE) == 0


@contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """A locked folder on the file system of `out`, cleared of what a killed run left."""
    made = _make_folders(out.parent)
    try:
        scratch, lock = _locked(out)
        try:
            _recover(scratch, out)
            yield scratch
        except OSError as problem:
            if not is_full(problem):
                raise
            raise OutputError(
                f"the disk is full ({os.strerror(problem.errno)}): make room, then do the same "
                "again; what stood there before is as it was"
            ) from problem
        finally:
            _clear(scratch)
            with suppress(OSError):  # anything else in it stays, and the folder with it
                scratch.rmdir()
            os.close(lock)
    finally:
        for folder in reversed(made):
            with suppress(OSError):  # not empty: the result is in it
                folder.rmdir()


def _make_folders(folder: Path) -> list[Path]:
    """Make the folder and those above it; the ones made, outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    for each in missing:
        try:
            each.mkdir(exist_ok=True)
        except OSError as problem:
            raise _unwritable(each, problem) from problem
    return missing


def _locked(out: Path) -> tuple[Path, int]:
    """The scratch folder and a descriptor that locks it; the system unlocks it for a dead run."""
    name = _scratch_name(out)
    places = [out / name] if os.path.ismount(out) else [out.parent / name, out / name]
    if not out.is_dir():
        places = [out.parent / name]
    elif not os.access(out, os.W_OK | os.X_OK):
        raise OutputError(f"{out} cannot be written: name another folder")
    for place in places:
        while True:
            try:
                place.mkdir(exist_ok=True)
            except OSError as problem:
                if place != places[-1]:
                    break
                raise _unwritable(place.parent, problem) from problem
            try:
                lock = os.open(place, os.O_RDONLY)
            except FileNotFoundError:
                continue  # a run that just ended took it away
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as problem:
                os.close(lock)
                raise OutputError(
                    f"another run is writing {out}: wait for its end, or name another place"
                ) from problem
            # Locked, but is it still the folder of that name?
            with suppress(FileNotFoundError):
                if place.stat().st_ino == os.fstat(lock).st_ino:
                    return place, lock
            os.close(lock)
    raise AssertionError("no place was tried")


def _scratch_name(out: Path) -> str:
    return f".{out.name}.sputlink"


def _unwritable(folder: Path, problem: OSError) -> OutputError:
    return OutputError(f"{folder} cannot be written ({problem.strerror}): name another place")


def _recover(scratch: Path, out: Path) -> None:
    """Put back a result that a killed run had set aside, and clear the rest of it."""
    aside = scratch / "old"
    if aside.is_dir() and not out.exists():
        aside.rename(out)
    _clear(scratch)


def _clear(scratch: Path) -> None:
    for left in [*scratch.glob("new-*"), *scratch.glob("old")]:
        if left.is_dir():
            _remove_result(left)
        else:
            left.unlink()
    for left in scratch.glob(f"{_HALF}*"):
        shutil.rmtree(left, ignore_errors=True)


def _remove_result(folder: Path) -> None:
    """Remove the files of one result, those on its list where it has one, and nothing else."""
    listed = _read_list(folder)
    for path in list(folder.iterdir()):
        if path.is_file() and (not listed or path.name in {*listed, LIST}):
            path.unlink()
    with suppress(OSError):
        folder.rmdir()
