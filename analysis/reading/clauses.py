"""Clauses of one sentence, and which noun phrases are free to be subjects of their verbs.

A noun phrase that no preposition governs waits until a finite verb takes it; what a relative
clause leaves over waits for the verb of the main clause. A phrase behind a verb counts as its
object only until another verb shows that it was a subject ('said Putin would').
"""

from dataclasses import dataclass, field

from analysis.reading.chunks import chunk
from analysis.reading.noun_phrases import Chunk
from analysis.reading.retag import lowered
from analysis.reading.word_classes import listed

__all__ = ["SKIPPED", "Clause", "Sentence"]

# What may stand between a verb and its arguments.
SKIPPED = ("ADV", "QUOTE")


@dataclass
class Clause:
    """A verb group with what was found around it; arguments are indices of chunks."""

    group: Chunk
    at: int
    lemma: str
    subject: int | None = None
    subject_how: str = "direct"  # direct, shared, control, relative
    object: int | None = None
    recipient: int | None = None
    agent: int | None = None  # behind 'by'
    prepositional: int | None = None  # who suffers it, behind a preposition: 'voted against Iran'
    partner: int | None = None  # with whom it is done: 'met with Iran'
    gap: int | None = None  # a relative or question word in front that may be the object
    antecedents: list[tuple[int, str]] = field(default_factory=list)  # chunk; subject, object
    governor: "Clause | None" = None  # 'wants' of 'wants to attack', where it stands beside it

    @property
    def negated(self) -> bool:
        """Told as not done: 'did not attack', 'refused to attack', 'never wanted to attack'."""
        over = self.governor
        refused = over is not None and (
            over.negated or over.lemma in listed("refusing", "preventing")
        )
        return self.group.negated or refused

    @property
    def modal(self) -> str:
        """Told as possible, wanted, due or alleged: 'could attack', 'wants to attack'; the modal
        verb or the lemma of the verb that says so, "" where none does."""
        if self.group.modal or self.governor is None:
            return self.group.modal
        over = self.governor
        return over.lemma if over.lemma in listed("intending") else over.modal


class Sentence:
    """The chunks of one sentence, and its clauses as far as they are read.

    `clauses`: one per verb group. `conjunct_of`: chunk of a later member of a coordination to the
    chunk of its first ('Russia and China').
    """

    def __init__(self, words: list[str], tags: list[str]) -> None:
        self.words = words
        self.chunks, self.tags = chunk(words, tags)
        self.lower = lowered(words)
        self.clauses: list[Clause] = []
        self.conjunct_of: dict[int, int] = {}
        self.waiting: list[int] = []  # free noun phrases that may yet be subjects

    def word(self, k: int) -> str:
        """The head of chunk `k`, in lower case; "" outside the sentence."""
        return self.lower[self.chunks[k].head] if 0 <= k < len(self.chunks) else ""

    def kind(self, k: int) -> str:
        """Kind of chunk `k`; "" outside the sentence."""
        return self.chunks[k].kind if 0 <= k < len(self.chunks) else ""

    def back(self, k: int, kinds: tuple[str, ...] = SKIPPED) -> int:
        """The first chunk from `k` to the left that is none of `kinds`; -1 where there is none."""
        while k >= 0 and self.chunks[k].kind in kinds:
            k -= 1
        return k

    def on(self, k: int, kinds: tuple[str, ...] = SKIPPED) -> int:
        """The same to the right."""
        while k < len(self.chunks) and self.chunks[k].kind in kinds:
            k += 1
        return k

    def members(self, k: int) -> list[int]:
        """Chunks coordinated with chunk `k`, the first of them: China of 'Russia and China'."""
        return [member for member, first in self.conjunct_of.items() if first == k]

    def close(self, k: int) -> None:
        """What waits inside brackets, or between two dashes, is forgotten where they close."""
        bracket = self.words[self.chunks[k].head] in ")]"
        for j in range(k - 1, -1, -1):
            if self.kind(j) == "PAREN" and (self.words[self.chunks[j].head] in "([") == bracket:
                self.waiting = [p for p in self.waiting if p < j]
                return

    def place(self, k: int) -> None:
        """Is this noun phrase governed by a preposition, a later member of a list, or free?"""
        piece = self.chunks[k]
        j = self.back(k - 1)
        if self.kind(j) in ("PREP", "SUB"):
            piece.preposition = self.word(j)
            if self.kind(j) == "SUB" and self.word(j) != "for":
                self.waiting.append(k)
        elif self.kind(j) == "CC" and self.word(j) in ("and", "or", "nor", "&"):
            self._join(k, j)
        else:
            self.waiting.append(k)

    def _join(self, k: int, conjunction: int) -> None:
        i = self.back(conjunction - 1, ("COMMA", "ADV"))
        new_clause = self.word(k) in listed("nominative") and self.kind(conjunction - 1) == "COMMA"
        if self.kind(i) != "NP" or new_clause:
            self.waiting.append(k)
            return
        first = self.conjunct_of.get(i, i)
        members = [k]
        # earlier members of the list: 'Russia, China and Iran'
        while self.kind(first - 1) == "COMMA" and self.kind(first - 2) == "NP":
            if self.chunks[first - 2].time or self.chunks[first].time:
                break
            members.append(first)
            first -= 2
            first = self.conjunct_of.get(first, first)
        for member in members:
            self.conjunct_of[member] = first
            self.chunks[member].preposition = self.chunks[first].preposition
        self.waiting = [p for p in self.waiting if p not in members]
