"""Which articles and whose words are looked at, whatever is asked of them."""

import datetime as dt
from dataclasses import MISSING, dataclass, fields
from typing import ClassVar

import pandas as pd

from analysis.measuring import add_period
from analysis.schema import SputlinkError, require

__all__ = ["Scope", "arguments", "grouped", "within"]

_PERIODS = {"day": "D", "week": "W"}


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Outlets, voice and days to look at, and what to group by.

    Args:
        outlets: Only these; () for all.
        words_of: "all", "outlet" (its own words) or "quoted".
        first: First day, "2025-06-22"; None for no bound. A bound drops articles without a date.
        last: Last day, included.
        by: "outlet", "day", "week", or any column of what is looked at.

    Raises:
        SputlinkError: for an unknown `words_of`, or a day that is none.
    """

    outlets: tuple[str, ...] = ()
    words_of: str = "all"
    first: str | None = None
    last: str | None = None
    by: str = "outlet"

    voices: ClassVar[tuple[str, ...]] = ("all", "outlet", "quoted")

    def __post_init__(self) -> None:
        if self.words_of not in self.voices:
            raise SputlinkError(
                f"words_of is one of {', '.join(self.voices)}, not {self.words_of!r}"
            )
        for name in ("first", "last"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _day(name, value))
        object.__setattr__(self, "outlets", tuple(self.outlets))


def within(rows: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rows (mentions, relations) of the outlets, voice and days that were chosen."""
    require(rows, ["outlet", "published", "words_of"], made_by="pipeline.analyse")
    chosen = pd.Series(True, index=rows.index)
    if scope.outlets:
        chosen &= rows["outlet"].isin(scope.outlets)
    if scope.words_of in ("outlet", "quoted"):
        chosen &= rows["words_of"] == scope.words_of
    if scope.first:
        chosen &= rows["published"] >= pd.Timestamp(scope.first, tz="UTC")
    if scope.last:
        chosen &= rows["published"] < pd.Timestamp(scope.last, tz="UTC") + pd.Timedelta("1D")
    return rows[chosen]


def grouped(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """A copy with the column that it is grouped by: `day` and `week` are made, as text
    ("2025-06-22", "no date"), any other must be there.
    """
    if by not in _PERIODS:
        require(rows, [by], made_by="an add_ function")
        return rows.copy()
    period = add_period(rows, freq=_PERIODS[by])["period"]
    return rows.assign(**{by: period.dt.strftime("%Y-%m-%d").fillna("no date")})


def arguments(scope: Scope) -> list[str]:
    """The arguments that make it, one a line of code, those that are as usual left out."""
    asked = sorted(fields(scope), key=lambda each: each.kw_only)  # what has no usual value first
    return [
        f"    {each.name}={getattr(scope, each.name)!r},"
        for each in asked
        if getattr(scope, each.name) != _usual(each)
    ]


def _usual(each: object) -> object:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _day(name: str, value: dt.date | str) -> str:
    try:
        return f"{pd.Timestamp(value):%Y-%m-%d}"
    except (ValueError, TypeError) as problem:
        raise SputlinkError(f"{name} is a day like 2025-06-22, not {value!r}") from problem
