"""Framing figures, corrected by what labels say of a scorer's error, with an interval."""

import numpy as np
import pandas as pd

from analysis.measuring import framing_by
from analysis.schema import SputlinkError, require
from analysis.validating.items import SheetError
from analysis.validating.rectify import Group
from analysis.validating.scorer_errors import join_labels

__all__ = ["COLUMNS", "corrected_by"]

ABOUT = ("articles like these", "these articles")
COLUMNS = ["n_labelled", "n_mentions", "n_articles", "naive", "naive_low", "naive_high"]
COLUMNS += ["estimate", "low", "high", "labels_to_halve", "small", "rectified_by", "tuning"]
COLUMNS += ["measure", "about"]


def corrected_by(
    mentions: pd.DataFrame,
    labels: pd.DataFrame,
    by: str | list[str] = "actor",
    *,
    measure: str = "polarity",
    about: str = "articles like these",
    tuning: float | None = None,
    min_labels: int = 10,
    min_articles: int = 4,
    level: float = 0.95,
    n_boot: int = 2000,
    seed: int = 0,
    cluster: str | None = None,
) -> pd.DataFrame:
    """Mean label of each group, estimated from all scores and corrected by the labelled ones.

    The figure wanted is the mean human label (-1, 0, 1) over all mentions of a group, as if
    coders had read them all. The scores of all mentions are averaged, and the mean error that
    labels show is added: prediction-powered inference. However wrong the scorer, the corrected
    figure aims at the right one; a good scorer makes the interval shorter. Labels count by the
    chance they were drawn with, and mentions of one article are not taken as independent.

    Args:
        mentions: All scored mentions, with `item` (`add_items`), the columns of `by`, the measure.
        labels: One row per item (`adjudicate`), with `probability` and `stratum` where the sheet
            had a key; without, the labelled are taken as drawn simply at random. 'unclear' is left
            out: the estimate is of mentions that a reader can judge.
        by: Column or columns that make the groups.
        measure: The score; its scale may differ from that of the labels.
        about: "articles like these": the interval holds the chance of these articles and of these
            labels, as that of `framing_by` does. "these articles": of the labels alone; once all
            mentions are labelled, it has no width.
        tuning: How much of the score is used: 0 none (labels only), 1 all. By default the value
            that makes the intervals shortest, one for all groups (power tuning).
        min_labels, min_articles: Groups with fewer labels, or labels in fewer articles, are small:
            they are corrected by the mean error of all groups, which may not be theirs, and get no
            interval.
        level, n_boot, seed, cluster: See `framing_by`, from which the naive estimate is.

    Returns:
        One row per group, sorted by `by`: `by`, `n_labelled`, `n_mentions`, `n_articles`; `naive`,
        `naive_low`, `naive_high` (unit of the measure); `estimate`, `low`, `high` (mean label,
        [-1, 1]); `labels_to_halve` (roughly how many more labels would halve the interval; missing
        where no number would: more articles are needed, or it is small); `small`; `rectified_by`
        ("group", "all", or "none": no label at all, no estimate); `tuning`; `measure`; `about`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SheetError: if labels are of other mentions, outside [-1, 1], or several for one item.
        SputlinkError: for an unknown `about`.

    References:
        Angelopoulos, Bates, Fannjiang, Jordan, Zrnic 2023, 'Prediction-powered inference', Science
        382; Angelopoulos, Duchi, Zrnic 2023, 'PPI++'. Särndal, Swensson, Wretman 1992, ch. 5 to 7
        (difference and ratio estimators, domains, linearised variance).
    """
    if about not in ABOUT:
        raise SputlinkError(f"about is {ABOUT[0]!r} or {ABOUT[1]!r}, not {about!r}")
    by = [by] if isinstance(by, str) else list(by)
    require(mentions, ["item"], made_by="validating.add_items")
    options = {"measure": measure, "n_boot": n_boot, "seed": seed, "cluster": cluster}
    naive = framing_by(mentions, by, level=level, **options)
    join_labels(mentions.head(0) if labels.empty else mentions, labels)  # raises if they mismatch
    values = labels["label"].dropna()
    if not values.between(-1, 1).all():
        raise SheetError(f"a label is {values[~values.between(-1, 1)].iloc[0]}: outside [-1, 1]")
    rows = _with_labels(mentions, labels, measure, cluster or "article_id")
    sizes = _design(labels, len(rows))
    grouped = rows.groupby(by, sort=True, dropna=False, observed=True)
    groups = [Group(group, sizes, such=about == ABOUT[0]) for _, group in grouped]
    enough = [g for g in groups if g.n_labelled >= min_labels and g.n_coded >= min_articles]
    weight = _tuning(enough) if tuning is None else float(tuning)
    everyone = Group(rows, sizes, such=about == ABOUT[0])
    common = everyone.variance_of_error(weight)
    spreads = {id(g): g.variances(weight, common) for g in enough}
    # What is left when all is labelled is known badly from one group's few labels: pooled.
    left = sum(all_ - drawn for all_, drawn in spreads.values())
    alone = sum(group.variance_of_error(0) / group.n for group in enough)
    articles = max(1.0, left / alone) if about == ABOUT[0] and alone else 0.0
    figures = []
    for group in groups:
        if not everyone.n_labelled:
            figure = [np.nan, np.nan, np.nan, pd.NA, True, "none"]
        elif id(group) in spreads:
            variance, drawn = spreads[id(group)]
            more = group.to_halve(drawn, articles)
            figure = [*group.interval(weight, level, variance), more, False, "group"]
        else:
            shifted = weight * group.mean_score + everyone.error(weight)
            figure = [float(np.clip(shifted, -1, 1)), np.nan, np.nan, pd.NA, True, "all"]
        figures.append([group.n_labelled, *figure])
    names = ["n_labelled", "estimate", "low", "high", "labels_to_halve", "small", "rectified_by"]
    table = naive.rename(columns={"estimate": "naive", "low": "naive_low", "high": "naive_high"})
    table = table.drop(columns="small").join(pd.DataFrame(figures, columns=names))
    table = table.assign(tuning=weight, measure=measure, about=about)[[*by, *COLUMNS]]
    kinds = {"n_labelled": "int64", "labels_to_halve": "Int64", "small": "bool"}
    kinds |= dict.fromkeys(["estimate", "low", "high"], "float64")
    return table.astype(kinds | dict.fromkeys(["rectified_by", "measure", "about"], "str"))


