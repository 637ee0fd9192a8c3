"""Made-up texts by the thousand through the stages, each checked: `python -m tests.fuzzing`.

Hypothesis takes a second for a hundred texts; here a thousand go through the stages as one frame,
so that a million take an hour. A batch is made from its number alone: what fails is found again.
"""

import argparse
import faulthandler
import random
import sys
import time
from collections.abc import Callable
from functools import cache

import pandas as pd

import analysis as sp
from analysis.cleaning import add_text, find_furniture, restore
from analysis.loading import article_frame
from analysis.naming import find_mentions, read_actors
from analysis.own import SHIPPED
from analysis.pipeline import clean, read
from analysis.reading import split_sentences
from analysis.schema import DATA

BATCH = 1000
HANGS = 300  # seconds after which a batch is said to hang: none takes a tenth of it
MARKS = ['"', "“", "”", "‘", "’", "'", "«", "»", ". ", "? ", "! ", "… ", "...", ", ", ": ", "; "]
MARKS += ["—", "-", "(", ")", "[", "]", "\n", "\n\n", " ", "  ", "\t", "\u00a0", "\u200b", "\u2028"]
ODD = [
    "\x00",
    "\x0b",
    "\x1b[31m",
    "\ufeff",
    "e\u0301",
    "ﬁ",
    "İ",
    "ß",
    "👍",
    "👨‍👩‍👧",
    "\u202e",
    "٣",
    "\ufffd",
]
ODD += [
    "=1+1",
    "<b>",
    "</b>",
    "&lt;",
    "<script>",
    "$",
    "\\",
    "%s",
    "{}",
    "http://a.b/c",
    "@x",
    "#y",
]
WORDS = ["said", "told", "the", "of", "according to", "not", "he", "they", "its", "attacked", "who"]
WORDS += [
    "Mr.",
    "U.S.",
    "a.m.",
    "No. 5",
    "1,000.50",
    "Advertisement",
    "Read more:",
    "(Reuters)",
    "RT",
]


def made(number: int, size: int = BATCH) -> list[str]:
    """The texts of one batch, from a few characters to a few hundred; none is blank."""
    draw = random.Random(number)
    kinds: list[Callable[[random.Random], str]] = [_pieces, _pieces, _changed, _changed, _any, _run]
    texts = [draw.choice(kinds)(draw) for _ in range(size)]
    return [text if text.strip() else f"x{text}" for text in texts]


def _pieces(draw: random.Random) -> str:
    """Names, words and marks in any order."""
    stock = draw.choices([_aliases(), WORDS, MARKS, ODD], [3, 3, 4, 1], k=draw.randint(1, 30))
    return "".join(draw.choice(each) + draw.choice(["", " "]) for each in stock)


def _changed(draw: random.Random) -> str:
    """A piece of an article, with some places cut, doubled, or written over."""
    text = draw.choice(_articles())
    start = draw.randrange(len(text))
    piece = list(text[start : start + draw.randint(1, 400)])
    for _ in range(draw.randint(0, 8)):
        at = draw.randrange(len(piece))
        until = at + draw.randint(0, 12)
        new = draw.choice(
            [[], piece[at:until] * 2, [draw.choice(MARKS + ODD)], [chr(_point(draw))]]
        )
        piece[at:until] = new
        piece = piece or ["x"]
    return "".join(piece)


def _any(draw: random.Random) -> str:
    return "".join(chr(_point(draw)) for _ in range(draw.randint(1, 60)))


def _run(draw: random.Random) -> str:
    """The same again and again."""
    again = draw.choice([*MARKS, *ODD, *WORDS, draw.choice(_aliases()), "A", "a", "Aa "])
    return draw.choice(["", "Iran said "]) + again * draw.randint(2, 200 // len(again) + 2)


def _point(draw: random.Random) -> int:
    """Any character but halves of a pair, which no file holds; every other one of the first."""
    top = draw.choice([0x7F, 0x2FF, 0x2FFF, 0x10FFFF])
    point = draw.randint(1, top)
    return point if not 0xD800 <= point <= 0xDFFF else 0x41


@cache
def _aliases() -> list[str]:
    return sorted(set(read_actors()["alias"]))


@cache
def _articles() -> list[str]:
    return list(sp.read_articles(DATA / "constructed" / "articles.jsonl").articles["raw"])


def as_articles(texts: list[str]) -> pd.DataFrame:
    """The texts as articles of four outlets, as they would stand in a table."""
    rows = [
        {"article_id": f"{i:06}", "outlet": f"o{i % 4}", "title": None, "raw": text}
        for i, text in enumerate(texts)
    ]
    return article_frame(rows)


def check_short(texts: list[str]) -> int:
    """Clean, split and find mentions; every offset holds. How many mentions there were."""
    articles = as_articles(texts)
    furniture = find_furniture(articles)
    articles = add_text(articles, furniture)
    check_restored(articles, furniture)
    sentences = split_sentences(articles)
    check_spans(articles, sentences, "sentence")
    mentions = find_mentions(sentences, articles)
    check_spans(articles, mentions, "alias")
    return len(mentions)


def check_whole(texts: list[str]) -> int:
    """All stages, copies and quotations too; every offset holds. How many mentions there were."""
    articles, furniture = clean(as_articles(texts), own=SHIPPED)
    check_restored(articles, furniture)
    tables = read(articles, furniture, scorer="textblob", own=SHIPPED)
    named = {"sentences": "sentence", "tokens": "token", "mentions": "alias", "quotes": "quotation"}
    for name, column in named.items():
        check_spans(articles, getattr(tables, name), column)
    assert tables.mentions["polarity"].between(-1, 1).all()
    return len(tables.mentions)


def check_restored(articles: pd.DataFrame, furniture: pd.DataFrame) -> None:
    """That the text and what was taken out of it make what was given, for every article."""
    cut = dict(list(furniture.groupby("article_id")))
    for article in articles.itertuples():
        own = cut.get(article.article_id)
        text = article.text if own is None else restore(article.text, own)
        assert text == article.raw, (article.raw, own)


def check_spans(articles: pd.DataFrame, rows: pd.DataFrame, column: str) -> None:
    """That what each row says stands where it says."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for row in rows[["article_id", "start", "end", column]].itertuples(index=False):
        assert texts[row[0]][row[1] : row[2]] == row[3], (texts[row[0]], row)


def run(texts: int, *, first: int = 0, whole: int = 50) -> None:
    """Check so many texts; every `whole`-th batch is short and goes through all stages."""
    begun, done, through, mentions, number = time.monotonic(), 0, 0, 0, first
    while done < texts:
        faulthandler.dump_traceback_later(HANGS, exit=True)
        all_stages = number % whole == 0
        batch = made(number, BATCH // 5 if all_stages else BATCH)
        try:
            mentions += (check_whole if all_stages else check_short)(batch)
        except Exception:
            tell(f"batch {number} failed: python -m tests.fuzzing --first {number}")
            raise
        done, number = done + len(batch), number + 1
        through += len(batch) if all_stages else 0
        if number % 10 == 0 or done >= texts:
            minutes = (time.monotonic() - begun) / 60
            tell(
                f"{done:,} texts, {through:,} of them through all stages, {mentions:,} mentions, "
                f"{minutes:.0f} minutes, next batch {number}"
            )
    faulthandler.cancel_dump_traceback_later()


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first batch")
    given = parser.parse_args()
    run(given.texts, first=given.first)
