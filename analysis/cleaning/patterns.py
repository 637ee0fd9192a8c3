"""Read the patterns of furniture that an analyst edits, data/furniture.csv."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.lexicons import DataFile, data_file, read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["Patterns", "read_patterns"]

_PLACES = ("line", "line end", "inline", "opening", "tail", "define")
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")
_ESCAPED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")


class Patterns(NamedTuple):
    """Compiled patterns: alternatives of a line in one expression, the others one by one."""

    line: re.Pattern | None
    line_kinds: list[str]
    tail: list[tuple[re.Pattern, str]]
    opening: list[tuple[re.Pattern, str]]
    inline: list[tuple[re.Pattern, str]]  # `line end` among them


def read_patterns(
    path: str | Path | DataFile = DATA / "furniture.csv", *, own: DataFile | None = None
) -> Patterns:
    """Patterns of furniture from a file like data/furniture.csv, which says what its columns mean.

    Args:
        path: The file.
        own: Somebody's own patterns, which come after those and may use what they define.

    Raises:
        LexiconError: naming file and line of a pattern that does not compile, could take more
            than linear time (unbounded repetition), captures a group or matches nothing, of an
            unknown place, or of a <NAME> that no earlier line defines.
    """
    return _compiled(data_file(path), own)


@lru_cache(maxsize=8)
def _compiled(shipped: DataFile, own: DataFile | None) -> Patterns:
    names: dict[str, str] = {}
    found: dict[str, list[tuple[str, str]]] = {place: [] for place in _PLACES}
    rows = [
        (row, _failure(file, row.line))
        for file in (shipped, own)
        if file is not None
        for row in read_lexicon(file, columns=["kind", "where", "pattern"]).itertuples()
    ]
    for row, fail in rows:
        if row.where not in _PLACES:
            raise fail(f"where is {row.where!r}, must be one of {', '.join(_PLACES)}")
        pattern = re.sub(r"<([A-Z]{2,})>", lambda name: names.get(name[1], name[0]), row.pattern)
        if missing := re.search(r"(?<!\?P)(?<!\?)<[A-Z]{2,}>", pattern):
            raise fail(f"{missing[0]} is not defined above")
        if pattern.startswith("(?i)"):
            pattern = f"(?i:{pattern[4:]})"
        try:
            compiled = re.compile(pattern)
        except re.error as problem:
            raise fail(f"is no regular expression: {problem}") from problem
        if compiled.groups:
            raise fail("has a capturing group: write (?:...) for (...)")
        if _UNBOUNDED.search(_ESCAPED.sub("", pattern)):
            raise fail("repeats without bound: write {0,80} for * and {1,80} for +")
        if row.where != "define" and compiled.match(""):
            raise fail("matches nothing at all: make a part of it obligatory")
        if row.where == "define":
            names[row.kind] = f"(?:{pattern})"
        else:
            found[row.where].append((pattern, row.kind))
    line = "|".join(f"({pattern})" for pattern, _ in found["line"])
    return Patterns(
        re.compile(line) if line else None,
        [kind for _, kind in found["line"]],
        [(re.compile(pattern), kind) for pattern, kind in found["tail"]],
        [(re.compile(pattern), kind) for pattern, kind in found["opening"]],
        [(re.compile(pattern), kind) for pattern, kind in found["inline"]]
        + [
            (re.compile(rf"(?:{pattern})(?=[ \t]{{0,20}}$)", re.MULTILINE), kind)
            for pattern, kind in found["line end"]
        ],
    )


def _failure(file: DataFile, line: int) -> Callable[[str], LexiconError]:
    return lambda problem: LexiconError(f"{file.name} line {line}: {problem}")
