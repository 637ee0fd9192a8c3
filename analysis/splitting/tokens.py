"""Tokens of one sentence, as offsets that hold."""

import re
from functools import cache

from analysis.splitting.shortened import any_of

__all__ = ["word_spans"]

_CLITIC = r"(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b"
# 'cannot' is 'can' and 'not', so that its negation is a word.
_TWO_WORDS = r"\b(?:can(?=not\b)|(?:gon|wan)(?=na\b)|got(?=ta\b)|(?:gim|lem)(?=me\b))"
_LETTER = r"[\w\u0300-\u036f\u00ad\u200d]"


@cache
def _token() -> re.Pattern[str]:
    # A word goes on over a hyphen ('Iran-Russia', '14,000-kg'), an apostrophe that opens no clitic
    # ("O'Brien"), an ampersand, the marks inside a number, and the dot of an address or file.
    goes_on = (
        r"(?:[-‐‑]|(?<=\d)[.,:/](?=\d)|(?<=\w)['’](?!" + _CLITIC + r")(?=\w)|&(?=\w)"
        rf"|\.(?=(?:{any_of('ending')})\b)|(?<=\bwww)\.(?=\w))"
    )
    shortened = any_of("title", "short")
    return re.compile(
        r"https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|(?:[^\W\d_]\.){2,}(?:[-‐‑]\w+)*"
        rf"|\b(?:{shortened})\.(?=\s*[^\s\"'’”»)\]])|\bNos?\.(?=\s*\d)|\b[A-Z]\.(?=\s*[A-Z])"
        rf"|[nN]['’][tT]\b|(?i:{_TWO_WORDS})"
        rf"|(?<=[\w.])['’]{_CLITIC}"
        r"|\w+?(?=[nN]['’][tT]\b)"
        rf"|\w{_LETTER}*(?:{goes_on}\w{_LETTER}*)*"
        r"|(?<!\S)[:;]-?[()](?=\s|$)|[!?.]{2,}|([^\w\s'‘’“”\"()\[\]{}])\1+|''|``|\S"
    )


def word_spans(sentence: str) -> list[tuple[int, int]]:
    """Offsets of each token of one sentence.

    Every character that is no white space lies in exactly one token. Possessives and contractions
    are split as in the Penn Treebank ("Iran", "'s"; "do", "n't"; "can", "not"), with straight or
    typographic apostrophes; hyphenated compounds, numbers, dotted abbreviations, addresses and
    runs of one mark ('***') stay whole.
    """
    return [match.span() for match in _token().finditer(sentence)]
