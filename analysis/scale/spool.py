"""Articles read into parts on disk, each article once, under its final id and outlet."""

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from analysis.cleaning import (
    add_agency,
    add_stories,
    add_text,
    find_furniture,
    find_repeated,
    shingles_of,
)
from analysis.loading import (
    Identities,
    article_frame,
    commonest_spellings,
    each_row,
    nothing_read,
    rejected_frame,
)
from analysis.own import Own
from analysis.scale.work import Work
from analysis.schema import NO_OUTLET

__all__ = ["clean_parts", "read_into_parts"]

REJECTED = "rejected.parquet"
PASSES = 3  # of `clean_parts` over all articles
SAMPLE = 1_000  # articles of an outlet in which it is looked for what it repeats
SAMPLED = 10_000  # of all outlets together, unless that leaves fewer than 50 of each
_READ = ["text", "body_start"]
SHINGLES = 10_000_000  # held at once: all of some 20,000 articles, a share of them of more


def read_into_parts(
    work: Work, paths: tuple, *, size: int, reading: dict, tell: Callable[[int], None]
) -> None:
    """Write the articles of all paths into `work`, `size` of them a part.

    Ids and the spelling of outlets depend on all articles, so parts are written twice. A run that
    is broken off before the end of this begins it anew.

    Args:
        work: The folder of the run.
        paths: As `read_articles` takes them.
        size: Articles a part.
        reading: Options of `read_articles`.
        tell: Called with the number of articles read since the last call.

    Raises:
        InputError: if a path does not exist, or nothing at all could be read.
    """
    once, spool, set_aside = Identities(), _Spool(work), []
    for row in each_row(*paths, **reading):
        row = once.take(row)
        if "reason" in row:
            set_aside.append(row)
            continue
        spool.rows.append(row)
        if len(spool.rows) == size:
            tell(spool.write())
    tell(spool.write())
    rejected = rejected_frame(set_aside)
    if not spool.parts:
        raise nothing_read(paths, rejected)
    rejected.to_parquet(work.folder / REJECTED)
    spool.identify(once)
    work.count(parts=spool.parts, articles=spool.outlets.total(), rejected=len(rejected))


def clean_parts(work: Work, own: Own, *, tell: Callable[[int], object]) -> None:
    """Take the furniture out of all parts, and say of each article what it is a copy of.

    A part at a time, in three passes: what outlets repeat, found in a sample of each; texts and
    their shingles; copies, found among the shingles of all. A run that is broken off before the
    end of this begins it anew.

    Args:
        work: The folder of the run.
        own: As for `pipeline.clean`.
        tell: Called with the number of articles done in a pass since the last call.
    """
    numbers = range(work.counted["parts"])
    repeated = _repeated(work, numbers, own, tell)
    index, sketch = [], _Sketch()
    for number in numbers:
        articles = pd.read_parquet(work.given(number))
        furniture = find_furniture(articles, patterns=own.patterns, repeated=repeated)
        articles = add_agency(add_text(articles, furniture))
        articles.to_parquet(work.given(number))
        furniture.to_parquet(work.removed(number))
        index.append(articles[["article_id", "outlet", "published", "agency"]])
        sketch.add(articles["text"])
        tell(len(articles))
    whole = pd.concat(index, ignore_index=True)
    stories = add_stories(whole, shingles=sketch.kept).set_index("article_id")
    for number in numbers:
        articles = pd.read_parquet(work.given(number))
        told = stories.loc[articles["article_id"], ["cluster_id", "origin"]].reset_index(drop=True)
        articles.assign(**told).to_parquet(work.given(number))
        tell(len(articles))
    work.cleaned.touch()


def _repeated(work: Work, numbers: range, own: Own, tell: Callable[[int], object]) -> pd.DataFrame:
    """What outlets repeat, in all articles of an outlet or in a sample of `SAMPLE` of them.

    Ids are digests, so that those that come first in order are a sample without a bias.
    """
    ids = pd.concat(
        [pd.read_parquet(work.given(n), columns=["article_id", "outlet"]) for n in numbers]
    )
    each = min(SAMPLE, max(SAMPLED // ids["outlet"].nunique(), 50))
    chosen = ids.sort_values("article_id").groupby("outlet").head(each)["article_id"]
    nothing = pd.DataFrame(columns=["outlet", "piece", "n_articles"])
    parts = []
    for number in numbers:
        whole = pd.read_parquet(work.given(number))
        articles = whole[whole["article_id"].isin(chosen)]
        listed = find_furniture(articles, patterns=own.patterns, repeated=nothing)
        parts.append(add_text(articles, listed)[["article_id", "outlet", "published", *_READ]])
        tell(len(whole))
    return find_repeated(pd.concat(parts, ignore_index=True))


class _Sketch:
    """Shingles of all texts, thinned alike as they grow too many to hold (Broder 1997)."""

    def __init__(self) -> None:
        self.kept: list[np.ndarray] = []
        self._one_in, self._size = 1, 0

    def add(self, texts: Iterable[str]) -> None:
        for text in texts:
            hashes = shingles_of(text)
            self.kept.append(hashes[hashes % self._one_in == 0])
            self._size += len(self.kept[-1])
        while self._size > SHINGLES:
            self._one_in *= 2
            self.kept = [hashes[hashes % self._one_in == 0] for hashes in self.kept]
            self._size = sum(map(len, self.kept))


class _Spool:
    """Rows on their way into parts, and what has been seen of all of them."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.rows: list[dict] = []
        self.parts = 0
        self.columns: dict[str, None] = {}  # in the order in which they come up
        self.outlets: Counter[str] = Counter()

    def write(self) -> int:
        """Write the rows at hand as a part; how many they were."""
        rows, self.rows = self.rows, []
        if rows:
            articles = article_frame([{**row, "article_id": ""} for row in rows])
            articles.to_parquet(self.work.given(self.parts))
            self.columns.update(dict.fromkeys(articles.columns))
            self.outlets.update(articles["outlet"].fillna(NO_OUTLET))
            self.parts += 1
        return len(rows)

    def identify(self, once: Identities) -> None:
        """Write all parts anew with what only all rows together tell."""
        spellings = commonest_spellings(pd.Series(self.outlets, dtype="int64"))
        for number in range(self.parts):
            articles = pd.read_parquet(self.work.given(number))
            articles["article_id"] = [once.id_of(row) for row in articles.to_dict("records")]
            articles["outlet"] = articles["outlet"].fillna(NO_OUTLET).map(spellings)
            rows = articles.to_dict("records")
            article_frame(rows, columns=self.columns).to_parquet(self.work.given(number))
