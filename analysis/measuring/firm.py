"""Which rows of a table of estimates can carry a sentence: enough behind them, and off zero."""

import pandas as pd

from analysis.schema import require

__all__ = ["firm"]


def firm(table: pd.DataFrame, *, middle: float = 0.0) -> pd.DataFrame:
    """The rows that are not small and whose interval lies off the middle, as far as there are any.

    Where no interval does, those that are not small; where all are small, those with most mentions
    behind them: so there is always a row to look at, and its interval says how far to trust it.

    Args:
        table: As a `*_by` function gives it: `estimate`, `low`, `high`, `small`, `n_mentions`.
        middle: What says nothing: 0 for polarity and differences.

    Raises:
        MissingColumn: naming the column and its maker.
    """
    columns = ["estimate", "low", "high", "small", "n_mentions"]
    require(table, columns, made_by="measuring.framing_by")
    enough = table[~table["small"] & table["estimate"].notna()]
    off = enough[(enough["low"] > middle) | (enough["high"] < middle)]
    told = table[table["estimate"].notna()]
    most = told[told["n_mentions"] == told["n_mentions"].max()]
    return next((rows for rows in (off, enough) if len(rows)), most)
