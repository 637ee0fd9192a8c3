"""The rest of a clause: objects, 'by' phrases, gaps of relative clauses, subjects inherited."""

from analysis.reading.clauses import SKIPPED, Clause, Sentence
from analysis.reading.verbs import noun_lemma, shipped
from analysis.reading.word_classes import listed

__all__ = ["fill_arguments", "is_elliptic"]

_ENDS_CLAUSE = ("STOP", "COMMA", "CC", "SUB", "PAREN", "QUOTE", "")


def fill_arguments(sentence: Sentence) -> None:
    """Complete the clauses of a sentence in place."""
    subjects = {clause.subject for clause in sentence.clauses if clause.subject_how == "direct"}
    for clause in sentence.clauses:
        _find_agent(clause, sentence, subjects)
        _find_object(clause, sentence, subjects)
    _find_opening(sentence)
    for index, clause in enumerate(sentence.clauses):
        if clause.gap is not None:
            _fill_gap(index, clause, sentence)
    for index, clause in enumerate(sentence.clauses):
        if clause.subject is None and clause.group.form in ("inf", "ing"):
            _inherit_subject(index, clause, sentence)


def is_elliptic(clause: Clause, sentence: Sentence) -> bool:
    """'as they do', 'I have.': stands for a verb, is none of its own."""
    if clause.lemma not in ("do", "have") or clause.object is not None or clause.group.passive:
        return False
    return sentence.kind(clause.at + 1) in _ENDS_CLAUSE


def _find_opening(sentence: Sentence) -> None:
    """'Attacked by Israel, Iran vowed': the participle in front is about the subject behind."""
    if len(sentence.clauses) < 2:
        return
    first, second = sentence.clauses[:2]
    noun = second.subject
    if first.group.form != "part" or sentence.back(first.at - 1) != -1 or noun is None:
        return
    if second.group.finite and first.at < noun < second.at and sentence.kind(noun - 1) == "COMMA":
        first.antecedents.append((noun, "reduced"))


def _find_agent(clause: Clause, sentence: Sentence, subjects: set[int | None]) -> None:
    if not clause.group.passive:
        return
    for i in range(clause.at + 1, min(clause.at + 7, len(sentence.chunks))):
        piece = sentence.chunks[i]
        if piece.kind in ("VG", "STOP", "WH", "CC"):
            return
        if piece.kind == "NP" and piece.preposition == "by" and i not in subjects:
            deed = sentence.kind(i - 2) == "NP" and noun_lemma(sentence.word(i - 2)) in shipped(
                "nominalisations"
            )  # 'announced after the attack by Israel'
            if not piece.time and not deed and sentence.word(i) not in ("way", "means"):
                clause.agent = i
            return


def _find_object(clause: Clause, sentence: Sentence, subjects: set[int | None]) -> None:
    group, lemma = clause.group, clause.lemma
    giving = lemma in listed("giving")
    i = sentence.on(clause.at + 1)
    if group.passive:
        clause.recipient = _given_to(i, lemma, sentence, subjects)
    if (group.passive and not giving) or group.copula or lemma in listed("linking"):
        return
    particle = sentence.kind(i) == "PREP" and (
        f"{lemma}_{sentence.word(i)}" in listed("particle_verb")
    )
    if particle:
        i = sentence.on(i + 1, ("QUOTE",))
    if sentence.kind(i) == "PREP" and sentence.kind(i + 1) == "NP" and i + 1 not in subjects:
        led = f"{lemma}_{sentence.word(i)}"
        clause.prepositional = i + 1 if led in listed("reaching") else None
        clause.partner = i + 1 if led in listed("joining") else None
    if sentence.kind(i) != "NP" or (lemma in listed("intransitive") and not particle):
        return
    if sentence.chunks[i].time and sentence.word(clause.at) not in listed("takes_time"):
        return
    if i in subjects or sentence.word(i) in listed("nominative"):
        return
    second = i + 1
    if group.passive:
        clause.object = i
        return
    follows = sentence.kind(second) == "NP" and second not in subjects
    asked = sentence.kind(second) == "WH" and sentence.word(second) == "what"
    two = giving and (asked or (follows and not sentence.chunks[second].time))
    if two or (lemma in listed("telling") and sentence.word(i) != "truth"):
        clause.recipient, clause.object = i, second if follows else None
    else:
        clause.object = i
        clause.recipient = _given_to(second, lemma, sentence, subjects)


