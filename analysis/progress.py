"""What a long command is at, and how long yet: a bar in a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from tqdm import tqdm

__all__ = ["Progress", "progress", "watched"]

Item = TypeVar("Item")
_EVERY = 10  # seconds between two lines
_FIRST = 2  # a command that is done sooner says nothing


class Progress:
    """Counts what is done; `update` is told how many more."""

    def __init__(self, total: int | None, what: str) -> None:
        self._total, self._what = total, what
        self._done, self._begun = 0, monotonic()
        self._said = self._begun - _EVERY + _FIRST

    def update(self, more: int = 1) -> None:
        self._done += more
        now = monotonic()
        if now - self._said >= _EVERY:
            self._said = now
            tqdm.write(self._line(now - self._begun), file=sys.stderr)

    def _line(self, seconds: float) -> str:
        if not self._total:
            return f"{self._what}: {self._done:,}, {_clock(seconds)} so far"
        left = seconds / max(self._done, 1) * (self._total - self._done)
        return f"{self._what}: {self._done:,} of {self._total:,}, about {_clock(left)} left"


@contextmanager
def progress(total: int | None, what: str, *, quiet: bool = False) -> Iterator[Progress | tqdm]:
    """Tell on the error stream how far a piece of work is.

    Args:
        total: How many there are; None where nobody knows yet.
        what: What is counted ('articles').
        quiet: Count and tell nothing, as in a notebook whose outputs are kept.
    """
    if not quiet and not sys.stderr.isatty():
        yield Progress(total, what)
        return
    with tqdm(total=total, desc=what, unit="", delay=_FIRST, leave=False, disable=quiet) as bar:
        yield bar


def watched(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, one by one, told as they are done."""
    with progress(len(items), what) as bar:
        for item in items:
            yield item
            bar.update()


def _clock(seconds: float) -> str:
    return tqdm.format_interval(seconds)
