"""Who speaks: from the words beside a cue to a name, by what the article said before.

Conservative: a pronoun goes to the last speaker that its gender and number allow, else to the last
person named; 'the minister' goes to the person introduced with that title; where nothing fits, the
speaker stays `unattributed` and the span beside the cue is kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from analysis.naming import read_persons
from analysis.quoting.people import Person, find_people, is_given, is_title, read_not_speakers
from analysis.quoting.phrases import is_nominal, phrase_left
from analysis.quoting.running import Quote
from analysis.quoting.units import Unit, word_set

__all__ = ["UNATTRIBUTED", "Mention", "Speakers"]

UNATTRIBUTED = "unattributed"
LOOK_BACK = 200  # people or speakers looked at for one pronoun or title; bounds the work
_NEAR_UNITS = 3  # sentences between a pronoun and a bare surname that it may mean
Mention = tuple[int, int, str]  # start, end, actor
_SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_PLURAL = word_set("they them their theirs")
_THING = frozenset(["it", "its"])
_NOBODY = word_set("i we you me us my our your this that these those one what there")
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_DETERMINERS = word_set("the a an his her its their this that these those some our my")
_PREPOSITIONS = word_set("of for at from in with to on by near behind during after")
_NOT_TELLING = _DETERMINERS | _PREPOSITIONS | {"former", "and", "'s", "’s", ","}


@dataclass(frozen=True)
class _Named:
    """A resolved speaker and where the name that resolves it stands."""

    name: str
    start: int
    end: int
    gender: str | None
    person: bool
    plural: bool = False


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
        self._by_surname: dict[str, list[Person]] = {}
        self._introduced = introduced or {}
        for person in self._people:
            self._by_surname.setdefault(person.surname, []).append(person)
        self._mentioned = [self._known_person(*mention) for mention in actors]  # by start
        self._mention_starts = [person.start for person in self._mentioned]
        self._spoken: list[_Named] = []  # speakers so far, last one last
        self._spoke_at = -1  # where the last of them was named as such
        self._known: dict[tuple[int, int], tuple[_Named | None, str]] = {}

    @property
    def by_surname(self) -> dict[str, list[Person]]:
        """People whom the units name in full, by surname."""
        return self._by_surname

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
        words = self._words(start, end)
        if not words:
            return None, "none"
        lower = [word.lower() for word, _, _ in words]
        if len(words) == 1:
            if lower[0] in _SINGULAR:
                return self._person_before(start, _SINGULAR[lower[0]]), "pronoun"
            if lower[0] in _PLURAL:
                return self._last(lambda s: s.plural or not s.person), "pronoun"
            if lower[0] in _THING:
                return self._last(lambda s: not s.person), "pronoun"
            if lower[0] in _RELATIVE:
                return self._antecedent(start), "pronoun"
            if lower[0] in _NOBODY:
                return None, "pronoun"
        person = self._full_name(words, start)
        if person is not None:
            return person, "name"
        if _head_of(lower) in read_not_speakers():
            return None, "none"
        beside = self._named_beside(lower, end)
        if beside is not None:
            return beside, "name"
        described = self._by_title(lower, start)
        if described is not None:
            return described, "title"
        return self._actor(words) or self._surface(words), "name"

    def _words(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """Words of a span with offsets, from the unit that holds it."""
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return []
        unit = self._units[number]
        first, stop = bisect_left(unit.starts, start), bisect_left(unit.starts, end)
        return [
            (self._text[unit.starts[k] : unit.ends[k]], unit.starts[k], unit.ends[k])
            for k in range(first, stop)
        ]

    def _full_name(self, words: list[tuple[str, int, int]], start: int) -> _Named | None:
        """The person whose full name or surname the span holds, if it names just a person."""
        for at in range(len(words) - 1, -1, -1):
            word = words[at][0]
            if word.lower() in _PREPOSITIONS:
                continue
            if any(
                later.lower() in ("'s", "’s", "'", "’") for later, _, _ in words[at + 1 : at + 2]
            ):
                continue
            before = [earlier.lower() for earlier, _, _ in words[:at]]
            if any(word in _PREPOSITIONS for word in before) and at:
                continue
            known = self._by_surname.get(word) or self._introduced.get(word)
            if known:
                earlier = [person for person in known if person.start <= words[at][2]]
                person = (earlier or known)[-1]
                given = before[-1] if before else ""
                if is_given(given) and given != person.name.split()[0].lower():
                    continue  # another of the same surname
                return self._of(person)
        return None

    def _of(self, person: Person) -> _Named:
        return _Named(person.name, person.start, person.end, person.gender, True)

    def _named_beside(self, lower: list[str], end: int) -> _Named | None:
        """'the head of the agency, Anna Tamm, said': who is named between the commas."""
        if lower[0] not in _DETERMINERS or self._text[end : end + 2] != ", ":
            return None
        number = bisect_left(self._person_starts, end)
        person = self._people[number] if number < len(self._people) else None
        if (
            person is None
            or person.start != end + 2
            or self._text[person.end : person.end + 1] != ","
        ):
            return None
        return self._of(person)

    def _by_title(self, lower: list[str], start: int) -> _Named | None:
        """'the Iranian foreign minister': the last person introduced with these words."""
        if not lower or lower[0] not in _DETERMINERS or not any(map(is_title, lower)):
            return None
        wanted = {word for word in lower if word not in _NOT_TELLING}
        last = bisect_right(self._person_starts, start) - 1
        for number in range(last, max(-1, last - LOOK_BACK), -1):
            person = self._people[number]
            if wanted <= person.titles:
                return self._of(person)
        return None

    def _known_person(self, start: int, end: int, actor: str) -> _Named:
        told = read_persons()["given"].get(actor.split()[0].lower())
        gender = told if told in ("f", "m") else None
        return _Named(self._text[start:end], start, end, gender, True)

    def _actor(self, words: list[tuple[str, int, int]]) -> _Named | None:
        """The person of the gazetteer whose name the span is or ends with: 'a defiant Putin'."""
        at = bisect_right(self._mention_starts, words[-1][1]) - 1
        if at >= 0 and self._mentioned[at].end == words[-1][2]:
            return self._mentioned[at]
        return None

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

    def _antecedent(self, start: int) -> _Named | None:
        """The noun phrase right before a relative pronoun."""
        number = bisect_right(self._starts, start) - 1
        unit = self._units[number]
        at = bisect_left(unit.starts, start) - 1
        if at >= 0 and unit.words[at] == ",":
            at -= 1
        if at < 0:
            return None
        if not is_nominal(unit, at):
            return None
        first, last = phrase_left(unit, at)
        return self._resolve(unit.starts[first], unit.ends[last])[0] if first <= last else None

    def _surface(self, words: list[tuple[str, int, int]]) -> _Named | None:
        """A name as it stands, less its article, its bracket and what follows a preposition."""
        first = 1 if words[0][0].lower() in _DETERMINERS and len(words) > 1 else 0
        stop = len(words)
        for at in range(first + 1, len(words)):
            word = words[at][0].lower()
            capital = words[at - 1][0][:1].isupper()
            if word in "([" or (word in _PREPOSITIONS and capital and at - first > 1):
                stop = at
                break
        start, end = words[first][1], words[stop - 1][2]
        name = " ".join(self._text[start:end].split()).strip(" ,")
        lower = [word.lower() for word, _, _ in words[first:stop]]
        genders = read_persons()["title"]
        told = {genders.get(word) for word in lower} & {"f", "m"}
        person = any(map(is_title, lower)) or is_given(lower[0])
        plural = lower[-1].endswith("s") and not words[stop - 1][0][:1].isupper()
        gender = told.pop() if len(told) == 1 else None
        return _Named(name, start, end, gender, person and not plural, plural) if name else None


def _head_of(lower: list[str]) -> str:
    """The last word before a preposition: 'pattern' of 'the pattern of fewer Democrats'."""
    stop = next(
        (k for k, word in enumerate(lower) if (k and word in _PREPOSITIONS) or word == ","),
        len(lower),
    )
    return lower[stop - 1] if stop else ""
