"""One sentence as a tree of words: who hangs on whom, by which relation."""

from collections.abc import Iterator

from analysis.reading.segment import Token
from analysis.reading.word_classes import listed

__all__ = ["NAMES", "Tree"]

NAMES = ("NNP", "NNPS")
NOMINAL = ("NN", "PRP", "WP", "WDT", "DT", "CD", "EX", "FW", "JJ", "POS", "ADD")
# what belongs to a noun phrase itself; what stands behind it in clauses or phrases does not
_PHRASE = (
    "det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "goeswith",
    "advmod",
)  # fmt: skip


class Tree:
    """The words of one sentence with their dependents; words are places in the sentence."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.kids: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i:
                self.kids[token.head].append(i)

    def dep(self, i: int) -> str:
        return self.tokens[i].dep

    def pos(self, i: int) -> str:
        return self.tokens[i].pos

    def lemma(self, i: int) -> str:
        return self.tokens[i].lemma.lower()

    def word(self, i: int) -> str:
        return self.tokens[i].token.lower()

    def head(self, i: int) -> int | None:
        """The word that `i` hangs on; None for the root."""
        return None if self.tokens[i].head == i else self.tokens[i].head

    def under(self, i: int, *relations: str) -> list[int]:
        """Dependents of `i` by any of these relations, in the order of the text."""
        return [kid for kid in self.kids[i] if self.tokens[kid].dep in relations]

    def cases(self, i: int) -> str:
        """Preposition of `i` with what belongs to it, in lower case: 'against', 'out at'."""
        return " ".join(self.word(kid) for kid in self.under(i, "case"))

    def marks(self, i: int) -> set[str]:
        """Words that open the clause of `i`: 'to', 'of', 'that'; in front of a gerund also those
        that are read as prepositions."""
        return {self.word(kid) for kid in self.under(i, "mark", "case")}

    def conjuncts(self, i: int) -> list[int]:
        """Nouns coordinated with `i`, the first of them: China of 'Russia and China'."""
        members = [kid for kid in self.under(i, "conj") if self.is_nominal(kid)]
        return [kid for kid in members if self.opens_clause(kid) is None]

    def opens_clause(self, noun: int) -> int | None:
        """The finite verb right behind a coordinated noun that has no other subject, since the
        noun is its subject, not a member of a list: 'Israel struck Lebanon and Hezbollah fired'."""
        verb = self.last_name(noun) + 1
        if self.dep(noun) != "conj" or verb >= len(self.tokens):
            return None
        finite = self.pos(verb) in ("VBD", "VBZ", "VBP")
        alone = not self.under(verb, "nsubj", "nsubj:pass", "cc", "mark")
        return verb if finite and alone and self.dep(verb) in ("conj", "ccomp") else None

    def is_nominal(self, i: int) -> bool:
        """A noun or pronoun, and no predicate of a clause of its own."""
        return self.pos(i).startswith(NOMINAL) and not self.under(i, "cop", "nsubj", "nsubj:pass")

    def is_name(self, i: int) -> bool:
        """A proper noun, or an adjective spelt as one ('Western'); the first word of a sentence
        always looks like one."""
        token = self.tokens[i]
        likely = token.pos in NAMES or token.pos in ("JJ", "NN", "NNS")
        return likely and token.token[0].isupper() and len(token.token) > 1

    def is_time(self, i: int) -> bool:
        return self.word(i) in listed("time")

    def antecedent(self, i: int) -> int | None:
        """The noun that a relative pronoun stands for; None where `i` is none."""
        if self.pos(i) not in ("WDT", "WP") and self.word(i) != "that":
            return None
        at: int | None = i
        while at is not None and not self.dep(at).endswith(":relcl"):
            at = self.head(at)
        return None if at is None else self.head(at)

    def below(self, i: int, *without: str) -> Iterator[int]:
        """All words that hang on `i`, over any number of steps, but not by these relations."""
        waiting = [i]
        while waiting:
            at = waiting.pop()
            for kid in self.kids[at]:
                if self.dep(kid) not in without:
                    yield kid
                    waiting.append(kid)

    def last_name(self, i: int) -> int:
        """The word that stands for a name: Putin of 'Vladimir Putin'."""
        return max([i, *self.under(i, "flat")])

    def phrase(self, i: int) -> tuple[int, int]:
        """First and last word of a noun phrase, without clauses or phrases behind it."""
        first = last = i
        for kid in self.under(i, *_PHRASE):
            inside = [kid, *self.below(kid, "acl", "acl:relcl", "parataxis", "appos", "punct")]
            first, last = min(first, *inside), max(last, *inside)
        return first, last

    def span(self, i: int) -> tuple[int, int, int, int]:
        """Offsets of a noun phrase and of its head: start, end, head_start, head_end."""
        first, last = self.phrase(i)
        head = self.tokens[self.last_name(i)]
        return self.tokens[first].start, self.tokens[last].end, head.start, head.end
