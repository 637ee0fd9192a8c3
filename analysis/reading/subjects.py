"""Where the subject of a verb stands: the search to the left, and the few places to the right."""

from analysis.reading.clauses import Clause, Sentence
from analysis.reading.noun_phrases import Chunk
from analysis.reading.verbs import verb_forms
from analysis.reading.word_classes import listed

__all__ = ["find_subject"]

_RELATIVE = ("who", "whom", "which", "that")
_PLURAL_NOUNS = ("police", "people", "one", "staff")


def find_subject(sentence: Sentence, clause: Clause) -> None:
    """Set `subject`, `subject_how`, `gap` and `antecedents` of the clause that comes next."""
    group, k = clause.group, clause.at
    j = sentence.back(k - 1)
    if group.form == "part":
        noun = _described(sentence, j)
        if noun is not None:
            clause.antecedents.append((noun, "reduced"))
    if not group.finite:
        if group.form == "inf" and sentence.kind(j) == "NP" and _preposition(sentence, j) == "for":
            clause.subject = j
        return
    if group.inverted:
        clause.subject = sentence.conjunct_of.get(k - 1, k - 1)
        _take(sentence, clause.subject)
        _open_gap(sentence, clause, sentence.back(clause.subject - 2))
        return
    if sentence.kind(j) == "WH":
        _relative_subject(sentence, clause, j)
        return
    if sentence.kind(j) == "EX":
        return
    if _speaker_behind(sentence, clause, j):
        clause.subject = k + 1
        return
    clause.subject = _distant_relative(sentence, j)
    if clause.subject is not None:
        return
    clause.subject = _candidate(sentence, clause, j)
    if clause.subject is not None:
        sentence.conjunct_of.pop(clause.subject, None)  # 'seized the port, and Norland fled'
        _open_gap(sentence, clause, sentence.back(clause.subject - 1))
        _take(sentence, clause.subject)
    elif sentence.kind(j) in ("CC", "COMMA"):
        # 'Putin came and warned': the subject of the clause before
        for earlier in reversed(sentence.clauses):
            if earlier.group.finite and earlier.subject is not None:
                clause.subject, clause.subject_how = earlier.subject, "shared"
                break


def _described(sentence: Sentence, k: int) -> int | None:
    """'the city bombed by Israel'; 'Iran, bombed for days,' where a subject opens the clause."""
    if sentence.kind(k) == "NP":
        return k
    noun = k - 1
    if sentence.kind(k) != "COMMA" or sentence.kind(noun) != "NP" or sentence.chunks[noun].time:
        return None
    opens = sentence.kind(noun - 1) in ("", "SUB", "CC", "STOP")
    return noun if opens and noun in sentence.waiting else None


def _preposition(sentence: Sentence, k: int) -> str:
    return sentence.chunks[k].preposition


def _take(sentence: Sentence, k: int) -> None:
    sentence.waiting = [p for p in sentence.waiting if p < k]


def _relative_subject(sentence: Sentence, clause: Clause, wh: int) -> None:
    clause.subject = wh
    i = sentence.back(wh - 1, ("COMMA",))
    if sentence.kind(i) == "PREP" and sentence.kind(i - 1) == "NP":
        clause.subject = i - 1  # 'both of which'
    elif sentence.kind(i) == "NP" and sentence.word(wh) in _RELATIVE:
        whole = sentence.conjunct_of.get(i, i) if i == wh - 1 else i
        clause.antecedents.append((whole, "subject"))
    elif (
        i >= 0
        and sentence.word(wh) == "what"
        and (sentence.kind(i) == "PREP" or sentence.chunks[i].copula)
    ):
        clause.subject_how = "relative"  # 'is what happened': 'what' is the predicate


def _open_gap(sentence: Sentence, clause: Clause, wh: int) -> None:
    if sentence.kind(wh) != "WH":
        return
    clause.gap = wh
    i = sentence.back(wh - 1, ("COMMA",))
    if not clause.group.inverted and sentence.kind(i) == "NP" and sentence.word(wh) in _RELATIVE:
        clause.antecedents.append((i, "object"))


def _speaker_behind(sentence: Sentence, clause: Clause, j: int) -> bool:
    """'"...", said Putin': the subject follows a verb of speech that closes a quotation."""
    k = clause.at
    if clause.lemma not in listed("speech") or clause.group.passive or j < 0:
        return False
    if sentence.kind(k + 1) != "NP" or sentence.chunks[k + 1].time:
        return False
    if sentence.word(k + 1) in listed("objective"):
        return False
    after = sentence.on(k + 2)
    if sentence.kind(after) == "VG" and sentence.chunks[after].finite:
        return False  # 'Orlan, who had come, said Norland had won'
    closed = any(sentence.kind(i) == "QUOTE" for i in range(max(j - 1, 0), k))
    if sentence.kind(j) == "COMMA":
        return closed or clause.lemma in listed("reply")
    return closed or sentence.kind(j) == "STOP"


