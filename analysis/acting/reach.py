"""Deeds that reach an actor further down: in the object, the complement clause or an oblique."""

from collections.abc import Iterator, Mapping

from analysis.acting.parties import names_before, parties
from analysis.reading import Argument, Clauses, listed

__all__ = ["reached"]

# what is told in a clause of its own inside a noun phrase is another deed
_OTHER = ("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "nsubj", "csubj", "appos")
# classes of verbs whose complement clause says what is meant for whom: 'demanded that Iran stop'
_MEANT = ("speak", "think", "go", "govern", "change", "cause", "")


def reached(v: int, clauses: Clauses, classes: Mapping[str, str]) -> list[Argument]:
    """Whom the deed of a verb reaches, beyond its arguments; the path stands in `how`.

    'rejected an Australian ultimatum' (in object), 'demanded that the US cancel' (in complement),
    'opened its borders to Oman' (oblique), 'Iran and Oman met' (together). Only names and pronouns,
    each once. `classes` has the frame class of each verb.
    """
    tree = clauses.tree
    found = {one.at: one for one in reversed(list(_reached(v, clauses, classes)))}
    likely = [one for one in found.values() if tree.is_name(one.at) or tree.pos(one.at) == "PRP"]
    return likely[::-1]


def _reached(v: int, clauses: Clauses, classes: Mapping[str, str]) -> Iterator[Argument]:
    tree = clauses.tree
    if tree.lemma(v) in listed("linking") or tree.lemma(v) in ("have", "be"):
        return
    for at in tree.under(v, "obj", "nsubj:pass"):
        for noun in (at, *tree.conjuncts(at)):
            yield from _within(noun, "in object", clauses)
    for at in _obliques(v, clauses):
        yield from (
            Argument(one.at, "target", "oblique")
            for one in parties(Argument(at, "patient", "oblique"), tree)
        )
        yield from _within(at, "oblique", clauses)
    if classes.get(tree.lemma(v), "") not in _MEANT:
        yield from _complement(v, clauses)
    yield from _together(v, clauses)


def _within(noun: int, how: str, clauses: Clauses) -> Iterator[Argument]:
    """Names inside a noun phrase: in front of its head, or behind prepositions."""
    tree = clauses.tree
    seen = {noun}
    for at in (noun, *tree.below(noun, *_OTHER)):
        for name in names_before(at, tree):
            seen.add(name)
            yield Argument(name, "target", how)
        if at not in seen and tree.dep(at) in ("nmod", "obl", "conj") and tree.is_name(at):
            case = tree.cases(at).split()
            if not case or case[-1] in listed("reaching_by"):
                yield Argument(at, "target", how)


def _obliques(v: int, clauses: Clauses) -> list[int]:
    tree, found = clauses.tree, []
    if tree.lemma(v) in listed("going"):
        return []  # where somebody flew to is no target
    for at in tree.under(v, "obl"):
        case = tree.cases(at).split()
        if case and case[-1] in listed("reaching_by") - {"in"} and not tree.is_time(at):
            found.append(at)
    return found


def _complement(v: int, clauses: Clauses) -> Iterator[Argument]:
    tree = clauses.tree
    for inner in tree.under(v, "ccomp", "xcomp"):
        subjects = tree.under(inner, "nsubj", "nsubj:pass")
        objects = [] if subjects else tree.under(inner, "obj", "iobj")
        for at in [*subjects, *objects]:
            for one in parties(Argument(at, "patient", "direct"), tree):
                yield Argument(one.at, "target", "in complement")
            if not subjects:
                yield from _within(at, "in complement", clauses)
        for at in [] if subjects else _obliques(inner, clauses):
            yield Argument(at, "target", "in complement")
            yield from _within(at, "in complement", clauses)


def _together(v: int, clauses: Clauses) -> Iterator[Argument]:
    """'Iran and Oman met': each does it with the other."""
    tree = clauses.tree
    if tree.lemma(v) not in listed("mutual"):
        return
    for at in tree.under(v, "nsubj"):
        others = tree.conjuncts(at)
        if others:
            yield from (Argument(one, "target", "together") for one in (at, *others))
