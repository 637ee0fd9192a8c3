"""Which form of a verb, if a verb at all: each rule looks at the words beside one word.

Every rule takes the place as (i, lower, tags, tag, before, previous, following): position, words in
lower case, tags (corrected up to `i`), the tagger's tag, the position of the last word that is no
adverb, its tag, and the tag of the next word.
"""

from analysis.reading.tag_context import (
    FINITE,
    NOUNS,
    after_auxiliary,
    antecedent_tag,
    finite_ahead,
    finite_before,
    in_question,
    left_of,
    subject_waits,
)  # fmt: skip
from analysis.reading.verbs import can_be, noun_lemma, shipped, verb_forms, verb_lemma
from analysis.reading.word_classes import listed

__all__ = ["bare_form", "gerund", "past_form", "third_person"]

_NO_VERB_AFTER = ("DT", "PRP$", "POS", "CD", "JJ")
_OPENS_OBJECT = ("DT", "PRP", "PRP$", "THAT", "WP", "HER")


def bare_form(
    i: int, lower: list[str], tags: list[str], tag: str, before: int, previous: str, following: str
) -> str:
    """Infinitive, present of a plural, or noun; for 'put' and its like, past or participle."""
    forms = verb_forms(lower[i])
    past = bool(forms & {"VBD", "VBN"})
    if "VBN" in forms and after_auxiliary(before, lower, tags, listed("have", "be")):
        return "VBN"
    chosen = _present(i, lower, tags, tag, before, previous, following)
    if past and chosen in ("VB", "VBP") and before >= 0 and lower[before] in ("he", "she", "it"):
        return chosen if in_question(i, lower, tags) else "VBD"
    return chosen


def _present(
    i: int, lower: list[str], tags: list[str], tag: str, before: int, previous: str, following: str
) -> str:
    low = lower[i]
    previous_word = lower[before] if before >= 0 else ""
    noun = can_be(low, "NOUN")
    other = noun or can_be(low, "ADJ") or can_be(low, "ADV")
    opens_object = following in _OPENS_OBJECT
    if previous == "TO":
        return tag if tag in ("NN", "JJ") and not noun and other and following in NOUNS else "VB"
    if previous == "MD" or (previous_word in listed("do") and i > 0) or previous_word == "please":
        return "VB"
    if i and lower[i - 1] in ("n't", "n’t", "help", "helps", "helped"):
        return "VB"
    if previous == "VBN" and before and tags[before - 1] in _NO_VERB_AFTER and noun:
        return "NN"
    if previous == "PRP":
        if previous_word in listed("nominative") or previous_word == "you":
            return "VB" if in_question(i, lower, tags) else "VBP"
        if not other or opens_object or low in listed("base_verb"):
            return "VB"
        caused = any(word in listed("causative") for word in lower[max(0, i - 3) : i])
        return "VB" if caused and tag in ("VB", "NN") else tag
    if previous in NOUNS and in_question(i, lower, tags):
        return "VB"
    if previous == "DT" and lower[i - 1] in ("this", "that") and opens_object and tag[0] == "V":
        return "VBP"
    if previous == "DT" and low in ("look", "sound", "seem") and following in ("JJ", "RB"):
        return "VBP"
    if previous in _NO_VERB_AFTER and noun:
        return tag if tag.startswith("NN") else "NN"
    if previous in ("DT", "PRP$", "POS") and other:
        return "JJ"
    if previous == "IN" and previous_word in listed("preposition") and noun:
        return "NN"
    if previous in ("WP", "WDT"):
        plural = antecedent_tag(i, tags) == "NNS" and following not in FINITE
        return "VBP" if tag.startswith("V") or not other or opens_object or plural else tag
    if previous == "":
        return "VB" if opens_object and tag in ("NN", "VB", "VBP", "JJ") else tag
    if previous == "NNS" and (
        tag.startswith("V") or opens_object or following in ("IN", "TO", "NNP")
    ):
        return tag if finite_before(i, lower, tags) else "VBP"
    if previous == "CC" and opens_object:
        last = next((tags[j] for j in range(i - 1, -1, -1) if tags[j].startswith("VB")), tag)
        return last if last in ("VB", "VBP") else tag
    if not other and tag in ("NN", "JJ"):
        return "VB"
    if previous in NOUNS and tag in ("VB", "VBP") and noun and not opens_object:
        return tag if low in listed("base_verb") else "NN"
    return tag


