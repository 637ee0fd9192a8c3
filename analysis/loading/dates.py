"""Read the dates that outlets and aggregators write, relative ones included, as UTC."""

import re
from contextlib import suppress
from datetime import date

import dateparser
import pandas as pd

__all__ = ["EMPTY", "parse_date"]

_RELATIVE = re.compile(r"\bago\b|\b(?:today|yesterday|just now)\b", re.IGNORECASE)
_NO_DAY = re.compile(r"\d{4}(?:-\d{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\b")
_YEAR = re.compile(r"\d{4}(?=-|\d{4}(?!\d))")
_FIRST_YEAR = 1600
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0)?")
_SETTINGS = {
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "PREFER_DATES_FROM": "past",
    # 'June' or '12' alone would be filled up with today's day, month and year.
    "REQUIRE_PARTS": ["day", "month", "year"],
}
EMPTY = frozenset({"", "nan", "nat", "none", "null", "<na>", "n/a", "-"})


def parse_date(
    value: object,
    *,
    relative_to: pd.Timestamp | None = None,
    day_first: bool | None = None,
    name: str = "published",
) -> pd.Timestamp:
    """One date as a UTC timestamp; midnight where only a day is given, UTC where no zone is.

    Args:
        value: A timestamp or text: ISO 8601, '23 June 2025', 'June 23, 2025, 6pm', seconds or
            milliseconds since 1970, '8 hours ago', 'yesterday'.
        relative_to: The time that '8 hours ago' counts from.
        day_first: How to read 06/07/2025; None refuses such a date, as either reading may be wrong.
        name: What errors call the value.

    Returns:
        The time, or NaT where `value` is empty.

    Raises:
        ValueError: saying what is wrong with the value and how to write it.
    """
    if value is None or value is pd.NaT or str(value).strip().lower() in EMPTY:
        return pd.NaT
    text = str(value).strip()
    found = _epoch(text)
    if found is None:
        found = _iso(text, name=name)
    if found is None:
        found = _in_words(text, relative_to=relative_to, day_first=day_first, name=name)
    return found


def _epoch(text: str) -> pd.Timestamp | None:
    """Seconds or milliseconds since 1970; None for anything else."""
    if not _EPOCH.fullmatch(text):
        return None
    number = int(text.removesuffix(".0"))
    return _utc(pd.Timestamp(number, unit="ms" if number >= 10**11 else "s"))


def _iso(text: str, *, name: str) -> pd.Timestamp | None:
    """A date as ISO 8601 writes it; None where it is not written so."""
    if _NO_DAY.fullmatch(text):
        raise ValueError(f"{name} {_short(text)} names no day: write it like 2025-06-23")
    year = _YEAR.match(text)
    if year and int(year[0]) < _FIRST_YEAR:
        raise ValueError(f"{name} {_short(text)} lies before there was news: correct the date")
    with suppress(ValueError, OverflowError):
        return _utc(pd.Timestamp(pd.to_datetime(text, format="ISO8601"))) if year else None
    if written := _YEAR_FIRST.match(text):
        try:
            date(*map(int, written.groups()))
        except ValueError as problem:
            raise ValueError(
                f"{name} {_short(text)}: {problem}; the order is year-month-day"
            ) from problem
    return None


def _in_words(
    text: str, *, relative_to: pd.Timestamp | None, day_first: bool | None, name: str
) -> pd.Timestamp:
    """'23 June 2025', '06/23/2025', '8 hours ago'."""
    settings = {
        **_SETTINGS,
        **_base(text, relative_to=relative_to, name=name),
        **_order(text, day_first=day_first, name=name),
    }
    try:
        found = dateparser.parse(text[:80], languages=["en"], settings=settings)
    except (ValueError, OverflowError, TypeError):
        found = None
    if found is None or len(text) > 80:
        raise ValueError(
            f"{name} {_short(text)} is not a date: write it like 2025-06-23, or leave it empty"
        )
    try:
        return _utc(pd.Timestamp(found))
    except (ValueError, OverflowError) as problem:
        raise ValueError(f"{name} {_short(text)} is at the end of the calendar") from problem


def _base(text: str, *, relative_to: pd.Timestamp | None, name: str) -> dict:
    """What 'ago' counts from, as a setting of dateparser; none where nothing is counted."""
    if not _RELATIVE.search(text):
        return {}
    if relative_to is None or relative_to is pd.NaT:
        raise ValueError(
            f"{name} {_short(text)} is relative to a time that nobody gave: say when the "
            "page was saved, `retrieved = 2025-06-23T18:00:00Z` in a .toml file of the same "
            "name beside it"
        )
    return {"RELATIVE_BASE": relative_to.tz_convert(None).to_pydatetime()}


def _order(text: str, *, day_first: bool | None, name: str) -> dict:
    """Whether the day or the month comes first, as a setting of dateparser."""
    numeric = _NUMERIC.match(text)
    if not numeric:
        return {}
    first, second = int(numeric[1]), int(numeric[2])
    if day_first is None and max(first, second) <= 12 and first != second:
        raise ValueError(
            f"{name} {_short(text)} has two readings: write it like 2025-06-23, or say "
            "day_first=True or day_first=False"
        )
    return {"DATE_ORDER": "MDY" if second > 12 or day_first is False else "DMY"}


def _utc(time: pd.Timestamp) -> pd.Timestamp:
    time = time.tz_localize("UTC") if time.tzinfo is None else time.tz_convert("UTC")
    if not _FIRST_YEAR <= time.year <= 9999:  # nothing prints it
        raise OverflowError(f"year {time.year} is no year of news")
    return time.as_unit("us")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
