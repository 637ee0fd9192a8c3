"""Which articles are copies of one another, as wire copy is? Clusters of near-identical texts.

Why not MinHash (datasketch 2.0.0, rensa 0.5.0): both estimate what is counted exactly here. Of 389
made-up copies among 2,000 articles, datasketch's LSH Ensemble with 128 permutations missed 15 and
took nine times as long as the product of sparse matrices; rensa is fast but knows resemblance
alone, not containment, and its LSH missed 165, the copies that are cut short.
"""

import re
from zlib import crc32

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cleaning.agencies import agency_of
from analysis.loading import begins_with
from analysis.schema import NO_OUTLET, SputlinkError, require

__all__ = [
    "COLUMNS",
    "add_agency",
    "add_copies",
    "add_stories",
    "find_syndication",
    "shingles_of",
    "similar_pairs",
]

THRESHOLD = 0.5
SIZE = 4  # words in a shingle
COLUMNS = ["article_id", "cluster_id", "n_copies", "is_first"]
_WORD = re.compile(r"[^\W_]+")


def add_copies(articles: pd.DataFrame, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Articles with the story that they are a copy of, and whom they have it from.

    Args:
        articles: With `article_id`, `title`, `outlet`, `raw`, `text`; all of a corpus. `author`
            is used where there is one.
        threshold: As for `find_syndication`.

    Returns:
        A copy with what `add_agency` and `add_stories` add.

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(articles, ["text"], made_by="cleaning.add_text")
    return add_stories(add_agency(articles), threshold=threshold)


def add_agency(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles with the news agency that each credits.

    Args:
        articles: With `title` and `raw`; `author` is used where there is one.

    Returns:
        A copy with `agency`, by the names of data/agencies.csv; missing if it credits none.

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(articles, ["title", "raw"], made_by="loading.read_articles")
    authors = articles["author"] if "author" in articles else pd.Series(pd.NA, articles.index)
    credits = [
        agency_of(_body(raw, title), author=author if isinstance(author, str) else None)
        for raw, title, author in zip(articles["raw"], articles["title"], authors, strict=True)
    ]
    return articles.assign(agency=pd.array(credits, dtype="str"))


def add_stories(
    articles: pd.DataFrame,
    *,
    threshold: float = THRESHOLD,
    shingles: list[np.ndarray] | None = None,
) -> pd.DataFrame:
    """Articles with the story that they are a copy of, and where it is likely from.

    Args:
        articles: With `article_id`, `outlet`, `agency`; all of a corpus.
        threshold, shingles: As for `find_syndication`.

    Returns:
        A copy with `cluster_id` (the article_id of the first of its copies, its own where it has
        none) and `origin`: the agency that most of its copies credit, or else the outlet that
        published it first.

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(articles, ["outlet", "agency"], made_by="cleaning.add_agency")
    found = find_syndication(articles, threshold=threshold, shingles=shingles)
    made = articles.assign(cluster_id=found["cluster_id"])
    credited = made.dropna(subset="agency").groupby("cluster_id")["agency"]
    origin = made.set_index("article_id")["outlet"].to_dict()  # of a story: its first article's
    origin |= credited.agg(lambda names: names.mode().iloc[0]).to_dict()
    return made.assign(origin=made["cluster_id"].map(origin).astype("str"))


def _body(raw: str, title: object) -> str:
    """What stands below the headline: a byline or a dateline, as it was scraped."""
    if isinstance(title, str) and begins_with(raw, title):
        return raw.lstrip().partition("\n")[2]
    return raw


def find_syndication(
    articles: pd.DataFrame,
    *,
    threshold: float = THRESHOLD,
    alike: float = 0.3,
    series: float = 0.7,
    size: int = SIZE,
    most: int = 200,
    shingles: list[np.ndarray] | None = None,
) -> pd.DataFrame:
    """Group articles whose texts are mostly the same.

    Two articles are copies where at least `threshold` of the shorter one's shingles (runs of
    `size` words, case and punctuation ignored) stand in the other one too, or where they share
    `alike` of both: a cut version of a long report is a copy of it, and so is one with every tenth
    word changed; a shared quotation is not. Two articles of one outlet are copies at `series`
    only: many an outlet words reports on like occasions alike. Copies of copies share a cluster.

    Args:
        articles: One row per article, with `text` (without it, `raw`); `outlet` where known.
        threshold: Least containment that makes a copy, above 0 and up to 1.
        alike: Least overlap (shared shingles over the geometric mean of both) that does, too.
        series: Least containment between two articles of one outlet.
        size: Words in a shingle.
        most: A shingle in more articles than this is boilerplate and links none of them; it
            also keeps the work in proportion to the number of articles.
        shingles: Of each article, as `shingles_of` gives them, where texts are too many to hold;
            those of all articles may be thinned alike (Broder's sketch of hashes that are 0 modulo
            a number), which estimates what is else counted.

    Returns:
        One row per article, in the order of `articles`: `article_id`, `cluster_id` (the
        article_id of its first article), `n_copies` (articles in the cluster, 1 where there is no
        copy), `is_first` (bool: published first; the order of ids decides among equals, and an
        article without a date comes last).

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SputlinkError: for a threshold or size out of range, or an article_id that occurs twice.

    References:
        Broder 1997 on resemblance and containment of documents by shingles. `size` and `alike`
        were chosen on copies made by an editor's changes; tests/benchmarks/syndication.py scores
        them on others.
    """
    require(articles, ["article_id"], made_by="loading.read_articles")
    if shingles is None:
        text = "text" if "text" in articles else "raw"
        require(articles, [text], made_by="loading.read_articles")
        shingles = [shingles_of(each, size) for each in articles[text].fillna("")]
    if not 0 < threshold <= 1 or size < 1:
        raise SputlinkError(f"threshold must lie in (0, 1] and size above 0: {threshold}, {size}")
    if articles["article_id"].duplicated().any():
        raise SputlinkError("an article_id occurs twice: keep one row per article")
    table = pd.DataFrame({"article_id": articles["article_id"].to_numpy()})
    pairs = _pairs(shingles, most)
    copied = (pairs["containment"] >= threshold) | (pairs["overlap"] >= alike)
    if "outlet" in articles:
        outlets = pd.factorize(articles["outlet"].where(articles["outlet"].ne(NO_OUTLET)))[0]
        left, right = outlets[pairs["left"]], outlets[pairs["right"]]
        same = (left == right) & (left >= 0)  # below 0 where the outlet is not known
        copied &= ~same | (pairs["containment"] >= series)
    linked = pairs[copied]
    graph = sparse.coo_array(
        (np.ones(len(linked)), (linked["left"], linked["right"])), shape=(len(table),) * 2
    )
    table["cluster"] = (
        sparse.csgraph.connected_components(graph, directed=False)[1] if len(table) else []
    )
    published = articles.get("published", pd.NaT)
    published = pd.Series(published, articles.index)
    table["published"] = pd.to_datetime(published, utc=True).to_numpy()
    order = table.sort_values(["published", "article_id"], na_position="last")
    first = order.groupby("cluster")["article_id"].first()
    table["cluster_id"] = table["cluster"].map(first).astype(table["article_id"].dtype)
    sizes = table["cluster"].value_counts()
    table["n_copies"] = table["cluster"].map(sizes).astype("int64")
    table["is_first"] = table["article_id"].eq(table["cluster_id"]).astype(bool)
    return table[COLUMNS].set_axis(articles.index)


def similar_pairs(texts: list[str], *, size: int = SIZE, most: int = 200) -> pd.DataFrame:
    """How much of the shorter text's shingles each pair shares; pairs that share none are left out.

    Returns:
        One row per pair of positions in `texts`: `left` < `right`, `shared` (shingles),
        `containment` (in the shorter one, 0..1], `overlap` (0..1]: shared over the geometric mean
        of both.
    """
    return _pairs([shingles_of(text, size) for text in texts], most)


def _pairs(sets: list[np.ndarray], most: int) -> pd.DataFrame:
    """As `similar_pairs`, of the shingles of each text."""
    sizes = np.array([len(each) for each in sets], dtype=np.int64)
    rows = np.repeat(np.arange(len(sets)), sizes)
    hashes = np.concatenate([*sets, np.empty(0, dtype=np.int64)]).astype(np.int64)
    _, columns, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    linking = (counts >= 2) & (counts <= most)  # most shingles occur once: they link nothing
    kept = linking[columns]
    shape = (len(sets), len(counts))
    table = sparse.csr_array(
        (np.ones(kept.sum(), dtype=np.int32), (rows[kept], columns[kept])), shape=shape
    )
    product = sparse.triu(table @ table.T, k=1).tocoo() if len(sets) else sparse.coo_array((0, 0))
    left, right = product.coords
    shared = product.data.astype(np.int64)
    pairs = pd.DataFrame({"left": left, "right": right, "shared": shared})
    pairs["containment"] = shared / np.minimum(sizes[left], sizes[right])
    pairs["overlap"] = shared / np.sqrt(sizes[left] * sizes[right])
    return pairs.sort_values(["left", "right"]).reset_index(drop=True)


def shingles_of(text: str, size: int = SIZE) -> np.ndarray:
    """The hashes of a text's runs of `size` words, each once; none of a text of a few words."""
    words = _WORD.findall(text.lower())
    if len(words) < 4 * size:
        # A line of a few words is no article: equal or not, it says nothing of copying.
        words = []
    runs = {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}
    return np.array([crc32(run.encode()) for run in runs], dtype=np.int64)
