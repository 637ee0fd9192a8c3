"""Rows of estimates as values of the page, and the axes that pictures share."""

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.publishing.page.parts import Line, Value
from analysis.publishing.page.words import listed, strong

__all__ = ["ACTORS", "OUTLETS", "having_interval", "likeliest", "limit", "named", "value"]

ACTORS = 10  # that a page speaks of: those named most often
OUTLETS = 8  # that a grid has room for: those with most articles


def value(
    row: Mapping, *, unit: str = "polarity", middle: float = 0.0, of: str = "mention"
) -> Value:
    """The `Value` of a row of a framing table."""
    return Value(
        estimate=row["estimate"],
        low=row["low"],
        high=row["high"],
        n=int(row["n_mentions"]),
        articles=int(row["n_articles"]),
        small=bool(row["small"]),
        unit=unit,
        middle=middle,
        of=of,
    )


def having_interval(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that have an interval: what one article tells is not drawn beside what many do.

    All of them where none has one.
    """
    known = table["low"].notna() & table["high"].notna()
    return table[known] if known.any() else table


def limit(lines: Iterable[Line], *, least: float = 0.5, most: float = 1.0) -> float:
    """Half the width of an axis around 0: quarters, wide enough for all that is not small."""
    ends = [
        abs(end)
        for line in lines
        if not line.value.small
        for end in (line.value.estimate, line.value.low, line.value.high)
        if pd.notna(end)
    ]
    return min(most, max(least, math.ceil(4 * max(ends, default=0)) / 4))


def likeliest(values: list[Value]) -> bool:
    """Whether the first value's interval lies above those of all others: it may be called most."""
    first, *others = values
    if pd.isna(first.low):
        return False
    return all(pd.notna(each.high) and first.low > each.high for each in others)


def named(lines: list[Line], *, most: int = 3) -> object:
    """'**Iran** (−0.21) and **Russia** (−0.10)': labels with their figures, for a sentence."""
    return listed([strong(line.label) + f" ({line.value.said})" for line in lines[:most]])
