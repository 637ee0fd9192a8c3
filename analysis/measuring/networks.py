"""Do two outlets tell the same network? A distance between their ties, tested over articles."""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.measuring.camps import LEAST, TOP, most_told
from analysis.measuring.standard import adjusted
from analysis.schema import SputlinkError, require

__all__ = ["compare_all_networks", "compare_networks"]

COLUMNS = [
    *["a", "b", "n_articles_a", "n_articles_b", "n_ties", "n_turned"],
    *["distance", "expected", "p"],
]


def compare_networks(
    relations: pd.DataFrame,
    *,
    a: str,
    b: str,
    column: str = "outlet",
    actors: list[str] | None = None,
    top: int = TOP,
    least: int = LEAST,
    n_perm: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """How far the mean attitudes of two sides lie apart, over all ties that both tell.

    The distance is the root of the mean squared difference of a tie's mean attitude, a tie counting
    by the sentences that both sides have of it (their harmonic mean). Two samples of one network
    lie apart, too: `expected` is the mean distance where whole articles are dealt out anew between
    the sides, and `p` the share of deals at least as far apart.

    Args:
        relations: One row per sentence and ordered pair (give `told(relations)`).
        a, b: Values of `column`: outlets, or periods of `add_period`.
        actors: Between whom (default: the `top` that stand in most relations).
        least: Sentences that a tie takes on either side.
        n_perm, seed: Deals, and their seed.

    Returns:
        One row: `a`, `b`, `n_articles_a`, `n_articles_b`, `n_ties` (directed, compared),
        `distance` and `expected` (0 to 2), `p`, `n_turned` (ties whose sign is the opposite).
        `distance` is NaN where no tie is told often enough on both sides.

    Raises:
        SputlinkError: for a side that has no relation.

    References:
        Anderson 2001 on permuting whole units for a test of distances.
    """
    require(relations, ["article_id", "attitude", column], made_by="relating.find_relations")
    known = relations[relations["attitude"].notna() & relations[column].isin([a, b])]
    for side in (a, b):
        if not known[column].eq(side).any():
            there = ", ".join(map(str, relations[column].dropna().unique()[:8]))
            raise SputlinkError(f"no relation has {column} {side!r}; there are {there}")
    chosen = actors or most_told(known, top=top)
    known = known[known["holder"].isin(chosen) & known["target"].isin(chosen)]
    ties = known.groupby(["holder", "target"], observed=True).ngroup().to_numpy()
    article, ids = pd.factorize(known["article_id"], sort=True)
    shape = (len(ids), ties.max(initial=-1) + 1)
    total, count = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (article, ties), known["attitude"].to_numpy())
    np.add.at(count, (article, ties), 1.0)
    of_article = known.drop_duplicates("article_id").set_index("article_id")[column].reindex(ids)
    is_a = of_article.eq(a).to_numpy()
    kept = (count[is_a].sum(0) >= least) & (count[~is_a].sum(0) >= least)
    total, count = total[:, kept], count[:, kept]
    random = np.random.default_rng(seed)
    deals = np.array([random.permutation(is_a) for _ in range(n_perm)]).reshape(-1, len(ids))
    distance, turned = _distances(total, count, is_a[None])
    dealt, _ = _distances(total, count, deals)
    enough = bool(kept.any())
    row = {
        "a": a,
        "b": b,
        "n_articles_a": int(is_a.sum()),
        "n_articles_b": int((~is_a).sum()),
        "n_ties": int(kept.sum()),
        "distance": float(distance[0]) if enough else np.nan,
        "expected": float(dealt.mean()) if enough else np.nan,
        "p": float((1 + (dealt >= distance[0] - 1e-12).sum()) / (1 + n_perm)) if enough else np.nan,
        "n_turned": int(turned[0]),
    }
    return pd.DataFrame([row], columns=COLUMNS)


def compare_all_networks(
    relations: pd.DataFrame, *, column: str = "outlet", alone: int = 3, **options: object
) -> pd.DataFrame:
    """`compare_networks` of any two values of a column, corrected for having asked so often.

    Args:
        relations: One row per sentence and ordered pair (give `told(relations)`).
        column: What tells the sides apart; those with fewer than `alone` articles are left out.
        **options: As for `compare_networks`.

    Returns:
        One row per pair, the likeliest difference first: as `compare_networks`, with `p_adjusted`
        (Holm). No row where there are not two sides.
    """
    require(relations, ["article_id", column], made_by="relating.find_relations")
    known = relations[relations["attitude"].notna()]
    sizes = known.groupby(column, observed=True)["article_id"].nunique()
    sides = sorted(sizes.index[sizes >= alone])
    found = [
        compare_networks(relations, a=a, b=b, column=column, **options)
        for a, b in combinations(sides, 2)
    ]
    if not found:
        return pd.DataFrame(columns=[*COLUMNS, "p_adjusted"])
    table = pd.concat(found, ignore_index=True).assign(p_adjusted=np.nan)
    tested = table["p"].notna()
    if tested.any():
        table.loc[tested, "p_adjusted"] = adjusted(table.loc[tested, "p"])
    return table.sort_values(["p", "distance"], ascending=[True, False], ignore_index=True)


def _distances(
    total: np.ndarray, count: np.ndarray, sides: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Distance, and how many ties have opposite signs, for each row of sides (True: side a)."""
    n_a = sides.astype(float) @ count
    n_b = count.sum(0) - n_a
    sum_a = sides.astype(float) @ total
    both = (n_a > 0) & (n_b > 0)
    mean_a = np.divide(sum_a, n_a, out=np.zeros_like(sum_a), where=both)
    mean_b = np.divide(total.sum(0) - sum_a, n_b, out=np.zeros_like(sum_a), where=both)
    weight = np.divide(2 * n_a * n_b, n_a + n_b, out=np.zeros_like(sum_a), where=both)
    square = (weight * (mean_a - mean_b) ** 2).sum(1)
    whole = weight.sum(1)
    distance = np.sqrt(np.divide(square, whole, out=np.zeros_like(square), where=whole > 0))
    return distance, (mean_a * mean_b < 0).sum(1)
