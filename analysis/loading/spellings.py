"""One name for one outlet: labels that differ in case and spaces only are the same label."""

import pandas as pd

from analysis.schema import require

__all__ = ["commonest_spellings", "one_spelling"]


def one_spelling(articles: pd.DataFrame, *, column: str = "outlet") -> pd.DataFrame:
    """Write labels that differ in case and spaces only ('FOX', 'fox') as the commonest of them.

    Files gathered at different times spell an outlet differently; compared as they are, an outlet
    would be set against itself.

    Args:
        articles: One row per article, with `column`.
        column: Labels to unify; missing ones stay missing.

    Returns:
        A copy with the same rows. Among spellings as common as each other the first in order of
        characters is kept.

    Raises:
        MissingColumn: naming the column.
    """
    require(articles, [column], made_by="loading.read_articles")
    given = articles[column]
    unified = given.map(commonest_spellings(given.value_counts())).astype(given.dtype)
    return articles.assign(**{column: unified})


def commonest_spellings(counts: pd.Series) -> dict[str, str]:
    """Of each label, given with its count, the commonest of those that are the same."""
    table = counts.rename_axis("given").rename("n").reset_index()
    table["key"] = table["given"].map(lambda label: "".join(str(label).casefold().split()))
    table = table.sort_values(["n", "given"], ascending=[False, True])
    chosen = table.groupby("key", sort=False)["given"].transform("first")
    return dict(zip(table["given"], chosen, strict=True))
