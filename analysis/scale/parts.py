"""One part: its articles in, its tables out."""

from pathlib import Path

import pandas as pd

from analysis.pipeline import read
from analysis.scale.work import Work
from analysis.storing import write_tables

__all__ = ["analyse_part"]


def analyse_part(folder: str, number: int, **how: object) -> int:
    """Write the tables of one part, unless they are there; how many articles it has.

    Args:
        folder: Of the run (see `Work`), where whoever does this can read and write it.
        number: Of the part.
        how: Options of `pipeline.read`.
    """
    work = Work(Path(folder))
    articles = pd.read_parquet(work.given(number))
    if not work.made(number).is_dir():
        made = read(articles, pd.read_parquet(work.removed(number)), **how)
        scratch = work.scratch(number)
        write_tables(dict(made), scratch, own=made.own.as_record())
        work.finish(scratch, number)
    return len(articles)
