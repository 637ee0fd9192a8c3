"""Each sentence read once: sentences and tokens as tables, and what is said of whom in them.

`split_sentences` and `split_tokens` make the tables; `read_sentence` gives the clauses of one
sentence with their arguments, from which `naming`, `quoting` and `acting` take what they ask.
Who an actor is and whose words they are is left to those.
"""

from analysis.reading.arguments import is_elliptic
from analysis.reading.blob import blob
from analysis.reading.clause_reader import Token, read_sentence
from analysis.reading.clauses import Clause, Sentence
from analysis.reading.noun_phrases import Chunk
from analysis.reading.segment import (
    read_text,
    read_texts,
    sentences_and_tokens,
    split_sentences,
    split_tokens,
    token_spans,
)
from analysis.reading.verbs import is_word, noun_lemma, shipped, verb_lemma
from analysis.reading.word_classes import listed

__all__ = [
    "Chunk",
    "Clause",
    "Sentence",
    "Token",
    "blob",
    "is_elliptic",
    "is_word",
    "listed",
    "noun_lemma",
    "read_sentence",
    "read_text",
    "read_texts",
    "sentences_and_tokens",
    "shipped",
    "split_sentences",
    "split_tokens",
    "token_spans",
    "verb_lemma",
]
