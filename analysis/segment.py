"""Sentences and tokens, with offsets that hold: `text[start:end]` is the sentence, always."""

from nltk.tokenize import NLTKWordTokenizer
from nupunkt import sent_spans
from textblob.en import parser

_words = NLTKWordTokenizer()


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
    """Offsets and Penn part of speech of each token of one sentence."""
    spans = list(_words.span_tokenize(sentence))
    tags = parser.find_tags([sentence[start:end] for start, end in spans])
    return [(start, end, pos) for (start, end), (_, pos) in zip(spans, tags, strict=True)]