def past_form(
    i: int, lower: list[str], tags: list[str], tag: str, before: int, previous: str, following: str
) -> str:
    """Past tense, participle or adjective."""
    forms = verb_forms(lower[i])
    previous_word = lower[before] if before >= 0 else ""
    if after_auxiliary(before, lower, tags, listed("have")):
        return "VBN"
    if after_auxiliary(before, lower, tags, listed("be")):
        return "JJ" if tag == "JJ" else "VBN"
    if previous_word in listed("get") and following != "PRP":
        return "VBN"
    if "VBN" not in forms:
        return "VBD" if tag.startswith("V") or not can_be(lower[i], "NOUN") else tag
    if "VBD" not in forms:
        return "VBN" if tag.startswith("V") or tag == "NN" else tag
    if previous in ("IN", "TO"):
        return "VBN"
    if previous in _NO_VERB_AFTER and following in NOUNS | {"JJ", "CC", "VBG"}:
        return "VBN"
    if previous_word.endswith(("self", "selves")) and before and tags[before - 1][0] == "V":
        return "VBN"  # 'finds itself isolated'
    if previous in ("WP", "WDT") or (
        previous == "PRP" and previous_word not in listed("objective")
    ):
        return "VBD"
    if not tag.startswith("V") and previous not in NOUNS:
        return tag
    if following == "IN" and lower[i + 1] == "by":
        return "VBD" if tags[i + 2 : i + 3] == ["CD"] else "VBN"  # 'rose by 5 per cent'
    return _past_or_participle(i, lower, tags, tag, before, previous, following)


def _past_or_participle(
    i: int, lower: list[str], tags: list[str], tag: str, before: int, previous: str, following: str
) -> str:
    opens_object = following in ("DT", "PRP", "PRP$", "NNP")
    if previous in (",", "-", "(") and following == "CC" and tags[i + 2 : i + 3] == ["JJ"]:
        return "VBN"  # 'Iran, isolated and angry,'
    if previous == "" and i and lower[i - 1].endswith("ly") and following in NOUNS:
        return "JJ"  # 'Increasingly isolated Iran'
    if previous in ("", "(", "-", ",", ";", ":"):
        waiting = previous == "," and subject_waits(i, tags)
        return "VBN" if following in ("IN", "TO", "RB", ",", ".") and not waiting else "VBD"
    if previous.startswith("VB"):
        return "VBD" if opens_object else "VBN"
    if previous == "CC":
        joined = before >= 1 and tags[before - 1] == "JJ"
        if joined and not opens_object and after_auxiliary(before - 2, lower, tags, listed("be")):
            return "VBN"  # 'is angry and isolated'
        for j in range(i - 1, -1, -1):
            if tags[j] in ("VBD", "VBN") and lower[j] not in listed("be", "have"):
                return tags[j]
            if tags[j] in ("VBZ", "VBP", "VB"):
                break
        return "VBD"
    if _begins_report(before, lower, tags) and not finite_ahead(i, lower, tags):
        return "VBD"  # 'says Russia shelled hospital'
    if finite_before(i, lower, tags):
        # a second verb in the clause is a reduced relative, unless it opens an object
        return "VBD" if opens_object or following == "TO" else tag if tag in _PAST else "VBN"
    if following in ("DT", "PRP", "PRP$", "THAT", "NNS"):
        return "VBD"
    if following in ("NNP", "NNPS", "JJ", "NN", "IN") and _opens_clause(lower[i]):
        return "VBD"  # 'Iran said Israel had attacked'
    return "VBN" if finite_ahead(i, lower, tags) else "VBD"


