"""People as one article introduces them: full names and the titles beside them."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.naming import read_persons
from analysis.quoting.units import Unit
from analysis.reading import NAMES
from analysis.schema import DATA, LexiconError

__all__ = [
    "Person",
    "find_people",
    "is_given",
    "is_title",
    "read_not_speakers",
]

_NO_SPEAKERS = ("time", "reflexive", "thing")


@dataclass
class Person:
    """One person of one article; offsets are those of the first full name."""

    name: str
    start: int
    end: int
    titles: set[str] = field(default_factory=set)  # lower-case words beside any of their names

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


@cache
def read_not_speakers(path: Path = DATA / "not_speakers.csv") -> frozenset[str]:
    """Words that never head a speaker: days and times, reflexives, plural nouns of things.

    Raises:
        LexiconError: naming file and line of an unknown kind.
    """
    rows = read_lexicon(path, columns=["word", "kind"])
    for kind, line in zip(rows["kind"], rows["line"], strict=True):
        if kind not in _NO_SPEAKERS:
            raise LexiconError(
                f"{path.name} line {line}: kind {kind!r} is not one of {', '.join(_NO_SPEAKERS)}"
            )
    return frozenset(rows["word"])


def is_title(word: str) -> bool:
    return word.lower() in read_persons()["title"]


def is_given(word: str) -> bool:
    return word.lower() in read_persons()["given"]


def find_people(units: list[Unit]) -> list[Person]:
    """People named in full in the outlet's own words, by first full name.

    A name of two words or more is a person's where a title stands before it or in an apposition
    beside it, or where it begins with a known given name.
    """
    people: dict[str, Person] = {}
    found: list[Person] = []
    for unit in units:
        for at in range(len(unit)):
            person = _read_person(unit, at)
            if person is None:
                continue
            known = people.get(person.surname)
            if known is None or known.name.split()[0] != person.name.split()[0]:
                people[person.surname] = person
                found.append(person)
            else:
                known.titles |= person.titles
    return found


def name_words(unit: Unit, at: int) -> list[int]:
    """The words of the name that begins with `at`: 'Anna Tamm' of 'Minister Anna Tamm'."""
    rest = [
        kid for kid in unit.under(at, "flat") if unit.pos(kid) in NAMES or unit.under(kid, "flat")
    ]
    words = [at]
    for kid in rest:
        if unit.words[kid][:1].isalpha() and not is_title(unit.word(at)):
            words.append(kid)
    return list(range(words[0], words[-1] + 1))


def _read_person(unit: Unit, at: int) -> Person | None:
    if unit.pos(at) not in NAMES or unit.is_quote(at):
        return None
    words = name_words(unit, at)
    if len(words) < 2:
        return None
    over = unit.head(at)
    dep = unit.dep(at) if over is not None else ""  # what begins a unit hangs on nothing in it
    titled_by = over if dep in ("flat", "appos") else at
    first, last = unit.phrase(titled_by)
    beside = [
        k
        for kid in [*unit.under(at, "appos"), *([over] if dep == "appos" else [])]
        for k in range(unit.first[kid], unit.last[kid] + 1)
        if not words[0] <= k <= words[-1]
    ]
    titles = {unit.words[k] for k in [*range(first, last + 1), *beside] if k not in words}
    given = is_given(unit.words[at])
    titled = any(map(is_title, titles))
    if not (titled or given):
        return None
    name = " ".join(unit.tokens[k].token for k in words)
    start, end = unit.tokens[words[0]].start, unit.tokens[words[-1]].end
    return Person(name, start, end, titles if titled else set())
