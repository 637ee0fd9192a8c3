"""Words that tell a person, and a gender where the word itself tells it."""

from functools import lru_cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["gender_of", "read_persons"]

_GENDERS = ("f", "m", "any")


@lru_cache(maxsize=4)
def read_persons(path: Path = DATA / "persons.csv") -> dict[str, dict[str, str]]:
    """Title words and given names, each to its gender: {"title": {...}, "given": {...}}.

    Raises:
        LexiconError: naming file and line of an unknown kind or gender.
    """
    words: dict[str, dict[str, str]] = {"title": {}, "given": {}}
    for row in read_lexicon(path, columns=["word", "kind", "gender"]).itertuples(index=False):
        if row.kind not in words or row.gender not in _GENDERS:
            raise LexiconError(
                f"{path.name} line {row.line}: kind is title or given, gender one of "
                f"{', '.join(_GENDERS)}; found {row.kind}, {row.gender}"
            )
        words[row.kind][row.word] = row.gender
    return words


def gender_of(name: str) -> str | None:
    """What a full name or a title beside it tells: f, m, or None where nothing does."""
    words = read_persons()
    lower = [word.strip(".,").lower() for word in name.split()]
    told = {words["title"].get(word) for word in lower[:-1]} & {"f", "m"}
    if len(told) == 1:
        return told.pop()
    first = words["given"].get(lower[0]) if len(lower) > 1 else None
    return first if first in ("f", "m") else None
