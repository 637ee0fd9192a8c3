"""Clauses of one sentence, read from left to right: each verb group finds its subject.

A noun phrase that no preposition governs waits until a finite verb takes it; what a relative
clause leaves over waits for the verb of the main clause. A phrase behind a verb counts as its
object only until another verb shows that it was a subject ('said Putin would').
"""

from dataclasses import dataclass, field

from analysis.chunks import Chunk, chunk
from analysis.grammar import listed
from analysis.retag import lowered
from analysis.verbs import verb_forms, verb_lemma

# What may stand between a verb and its arguments.
SKIPPED = ("ADV", "QUOTE")
_RELATIVE = ("who", "whom", "which", "that")
_PLURAL_NOUNS = ("police", "people", "one", "staff")


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
    gap: int | None = None  # a relative or question word in front that may be the object
    antecedents: list[tuple[int, str]] = field(default_factory=list)  # chunk; subject, object


class Sentence:
    """The chunks of one sentence and its clauses, with subjects found.

    `clauses`: one per verb group. `conjunct_of`: chunk of a later member of a coordination to the
    chunk of its first ('Russia and China').
    """

    def __init__(self, words: list[str], tags: list[str]):
        self.words = words
        self.chunks, self.tags = chunk(words, tags)
        self.lower = lowered(words)
        self.clauses: list[Clause] = []
        self.conjunct_of: dict[int, int] = {}
        self._waiting: list[int] = []
        for k, piece in enumerate(self.chunks):
            if piece.kind == "STOP":
                self._waiting.clear()
            elif piece.kind == "PAREN" and words[piece.head] not in "([":
                self._close(k)
            elif piece.kind == "NP":
                self._place(k)
            elif piece.kind == "VG":
                clause = Clause(piece, k, verb_lemma(self.lower[piece.head]))
                self._find_subject(clause)
                self.clauses.append(clause)

    def word(self, k: int) -> str:
        """The head of chunk `k`, in lower case."""
        return self.lower[self.chunks[k].head]

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

    def _close(self, k):
        """What waits inside brackets, or between two dashes, is forgotten where they close."""
        bracket = self.words[self.chunks[k].head] in ")]"
        for j in range(k - 1, -1, -1):
            if self.kind(j) == "PAREN" and (self.words[self.chunks[j].head] in "([") == bracket:
                self._waiting = [p for p in self._waiting if p < j]
                return

    def _place(self, k):
        """Is this noun phrase governed by a preposition, a later member of a list, or free?"""
        piece = self.chunks[k]
        j = self.back(k - 1)
        if self.kind(j) in ("PREP", "SUB"):
            piece.preposition = self.word(j)
            if self.kind(j) == "SUB":
                self._waiting.append(k)
        elif self.kind(j) == "CC" and self.word(j) in ("and", "or", "nor", "&"):
            self._join(k, j)
        else:
            self._waiting.append(k)

    def _join(self, k, conjunction):
        i = self.back(conjunction - 1, ("COMMA", "ADV"))
        new_clause = self.word(k) in listed("nominative") and self.kind(conjunction - 1) == "COMMA"
        if self.kind(i) != "NP" or new_clause:
            self._waiting.append(k)
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
        self._waiting = [p for p in self._waiting if p not in members]

    def _find_subject(self, clause):
        group, k = clause.group, clause.at
        j = self.back(k - 1)
        if group.form == "part" and self.kind(j) == "NP":
            clause.antecedents.append((j, "reduced"))  # 'the city bombed by Israel'
        if not group.finite:
            if group.form == "inf" and self.kind(j) == "NP" and self._preposition(j) == "for":
                clause.subject = j
            return
        if group.inverted:
            clause.subject = k - 1
            self._take(k - 1)
            self._open_gap(clause, self.back(k - 3))
            return
        if self.kind(j) == "WH":
            self._relative_subject(clause, j)
            return
        if self.kind(j) == "EX":
            return
        if self._speaker_behind(clause, j):
            clause.subject = k + 1
            return
        clause.subject = self._distant_relative(j)
        if clause.subject is not None:
            return
        clause.subject = self._candidate(clause, j)
        if clause.subject is not None:
            self._open_gap(clause, self.back(clause.subject - 1))
            self._take(clause.subject)
        elif self.kind(j) in ("CC", "COMMA"):
            # 'Putin came and warned': the subject of the clause before
            for earlier in reversed(self.clauses):
                if earlier.group.finite and earlier.subject is not None:
                    clause.subject, clause.subject_how = earlier.subject, "shared"
                    break

    def _preposition(self, k):
        return self.chunks[k].preposition

    def _take(self, k):
        self._waiting = [p for p in self._waiting if p < k]

    def _relative_subject(self, clause, wh):
        clause.subject = wh
        i = self.back(wh - 1, ("COMMA",))
        if self.kind(i) == "PREP" and self.kind(i - 1) == "NP":
            clause.subject = i - 1  # 'both of which'
        elif self.kind(i) == "NP" and self.word(wh) in _RELATIVE:
            whole = self.conjunct_of.get(i, i) if i == wh - 1 else i
            clause.antecedents.append((whole, "subject"))
        elif (
            i >= 0 and self.word(wh) == "what" and (self.kind(i) == "PREP" or self.chunks[i].copula)
        ):
            clause.subject_how = "relative"  # 'is what happened': 'what' is the predicate

    def _open_gap(self, clause, wh):
        if self.kind(wh) != "WH":
            return
        clause.gap = wh
        i = self.back(wh - 1, ("COMMA",))
        if not clause.group.inverted and self.kind(i) == "NP" and self.word(wh) in _RELATIVE:
            clause.antecedents.append((i, "object"))

    def _speaker_behind(self, clause, j):
        """'"...", said Putin': the subject follows a verb of speech that closes a quotation."""
        k = clause.at
        if clause.lemma not in listed("speech") or clause.group.passive or j < 0:
            return False
        if self.kind(k + 1) != "NP" or self.chunks[k + 1].time:
            return False
        if self.word(k + 1) in listed("objective"):
            return False
        closed = any(self.kind(i) == "QUOTE" for i in range(max(j - 1, 0), k))
        if self.kind(j) == "COMMA":
            return closed or clause.lemma in listed("reply")
        return closed or self.kind(j) == "STOP"

    def _distant_relative(self, j):
        """'which, in a small study, found': only adjuncts between the pronoun and its verb."""
        while j >= 0:
            if self.kind(j) == "WH":
                used = any(j in (clause.subject, clause.gap) for clause in self.clauses)
                return None if used else j
            governed = self.kind(j) == "NP" and self.kind(j - 1) == "PREP"
            if self.kind(j) not in ("ADV", "COMMA", "PREP", "PAREN", "QUOTE") and not governed:
                return None
            j -= 1
        return None

    def _candidate(self, clause, j):
        """The noun phrase that is the subject of a finite verb; `j` is the chunk left of it."""
        if j < 0:
            return None
        free = [p for p in self._waiting if self._agrees(p, clause.group)]
        free = [p for p in free if p == j or not self.chunks[p].time]
        last_finite = max((c.at for c in self.clauses if c.group.finite), default=-1)
        nominal = self.kind(j) == "NP" and self.word(j) not in listed("objective")
        if nominal and j in self.conjunct_of:
            root = self.conjunct_of[j]
            if root in free and root > last_finite and not self._owner(root):
                return root
            outer = [p for p in free if p > last_finite and not self._owner(p)]
            if self._preposition(root) and root > last_finite and outer:
                return outer[-1]
            return j
        if nominal and j in free:
            owner = self._owner(j)
            earlier = [p for p in free if p < j and not self._owner(p)]
            clausal = owner is not None and owner.lemma in listed("clausal")
            if earlier and ((owner and not clausal) or self.chunks[j].time):
                return earlier[-1]
            return j
        usable = [p for p in free if p != j and not self._owner(p)]
        if not usable:
            return None
        return self._head_of_apposition(usable) if self.kind(j) == "COMMA" else usable[-1]

    def _head_of_apposition(self, usable):
        """'Putin, president of Russia, said': the phrase that the last one stands beside."""
        at = usable[-1]
        for earlier in reversed(usable[:-1]):
            between = [piece.kind for piece in self.chunks[earlier + 1 : at]]
            if not between or between[-1] != "COMMA":
                break
            if not set(between) <= {"PREP", "NP", "COMMA", "ADV", "ADJ"}:
                break
            at = earlier
        return at

    def _agrees(self, k, group):
        """No singular noun is subject of a bare verb ('Jen, come here'), no plural of 'goes'."""
        verb = next((i for i in range(group.first, group.last + 1) if self.tags[i] != "RB"), None)
        verb = group.head if verb is None else verb
        tag, noun, subject = self.tags[verb], self.tags[self.chunks[k].head], self.word(k)
        if k in self.conjunct_of or k in self.conjunct_of.values():
            return tag != "VBZ" or self.chunks[k].pronoun
        if tag in ("VB", "VBP") and "VBD" not in verb_forms(self.lower[verb]):
            at = next(i for i, piece in enumerate(self.chunks) if piece is group)
            called = noun == "NNP" and self.kind(self.back(at - 1)) == "COMMA"
            singular = noun == "NN" and subject not in _PLURAL_NOUNS
            return not singular and not called and subject not in ("he", "she", "it")
        if tag == "VBZ":
            return subject not in ("i", "you", "we", "they") and noun != "NNS"
        return True

    def _owner(self, k):
        """The clause in whose object place chunk `k` stands, if any."""
        if self.chunks[k].time:
            return None
        j = self.back(k - 1)
        second = self.kind(j) == "NP" and self.kind(j - 1) == "VG"
        for clause in self.clauses:
            if clause.at == j and not clause.group.passive:
                return clause
            if second and clause.at == j - 1 and clause.lemma in listed("giving"):
                return clause
        return None
