"""One pass over a text for thousands of aliases: an Aho-Corasick automaton and what it found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import normalize

import ahocorasick
import pandas as pd

__all__ = ["ACTOR", "BLOCK", "OFFICE", "Entry", "Gazetteer", "Hit", "build", "fold", "scan"]

OFFICE, BLOCK, ACTOR = "office", "block", "actor"
_PLAIN = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "\xa0": " ", "\n": " ", "\t": " ", "\r": " "}


@dataclass(frozen=True, slots=True)
class Entry:
    """What an alias may mean: an actor, an office ('foreign minister'), or no actor (a blocker)."""

    role: str
    actor: str = ""
    kind: str = ""
    alias: str = ""
    how: str = ""
    exact: bool = True
    alone: bool = True
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    state: str = ""
    rank: int = 0

    def holds_on(self, day: pd.Timestamp | None) -> bool:
        """from <= day < until; an article without a date may mean any time."""
        return day is None or (
            (self.since is None or self.since <= day) and (self.until is None or day < self.until)
        )


@dataclass(slots=True)
class Hit:
    """An alias in a text, with all that it may mean there."""

    start: int
    end: int
    entries: list[Entry]
    title: tuple[str, str] | None = None  # (state, office) where an office stands before the name
    name_start: int = -1  # where the name itself begins, if a title was joined to it
    low: int = 0  # where the sentence begins
    place: bool = False
    caps: bool = False  # common word in a line of capitals: 'US' that may be 'us'
    doubt: bool = False
    needs: str = ""  # a state that the article must speak of for a title to be its office

    @property
    def role(self) -> str:
        return self.entries[0].role


@dataclass(frozen=True)
class Gazetteer:
    """A compiled gazetteer: `compile_gazetteer` makes it, `find_mentions` takes it."""

    automaton: ahocorasick.Automaton
    offices: dict[tuple[str, str], list[tuple]] = field(default_factory=dict)
    context: dict[tuple[str, str], re.Pattern] = field(default_factory=dict)
    former: dict[str, re.Pattern] = field(default_factory=dict)  # actor to the offices once held

    def holder(self, state: str, office: str, day: pd.Timestamp | None) -> str | None:
        """Who held the office on that day, if the data know."""
        if day is None:
            return None
        for since, until, actor in self.offices.get((state, office), ()):
            if since <= day and (until is None or day < until):
                return actor
        return None

    def held(
        self, actor: str, state: str, office: str, day: pd.Timestamp | None
    ) -> pd.Timestamp | None:
        """When the actor's latest term in the office began, on or before that day; else None."""
        terms = [
            since
            for (other, name), held in self.offices.items()
            if name == office and state in ("", other)
            for since, _, who in held
            if who == actor and (day is None or since <= day)
        ]
        return max(terms, default=None)


def fold(text: str) -> str:
    """Plain apostrophes, hyphens, spaces and letters without accents; as long as it was."""
    if text.isascii() and "\n" not in text and "\t" not in text and "\r" not in text:
        return text
    return text.translate(_FOLD)


class _Fold(dict):
    """A translation table that fills itself: one character for one, accents left out."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _PLAIN.get(character)
        if plain is None:
            plain = normalize("NFD", character)[0] if code > 127 else character
        # 'İ' alone grows when lower-cased; its plain letter does not
        self[code] = plain if len(plain.lower()) == 1 else character
        return self[code]


_FOLD = _Fold()


def build(entries: Iterable[Entry]) -> ahocorasick.Automaton:
    """The automaton over all aliases, in lower case; each key carries its entries in file order."""
    keys: dict[str, list[Entry]] = {}
    for entry in entries:
        keys.setdefault(fold(entry.alias).lower(), []).append(entry)
    automaton = ahocorasick.Automaton()
    for key, values in keys.items():
        automaton.add_word(key, (len(key), values))
    if keys:
        automaton.make_automaton()
    return automaton


def scan(
    automaton: ahocorasick.Automaton,
    text: str,
    *,
    day: pd.Timestamp | None,
    capitals: list[tuple[int, int]],
    skip: list[tuple[int, int]],
) -> list[Hit]:
    """Leftmost-longest aliases at word boundaries, blockers and offices among them.

    Args:
        text: The whole text of an article.
        day: The day for which aliases must hold; None: any.
        capitals: Spans set all in capitals, in which case tells nothing.
        skip: Spans in which nothing is a name (web addresses, handles).
    """
    if not len(automaton):
        return []
    plain = fold(text)
    lower = plain.lower()
    if len(lower) != len(plain):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    found = []
    for last, (size, values) in automaton.iter(lower):
        start, end = last + 1 - size, last + 1
        if (start and _is_word(lower[start - 1]) and _is_word(lower[start])) or (
            end < len(lower) and _is_word(lower[end]) and _is_word(lower[last])
        ):
            continue
        surface = plain[start:end]
        shouted = surface.isupper() and any(low <= start < high for low, high in capitals)
        entries = [
            entry
            for entry in values
            if entry.holds_on(day) and (not entry.exact or shouted or surface == fold(entry.alias))
        ]
        if entries and not any(low <= start < high for low, high in skip):
            entries = _one_role(entries, surface, plain[end : end + 2])
            caps = shouted and all(e.exact for e in entries)
            found.append(Hit(start, end, entries, name_start=start, caps=caps))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _one_role(entries: list[Entry], surface: str, after: str) -> list[Entry]:
    """A phrase that is no actor blocks; 'King' is an office before a name, else a surname."""
    roles = {entry.role for entry in entries}
    if len(roles) == 1:
        return entries
    office = surface.islower() or after[1:].isupper()
    role = BLOCK if BLOCK in roles else OFFICE if office and OFFICE in roles else ACTOR
    return [entry for entry in entries if entry.role == role] or entries


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
