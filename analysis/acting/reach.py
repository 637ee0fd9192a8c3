"""Deeds that reach an actor further down: in the object, the complement clause or an oblique."""

from collections.abc import Iterator, Mapping

from analysis.acting.events import event_of
from analysis.acting.parties import names_before, parties
from analysis.reading import NAMES, Argument, Clauses, Tree, listed, noun_lemma, shipped

__all__ = ["reached"]

# what is told in a clause of its own inside a noun phrase is another deed
_OTHER = ("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "nsubj", "csubj", "appos")
# classes of verbs whose complement clause says what is meant for whom: 'demanded that Iran stop'
_MEANT = ("speak", "think", "go", "govern", "change", "cause", "")
# ... and of verbs that do nothing to anybody of themselves, unless they are an event: with them a
# deed reaches whom a deed in their object reaches ('tightened the blockade of Iran'), nobody else
_IDLE = ("achieve", "think", "go", "speak", "govern", "")
# ... and of those that judge a deed and him who did it, not whom it was done to
_JUDGING = ("accuse", "condemn", "deny", "praise")


def reached(
    v: int, clauses: Clauses, *, classes: Mapping[str, str], suffering: frozenset[int]
) -> list[Argument]:
    """Whom the deed of a verb reaches, beyond its arguments; the path stands in `how`.

    'rejected an Australian ultimatum' (in object), 'demanded that the US cancel' (in complement),
    'opened its borders to Oman' (oblique), 'Iran and Oman met' (together). Only names and pronouns,
    each once. `classes` has the frame class of each verb, `suffering` whoever suffers a deed that a
    noun tells.
    """
    tree = clauses.tree
    if tree.lemma(v) in listed("linking") or tree.lemma(v) in ("have", "be"):
        return []
    kind = classes.get(tree.lemma(v), "")
    found = {one.at: one for one in reversed(list(_reached(v, clauses, kind)))}
    likely = [one for one in found.values() if tree.is_name(one.at) or tree.pos(one.at) == "PRP"]
    if tree.lemma(v) in listed("giving_to"):
        likely = [one for one in likely if one.how != "in object" or _in_deed(one, v, tree)]
    if kind in _JUDGING:
        likely = [one for one in likely if one.at not in suffering]
    elif kind in _IDLE and not event_of(tree.lemma(v), classes=classes)[0]:
        likely = [one for one in likely if one.how == "together" or _in_deed(one, v, tree)]
    return likely[::-1]


def _in_deed(one: Argument, v: int, tree: Tree) -> bool:
    """Whether a name stands in a verb's object within, or behind, a noun that tells a deed."""
    at = one.at
    while one.how == "in object" and (head := tree.head(at)) not in (None, v):
        at = head
        if noun_lemma(tree.word(at)) in shipped("nominalisations"):
            return True
    return False


def _reached(v: int, clauses: Clauses, kind: str) -> Iterator[Argument]:
    tree = clauses.tree
    for at in tree.under(v, "obj", "nsubj:pass"):
        for noun in (at, *tree.conjuncts(at)):
            yield from _within(noun, "in object", clauses)
    for at in _obliques(v, clauses):
        yield from (
            Argument(one.at, "target", "oblique")
            for one in parties(Argument(at, "patient", "oblique"), tree)
        )
        yield from _within(at, "oblique", clauses)
    if kind not in _MEANT:
        yield from _complement(v, clauses)
    yield from _together(v, clauses)


def _within(noun: int, how: str, clauses: Clauses) -> Iterator[Argument]:
    """Names inside a noun phrase: in front of its head, or behind prepositions."""
    tree = clauses.tree
    seen = {noun}
    owned = any(tree.is_name(at) for at in tree.under(noun, "nmod:poss"))
    for at in (noun, *(() if owned else tree.below(noun, *_OTHER))):
        # 'Republican rival Orlan': the deed reaches him, not his party
        before = [] if tree.pos(at) in NAMES else names_before(at, tree)
        for name in before:
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
    # 'at the request of Oman, gave Iran an assessment': given to whom, and nobody else
    leading = {"to", "for"} if tree.lemma(v) in listed("giving_to") else listed("reaching_by")
    for at in tree.under(v, "obl"):
        case = tree.cases(at).split()
        if case and case[-1] in leading - {"in"} and not tree.is_time(at):
            found.append(at)
    return found


def _complement(v: int, clauses: Clauses) -> Iterator[Argument]:
    tree = clauses.tree
    asked = [kid for kid in tree.under(v, "advcl") if clauses.asked(kid)]
    for inner in [*tree.under(v, "ccomp", "xcomp"), *asked]:
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
    with_another = any(tree.cases(at) == "with" for at in tree.under(v, "obl"))
    if tree.lemma(v) not in listed("mutual") or with_another or _suffered_by_name(v, tree):
        return
    for at in tree.under(v, "nsubj"):
        others = tree.conjuncts(at)
        if others:
            yield from (Argument(one, "target", "together") for one in (at, *others))


def _suffered_by_name(v: int, tree: Tree) -> bool:
    """'Iran and Oman met Sudan': not each other."""
    return any(tree.is_name(at) or tree.pos(at) == "PRP" for at in tree.under(v, "obj"))
