"""How numbers and names are written on the page: for a reader, never as a table has them."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

__all__ = ["count", "day", "listed", "number", "range_of", "strong"]


def number(value: float, unit: str) -> str:
    """'−0.21' of a polarity, '17 %' of a share, '–' where there is none.

    The space before a per cent sign never ends a line.
    """
    if pd.isna(value):
        return "–"
    if unit == "share":
        return (
            "< 1\N{NO-BREAK SPACE}%"
            if 0 < value < 0.005
            else f"{100 * value:.0f}\N{NO-BREAK SPACE}%"
        )
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text


def range_of(low: float, high: float, unit: str) -> str:
    """'−0.30 to −0.12', or why there is no interval."""
    if pd.isna(low) or pd.isna(high):
        return "too few articles for an interval"
    return f"{number(low, unit)} to {number(high, unit)}"


def count(n: int, one: str, many: str = "") -> str:
    """'1 article', '1,204 articles'."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(items: Sequence[str | Markup]) -> Markup:
    """'a', 'a and b', 'a, b and c', each escaped unless it is markup already."""
    if not items:
        return Markup("")
    if len(items) == 1:
        return Markup("{}").format(items[0])
    return Markup(", ").join(items[:-1]) + Markup(" and ") + Markup("{}").format(items[-1])


def strong(text: str) -> Markup:
    """The words that carry a finding, escaped."""
    return Markup("<strong>{}</strong>").format(text)


def day(when: object) -> str:
    """'23 June 2025', 'no date' where there is none."""
    return "no date" if pd.isna(when) else f"{when:%-d %B %Y}"
