"""Which articles of different outlets tell the same event? Matched by shared actors and date."""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.schema import SputlinkError, require


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
    require(articles, ["article_id", "published", column], made_by="load.read_articles")
    require(mentions, ["article_id", "actor"], made_by="actors.find_mentions")
    ids = articles["article_id"].to_numpy()
    if len(set(ids)) < len(ids):
        raise SputlinkError("an article_id occurs twice: events are told by their ids")
    day = pd.to_datetime(articles["published"], utc=True).dt.floor("D")
    number = (day - pd.Timestamp("1970-01-01", tz="UTC")).dt.days.to_numpy(dtype=float)
    likeness = _cosine(ids, mentions["article_id"], mentions["actor"])
    if words is not None:
        said = words[words["lower"].str.isalpha() & (words["lower"].str.len() > 2)]
        likeness = (likeness + _cosine(ids, said["article_id"], said["lower"])) / 2
    pairs = likeness.tocoo()
    left, right = pairs.coords
    outlets = pd.factorize(articles[column])[0]
    table = pd.DataFrame({"left": left, "right": right, "alike": pairs.data})
    near = np.abs(number[left] - number[right]) <= days  # False where a date is missing
    near &= (outlets[left] != outlets[right]) & (outlets[left] >= 0) & (outlets[right] >= 0)
    table = table[near & (table["alike"].to_numpy() >= threshold)]
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


def _cosine(ids: np.ndarray, articles: pd.Series, features: pd.Series) -> sparse.csr_array:
    """Cosine of every two articles over their features, weighted by how few articles have them."""
    rows = pd.Index(ids).get_indexer(articles)
    columns, names = pd.factorize(features, sort=True)
    kept = (rows >= 0) & (columns >= 0)
    counts = sparse.csr_array(
        (np.ones(kept.sum()), (rows[kept], columns[kept])), shape=(len(ids), len(names))
    )
    counts.sum_duplicates()
    named_by = np.bincount(counts.indices, minlength=len(names))
    counts.data = (1 + np.log(counts.data)) * np.log((1 + len(ids)) / named_by)[counts.indices]
    norms = np.sqrt(counts.multiply(counts).sum(axis=1))
    scale = np.divide(1, norms, out=np.zeros(len(ids)), where=norms > 0)
    counts = sparse.csr_array(sparse.diags_array(scale) @ counts) if len(ids) else counts
    return sparse.csr_array(counts @ counts.T)
