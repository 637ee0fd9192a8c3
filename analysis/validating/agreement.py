"""Do coders agree with one another? Alpha with its interval, and one label of several."""

import warnings

import krippendorff
import numpy as np
import pandas as pd

from analysis.measuring import resamples, spread
from analysis.schema import SputlinkError, require
from analysis.validating.items import SheetError

__all__ = ["CLASSES", "NoOverlap", "adjudicate", "alpha_by"]

CLASSES = (-1, 0, 1)
ALPHA = ["alpha", "low", "high", "n_items", "n_coders", "n_labels", "n_unclear", "level"]


class NoOverlap(SheetError):
    """No item was labelled by two coders, so nothing can be said of their agreement."""


def alpha_by(
    labels: pd.DataFrame,
    by: str | list[str] | None = None,
    *,
    level: str = "ordinal",
    n_boot: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Krippendorff's alpha between coders, with a bootstrap interval over items.

    1 is perfect agreement, 0 what chance would give, below 0 systematic disagreement. By custom,
    .8 is reliable and .667 the least for tentative conclusions (Krippendorff 2004). Where nearly
    all labels are the same, alpha is low or undefined (NaN) although coders agree.

    Args:
        labels: As `read_sheets` gives them: `item`, `coder`, `label` (NaN: unclear, left out).
        by: Columns of `labels` that make groups; None for all items together.
        level: "ordinal" (the sides lie further apart than the middle) or "nominal".
        n_boot: Number of resamples.
        seed: Seed of the resamples.
        confidence: Nominal coverage of the interval.

    Returns:
        One row per group: `by`, `alpha`, `low`, `high`, `n_items` (with two labels or more),
        `n_coders`, `n_labels` (on those items), `n_unclear` (of all labels), `level`. A group
        without such items has NaN.

    Raises:
        NoOverlap: if no item at all has labels of two coders.
        SputlinkError: for an unknown level.

    References:
        Krippendorff 2004, 'Content Analysis'; the library `krippendorff` (Castro 2017).
    """
    if level not in ("ordinal", "nominal"):
        raise SputlinkError(f"level is 'ordinal' or 'nominal', not {level!r}")
    by = [by] if isinstance(by, str) else list(by or [])
    require(labels, ["item", "coder", "label", *by], made_by="validating.read_sheets")
    coders = labels.groupby("item")["coder"].nunique()
    if not (coders > 1).any():
        names = ", ".join(sorted(labels["coder"].unique())) or "nobody"
        raise NoOverlap(f"no item was labelled by two coders (coders: {names}): give them the same")
    groups = labels.groupby(by, dropna=False) if by else [((), labels)]
    rows = []
    for name, group in groups:
        options = {"level": level, "n_boot": n_boot, "seed": seed, "confidence": confidence}
        rows.append([*name, *_alpha(group, **options)])
    table = pd.DataFrame(rows, columns=[*by, *ALPHA])
    return table.astype(dict.fromkeys(["alpha", "low", "high"], float) | {"level": "str"})


def _alpha(labels: pd.DataFrame, *, level: str, n_boot: int, seed: int, confidence: float) -> list:
    known = labels.dropna(subset=["label"])
    counts = _counts(known["item"], known["label"])
    counts = counts[counts.sum(axis=1) > 1]
    estimate = _alpha_of(counts, level)
    low = high = np.nan
    if len(counts) > 1 and not np.isnan(estimate):
        draws = resamples(len(counts), n_boot, seed).astype(int)
        found = np.array([_alpha_of(np.repeat(counts, draw, axis=0), level) for draw in draws])
        found = found[~np.isnan(found)] - estimate
        if found.size:
            n = len(counts)
            ends = spread(found, df=n - 1, inflate=np.sqrt(n / (n - 1)), level=confidence)
            low, high = (estimate + end for end in ends)
    n_coders, n_labels = known["coder"].nunique(), int(counts.sum())
    n_unclear = int(labels["label"].isna().sum())
    high = min(high, 1.0)
    return [estimate, low, high, len(counts), n_coders, n_labels, n_unclear, level]


def _counts(items: pd.Series, values: pd.Series) -> np.ndarray:
    table = pd.crosstab(items, values).reindex(columns=CLASSES, fill_value=0)
    return table.to_numpy(dtype=int)


def _alpha_of(counts: np.ndarray, level: str) -> float:
    if len(counts) == 0 or (counts.sum(axis=0) > 0).sum() < 2:
        return np.nan  # one value only: no disagreement could have been expected
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return float(
            krippendorff.alpha(
                value_counts=counts, value_domain=CLASSES, level_of_measurement=level
            )
        )


def adjudicate(labels: pd.DataFrame, *, coders: list[str] | None = None) -> pd.DataFrame:
    """One label per item: what most coders say; a tie is unclear, and all coders count the same.

    Labels 'unclear' vote too: two of three coders who cannot tell make an item unclear.

    Args:
        labels: One row per item and coder (`read_sheets`).
        coders: Whose labels count; None for all. A second pass of one coder measures her
            steadiness and should not vote.

    Returns:
        One row per item, sorted: `item`, `label` (-1, 0, 1; NaN if unclear or tied), `n_coders`,
        `agreed` (all said the same), and `stratum`, `n_stratum`, `probability` as they were.
    """
    require(labels, ["item", "coder", "label"], made_by="validating.read_sheets")
    chosen = labels if coders is None else labels[labels["coder"].isin(coders)]
    votes = chosen.assign(vote=chosen["label"].fillna(9.0))
    counts = pd.crosstab(votes["item"], votes["vote"])
    top = counts.max(axis=1)
    winner = counts.idxmax(axis=1) if len(counts) else pd.Series(dtype=float)
    tied = counts.eq(top, axis=0).sum(axis=1) > 1
    table = pd.DataFrame(
        {
            "label": winner.where(~tied & (winner != 9.0)).astype(float),
            "n_coders": counts.sum(axis=1).astype("int64"),
            "agreed": (top == counts.sum(axis=1)).astype(bool),
        }
    )
    design = [c for c in ("stratum", "n_stratum", "probability") if c in labels]
    kept = chosen.drop_duplicates("item").set_index("item")[design]
    table = table.join(kept).rename_axis("item").reset_index()
    return table.astype({"item": "str"})
