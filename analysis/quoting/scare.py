"""Quotation marks that quote nobody: titles, names and scare quotes, told by their neighbours."""

from functools import lru_cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.quoting.units import Unit, word_set
from analysis.schema import DATA, LexiconError

__all__ = ["is_title_case", "labels", "names_something", "read_titles", "work_near"]

_SMALL = word_set("a an the of and or for to in on with at by from vs. & -")
_PERSONAL = word_set("i i'm i'll i've we we're we'll you you're he she they my our your")
KINDS = ("work", "outlet", "naming", "label")


@lru_cache(maxsize=4)
def read_titles(path: Path = DATA / "titles.csv") -> dict[tuple[str, str], str]:
    """Words beside titles: (word, side) to kind (work, outlet, naming, label).

    Raises:
        LexiconError: naming file and line of an unknown side or kind.
    """
    titles = {}
    for row in read_lexicon(path, columns=["word", "side", "kind"]).itertuples(index=False):
        if row.side not in ("before", "after") or row.kind not in KINDS:
            raise LexiconError(
                f"{path.name} line {row.line}: side is before or after, kind is one of "
                f"{', '.join(KINDS)}; found {row.side}, {row.kind}"
            )
        titles[row.word, row.side] = row.kind
    return titles


def is_title_case(words: list[str]) -> bool:
    """'Good Morning America', 'The View': capitals throughout, and nobody speaking."""
    if not words or not words[0][:1].isupper():
        return False
    if any(word.lower().strip(",.!?") in _PERSONAL for word in words):
        return False
    return all(word[:1].isupper() or word[:1].isdigit() or word.lower() in _SMALL for word in words)


def names_something(text: str, unit: Unit, at: int, start: int, end: int) -> bool:
    """Whether the quotation at token `at` (text[start:end] inside the marks) is a title or name."""
    titles = read_titles()
    words = text[start:end].split()
    before, after = _around(unit, at)
    titled = is_title_case(words)
    if any(titles.get((word, "before")) == "naming" for word in before[-2:]):
        return True
    if before[-2:] in (["known", "as"], ["dubbed", "the"]) and len(words) <= 4:
        return before[-2] == "known"
    if not titled or len(words) > 9:
        return False
    if before and titles.get((before[-1], "before")) == "work":
        return True
    if after and titles.get((after[0], "after")) == "work":
        return True
    near = before[-3:]
    if "'s" in near[-1:] or (near[-1:] == ["'"]):
        return len(near) > 1 and titles.get((near[-2], "before")) == "outlet"
    if near[-1:] and near[-1] in ("on", "of", "with", "to", "and", "told"):
        return len(words) > 1 and (near[-1] in ("on", "told") or work_near(before[-6:]))
    return False


def work_near(words: list[str]) -> bool:
    """Whether a work or an outlet is named among words ('the film', 'on CNN')."""
    return any(read_titles().get((word, "before")) in ("work", "outlet") for word in words)


def labels(unit: Unit, at: int) -> bool:
    """'the "Remain" campaign': between an article and a noun, so a name and no one's sentence."""
    before, after = _around(unit, at)
    if not before or not after:
        return False
    return read_titles().get((after[0], "after")) in ("label", "work") or (
        before[-1] in ("the", "a", "an", "'s", "this", "its", "so-called")
        and at + 1 < len(unit)
        and unit.pos[at + 1] in ("NN", "NNS", "NNP")
    )


def _around(unit: Unit, at: int) -> tuple[list[str], list[str]]:
    before = [word for word in unit.words[max(0, at - 8) : at] if word not in (",", ":")]
    return before, unit.words[at + 1 : at + 3]
