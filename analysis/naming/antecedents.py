"""Which mention a pronoun goes back to, within one article."""

from bisect import bisect_right
from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

from analysis.reading import Clause, Sentence, is_word, listed, read_sentence
from analysis.schema import PERSON

__all__ = ["ArticleReader"]

_SENTENCES_BACK = 3
_ENTITIES = frozenset(
    ("state", "territory", "bloc", "organisation", "armed group", "body", "party", "company")
)


class Known(NamedTuple):
    """A mention; for a resolved pronoun `mention_id` is that of the name it goes back to."""

    sentence_id: int
    start: int
    end: int
    alias: str
    actor: str
    kind: str
    mention_id: int
    quote: int  # number of the direct quotation it stands in, -1 outside


class ArticleReader:
    """The sentences and mentions of one article, and what was resolved so far."""

    def __init__(
        self, tokens: pd.DataFrame, mentions: pd.DataFrame, quoted: list[tuple[int, int]]
    ) -> None:
        ordered = tokens.sort_values("token_id")
        self.sentences = {
            sentence_id: list(
                zip(part["start"], part["end"], part["token"], part["pos"], strict=True)
            )
            for sentence_id, part in ordered.groupby("sentence_id", sort=True)
        }
        self._quoted = quoted
        self._clauses: dict[int, object] = {}
        self._gender: dict[str, str] = {}
        self._next = int(mentions["mention_id"].max()) + 1
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._known: dict[int, list[Known]] = {}
        self._called: dict[str, list[Known]] = {}
        columns = ["sentence_id", "start", "end", "alias", "actor", "actor_kind", "mention_id"]
        ordered = mentions.sort_values("start")
        for how, *row in ordered[["how", *columns]].itertuples(index=False, name=None):
            self._spans.setdefault(row[0], []).append((row[1], row[2]))
            if how != "place":
                self._note(Known(*row, self._quote_at(row[1])))

    def _note(self, known: Known) -> None:
        self._known.setdefault(known.sentence_id, []).append(known)
        for word in set(known.alias.lower().split()):
            self._called.setdefault(word, []).append(known)

    def _quote_at(self, position: int) -> int:
        number = bisect_right(self._quoted, (position, float("inf"))) - 1
        return number if number >= 0 and position < self._quoted[number][1] else -1

    def remember(
        self, sentence_id: int, start: int, end: int, alias: str, antecedent: Known, how: str
    ) -> tuple[int, str, int, int, str, int]:
        """Note a resolved pronoun, so that the next may go back to it; its row but for keys."""
        place = {"sentence_id": sentence_id, "start": start, "end": end, "alias": alias}
        self._note(antecedent._replace(**place, quote=self._quote_at(start)))
        self._next += 1
        return (self._next - 1, alias, start, end, how, antecedent.mention_id)

    def _before(
        self, sentence_id: int, start: int, kinds: Collection[str], *, back: int
    ) -> list[Known]:
        """Mentions of these kinds in front of `start`, in the same voice, `back` sentences back."""
        quote = self._quote_at(start)
        return [
            known
            for number in range(sentence_id - back, sentence_id + 1)
            for known in self._known.get(number, ())
            if known.end <= start and known.kind in kinds and known.quote == quote
        ]

    def person(self, sentence_id: int, start: int, gender: str) -> Known | None:
        """The one person whom 'he' or 'she' can mean."""
        near = self._before(sentence_id, start, (PERSON,), back=_SENTENCES_BACK)
        if not near:
            return None
        latest = max(known.sentence_id for known in near)
        # the sentence so far and the one before it, or the nearest one that names anybody
        floor = min(latest, sentence_id - 1)
        actors = {known.actor for known in near if known.sentence_id >= floor}
        if len(actors) != 1 or self._stranger(floor, sentence_id, start):
            return None
        found = max(near, key=lambda known: known.end)
        if self._gender.setdefault(found.actor, gender) != gender:
            return None
        return found

    def _stranger(self, first: int, last: int, start: int) -> bool:
        """Somebody whom the gazetteer does not know does something in these sentences."""
        for sentence_id in range(first, last + 1):
            words = self.sentences.get(sentence_id, [])
            sentence = self._read(sentence_id)
            subjects = {clause.subject for clause in sentence.clauses}
            for k, piece in enumerate(sentence.chunks):
                head = words[piece.head]
                if piece.kind != "NP" or piece.pronoun or head[0] >= start:
                    continue
                if not sentence.tags[piece.head].startswith("NNP") or sentence.tags[
                    piece.first
                ].startswith(("DT", "PRP$")):
                    continue  # 'the Pentagon' is nobody
                if k not in subjects and is_word(head[2].lower()):
                    continue
                if piece.time or piece.preposition in ("in", "at", "from", "to"):
                    continue
                spans = self._spans.get(sentence_id, ())
                if not any(low < head[1] and head[0] < high for low, high in spans):
                    return True
        return False

    def entity(self, sentence_id: int, i: int) -> Known | None:
        """The actor that 'it' or 'its' (token `i`) can mean."""
        sentence = self._read(sentence_id)
        start = self.sentences[sentence_id][i][0]
        at = next(k for k, piece in enumerate(sentence.chunks) if piece.first <= i <= piece.last)
        own = next((clause for clause in sentence.clauses if clause.subject == at), None)
        possessive = sentence.tags[i] == "PRP$"
        if not possessive and (own is None or _is_empty(own, sentence)):
            return None
        earlier = [
            clause
            for clause in sentence.clauses
            if clause.subject is not None
            and clause.subject_how == "direct"
            and clause.subject < at
            and sentence.kind(clause.subject) != "WH"
        ]
        if earlier:
            found = self._subject(sentence_id, earlier[-1].subject, start)
        elif sentence.chunks[at].first <= 1 and sentence_id - 1 in self.sentences:
            found = self._main_subject(sentence_id - 1, start)
        else:
            return None
        if found is None or self._rival(found, sentence_id, start):
            return None
        return found

    def _main_subject(self, sentence_id: int, start: int) -> Known | None:
        sentence = self._read(sentence_id)
        main = [c for c in sentence.clauses if c.subject is not None and c.group.finite]
        return self._subject(sentence_id, main[0].subject, start) if main else None

    def _subject(self, sentence_id: int, chunk: int, start: int) -> Known | None:
        """The mention that is the head of a subject, if it is one actor and no person."""
        sentence = self._read(sentence_id)
        if chunk in sentence.conjunct_of or chunk in sentence.conjunct_of.values():
            return None
        head = self.sentences[sentence_id][sentence.chunks[chunk].head]
        quote = self._quote_at(start)
        for known in self._known.get(sentence_id, ()):
            if known.start <= head[0] and head[1] <= known.end and known.quote == quote:
                # 'Republicans', 'Russians': several, whom 'it' does not mean
                several = " " not in known.alias and head[3] in ("NNS", "NNPS")
                return known if known.kind in _ENTITIES and not several else None
        return None

    def _rival(self, found: Known, sentence_id: int, start: int) -> bool:
        """Another actor that 'it' could be stands between."""
        return any(
            found.end <= known.start < start
            and known.actor != found.actor
            and known.kind in _ENTITIES
            for number in range(found.sentence_id, sentence_id + 1)
            for known in self._known.get(number, ())
        )

    def described(
        self, sentence_id: int, start: int, noun: str, kinds: Collection[str], named: bool
    ) -> Known | None:
        """The actor that 'the country', 'the ministry' can mean."""
        near = self._before(sentence_id, start, kinds, back=10 if named else 1)
        if named:
            called = self._called.get(noun, ())
            actors = {known.actor for known in called if known.end <= start and known.kind in kinds}
            near = [known for known in near if known.actor in actors]
        if len({known.actor for known in near}) != 1 or (named and len(actors) != 1):
            return None
        return max(near, key=lambda known: known.end)

    def _read(self, sentence_id: int) -> Sentence:
        if sentence_id not in self._clauses:
            self._clauses[sentence_id] = read_sentence(self.sentences.get(sentence_id, []))
        return self._clauses[sentence_id]


def _is_empty(clause: Clause, sentence: Sentence) -> bool:
    """'it is clear that', 'it was Iran who', 'it is said that', 'it seems': stands for nobody."""
    if clause.group.copula or clause.lemma in listed("raising", "linking"):
        return True
    after = sentence.kind(sentence.on(clause.at + 1))
    return after == "SUB" and (clause.group.passive or clause.lemma in ("take", "mean", "turn"))
