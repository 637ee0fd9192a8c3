"""How each actor is told as standing toward another: means with intervals, ties by name."""

import pandas as pd

from analysis.measuring.deeds import tally
from analysis.measuring.framing import SMALL, framing_by
from analysis.relating import CUT
from analysis.schema import require

__all__ = ["add_tie", "relations_by", "told"]

COUNTED = ["n_for", "n_against", "n_deeds"]


def told(relations: pd.DataFrame) -> pd.DataFrame:
    """The relations that a figure counts: between two actors that are apart.

    Left out are those of an actor to itself, a name in the other's name ('Ukraine's Volodymyr
    Zelensky'), and a person and the person's own state.
    """
    require(relations, ["tie", "own_state"], made_by="relating.find_relations")
    return relations[~relations["tie"].isin(["self", "name"]) & ~relations["own_state"]]


def add_tie(relations: pd.DataFrame) -> pd.DataFrame:
    """A copy with `actor`: the tie by name ('Iran → Russia'), for `compare` and for plots."""
    names = relations["holder"].astype("str") + " → " + relations["target"].astype("str")
    return relations.assign(actor=names.astype("str"))


def relations_by(
    relations: pd.DataFrame,
    by: str | list[str] = ("holder", "target"),
    *,
    cut: float = CUT,
    n_boot: int = 2000,
    seed: int = 0,
    level: float = 0.95,
    small: int = SMALL,
    cluster: str | None = None,
) -> pd.DataFrame:
    """Mean attitude of each group of relations, with a bootstrap interval over whole articles.

    Every sentence that mentions both counts, those that tell nothing of the two as what they are:
    near zero. So -0.3 says that of ten sentences that mention both, three more are told as against
    than as for. Give `told(relations)`, unless a person's own state is asked about.

    Args:
        relations: One row per sentence and ordered pair, with `attitude`.
        by: Column or columns that make the groups.
        cut: From which probability on a sentence counts in `n_for` or `n_against`.
        n_boot, seed, level, small, cluster: As for `framing_by`.

    Returns:
        One row per group, most sentences first: `by`, `n_mentions` (sentences that mention both),
        `n_articles`, `estimate` (mean attitude, -1 to 1), `low`, `high`, `small` (bool), `n_for`,
        `n_against` (sentences told as such), `n_deeds` (with a deed), `deeds` (their verbs with
        counts), `measure`, and `n_constructed` where `relations` has `constructed`. No row for a
        group of which nothing was read.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(relations, [*by, "attitude", "deed"], made_by="relating.find_relations")
    table = framing_by(
        relations,
        by=by,
        measure="attitude",
        n_boot=n_boot,
        seed=seed,
        level=level,
        small=small,
        cluster=cluster,
    ).drop(columns=["share_known", "unit"])
    flags = relations.assign(
        n_for=(relations["p_for"] >= cut) & (relations["p_for"] >= relations["p_against"]),
        n_against=(relations["p_against"] >= cut) & (relations["p_against"] > relations["p_for"]),
        n_deeds=relations["tie"].eq("deed"),
        deeds=relations["deed"].where(relations["tie"].eq("deed")),
    )
    groups = flags[flags["attitude"].notna()].groupby(by, dropna=False, observed=True)
    counts = groups[COUNTED].sum().astype("int64").join(groups["deeds"].agg(tally).astype("str"))
    table = table.merge(counts.reset_index(), on=by, how="left", validate="one_to_one")
    last = [name for name in ("measure", "n_constructed") if name in table]
    table = table[[name for name in table if name not in last] + last]
    order = ["n_mentions", *by]
    return table.sort_values(order, ascending=[False, *[True] * len(by)], ignore_index=True)
