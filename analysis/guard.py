"""Keep names, neutral words and other voices out of a scorer's sight, in place.

A masked word becomes a run of the letter x of the same length and case: an unknown word for every
scorer, so that the number of words, the distance from a negation to what it negates, and the
offsets of everything else stay what they were.
"""

import re
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

Span = tuple[int, int]
NEUTRAL_WORDS = DATA / "neutral_words.csv"
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
            f"{name} line {row.line}: scorer {row.scorer!r} is none of textblob, vader, both"
        )
    for row in table[table["word"].str.lower().duplicated()].itertuples():
        raise LexiconError(f"{name} line {row.line}: {row.word!r} is listed twice")
    return table


@cache
def _neutral(scorer: str) -> tuple[re.Pattern, frozenset[str]]:
    table = read_neutral_words()
    words = table.loc[table["scorer"].isin([scorer, "both"]), "word"].tolist()
    # Longest first, so that 'prime minister' is tried before 'prime'. A hyphenated word is one
    # word to both lexicons ('full-fledged'), so it is not entered from its middle.
    parts = sorted((re.escape(word).replace(r"\ ", r"\s+") for word in words), key=len)[::-1]
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)
    return pattern, frozenset(word.lower() for word in words)


def is_neutral(word: str, *, scorer: str) -> bool:
    """Whether a word is on the list of neutral words for one scorer."""
    return word.lower() in _neutral(scorer)[1]


def neutral_spans(sentence: str, *, scorer: str, keep: frozenset[str] = frozenset()) -> list[Span]:
    """Spans of the neutral words of one scorer; the words in `keep` (lower case) stay visible."""
    found = _neutral(scorer)[0].finditer(sentence)
    return [match.span() for match in found if match.group().lower() not in keep]


def mask(sentence: str, spans: list[Span]) -> str:
    """The sentence with every character of the spans but white space turned into x or X.

    Same length, same white space, same case; spans may overlap and may reach over the ends.
    """
    characters = list(sentence)
    for start, end in spans:
        for at in range(max(start, 0), min(end, len(characters))):
            if not characters[at].isspace():
                characters[at] = "X" if characters[at].isupper() else "x"
    return "".join(characters)


def count_words(sentence: str, *, without: list[Span]) -> int:
    """How many word tokens stand outside the given spans."""
    characters = list(sentence)
    for start, end in without:
        characters[max(start, 0) : end] = " " * (min(end, len(characters)) - max(start, 0))
    return len(_WORD.findall("".join(characters)))


def find_names(sentence: str) -> list[Span]:
    """Spans of the names of known actors in a bare sentence, longest first at each place."""
    pattern = _aliases()
    return [match.span() for match in pattern.finditer(sentence)] if pattern else []


@cache
def _aliases() -> re.Pattern | None:
    path = DATA / "actors.csv"
    if not path.exists():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    import csv

    aliases = {row["alias"].strip() for row in csv.DictReader(lines)}
    parts = sorted((re.escape(alias) for alias in aliases if alias), key=len)[::-1]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None
