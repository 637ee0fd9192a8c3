"""Noun phrases with a head, and the chunk that all phrases of a sentence are made of."""

from dataclasses import dataclass, field

from analysis.reading.tag_context import NOUNS
from analysis.reading.word_classes import listed

__all__ = ["ADJECTIVES", "Chunk", "noun_phrase"]

PREMODIFIERS = NOUNS | {"DT", "PDT", "PRP$", "CD", "JJ", "JJR", "JJS", "$"}
ADJECTIVES = frozenset(("JJ", "JJR", "JJS"))


@dataclass
class Chunk:
    """Tokens `first`..`last` of a sentence, their `head`, and what the patterns saw in them.

    `kind`: NP, VG (verb group), AUX (auxiliary cut off by its subject), PREP, SUB (subordinator),
    WH, WADV, CC, COMMA, STOP, QUOTE, PAREN (bracket or dash), EX ('there'), ADJ, ADV.
    """

    kind: str
    first: int
    last: int
    head: int
    # noun phrases
    pronoun: bool = False
    time: bool = False
    possessors: list[int] = field(default_factory=list)
    preposition: str = ""
    # verb groups
    form: str = ""  # finite, inf, ing, part
    passive: bool = False
    copula: bool = False
    negated: bool = False
    modal: str = ""
    inverted: bool = False

    @property
    def finite(self) -> bool:
        return self.form == "finite"


def noun_phrase(i: int, lower: list[str], tags: list[str]) -> list[Chunk] | None:
    """The noun phrase that begins at token `i`; for a run of adjectives alone, an ADJ chunk."""
    if tags[i] == "PRP":
        beside = lower[i + 1] if i + 1 < len(lower) else ""
        doubled = beside in ("guys", "people", "folks", "both") or (
            beside.endswith(("self", "selves")) and lower[i] in listed("nominative") | {"you"}
        )
        return [Chunk("NP", i, i + doubled, i, pronoun=True)]
    possessors: list[int] = []
    j, head = i, None
    while j < len(tags):
        following = tags[j + 1] if j + 1 < len(tags) else ""
        if tags[j] in NOUNS:
            if _day_before_name(j, head, lower, tags):
                break
            head = j
        elif tags[j] == "POS" and head is not None:
            if following not in PREMODIFIERS | {"VBG", "VBN", "RB"}:
                j += 1
                break
            possessors.append(head)
            head = None
        elif head is None and j > i and _goes_on(tags[j], tags[j - 1], following):
            pass
        elif tags[j] not in PREMODIFIERS or _begins_another(j, i, head, lower, tags):
            break
        j += 1
    last = j - 1
    if head is None:
        return _headless(i, last, lower, tags, possessors)
    if last != head and tags[last] not in ("POS", "CD"):
        last = head
    time = lower[head] in listed("time") and not (lower[i] == "the" and lower[head] == "time")
    return [Chunk("NP", i, last, head, time=time, possessors=possessors)]


def _day_before_name(j: int, head: int | None, lower: list[str], tags: list[str]) -> bool:
    """'said on Monday | Israel had attacked'."""
    if head != j - 1 or tags[j] not in ("NNP", "NNPS"):
        return False
    return lower[head] in listed("time") and lower[j] not in listed("time")


def _goes_on(tag: str, previous: str, following: str) -> bool:
    """Inside a phrase before its noun: participles, adverbs, two adjectives joined."""
    if tag in ("VBN", "VBG"):
        return following in PREMODIFIERS
    if tag in ("RB", "RBR", "RBS"):
        return following in ("JJ", "VBN", "RB", "CD")
    return tag in ("CC", ",") and previous == "JJ" and following == "JJ"


def _begins_another(j: int, i: int, head: int | None, lower: list[str], tags: list[str]) -> bool:
    tag, following = tags[j], tags[j + 1] if j + 1 < len(tags) else ""
    if tag == "DT" and j > i and tags[j - 1] not in ("DT", "PDT", "PRP$"):
        return True
    if head is None:
        return False
    if tag == "CD" and tags[head] in ("NNP", "NNPS"):
        return False
    if lower[j] in ("last", "next") and following and lower[j + 1] in listed("time"):
        return True  # 'imposed sanctions | last week'
    return tag in ("DT", "PDT", "PRP$") or (
        tag in ADJECTIVES | {"CD", "$"} and following not in NOUNS
    )


def _headless(
    i: int, last: int, lower: list[str], tags: list[str], possessors: list[int]
) -> list[Chunk] | None:
    """No noun in the run: 'those', 'all', 'the poor', 'two', or only adjectives."""
    while last > i and tags[last] in ("CC", ",", "RB", "VBG"):
        last -= 1
    if last < i:
        return None
    if possessors:
        return [Chunk("NP", i, last, possessors[-1])]
    if tags[i] not in ("DT", "PDT", "CD", "PRP$", "$"):
        return [Chunk("ADJ", i, last, last)]
    if last == i and lower[i] in ("the", "a", "an", "no", "every"):
        return [Chunk("ADV", i, i, i)]
    return [Chunk("NP", i, last, last, pronoun=last == i and lower[i] in listed("single"))]
