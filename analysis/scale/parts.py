"""One part: its articles in, its tables out."""

from pathlib import Path

import pandas as pd

from analysis.own import Own
from analysis.pipeline import analyse
from analysis.scale.work import Work
from analysis.storing import write_tables

__all__ = ["analyse_part"]


def analyse_part(folder: str, number: int, *, scorer: str | None, pronouns: bool, own: Own) -> int:
    """Write the tables of one part, unless they are there; how many articles it has.

    Args:
        folder: Of the run (see `Work`), where whoever does this can read and write it.
        number: Of the part.
        scorer: As for `analyse`.
        pronouns: As for `analyse`.
        own: As for `analyse`.
    """
    work = Work.at(Path(folder))
    articles = pd.read_parquet(work.given(number))
    if not work.made(number).is_dir():
        made = analyse(articles, scorer=scorer, pronouns=pronouns, own=own)
        scratch = work.scratch(number)
        write_tables(dict(made), scratch)
        work.finish(scratch, number)
    return len(articles)
