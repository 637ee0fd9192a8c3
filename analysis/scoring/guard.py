"""Keep names, neutral words and other voices out of a scorer's sight, in place.

A masked word becomes a run of the letter x of the same length and case: an unknown word for every
scorer, so that the number of words, the distance from a negation to what it negates, and the
offsets of everything else stay what they were.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = [
    "count_words",
    "find_names",
    "is_neutral",
    "mask",
    "neutral_spans",
    "proper_names",
    "read_neutral_words",
]

Span = tuple[int, int]
NEUTRAL_WORDS = DATA / "neutral_words.csv"
ACTORS = DATA / "actors.csv"
_OPENING = ".:!?\"'“‘([—–"  # after these a capital tells nothing
_RUN = re.compile(r"\w+")
_GOES_ON = re.compile(r"[\w-]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def read_neutral_words(path: str | Path = NEUTRAL_WORDS) -> pd.DataFrame:
    """Words and phrases that a lexicon rates and that say nothing of an actor in world news.

    Returns:
        One row per word or phrase: `word`, `scorer` (textblob, vader or both), `reason`, `line`.

    Raises:
        LexiconError: naming file and line, for an unknown scorer or a word listed twice.
    """
    table = read_lexicon(path, columns=["word", "scorer", "reason"])
    name = Path(path).name
    for row in table[~table["scorer"].isin(["textblob", "vader", "both"])].itertuples():
        raise LexiconError(
            f"{name} line {row.line}: scorer {row.scorer!r} is not one of textblob, vader, both"
        )
    for row in table[table["word"].str.lower().duplicated()].itertuples():
        raise LexiconError(f"{name} line {row.line}: {row.word!r} is listed twice")
    return table


@cache
def _neutral(scorer: str) -> tuple[re.Pattern, frozenset[str]]:
    table = read_neutral_words()
    words = table.loc[table["scorer"].isin([scorer, "both"]), "word"].tolist()
    # A hyphenated word is one word to both lexicons ('full-fledged'): not entered from its middle.
    return _any_of(words, re.IGNORECASE), frozenset(word.lower() for word in words)


def is_neutral(word: str, *, scorer: str) -> bool:
    """Whether a word is on the list of neutral words for one scorer."""
    return word.lower() in _neutral(scorer)[1]


@lru_cache(maxsize=100_000)
def neutral_spans(
    sentence: str, *, scorer: str, keep: frozenset[str] = frozenset()
) -> tuple[Span, ...]:
    """Spans of the neutral words of one scorer; the words in `keep` (lower case) stay visible."""
    found = _neutral(scorer)[0].finditer(sentence)
    return tuple(match.span() for match in found if match.group().lower() not in keep)


def mask(sentence: str, spans: list[Span]) -> str:
    """The sentence with every character of the spans but white space turned into x or X.

    Same length, same white space, same case; spans may overlap and may reach over the ends.
    """
    parts, at = [], 0
    for start, end in _merged(spans, len(sentence)):
        hidden = (c if c.isspace() else "X" if c.isupper() else "x" for c in sentence[start:end])
        parts += [sentence[at:start], *hidden]
        at = end
    return "".join([*parts, sentence[at:]])


def count_words(sentence: str, *, without: list[Span]) -> int:
    """How many word tokens stand outside the given spans."""
    parts, at = [], 0
    for start, end in _merged(without, len(sentence)):
        parts += [sentence[at:start], " " * (end - start)]
        at = end
    return len(_WORD.findall("".join([*parts, sentence[at:]])))


def _merged(spans: list[Span], length: int) -> list[Span]:
    """The same characters in spans that do not overlap, in order: one pass masks them all."""
    merged: list[Span] = []
    for start, end in sorted((max(a, 0), min(b, length)) for a, b in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=100_000)
def proper_names(sentence: str) -> tuple[Span, ...]:
    """Spans of words that stand in a capitalised run within a sentence ('the Justice Department').

    Names that no gazetteer holds. The first word of a sentence or a quotation is never one, nor
    any word of a headline in title case, where capitals tell nothing.
    """
    words = list(_WORD.finditer(sentence))
    long = [word.group() for word in words if len(word.group()) > 3]
    if sum(word[0].isupper() for word in long) > 0.6 * len(long):
        return ()
    found = []
    for at, word in enumerate(words):
        before = sentence[: word.start()].rstrip()
        if before and before[-1] not in _OPENING and _is_capitalised(word.group()):
            near = [words[i] for i in (at - 1, at + 1) if 0 < i < len(words)]
            if any(_is_beside(sentence, word, other) for other in near):
                found.append(word.span())
    return tuple(found)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_beside(sentence: str, word: re.Match, other: re.Match) -> bool:
    first, second = sorted([word.span(), other.span()])
    return other.group()[0].isupper() and sentence[first[1] : second[0]] in (" ", ". ")


@lru_cache(maxsize=100_000)
def find_names(sentence: str) -> tuple[Span, ...]:
    """Spans of the names of known actors in a bare sentence, in order, none over another.

    A cheap reading of the gazetteer for sentences without a `mentions` table: dates of office and
    ambiguity, which `naming.find_mentions` resolves, do not matter to a mask.
    """
    kept: list[Span] = []
    lower, aliases = sentence.lower(), _aliases()
    for word in _RUN.finditer(sentence):
        start = word.start()
        if (kept and start < kept[-1][1]) or sentence[start - 1 : start] == "-":
            continue
        for alias, exact in aliases.get(word.group().lower(), ()):
            end = start + len(alias)
            said = sentence if exact else lower
            if said.startswith(alias, start) and not _GOES_ON.match(sentence, end):
                kept.append((start, end))
                break
    return tuple(kept)


@cache
def _aliases() -> dict[str, list[tuple[str, bool]]]:
    """By first word, longest first: each alias and whether its case must match."""
    columns = next(
        line.split(",")
        for line in ACTORS.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
    table = read_lexicon(ACTORS, columns=columns, required=["alias"])
    table = table[table["alone"] != "no"]  # 'rice' is not Condoleezza Rice
    found: dict[str, set[tuple[str, bool]]] = {}
    for alias, case in zip(table["alias"], table["case"], strict=True):
        first = _RUN.search(alias)
        if first and first.start() == 0:
            exact = case == "exact"
            entry = (alias if exact else alias.lower(), exact)
            found.setdefault(first.group().lower(), set()).add(entry)
    return {word: sorted(entries, key=lambda e: (-len(e[0]), e)) for word, entries in found.items()}


def _any_of(phrases: Iterable[str], flags: int) -> re.Pattern:
    longest_first = sorted(set(phrases), key=len, reverse=True)
    parts = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"(?<![\w-])(?:{parts or '(?!)'})(?![\w-])", flags)
