"""Where a description can hang on a name: in front, beside it, as a predicate of its clause."""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.acting.modality import negated
from analysis.reading import NAMES, SUBJECTS, Clauses, Tree, listed

__all__ = ["Binding", "bind"]

_ADJECTIVES = ("JJ", "JJR", "JJS", "VBN", "VBG")


class Binding(NamedTuple):
    """Words `first`..`last` describe a mention; `head` is the adjective or noun among them."""

    kind: str
    first: int
    last: int
    head: int
    negated: bool = False


def bind(clauses: Clauses, first: int, last: int) -> list[Binding]:
    """Descriptions of the mention that covers words `first`..`last`."""
    tree = clauses.tree
    tops = [i for i in range(first, last + 1) if not first <= (tree.head(i) or -1) <= last]
    # a mention that only modifies another noun ('Russian oil') is not what is described
    if not tops or tree.dep(tops[0]) in ("compound", "amod", "nmod:poss", "nmod:desc"):
        return []
    at = tops[0]
    found = [*_in_front(tree, at, first), *_beside(tree, at)]
    found += _predicates(clauses, at)
    held = range(first, last + 1)
    return [
        one
        for one in found
        if tree.word(one.head) not in listed("empty")
        and not any(one.first <= i <= one.last for i in held)
    ]


def _with_degree(tree: Tree, i: int, kind: str, *, no: bool = False) -> Binding:
    """An adjective with its adverbs: 'increasingly isolated'."""
    adverbs = [
        kid
        for kid in tree.under(i, "advmod", "compound", "amod")
        if kid < i and tree.word(kid) not in listed("negation") and not tree.under(kid, "case")
    ]
    first = i
    while first - 1 in adverbs or (first - 1 >= 0 and tree.head(first - 1) in adverbs):
        first -= 1
    return Binding(kind, first, i, i, no)


def _nominal(tree: Tree, i: int, kind: str, *, no: bool = False) -> Binding | None:
    """A described noun without its article, with what 'of' ties to it; None where it says
    nothing of anybody (a name, a number, a pronoun, a time)."""
    if not tree.pos(i).startswith("NN") or tree.pos(i) in NAMES or tree.is_time(i):
        return None
    first, last = tree.phrase(i)
    while first < i and tree.pos(first) in ("DT", "PDT", "PRP$"):
        first += 1
    if tree.pos(first) == "CD":
        return None
    for kid in tree.under(i, "nmod"):
        if kid > i and tree.cases(kid) == "of":
            last = max(last, kid, tree.phrase(kid)[1])
    return Binding(kind, first, max(last, i), i, no)


def _in_front(tree: Tree, at: int, first: int) -> Iterator[Binding]:
    for kid in tree.under(at, "amod"):
        if kid < first and tree.pos(kid) in _ADJECTIVES and _is_plain(tree, kid):
            yield _with_degree(tree, kid, "adjective")
    for kid in tree.under(at, "nmod:desc", "compound"):
        if kid < first and tree.pos(kid) in ("NN", "NNS"):
            noun = _nominal(tree, kid, "apposition")
            if noun:
                yield noun  # 'foreign ministry spokesperson Esmaeil Baghaei'


def _is_plain(tree: Tree, i: int) -> bool:
    """No part of a name: in lower case, or the first word of the sentence."""
    return i == 0 or not tree.tokens[i].token[0].isupper()


def _beside(tree: Tree, at: int) -> Iterator[Binding]:
    """Appositions and adjectives between commas, brackets or dashes."""
    for kid in tree.under(at, "appos"):
        yield from filter(None, [_nominal(tree, kid, "apposition")])
    if tree.dep(at) == "appos" and (head := tree.head(at)) is not None:
        yield from filter(None, [_nominal(tree, head, "apposition")])
    for kid in tree.under(at, "acl", "amod", "conj"):
        adjective = tree.pos(kid) in ("JJ", "JJR", "JJS") or tree.word(kid) in listed("state")
        told = tree.under(kid, "obl:agent", *SUBJECTS, "obj")
        if kid > at and adjective and not told:
            for one in (kid, *_coordinated(tree, kid)):
                yield _with_degree(tree, one, "adjective")


def _coordinated(tree: Tree, i: int) -> list[int]:
    return [kid for kid in tree.under(i, "conj") if not tree.under(kid, *SUBJECTS, "cop", "obj")]


def _predicates(clauses: Clauses, at: int) -> Iterator[Binding]:
    """'Russia is cautious', 'Tehran finds itself isolated', 'critics call Putin a dictator'."""
    tree = clauses.tree
    first = at
    while tree.dep(first) == "conj" and tree.is_nominal(tree.head(first)):
        first = tree.head(first)
    head = tree.head(first)
    if head is not None and tree.dep(first) in (*SUBJECTS, "obj"):
        yield from _said_of(clauses, head, tree.dep(first))
    for clause in tree.under(at, "acl:relcl"):
        relative = [kid for kid in tree.under(clause, *SUBJECTS) if tree.antecedent(kid) == at]
        if relative:
            yield from _said_of(clauses, clause, tree.dep(relative[0]))


def _said_of(clauses: Clauses, head: int, relation: str) -> Iterator[Binding]:
    """What a clause says of its subject, or of its object ('left Tehran more isolated')."""
    tree, lemma = clauses.tree, clauses.tree.lemma(head)
    if tree.under(head, "cop"):
        if relation in SUBJECTS:
            yield from _complement(clauses, head, head)
        return
    mirrored = [kid for kid in tree.under(head, "obj") if tree.word(kid).endswith("self")]
    linking = relation in SUBJECTS and lemma in listed("linking", "seeming")
    seen = relation in ("obj", "nsubj:pass") and lemma in listed("rendering")
    if not (linking or seen or (mirrored and lemma in listed("rendering"))):
        if relation == "nsubj:pass" and tree.word(head) in listed("state"):
            yield from _complement(clauses, head, head)
        return
    for kid in tree.under(head, "xcomp", "obl"):
        if kid > head and (tree.dep(kid) == "xcomp" or tree.cases(kid) == "as"):
            yield from _complement(clauses, kid, head)


def _complement(clauses: Clauses, i: int, verb: int) -> Iterator[Binding]:
    """The predicate and what is coordinated with it; nothing where a preposition leads it."""
    tree = clauses.tree
    if tree.cases(i) not in ("", "as"):
        return
    for one in (i, *_coordinated(tree, i)):
        no = negated(verb, clauses) or negated(one, clauses)
        if tree.pos(one) in _ADJECTIVES and not tree.under(one, "obj", "obl:agent"):
            yield _with_degree(tree, one, "predicate", no=no)
        elif noun := _nominal(tree, one, "predicate", no=no):
            yield noun
