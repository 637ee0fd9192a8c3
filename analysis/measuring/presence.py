"""Who is in the news at all: how often and in how many articles each actor is named."""

import pandas as pd

from analysis.measuring.framing import SMALL, add_constructed
from analysis.measuring.standard import wilson
from analysis.naming import is_counted
from analysis.schema import SputlinkError, require

__all__ = ["brief", "of_actors", "presence_by", "require_any"]


def of_actors(mentions: pd.DataFrame, actors: list[str] | None = None) -> pd.DataFrame:
    """The mentions that a framing figure counts: named as actors, not as the scene of events.

    Args:
        mentions: One row per mention, with `actor` and `how`.
        actors: Only these, and in this order wherever the result is grouped (default: all).

    Returns:
        The rows that `naming.is_counted`; with `actors`, `actor` is an ordered category.
    """
    named = mentions[is_counted(mentions)]
    if actors is None:
        return named
    kept = named[named["actor"].isin(actors)]
    order = list(dict.fromkeys(actors))
    return kept.assign(actor=pd.Categorical(kept["actor"], categories=order, ordered=True))


def presence_by(
    mentions: pd.DataFrame, articles: pd.DataFrame, *, by: list[str] | None = None
) -> pd.DataFrame:
    """In what share of the articles each actor is named, and how often.

    Args:
        mentions: One row per mention, with `article_id`, the columns of `by`, and `words_of`
            (outlet, quoted) where voices have been told apart.
        articles: All articles, those that name nobody included; with `article_id` and every
            column of `by` that describes the article (`outlet`, `event`, ...).
        by: Grouping columns (default: `actor`); `actor` must be among them.

    Returns:
        One row per group, most articles first: the columns of `by`, `n_mentions`, `n_articles`
        (that name the actor), `of_articles` (that could have), `estimate` (their ratio, 0 to 1)
        with `low` and `high`, `small` (fewer than five articles that could have),
        `share_quoted` (mentions inside quotations, 0 to 1), and `n_constructed` (of `n_articles`)
        where `mentions` has `constructed`.

    References:
        Wilson 1927 for the interval of a proportion, as statsmodels computes it.
    """
    by = by or ["actor"]
    require(mentions, ["article_id", *by], made_by="naming.find_mentions")
    mentions = mentions.assign(
        quoted=mentions["words_of"].eq("quoted") if "words_of" in mentions else False
    )
    grouped = mentions.groupby(by, sort=True, observed=True, dropna=False)
    table = grouped.agg(
        n_mentions=("article_id", "size"),
        n_articles=("article_id", "nunique"),
        share_quoted=("quoted", "mean"),
    ).reset_index()
    of_article = [column for column in by if column in articles]
    if of_article:
        sizes = (
            articles.groupby(of_article, dropna=False).size().rename("of_articles").reset_index()
        )
        table = table.merge(sizes, on=of_article, how="left", validate="many_to_one")
    else:
        table["of_articles"] = len(articles)
    table["estimate"] = table["n_articles"] / table["of_articles"]
    table["low"], table["high"] = wilson(table["n_articles"], table["of_articles"])
    table["small"] = table["of_articles"] < SMALL
    if "constructed" in mentions:
        table = add_constructed(table, mentions, by)
    order = ["n_articles", "n_mentions", *by]
    table = table.sort_values(order, ascending=[False, False, *[True] * len(by)])
    return table.reset_index(drop=True)


def brief(table: pd.DataFrame) -> pd.DataFrame:
    """A table to look at: two places, without the columns that only name measure and unit.

    The numbers of the full table stay where they are; this copy is for the eye.
    """
    silent = [name for name in ("measure", "unit", "n_constructed") if name in table]
    return table.drop(columns=silent).round(2).replace(-0.0, 0.0)


def require_any(table: pd.DataFrame) -> pd.DataFrame:
    """The table itself, if it has a row.

    Raises:
        SputlinkError: saying what to do where no actor was found at all.
    """
    if table.empty:
        raise SputlinkError(
            "no actor of the gazetteer is named in these articles: look at unknown_names and add "
            "the names that matter to data/actors.csv"
        )
    return table
