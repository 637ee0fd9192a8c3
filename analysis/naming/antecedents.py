"""Whom a pronoun can mean, within one article: what is spoken of before it, and how."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.naming.persons import gender_of, read_persons
from analysis.naming.salience import SURE, Option, choose
from analysis.reading import Token, tokens_of
from analysis.schema import PERSON

__all__ = ["PRONOUNS", "ArticleReader", "Known", "Named", "named_in", "read_article"]

REACH = 5  # sentences back
PRONOUNS = {
    "he": ("person", "m"), "him": ("person", "m"), "his": ("person", "m"),
    "she": ("person", "f"), "her": ("person", "f"), "hers": ("person", "f"),
    "it": ("thing", None), "its": ("thing", None),
    "they": ("several", None), "them": ("several", None), "their": ("several", None),
    "theirs": ("several", None),
}  # fmt: skip
REFLEXIVES = {"himself": "m", "herself": "f", "itself": None}
_ROLES = {
    "nsubj": "subject", "csubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique",
    "nmod": "modifier", "compound": "modifier", "amod": "modifier",
}  # fmt: skip
_ARGUMENTS = ("subject", "object", "oblique")
# Words that hang on a name or a noun and are spoken of with it, not beside it.
_PARTS = ("compound", "flat", "amod", "fixed", "goeswith", "nummod")


class Known(NamedTuple):
    """A mention; for a resolved pronoun `mention_id` is that of the name it goes back to."""

    actor: str
    kind: str
    alias: str
    mention_id: int


class Named(NamedTuple):
    """A mention by name in its place; offsets into the text."""

    start: int
    end: int
    how: str
    known: Known


class Place(NamedTuple):
    """One place where somebody or something is spoken of."""

    who: str
    known: Known | None  # None where it is no actor
    at: int  # token
    sentence: int
    quote: int  # number of the direct quotation it stands in, -1 outside
    form: str  # name, pronoun, proper, titled, noun
    gender: str | None
    several: bool
    member: bool  # of a list: 'Iran' of 'Iran and Israel', which 'it' and 'they' don't mean
    chance: float = 1.0  # that it is they who are spoken of: below 1 for a pronoun


class Resolved(NamedTuple):
    """A pronoun or description that was resolved: tokens `first` to `last`."""

    first: int
    last: int
    how: str
    known: Known


def read_article(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    quoted: list[tuple[int, int]],
    *,
    descriptions: Mapping[str, tuple[frozenset[str], bool]] | None = None,
    chooser: Callable[[str, int, list[Option]], tuple[Option | None, float]] = choose,
) -> "ArticleReader":
    """A reader of one article's rows of `tokens` and `mentions`."""
    ordered = tokens.sort_values("token_id")
    numbers, named = ordered["sentence_id"].tolist(), named_in(mentions)
    return ArticleReader(
        tokens_of(ordered), numbers, named, quoted, descriptions=descriptions, chooser=chooser
    )


def named_in(mentions: pd.DataFrame) -> list[Named]:
    """One article's rows of `mentions`, by start."""
    columns = ["start", "end", "how", "actor", "actor_kind", "alias", "mention_id"]
    rows = mentions.sort_values("start")[columns].itertuples(index=False, name=None)
    return [Named(*row[:3], Known(*row[3:])) for row in rows]


