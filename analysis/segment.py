"""Sentences and tokens, with offsets that hold: `text[start:end]` is the sentence, always."""

import re

from nupunkt import sent_spans

from analysis.tagger import find_tags

# Shortened words that keep their full stop inside a sentence; at its end the stop is its own token.
_SHORT = (
    "Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Brig|Sen|Rep|Gov|Pres|Amb|"
    "Hon|Rev|St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|etc|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|"
    "Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
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
    rf"|\b(?:{_SHORT})\.(?=\s*[^\s\"'’”»)\]])|\bNos?\.(?=\s*\d)|\b[A-Z]\.(?=\s*[A-Z])"
    r"|[nN]['’][tT]\b"
    rf"|(?<=[\w.])['’]{_CLITIC}"
    r"|\w+?(?=[nN]['’][tT]\b)"
    rf"|\w{_LETTER}*(?:{_GOES_ON}\w{_LETTER}*)*"
    r"|\.{2,}|-{2,}|''|``|\S"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of each sentence of one text, in order, outer white space left out."""
    spans = []
    for start, end in sent_spans(text):
        sentence = text[start:end]
        start += len(sentence) - len(sentence.lstrip())
        end = start + len(sentence.strip())
        if start < end:
            spans.append((start, end))
    return spans


def token_spans(sentence: str) -> list[tuple[int, int, str]]:
    """Offsets and Penn part of speech of each token of one sentence.

    Every character that is no white space lies in exactly one token. Possessives and contractions
    are split as in the Penn Treebank ("Iran", "'s"; "do", "n't"), with straight or typographic
    apostrophes; hyphenated compounds, numbers and dotted abbreviations stay whole.
    """
    spans = [match.span() for match in _TOKEN.finditer(sentence)]
    tags = find_tags([sentence[start:end] for start, end in spans])
    return [(start, end, pos) for (start, end), pos in zip(spans, tags, strict=True)]
