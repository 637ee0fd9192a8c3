"""Which rows of a table of estimates can carry a sentence: enough behind them, and off zero."""

import pandas as pd

from analysis.schema import require

__all__ = ["firm", "span"]


def firm(table: pd.DataFrame, *, middle: float = 0.0) -> pd.DataFrame:
    """The rows that are not small and whose interval lies off the middle, as far as there are any.

    Where no interval does, those that are not small; where all are small, all of them: so there is
    always a row to look at, and its interval says how far to trust it.

    Args:
        table: As a `*_by` function gives it: `estimate`, `low`, `high`, `small`.
        middle: What says nothing: 0 for polarity and differences.

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(table, ["estimate", "low", "high", "small"], made_by="measuring.framing_by")
    enough = table[~table["small"] & table["estimate"].notna()]
    off = enough[(enough["low"] > middle) | (enough["high"] < middle)]
    return next((rows for rows in (off, enough) if len(rows)), table[table["estimate"].notna()])


def span(low: float, high: float, form: str = "{:+.2f}") -> str:
    """An interval as a sentence has it: '95 % interval -0.10 to +0.12', or that there is none."""
    if pd.isna(low) or pd.isna(high):
        return "too few articles for an interval"
    return f"95 % interval {form.format(low)} to {form.format(high)}"
