"""Who does and who suffers what in one sentence, as rows with offsets."""

from typing import NamedTuple

from analysis.acting.nominals import Deed, deeds_in, named_modifiers
from analysis.reading import (
    Clause,
    Sentence,
    Token,
    is_elliptic,
    listed,
    noun_lemma,
    read_sentence,
    shipped,
)

__all__ = ["Role", "roles_in"]

# Longer 'sentences' are lists or noise; read in pieces, they cost no more than their length.
_LONGEST = 400


class Role(NamedTuple):
    """One argument of one verb or nominalisation; offsets into the text the tokens point into."""

    start: int  # of the whole noun phrase
    end: int
    head_start: int
    head_end: int
    role: str  # agent, patient, recipient
    verb: str  # lemma
    verb_start: int
    verb_end: int
    passive: bool
    agentless: bool  # passive, and nobody is named who did it
    negated: bool
    modal: str  # modal verb, or lemma of the verb of wanting or alleging; "" where none
    kind: str  # verb, nominal
    # direct, conjunct, apposition, modifier, shared, control, relative, reduced, prepositional,
    # partner; of nouns also carried
    how: str
    support: bool = False  # the verb only carries the deed that its noun tells


def roles_in(tokens: list[Token]) -> list[Role]:
    """The arguments of every verb of one sentence.

    Args:
        tokens: (start, end, token, Penn tag) of each token of one sentence, in order.

    Returns:
        One `Role` per argument and verb, in the order of the verbs. `how` says what the argument
        rests on: a place beside the verb (direct), a coordination (conjunct: 'Russia and China'),
        a subject of the verb before (shared: 'came and warned'), an infinitive or participle
        (control: 'wants to attack'), the noun a relative clause is about (relative), a participle
        without auxiliary (reduced: 'the city bombed'), the preposition of the verb
        (prepositional: 'voted against Iran'; partner, for whom it is done with: 'met with Iran'),
        or for deeds told by a noun the verb that carries it (carried: 'the EU imposed sanctions').
    """
    roles = []
    for first in range(0, len(tokens), _LONGEST):
        piece = tokens[first : first + _LONGEST]
        sentence = read_sentence(piece)
        deeds = deeds_in(sentence)
        carriers = {id(deed.carrier) for deed in deeds if deed.how == "carried"}
        roles.extend(_verbal(sentence, piece, carriers) + _nominal(sentence, piece, deeds))
    return roles


def _verbal(sentence: Sentence, tokens: list[Token], carriers: set[int]) -> list[Role]:
    roles = []
    for clause in sentence.clauses:
        group = clause.group
        if group.copula or clause.lemma == "be" or is_elliptic(clause, sentence):
            continue
        agentless = group.passive and clause.agent is None
        deed = (clause.lemma, *tokens[group.head][:2], group.passive, agentless)
        tail = (clause.negated, clause.modal, "verb")
        support = id(clause) in carriers
        for at, role, how in _arguments(clause, sentence):
            named = _named_beside(at, sentence)
            if named is not None:
                piece = sentence.chunks[named]
                span = (tokens[piece.first][0], tokens[piece.last][1])
                head = tokens[piece.head][:2]
                roles.append(Role(*span, *head, role, *deed, *tail, "apposition", support))
            for noun in (at, *sentence.members(at)):
                piece = sentence.chunks[noun]
                way = how if noun == at or how != "direct" else "conjunct"
                span = (tokens[piece.first][0], tokens[piece.last][1])
                head = tokens[piece.head][:2]
                roles.append(Role(*span, *head, role, *deed, *tail, way, support))
                if role in _acts_for(piece.head, sentence):
                    for first, last, _ in named_modifiers(piece, sentence):
                        span, head = (tokens[first][0], tokens[last][1]), tokens[last][:2]
                        roles.append(Role(*span, *head, role, *deed, *tail, "modifier", support))
    return roles


def _nominal(sentence: Sentence, tokens: list[Token], deeds: list[Deed]) -> list[Role]:
    roles = []
    named = {deed.noun for deed in deeds if deed.role == "agent"}
    for deed in deeds:
        noun = tokens[sentence.chunks[deed.noun].head][:2]
        said = (False, False, False, "")
        if deed.carrier is not None:
            clause, passive = deed.carrier, deed.carrier.group.passive
            agentless = passive and deed.noun not in named
            said = (passive, agentless, clause.negated, clause.modal)
        tail = (deed.role, deed.verb, *noun, *said, "nominal")
        span = (tokens[deed.first][0], tokens[deed.last][1])
        roles.append(Role(*span, *tokens[deed.head][:2], *tail, deed.how))
        piece = next((each for each in sentence.chunks if each.first == deed.first), None)
        if piece is not None and deed.role in _acts_for(deed.head, sentence):
            for first, last, _ in named_modifiers(piece, sentence):
                span = (tokens[first][0], tokens[last][1])
                way = "partner" if deed.how == "partner" else "modifier"
                roles.append(Role(*span, *tokens[last][:2], *tail, way))
    return roles


def _named_beside(k: int, sentence: Sentence) -> int | None:
    """'the Russian leader, Vladimir Putin, said': the name that says who the leader is."""
    if sentence.tags[sentence.chunks[k].head] != "NN" or sentence.kind(k + 1) != "COMMA":
        return None
    if sentence.kind(k + 2) != "NP" or sentence.kind(k + 3) not in ("COMMA", "STOP", ""):
        return None
    listing = k + 2 in sentence.conjunct_of or k in sentence.conjunct_of.values()
    name = sentence.tags[sentence.chunks[k + 2].head] == "NNP" and not sentence.chunks[k + 2].time
    return k + 2 if name and not listing else None


def _acts_for(head: int, sentence: Sentence) -> tuple[str, ...]:
    """Roles that a noun takes for the actor named in front of it: 'forces' both, 'oil' one."""
    if sentence.tags[head] in ("NNP", "NNPS"):
        return ()  # 'United States'
    noun = sentence.words[head]
    return shipped("bodies").get(noun_lemma(noun), ())


def _arguments(clause: Clause, sentence: Sentence) -> list[tuple[int, str, str]]:
    """(chunk, role, how) of one clause."""
    doer = "patient" if clause.group.passive else "agent"
    found = []
    if clause.subject is not None and not (
        clause.lemma in listed("raising") and sentence.word(clause.subject) == "it"
    ):
        found.append((clause.subject, doer, clause.subject_how))
    if clause.object is not None:
        found.append((clause.object, "patient", "direct"))
    if clause.recipient is not None:
        found.append((clause.recipient, "recipient", "direct"))
    if clause.agent is not None:
        found.append((clause.agent, "agent", "direct"))
    if clause.prepositional is not None:
        found.append((clause.prepositional, "patient", "prepositional"))
    if clause.partner is not None:
        found.append((clause.partner, "agent", "partner"))
    for noun, place in clause.antecedents:
        if place == "object" and clause.object == clause.gap:
            found.append((noun, "patient", "relative"))
        elif place != "object":
            found.append((noun, doer, "relative" if place == "subject" else "reduced"))
    return found
