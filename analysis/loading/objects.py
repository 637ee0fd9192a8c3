"""Read JSON and JSON Lines so that one broken line costs no neighbour."""

import json
from collections.abc import Iterator

from analysis.loading.delimited import EXCERPT, Problem, Record, Unreadable

__all__ = ["read_json", "read_json_lines"]


def read_json_lines(text: str, *, first: int = 1) -> Iterator[Record | Problem]:
    """One record per line that holds an object; `first` is the number of the first line."""
    # Only \n ends a line of JSON Lines; splitlines() would also break inside a string.
    for number, line in enumerate(text.split("\n"), first):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as problem:
            yield Problem(number, f"is not JSON ({problem}): write one object a line", line)
            continue
        yield _record(number, values, line)


def read_json(text: str) -> Iterator[Record | Problem]:
    """One record per object of the list that a text is, or that it holds under one of its names.

    Raises:
        Unreadable: where it is no JSON, or holds no list of objects.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as problem:
        # JSON Lines is often saved under .json.
        lines = list(read_json_lines(text))
        if any(isinstance(line, Record) for line in lines):
            yield from lines
            return
        raise Unreadable(f"is not JSON: {problem}") from problem
    if isinstance(whole, dict):
        inside = [value for value in whole.values() if _is_table(value)]
        whole = inside[0] if len(inside) == 1 else [whole]
    if not isinstance(whole, list):
        raise Unreadable("holds no list of articles: write [{...}, {...}]")
    for number, values in enumerate(whole, 1):
        yield _record(number, values, json.dumps(values)[:EXCERPT])


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _record(number: int, values: object, line: str) -> Record | Problem:
    if isinstance(values, dict):
        return Record(number, values)
    return Problem(number, "is no object: write {...} with a body", line)
