"""Do two outlets tell the same network? A distance between their ties, tested over articles."""

import numpy as np
import pandas as pd

from analysis.measuring.camps import LEAST, TOP, most_told
from analysis.schema import SputlinkError, require

__all__ = ["compare_networks"]


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
    return pd.DataFrame([row])


def _distances(
    total: np.ndarray, count: np.ndarray, sides: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Distance, and how many ties have opposite signs, for each row of sides (True: side a)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        n_a = sides.astype(float) @ count
        n_b = count.sum(0) - n_a
        mean_a = (sides.astype(float) @ total) / n_a
        mean_b = (total.sum(0) - sides.astype(float) @ total) / n_b
        weight = np.nan_to_num(2 * n_a * n_b / (n_a + n_b))
        apart = np.nan_to_num(mean_a - mean_b)
        distance = np.sqrt((weight * apart**2).sum(1) / weight.sum(1))
    return np.nan_to_num(distance), (np.nan_to_num(mean_a * mean_b) < 0).sum(1)
