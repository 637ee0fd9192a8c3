"""The articles, sentences and quotations around a few rows, looked up without a search in all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["Pages", "quote_spans"]

_ARTICLE = ["article_id", "title", "outlet", "published", "constructed", "text"]
_PARTS = {"": "sp-quote", "speaker_": "sp-speaker", "cue_": "sp-cue"}  # of a quotation
_QUOTE = ["article_id", "kind", *(f"{part}{end}" for part in _PARTS for end in ("start", "end"))]


class Pages:
    """What stands around rows with `article_id` and `sentence_id`, for those articles alone.

    To narrow the frames first, to few rows and columns, is most of what makes a click answer fast.

    Args:
        tables: What `analyse` returned, or anything with `articles`, `sentences`, `quotes`.
        article_ids: Of the rows that will be asked about.
    """

    def __init__(self, tables: "Tables", article_ids: Iterable[str]) -> None:
        ids = list(dict.fromkeys(article_ids))

        def near(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
            kept = [name for name in columns if name in table]
            return table.loc[table["article_id"].isin(ids), kept]

        sentences = near(tables.sentences, ["article_id", "sentence_id", "start", "end"])
        articles = near(tables.articles, _ARTICLE).to_dict("records")
        self._articles = {row["article_id"]: row for row in articles}
        self._sentences = {
            (article, sentence): (start, end)
            for article, sentence, start, end in sentences.itertuples(index=False, name=None)
        }
        self._spans = _spans_by_article(near(tables.quotes, _QUOTE))

    def article(self, row: Mapping) -> dict:
        """The article of a row: outlet, title, published, constructed, text."""
        return self._articles[row["article_id"]]

    def sentence(self, row: Mapping) -> tuple[int, int]:
        """Where the sentence of a row begins and ends in the text."""
        return self._sentences[row["article_id"], row["sentence_id"]]

    def around(self, row: Mapping) -> tuple[int, int]:
        """The stretch of whole sentences that the place of a row (`start`, `end`) lies in."""
        touched = [
            place
            for (article, _), place in self._sentences.items()
            if article == row["article_id"] and place[0] < row["end"] and place[1] > row["start"]
        ]
        return min(a for a, _ in touched), max(b for _, b in touched)

    def quotes(self, row: Mapping) -> list[tuple[int, int, str]]:
        """The quotations of a row's article, for `mark`."""
        return self._spans.get(row["article_id"], [])


def quote_spans(quotes: pd.DataFrame, article_id: str) -> list[tuple[int, int, str]]:
    """Where the quotations of an article stand, their speakers and cues, for `mark`."""
    return _spans_by_article(quotes[quotes["article_id"] == article_id]).get(article_id, [])


def _spans_by_article(quotes: pd.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    spans = defaultdict(list)
    for quote in quotes[_QUOTE].to_dict("records"):
        for part, name in _PARTS.items():
            first, last = quote[f"{part}start"], quote[f"{part}end"]
            if quote["kind"] != "scare" and pd.notna(first) and pd.notna(last):
                spans[quote["article_id"]].append((int(first), int(last), name))
    return spans
