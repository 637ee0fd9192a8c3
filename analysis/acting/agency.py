"""Who does and who suffers what in one sentence, as rows with offsets."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.acting.modality import modal, negated
from analysis.acting.nominals import Deed, deeds_in
from analysis.acting.parties import parties
from analysis.acting.reach import reached
from analysis.reading import NAMES, Argument, Clauses, Token, Tree, shipped

__all__ = ["Role", "roles_in"]


class Role(NamedTuple):
    """One argument of one verb or nominalisation; offsets into the text the tokens point into."""

    start: int  # of the whole noun phrase
    end: int
    head_start: int
    head_end: int
    role: str  # agent, patient, recipient, target
    verb: str  # lemma
    verb_start: int
    verb_end: int
    passive: bool
    agentless: bool  # passive, and nobody is named who did it
    negated: bool
    modal: str  # what tells it as less than done, see `modality.modal`; "" where nothing does
    kind: str  # verb, nominal
    # direct, conjunct, apposition, modifier, shared, control, relative, reduced, prepositional,
    # partner; of nouns also carried; of targets in object, in complement, oblique, together
    how: str
    support: bool = False  # the verb only carries the deed that its noun tells


def roles_in(tokens: list[Token], *, classes: Mapping[str, str] | None = None) -> list[Role]:
    """The arguments of every verb, and of every noun that tells a deed, of one sentence.

    Args:
        tokens: The tokens of one sentence in order, as `reading.read_text` gives them.
        classes: Frame class of each verb (default: those of `data/verbs.csv`).

    Returns:
        One `Role` per argument and deed: verbs in their order, then nouns. `how` says what the
        argument rests on: it hangs on the verb (direct), a coordination (conjunct: 'Russia and
        China'), an apposition ('the leader, Putin'), a noun that acts for the name in front of it
        (modifier: 'Russian forces'), a subject of the verb before (shared: 'came and warned'), an
        infinitive or participle (control: 'wants to attack'), the noun that a relative clause is
        about (relative), a participle without auxiliary (reduced: 'the city bombed'), the
        preposition of the verb (prepositional: 'voted against Iran'; partner, for whom it is done
        with: 'met with Iran'), or for deeds told by a noun the verb that carries it (carried: 'the
        EU imposed sanctions'). A `target` is whom the deed of a verb reaches further down: see
        `reach.reached`.
    """
    clauses = Clauses(Tree(tokens))
    classes = shipped("verbs") if classes is None else classes
    deeds = deeds_in(clauses)
    carriers = {deed.carrier for deed in deeds if deed.carried}
    suffering = frozenset(
        one.at
        for deed in deeds
        for party in deed.parties
        if party.role == "patient"
        for one in parties(party, clauses.tree)
    )
    roles = []
    for v in clauses.verbs:
        beyond = reached(v, clauses, classes=classes, suffering=suffering)
        roles += _of_verb(v, clauses, support=v in carriers, beyond=beyond)
    return roles + [role for deed in deeds for role in _of_noun(deed, clauses)]


def _everybody(found: list[Argument], tree: Tree) -> list[Argument]:
    """Arguments with whoever has the same part, each word once in each role."""
    whole = [one for argument in found for one in parties(argument, tree)]
    return list({(one.at, one.role): one for one in reversed(whole)}.values())[::-1]


def _of_verb(v: int, clauses: Clauses, *, support: bool, beyond: list[Argument]) -> Iterator[Role]:
    tree = clauses.tree
    arguments = _everybody(clauses.arguments(v), tree)
    passive = clauses.passive(v)
    agentless = passive and not any(one.role == "agent" for one in arguments)
    verb = tree.tokens[v]
    deed = (tree.lemma(v), verb.start, verb.end, passive, agentless)
    tail = (negated(v, clauses), modal(v, clauses), "verb")
    taken = {one.at for one in arguments}
    if not support and any(one.role == "agent" for one in arguments):
        if any(one.role != "agent" and _is_somebody(one, tree) for one in arguments):
            # 'thanked Orlan for his help to Chad': it is done to him, and reaches nobody further
            beyond = [one for one in beyond if one.how in ("together", "in complement")]
        arguments += [one for one in beyond if one.at not in taken or one.how == "together"]
    for one in arguments:
        yield Role(*tree.span(one.at), one.role, *deed, *tail, one.how, support)


def _is_somebody(one: Argument, tree: Tree) -> bool:
    named = tree.pos(one.at) in NAMES or tree.pos(one.at) == "PRP"
    return named and one.how == "direct"


def _of_noun(deed: Deed, clauses: Clauses) -> Iterator[Role]:
    tree = clauses.tree
    noun = tree.tokens[deed.noun]
    found = _everybody(deed.parties, tree)
    said = (False, False, False, "")
    if deed.carrier is not None:
        passive = clauses.passive(deed.carrier)
        agentless = passive and not any(one.role == "agent" for one in found)
        over = deed.carrier
        said = (passive, agentless, negated(over, clauses), modal(over, clauses))
    for one in found:
        named = (deed.verb, noun.start, noun.end)
        how = "direct" if one.how == "conjunct" else one.how
        yield Role(*tree.span(one.at), one.role, *named, *said, "nominal", how)
