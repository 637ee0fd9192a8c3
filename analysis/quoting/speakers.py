"""Who speaks: from the words beside a cue to a name, by what the article said before.

Conservative: a pronoun goes to the last speaker that its gender and number allow, else to the last
person named; 'the minister' goes to the person introduced with that title; where nothing fits, the
speaker stays `unattributed` and the span beside the cue is kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from analysis.naming import read_persons
from analysis.quoting.people import Person, find_people, is_given, is_title, read_not_speakers
from analysis.quoting.running import Quote
from analysis.quoting.units import Unit
from analysis.reading import NAMES, listed

__all__ = ["UNATTRIBUTED", "Mention", "Speakers"]

UNATTRIBUTED = "unattributed"
LOOK_BACK = 200  # people or speakers looked at for one pronoun or title; bounds the work
_NEAR_UNITS = 3  # sentences between a pronoun and a bare surname that it may mean
Mention = tuple[int, int, str]  # start, end, actor
_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_PLURAL = ("they", "them", "their", "theirs")
_THING = ("it", "its")


@dataclass(frozen=True)
class _Named:
    """A resolved speaker and where the name that resolves it stands."""

    name: str
    start: int
    end: int
    gender: str | None
    person: bool
    plural: bool = False


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
    """Names for the sources of one text's quotations, taken in the order of the text.

    `actors` are persons of the gazetteer, whom a pronoun may mean. `introduced` are people named
    outside of the units, by surname, by which whoever speaks there may call them.
    """

    def __init__(
        self,
        text: str,
        units: list[Unit],
        actors: Sequence[Mention] = (),
        introduced: Mapping[str, list[Person]] | None = None,
    ) -> None:
        self._text = text
        self._units = units
        self._starts = [unit.start for unit in units]
        self._people = sorted(find_people(units), key=lambda person: person.start)
        self._person_starts = [person.start for person in self._people]
        self.by_surname: dict[str, list[Person]] = {}  # whom the units name in full
        self._introduced = introduced or {}
        for person in self._people:
            self.by_surname.setdefault(person.surname, []).append(person)
        self._mentioned = [self._known_person(*mention) for mention in actors]  # by start
        self._mention_starts = [person.start for person in self._mentioned]
        self._spoken: list[_Named] = []  # speakers so far, last one last
        self._spoke_at = -1  # where the last of them was named as such
        self._known: dict[tuple[int, int], tuple[_Named | None, str]] = {}

    def name(self, quotes: list[Quote]) -> list[Quote]:
        """The same quotations with `speaker`, `speaker_how` and the span of the resolving name."""
        order = sorted(
            (q.speaker_start, q.speaker_end) for q in quotes if q.speaker_start is not None
        )
        for start, end in order:
            if (start, end) not in self._known:
                named, how = self._resolve(start, end)
                self._known[start, end] = named, how
                if named is not None:
                    self._spoken.append(named)
                    self._spoke_at = start
        return [self._named(quote) for quote in quotes]

    def _named(self, quote: Quote) -> Quote:
        if quote.kind == "scare":
            return quote
        if quote.speaker_start is None:
            return replace(quote, speaker=UNATTRIBUTED, speaker_how="none")
        named, how = self._known[quote.speaker_start, quote.speaker_end]
        if quote.speaker_how == "carried":
            how = "carried"
        if named is None:
            return replace(quote, speaker=UNATTRIBUTED, speaker_how=how)
        return replace(
            quote, speaker=named.name, speaker_how=how, name_start=named.start, name_end=named.end
        )

    def _resolve(self, start: int, end: int) -> tuple[_Named | None, str]:
        source = self._source(start, end)
        if source is None:
            return None, "none"
        word = source.words[0]
        if len(source.words) == 1 and source.unit.pos(source.head) in ("PRP", "PRP$", "WP", "WDT"):
            return self._pronoun(word, start), "pronoun"
        person = self._full_name(source)
        if person is not None:
            return person, "name"
        named = source.unit.pos(source.head) in NAMES and len(source.words) > 1
        if source.unit.words[source.head] in read_not_speakers() and not named:
            return None, "none"
        described = self._by_title(source)
        if described is not None:
            return described, "title"
        return self._actor(source) or self._surface(source), "name"

    def _pronoun(self, word: str, start: int) -> _Named | None:
        if word in _SINGULAR:
            return self._person_before(start, _SINGULAR[word])
        if word in _PLURAL:
            return self._last(lambda named: named.plural or not named.person)
        return self._last(lambda named: not named.person) if word in _THING else None

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
        return _Named(person.name, person.start, person.end, person.gender, True)

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

    def _known_person(self, start: int, end: int, actor: str) -> _Named:
        told = read_persons()["given"].get(actor.split()[0].lower())
        gender = told if told in ("f", "m") else None
        return _Named(self._text[start:end], start, end, gender, True)

    def _actor(self, source: _Source) -> _Named | None:
        """The person of the gazetteer whose name the source is or ends with: 'a defiant Putin'."""
        last = source.unit.tokens[source.stop - 1]
        at = bisect_right(self._mention_starts, last.start) - 1
        ends = at >= 0 and self._mentioned[at].end == last.end
        return self._mentioned[at] if ends else None

    def _only_actor(self, start: int, gender: str) -> _Named | None:
        """The one person of the gazetteer in the nearest sentence that names any."""
        last = bisect_right(self._mention_starts, start) - 1
        if last < 0:
            return None
        number = bisect_right(self._starts, start) - 1
        near = bisect_right(self._starts, self._mentioned[last].start) - 1
        if number - near > _NEAR_UNITS:
            return None
        found = {}
        for person in reversed(self._mentioned[max(0, last - LOOK_BACK) : last + 1]):
            if person.start < self._starts[min(near, max(0, number - 1))]:
                break
            found.setdefault(person.name.split()[-1], person)
        fits = [person for person in found.values() if person.gender in (None, gender)]
        return fits[0] if len(fits) == 1 else None

    def _person_before(self, start: int, gender: str) -> _Named | None:
        """Last speaker a singular pronoun may mean; else the last person named before it."""
        spoken = self._last(lambda s: s.person and s.gender in (None, gender))
        named = None
        last = bisect_right(self._person_starts, start) - 1
        for number in range(last, max(-1, last - LOOK_BACK), -1):
            person = self._people[number]
            if person.gender in (None, gender):
                named = self._of(person)
                break
        at = bisect_right(self._mention_starts, start) - 1
        known = self._mentioned[at] if at >= 0 else None
        told = [
            person
            for person in (named, known)
            if person is not None
            and person.gender in (None, gender)
            and self._opens_before(person.start, start)
        ]
        if told:
            return max(told, key=lambda person: person.start)
        if spoken is None or (
            named is not None and spoken.gender is None and named.gender == gender
        ):
            named = named or spoken
            return named or self._only_actor(start, gender)
        return spoken

    def _opens_before(self, name: int, pronoun: int) -> bool:
        """Whether a name opens one of the last sentences, and nobody has spoken since.

        Then the story has turned to the person named.
        """
        at, number = (bisect_right(self._starts, place) - 1 for place in (name, pronoun))
        near = at >= 0 and number - at <= _NEAR_UNITS
        return near and name > self._spoke_at and self._starts[at] == name

    def _last(self, fits: Callable[[_Named], bool]) -> _Named | None:
        recent = islice(reversed(self._spoken), LOOK_BACK)
        return next((named for named in recent if fits(named)), None)

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
        lower = unit.words[first:stop]
        told = {read_persons()["title"].get(word) for word in lower} & {"f", "m"}
        plural = unit.pos(source.head) == "NNS"
        person = (any(map(is_title, lower)) or is_given(lower[0])) and not plural
        gender = told.pop() if len(told) == 1 else None
        return _Named(name, start, end, gender, person, plural) if name else None


def _all_names(unit: Unit, at: int) -> list[int]:
    return [k for k in (at, *unit.under(at, "flat")) if unit.pos(k) in NAMES][::-1]
