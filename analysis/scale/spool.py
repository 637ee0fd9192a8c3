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
from analysis.pipeline import NO_OUTLET
from analysis.scale.work import Work

__all__ = ["read_into_parts"]

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
    once, buffer, set_aside, parts, outlets = Identities(), [], [], 0, Counter()

    def write() -> None:
        nonlocal parts
        article_frame([{**row, "article_id": ""} for row in buffer]).to_parquet(work.given(parts))
        outlets.update(row["outlet"] or NO_OUTLET for row in buffer)
        tell(len(buffer))
        buffer.clear()
        parts += 1

    for row in each_row(*paths, **reading):
        row = once.take(row)
        if "reason" in row:
            set_aside.append(row)
            continue
        buffer.append(row)
        if len(buffer) == size:
            write()
    if buffer:
        write()
    rejected = rejected_frame(set_aside)
    if not parts:
        raise nothing_read(paths, rejected)
    rejected.to_parquet(work.folder / REJECTED)
    spellings = commonest_spellings(pd.Series(outlets, dtype="int64"))
    for number in range(parts):
        _identify(work, number, once, spellings)
    work.count(parts=parts, articles=outlets.total(), rejected=len(rejected))


def _identify(work: Work, number: int, once: Identities, spellings: dict[str, str]) -> None:
    articles = pd.read_parquet(work.given(number))
    ids = [once.id_of(row) for row in articles.to_dict("records")]
    outlets = articles["outlet"].fillna(NO_OUTLET).map(spellings)
    articles.assign(article_id=pd.Series(ids, dtype="str"), outlet=outlets.astype("str")).to_parquet(
        work.given(number)
    )
