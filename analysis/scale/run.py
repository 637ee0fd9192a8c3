"""The whole of a run: articles into parts, parts into tables, tables of parts into one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.loading import files_of
from analysis.once import version_of_all
from analysis.outputs import new_folder
from analysis.own import SHIPPED, Own
from analysis.progress import progress
from analysis.scale.cluster import parts_on
from analysis.scale.parts import analyse_part
from analysis.scale.spool import PASSES, REJECTED, clean_parts, read_into_parts
from analysis.scale.work import Work, fingerprint
from analysis.storing import NAMES, OLDER, join_table, read_columns, write_about, write_table
from analysis.tables import FRAMING, framing_of_named

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["tables"]

PART = 50  # articles in work at once: bounds the memory, and what a broken-off run loses
_FOR_FRAMING = ["article_id", "alias", "how", *FRAMING, "polarity", "coverage", "constructed"]


def tables(
    *paths: str | Path | list[str | Path],
    out: str | Path,
    scorer: str | None = None,
    pairs: bool = True,
    pronouns: bool = False,
    own: Own = SHIPPED,
    reading: dict | None = None,
    client: Client | None = None,
    size: int = PART,
    anew: bool = False,
    quiet: bool = False,
    check: Callable[[pd.DataFrame], object] | None = None,
) -> dict[str, int]:
    """Write all tables of any number of articles as Parquet, for `load_tables`.

    Rows, values and ids are those of `analyse(read_articles(*paths))`; in a collection of more
    than some 20,000 articles copies are found among a share of their shingles, and what an outlet
    repeats in a sample of its articles. Memory holds one part, digests of all articles and these
    shingles. The work lies beside `out` until the result is in place: a run that is broken off
    when parts are done goes on when the same is asked for again.

    Args:
        paths: As `read_articles` takes them.
        out: Folder to write, whole or not at all.
        scorer: Name of a scorer, as for `analyse`.
        pairs: Whether to tell who stands for or against whom.
        pronouns: As for `analyse`.
        own: As for `analyse`.
        reading: Options of `read_articles`.
        client: A Dask cluster that does the parts (default: this process); `out` must lie where
            each worker can read and write.
        size: Articles a part.
        anew: Drop what a run that was broken off has done.
        quiet: Do not tell how far it is.
        check: Called with `article_id`, `outlet` and `published` of all articles when they are
            read, before the long work: raises what ends the run.

    Returns:
        How many rows each table has.

    Raises:
        InputError: if a path does not exist, or nothing at all could be read.
        OutputError: if `out` holds anything but tables.
        WorkError: if a run with other options or of other articles was broken off here.
        ClusterError: if the workers can't do it.
    """
    reading = reading or {}
    about = {
        "articles": fingerprint([path for path, _ in files_of(*paths)]),
        "code or data files": version_of_all(),
        "options": repr([scorer, pairs, pronouns, sorted(reading.items()), size]),
        "actors and words": repr(sorted(own.as_record().items())),
    }
    with new_folder(Path(out), command="tables", older=OLDER) as new:
        work = Work(new.parent / "work")
        with work.begun(about, anew=anew):
            if work.counted is None:
                with progress(None, "articles read", quiet=quiet) as bar:
                    read_into_parts(work, paths, size=size, reading=reading, tell=bar.update)
            if check is not None:
                check(_headings(work))
            articles = work.counted["articles"]
            if not work.cleaned.exists():
                with progress(PASSES * articles, "articles cleaned", quiet=quiet) as bar:
                    clean_parts(work, own, tell=bar.update)
            options = {"scorer": scorer, "pronouns": pronouns, "own": own}
            options["pairs"] = None if pairs else False
            with progress(articles, "articles", quiet=quiet) as bar:
                for done in _parts(work, options, client):
                    bar.update(done)
            with progress(len(NAMES), "tables joined", quiet=quiet) as bar:
                counts = _join(work, new, own, tell=bar.update)
    work.end()
    return counts


def _headings(work: Work) -> pd.DataFrame:
    """Outlet and date of all articles."""
    columns = ["article_id", "outlet", "published"]
    parts = [
        pd.read_parquet(work.given(number), columns=columns)
        for number in range(work.counted["parts"])
    ]
    return pd.concat(parts, ignore_index=True)


def _parts(work: Work, options: dict, client: Client | None) -> Iterator[int]:
    """The size of each part when its tables are whole."""
    numbers = range(work.counted["parts"])
    if client is not None:
        yield from parts_on(client, work, numbers, options)
        return
    for number in numbers:
        yield analyse_part(str(work.folder), number, **options)


def _join(work: Work, folder: Path, own: Own, *, tell: Callable[[], object]) -> dict[str, int]:
    """Write the whole tables, and what only all parts together tell."""
    parts = [work.made(number) for number in range(work.counted["parts"])]
    counts = {}
    for name in NAMES:
        path = folder / f"{name}.parquet"
        if name == "framing":
            framing = framing_of_named(read_columns(folder / "mentions.parquet", _FOR_FRAMING))
            write_table(framing, path)
            counts[name] = len(framing)
        elif name == "rejected":
            write_table(pd.read_parquet(work.folder / REJECTED), path)
            counts[name] = work.counted["rejected"]
        else:
            counts[name] = join_table([part / path.name for part in parts], path)
        tell()
    write_about(folder, own=own.as_record())
    return counts