def _with_labels(
    mentions: pd.DataFrame, labels: pd.DataFrame, measure: str, block: str
) -> pd.DataFrame:
    """All mentions that have a score, with label (NaN: not read or unclear), weight, stratum."""
    known = labels.dropna(subset=["label"]).drop_duplicates("item").set_index("item")
    chance = known.get("probability", pd.Series(1.0, known.index)).fillna(1.0)
    stratum = known.get("stratum", pd.Series("", known.index)).fillna("")
    rows = mentions.drop(columns=["label", "weight", "stratum"], errors="ignore").assign(
        block=mentions[block],
        score=pd.to_numeric(mentions[measure]).astype(float),
        label=mentions["item"].map(known["label"]).astype(float),
        weight=mentions["item"].map(1 / chance).astype(float),
        stratum=mentions["item"].map(stratum),
    )
    return rows[rows["score"].notna()]


def _design(labels: pd.DataFrame, n: int) -> pd.DataFrame:
    """How many items of each stratum were read, and how many there are."""
    stratum = labels.get("stratum", pd.Series("", labels.index)).fillna("")
    total = labels.get("n_stratum", pd.Series(np.nan, labels.index)).astype(float).fillna(n)
    table = pd.DataFrame({"stratum": stratum, "total": total})
    return table.groupby("stratum")["total"].agg(read="size", total="max")


def _tuning(groups: list[Group]) -> float:
    """The tuning that makes the sum of the groups' variances least; never below 0."""
    across = sum(float(g.parts[0] @ g.parts[1]) for g in groups)
    square = sum(float(g.parts[1] @ g.parts[1]) for g in groups)
    return max(0.0, -across / square) if square > 1e-12 else 0.0
