"""Where a description can stand beside a name: in front, between commas, behind a linking verb."""

from typing import NamedTuple

from analysis.reading import Chunk, Clause, Sentence, listed

__all__ = ["Binding", "bind"]

_ADJECTIVES = ("JJ", "JJR", "JJS")
_NAMES = ("NNP", "NNPS")
_EDGES = ("COMMA", "PAREN", "STOP", "")
# They order or count, and describe nobody.
_EMPTY = frozenset(
    ("other", "such", "same", "own", "many", "more", "most", "several", "first", "second", "last",
     "next", "whole", "certain", "few", "various", "much", "further", "only", "able", "due",
     "likely", "sure", "east", "west", "north", "south")
)  # fmt: skip


class Binding(NamedTuple):
    """Tokens `first`..`last` describe a mention; `head` is the adjective or noun among them."""

    kind: str
    first: int
    last: int
    head: int
    negated: bool = False


def bind(sentence: Sentence, first: int, last: int) -> list[Binding]:
    """Descriptions of the mention that covers tokens `first`..`last`."""
    at = next(
        (k for k, piece in enumerate(sentence.chunks) if piece.first <= last <= piece.last), 0
    )
    piece = sentence.chunks[at]
    # a mention that only modifies another noun ('Russian oil') is not what is described
    if piece.kind != "NP" or piece.head > last:
        return []
    found = _in_front(sentence, piece, first)
    found += _beside(sentence, at)
    for clause in sentence.clauses:
        whom = {noun for noun, _ in clause.antecedents} | {clause.subject}
        members = [m for m, root in sentence.conjunct_of.items() if root in whom]
        if at in whom or at in members:
            found += _predicate(sentence, clause)
        if clause.object in (at, at + 1) or clause.recipient == at:
            found += _of_object(sentence, clause, at)
    return [binding for binding in found if sentence.lower[binding.head] not in _EMPTY]


def _degree(sentence: Sentence, first: int, floor: int) -> int:
    """Take in the adverbs in front of an adjective: 'increasingly isolated'."""
    while (
        first > floor
        and sentence.tags[first - 1] in ("RB", "RBR", "RBS")
        and (sentence.lower[first - 1] not in listed("negation"))
    ):
        first -= 1
    return first


def _is_adjective(sentence: Sentence, i: int) -> bool:
    return sentence.tags[i] in _ADJECTIVES or (
        sentence.tags[i] in ("VBN", "VBG") and sentence.lower[i] not in listed("be", "have", "do")
    )


def _in_front(sentence: Sentence, piece: Chunk, first: int) -> list[Binding]:
    found = []
    nouns = None
    for i in range(first - 1, piece.first - 1, -1):
        if nouns is None and i == first - 1 and not _can_be_title(sentence, i):
            break
        if sentence.tags[i] in ("NN", "NNS") and (nouns is not None or i == first - 1):
            nouns = i if nouns is None else nouns
            continue
        if _is_adjective(sentence, i) and (i == 0 or not sentence.words[i][0].isupper()):
            begin = _degree(sentence, i, max(0, piece.first - 1))
            if nouns is None:
                found.append(Binding("adjective", begin, i, i))
        elif sentence.tags[i] == "POS":
            break
    if nouns is not None:  # 'foreign ministry spokesperson Esmaeil Baghaei'
        begin = nouns
        while begin > piece.first and (
            sentence.tags[begin - 1] in ("NN", "NNS", *_NAMES) or _is_adjective(sentence, begin - 1)
        ):
            begin -= 1
        found.append(Binding("apposition", begin, nouns, nouns))
    return found


def _can_be_title(sentence: Sentence, i: int) -> bool:
    """A noun in front of a name may say what the named is; not in 'at the moment Russia has'."""
    tag, word = sentence.tags[i], sentence.lower[i]
    return tag not in ("NN", "NNS") or (tag == "NN" and word not in listed("time"))


def _nominal(sentence: Sentence, k: int, kind: str, negated: bool = False) -> Binding | None:
    """A described noun with its article left out and its prepositional phrases taken in."""
    piece = sentence.chunks[k]
    if piece.kind != "NP" or piece.pronoun or piece.time or sentence.tags[piece.head] in _NAMES:
        return None
    first = piece.first
    while first < piece.head and sentence.tags[first] in ("DT", "PDT", "PRP$"):
        first += 1
    end = k
    while (
        sentence.kind(end + 1) == "PREP"
        and sentence.word(end + 1) == "of"
        and (sentence.kind(end + 2) == "NP")
    ):
        end += 2
    if sentence.tags[piece.head] == "CD" or sentence.tags[first] == "CD":
        return None
    return Binding(kind, first, sentence.chunks[end].last, piece.head, negated)


