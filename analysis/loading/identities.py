"""Which article a row is: its id, whether it was read before, and the frame of all."""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

import pandas as pd
import pyarrow

from analysis.loading.delimited import EXCERPT
from analysis.schema import CLEANED, COLUMNS

__all__ = ["Identities", "article_frame"]

_TEXT = ["article_id", "title", "outlet", "category", "tag", "url", "event", "source", "raw"]
_MARKS = {"truncated": "int64", "headline_only": "bool", "teaser": "bool"}  # made by loading
_SHIPPED = [column for column in COLUMNS["articles"] if column not in CLEANED]


class Identities:
    """The articles read so far, by digests alone: what was read need not stay in memory."""

    def __init__(self) -> None:
        self._sources: dict[bytes, str] = {}
        self._named: Counter[bytes] = Counter()

    def take(self, row: dict) -> dict:
        """The row; or, where the same article was read before, why it is set aside."""
        if "reason" in row:
            return row
        key = _key(*_named(row), row["raw"])
        if key not in self._sources:
            self._sources[key] = row["source"]
            self._named[_key(*_named(row))] += 1
            return row
        source, number = row["source"].rsplit(":", 1)
        reason = f"is the same article as {self._sources[key]}: nothing to do"
        excerpt = row["raw"][:EXCERPT]
        return {"source": source, "row": int(number), "reason": reason, "excerpt": excerpt}

    def id_of(self, row: dict) -> str:
        """The id of a row that was taken, once all have been: the text counts only where articles
        share outlet, title and day."""
        named = _named(row)
        shared = self._named[_key(*named)] > 1
        return _digest(*named, *([row["raw"]] if shared else [])).hex()


def article_frame(rows: list[dict], *, columns: Iterable[str] = ()) -> pd.DataFrame:
    """One row per article with the columns of the schema up to `raw`, then `columns` and all
    others found."""
    named = [*columns, *(name for row in rows for name in row)]
    extra = list(dict.fromkeys(name for name in named if name not in _SHIPPED))
    articles = pd.DataFrame(rows, columns=[*_SHIPPED, *extra])
    for column in extra:
        if column in _MARKS:
            articles[column] = articles[column].astype(object).fillna(False).astype(_MARKS[column])
        else:
            articles[column] = _storable(articles[column])
    for column in ("published", "retrieved"):
        articles[column] = pd.to_datetime(articles[column], utc=True).astype("datetime64[us, UTC]")
    return articles.astype({**dict.fromkeys(_TEXT, "str"), "constructed": bool})


def _named(row: dict) -> tuple[str, ...]:
    values = [row[name] for name in ("outlet", "title", "published")]
    return tuple("None" if pd.isna(value) else str(value) for value in values)


def _key(*parts: str) -> bytes:
    """Wide enough for every article there is; ids are short, as people read them."""
    return _digest(*parts, size=16)


def _digest(*parts: str, size: int = 6) -> bytes:
    return blake2b("\x1f".join(parts).encode(), digest_size=size).digest()


def _storable(column: pd.Series) -> pd.Series:
    """A column of the input as it is, or as JSON text where no table format can hold its mix."""
    if column.dtype != object:
        return column
    try:
        if "struct<>" not in str(pyarrow.array(column, from_pandas=True).type):
            return column
    except (pyarrow.lib.ArrowException, OverflowError, ValueError, RecursionError):
        pass
    return column.map(
        lambda value: value if isinstance(value, str) else json.dumps(value, default=str),
        na_action="ignore",
    ).astype("str")