class ArticleReader:
    """The tokens and mentions of one article, and what was spoken of so far."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentence: Sequence[int],
        named: Iterable[Named],
        quoted: list[tuple[int, int]],
        *,
        descriptions: Mapping[str, tuple[frozenset[str], bool]] | None = None,
        chooser: Callable[[str, int, list[Option]], tuple[Option | None, float]] = choose,
    ) -> None:
        """`sentence` is the number of each token's sentence; `named` are mentions by start."""
        self.sentence = sentence
        self.start, self.end = [one.start for one in tokens], [one.end for one in tokens]
        self.word, self.pos = [one.token for one in tokens], [one.pos for one in tokens]
        self.lower = [word.lower() for word in self.word]
        self.lemma, self.dep = [one.lemma for one in tokens], [one.dep for one in tokens]
        self.head = [one.head for one in tokens]
        self._list_of = {  # 'Iran and Israel': each member to the first
            j: self.head[k]
            for k, dep in enumerate(self.dep)
            if dep == "conj" and self.pos[k].startswith(("NN", "PRP"))
            for j in (k, self.head[k])
            if self.pos[self.head[k]].startswith(("NN", "PRP"))
        }
        self._quoted, self._chooser = quoted, chooser
        self._descriptions = descriptions or {}
        self._called: dict[str, set[str]] = {}  # word of a name to those whom it names
        self._places: list[Place] = []
        self._known: dict[str, Known] = {}
        self._name_at: dict[str, int] = {}  # the latest place of each that is no pronoun
        self._gender: dict[str, str] = {}
        self._inside: set[int] = set()
        self._named: dict[int, Known] = {}
        self.meant: dict[int, int] = {}  # a pronoun's offset to that of the name it goes back to
        for start, end, how, known in named:
            self._place(start, end, known if how != "place" else None)

    def _place(self, start: int, end: int, known: Known | None) -> None:
        first = bisect_right(self.start, start) - 1
        span = range(max(first, 0), bisect_right(self.start, end - 1))
        self._inside.update(span)
        heads = [k for k in span if self.head[k] not in span or self.head[k] == k]
        if heads and known is not None:
            self._named[heads[-1]] = known

    def resolve(self) -> Iterator[Resolved]:
        """The pronouns that go back to an actor, in the order of the text."""
        for k, low in enumerate(self.lower):
            if k in self._named:
                self._note_name(k)
            elif low in REFLEXIVES:
                found = self._bound(k, REFLEXIVES[low])
                if found is not None:
                    yield Resolved(k, k, "pronoun", found)
            elif low in PRONOUNS and self.pos[k].startswith("PRP"):
                found = self._pronoun(k)
                if found is not None:
                    yield Resolved(k, k, "pronoun", found)
            elif self._is_noun(k):
                found = self._described(k)
                if found is not None:
                    yield Resolved(k - 1, k, "description", found)
                else:
                    self._note_noun(k)

    def _note_name(self, k: int) -> None:
        known = self._named[k]
        for word in known.alias.lower().split():
            self._called.setdefault(word, set()).add(known.actor)
        told = gender_of(known.alias) or gender_of(known.actor)
        if told:
            self._gender.setdefault(known.actor, told)
        # 'Republicans', 'Russians': several, whom 'it' does not mean
        several = " " not in known.alias and self.pos[k] in ("NNS", "NNPS")
        gender = self._gender.get(known.actor)
        self._note(k, known.actor, known, form="name", gender=gender, several=several)

    def _is_noun(self, k: int) -> bool:
        if k in self._inside or not self.pos[k].startswith("NN") or self._is_part(k):
            return False
        if self.dep[k] in ("obl:unmarked", "nmod:unmarked", "vocative", "appos", "xcomp"):
            return False  # 'on Monday', 'became the leader': nobody else
        return not any(
            self.dep[j] == "cop" and self.head[j] == k for j in range(max(0, k - 8), k)
        )  # 'Putin is the leader'

    def _note_noun(self, k: int) -> None:
        proper = self.pos[k].startswith("NNP")
        titles = read_persons()["title"]
        titled = self.lemma[k].lower() in titles
        scene = proper and any(  # 'in Istanbul': nobody whom 'he' means
            self.lower[j] in ("in", "at") and self.head[j] == k for j in range(max(0, k - 3), k)
        )
        form = "proper" if proper and not scene else "titled" if titled else "noun"
        gender = titles.get(self.lemma[k].lower()) if titled else None
        last = k
        if proper:
            near = range(max(0, k - 4), min(k + 5, len(self.word)))
            parts = [j for j in near if j == k or (self.head[j] == k and self._is_part(j))]
            gender = gender_of(" ".join(self.word[j] for j in parts))
            last = parts[-1]
        who = f"={self.lower[last]}"
        if proper and gender:
            self._gender.setdefault(who, gender)  # 'Anna Tamm', whom 'Tamm' names later on
        gender = self._gender.get(who) if proper else gender if gender in ("f", "m") else None
        several = self.pos[k].endswith("S")
        self._note(k, who, None, form=form, gender=gender, several=several)

    def _is_part(self, k: int) -> bool:
        return self.dep[k].split(":")[0] in _PARTS

    def _note(
        self,
        k: int,
        who: str,
        known: Known | None,
        *,
        form: str,
        gender: str | None,
        several: bool,
        chance: float = 1.0,
    ) -> None:
        quote = self._quote_at(self.start[k])
        member = k in self._list_of
        place = Place(who, known, k, self.sentence[k], quote, form, gender, several, member, chance)
        self._places.append(place)
        if known is not None:
            self._known[who] = known
        if form != "pronoun":
            self._name_at[who] = k
        if self._list_of.get(k) == k:
            group = place._replace(who=f"=group {k}", known=None, form="noun", gender=None)
            self._places.append(group._replace(several=True, member=False))
            self._name_at[group.who] = k

    def _quote_at(self, position: int) -> int:
        number = bisect_right(self._quoted, (position, float("inf"))) - 1
        return number if number >= 0 and position < self._quoted[number][1] else -1

    def _pronoun(self, k: int) -> Known | None:
        kind, gender = PRONOUNS[self.lower[k]]
        if self.dep[k] == "expl" or self._is_empty(k):
            return None
        chosen, chance = self._chooser(kind, k, self.options(k))
        sure = chance >= SURE[kind]
        who, known = f"={kind}{gender or ''}", None
        if chosen is not None:
            who = chosen.who
            known = self._known.get(who)
            if who in self._name_at and sure:
                self.meant[self.start[k]] = self.start[self._name_at[who]]
            if gender and sure:
                self._gender.setdefault(who, gender)
        # what is likeliest stays so for the next pronoun, sure or not
        several = kind == "several" and known is None
        told = {"form": "pronoun", "gender": gender, "several": several, "chance": chance}
        self._note(k, who, known, **told)
        return known if sure else None

    def _is_empty(self, k: int) -> bool:
        """'it is clear that', 'it was Iran who', 'it took years to': stands for nobody."""
        if self.lower[k] != "it" or not self.dep[k].startswith("nsubj"):
            return False
        over = self.head[k]
        under = {
            self.dep[j] for j in range(k + 1, min(k + 30, len(self.word))) if self.head[j] == over
        }
        return bool(under & {"csubj", "csubj:pass", "advcl:cleft", "acl:cleft"}) or (
            "cop" in under and bool(under & {"acl:relcl", "ccomp", "advcl:relcl"})
        )

    def _bound(self, k: int, gender: str | None) -> Known | None:
        """'he defended himself': the subject of the clause."""
        for place in reversed(self._places):
            if place.sentence != self.sentence[k]:
                return None
            if self.role(place.at) == "subject" and self._verb(place.at) == self._verb(k):
                fits = place.known is not None and place.gender in (None, gender)
                return place.known if fits and not place.several else None
        return None

    def _described(self, k: int) -> Known | None:
        """The only fitting actor nearby that 'the country', 'the ministry' can mean."""
        noun = self.lower[k]
        if noun not in self._descriptions or k == 0 or self.lower[k - 1] != "the":
            return None
        if any(
            self.head[j] == k
            for j in range(k + 1, min(k + 6, len(self.word)))
            if self.dep[j].split(":")[0] in ("nmod", "acl", "appos", "flat")
        ):
            return None  # 'the country of Georgia', 'the party that won'
        kinds, named = self._descriptions[noun]
        quote = self._quote_at(self.start[k])
        near: dict[str, Known] = {}
        for place in reversed(self._places):
            if self.sentence[k] - place.sentence > (10 if named else 1):
                break
            if place.known and place.known.kind in kinds and place.quote == quote:
                near.setdefault(place.who, place.known)
        if named:
            called = self._called.get(noun, set())
            near = {who: known for who, known in near.items() if who in called}
            if len(called) > 1:
                return None
        if len(near) != 1:
            return None
        who, known = near.popitem()
        self._note(k, who, known, form="noun", gender=self._gender.get(who), several=False)
        return known

    def options(self, k: int) -> list[Option]:
        """Whom pronoun `k` may mean: who agrees with it and stands within reach, in its voice."""
        kind, gender = PRONOUNS[self.lower[k]]
        quote = self._quote_at(self.start[k])
        near: dict[str, list[Place]] = {}
        for place in reversed(self._places):
            if self.sentence[k] - place.sentence > REACH:
                break
            if place.quote == quote and self._agrees(place, kind, gender):
                near.setdefault(place.who, []).append(place)
        found = []
        for who, places in near.items():
            if any(self._barred(place.at, k) for place in places):
                continue
            last = places[0]
            features = (*self._features(last, k), *(("nearest",) if not found else ()))
            actor = any(place.known for place in places)
            found.append(Option(who, actor, last.at, features, len(places), last.chance))
        return found

    def _agrees(self, place: Place, kind: str, gender: str | None) -> bool:
        actor_kind = place.known.kind if place.known else None
        if kind == "person":
            if place.several or (actor_kind and actor_kind != PERSON):
                return False
            known = self._gender.get(place.who) or place.gender
            return known in (None, gender) and (actor_kind is not None or place.form != "noun")
        if place.member or actor_kind == PERSON:
            return False
        if place.form == "pronoun":
            return place.who != "=personm" and place.who != "=personf"
        if kind == "thing":
            return not place.several and place.form != "titled"
        return place.several or actor_kind is not None

    def _barred(self, at: int, k: int) -> bool:
        """'Putin hit him', 'his country': arguments of a verb are two, a part is not its whole."""
        if self.dep[k] == "nmod:poss":
            return self.head[k] == at
        both = self.role(at) in _ARGUMENTS and self.role(k) in _ARGUMENTS
        return both and self._verb(at) == self._verb(k)

    def role(self, k: int) -> str:
        """What token `k` is to its verb or noun; of a later member of a list, what the first is."""
        while self.dep[k] in ("conj", "appos", "flat") and self.head[k] != k:
            k = self.head[k]
        if self.dep[k] == "nmod:poss":
            return "owner"
        return _ROLES.get(self.dep[k].split(":")[0], "other")

    def _verb(self, k: int) -> int:
        while self.dep[k] in ("conj", "appos", "flat") and self.head[k] != k:
            k = self.head[k]
        return self.head[k]

    def _features(self, place: Place, k: int) -> tuple[str, ...]:
        back = min(self.sentence[k] - place.sentence, 3)
        role = self.role(place.at)
        told = [f"back {back}", role, place.form if place.known is None else f"actor {place.form}"]
        main = role == "subject" and self.dep[self._verb(place.at)] == "root"
        same_word = place.form == "pronoun" and self.lower[place.at] == self.lower[k]
        held = {
            "parallel": role == self.role(k),
            "main subject": main,
            "member": place.member,
            "same word": same_word,
            "open pronoun": place.form == "pronoun" and place.known is None,
            "gender told": place.gender is not None,
            "place": place.known is not None and place.known.kind in ("state", "territory"),
        }
        told += [name for name, holds in held.items() if holds]
        above = self._told_above(place, k) if back == 0 else []
        if self.lower[k] in ("his", "her", "its", "their"):
            told.append(f"owner back {back}")
            told += ["owner subject above"] if "subject above" in above else []
        return (*told, *above)

    def _told_above(self, place: Place, k: int) -> list[str]:
        """Whether the pronoun hangs, over some steps, on the verb of which the place is subject or
        object: 'Putin said that he ...'."""
        role, verb, above = self.role(place.at), self._verb(place.at), self._above(k)
        if role == "object":
            return ["object above"] if verb in above[1:] else []
        if role != "subject" or verb not in above:
            return []
        between = above[: above.index(verb)]
        steered = self._is_steered(between)
        own = not steered and not any(self._has(j, "nsubj") for j in between)
        return [
            *(["own subject"] if own else []),
            "subject steered" if steered else "subject above",
        ]

    def _has(self, k: int, relation: str) -> bool:
        near = range(max(0, k - 20), min(k + 20, len(self.word)))
        return any(self.head[j] == k and self.dep[j].startswith(relation) for j in near)

    def _is_steered(self, between: list[int]) -> bool:
        """'accused Israel of hiding its plans': the object above may be the subject."""
        return any(
            self.dep[j] in ("advcl", "xcomp", "acl") and self._has(self.head[j], "obj")
            for j in between
        )

    def _above(self, k: int) -> list[int]:
        """The words that token `k` hangs on, the nearest first."""
        found = []
        while self.head[k] != k:
            k = self.head[k]
            found.append(k)
        return found
