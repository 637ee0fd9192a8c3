"""Read articles of any supported kind into one table, and set aside what cannot be used."""

from collections.abc import Iterator
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.loading.articles import (
    MAX_BODY,
    Rejected,
    article_of,
    has_body,
    no_body,
    only_headline,
)
from analysis.loading.delimited import EXCERPT, Problem, Record, Unreadable
from analysis.loading.files import Part, read_defaults, read_parts
from analysis.loading.folders import labels_of, name_says, walk
from analysis.loading.identities import Identities, article_frame
from analysis.loading.mapping import checked, renamed
from analysis.schema import COLUMNS, InputError

__all__ = ["Loaded", "each_row", "files_of", "nothing_read", "read_articles", "rejected_frame"]

_PEEK = 1_000  # rows in which a file has to name a text


class Loaded(NamedTuple):
    """What could be read, and what could not."""

    articles: pd.DataFrame
    rejected: pd.DataFrame


def read_articles(
    *paths: str | Path | list[str | Path],
    outlet: str | None = None,
    retrieved: str | pd.Timestamp | None = None,
    encoding: str | None = None,
    day_first: bool | None = None,
    strict_dates: bool = True,
    max_body: int = MAX_BODY,
    language: str | None = "en",
    columns: dict[str, str] | None = None,
) -> Loaded:
    """Read articles, whatever they were saved as, and folders of them, mixed.

    Saved web pages (.html), RSS and Atom feeds, NITF and NewsML-G2, crawls (.warc), saved tag
    pages, text exports of Lexis, Nexis Uni, Factiva and ProQuest, documents (.docx), workbooks
    (.xlsx), CSV, TSV, JSON Lines, JSON, Parquet, text files; archives (.zip) of these.

    Columns are known by their usual names too (publisher, source or site for `outlet`; body,
    content or article for the text; headline; date or published_at); only a body must be there.
    Columns with other names are kept as they are. A `.toml` beside a file gives values for all its
    rows. In a folder, `articles.csv` or `metadata.csv` with a column `file` describes text files;
    so does the name of one, like '2025-06-23_The-Gazette_talks-fail.txt', where nothing else gives
    day or outlet. Compressed files (.gz, .bz2, .xz) are read as what is inside.

    Newlines become \\n, NUL and byte-order marks go, an HTML body becomes paragraphs of plain text,
    an HTML title one line. A mark like '[+2210 chars]', by which news interfaces cut a text, goes,
    and `truncated` counts what is missing. Rows with headline and address and no column for a text
    are headlines only (`headline_only`); an entry of a feed that gives its summary is a `teaser`.
    `raw` is the result; every later offset counts in it. For tables it is
    title, blank line, body, unless the body begins with the title itself.

    Args:
        paths: Files or folders, or lists of them; a folder is walked in sorted order, hidden
            files left out.
        outlet: For rows that name none.
        retrieved: When the material was saved, for rows that do not say; '8 hours ago' counts
            from it, and nothing can be published after it.
        encoding: Of text files; detected where None.
        day_first: How to read 06/07/2025; such a date is refused where None.
        strict_dates: Set an article aside if its date is unreadable or lies in the future; False
            keeps it without a date. An article that gives no date is always kept.
        max_body: Characters above which a body is no article and is set aside.
        language: Code of the one language that is read; a text that is surely in another is set
            aside. None reads all.
        columns: What columns with other names become: {"Volltext": "body"}. `columns_of` shows
            what is guessed.

    Returns:
        `articles`: one row per article, in order of reading, with the columns of the schema up to
        `raw`, then all others found. `published` and `retrieved` are UTC, NaT where unknown.
        `article_id` digests outlet, title and published; articles that share these and differ in
        their text get the text digested too, so both survive. `source` is file and row.
        `rejected`: one row per row of input that was set aside: `source` (file), `row` (from 1;
        NA for a whole file), `reason` (says what to do), `excerpt`. An exact copy of an article
        already read is among them.

    Raises:
        InputError: if a path does not exist, or nothing at all could be read.
    """
    once, rows, set_aside = Identities(), [], []
    options = {
        "outlet": outlet,
        "retrieved": retrieved,
        "encoding": encoding,
        "day_first": day_first,
        "strict_dates": strict_dates,
        "max_body": max_body,
        "language": language,
        "columns": columns,
    }
    for row in each_row(*paths, **options):
        row = once.take(row)
        (set_aside if "reason" in row else rows).append(row)
    articles = article_frame([{**row, "article_id": once.id_of(row)} for row in rows])
    rejected = rejected_frame(set_aside)
    if articles.empty:
        raise nothing_read(paths, rejected)
    return Loaded(articles, rejected)


def nothing_read(
    paths: tuple[str | Path | list[str | Path], ...], rejected: pd.DataFrame
) -> InputError:
    """The error that says why no article could be read."""
    reasons = [
        f"{source}{'' if pd.isna(row) else f' row {row}'}: {reason}"
        for source, row, reason in rejected[["source", "row", "reason"]].head(5).to_numpy()
    ]
    named = ", ".join(Path(path).name or str(path) for path in _flat(paths))
    found = "; ".join(reasons) or "no file of a kind that is read"
    return InputError(f"no article could be read from {named}: {found}")