def _given_to(k: int, lemma: str, sentence: Sentence, subjects: set[int | None]) -> int | None:
    """'gave weapons to Ukraine': the noun behind 'to'."""
    noun = sentence.chunks[k + 1] if sentence.kind(k + 1) == "NP" else None
    if lemma not in listed("giving_to") or sentence.kind(k) != "PREP" or sentence.word(k) != "to":
        return None
    return k + 1 if noun is not None and not noun.time and k + 1 not in subjects else None


def _fill_gap(index: int, clause: Clause, sentence: Sentence) -> None:
    """'the deal that Putin signed', 'what he wants to do': the word in front is the object."""
    target = clause
    for later in sentence.clauses[index + 1 :]:  # hand it on to the verb embedded deepest
        adjacent = sentence.on(target.at + 1, ("ADV",)) == later.at
        clausal = target.lemma in listed("clausal")
        if (adjacent and later.group.form == "inf") or (clausal and later.subject == target.at + 1):
            target = later
        elif clausal and adjacent and later.group.finite:
            if later.subject is None:
                later.subject = clause.gap
            return
        else:
            break
    if target.object is not None or target.group.passive or target.group.copula:
        return
    if target.lemma in listed("linking", "intransitive"):
        return
    after = sentence.on(target.at + 1, ("ADV",))
    stranded = (
        sentence.kind(after) == "PREP"
        and sentence.kind(after + 1) not in ("NP", "WH")
        and f"{target.lemma}_{sentence.word(after)}" not in listed("particle_verb")
    )
    fronted = sentence.kind(clause.gap - 1) == "PREP" and sentence.word(clause.gap) != "what"
    if not stranded and not fronted:
        target.object = clause.gap


def _inherit_subject(index: int, clause: Clause, sentence: Sentence) -> None:
    """'wants to attack', 'urged Iran to talk', 'arrived, saying', 'about Iran crossing a line'."""
    left = clause.at - 1
    if clause.group.form == "ing":
        governed = sentence.kind(left) in ("PREP", "SUB")
        if governed and _inherit_object(index, clause, sentence, sentence.word(left)):
            return
        if sentence.kind(left) == "PREP" and sentence.word(left) == "of":
            return
        if sentence.kind(left) == "NP" and sentence.kind(left - 1) == "PREP":
            clause.subject, clause.subject_how = left, "reduced"
            return
    if clause.group.form == "ing" and sentence.kind(left) == "CC" and index:
        # 'of losing leverage and provoking': whoever loses, named or not
        before = sentence.clauses[index - 1]
        if before.group.form == "ing":
            clause.subject, clause.subject_how = before.subject, "control"
            return
    for earlier in reversed(sentence.clauses[:index]):
        given = earlier.object if earlier.object is not None else earlier.recipient
        if clause.group.form == "inf" and given is not None and earlier.lemma != "promise":
            beside = sentence.on(given + 1, SKIPPED) == clause.at
            if earlier.at < given and beside:
                clause.subject, clause.subject_how = given, "control"
                clause.governor = earlier
                return
        if earlier.subject is not None:
            clause.subject, clause.subject_how = earlier.subject, "control"
            if sentence.on(earlier.at + 1, SKIPPED) == clause.at:
                clause.governor = earlier
            return


def _inherit_object(index: int, clause: Clause, sentence: Sentence, preposition: str) -> bool:
    """'accused Russia of shelling', 'was blamed for shelling', 'kept Iran from attacking'."""
    before = clause.at - 2
    verbs = {"of": "accusing", "for": "accusing", "from": "preventing"}.get(preposition)
    if verbs is None:
        return False
    for earlier in reversed(sentence.clauses[:index]):
        if earlier.lemma not in listed(verbs):
            continue
        passive = earlier.group.passive
        accused = earlier.subject if passive else earlier.object
        if accused is not None and before in ((earlier.at,) if passive else (accused,)):
            clause.subject, clause.subject_how, clause.governor = accused, "control", earlier
            return True
    return False
