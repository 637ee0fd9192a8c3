"""What stands around a word: auxiliaries, finite verbs, subjects that wait.

All take a position, the words in lower case and the tags, corrected up to that position.
"""

from collections.abc import Collection

from analysis.reading.verbs import only_verb
from analysis.reading.word_classes import listed

__all__ = [
    "FINITE",
    "NOUNS",
    "after_auxiliary",
    "antecedent_tag",
    "finite_ahead",
    "finite_before",
    "in_question",
    "left_of",
    "subject_waits",
]

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECT = NOUNS | {"DT", "JJ", "PRP$", "POS", "CD"}
_CLAUSE_ENDS = frozenset((",", ";", ":", ".", "CC", "WP", "WDT", "WRB", "(", "-", '"'))


def left_of(i: int, tags: list[str], kinds: Collection[str]) -> int:
    """The first position from `i` to the left whose tag is none of `kinds`; -1 if there is none."""
    while i >= 0 and tags[i] in kinds:
        i -= 1
    return i


def after_auxiliary(
    before: int, lower: list[str], tags: list[str], family: Collection[str]
) -> bool:
    """A form of `family` stands left, with at most adverbs and one subject between (questions)."""
    for j in range(before, max(before - 5, -1), -1):
        if lower[j] in family or (lower[j] in listed("clitic_s") and tags[j] == "VBZ"):
            return True
        if tags[j] == "PRP" and j == before and lower[j] not in listed("objective"):
            starts = j < 2 or tags[j - 2] in (",", "CC", "WP", "WRB", "WDT", '"', ":", ".")
            return starts and j > 0 and lower[j - 1] in family
        if tags[j] != "RB":
            return False
    return False


def finite_before(i: int, lower: list[str], tags: list[str]) -> bool:
    """The clause that ends in front of `i` has its finite verb already."""
    for j in range(i - 1, -1, -1):
        if tags[j] in _CLAUSE_ENDS or (tags[j] == "IN" and lower[j] not in listed("preposition")):
            return False
        if tags[j] in FINITE:
            return True
    return False


def finite_ahead(i: int, lower: list[str], tags: list[str]) -> bool:
    """Another finite verb follows before the clause can have ended: this one is a participle."""
    for j in range(i + 1, min(len(tags), i + 16)):
        opens = lower[j] in listed("subordinator") and lower[j] not in ("for", "like", "than")
        if opens or tags[j] in _CLAUSE_ENDS | {"THAT"}:
            return False
        finite = tags[j] == "MD" or (
            lower[j] in listed("be", "have", "do") and lower[j] not in ("be", "been", "being")
        )
        if finite or (tags[j] in ("VBZ", "VBD") and only_verb(lower[j])):
            # a subject of its own makes it another clause: 'said he was'
            return not any(word in listed("nominative") for word in lower[i:j])
    return False


def subject_waits(i: int, tags: list[str]) -> bool:
    """A subject waits for its verb: 'Putin, in Moscow, warned'; not in 'Iran, bombed for days'."""
    left = tags[:i]
    if left[-1] == "," and all(tag in _SUBJECT | {"IN"} for tag in left[:-1]):
        return False
    return not FINITE.intersection(left) and bool((NOUNS | {"PRP"}).intersection(left))


def antecedent_tag(i: int, tags: list[str]) -> str:
    """Tag of the word in front of the relative pronoun that stands left of `i`."""
    j = i - 1
    while j >= 0 and tags[j] in ("RB", "WP", "WDT", ","):
        j -= 1
    return tags[j] if j >= 0 else ""


def in_question(i: int, lower: list[str], tags: list[str]) -> bool:
    """An auxiliary stands before the subject: 'did he go', 'will the US attack'."""
    j = i - 1
    while j >= 0 and tags[j] == "RB":
        j -= 1
    last = j
    while j >= 0 and (tags[j] in _SUBJECT or j == last):
        j -= 1
    while j >= 0 and tags[j] == "RB":
        j -= 1
    if j < 0 or not (tags[j] == "MD" or lower[j] in listed("do")):
        return False
    return j == 0 or tags[j - 1] not in ("PRP", "NNP", "NN", "NNS")
