"""Verbs of a tree with their arguments: subjects of their own, shared, controlled, relative."""

from typing import NamedTuple

from analysis.reading.tree import Tree
from analysis.reading.word_classes import listed

__all__ = ["SUBJECTS", "Argument", "Clauses"]

SUBJECTS = ("nsubj", "nsubj:pass")


class Argument(NamedTuple):
    """A word that takes part in a deed, and what its part rests on (see `agency.roles_in`)."""

    at: int
    role: str
    how: str


class Clauses:
    """The verbs of one sentence. `verbs` are their places in the tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._subjects: dict[int, list[tuple[int, str]]] = {}
        self.verbs = [i for i in range(len(tree.tokens)) if self._is_verb(i)]

    def _is_verb(self, i: int) -> bool:
        tree = self.tree
        if tree.dep(i) in ("aux", "aux:pass", "cop", "case", "mark", "amod", "compound", "fixed"):
            return False
        if tree.under(i, "cop") or tree.lemma(i) == "be" or self._is_elliptic(i):
            return False
        if tree.pos(i).startswith("VB"):
            return not self.is_noun(i)
        return bool(tree.under(i, "obj", "nsubj:pass", "aux:pass", "obl:agent"))

    def is_noun(self, i: int) -> bool:
        """Tagged as a verb, yet standing as a noun in the tree: 'US strikes on Iran'."""
        tree = self.tree
        dressed = tree.under(i, "compound", "nmod", "det", "nmod:poss", "amod")
        return bool(dressed) and not tree.under(i, *SUBJECTS, "obj", "aux", "aux:pass")

    def _is_elliptic(self, i: int) -> bool:
        """'as they do', 'I have.': stands for a verb, is none of its own."""
        if self.tree.lemma(i) not in ("do", "have"):
            return False
        rest = ("obj", "ccomp", "xcomp", "obl:agent", "nsubj:pass", "iobj", "compound:prt")
        return not self.tree.under(i, *rest) and not self._gap(i)

    def passive(self, v: int) -> bool:
        """Told in the passive, with or without auxiliary ('the city bombed by Israel')."""
        tree = self.tree
        if tree.under(v, "aux:pass", "obl:agent"):
            return True
        if tree.under(v, "nsubj:pass"):
            return tree.lemma(v) not in listed("intransitive")
        if tree.pos(v) not in ("VBN", "VBD") or tree.under(v, "nsubj", "aux"):
            return False
        if tree.dep(v) in ("acl", "advcl"):
            return not (tree.pos(v) == "VBD" and tree.under(v, "obj"))
        head = tree.head(v)
        joined = tree.dep(v) == "conj" and head is not None and tree.pos(head).startswith("VB")
        return joined and tree.pos(v) == "VBN" and self.passive(head)

    def subjects(self, v: int) -> list[tuple[int, str]]:
        """Whoever does what `v` tells, or suffers it in the passive: (word, how)."""
        if v not in self._subjects:
            own = self.tree.under(v, *SUBJECTS) or self._read_as_listed(v)
            found = [(at, "direct") for at in own] or self._inherited(v)
            for at, _ in tuple(found):
                noun = self.tree.antecedent(at)
                if noun is not None:
                    found.append((noun, "relative"))
            self._subjects[v] = found
        return self._subjects[v]

    def _read_as_listed(self, v: int) -> list[int]:
        nouns = [i for i in range(max(0, v - 4), v) if self.tree.opens_clause(i) == v]
        return nouns[-1:]

    def _inherited(self, v: int) -> list[tuple[int, str]]:
        tree, head = self.tree, self.tree.head(v)
        relation = tree.dep(v)
        if head is None:
            return []
        if relation == "conj" and self._predicates(head):
            way = "shared" if tree.dep(head) not in ("xcomp", "acl") else "control"
            return [(at, "reduced" if how == "reduced" else way) for at, how in self.subjects(head)]
        if relation == "acl" and not tree.marks(v):
            return [(head, "reduced")]
        if relation == "acl:relcl" and tree.pos(v) not in ("VB", "VBG"):
            objects = [at for at in tree.under(v, "obj", "obl") if tree.antecedent(at) is not None]
            return [] if objects else [(head, "relative")]
        if relation == "xcomp":
            return [(at, "control") for at in self._controllers(v, head)]
        open_clause = tree.pos(v) in ("VBG", "VBN") or "to" in tree.marks(v)
        if relation in ("advcl", "ccomp") and open_clause:
            return self._of_main_clause(v, head)
        return []

    def _predicates(self, i: int) -> bool:
        return self.tree.pos(i).startswith("VB") or bool(self.tree.under(i, "cop"))

    def _controllers(self, v: int, head: int) -> list[int]:
        """'wants to attack', 'urged Iran to talk': who attacks, who talks."""
        given = [at for at in self.tree.under(head, "obj", "iobj") if at < v]
        given = given or self.asked(v)
        if given and self.tree.lemma(head) != "promise":
            return given
        return [at for at, _ in self.subjects(head)]

    def _of_main_clause(self, v: int, head: int) -> list[tuple[int, str]]:
        """'arrived, saying', 'attacked by Israel, Iran fled', 'accused Russia of shelling'."""
        if self.blamed(v):
            given = self.tree.under(head, "obj", "iobj", "nsubj:pass")
            return [(at, "control") for at in given]
        if asked := self.asked(v):
            return [(at, "control") for at in asked]
        way = "reduced" if self.passive(v) else "control"
        return [(at, way) for at, _ in self.subjects(head)]

    def blamed(self, v: int) -> bool:
        """'accused Russia of shelling', 'kept Iran from attacking'."""
        head, marks = self.tree.head(v), self.tree.marks(v)
        lemma = "" if head is None else self.tree.lemma(head)
        accused = marks & {"of", "for"} and lemma in listed("accusing")
        return bool(accused) or ("from" in marks and lemma in listed("preventing"))

    def asked(self, v: int) -> list[int]:
        """'called on Iran to stop', 'are counting on Oman to help': who is asked to do it."""
        tree, head = self.tree, self.tree.head(v)
        if head is None or not tree.marks(v) & {"to", "for"}:
            return []
        asking = listed("asking")
        return [
            at
            for at in tree.under(head, "obl")
            if at < v and f"{tree.lemma(head)}_{tree.cases(at)}" in asking
        ]

    def _gap(self, v: int) -> bool:
        """'the city Iran shelled': the noun in front is the object, and nothing says so."""
        tree = self.tree
        if tree.dep(v) != "acl:relcl" or not tree.under(v, "nsubj"):
            return False
        if tree.under(v, "obj", "ccomp", "xcomp", "aux:pass", "cop"):
            return False
        relative = [at for at in tree.kids[v] if tree.antecedent(at) is not None]
        fronted = [at for at in tree.kids[v] if tree.pos(at) == "WRB" or tree.word(at) == "whose"]
        stranded = any(tree.pos(at) in ("IN", "TO") for at in tree.kids[v])
        told = tree.lemma(v) in listed("intransitive", "linking")
        return not (relative or fronted or stranded or told)

    def arguments(self, v: int) -> list[Argument]:
        """Everybody who takes part in the deed of one verb, first members of coordinations."""
        tree = self.tree
        doer = "patient" if self.passive(v) else "agent"
        found = [
            Argument(at, doer, how)
            for at, how in self.subjects(v)
            if not (tree.word(at) == "it" and tree.lemma(v) in listed("raising"))
        ]
        found += [Argument(at, "agent", "direct") for at in tree.under(v, "obl:agent")]
        for at in tree.under(v, "obj", "iobj"):
            found += self._given(v, at, bool(found))
        if self._gap(v):
            found.append(Argument(tree.head(v), "patient", "relative"))
        for at in tree.under(v, "obl"):
            found += self._led(v, at)
        return found

    def _given(self, v: int, at: int, has_subject: bool) -> list[Argument]:
        tree, lemma = self.tree, self.tree.lemma(v)
        if lemma in listed("naming_verb") and self.passive(v):
            return []  # 'a report titled Norland': what it is called, not whom it is done to
        inverted = at > v and lemma in listed("speech") and not has_subject
        if inverted and not tree.under(v, "mark") and tree.pos(v) in ("VBD", "VBZ", "VBP"):
            return [Argument(at, "agent", "direct")]  # "'We will win,' said Orlan"
        telling = lemma in listed("telling") and tree.word(at) != "truth"
        two = tree.dep(at) == "iobj" or at != tree.under(v, "obj")[-1]
        if (two and lemma in listed("giving")) or (telling and not tree.under(v, "iobj")):
            return [Argument(at, "recipient", "direct")]
        noun = tree.antecedent(at)
        more = [] if noun is None else [Argument(noun, "patient", "relative")]
        return [Argument(at, "patient", "direct"), *more]

    def _led(self, v: int, at: int) -> list[Argument]:
        """What a preposition leads: 'voted against Iran', 'met with Iran', 'gave it to Iran'."""
        tree, cases = self.tree, self.tree.cases(at).split()
        if not cases or tree.is_time(at) or not tree.is_nominal(at):
            return []
        particles = [tree.word(kid) for kid in tree.under(v, "compound:prt", "advmod")]
        verb = tree.lemma(v)
        keys = {f"{verb}_{cases[-1]}", "_".join([verb, *cases])}
        keys |= {f"{verb}_{word}_{cases[-1]}" for word in particles}
        if keys & listed("reaching"):
            return [Argument(at, "patient", "prepositional")]
        if keys & listed("joining"):
            return [Argument(at, "agent", "partner")]
        if cases == ["to"] and verb in listed("giving_to"):
            return [Argument(at, "recipient", "direct")]
        return []
