"""Who stands with whom: the signed network of a corpus, and its split into camps.

The split is the one with the least frustration: as little as can be of ties against within a camp
and of ties for between camps (Doreian and Mrvar 1996, 2009; the line index of Harary 1959 for two).
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.intervals import resamples
from analysis.schema import require

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["camps_by", "frustration_by", "most_told", "signed_network"]

LEAST = 5  # sentences that a tie takes; fewer are no tie
TOP = 20  # actors of a network
_COLUMNS = ["actor", "camp", "n_ties", "agreement", "stability", "frustration", "n_articles"]


class Ties(NamedTuple):
    """What articles tell between some actors, in either direction."""

    actors: list[str]
    total: np.ndarray  # articles by pairs: summed attitude
    count: np.ndarray  # articles by pairs: sentences
    pairs: tuple[np.ndarray, np.ndarray]  # positions of the two of each pair


def most_told(relations: pd.DataFrame, *, top: int = TOP) -> list[str]:
    """The actors that stand in most relations, the commonest first."""
    require(relations, ["holder", "target"], made_by="relating.find_relations")
    counts = pd.concat([relations["holder"], relations["target"]]).value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return [str(actor) for actor, _ in ordered[:top]]


def signed_network(table: pd.DataFrame, *, least: int = LEAST) -> "nx.DiGraph":
    """The directed, signed, weighted network of a table of `relations_by`.

    Args:
        table: One row per `holder` and `target`.
        least: Ties of fewer sentences are left out.

    Returns:
        Nodes are actors; an edge leads from holder to target and carries `weight` (mean attitude,
        -1 to 1), `low`, `high`, `n_mentions`, `n_articles`, and `clear` (its interval leaves out
        zero).
    """
    require(table, ["holder", "target", "estimate", "n_mentions"], made_by="measuring.relations_by")
    import networkx as nx  # here, so that importing the package stays quick

    graph = nx.DiGraph()
    for row in table[table["n_mentions"] >= least].to_dict("records"):
        clear = bool(row["low"] > 0 or row["high"] < 0)
        kept = {name: row[name] for name in ("low", "high", "n_mentions", "n_articles")}
        graph.add_edge(row["holder"], row["target"], weight=row["estimate"], clear=clear, **kept)
    return graph


def camps_by(
    relations: pd.DataFrame,
    by: str | None = None,
    *,
    actors: list[str] | None = None,
    top: int = TOP,
    least: int = LEAST,
    most: int = 2,
    starts: int = 30,
    n_boot: int = 200,
    seed: int = 0,
) -> pd.DataFrame:
    """Split the actors into camps, so that ties within are for and ties between are against.

    The tie of two actors is the sum of what is told between them, in either direction, over its
    sentences and `least` more that would tell nothing: few sentences make no strong tie. Actors
    without a tie of `least` sentences are in no camp. Reached by moving and swapping actors from
    `starts` random splits; up to a dozen actors it was never worse than trying all splits.

    Args:
        relations: One row per sentence and ordered pair (give `told(relations)`).
        by: Column that makes the groups, each with a network of its own (default: one network).
        actors: Whom to split (default: the `top` that stand in most relations of the table).
        least: Sentences that a tie takes.
        most: Camps at most.
        n_boot: Resamples of whole articles behind `stability`; 0 for none.
        seed: Of the starts and the resamples.

    Returns:
        One row per group and actor that has a tie: `by`, `actor`, `camp` (1 is the camp of the
        actor told of most), `n_ties`, `agreement` (share of the weight of the actor's ties that
        agrees with the split, 0 to 1), `stability` (mean share of resamples in which another actor
        stands to this one as here, in one camp or apart; NaN without resamples), `frustration`
        (share of the weight of all ties that contradicts the split, 0 to 1), `n_articles`. No row
        where no two actors have a tie.

    References:
        Doreian and Mrvar 1996, 'A partitioning approach to structural balance'; Aref, Mason and
        Wilson 2020, 'A modeling and computational study of the frustration index'.
    """
    require(relations, ["article_id", "attitude"], made_by="relating.find_relations")
    known = relations[relations["attitude"].notna()]
    actors = list(actors or most_told(known, top=top))
    groups = [(None, known)] if by is None else known.groupby(by, observed=True)
    tables = []
    for value, rows in groups:
        ties = _ties(rows, actors)
        weights = _weights(ties, ties.total.sum(0), ties.count.sum(0), least)
        has = np.abs(weights).sum(1) > 0
        if not has.any():
            continue
        split = _split(weights, most, starts, seed)
        split = _numbered(split, has, ties)
        table = pd.DataFrame(
            {
                "actor": actors,
                "camp": split,
                "n_ties": (weights != 0).sum(1),
                "agreement": _agreement(weights, split),
                "stability": _stability(
                    ties, split, least=least, most=most, n_boot=n_boot, seed=seed
                ),
                "frustration": _frustration(weights, split),
                "n_articles": rows["article_id"].nunique(),
            }
        )[has]
        tables.append(table if by is None else table.assign(**{by: value}))
    first = [] if by is None else [by]
    none = pd.DataFrame(columns=[*first, *_COLUMNS])
    table = pd.concat(tables, ignore_index=True) if tables else none
    return table[[*first, *_COLUMNS]]


def frustration_by(relations: pd.DataFrame, *, most: int = 4, **options: object) -> pd.DataFrame:
    """How much contradicts the best split into one, two, three ... camps.

    Returns:
        One row per number of camps allowed: `camps`, `n_camps` (that are used), `frustration`
        (NaN where no two actors have a tie).
    """
    rows = []
    for camps in range(1, most + 1):
        split = camps_by(relations, most=camps, n_boot=0, **options)
        rows.append((camps, split["camp"].nunique(), split["frustration"].max()))
    return pd.DataFrame(rows, columns=["camps", "n_camps", "frustration"])


def _ties(rows: pd.DataFrame, actors: list[str]) -> Ties:
    """Sums per article and unordered pair of the actors."""
    place = {actor: i for i, actor in enumerate(actors)}
    one, other = rows["holder"].map(place), rows["target"].map(place)
    kept = (one.notna() & other.notna() & (one != other)).to_numpy()
    one, other = one[kept].to_numpy(dtype=int), other[kept].to_numpy(dtype=int)
    left, right = np.triu_indices(len(actors), 1)
    number = np.zeros((len(actors), len(actors)), dtype=int)
    number[left, right] = np.arange(len(left))
    column = number[np.minimum(one, other), np.maximum(one, other)]
    ids = np.sort(rows["article_id"].unique())
    article = np.searchsorted(ids, rows.loc[kept, "article_id"].to_numpy())
    total, count = (np.zeros((len(ids), len(left))) for _ in range(2))
    np.add.at(total, (article, column), rows.loc[kept, "attitude"].to_numpy())
    np.add.at(count, (article, column), 0.5)  # a sentence has a row in either direction
    return Ties(actors, total, count, (left, right))


def _weights(ties: Ties, total: np.ndarray, count: np.ndarray, least: int) -> np.ndarray:
    """The tie of any two actors that have one in the articles at hand, from these or resampled
    sums, drawn toward zero by `least` sentences that tell nothing."""
    told = np.where(ties.count.sum(0) >= least, total / (2 * (count + least)), 0.0)
    weights = np.zeros((len(ties.actors), len(ties.actors)))
    weights[ties.pairs] = told
    return weights + weights.T


def _split(
    weights: np.ndarray, most: int, starts: int, seed: int, first: np.ndarray | None = None
) -> np.ndarray:
    """The split with the greatest weight within camps, which has the least frustration."""
    random = np.random.default_rng(seed)
    begun = [random.integers(most, size=len(weights)) for _ in range(starts)]
    begun = [np.zeros(len(weights), dtype=int), *begun]
    begun += [] if first is None else [first]
    ends = [_improved(weights, each, most) for each in begun]
    return max(ends, key=lambda split: round(_within(weights, split), 9))


def _within(weights: np.ndarray, split: np.ndarray) -> float:
    return float((weights * (split[:, None] == split)).sum() / 2)


def _improved(weights: np.ndarray, split: np.ndarray, most: int) -> np.ndarray:
    """Move one actor, or swap two, for as long as it helps."""
    split, everybody = split.copy(), np.arange(len(split))
    while True:
        in_camp = np.zeros((len(split), most))
        in_camp[everybody, split] = 1
        pull = weights @ in_camp  # of each camp on each actor
        own = pull[everybody, split]
        move = pull - own[:, None]
        # Two change places: each leaves and joins, and the tie between them counts on no side.
        swap = pull[:, split] - own[:, None]
        swap = swap + swap.T - 2 * weights * (split[:, None] != split)
        if move.max() >= swap.max() and move.max() > 1e-12:
            actor, camp = np.unravel_index(move.argmax(), move.shape)
            split[actor] = camp
        elif swap.max() > 1e-12:
            one, other = np.unravel_index(swap.argmax(), swap.shape)
            split[one], split[other] = split[other], split[one]
        else:
            return split


def _numbered(split: np.ndarray, has: np.ndarray, ties: Ties) -> np.ndarray:
    """Camps numbered from 1 by the actor of each that is told of most; 0 for who has no tie."""
    heard = np.zeros(len(split))
    for side in ties.pairs:
        np.add.at(heard, side, ties.count.sum(0))
    order = dict.fromkeys(split[i] for i in np.argsort(-heard, kind="stable") if has[i])
    number = {camp: i for i, camp in enumerate(order, 1)}
    return np.array([number[camp] if tied else 0 for camp, tied in zip(split, has, strict=True)])


def _agreement(weights: np.ndarray, split: np.ndarray) -> np.ndarray:
    same = split[:, None] == split
    good = np.where(same, weights, -weights).clip(min=0).sum(1)
    size = np.abs(weights).sum(1)
    return np.divide(good, size, out=np.full(len(size), np.nan), where=size > 0)


def _frustration(weights: np.ndarray, split: np.ndarray) -> float:
    bad = np.where(split[:, None] == split, -weights, weights).clip(min=0).sum()
    return float(bad / np.abs(weights).sum())


def _stability(
    ties: Ties, split: np.ndarray, *, least: int, most: int, n_boot: int, seed: int
) -> np.ndarray:
    """How often each actor's place among the others is the same when articles are resampled."""
    held = split > 0
    if not n_boot or held.sum() < 2:
        return np.full(len(split), np.nan)
    counts = resamples(len(ties.total), n_boot, seed)
    same = split[:, None] == split
    agreed = np.zeros_like(same, dtype=float)
    for total, count in zip(counts @ ties.total, counts @ ties.count, strict=True):
        weights = _weights(ties, total, count, least)
        again = _split(weights, most, 3, seed, first=np.maximum(split - 1, 0))
        agreed += (again[:, None] == again) == same
    others = held[:, None] & held & ~np.eye(len(split), dtype=bool)
    return (agreed * others).sum(1) / np.maximum(others.sum(1), 1) / n_boot
