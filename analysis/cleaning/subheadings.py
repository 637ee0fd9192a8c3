"""Find sub-headings that scraping glued to the sentence below them."""

import re
from functools import lru_cache

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, require

__all__ = ["find_subheadings"]

_WORD = re.compile(r"[^\W\d_][\w'’&-]{0,30}|\d[\w.,%-]{0,12}")
# The start of the text or of a line, or the space behind a sentence.
_STARTS = re.compile(r"(?:\A|(?<=\n)|(?<=[.!?…]\s)|(?<=[.!?…]['’\"”)]\s))(?=[A-Z])")
# What is left behind a heading has to be a sentence.
_SENTENCE = re.compile(r"[^.!?\n]{0,600}[.!?]")
_FEWEST_LEFT = 6
_FEWEST, _MOST = 4, 14


def find_subheadings(articles: pd.DataFrame) -> pd.DataFrame:
    """Sub-headings that stand in front of a sentence with nothing between but a space.

    'How Moscow is walking a diplomatic tightrope Though Tehran and Moscow have deepened ...': the
    first words are a section's heading. They stay in `text`, as they are the outlet's own, and
    are a sentence of their own. The rule is meant to miss rather than to split a sentence: a
    question word and a verb, no punctuation, last word in lower case, then a capitalised word
    that opens sentences and no names, and a full sentence behind it.

    Args:
        articles: With `article_id`, `text`, `body_start`.

    Returns:
        One row per sub-heading: `article_id`, `start`, `end` (offsets into `text`), `text`.

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(articles, ["article_id", "text", "body_start"], made_by="cleaning.add_text")
    rows = [
        (row.article_id, start, end, row.text[start:end])
        for row in articles[["article_id", "text", "body_start"]].itertuples(index=False)
        for start, end in subheading_spans(row.text, start=row.body_start)
    ]
    table = pd.DataFrame(rows, columns=["article_id", "start", "end", "text"])
    return table.astype({"article_id": "str", "start": "int64", "end": "int64", "text": "str"})


def subheading_spans(text: str, *, start: int = 0) -> list[tuple[int, int]]:
    """Offsets of the sub-headings glued to sentences of one text, from `start` on."""
    words = _words()
    spans = []
    for found in _STARTS.finditer(text, start):
        end = _heading_end(text, found.start(), words)
        if end is not None:
            spans.append((found.start(), end))
    return spans


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    path = DATA / "subheadings.csv"
    table = read_lexicon(path, columns=["role", "word"])
    roles = ("question", "verb", "opener", "cautious opener", "open end")
    for row in table[~table["role"].isin(roles)].itertuples():
        raise LexiconError(
            f"{path.name} line {row.line}: role is {row.role!r}, must be one of {', '.join(roles)}"
        )
    return {role: frozenset(table.loc[table["role"] == role, "word"]) for role in roles}


def _heading_end(text: str, start: int, lists: dict[str, frozenset[str]]) -> int | None:
    """Where the heading that begins at `start` ends, or None where none does."""
    words: list[str] = []
    at = start
    while len(words) <= _MOST:
        found = _WORD.match(text, at)
        if not found or (not words and found[0] not in lists["question"]):
            return None
        if len(words) >= _FEWEST and _opens(found[0], words, text, found.end(), lists):
            return at - 1
        words.append(found[0])
        at = found.end() + 1
        if text[found.end() : at] != " ":
            return None
    return None


def _opens(
    word: str, words: list[str], text: str, end: int, lists: dict[str, frozenset[str]]
) -> bool:
    """Whether `word`, which ends at `end`, opens a new sentence behind the heading's `words`."""
    if not words[-1][0].islower() or words[-1] in lists["open end"]:
        return False
    if lists["verb"].isdisjoint(words[1:]):
        return False
    if word not in lists["opener"]:
        after = text[end : end + 2]
        plain = after[:1] == " " and (after[1:].islower() or after[1:].isdigit())
        if word not in lists["cautious opener"] or not plain:
            return False
    left = _SENTENCE.match(text, end)
    return left is not None and len(left[0].split()) >= _FEWEST_LEFT
