"""Articles read into parts on disk, each article once, under its final id and outlet."""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from analysis.loading import (
    Identities,
    article_frame,
    commonest_spellings,
    each_row,
    nothing_read,
    rejected_frame,
)
from analysis.own import Own
from analysis.pipeline import clean
from analysis.scale.work import Work
from analysis.schema import NO_OUTLET

__all__ = ["clean_parts", "read_into_parts"]

REJECTED = "rejected.parquet"


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


def clean_parts(work: Work, own: Own) -> None:
    """Take the furniture out of all parts, and say of each article what it is a copy of.

    What an outlet repeats, and copies, show over all articles alone: this holds their texts in
    memory, as no other step does. A run that is broken off before the end of it begins it anew.
    """
    numbers = range(work.counted["parts"])
    if all(work.removed(number).exists() for number in numbers):
        return
    parts = [pd.read_parquet(work.given(number)) for number in numbers]
    articles, furniture = clean(pd.concat(parts, ignore_index=True), own=own)
    at = 0
    for number, part in enumerate(parts):
        cleaned = articles.iloc[at : at + len(part)].reset_index(drop=True)
        at += len(part)
        cleaned.to_parquet(work.given(number))
        gone = furniture[furniture["article_id"].isin(cleaned["article_id"])]
        gone.reset_index(drop=True).to_parquet(work.removed(number))


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
