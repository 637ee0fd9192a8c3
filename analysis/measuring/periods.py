"""Days and weeks of mentions, with the gaps between them kept in sight."""

import pandas as pd

from analysis.schema import SputlinkError, require

__all__ = ["add_period", "reindex_periods"]


def add_period(
    mentions: pd.DataFrame, articles: pd.DataFrame | None = None, *, freq: str = "D"
) -> pd.DataFrame:
    """Add `period`: the day ("D") or the Monday of the week ("W") of each mention's article.

    Args:
        mentions: One row per mention; with `published`, as `analyse` gives it, or
        articles: where `published` is to be had otherwise.
        freq: "D" or "W".

    Returns:
        A copy with `period` (datetime64, UTC; NaT where the article has no date).
    """
    if articles is None:
        require(mentions, ["published"], made_by="pipeline.analyse")
        period = _floor(pd.to_datetime(mentions["published"], utc=True), freq)
        return mentions.assign(period=period.astype("datetime64[us, UTC]"))
    require(mentions, ["article_id"], made_by="naming.find_mentions")
    require(articles, ["article_id", "published"], made_by="loading.read_articles")
    published = articles.drop_duplicates("article_id").set_index("article_id")["published"]
    period = _floor(pd.to_datetime(published, utc=True), freq)
    return mentions.assign(period=mentions["article_id"].map(period).astype("datetime64[us, UTC]"))


def _floor(times: pd.Series, freq: str) -> pd.Series:
    if freq not in ("D", "W"):
        raise SputlinkError(f"freq is 'D' (day) or 'W' (week from Monday), not {freq!r}")
    days = times.dt.floor("D")
    return days if freq == "D" else days - pd.to_timedelta(days.dt.day_of_week, unit="D")


def reindex_periods(
    framing: pd.DataFrame, *, period: str = "period", freq: str = "D"
) -> pd.DataFrame:
    """Make gaps visible: every group gets a row for every period between the first and the last.

    Returns:
        `framing` without rows of no date, and with rows of `n_mentions` 0 and `estimate` NaN for
        the periods in which a group was not mentioned; sorted by group and period.
    """
    require(framing, [period, "n_mentions"], made_by="measuring.framing_by")
    dated = framing[framing[period].notna()]
    if dated.empty:
        return dated.copy()
    by = list(framing.columns[: framing.columns.get_loc("n_mentions")])
    others = [column for column in by if column != period]
    step = "D" if freq == "D" else "7D"
    full = pd.date_range(dated[period].min(), dated[period].max(), freq=step, unit="us")
    calendar = pd.DataFrame({period: full})
    grid = dated[others].drop_duplicates().merge(calendar, how="cross") if others else calendar
    table = grid.merge(dated, how="left", on=by)
    for column in {"n_mentions", "n_articles", "n_constructed"} & set(table):
        table[column] = table[column].fillna(0).astype("int64")
    table["small"] = table["small"].fillna(True).astype(bool)
    for column in ["measure", "unit"]:
        table[column] = framing[column].iloc[0]
    return table[framing.columns].sort_values(by).reset_index(drop=True)
