"""Do two outlets, voices or actors differ? Difference, interval, test and effect, side by side."""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.measuring.contrast import paired, unpaired
from analysis.measuring.framing import cells_by_article
from analysis.measuring.standard import adjusted
from analysis.schema import REST, SputlinkError, require

__all__ = ["compare", "compare_all"]

COLUMNS = [
    "column",
    "a",
    "b",
    "actor",
    "measure",
    "paired",
    "n_mentions_a",
    "n_mentions_b",
    "n_articles_a",
    "n_articles_b",
    "n_events",
    "estimate_a",
    "estimate_b",
    "difference",
    "low",
    "high",
    "p",
    "effect",
    "words",
]


def compare(
    mentions: pd.DataFrame,
    *,
    a: str,
    b: str | None = None,
    column: str = "outlet",
    actor: str | None = None,
    measure: str = "polarity",
    unit: str = "mention",
    by_event: str | None = None,
    clusters: pd.DataFrame | None = None,
    n_boot: int = 2000,
    n_perm: int = 4999,
    seed: int = 0,
    level: float = 0.95,
) -> pd.DataFrame:
    """How far the measure differs between the mentions of side `a` and of side `b`.

    What is resampled, and what is permuted, is whole articles; articles of one cluster of copies
    go together. Where a cluster (or an article, if `column` differs within articles) stands on
    both sides, its two parts are swapped and not shuffled. With `by_event` only events that both
    sides tell count, each event once: its own difference is resampled, and flipped in sign.

    Args:
        mentions: One row per mention, with `column` and the measure.
        a, b: Values of `column`; without `b`, `a` is set against all others.
        column: What tells the sides apart.
        actor: Only mentions of this actor (default: all).
        measure: Any column of numbers or of 0/1; rows where it is missing are left out.
        unit: "mention" or "article": what counts the same.
        by_event: Column that names the event of each mention's article; see `match_events`.
        clusters: The `cluster_id` of each `article_id`, as the table of articles has it.
        n_boot, n_perm, seed, level: Resamples, permutations, their seed, nominal coverage.

    Returns:
        One row: the question (`column`, `a`, `b`, `actor`, `measure`, `paired`), the counts
        behind it (`n_events` NA unless paired), `estimate_a`, `estimate_b`, `difference` (a - b;
        if paired, mean over events), `low`, `high`, `p` (two-sided permutation test), `effect`
        (Hedges' g over articles, clusters or events), `words`, and `n_constructed` (constructed
        articles on either side) where `mentions` has `constructed`. NaN where a side has fewer than
        two articles, clusters or, if paired, where there are fewer than two events.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SputlinkError: for a side that does not occur in `column`.

    References:
        Janssen 1997 on permuting a studentised difference; Hedges 1981 on g.
    """
    require(mentions, ["article_id", column, measure], made_by="an add_ function")
    if by_event:
        require(mentions, [by_event], made_by="measuring.match_events")
    for side in [a] if b is None else [a, b]:
        if len(mentions) and not mentions[column].eq(side).any():
            known = ", ".join(map(str, mentions[column].dropna().unique()[:8]))
            raise SputlinkError(f"no {column} is {side!r}; there are {known}")
    rows = mentions if actor is None else mentions[mentions["actor"] == actor]
    rows = _sides(rows, column, a, b)
    blocks = _blocks(rows, measure, unit, clusters, by_event)
    options = {"n_boot": n_boot, "n_perm": n_perm, "seed": seed, "level": level}
    found = paired(blocks, **options) if by_event else unpaired(blocks, **options)
    row = {
        "column": column,
        "a": a,
        "b": REST if b is None else b,
        "actor": actor,
        "measure": measure,
        "paired": by_event is not None,
        "n_events": len(blocks) if by_event else None,
        **{
            f"{n}_{side}": int(blocks[(n, side)].sum())
            for n in ("n_mentions", "n_articles")
            for side in "ab"
        },
        **found,
    }
    table = pd.DataFrame([row], columns=COLUMNS[:-1])
    table["words"] = [_words(each) for each in table.to_dict("records")]
    if "constructed" in rows:
        counted = rows[rows["constructed"].eq(True) & rows[measure].notna()]
        if by_event:
            counted = counted[counted[by_event].isin(blocks.index)]
        table["n_constructed"] = counted["article_id"].nunique()
    return table.astype({"n_events": "Int64", "actor": "str", "words": "str"})


