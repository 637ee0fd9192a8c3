"""Deeds told by a noun: 'US strikes on Iran', 'Russia's invasion', 'the EU imposed sanctions'."""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.reading import Chunk, Clause, Sentence, listed, noun_lemma, shipped

__all__ = ["Deed", "deeds_in", "named_modifiers"]

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
    how: str = "direct"  # direct, carried (by the verb of the noun), partner (behind 'with'),
    # control ('flew to Moscow for talks')
    carrier: Clause | None = None  # of the verb that carries the noun or leads to it


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


def _is_name(i: int, sentence: Sentence) -> bool:
    tag, word = sentence.tags[i], sentence.words[i]
    return tag in _NAMES or (tag in _ADJECTIVES and word[0].isupper() and len(word) > 1)


def deeds_in(sentence: Sentence) -> list[Deed]:
    """Agents and patients of the nominalisations of one sentence.

    Where the noun is what a verb carries ('imposed sanctions', 'came under attack'), the subject
    of that verb takes part, too.
    """
    nouns = shipped("nominalisations")
    deeds = []
    for k, piece in enumerate(sentence.chunks):
        if piece.kind != "NP" or piece.pronoun:
            continue
        if sentence.tags[piece.head] not in _COMMON:
            continue  # 'Organisation of Islamic Cooperation'
        entry = nouns.get(noun_lemma(sentence.words[piece.head]))
        if entry is None:
            continue
        clause, role = _carrier(k, entry["only_with"] or listed("carrying"), sentence)
        if entry["only_with"] and role != "agent":
            continue
        deeds.extend(_participants(k, piece, entry, sentence, clause))
        gone = None if clause is not None else _gone_for(k, sentence)
        if clause is not None:
            deeds.extend(_of_verb(k, entry, sentence, clause, role, "carried"))
        elif gone is not None:
            deeds.extend(_of_verb(k, entry, sentence, gone, "agent", "control"))
    return deeds


def _carrier(k: int, verbs: frozenset[str], sentence: Sentence) -> tuple[Clause | None, str]:
    """The clause whose verb only carries a noun, and the role its subject has in the deed."""
    whole = k  # 'a series of strikes'
    if sentence.chunks[k].preposition == "of" and sentence.word(k - 2) in listed("quantity"):
        whole = k - 2
    for clause in sentence.clauses:
        lemma, passive = clause.lemma, clause.group.passive
        told = {noun for noun, place in clause.antecedents if place != "object"}
        told = told | {clause.subject} if passive else {clause.object}
        if whole in told and lemma in verbs:
            return clause, "agent"
        if whole in told and lemma in listed("undergoing") and not passive:
            return clause, "patient"
        led = sentence.chunks[k].preposition if clause.at == k - 2 else ""
        if led == "under" and lemma in ("come", "be", "remain"):
            return clause, "patient"
        if led in ("in", "at") and lemma in ("be", "remain") and sentence.word(k + 1) == "with":
            return clause, "agent"  # 'is at war with'
    return None, ""


def _gone_for(k: int, sentence: Sentence) -> Clause | None:
    """'flew to Moscow for talks with Putin': the clause that tells who came to do it."""
    if sentence.chunks[k].preposition != "for" or sentence.word(k + 1) != "with":
        return None
    before = [clause for clause in sentence.clauses if clause.at < k]
    return before[-1] if before and before[-1].lemma in listed("going") else None


def _of_verb(
    k: int, entry: dict, sentence: Sentence, clause: Clause, role: str, how: str
) -> Iterator[Deed]:
    """'The EU imposed sanctions', 'Iran faces sanctions', 'sanctions imposed by the EU'."""
    if clause.group.passive:
        nouns = [clause.agent]
    else:
        nouns = [clause.subject, *(noun for noun, place in clause.antecedents if place != "object")]
    for noun in nouns:
        if noun is None or sentence.chunks[noun].kind != "NP":
            continue
        for at in (noun, *sentence.members(noun)):
            piece = sentence.chunks[at]
            yield Deed(k, piece.first, piece.last, piece.head, role, entry["verb"], how, clause)


def _participants(
    k: int, piece: Chunk, entry: dict, sentence: Sentence, carrier: Clause | None
) -> list[Deed]:
    behind = _behind(k, entry, sentence)
    if carrier is not None and carrier.group.passive:
        behind += _behind_verb(carrier, entry, sentence)
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
        deeds.append(Deed(k, first, last, last, role, entry["verb"], carrier=carrier))
    for at, role in behind:
        noun = sentence.chunks[at]
        how = "partner" if role == "agent" and noun.preposition == "with" else "direct"
        deeds.append(Deed(k, noun.first, noun.last, noun.head, role, entry["verb"], how, carrier))
    return deeds


def _behind_verb(clause: Clause, entry: dict, sentence: Sentence) -> list[tuple[int, str]]:
    """'Sanctions were imposed on Russia': the phrase stands behind a verb that only carries."""
    at = clause.at
    if sentence.kind(at + 1) == "PREP" and sentence.word(at + 1) == "out":
        at += 1  # 'carried out'
    return [(m, role) for m, role in _behind(at, entry, sentence) if role == "patient"]


def _partners(entry: dict, behind: list[tuple[int, str]]) -> bool:
    return any(role == "agent" for _, role in behind) and "with" in entry["after"]


def _pronoun_owner(piece: Chunk, sentence: Sentence) -> int | None:
    """'its', 'his': the token of a possessive pronoun that opens the phrase."""
    opens = sentence.tags[piece.first] == "PRP$" and sentence.lower[piece.first] != "whose"
    return piece.first if opens else None


def _behind(k: int, entry: dict, sentence: Sentence) -> list[tuple[int, str]]:
    """(chunk, role) of the prepositional phrases behind the noun, with their coordinations."""
    found = []
    subjects = {clause.subject for clause in sentence.clauses if clause.subject_how == "direct"}
    i = _past_time(k + 1, sentence)
    while _leads(i, sentence) and sentence.kind(i + 1) == "NP":
        noun = i + 1
        role = entry["after"].get(sentence.word(i))
        members = [m for m in sentence.members(noun) if m not in subjects]
        if role and not sentence.chunks[noun].time:
            found.extend((at, role) for at in (noun, *members))
        i = _past_time(max([noun, *members]) + 1, sentence)
    return found


def _leads(k: int, sentence: Sentence) -> bool:
    return sentence.kind(k) == "PREP" or (sentence.kind(k) == "SUB" and sentence.word(k) == "for")


def _past_time(k: int, sentence: Sentence) -> int:
    """'imposed sanctions last week on Russia'."""
    while sentence.kind(k) == "ADV" or (sentence.kind(k) == "NP" and sentence.chunks[k].time):
        k += 1
    return k