def _distant_relative(sentence: Sentence, j: int) -> int | None:
    """'which, in a small study, found': only adjuncts between the pronoun and its verb."""
    while j >= 0:
        if sentence.kind(j) == "WH":
            used = any(j in (clause.subject, clause.gap) for clause in sentence.clauses)
            return None if used else j
        governed = sentence.kind(j) == "NP" and sentence.kind(j - 1) == "PREP"
        if sentence.kind(j) not in ("ADV", "COMMA", "PREP", "PAREN", "QUOTE") and not governed:
            return None
        j -= 1
    return None


def _candidate(sentence: Sentence, clause: Clause, j: int) -> int | None:
    """The noun phrase that is the subject of a finite verb; `j` is the chunk left of it."""
    if j < 0:
        return None
    free = [p for p in sentence.waiting if _agrees(sentence, p, clause.group)]
    free = [p for p in free if p == j or not sentence.chunks[p].time]
    last_finite = max((c.at for c in sentence.clauses if c.group.finite), default=-1)
    nominal = sentence.kind(j) == "NP" and sentence.word(j) not in listed("objective")
    if nominal and j in sentence.conjunct_of:
        root = sentence.conjunct_of[j]
        if root in free and root > last_finite and not _owner(sentence, root):
            return root
        owner = _owner(sentence, root)
        if owner is not None and root in free and owner.lemma in listed("clausal"):
            return root  # 'hopes Clinton and Sanders win'
        outer = [p for p in free if p > last_finite and not _owner(sentence, p)]
        if _preposition(sentence, root) and root > last_finite and outer:
            return outer[-1]
        return j
    if nominal and j in free:
        owner = _owner(sentence, j)
        earlier = [p for p in free if p < j and not _owner(sentence, p)]
        clausal = owner is not None and owner.lemma in listed("clausal")
        if earlier and ((owner and not clausal) or sentence.chunks[j].time):
            return earlier[-1]
        return j
    usable = [p for p in free if p != j and not _owner(sentence, p)]
    if not usable:
        return None
    return _head_of_apposition(sentence, usable) if sentence.kind(j) == "COMMA" else usable[-1]


def _head_of_apposition(sentence: Sentence, usable: list[int]) -> int:
    """'Putin, president of Russia, said': the phrase that the last one stands beside."""
    at = usable[-1]
    for earlier in reversed(usable[:-1]):
        between = [piece.kind for piece in sentence.chunks[earlier + 1 : at]]
        if not between or between[-1] != "COMMA":
            break
        if not set(between) <= {"PREP", "NP", "COMMA", "ADV", "ADJ"}:
            break
        at = earlier
    return at


def _agrees(sentence: Sentence, k: int, group: Chunk) -> bool:
    """No singular noun is subject of a bare verb ('Jen, come here'), no plural of 'goes'."""
    verb = next((i for i in range(group.first, group.last + 1) if sentence.tags[i] != "RB"), None)
    verb = group.head if verb is None else verb
    tag, noun, subject = (
        sentence.tags[verb],
        sentence.tags[sentence.chunks[k].head],
        sentence.word(k),
    )
    if k in sentence.conjunct_of or k in sentence.conjunct_of.values():
        return tag != "VBZ" or sentence.chunks[k].pronoun
    if tag in ("VB", "VBP") and "VBD" not in verb_forms(sentence.lower[verb]):
        at = next(i for i, piece in enumerate(sentence.chunks) if piece is group)
        called = noun == "NNP" and sentence.kind(sentence.back(at - 1)) == "COMMA"
        singular = noun == "NN" and subject not in _PLURAL_NOUNS
        return not singular and not called and subject not in ("he", "she", "it")
    if tag == "VBZ":
        return subject not in ("i", "you", "we", "they") and noun != "NNS"
    return True


def _owner(sentence: Sentence, k: int) -> Clause | None:
    """The clause in whose object place chunk `k` stands, if any."""
    if sentence.chunks[k].time:
        return None
    j = sentence.back(k - 1)
    second = sentence.kind(j) == "NP" and sentence.kind(j - 1) == "VG"
    for clause in sentence.clauses:
        if clause.at == j and not clause.group.passive:
            return clause
        if second and clause.at == j - 1 and clause.lemma in listed("giving"):
            return clause
    return None
