"""Who speaks: from the words beside a cue to a name, by what the article said before.

A pronoun goes to whom `naming.antecedents` takes it for; 'the minister' to the person introduced
with that title; where nothing fits, the speaker stays `unattributed` and the span beside the cue
is kept.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from analysis.quoting.people import Person, find_people, is_given, is_title, read_not_speakers
from analysis.quoting.running import Quote
from analysis.quoting.units import Unit
from analysis.reading import NAMES, listed

__all__ = ["UNATTRIBUTED", "Speakers"]

UNATTRIBUTED = "unattributed"
_PRONOUNS = ("PRP", "PRP$", "WP", "WDT")
LOOK_BACK = 200  # people looked at for one title; bounds the work


class _Named(NamedTuple):
    """A resolved speaker and where the name that resolves it stands."""

    name: str
    start: int
    end: int


class _Source(NamedTuple):
    """The words beside a cue: `head` is the one that the others hang on."""

    unit: Unit
    first: int
    stop: int
    head: int

    @property
    def words(self) -> list[str]:
        return self.unit.words[self.first : self.stop]

    @property
    def start(self) -> int:
        return self.unit.tokens[self.first].start


class Speakers:
    """Names for the sources of one text's quotations.

    `meant` tells, for pronouns by offset, where the name stands that they go back to. `introduced`
    are people named outside of the units, by surname, by which whoever speaks there may call them.
    """

    def __init__(
        self,
        text: str,
        units: list[Unit],
        meant: Mapping[int, int],
        introduced: Mapping[str, list[Person]] | None = None,
    ) -> None:
        self._text, self._units, self._meant = text, units, meant
        self._starts = [unit.start for unit in units]
        self._people = sorted(find_people(units), key=lambda person: person.start)
        self._person_starts = [person.start for person in self._people]
        self.by_surname: dict[str, list[Person]] = {}  # whom the units name in full
        self._introduced = introduced or {}
        for person in self._people:
            self.by_surname.setdefault(person.surname, []).append(person)

    def name(self, quote: Quote) -> Quote:
        """The quotation with `speaker`, `speaker_how` and the span of the resolving name."""
        if quote.kind == "scare":
            return quote
        if quote.speaker_start is None:
            return replace(quote, speaker=UNATTRIBUTED, speaker_how="none")
        named, how = self._resolve(quote.speaker_start, quote.speaker_end)
        how = "carried" if quote.speaker_how == "carried" else how
        if named is None:
            return replace(quote, speaker=UNATTRIBUTED, speaker_how=how)
        return replace(
            quote, speaker=named.name, speaker_how=how, name_start=named.start, name_end=named.end
        )

    def _resolve(self, start: int, end: int) -> tuple[_Named | None, str]:
        source = self._source(start, end)
        if source is None:
            return None, "none"
        if len(source.words) > 1 or source.unit.pos(source.head) not in _PRONOUNS:
            return self._told(source)
        at = self._meant.get(start)
        named = None if at is None else self._source(at, at + 1)
        if named is None:
            return None, "pronoun"
        first, last = named.unit.phrase(named.head)
        return self._told(named._replace(first=first, stop=last + 1))[0], "pronoun"

    def _told(self, source: _Source) -> tuple[_Named | None, str]:
        """Whom words name that are no pronoun, and by what."""
        person = self._full_name(source)
        if person is not None:
            return person, "name"
        named = source.unit.pos(source.head) in NAMES and len(source.words) > 1
        if source.unit.words[source.head] in read_not_speakers() and not named:
            return None, "none"
        described = self._by_title(source)
        if described is not None:
            return described, "title"
        return self._surface(source), "name"

    def _source(self, start: int, end: int) -> _Source | None:
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return None
        unit = self._units[number]
        places = [k for k, token in enumerate(unit.tokens) if start <= token.start < end]
        if not places:
            return None
        first, stop = places[0], places[-1] + 1
        tops = [k for k in places if unit.head(k) is None or not first <= unit.head(k) < stop]
        return _Source(unit, first, stop, tops[-1])

    def _full_name(self, source: _Source) -> _Named | None:
        """The person whose full name or surname heads the source or stands beside its noun."""
        unit, head = source.unit, source.head
        names = self._own_names(source)
        for at in (
            *names[::-1],
            *(k for kid in unit.under(head, "appos") for k in _all_names(unit, kid)),
        ):
            word = unit.tokens[at].token
            known = self.by_surname.get(word) or self._introduced.get(word)
            if not known:
                continue
            earlier = [person for person in known if person.start <= unit.tokens[at].end]
            person = (earlier or known)[0]
            given = unit.words[at - 1] if at > source.first else ""
            if is_given(given) and given != person.name.split()[0].lower():
                continue  # another of the same surname
            return self._of(person)
        return None

    def _own_names(self, source: _Source) -> list[int]:
        """Names that the source is, not those that own it or stand in a phrase behind it."""
        unit, found = source.unit, []
        for k in range(source.first, source.stop):
            at = k
            while (
                at != source.head
                and unit.head(at) is not None
                and unit.dep(at) in ("flat", "compound", "nmod:desc")
            ):
                at = unit.head(at)
            if unit.pos(k) in NAMES and at == source.head:
                found.append(k)
        return found if unit.pos(source.head) in NAMES or is_title(unit.words[source.head]) else []

    def _of(self, person: Person) -> _Named:
        return _Named(person.name, person.start, person.end)

    def _by_title(self, source: _Source) -> _Named | None:
        """'the Iranian foreign minister': the last person introduced with these words."""
        lower = source.words
        if source.unit.pos(source.first) not in ("DT", "PRP$") or not any(map(is_title, lower)):
            return None
        wanted = {word for word in lower if word not in listed("untelling")}
        last = bisect_right(self._person_starts, source.start) - 1
        for number in range(last, max(-1, last - LOOK_BACK), -1):
            person = self._people[number]
            if wanted <= person.titles:
                return self._of(person)
        return None

    def _surface(self, source: _Source) -> _Named | None:
        """A name as it stands, less its article."""
        unit, first, stop = source.unit, source.first, source.stop
        if unit.pos(first) in ("DT", "PRP$") and stop - first > 1:
            first += 1
        for kid in unit.under(source.head, "nmod"):
            if kid == stop + 1 and unit.cases(kid) == "of" and unit.pos(kid) in NAMES:
                stop = unit.phrase(kid)[1] + 1  # 'the Head of State'
        start, end = unit.tokens[first].start, unit.tokens[stop - 1].end
        name = " ".join(self._text[start:end].split()).strip(" ,")
        return _Named(name, start, end) if name else None


def _all_names(unit: Unit, at: int) -> list[int]:
    return [k for k in (at, *unit.under(at, "flat")) if unit.pos(k) in NAMES][::-1]
