"""Does a scorer agree with the coders? Confusion and error, weighted to the corpus."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd

from analysis.measuring import effective_number, resamples, spread
from analysis.schema import require
from analysis.validating.agreement import CLASSES
from analysis.validating.items import SheetError

__all__ = ["confusion_by", "errors_by", "join_labels", "to_class"]

# Where no other is given: VADER's authors' own bounds, and the third parts of the scale.
THRESHOLDS: dict[str, tuple[float, float]] = {
    "vader": (-0.05, 0.05),
    "textblob": (-0.05, 0.05),
    "other": (-1 / 3, 1 / 3),
}
ERRORS = ["n_labelled", "n_articles", "accuracy", "accuracy_low", "accuracy_high"]
ERRORS += ["macro_f1", "macro_f1_low", "macro_f1_high", "bias", "bias_low", "bias_high", "small"]


def to_class(
    scored: pd.DataFrame, *, thresholds: Mapping[str, tuple[float, float]] | None = None
) -> pd.Series:
    """The class that each score stands for: -1 below the lower threshold, 1 above the upper.

    Args:
        scored: With `polarity`, `scored_by`, and perhaps `p_negative`, `p_neutral`, `p_positive`:
            where these are known and the scorer has no threshold, the likeliest class is taken.
        thresholds: (lower, upper) by name of scorer; fitted on other labels than these, for
            otherwise agreement is flattered.

    Returns:
        -1, 0, 1 on the index of `scored` (float; NaN where there is no polarity).
    """
    require(scored, ["polarity", "scored_by"], made_by="scoring.add_polarity")
    bounds = {**THRESHOLDS, **(thresholds or {})}
    pairs = [bounds.get(name, bounds["other"]) for name in scored["scored_by"]]
    low, high = np.array(pairs, dtype=float).reshape(-1, 2).T
    polarity = scored["polarity"].to_numpy(dtype=float)
    classes = np.where(polarity < low, -1.0, np.where(polarity > high, 1.0, 0.0))
    parts = ["p_negative", "p_neutral", "p_positive"]
    if set(parts) <= set(scored.columns):
        chances = scored[parts].to_numpy(dtype=float)
        fitted = ~np.isnan(chances).any(axis=1) & ~scored["scored_by"].isin([*bounds]).to_numpy()
        classes[fitted] = chances[fitted].argmax(axis=1) - 1.0
    classes[np.isnan(polarity)] = np.nan
    return pd.Series(classes, index=scored.index, name="predicted")


def join_labels(scored: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """The labelled mentions with their label and its weight, one row per mention and scorer.

    Raises:
        SheetError: if an item has several labels (`adjudicate` first), or no label is of these
            mentions.
    """
    require(scored, ["item", "article_id"], made_by="validating.add_items")
    require(labels, ["item", "label"], made_by="validating.read_sheets")
    known = labels.dropna(subset=["label"])
    if known["item"].duplicated().any():
        raise SheetError("an item has labels of several coders: adjudicate(labels) first")
    chance = known["probability"] if "probability" in known else pd.Series(1.0, known.index)
    known = known[["item", "label"]].assign(weight=1 / chance.fillna(1.0))
    joined = scored.drop(columns=["label", "weight"], errors="ignore").merge(known, on="item")
    if len(known) and len(scored) and joined.empty:
        raise SheetError(
            "none of the labels belongs to these mentions: was the sheet drawn from other tables?"
        )
    return joined


def confusion_by(
    scored: pd.DataFrame,
    labels: pd.DataFrame,
    by: str | list[str] | None = "scored_by",
    *,
    thresholds: Mapping[str, tuple[float, float]] | None = None,
) -> pd.DataFrame:
    """How often each label met each class of a scorer.

    Args:
        scored: Mentions with `item`, `polarity`, `scored_by`; those of several scorers on top of
            one another (`pd.concat`).
        labels: One row per item (`adjudicate`).
        by: Columns that make the groups.
        thresholds: See `to_class`.

    Returns:
        Nine rows per group: `by`, `label`, `predicted` (-1, 0, 1), `n`, `share` (of the label's n;
        NaN where it has none). Counts are of the sheet, not weighted to the corpus.
    """
    by = [by] if isinstance(by, str) else list(by or [])
    joined = _judged(scored, labels, by, thresholds)
    if not by:
        joined, by = joined.assign(all_=""), ["all_"]
    columns = [*by, "label", "predicted", "n", "share"]
    tables = []
    for name, group in joined.groupby(by, dropna=False, sort=True, observed=True):
        grid = _grid(group["label"], group["predicted"])
        table = pd.DataFrame(product(CLASSES, CLASSES), columns=["label", "predicted"])
        table["n"] = grid.ravel().astype(int)
        totals = grid.sum(axis=1).repeat(3)
        table["share"] = np.divide(grid.ravel(), totals, where=totals > 0, out=np.full(9, np.nan))
        tables.append(table.assign(**dict(zip(by, name, strict=True)))[columns])
    empty = pd.DataFrame(columns=columns).astype({"n": "int64", "share": float})
    return (pd.concat(tables, ignore_index=True) if tables else empty).drop(
        columns="all_", errors="ignore"
    )


def errors_by(
    scored: pd.DataFrame,
    labels: pd.DataFrame,
    by: str | list[str] = "scored_by",
    *,
    thresholds: Mapping[str, tuple[float, float]] | None = None,
    n_boot: int = 2000,
    seed: int = 0,
    level: float = 0.95,
    small: int = 10,
) -> pd.DataFrame:
    """How well each scorer agrees with the labels, by scorer, actor, outlet, voice.

    Weighted by the chance of each item to be drawn, so that figures are of the corpus and not of
    the sheet. Intervals resample whole articles, as those of `framing_by` do.

    Args:
        scored, labels, thresholds: See `confusion_by`.
        by: Columns that make the groups, say `["scored_by", "actor"]`.
        n_boot, seed, level: See `framing_by`.
        small: Groups of fewer labels than this are flagged.

    Returns:
        One row per group: `by`, `n_labelled`, `n_articles`; `accuracy` [0, 1]; `macro_f1` [0, 1]
        (mean over the classes that occur as label or prediction); `bias` [-2, 2] (mean class of
        the scorer less mean label: above 0 it is kinder than the coders); each with `_low`,
        `_high` (NaN with one article); `small` (bool).
    """
    by = [by] if isinstance(by, str) else list(by)
    joined = _judged(scored, labels, by, thresholds)
    rows = []
    for name, group in joined.groupby(by, dropna=False, sort=True, observed=True):
        grids = np.stack(
            [
                _grid(part["label"], part["predicted"], part["weight"])
                for _, part in group.groupby("article_id", sort=True)
            ]
        )
        figures = _figures(grids.sum(axis=0)[None])[0]
        n = len(grids)
        row = [*name, len(group), n]
        drawn = None
        if n > 1:
            draws = resamples(n, n_boot, seed).astype(float)
            drawn = _figures((draws @ grids.reshape(n, 9)).reshape(-1, 3, 3)) - figures
            df = effective_number(grids.sum(axis=(1, 2))) - 1
            options = {"df": df, "inflate": np.sqrt((df + 1) / df), "level": level}
        for at, (least, most) in enumerate([(0, 1), (0, 1), (-2, 2)]):
            low = high = np.nan
            if drawn is not None:
                low, high = (figures[at] + end for end in spread(drawn[:, at], **options))
            row += [figures[at], max(low, least), min(high, most)]
        rows.append([*row, len(group) < small])
    table = pd.DataFrame(rows, columns=[*by, *ERRORS])
    kinds = dict.fromkeys(ERRORS, float) | {"small": bool}
    kinds |= dict.fromkeys(["n_labelled", "n_articles"], "int64")
    return table.astype(kinds | {c: joined[c].dtype for c in by})


def _judged(
    scored: pd.DataFrame,
    labels: pd.DataFrame,
    by: list[str],
    thresholds: dict[str, tuple[float, float]] | None,
) -> pd.DataFrame:
    require(scored, ["polarity", "scored_by", *by], made_by="scoring.add_polarity")
    joined = join_labels(scored, labels)
    joined["predicted"] = to_class(joined, thresholds=thresholds)
    return joined.dropna(subset=["predicted"])


def _grid(labels: pd.Series, predicted: pd.Series, weight: pd.Series | None = None) -> np.ndarray:
    """Labels by predictions."""
    grid = np.zeros((3, 3))
    at = (labels.to_numpy(dtype=int) + 1, predicted.to_numpy(dtype=int) + 1)
    np.add.at(grid, at, 1.0 if weight is None else weight.to_numpy(dtype=float))
    return grid


def _figures(grids: np.ndarray) -> np.ndarray:
    """Accuracy, macro-F1 and bias of each of many grids."""
    total = grids.sum(axis=(1, 2))
    right = np.diagonal(grids, axis1=1, axis2=2)
    seen = grids.sum(axis=1) + grids.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        f1 = np.nanmean(np.where(seen > 0, 2 * right / seen, np.nan), axis=1)
    values = np.array(CLASSES, dtype=float)
    bias = grids.sum(axis=1) @ values - grids.sum(axis=2) @ values
    return np.column_stack([right.sum(axis=1) / total, f1, bias / total])
