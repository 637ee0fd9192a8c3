"""Each sentence read once: sentences and tokens as tables, and what is said of whom in them.

`split_sentences` and `split_tokens` make the tables, `read_text` reads one sentence: each word has
its tag, lemma, head and relation, from which `naming`, `quoting` and `acting` take what they ask;
`Tree` and `Clauses` answer for one sentence who hangs on whom, and who is the subject of a verb.
Who an actor is and whose words they are is left to those.
"""

from analysis.reading.blob import blob
from analysis.reading.clauses import SUBJECTS, Argument, Clauses
from analysis.reading.docs import docs
from analysis.reading.segment import (
    Token,
    read_text,
    read_texts,
    sentences_and_tokens,
    split_sentences,
    split_tokens,
    tokens_of,
)
from analysis.reading.tree import NAMES, Tree
from analysis.reading.verbs import noun_lemma, read_verbs, shipped
from analysis.reading.word_classes import listed

__all__ = [
    "NAMES",
    "SUBJECTS",
    "Argument",
    "Clauses",
    "Token",
    "Tree",
    "blob",
    "docs",
    "listed",
    "noun_lemma",
    "read_text",
    "read_texts",
    "read_verbs",
    "sentences_and_tokens",
    "shipped",
    "split_sentences",
    "split_tokens",
    "tokens_of",
]
