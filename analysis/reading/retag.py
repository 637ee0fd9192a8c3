"""Second thoughts about parts of speech: the tagger's, put right where context decides.

A tagger that gives each word its commonest tag is wrong most often just where agency is decided:
noun or verb ('strikes', 'need'), past tense or participle ('bombed'), 'that', and 's.
"""

from analysis.reading.tag_context import NOUNS, left_of
from analysis.reading.verb_tags import bare_form, gerund, past_form, third_person
from analysis.reading.verbs import can_be, is_word, only_verb, verb_forms, verb_lemma
from analysis.reading.word_classes import listed

__all__ = ["correct_tags", "lowered"]

# Pairs that tokenising cuts in two: 'gon' + 'na', 'wan' + 'na', 'got' + 'ta'.
_SHORTENED = {"gon": "VBG", "wan": "VBP", "na": "TO", "ta": "TO", "gim": "VB", "lem": "VB"}
_FIXED = frozenset("IN DT CC WP WDT WRB PRP$ CD RB EX , . UH".split())  # noqa: SIM905
_AUXILIARY = {
    "be": "VB", "been": "VBN", "being": "VBG", "having": "VBG", "was": "VBD", "were": "VBD",
    "had": "VBD", "did": "VBD", "is": "VBZ", "has": "VBZ", "does": "VBZ",
}  # fmt: skip
_BRACKETS = {"(": "(", "[": "(", ")": ")", "]": ")"}
# Left of 's, words that make it 'is' or 'has'.
_BEFORE_IS = frozenset(
    ("that", "there", "what", "who", "here", "where", "how", "this", "when", "which", "why")
)


def lowered(words: list[str]) -> list[str]:
    """Words in lower case, but for 'US', which is no pronoun."""
    return [word if word == "US" else word.lower() for word in words]


def correct_tags(words: list[str], tags: list[str]) -> list[str]:
    """Penn tags of one sentence, corrected left to right by closed classes and context.

    Punctuation comes out as one of `, ; : ( ) - $ " .`; 'to' is always TO.
    """
    lower = lowered(words)
    tags = [_closed(word, low, tag) for word, low, tag in zip(words, lower, tags, strict=True)]
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    shouted = len(long) > 1 and sum(word.isupper() for word in long) > 0.75 * len(long)
    titled = len(long) > 2 and sum(word[0].isupper() for word in long) > 0.75 * len(long)
    for i in range(len(words)):
        tags[i] = _in_context(i, words, lower, tags, shouted, titled)
    return tags


def _closed(word: str, low: str, tag: str) -> str:
    """The tag of a word of a closed class; HER and THAT are left for the context to decide."""
    if word == "US":
        return "NNP"
    if low in ("her", "that"):
        return low.upper()
    for name, chosen in (("possessive", "PRP$"), ("pronoun", "PRP"), ("clitic_s", "POS")):
        if low in listed(name):
            return chosen
    if low in _SHORTENED:
        return _SHORTENED[low]
    if low in listed("modal") and not (word in ("May", "Will") and tag == "NNP"):
        return "MD"
    if low in listed("be", "have", "do"):
        return _AUXILIARY.get(low, "VBP")
    if low in listed("negation"):
        return "RB"
    if low == "to":
        return "TO"
    if low in ("and", "or", "but", "nor", "&"):
        return "CC"
    if low in ("who", "whom", "what", "whoever", "whatever"):
        return "WP"
    if low in ("which", "whichever"):
        return "WDT"
    if low in ("how", "why", "when", "where", "wherever", "whenever"):
        return "WRB"
    for names, chosen in (
        (("determiner",), "DT"), (("preposition", "subordinator"), "IN"), (("adverb",), "RB")
    ):  # fmt: skip
        if low in listed(*names):
            return chosen
    if low == "there":
        return "EX" if tag == "EX" else "RB"
    if not any(char.isalnum() for char in word):
        return _mark(word)
    return _open(word, low, tag)


def _mark(word: str) -> str:
    if word in (",", ";", ":"):
        return word
    if word in _BRACKETS:
        return _BRACKETS[word]
    if word[0] in ".!?" and "..." not in word:
        return "."
    if word[0] in "\"'“”‘’«»`":
        return '"'
    return "$" if word in ("$", "€", "£", "%", "#") else "-"


def _open(word: str, low: str, tag: str) -> str:
    """Words that the tagger took for names, or adjectives for adverbs and names."""
    if low.endswith("ly") and len(low) > 4 and tag in ("JJ", "NN", "NNP") and word == low:
        return "RB" if can_be(low, "ADV") else "JJ" if tag == "NNP" else tag
    if tag in ("NN", "NNP") and "-" in word:
        last = word.rsplit("-", 1)[1]
        if last.islower() and (can_be(last, "ADJ") or "VBN" in verb_forms(last)):
            return "JJ"  # 'oil-rich', 'Russian-backed'
    if tag == "NNP" and word == low:
        return "NN" if can_be(low, "NOUN") or not can_be(low, "ADJ") else "JJ"
    if tag in ("JJ", "NN") and word[0].isupper() and not is_word(low):
        return "NNP"
    return tag


