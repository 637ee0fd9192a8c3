"""Words beside a full stop that ends no sentence, for sentence breaks and tokens alike."""

from functools import cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["any_of", "read_shortened"]

KINDS = ("title", "short", "lower", "ending")


@cache
def read_shortened(path: Path = DATA / "shortened.csv") -> dict[str, list[str]]:
    """Words by kind (see the file): {"title": ["Mr", ...], ...}.

    Raises:
        LexiconError: naming file and line of an unknown kind.
    """
    words: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in read_lexicon(path, columns=["word", "kind"]).itertuples(index=False):
        if row.kind not in words:
            raise LexiconError(
                f"{path.name} line {row.line}: kind is {row.kind!r}, expected one of "
                f"{', '.join(KINDS)}"
            )
        words[row.kind].append(row.word)
    return words


def any_of(*kinds: str) -> str:
    """The words of these kinds, as alternatives of a regular expression."""
    return "|".join(word for kind in kinds for word in read_shortened()[kind])
