"""Tokens of one sentence, as offsets that hold."""

import re

from analysis.splitting.shortened import SHORT

__all__ = ["word_spans"]

_CLITIC = r"(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b"
# A word goes on over a hyphen ('Iran-Russia', '14,000-kg'), an apostrophe that opens no clitic
# ("O'Brien"), an ampersand, the marks inside a number, and the dot of a web address.
_GOES_ON = (
    r"(?:[-‐‑]|(?<=\d)[.,:/](?=\d)|(?<=\w)['’](?!" + _CLITIC + r")(?=\w)|&(?=\w)"
    r"|\.(?=(?:com|org|net|gov|edu|co|uk|io|ru|ir)\b))"
)
_LETTER = r"[\w\u0300-\u036f\u00ad\u200d]"
_TOKEN = re.compile(
    r"https?://\S+"
    r"|(?:[^\W\d_]\.){2,}(?:[-‐‑]\w+)*"
    rf"|\b(?:{SHORT})\.(?=\s*[^\s\"'’”»)\]])|\bNos?\.(?=\s*\d)|\b[A-Z]\.(?=\s*[A-Z])"
    r"|[nN]['’][tT]\b"
    rf"|(?<=[\w.])['’]{_CLITIC}"
    r"|\w+?(?=[nN]['’][tT]\b)"
    rf"|\w{_LETTER}*(?:{_GOES_ON}\w{_LETTER}*)*"
    r"|\.{2,}|-{2,}|''|``|\S"
)


def word_spans(sentence: str) -> list[tuple[int, int]]:
    """Offsets of each token of one sentence.

    Every character that is no white space lies in exactly one token. Possessives and contractions
    are split as in the Penn Treebank ("Iran", "'s"; "do", "n't"), with straight or typographic
    apostrophes; hyphenated compounds, numbers and dotted abbreviations stay whole.
    """
    return [match.span() for match in _TOKEN.finditer(sentence)]