def _beside(sentence: Sentence, at: int) -> list[Binding]:
    """Appositions and adjectives between commas, brackets or dashes."""
    found = []
    if sentence.kind(at + 1) in ("COMMA", "PAREN"):
        start = sentence.on(at + 2, ("ADV",))
        listing = {at, start} & (set(sentence.conjunct_of) | set(sentence.conjunct_of.values()))
        if sentence.kind(start) == "NP" and not listing:
            noun = _nominal(sentence, start, "apposition")
            last = start
            while sentence.kind(last + 1) == "PREP" and sentence.kind(last + 2) == "NP":
                last += 2
            if noun and sentence.kind(last + 1) in _EDGES and _is_marked(sentence, start):
                found.append(noun)
        elif _adjectival(sentence, start) and _closes(sentence, start):
            more = _complement(sentence, at + 1, False)
            found += [binding._replace(kind="adjective") for binding in more]
    if sentence.kind(at - 1) == "COMMA" and sentence.kind(at + 1) in ("COMMA", "STOP", ""):
        noun = _nominal(sentence, at - 2, "apposition") if at >= 2 else None
        marked = noun and _opens_marked(sentence, at - 2)
        listing = at in sentence.conjunct_of or at in sentence.conjunct_of.values()
        if marked and not listing and sentence.kind(at - 3) not in ("PREP", "COMMA"):
            found.append(noun)  # 'the Russian leader, Vladimir Putin,'
    return found


def _closes(sentence: Sentence, k: int) -> bool:
    """Whether an adjective ends at a comma: 'isolated,', 'wary of a war,'."""
    after = k + 1
    if sentence.kind(k) == "ADJ" or sentence.word(k) in listed("state"):
        while sentence.kind(after) == "PREP" and sentence.kind(after + 1) == "NP":
            after += 2
    return sentence.kind(after) in (*_EDGES, "CC")


def _is_marked(sentence: Sentence, k: int) -> bool:
    """No bare noun, and no subject of another clause."""
    taken = any(clause.subject == k for clause in sentence.clauses)
    return not taken and _opens_marked(sentence, k)


def _opens_marked(sentence: Sentence, k: int) -> bool:
    """Opens with an article, a possessive or a name."""
    piece = sentence.chunks[k]
    opener = sentence.tags[piece.first]
    return opener in ("DT", "PRP$", *_NAMES) or bool(piece.possessors)


def _predicate(sentence: Sentence, clause: Clause) -> list[Binding]:
    group, linking = clause.group, clause.lemma in listed("linking", "seeming")
    if group.copula and sentence.tags[group.head] in ("VBN", "VBD") and clause.lemma != "be":
        first = _degree(sentence, group.head, group.first)
        return [Binding("predicate", first, group.head, group.head, group.negated)]
    seen = group.passive and clause.lemma in listed("rendering")
    if group.copula or linking or seen:
        return _complement(sentence, clause.at, group.negated)
    mirrored = clause.object is not None and sentence.word(clause.object).endswith(
        ("self", "selves")
    )
    if mirrored and clause.lemma in listed("rendering"):
        return _complement(sentence, clause.object, group.negated)
    return []


def _of_object(sentence: Sentence, clause: Clause, at: int) -> list[Binding]:
    """'left Tehran more isolated', 'called Iran dangerous'."""
    if clause.lemma not in listed("rendering"):
        return []
    if clause.object != at and clause.recipient != at:
        return []
    return _complement(sentence, at, clause.group.negated)


def _adjectival(sentence: Sentence, k: int) -> bool:
    if sentence.kind(k) == "ADJ":
        return True
    piece = sentence.chunks[k] if k < len(sentence.chunks) else None
    return piece is not None and piece.form == "part" and piece.first == piece.last


def _complement(sentence: Sentence, k: int, negated: bool) -> list[Binding]:
    """The adjective or noun that stands behind chunk `k`, and what is coordinated with it."""
    found = []
    i = k + 1
    while True:
        negated = negated or (sentence.kind(i) == "ADV" and sentence.word(i) in listed("negation"))
        start = i
        if sentence.kind(i) == "SUB" and sentence.word(i) == "as":
            start = i = i + 1  # 'seen as hostile'
        i = sentence.on(i, ("ADV", "QUOTE"))
        if i >= len(sentence.chunks):
            return found
        piece = sentence.chunks[i]
        if _adjectival(sentence, i):
            begin = _degree(sentence, piece.first, sentence.chunks[start].first)
            found.append(Binding("predicate", begin, piece.last, piece.head, negated))
        elif piece.kind == "NP" and not found:
            noun = _nominal(sentence, i, "predicate", negated)
            return [noun] if noun else []
        else:
            return found
        if sentence.kind(i + 1) not in ("CC", "COMMA"):
            return found
        i = sentence.on(i + 1, ("COMMA", "CC"))