def compare_all(
    mentions: pd.DataFrame,
    *,
    column: str = "outlet",
    actors: list[str] | None = None,
    against: str = "rest",
    clusters: pd.DataFrame | None = None,
    correction: str = "holm",
    alpha: float = 0.05,
    **options: object,
) -> pd.DataFrame:
    """Every value of a column against the rest, or against each other, with corrected p values.

    With `clusters` everything is done twice: as published (copies counted as often as they were
    printed, and resampled together), and with the first copy of each cluster only.

    Args:
        mentions: One row per mention, with `column` and the measure.
        column: What tells the sides apart.
        actors: One comparison for each of them (default: one over all mentions).
        against: "rest" (each value against all others) or "each" (all pairs).
        clusters: The `cluster_id` of each `article_id`, as the table of articles has it.
        correction: Any method of statsmodels' `multipletests`: "holm" keeps the chance of any
            false alarm, "fdr_bh" the share of false alarms among the alarms.
        alpha: Corrected p below which a difference is called clear.
        options: Any other option of `compare`.

    Returns:
        One row per comparison and version: the columns of `compare`, then `version`
        ("as published" or "one copy per cluster"), `p_adjusted` (over the comparisons of its
        version). `words` go by the corrected p.
    """
    require(mentions, ["article_id", column], made_by="an add_ function")
    if against not in ("rest", "each"):
        raise SputlinkError(f"against is 'rest' or 'each', not {against!r}")
    values = sorted(mentions[column].dropna().unique())
    pairs = combinations(values, 2) if against == "each" else ((value, None) for value in values)
    questions = [(a, b, actor) for a, b in pairs for actor in actors or [None]]
    versions = {"as published": mentions}
    if clusters is not None:
        first = clusters.loc[clusters["cluster_id"].eq(clusters["article_id"]), "article_id"]
        versions["one copy per cluster"] = mentions[mentions["article_id"].isin(first)]
    tables = []
    for version, rows in versions.items():
        present = set(rows[column].dropna())
        found = [
            compare(rows, a=a, b=b, column=column, actor=actor, clusters=clusters, **options)
            for a, b, actor in questions
            if a in present and (b is None or b in present)
        ]
        if not found:
            continue
        table = pd.concat(found, ignore_index=True).assign(version=version, p_adjusted=np.nan)
        tested = table["p"].notna()
        if tested.any():
            corrected = adjusted(table.loc[tested, "p"], alpha=alpha, method=correction)
            table.loc[tested, "p_adjusted"] = corrected
        table["words"] = [
            _words({**row, "p": row["p_adjusted"]}, alpha) for row in table.to_dict("records")
        ]
        tables.append(table)
    if not tables:
        empty = mentions.iloc[:0].reindex(columns=COLUMNS)
        return empty.assign(version="", p_adjusted=np.nan).astype({"words": "str"})
    return pd.concat(tables, ignore_index=True)


def _sides(rows: pd.DataFrame, column: str, a: str, b: str | None) -> pd.DataFrame:
    is_a = rows[column].eq(a).fillna(False).astype(bool)
    other = rows[column].notna() & ~is_a if b is None else rows[column].eq(b).fillna(False)
    other = other.astype(bool)
    return rows.assign(_side=np.where(is_a, "a", "b"))[is_a | other]


def _blocks(
    rows: pd.DataFrame, measure: str, unit: str, clusters: pd.DataFrame | None, by_event: str | None
) -> pd.DataFrame:
    """One row per article, cluster or event; (total, weight, n_mentions, n_articles) by side."""
    if by_event:
        block = rows[by_event]
    elif clusters is not None:
        named = clusters.drop_duplicates("article_id").set_index("article_id")["cluster_id"]
        block = rows["article_id"].map(named).fillna(rows["article_id"])
    else:
        block = rows["article_id"]
    rows = rows.assign(_block=block)[block.notna()]
    cells = cells_by_article(rows, ["_side"], measure=measure, unit=unit, cluster="_block")
    parts = ["total", "weight", "n_mentions", "n_articles"]
    columns = pd.MultiIndex.from_product([parts, ["a", "b"]])
    wide = cells.pivot_table(
        index="block", columns="_side", values=parts, aggfunc="sum", fill_value=0
    )
    wide = wide.reindex(columns=columns, fill_value=0)
    if by_event:
        wide = wide[(wide[("n_mentions", "a")] > 0) & (wide[("n_mentions", "b")] > 0)]
    return wide.sort_index()


def _words(row: dict, alpha: float = 0.05) -> str:
    if pd.isna(row["low"]) or pd.isna(row["p"]):
        return "too few to tell"
    if row["low"] <= 0 <= row["high"] or row["p"] >= alpha:
        return "no clear difference"
    size = np.searchsorted([0.2, 0.5, 0.8], abs(row["effect"]), side="right")
    higher = row["a"] if row["difference"] > 0 else row["b"]
    return f"{['very small', 'small', 'medium', 'large'][size]} difference, {higher} higher"
