"""People as one article introduces them: full names, titles beside them, and gender where told."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.naming import read_persons
from analysis.quoting.phrases import phrase_right
from analysis.quoting.units import QUOTE, Unit, word_set
from analysis.schema import DATA, LexiconError

__all__ = [
    "Person",
    "find_people",
    "is_given",
    "is_title",
    "read_not_speakers",
    "read_persons",
]

_NO_SPEAKERS = ("time", "reflexive", "thing")
_NAME_TAGS = frozenset(["NNP", "NNPS"])
_PARTICLES = word_set("al bin bint ben de del della der di du la le van von abu ibn ul el")
_LONGEST_NAME = 5  # words


@dataclass
class Person:
    """One person of one article; offsets are those of the first full name."""

    name: str
    start: int
    end: int
    gender: str | None = None  # f, m, or None where nothing tells
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


def find_people(units: list[Unit]) -> list[Person]:
    """People named in full in the outlet's own words, by first full name.

    A run of capitalised words counts as a person where a title stands before it or in an
    apposition after it, or where it begins with a known given name.
    """
    people: dict[str, Person] = {}
    found: list[Person] = []
    for unit in units:
        at = 0
        while at < len(unit):
            stop = _name_stop(unit, at)
            if stop == at:
                at += 1
                continue
            person = _read_person(unit, at, stop)
            if person is not None:
                known = people.get(person.name.split()[-1])
                if known is None or known.name.split()[0] != person.name.split()[0]:
                    people[person.surname] = person
                    found.append(person)
                else:
                    known.titles |= person.titles
                    known.gender = known.gender or person.gender
            at = stop
    return found


def _name_stop(unit: Unit, at: int) -> int:
    """Token after the run of capitalised words at `at`; titles at its front are not part of it."""
    stop = at
    while stop < len(unit) and stop - at < _LONGEST_NAME:
        cased, word = unit.cased[stop], unit.words[stop]
        capital = cased[:1].isupper() and unit.pos[stop] != QUOTE and len(cased.strip(".")) > 0
        if capital and (unit.pos[stop] in _NAME_TAGS or stop > at or is_given(word)):
            if is_title(word) or unit.pos[stop] in ("DT", "IN", "CC", "PRP"):
                break
            stop += 1
        elif word in _PARTICLES and stop > at and unit.cased[stop + 1 : stop + 2]:
            if not unit.cased[stop + 1][:1].isupper():
                break
            stop += 1
        else:
            break
    return stop


def is_given(word: str) -> bool:
    return word in read_persons()["given"]


def _read_person(unit: Unit, at: int, stop: int) -> Person | None:
    if stop - at < 2:
        return None
    words = read_persons()
    titles, first = set(), at - 1
    while (
        first >= 0
        and at - first <= 6
        and (
            unit.words[first] in words["title"]
            or unit.pos[first] in ("JJ", "NN", "NNP", "NNS")
            or unit.words[first] in ("for", "of", "and")
        )
    ):
        titles.add(unit.words[first])
        first -= 1
    near = unit.words[at - 1] if at else ""
    titled = near in words["title"]
    if not titled:
        titles = {word for word in titles if word in words["title"]} if titled else set()
    given = unit.words[at] in words["given"]
    if stop < len(unit) and unit.words[stop] == ",":
        end = phrase_right(unit, stop + 1)
        apposition = set(unit.words[stop + 1 : end])
        if end < len(unit) and unit.words[end] in (",", ".") and any(map(is_title, apposition)):
            titles |= apposition
            titled = True
    if not (titled or given):
        return None
    genders = {words["title"].get(title) for title in titles} & {"f", "m"}
    gender = genders.pop() if len(genders) == 1 else words["given"].get(unit.words[at])
    name = " ".join(unit.cased[at:stop])
    return Person(name, unit.starts[at], unit.ends[stop - 1], gender, titles)
