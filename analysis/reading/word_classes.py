"""The closed classes of `data/grammar.csv`, by name."""

from functools import cache

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["listed"]


@cache
def _classes() -> dict[str, frozenset[str]]:
    path = DATA / "grammar.csv"
    table = read_lexicon(path, columns=["class", "words"])
    classes: dict[str, frozenset[str]] = {}
    for name, words, line in zip(table["class"], table["words"], table["line"], strict=True):
        if name in classes:
            raise LexiconError(f"{path.name} line {line}: class {name} is listed twice")
        classes[name] = frozenset(words.split())
    return classes


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of one or more classes together.

    Raises:
        LexiconError: for a class that the file does not have.
    """
    missing = [name for name in names if name not in _classes()]
    if missing:
        raise LexiconError(f"grammar.csv: no class {', '.join(missing)}, which the rules ask for")
    return frozenset().union(*(_classes()[name] for name in names))
