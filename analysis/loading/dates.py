"""Read the dates that outlets and aggregators write, relative ones included, as UTC."""

import re
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
    if _EPOCH.fullmatch(text):
        number = int(text.removesuffix(".0"))
        return _utc(pd.Timestamp(number, unit="ms" if number >= 10**11 else "s"))
    if _NO_DAY.fullmatch(text):
        raise ValueError(f"{name} {_short(text)} names no day: write it like 2025-06-23")
    if year := _YEAR.match(text):
        if int(year[0]) < _FIRST_YEAR:
            raise ValueError(f"{name} {_short(text)} lies before there was news: correct the date")
        try:
            return _utc(pd.Timestamp(pd.to_datetime(text, format="ISO8601")))
        except (ValueError, OverflowError):
            pass
    if written := _YEAR_FIRST.match(text):
        try:
            date(*map(int, written.groups()))
        except ValueError as problem:
            raise ValueError(
                f"{name} {_short(text)}: {problem}; the order is year-month-day"
            ) from problem
    settings = dict(_SETTINGS)
    if _RELATIVE.search(text):
        if relative_to is None or relative_to is pd.NaT:
            raise ValueError(
                f"{name} {_short(text)} is relative to a time that nobody gave: say when the "
                "page was saved, `retrieved = 2025-06-23T18:00:00Z` in a .toml file of the same "
                "name beside it"
            )
        settings["RELATIVE_BASE"] = relative_to.tz_convert(None).to_pydatetime()
    if numeric := _NUMERIC.match(text):
        first, second = int(numeric[1]), int(numeric[2])
        if day_first is None and max(first, second) <= 12 and first != second:
            raise ValueError(
                f"{name} {_short(text)} has two readings: write it like 2025-06-23, or say "
                "day_first=True or day_first=False"
            )
        settings["DATE_ORDER"] = "MDY" if second > 12 or day_first is False else "DMY"
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


def _utc(time: pd.Timestamp) -> pd.Timestamp:
    time = time.tz_localize("UTC") if time.tzinfo is None else time.tz_convert("UTC")
    if not _FIRST_YEAR <= time.year <= 9999:  # nothing prints it
        raise OverflowError(f"year {time.year} is no year of news")
    return time.as_unit("us")


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
