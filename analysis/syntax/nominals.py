"""Deeds told by a noun: 'US strikes on Iran', 'Russia's invasion of Ukraine'."""

from typing import NamedTuple

from analysis.syntax.clauses import Sentence
from analysis.syntax.grammar import listed
from analysis.syntax.noun_phrases import Chunk
from analysis.syntax.verbs import noun_lemma, shipped

_NAMES = ("NNP", "NNPS")
_ADJECTIVES = ("JJ", "NN")
_COMMON = ("NN", "NNS", "VBG")


class Deed(NamedTuple):
    """One participant of a noun that tells a deed; `first`..`last` are tokens of the sentence."""

    noun: int  # chunk whose head tells the deed
    first: int
    last: int
    head: int
    role: str
    verb: str


def named_modifiers(piece: Chunk, sentence: Sentence) -> list[tuple[int, int, bool]]:
    """Names in front of the head of a noun phrase: (first, last, possessor?) tokens of each.

    A name is a run of proper nouns or of capitalised adjectives ('US military strikes', 'Western
    sanctions', "Russia's invasion"). At the start of a sentence any adjective looks like one.
    """
    owned = set(piece.possessors)
    found, start = [], None
    for i in range(piece.first, piece.head + 1):
        named = i < piece.head and _is_name(i, sentence)
        if named and start is None:
            start = i
        elif not named and start is not None:
            found.append((start, i - 1, i - 1 in owned))
            start = None
        if named and i in owned:
            found.append((start, i, True))
            start = None
    return found


def _is_name(i, sentence):
    tag, word = sentence.tags[i], sentence.words[i]
    return tag in _NAMES or (tag in _ADJECTIVES and word[0].isupper() and len(word) > 1)


def deeds_in(sentence: Sentence) -> list[Deed]:
    """Agents and patients of the nominalisations of one sentence."""
    nouns = shipped("nominalisations")
    deeds = []
    for k, piece in enumerate(sentence.chunks):
        if piece.kind != "NP" or piece.pronoun:
            continue
        if sentence.tags[piece.head] not in _COMMON:
            continue  # 'Organisation of Islamic Cooperation'
        entry = nouns.get(noun_lemma(sentence.words[piece.head]))
        if entry is not None:
            deeds.extend(_participants(k, piece, entry, sentence))
    return deeds


def _participants(k, piece, entry, sentence):
    behind = _behind(k, entry, sentence) + _behind_verb(k, entry, sentence)
    taken = {role for _, role in behind}
    modifiers = named_modifiers(piece, sentence)
    owner = _pronoun_owner(piece, sentence)
    if owner is not None:
        modifiers.insert(0, (owner, owner, True))
    has_possessor = any(possessor for _, _, possessor in modifiers)
    deeds = []
    for first, last, possessor in modifiers:
        if possessor:
            role = entry["possessor"]
        elif has_possessor:
            # 'its Ukraine invasion': the owner did it, so the modifier suffered it
            role = "patient" if entry["possessor"] == "agent" else "agent"
        else:
            role = entry["modifier"]
        if role in taken and len(modifiers) == 1 and not _partners(entry, behind):
            role = "agent" if role == "patient" else "patient"
        deeds.append(Deed(k, first, last, last, role, entry["verb"]))
    for at, role in behind:
        noun = sentence.chunks[at]
        deeds.append(Deed(k, noun.first, noun.last, noun.head, role, entry["verb"]))
    return deeds


def _behind_verb(k, entry, sentence):
    """'Sanctions were imposed on Russia': the phrase stands behind a verb that only carries."""
    for clause in sentence.clauses:
        if clause.subject == k and clause.group.passive and clause.lemma in listed("carrying"):
            at = clause.at
            if sentence.kind(at + 1) == "PREP" and sentence.word(at + 1) == "out":
                at += 1  # 'carried out'
            return [(m, role) for m, role in _behind(at, entry, sentence) if role == "patient"]
    return []


def _partners(entry, behind):
    return any(role == "agent" for _, role in behind) and "with" in entry["after"]


def _pronoun_owner(piece, sentence):
    """'its', 'his': the token of a possessive pronoun that opens the phrase."""
    opens = sentence.tags[piece.first] == "PRP$" and sentence.lower[piece.first] != "whose"
    return piece.first if opens else None


def _behind(k, entry, sentence):
    """(chunk, role) of the prepositional phrases behind the noun, with their coordinations."""
    found = []
    i = k + 1
    while sentence.kind(i) == "PREP" and sentence.kind(i + 1) == "NP":
        noun = i + 1
        role = entry["after"].get(sentence.word(i))
        members = [m for m, first in sentence.conjunct_of.items() if first == noun]
        if role and not sentence.chunks[noun].time:
            found.extend((at, role) for at in (noun, *members))
        i = max([noun, *members]) + 1
    return found
