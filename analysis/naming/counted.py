"""Which mentions a figure counts: those of an actor as an actor, and of one that is known."""

import pandas as pd

from analysis.schema import require

__all__ = ["is_counted"]


def is_counted(mentions: pd.DataFrame) -> pd.Series:
    """Whether each mention is in the figures of an actor: no scene ('in Moscow'), and no surname
    of which the article doesn't tell whose it is (the ambiguity report counts those)."""
    require(mentions, ["actor", "how"], made_by="naming.find_mentions")
    counted = mentions["how"].ne("place")
    if "chosen_by" in mentions:
        counted &= mentions["chosen_by"].ne("undecided").fillna(True).astype(bool)
    return counted
