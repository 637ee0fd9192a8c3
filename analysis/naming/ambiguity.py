"""What the gazetteer leaves open: aliases that have several readings."""

import pandas as pd

from analysis.schema import require

__all__ = ["ambiguity_report"]


def ambiguity_report(mentions: pd.DataFrame) -> pd.DataFrame:
    """List the aliases that could be several actors, and how each reading was chosen.

    Args:
        mentions: One row per mention, as `find_mentions` makes it.

    Returns:
        One row per alias, chosen actor and reason, the most frequent first: `alias`, `candidates`
        (the other actors, "; " between), `chosen` ("... (ambiguous)" where the article doesn't tell
        whose surname it is), `reason` (undecided, evidence, nearest, office, first
        listed; only, where another person of that surname stands nearer), `undecided` (mentions
        flagged as ambiguous), `n` (mentions), `n_articles`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        mentions,
        ["article_id", "alias", "actor", "candidates", "chosen_by", "ambiguous"],
        made_by="naming.find_mentions",
    )
    open_ones = mentions[(mentions["candidates"] != "") | mentions["ambiguous"]]
    keys = ["alias", "candidates", "actor", "chosen_by"]
    table = open_ones.groupby(keys, as_index=False, sort=True).agg(
        undecided=("ambiguous", "sum"),
        n=("alias", "size"),
        n_articles=("article_id", "nunique"),
    )
    table = table.rename(columns={"actor": "chosen", "chosen_by": "reason"})
    table = table.astype(dict.fromkeys(["undecided", "n", "n_articles"], "int64"))
    return table.sort_values(["n", "alias"], ascending=[False, True], ignore_index=True)