def _in_context(
    i: int, words: list[str], lower: list[str], tags: list[str], shouted: bool, titled: bool
) -> str:
    low, tag = lower[i], tags[i]
    before = i - 1
    while before >= 0 and tags[before] in ("RB", '"'):
        before -= 1
    previous = tags[before] if before >= 0 else ""
    following = tags[i + 1] if i + 1 < len(tags) else "."
    if tag == "HER":
        noun_next = following in NOUNS | {"JJ", "JJR", "JJS", "VBG", "CD", "VBN"}
        adverbial = noun_next and lower[i + 1] in listed("base_verb") | {"home", "right"}
        return "PRP$" if noun_next and not adverbial else "PRP"
    if tag == "POS" and low in listed("clitic_s"):
        return _clitic(i, lower, tags)
    if tag == "THAT":
        return _that(i, lower, tags, previous)
    if low in _SHORTENED or low in listed("be", "have", "do") or tag in ("MD", "TO", "PRP"):
        return tag
    if low == "like":
        return _like(i, lower, tags, previous, lower[before] if before >= 0 else "")
    if tag in _FIXED and not (tag == "RB" and only_verb(low)):
        return tag
    forms = verb_forms(low)
    name = words[i][0].isupper() and i > 0 and not shouted and tags[i - 1] != '"'
    if not forms:
        return ("NNP" if name else "NN") if tag.startswith("VB") else tag
    if name and titled and forms & {"VBZ", "VBD"} and "VB" not in forms:
        name, tag = False, "VBZ" if "VBZ" in forms else "VBD"  # 'Russia Condemns Strikes'
    if name and not (titled and previous in ("TO", "MD")):
        return "NNP" if tag.startswith(("VB", "NN")) else tag
    place = (i, lower, tags, tag, before, previous, following)
    if forms == {"VBG"} or low.endswith("ing"):
        return gerund(tag, previous, following)
    if "VB" in forms:
        return bare_form(*place)
    return past_form(*place) if forms & {"VBD", "VBN"} else third_person(*place)


def _like(i: int, lower: list[str], tags: list[str], previous: str, previous_word: str) -> str:
    wished = previous in ("MD", "TO") or previous_word in ("i", "you", "we", "they", "who")
    denied = lower[i - 1] in listed("negation") and previous_word in listed("do")
    return "VBP" if wished or denied else "IN"


def _clitic(i: int, lower: list[str], tags: list[str]) -> str:
    """'s: possessive, or 'is' or 'has', or 'us' behind 'let'."""
    previous = lower[i - 1] if i else ""
    if previous == "let":
        return "PRP"
    if previous in listed("pronoun") or previous in _BEFORE_IS:
        return "VBZ"
    following, second = ([*tags[i + 1 : i + 3], ".", "."])[:2]
    verb = (
        following in ("DT", "RB", "PRP$", "IN", "TO", "PRP", "THAT")
        or (following == "VBG" and second not in NOUNS | {"IN", ",", "."})
        or (following == "VBN" and second in ("TO", "IN", "RB", ".", ","))
        or (following == "JJ" and second not in NOUNS | {"JJ", "VBG", "CC", "CD"})
    )
    return "VBZ" if verb and i + 1 < len(tags) else "POS"


def _addressed(i: int, lower: list[str], tags: list[str]) -> bool:
    """'told Trump that Israel would stop': what was told, nothing about Trump."""
    j = left_of(i - 1, tags, NOUNS | {"DT", "JJ", "PRP$", "POS"})
    return j >= 0 and tags[j][0] == "V" and verb_lemma(lower[j]) in listed("addressing")


def _that(i: int, lower: list[str], tags: list[str], previous: str) -> str:
    """'that': relative pronoun (WDT), pronoun or determiner (DT), or complementiser (IN)."""
    following = tags[i + 1] if i + 1 < len(tags) else "."
    j = i + 1
    while j < len(tags) and tags[j] == "RB":
        j += 1
    ahead, word = (tags[j], lower[j]) if j < len(tags) else (".", "")
    left = lower[i - 1] if i else ""
    after_noun = previous in NOUNS | {"CD"} or left in listed("antecedent")
    noun_only = can_be(word, "NOUN") and not verb_forms(word)
    if ahead in ("MD", "VBZ", "VBD", "VBP", "POS") and (
        ahead == "MD" or word in listed("be", "have", "do", "clitic_s") or not noun_only
    ):
        return "WDT" if after_noun else "DT"
    if following == "," and after_noun:
        return "WDT"
    if following in (".", ",", ";", ":", ")", "-", '"', "CC") or i + 1 >= len(tags):
        return "DT"
    if previous == "IN" and left not in ("so", "in", "except", "than"):
        return "DT"
    if after_noun:
        return "IN" if left in listed("content_noun") or _addressed(i, lower, tags) else "WDT"
    if following in ("NN", "JJ") and not lower[i + 1].endswith("s"):
        return "DT"
    if following in ("IN", "TO", "WRB", "WP", "VBN", "VBG"):
        return "IN" if verb_lemma(left) in listed("clausal") else "DT"
    return "IN"
