"""What a long command is at, and how long yet: a bar in a terminal, plain lines elsewhere."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from tqdm import tqdm

__all__ = ["Progress", "progress", "watched"]

Item = TypeVar("Item")
_EVERY = 10  # seconds between two lines
_FIRST = 2  # a command that is done sooner says nothing
_LOOK = 1.0  # seconds after which it is looked whether something is to be said


class Progress:
    """Counts what is done; `update` is told how many more, `total` may change on the way."""

    def __init__(self, total: int | None, what: str) -> None:
        self.total, self.n, self._what = total, 0, what
        self._begun = monotonic()
        self._said = self._begun - _EVERY + _FIRST

    def update(self, more: int = 1) -> None:
        self.n += more
        self.refresh()

    def refresh(self) -> None:
        """Say how far it is if that was not said for a while."""
        now = monotonic()
        if now - self._said >= _EVERY:
            self._said = now
            tqdm.write(self._line(now - self._begun), file=sys.stderr)

    def _line(self, seconds: float) -> str:
        so_far = f"{_clock(seconds)} so far"
        if not self.total:
            return f"{self._what}: {self.n:,}, {so_far}"
        if not self.n:
            return f"{self._what}: 0 of {self.total:,}, {so_far}"
        left = seconds / self.n * (self.total - self.n)
        return f"{self._what}: {self.n:,} of {self.total:,}, about {_clock(left)} left"


@contextmanager
def progress(total: int | None, what: str, *, quiet: bool = False) -> Iterator[Progress | tqdm]:
    """Tell on the error stream how far a piece of work is, be it silent for long itself.

    Args:
        total: How many there are; None where nobody knows yet.
        what: What is counted ('articles').
        quiet: Count and tell nothing, as in a notebook whose outputs are kept.
    """
    if not quiet and not sys.stderr.isatty():
        bar = Progress(total, what)
        with _looked_at(bar):
            yield bar
        return
    how = {"delay": _FIRST, "leave": False, "disable": quiet}
    with tqdm(total=total, desc=what, unit="", **how) as bar, _looked_at(bar):
        yield bar


@contextmanager
def _looked_at(bar: Progress | tqdm) -> Iterator[None]:
    """Let it speak while the work says nothing: a notebook is executed for a minute."""
    done = threading.Event()

    def look() -> None:
        if not done.wait(_FIRST):
            bar.refresh()
        while not done.wait(_LOOK):
            bar.refresh()

    looking = threading.Thread(target=look, daemon=True)
    if not getattr(bar, "disable", False):
        looking.start()
    try:
        yield
    finally:
        done.set()
        if looking.ident:
            looking.join()


def watched(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, one by one, told as they are done."""
    with progress(len(items), what) as bar:
        for item in items:
            yield item
            bar.update()


def _clock(seconds: float) -> str:
    return tqdm.format_interval(seconds)