_PAST = ("VBD", "VBN")


def third_person(
    i: int, lower: list[str], tags: list[str], tag: str, before: int, previous: str, following: str
) -> str:
    """Third person singular, or plural noun: 'strikes', 'talks', 'reports'."""
    if not can_be(lower[i], "NOUN") and not can_be(lower[i].rstrip("s"), "NOUN"):
        return "VBZ"
    if previous == "DT" and lower[i - 1] in ("this", "that"):
        return "VBZ"
    if previous in (*_NO_VERB_AFTER, "IN", "TO", "VBG"):
        return "NNS"
    if previous == "VBN" and before and tags[before - 1] in _NO_VERB_AFTER:
        return "NNS"  # 'his repeated calls'
    if previous in ("WP", "WDT") or (
        previous == "PRP" and lower[before] not in listed("objective")
    ):
        return "VBZ"
    if previous in ("NN", "NNP"):
        second = finite_before(i, lower, tags)
        if following in ("NNP", "NNPS") and not second and _opens_clause(lower[i]):
            return "VBZ"  # 'Israel says Hamas has broken the truce'
        if following in ("DT", "PRP", "PRP$", "THAT") and not second:
            return "VBZ"
        if following == "," or _is_deed(i, lower, tags):
            return "NNS"  # 'despite US actions, it'
        if second or finite_ahead(i, lower, tags):
            return "NNS"
        if following in ("IN", "TO", "NNP", "JJ", "NN", "NNS", "RB"):
            rest = tags[i + 1 : tags.index(",", i)] if "," in tags[i:] else tags[i + 1 :]
            return "VBZ" if tag == "VBZ" or not FINITE.intersection(rest) else "NNS"
    return "NNS" if tag == "NNP" else tag


def _begins_report(before: int, lower: list[str], tags: list[str]) -> bool:
    """The noun phrase that ends at `before` stands right behind a verb that takes a clause."""
    k = left_of(before, tags, NOUNS | {"DT", "JJ", "POS", "PRP$", "CD"})
    return -1 < k < before and tags[k] in FINITE and _opens_clause(lower[k])


def _opens_clause(word: str) -> bool:
    return verb_lemma(word) in listed("clausal", "telling")


def _is_deed(i: int, lower: list[str], tags: list[str]) -> bool:
    """'US strikes on Iran', 'US strikes hit Iran': a noun, for all the verb it could be."""
    after, second = ([*tags[i + 1 : i + 3], ".", "."])[:2]
    entry = shipped("nominalisations").get(noun_lemma(lower[i]))
    if entry and after in ("IN", "TO") and lower[i + 1] in entry["after"]:
        return True
    verb = verb_forms(lower[i + 1]) & {"VB", "VBD"} if i + 1 < len(lower) else ()
    return bool(verb) and after[0] in "NVJ" and second in ("NNP", "DT", "PRP", "PRP$", "NNS")


def gerund(tag: str, previous: str, following: str) -> str:
    """Gerund used as a verb, or noun."""
    tag = "VBG" if tag in ("VBP", "VB") else tag
    if tag not in ("VBG", "NN", "JJ"):
        return tag
    if previous in ("NNP", "NNPS") and tag == "VBG" and following in (".", ":", ",", "IN", "TO"):
        return "NN"  # 'after US bombing'
    if previous in ("DT", "PRP$", "POS", "JJ"):
        return tag if tag != "VBG" else "JJ" if following in NOUNS else "NN"
    if following in ("NNP", "NNPS") and previous in ("IN", ",", "CC"):
        return "VBG"  # 'accused of bombing Iran'
    return "VBG" if following in ("DT", "PRP", "PRP$") else tag
