"""Which articles of different outlets tell the same event? Matched by shared actors and date.

Why not scikit-learn 1.9.1 for the features: no setting of its TfidfTransformer weighs an actor by
log((1 + n) / named by) (it adds one to the logarithm, so an actor that every article names still
counts), which moves cosines by up to .03 and pairs across the threshold. What would be left to it,
rows of unit length, is two lines here and 51 MB there.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.schema import SputlinkError, require

__all__ = ["events_of", "features_of", "match_events"]


def match_events(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    words: pd.DataFrame | None = None,
    column: str = "outlet",
    days: int = 1,
    threshold: float = 0.3,
) -> pd.DataFrame:
    """Label the event of each article, where an article of another outlet tells the same one.

    Two articles are matched where each is the other's likest article of that outlet, published at
    most `days` apart, and alike by at least `threshold`: the cosine of how often the two name each
    actor, an actor weighing more the fewer articles name it. Matches of matches share an event.
    Where all articles name the same few actors, give `words` too.

    Args:
        articles: One row per article, with `published` and `column`.
        mentions: One row per mention.
        words: One row per word to compare beside the actors, for example `tokens`: `article_id`
            and `lower`; only letters count.
        column: What tells outlets apart; articles of one outlet are never matched directly.
        days: How many days apart the dates may be; articles without a date are not matched.
        threshold: Least likeness of a match, 0 to 1.

    Returns:
        One row per article, in the order of `articles`: `article_id`, `event_id` (the least
        article_id in the event; NA where nothing matches), `n_event` (articles in it, 1 where
        nothing matches).

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SputlinkError: for an article_id that occurs twice.
    """
    require(articles, ["article_id", "published", column], made_by="loading.read_articles")
    require(mentions, ["article_id", "actor"], made_by="naming.find_mentions")
    ids = articles["article_id"].to_numpy()
    if len(set(ids)) < len(ids):
        raise SputlinkError("an article_id occurs twice: keep one row per article")
    day = pd.to_datetime(articles["published"], utc=True).dt.floor("D")
    number = (day - pd.Timestamp("1970-01-01", tz="UTC")).dt.days.to_numpy(dtype=float)
    features = [features_of(ids, mentions["article_id"], mentions["actor"])]
    if words is not None:
        said = words[words["lower"].str.isalpha() & (words["lower"].str.len() > 2)]
        features.append(features_of(ids, said["article_id"], said["lower"]))
    # Side by side at unit length: one product then is the mean of the cosines.
    features = sparse.csr_array(sparse.hstack(features) / np.sqrt(len(features)))
    outlets = pd.factorize(articles[column])[0]
    left, right, alike = _near_pairs(features, number, days)
    other = (outlets[left] != outlets[right]) & (outlets[left] >= 0) & (outlets[right] >= 0)
    table = pd.DataFrame({"left": left, "right": right, "alike": alike})
    table = table[other & (alike >= threshold)]
    # The likest article of each other outlet; the lesser id among equals.
    table = table.assign(other=outlets[table["right"]], name=ids[table["right"]])
    best = table.sort_values(["alike", "name"], ascending=[False, True])
    best = best.drop_duplicates(["left", "other"])[["left", "right"]]
    mutual = best.merge(best, left_on=["left", "right"], right_on=["right", "left"])
    graph = sparse.coo_array(
        (np.ones(len(mutual)), (mutual["left_x"], mutual["right_x"])), shape=(len(ids),) * 2
    )
    part = sparse.csgraph.connected_components(graph, directed=False)[1] if len(ids) else []
    events = pd.DataFrame({"article_id": ids, "part": part}, index=articles.index)
    groups = events.groupby("part")["article_id"]
    events["n_event"] = groups.transform("size").astype("int64")
    events["event_id"] = groups.transform("min").where(events["n_event"] > 1)
    return events[["article_id", "event_id", "n_event"]]


def events_of(
    articles: pd.DataFrame, mentions: pd.DataFrame, *, words: pd.DataFrame | None = None
) -> pd.Series:
    """The event of each article by its id: as articles name it, else matched; NA where alone.

    Args:
        articles, mentions, words: As for `match_events`.
    """
    if articles["event"].notna().any():
        return articles.set_index("article_id")["event"]
    found = match_events(articles, mentions, words=words)
    return found.set_index("article_id")["event_id"]


def features_of(ids: np.ndarray, units: pd.Series, features: pd.Series) -> sparse.csr_array:
    """One row of unit length per unit (an article, a sentence), in the order of `ids`.

    A feature weighs more the fewer units have it; what is in all of them weighs next to nothing.
    """
    rows = pd.Index(ids).get_indexer(units)
    columns, names = pd.factorize(features, sort=True)
    kept = (rows >= 0) & (columns >= 0)
    counts = sparse.csr_array(
        (np.ones(kept.sum()), (rows[kept], columns[kept])), shape=(len(ids), len(names))
    )
    counts.sum_duplicates()
    named_by = np.bincount(counts.indices, minlength=len(names))
    counts.data = (1 + np.log(counts.data)) * np.log((1 + len(ids)) / named_by)[counts.indices]
    norms = np.sqrt(counts.multiply(counts).sum(axis=1))
    counts.data /= np.repeat(norms, np.diff(counts.indptr))
    return counts


def _near_pairs(
    features: sparse.csr_array, number: np.ndarray, days: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions and likeness of all pairs at most `days` apart, day by day to spare memory."""
    found = [(np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0))]
    for day in np.unique(number[~np.isnan(number)]):
        here = np.flatnonzero(number == day)
        near = np.flatnonzero(np.abs(number - day) <= days)  # never an article without a date
        pairs = (features[here] @ features[near].T).tocoo()
        left, right = pairs.coords
        found.append((here[left], near[right], pairs.data))
    return tuple(np.concatenate(parts) for parts in zip(*found, strict=True))
