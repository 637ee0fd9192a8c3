"""Who does and who suffers what in one sentence, as rows with offsets."""

from typing import NamedTuple

from analysis.arguments import fill_arguments, is_elliptic
from analysis.clauses import Sentence
from analysis.grammar import listed

Token = tuple[int, int, str, str]


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
    modal: str  # the modal verb, "" where none
    kind: str  # verb, nominal
    how: str  # direct, conjunct, shared, control, relative, reduced, modifier


def roles_in(tokens: list[Token]) -> list[Role]:
    """The arguments of every verb of one sentence.

    Args:
        tokens: (start, end, token, Penn tag) of each token of one sentence, in order.

    Returns:
        One `Role` per argument and verb, in the order of the verbs. `how` says what the argument
        rests on: a place beside the verb (direct), a coordination (conjunct: 'Russia and China'),
        a subject of the verb before (shared: 'came and warned'), an infinitive or participle
        (control: 'wants to attack'), the noun a relative clause is about (relative), a participle
        without auxiliary (reduced: 'the city bombed').
    """
    if not tokens:
        return []
    sentence = Sentence([token[2] for token in tokens], [token[3] for token in tokens])
    fill_arguments(sentence)
    members: dict[int, list[int]] = {}
    for member, first in sentence.conjunct_of.items():
        members.setdefault(first, []).append(member)
    roles = []
    for clause in sentence.clauses:
        group = clause.group
        if group.copula or clause.lemma == "be" or is_elliptic(clause, sentence):
            continue
        for at, role, how in _arguments(clause, sentence):
            for noun in (at, *members.get(at, ())):
                piece = sentence.chunks[noun]
                roles.append(
                    Role(
                        tokens[piece.first][0],
                        tokens[piece.last][1],
                        *tokens[piece.head][:2],
                        role,
                        clause.lemma,
                        *tokens[group.head][:2],
                        group.passive,
                        group.passive and clause.agent is None,
                        group.negated,
                        group.modal,
                        "verb",
                        how if noun == at or how != "direct" else "conjunct",
                    )
                )
    return roles


def _arguments(clause, sentence):
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
    for noun, place in clause.antecedents:
        if place == "object" and clause.object == clause.gap:
            found.append((noun, "patient", "relative"))
        elif place != "object":
            found.append((noun, doer, "relative" if place == "subject" else "reduced"))
    return found
