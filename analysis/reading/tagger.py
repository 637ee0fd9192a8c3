"""Parts of speech from the rule files inside TextBlob's wheel: no corpora, no download.

TextBlob's own `parser.find_tags` looks words up and guesses unknown ones by suffix; the contextual
rules that lie beside its lexicon ('a verb after `to` is a base form') are not applied on that path.
They are applied here, which matters most where roles are read off: VBD or VBN, VB or NN.
`python tests/benchmarks/tags.py FILE.conllu` measures the difference.

References:
    Brill 1992, "A simple rule-based part of speech tagger"; TextBlob's `en-context.txt`.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from textblob.en import lexicon, parser

from analysis.splitting import is_headline, is_known

__all__ = ["find_tags"]

_EDGE = ["STAART"] * 3
_PLAIN = str.maketrans("‘’“”‐‑", "''\"\"--")
_MARKS = {
    **dict.fromkeys(["…", "—", "–", "-", "--", ":", ";", "..."], ":"),
    **dict.fromkeys(["(", "[", "{"], "("),
    **dict.fromkeys([")", "]", "}"], ")"),
    **dict.fromkeys(["“", "‘", "``", "«"], "``"),
    **dict.fromkeys(["”", "''", '"', "»"], "''"),
}
_CLITICS = {"n't": "RB", "'ve": "VBP", "'re": "VBP", "'m": "VBP", "'ll": "MD", "'d": "MD"}
# Words that are always prepositions; some rules would make nouns of them.
_FIXED = frozenset(["of", "in", "on", "at", "by", "from", "with", "for", "if", "into"])
# Tests of a contextual rule on (words, tags, position), each padded by three at both ends.
_TESTS: dict[str, Callable[[list[str], list[str], int, str, str], bool]] = {
    "prevtag": lambda w, t, i, x, y: t[i - 1] == x,
    "nexttag": lambda w, t, i, x, y: t[i + 1] == x,
    "prev2tag": lambda w, t, i, x, y: t[i - 2] == x,
    "next2tag": lambda w, t, i, x, y: t[i + 2] == x,
    "prev1or2tag": lambda w, t, i, x, y: x in t[i - 2 : i],
    "next1or2tag": lambda w, t, i, x, y: x in t[i + 1 : i + 3],
    "prev1or2or3tag": lambda w, t, i, x, y: x in t[i - 3 : i],
    "next1or2or3tag": lambda w, t, i, x, y: x in t[i + 1 : i + 4],
    "surroundtag": lambda w, t, i, x, y: t[i - 1] == x and t[i + 1] == y,
    "prevbigram": lambda w, t, i, x, y: t[i - 2] == x and t[i - 1] == y,
    "nextbigram": lambda w, t, i, x, y: t[i + 1] == x and t[i + 2] == y,
    "curwd": lambda w, t, i, x, y: w[i] == x,
    "prevwd": lambda w, t, i, x, y: w[i - 1] == x,
    "nextwd": lambda w, t, i, x, y: w[i + 1] == x,
    "prev1or2wd": lambda w, t, i, x, y: x in w[i - 2 : i],
    "next1or2wd": lambda w, t, i, x, y: x in w[i + 1 : i + 3],
    "wdprevtag": lambda w, t, i, x, y: w[i] == y and t[i - 1] == x,
    "wdnexttag": lambda w, t, i, x, y: w[i] == x and t[i + 1] == y,
    "wdand2aft": lambda w, t, i, x, y: w[i] == x and w[i + 2] == y,
    "wdand2tagbfr": lambda w, t, i, x, y: w[i] == y and t[i - 2] == x,
    "wdand2tagaft": lambda w, t, i, x, y: w[i] == x and t[i + 2] == y,
    "lbigram": lambda w, t, i, x, y: w[i - 1] == x and w[i] == y,
    "rbigram": lambda w, t, i, x, y: w[i] == x and w[i + 1] == y,
}


def find_tags(words: list[str]) -> list[str]:
    """Penn tags of the words of one sentence, in order.

    Typographic marks are read as their plain forms. A line set in capitals, or with a capital on
    most words as headlines have, is looked up in lower case where only that form is a known word.
    """
    if not words:
        return []
    plain = [word.translate(_PLAIN) for word in words]
    if is_headline(plain):
        plain = [_lowered(word) for word in plain]
    else:
        plain[0] = _opening(plain[0])
    padded = [*_EDGE, *plain, *_EDGE]
    tags = [*_EDGE, *map(_word_tag, plain), *_EDGE]
    for i in range(3, len(padded) - 3):
        for new, test, x, y in () if padded[i] in _FIXED else _rules(tags[i]):
            if test(padded, tags, i, x, y):
                tags[i] = new
                break
        if padded[i] == "'":
            tags[i] = "POS" if padded[i - 1][-1] in "sSxz" and tags[i - 1][0] in "NSC" else "''"
        tags[i] = _MARKS.get(words[i - 3]) or _CLITICS.get(padded[i].lower()) or tags[i]
    return tags[3:-3]


def _lowered(word: str) -> str:
    """The lower-case form if only that is in the lexicon; capitals of unknown words as a title."""
    if is_known(word) and not word.isupper():
        return word
    if is_known(word.lower()):
        return word.lower()
    return word.title() if word.isupper() and len(word) > 4 else word


def _opening(word: str) -> str:
    return word.lower() if not is_known(word) and is_known(word.lower()) else word


@cache
def _context() -> list[list[str]]:
    len(lexicon.context)
    return list(lexicon.context)


@lru_cache(maxsize=200_000)
def _word_tag(word: str) -> str:
    """The tag of a word away from context; never as first word, which would be lower-cased."""
    return parser.find_tags(["", word])[1][1]


@cache
def _rules(tag: str) -> list[tuple[str, Callable, str, str]]:
    """The contextual rules that may change `tag`, last first: the last that fires decides."""
    rules = []
    for old, new, command, x, *rest in _context():
        # 'IN becomes VB after a pronoun' is meant for `like`; it turns 'told him in' into a verb
        if (old, new, command, x) != ("IN", "VB", "PREVTAG", "PRP") and old in (tag, "*"):
            rules.append((new, _TESTS[command.lower()], x, rest[0] if rest else ""))
    return rules[::-1]