def each_row(
    *paths: str | Path | list[str | Path],
    outlet: str | None = None,
    retrieved: str | pd.Timestamp | None = None,
    encoding: str | None = None,
    day_first: bool | None = None,
    strict_dates: bool = True,
    max_body: int = MAX_BODY,
    language: str | None = "en",
    columns: dict[str, str] | None = None,
) -> Iterator[dict]:
    """Every row of every file, one at a time, as `read_articles` reads it.

    Yields:
        An article (columns of the schema up to `raw`, less `article_id`, and what else the row
        has), or what was set aside (`source`, `row`, `reason`, `excerpt`). JSON Lines and Parquet
        are read in blocks, other files whole.

    Raises:
        InputError: if a path does not exist.
    """
    saved, columns = _timestamp(retrieved), checked(columns)
    files = files_of(*paths)
    labels = labels_of([path for path, _ in files])
    given = {"outlet": outlet} if outlet else {}
    reading = {
        "day_first": day_first,
        "strict_dates": strict_dates,
        "max_body": max_body,
        "language": language,
    }
    for (path, described), label in zip(files, labels, strict=True):
        try:
            defaults = {"retrieved": saved} | name_says(path) | given | read_defaults(path)
            if isinstance(described, str):
                raise Unreadable(described)
        except Unreadable as problem:
            yield _set_aside(label, None, str(problem).replace(str(path), path.name))
            continue
        defaults |= described or {}
        for part in read_parts(path, encoding=encoding):
            source = _printable(f"{label}/{part.name}" if part.name else label, limit=None)
            yield from _rows_of(part, source, columns, {"defaults": defaults} | reading)


def files_of(*paths: str | Path | list[str | Path]) -> list[tuple[Path, dict | str | None]]:
    """Every file that is read, in order, each with what is known of it otherwise (see `walk`).

    Raises:
        InputError: if a path does not exist.
    """
    return [found for path in _flat(paths) for found in walk(Path(path))]


def _rows_of(part: Part, source: str, columns: dict[str, str], how: dict) -> Iterator[dict]:
    """The rows of one file; a whole-file problem that shows late costs only what comes after."""
    records = (
        record._replace(fields=renamed(record.fields, columns))
        if isinstance(record, Record)
        else record
        for record in part.records
    )
    problem, first = part.problem, []
    try:
        first = list(islice(records, _PEEK))
    except Unreadable as found:
        problem = str(found)
    if problem := problem or _without_text(first):
        yield _set_aside(source, None, problem)
        return
    try:
        for record in chain(first, records):
            if isinstance(record, Problem):
                yield _set_aside(source, *record)
                continue
            try:
                article = article_of(record.fields, **how)
            except Rejected as found:
                yield _set_aside(source, record.row, str(found), found.excerpt)
            else:
                yield {**article, "source": f"{source}:{record.row}"}
    except Unreadable as found:
        yield _set_aside(source, None, str(found))


def _set_aside(source: str, row: int | None, reason: str, excerpt: str = "") -> dict:
    return {"source": source, "row": row, "reason": reason, "excerpt": excerpt[:EXCERPT]}


def _flat(paths: tuple[str | Path | list[str | Path], ...]) -> list[str | Path]:
    """The paths, those in lists as well.

    Raises:
        InputError: if there is none, or what is no path.
    """
    flat = [path for each in paths for path in (each if isinstance(each, list | tuple) else [each])]
    if odd := [path for path in flat if not isinstance(path, str | PathLike)]:
        raise InputError(f"{odd[0]!r} is no path: name a file or a folder of articles")
    if not flat:
        raise InputError("no path was given: name a file or a folder of articles")
    return flat


def _without_text(records: list[Record | Problem]) -> str | None:
    """What to do about a file none of whose rows names a text."""
    named = [record.fields for record in records if isinstance(record, Record)]
    if not named or any(has_body(fields) or only_headline(fields) for fields in named):
        return None
    return no_body(list(named[0]))


def rejected_frame(rows: list[dict]) -> pd.DataFrame:
    """One row per row of input that was set aside, as text that can be written."""
    rows = [
        row
        | {"excerpt": _printable(row["excerpt"])}
        | {name: _printable(row[name], limit=None) for name in ("source", "reason")}
        for row in rows
    ]
    table = pd.DataFrame(rows, columns=COLUMNS["rejected"])
    return table.astype({"source": "str", "row": "Int64", "reason": "str", "excerpt": "str"})


def _printable(text: str, *, limit: int | None = EXCERPT) -> str:
    """Lone surrogates, which undecodable bytes become, cannot be written to any file."""
    return text[:limit].encode("utf-8", "replace").decode()


def _timestamp(value: str | pd.Timestamp | None) -> pd.Timestamp | None:
    if value is None:
        return None
    try:
        time = pd.Timestamp(value)
    except ValueError as problem:
        raise InputError(
            f"retrieved {value!r} is no time: write it like 2025-06-23 18:00"
        ) from problem
    return time.tz_localize("UTC") if time.tzinfo is None else time.tz_convert("UTC")
