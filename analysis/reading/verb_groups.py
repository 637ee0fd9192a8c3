"""Verb groups: which auxiliaries belong to which verb, and so voice, negation and modality."""

from typing import NamedTuple

from analysis.reading.noun_phrases import Chunk, noun_phrase
from analysis.reading.verbs import verb_forms
from analysis.reading.word_classes import listed

__all__ = ["verb_group"]

# 's before these is 'has', not 'is': no passive.
_HAS = frozenset(("been", "got", "become", "gone", "done", "had", "made", "taken", "come"))


class _Walk(NamedTuple):
    head: int
    last: int
    modal: str
    negated: bool
    passive: bool
    copula: bool
    auxiliary: bool  # ends in an auxiliary: a question, an ellipsis or a copula


def verb_group(
    i: int, lower: list[str], tags: list[str], chunks: list[Chunk]
) -> list[Chunk] | None:
    """The verb group that begins at token `i`; in a question, auxiliary, subject and verb."""
    j = i
    if tags[i] == "TO":
        j = _after_adverbs(i + 1, lower, tags)
        if j >= len(tags) or tags[j] != "VB":
            return None
    elif not (tags[i].startswith("VB") or tags[i] == "MD"):
        return None
    walk = _walk(j, lower, tags)
    group = Chunk(
        "VG", i, walk.last, walk.head, form=_form(tags[j], tags[i] == "TO", lower, chunks),
        passive=walk.passive, copula=walk.copula, modal=walk.modal,
        negated=walk.negated or any(word in listed("negation") for word in lower[i:j]),
    )  # fmt: skip
    if group.form == "part":
        group.passive = True
    if chunks and chunks[-1].kind == "ADV" and lower[chunks[-1].head] in listed("negation"):
        group.negated = True
    if tags[i] != "TO" and walk.auxiliary and not _has_subject(chunks):
        return _question(group, lower, tags) or [group]
    return [group]


def _form(tag: str, infinitive: bool, lower: list[str], chunks: list[Chunk]) -> str:
    if infinitive or (tag in ("VB", "VBP") and _caused(lower, chunks)):
        return "inf"
    return {"VBG": "ing", "VBN": "part"}.get(tag, "finite")


def _after_adverbs(k: int, lower: list[str], tags: list[str]) -> int:
    while k < len(tags) and (tags[k] in ("RB", "RBR", '"') or lower[k] in listed("negation")):
        k += 1
    return k


def _walk(j: int, lower: list[str], tags: list[str]) -> _Walk:
    """Walk auxiliaries, adverbs and the main verb from token `j`."""
    modal, negated, passive, state = "", False, False, False
    while True:
        low = lower[j]
        short = low in listed("clitic_s") and tags[j] == "VBZ"
        auxiliary = tags[j] == "MD" or short or low in listed("be", "have", "do")
        k = _after_adverbs(j + 1, lower, tags)
        ahead, main = (tags[k], lower[k]) if k < len(tags) else (".", "")
        goes_on = False
        if tags[j] == "MD":
            modal = low
            goes_on = ahead in ("VB", "VBP") or (ahead == "VBN" and low in ("'d", "’d"))
        elif low in listed("do"):
            goes_on = ahead in ("VB", "VBP")
        elif low in listed("have"):
            goes_on = ahead == "VBN"
        elif auxiliary:
            goes_on = ahead in ("VBG", "VBN")
            passive = ahead == "VBN" and main != "been" and not (short and main in _HAS)
            if passive and main in listed("state") and "by" not in lower[k + 1 : k + 3]:
                passive, state = False, True
        elif low in listed("get") and ahead == "VBN" and k == j + 1 and "VBN" in verb_forms(main):
            passive = goes_on = main not in listed("state")
        if auxiliary and any(word in listed("negation") for word in lower[j + 1 : k]):
            negated = True
        if not goes_on:
            break
        j = k
    last = j
    while auxiliary and last + 1 < len(tags) and lower[last + 1] in listed("negation"):
        last += 1
    copula = state or tags[j] == "MD" or lower[j] in listed("be", "clitic_s")
    passive = passive and tags[j] == "VBN"
    return _Walk(j, last, modal, negated, passive, copula, auxiliary)


def _caused(lower: list[str], chunks: list[Chunk]) -> bool:
    """'let him go', 'helped Iran build': a bare infinitive behind the object."""
    at = len(chunks) - 1
    while at >= 0 and chunks[at].kind == "ADV":
        at -= 1
    if at < 1 or chunks[at].kind != "NP" or chunks[at - 1].kind != "VG":
        return False
    return lower[chunks[at - 1].head] in listed("causative")


def _has_subject(chunks: list[Chunk]) -> bool:
    """A free noun phrase stands just left: no question."""
    for piece in reversed(chunks):
        if piece.kind != "ADV":
            return piece.kind in ("NP", "EX")
    return False


def _question(group: Chunk, lower: list[str], tags: list[str]) -> list[Chunk] | None:
    """'did he go', 'has the US bombed', 'are they being watched'."""
    i = group.last + 1
    subject = noun_phrase(i, lower, tags) if i < len(tags) else None
    if not subject or subject[0].kind != "NP":
        return None
    joined = subject[0].last + 1
    if joined + 1 < len(tags) and tags[joined] == "CC":  # 'did Iran and Russia agree'
        other = noun_phrase(joined + 1, lower, tags)
        if other and other[0].kind == "NP":
            subject = [*subject, Chunk("CC", joined, joined, joined), *other]
    k = _after_adverbs(subject[-1].last + 1, lower, tags)
    if k >= len(tags):
        return None
    auxiliary = lower[group.head]
    if tags[group.head] == "MD" or auxiliary in listed("do"):
        fits = tags[k] in ("VB", "VBP")
    else:
        participle = tags[k] in ("VBN", "VBD") and "VBN" in verb_forms(lower[k])
        fits = participle or (tags[k] == "VBG" and auxiliary not in listed("have"))
    if not fits:
        return None
    walk = _walk(k, lower, tags)
    be = auxiliary not in listed("have", "do") and tags[group.head] != "MD"
    group.kind = "AUX"
    main = Chunk(
        "VG", subject[-1].last + 1, walk.last, walk.head, form="finite",
        passive=walk.passive or (be and tags[k] in ("VBN", "VBD")),
        negated=group.negated or walk.negated, modal=group.modal, copula=walk.copula,
        inverted=True,
    )  # fmt: skip
    return [group, *subject, main]
