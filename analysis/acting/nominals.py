"""Deeds told by a noun: 'US strikes on Iran', 'Russia's invasion', 'the EU imposed sanctions'."""

from typing import NamedTuple

from analysis.acting.parties import names_before
from analysis.reading import Argument, Clauses, listed, noun_lemma, shipped

__all__ = ["Deed", "deeds_in"]


class Deed(NamedTuple):
    """A noun that tells a deed: its place, its entry in `data/nominalisations.csv`, who takes part
    (first members of coordinations), and the verb that carries it or leads to it, if one does."""

    noun: int
    verb: str
    parties: list[Argument]
    carrier: int | None
    carried: bool  # the verb tells nothing but this deed: 'imposed sanctions'


def deeds_in(clauses: Clauses) -> list[Deed]:
    """Nouns that tell deeds, in the order of the text.

    Where the noun is what a verb carries ('imposed sanctions', 'came under attack'), the subject
    of that verb takes part, too.
    """
    deeds = []
    for noun in range(len(clauses.tree.tokens)):
        entry = _entry(noun, clauses)
        if entry is None:
            continue
        verbs = entry["only_with"] or listed("carrying")
        carrier, role = _carrier(noun, verbs, clauses)
        if entry["only_with"] and role != "agent":
            continue
        parties = _participants(noun, entry, carrier, clauses)
        going = _gone_for(noun, clauses) if carrier is None else None
        if carrier is not None:
            parties += [Argument(at, role, "carried") for at in _doers(carrier, clauses)]
        elif going is not None:
            doers = _doers(going, clauses)
            parties += [Argument(at, "agent", "control") for at in doers]
        led = carrier if carrier is not None else going
        deeds.append(Deed(noun, entry["verb"], _once(parties), led, carrier is not None))
    return deeds


def _once(parties: list[Argument]) -> list[Argument]:
    """Each word once, in its first part."""
    return list({party.at: party for party in reversed(parties)}.values())[::-1]


def _entry(noun: int, clauses: Clauses) -> dict | None:
    tree = clauses.tree
    tagged = tree.pos(noun) in ("NN", "NNS") or (
        tree.pos(noun).startswith("VB") and clauses.is_noun(noun)
    )
    if not tagged or tree.dep(noun) in ("compound", "amod", "nmod:desc"):
        return None
    return shipped("nominalisations").get(noun_lemma(tree.word(noun)))


def _carrier(noun: int, verbs: frozenset[str], clauses: Clauses) -> tuple[int | None, str]:
    """The verb that only carries a noun, and the role that its subject has in the deed."""
    tree, whole = clauses.tree, _whole(noun, clauses)
    for kid in tree.under(whole, "acl", "acl:relcl"):
        told = tree.dep(kid) == "acl:relcl" or clauses.passive(kid)
        if told and tree.lemma(kid) in verbs:
            return kid, "agent"  # 'sanctions imposed by the EU'
    if tree.under(whole, "cop", "nsubj"):
        return (whole, _being(whole, clauses)) if _being(whole, clauses) else (None, "")
    head, relation = tree.head(whole), tree.dep(whole)
    if head is None:
        return None, ""
    lemma = tree.lemma(head)
    if relation in ("obj", "nsubj:pass"):
        if lemma in verbs:
            return head, "agent"
        if lemma in listed("undergoing") and relation == "obj":
            return head, "patient"
    if relation in ("obl", "xcomp") and lemma in ("come", "remain", "be"):
        role = _being(whole, clauses)
        return (head, role) if role else (None, "")
    return None, ""


def _whole(noun: int, clauses: Clauses) -> int:
    """The noun that a verb takes: 'series' of 'a series of strikes', 'raids' of 'raids and ...'."""
    tree, at = clauses.tree, noun
    while (head := tree.head(at)) is not None:
        bundled = tree.cases(at) == "of" and tree.lemma(head) in listed("quantity")
        listed_with = tree.dep(at) == "conj" and tree.is_nominal(head)
        if not bundled and not listed_with:
            break
        at = head
    return at


def _being(noun: int, clauses: Clauses) -> str:
    """'is under attack', 'is at war with': the role of whoever is."""
    case = clauses.tree.cases(noun)
    if case == "under":
        return "patient"
    return "agent" if case in ("in", "at") and _with(noun, clauses) else ""


def _with(noun: int, clauses: Clauses) -> bool:
    tree = clauses.tree
    return any(tree.cases(kid) == "with" for kid in tree.under(noun, "nmod", "obl"))


def _gone_for(noun: int, clauses: Clauses) -> int | None:
    """'flew to Moscow for talks with Putin': the verb that tells who came to do it."""
    tree, head = clauses.tree, clauses.tree.head(noun)
    if tree.cases(noun) != "for" or not _with(noun, clauses):
        return None
    while head is not None and not tree.pos(head).startswith("VB"):
        head = tree.head(head)
    return head if head is not None and tree.lemma(head) in listed("going") else None


def _doers(carrier: int, clauses: Clauses) -> list[int]:
    """'The EU imposed sanctions', 'sanctions imposed by the EU'."""
    if clauses.passive(carrier):
        return clauses.tree.under(carrier, "obl:agent")
    return [at for at, _ in clauses.subjects(carrier) if clauses.tree.antecedent(at) is None]


def _participants(noun: int, entry: dict, carrier: int | None, clauses: Clauses) -> list[Argument]:
    tree = clauses.tree
    behind = _behind(noun, entry, clauses)
    if carrier not in (None, noun):
        behind += [
            one
            for one in _behind(carrier, entry, clauses)
            if one.at > noun or clauses.passive(carrier)
        ]
        for agent in tree.under(carrier, "obl:agent"):
            # 'sanctions imposed by the EU on Iran', where 'on Iran' hangs on 'EU'
            behind += [one for one in _behind(agent, entry, clauses) if one.role == "patient"]
    taken = {one.role for one in behind}
    both = any(one.how == "partner" or "between" in tree.cases(one.at) for one in behind)
    owners = [at for at in tree.under(noun, "nmod:poss") if _may_own(at, clauses)]
    names = [at for at in names_before(noun, tree) if at not in owners]
    found = []
    for at in [*owners, *names]:
        role = entry["possessor"] if at in owners else entry["modifier"]
        if at not in owners and owners:
            # 'its Ukraine invasion': the owner did it, so the modifier suffered it
            role = _other(entry["possessor"])
        if role in taken and len(owners + names) == 1 and not both:
            role = _other(role)
        found.append(Argument(at, role, "direct"))
    return found + behind


def _other(role: str) -> str:
    return "agent" if role == "patient" else "patient"


def _may_own(at: int, clauses: Clauses) -> bool:
    tree = clauses.tree
    return tree.word(at) != "whose" and (tree.pos(at) == "PRP$" or tree.is_name(at))


def _behind(at: int, entry: dict, clauses: Clauses) -> list[Argument]:
    """Participants behind prepositions: 'on Iran', 'by the US', 'with Oman'."""
    tree, found = clauses.tree, []
    for kid in tree.under(at, "nmod", "obl", "obl:agent"):
        case = tree.cases(kid).split()
        role = entry["after"].get(case[0]) if case else None
        if role and kid > at and not tree.is_time(kid):
            partner = role == "agent" and case[0] == "with"
            found.append(Argument(kid, role, "partner" if partner else "direct"))
    return found
