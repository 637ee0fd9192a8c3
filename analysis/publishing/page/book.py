"""The sentences behind every mark of a page, packed into it: small, and sampled where too many.

A mark (a line, a cell, a row) registers the mentions, quotations or deeds that it was computed
from and gets a key. A sample is drawn by the digest of each item, so that it is the same for every
mark and every run, and marks that share items share what is stored.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zlib import crc32

import pandas as pd
from markupsafe import Markup

from analysis.evidence import mark, quote_spans, word_spans
from analysis.publishing.page import words

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["BUDGET", "Book"]

BUDGET = 2_000_000  # bytes of evidence that a page may carry
_CAPS = [None, 400, 200, 100, 60, 40, 25, 15, 10]  # sentences a mark keeps
_WINDOW = 900  # characters of a long quotation that are shown
_CLASSES = {
    "sp-quote": "q", "sp-speaker": "s", "sp-cue": "c", "sp-positive": "p", "sp-negative": "n",
}  # fmt: skip

Ref = tuple[str, str, int, int]  # kind, article_id, and the item's numbers there
Item = tuple[str, int, int, list[tuple[int, int, str]], str]  # article, start, end, spans, note


class Book:
    """Collects what marks open, then packs it."""

    def __init__(self, tables: "Tables") -> None:
        self.tables = tables
        self._marks: dict[str, list[Ref]] = {}
        self._keys: dict[tuple[Ref, ...], str] = {}
        self._makers: dict[Ref, Callable[[], Item]] = {}
        self._scores: dict[Ref, float] = {}
        self._clearest: dict[str, int] = {}
        articles = tables.articles
        self._articles = articles.set_index("article_id")
        self._texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        self._sentences = {
            article: list(zip(part["start"], part["end"], part["sentence_id"], strict=True))
            for article, part in tables.sentences.groupby("article_id")
        }
        self._quoted = {
            article: [(a, b, _CLASSES[name]) for a, b, name in quote_spans(part, article)]
            for article, part in tables.quotes.groupby("article_id")
        }

    def of_mentions(self, rows: pd.DataFrame) -> str:
        """The key of the sentences of these mentions, '' where there are none."""
        return self._open("m", rows, "mention_id", self._mention)

    def of_quotes(self, rows: pd.DataFrame) -> str:
        """The key of these quotations, shown with the sentences that they stand in."""
        return self._open("q", rows, "quote_id", self._quote)

    def of_deeds(self, rows: pd.DataFrame) -> str:
        """The key of the sentences that tell these deeds: `verb_start` to `verb_end` is marked,
        and the places named by `spans` (start, end, class) of each row."""
        return self._open("d", rows, "verb_start", self._deed)

    def of_relations(self, rows: pd.DataFrame) -> str:
        """The key of the sentences that tell one actor toward another, the clearest first: those
        farthest on the side where their mean lies."""
        key = self._open("r", rows, "holder_start", self._relation)
        if key:
            self._clearest[key] = 1 if rows["attitude"].mean() > 0 else -1
        return key

    def of_places(self, rows: pd.DataFrame) -> str:
        """The key of places in articles: `article_id`, `start`, `end`, with their sentences."""
        return self._open("p", rows, "start", self._place)

    def _open(
        self, kind: str, rows: pd.DataFrame, number: str, make: Callable[[dict], Item]
    ) -> str:
        refs = []
        for row in rows.to_dict("records"):
            ref = (kind, row["article_id"], int(row[number]), row.get("target_start", 0))
            refs.append(ref)
            self._makers.setdefault(ref, lambda row=row: make(row))
            score = row.get("polarity", row.get("attitude"))
            if pd.notna(score):
                self._scores[ref] = score
        refs = sorted(dict.fromkeys(refs), key=_drawn)
        if not refs:
            return ""
        key = self._keys.setdefault(tuple(refs), f"e{len(self._keys)}")
        self._marks[key] = refs
        return key

    def examples(self, key: str, n: int = 2) -> list[Markup]:
        """Sentences of a mark as marked HTML, for a printed page too: those nearest to its mean.

        Of relations the clearest, of what has no score the first drawn; of two articles where
        there are two.
        """
        refs = self._marks.get(key, [])
        mean = pd.Series([self._scores.get(ref, 0.0) for ref in refs]).mean()
        near = sorted(refs, key=lambda ref: (abs(self._scores.get(ref, 0.0) - mean), *_drawn(ref)))
        near = self._ordered(key, refs) if key in self._clearest else near
        apart: dict[str, Ref] = {}
        for ref in near:
            apart.setdefault(ref[1], ref)
        shown = dict.fromkeys([*list(apart.values())[:n], *near[:n]])
        return [self._as_html(self._makers[ref]()) for ref in list(shown)[:n]]

    def pack(self, budget: int = BUDGET) -> dict:
        """Everything that the page's script needs, within the budget.

        Returns:
            `articles` ([outlet, day, title, address]), `texts` ([article, text]), `items` ([text,
            spans, note]), `marks` (key: positions of items), `counts` (key: how many there are),
            `kept` and `all` (items in the page, and in all).
        """
        for cap in _CAPS:
            chosen = {key: self._ordered(key, refs[:cap]) for key, refs in self._marks.items()}
            packed = self._packed(chosen)
            if _size(packed) <= budget:
                break
        return packed

    def _ordered(self, key: str, refs: list[Ref]) -> list[Ref]:
        """As they are read: the clearest first where the mark asks for it, else as drawn."""
        side = self._clearest.get(key)
        return sorted(refs, key=lambda ref: -side * self._scores.get(ref, 0.0)) if side else refs

    def _packed(self, chosen: dict[str, list[Ref]]) -> dict:
        refs = list(dict.fromkeys(ref for each in chosen.values() for ref in each))
        everything = {ref for each in self._marks.values() for ref in each}
        articles: dict[str, int] = {}
        texts: dict[tuple[str, int, int], int] = {}
        items = []
        for ref in refs:
            article, start, end, spans, note = self._makers[ref]()
            articles.setdefault(article, len(articles))
            place = texts.setdefault((article, start, end), len(texts))
            near = [
                [max(a, start) - start, min(b, end) - start, name]
                for a, b, name in spans
                if a < end and b > start
            ]
            items.append([place, near, note])
        position = {ref: i for i, ref in enumerate(refs)}
        return {
            "articles": [self._source(article) for article in articles],
            "texts": [[articles[a], self._texts[a][start:end]] for a, start, end in texts],
            "items": items,
            "marks": {key: [position[ref] for ref in each] for key, each in chosen.items()},
            "counts": {key: len(each) for key, each in self._marks.items()},
            "kept": len(items),
            "all": len(everything),
        }

    def _source(self, article: str) -> list[str]:
        row = self._articles.loc[article]
        title = row["title"] if pd.notna(row["title"]) else ""
        constructed = " (constructed)" if row["constructed"] else ""
        return [f"{row['outlet']}{constructed}", words.day(row["published"]), title, address(row)]

    def _as_html(self, item: Item) -> Markup:
        article, start, end, spans, note = item
        outlet, when, title, _ = self._source(article)
        named = [(a, b, f"s-{name}") for a, b, name in spans]
        sentence = Markup(mark(self._texts[article], named, start=start, end=end))
        about = " · ".join(part for part in (outlet, when, title, note) if part)
        return Markup("<p>{}</p><p class='source'>{}</p>").format(sentence, about)

    def _mention(self, row: dict) -> Item:
        start, end = self._sentence(row["article_id"], row["start"], row["end"])
        spans = [(row["start"], row["end"], "a"), *self._spans(row["article_id"], start, end)]
        text = self._texts[row["article_id"]]
        spans += [(a, b, _CLASSES[c]) for a, b, c in word_spans(text, start, end, row)]
        parts = [_voice(row)]
        if pd.notna(row.get("polarity")):
            parts.append(f"warmth {words.number(row['polarity'], 'polarity')}")
        return row["article_id"], start, end, spans, " · ".join(parts)

    def _quote(self, row: dict) -> Item:
        places = [(row["start"], row["end"])]
        if pd.notna(row["speaker_start"]):
            places.append((int(row["speaker_start"]), int(row["speaker_end"])))
        first, last = min(a for a, _ in places), max(b for _, b in places)
        start, end = self._sentence(row["article_id"], first, last)
        end = min(end, max(start + _WINDOW, row["start"] + 80))
        note = f"{row['kind']} quotation" + (f", {row['speaker']}" if row["speaker"] else "")
        return (
            row["article_id"], start, end, self._spans(row["article_id"], start, end), note,
        )  # fmt: skip

    def _deed(self, row: dict) -> Item:
        start, end = self._sentence(row["article_id"], row["verb_start"], row["verb_end"])
        spans = [(row["verb_start"], row["verb_end"], "d"), *row["spans"]]
        spans += self._spans(row["article_id"], start, end)
        said = [word for word in ("negated", "modal") if row.get(word)]
        return row["article_id"], start, end, spans, f"told as {', '.join(said)}" if said else ""

    def _place(self, row: dict) -> Item:
        start, end = self._sentence(row["article_id"], row["start"], row["end"])
        whole = (start, end) == (row["start"], row["end"])
        spans = [] if whole else [(int(row["start"]), int(row["end"]), "a")]
        spans += self._spans(row["article_id"], start, end)
        return row["article_id"], start, end, spans, ""

    def _relation(self, row: dict) -> Item:
        sides = [(row[f"{side}_start"], row[f"{side}_end"]) for side in ("holder", "target")]
        spans = [(*place, name) for place, name in zip(sides, "at", strict=True)]
        start, end = self._sentence(row["article_id"], *sides[0])
        if pd.notna(row["deed_start"]):
            spans.append((int(row["deed_start"]), int(row["deed_end"]), "d"))
        spans += self._spans(row["article_id"], start, end)
        note = f"for {row['p_for']:.2f}, against {row['p_against']:.2f}"
        return row["article_id"], start, end, spans, note

    def _spans(self, article: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Quotations with their speakers and cues, as far as they reach into these characters."""
        return [span for span in self._quoted.get(article, []) if span[0] < end and span[1] > start]

    def _sentence(self, article: str, first: int, last: int) -> tuple[int, int]:
        """From the start of the sentence at `first` to the end of that at `last`."""
        near = [(a, b) for a, b, _ in self._sentences.get(article, []) if a < last and b > first]
        if not near:
            return int(first), int(last)
        return int(min(a for a, _ in near)), int(max(b for _, b in near))


def address(row: pd.Series) -> str:
    """The article's address, if it is one of the web; '' for anything else, `javascript:` too."""
    url = row.get("url")
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def _voice(row: dict) -> str:
    if row.get("voice") in ("outlet", "headline"):
        return "own words" if row["voice"] == "outlet" else "headline"
    speaker = row.get("speaker")
    return f"quoted: {speaker}" if isinstance(speaker, str) else "quoted"


def _drawn(ref: Ref) -> tuple[int, Ref]:
    """An order that depends on nothing but the item, and on nothing in it that is measured."""
    return crc32(repr(ref).encode()), ref


def _size(packed: dict) -> int:
    texts: Iterable[int] = (len(text.encode()) + 12 for _, text in packed["texts"])
    items: Iterable[int] = (len(str(item)) for item in packed["items"])
    return sum(texts) + sum(items) + 6 * sum(map(len, packed["marks"].values()))
