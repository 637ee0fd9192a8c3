"""What makes a TextBlob agree with our tables: its tokenizer, its tagger, its sentences."""

from functools import cached_property

from textblob import TextBlob, WordList
from textblob.base import BaseTagger, BaseTokenizer
from textblob.blob import Sentence

from analysis.reading.segment import read_text
from analysis.splitting import sentence_spans, word_spans

__all__ = ["TAGGER", "TOKENIZER", "Blob"]


class WordSpans(BaseTokenizer):
    """The tokens that `split_tokens` cuts, as strings."""

    def tokenize(self, text: str) -> list[str]:
        return [
            text[start + first : start + last]
            for start, end in sentence_spans(text)
            for first, last in word_spans(text[start:end])
        ]


class ReaderTagger(BaseTagger):
    """The Penn tags of the shipped reader, for one sentence."""

    def tag(self, text: str | TextBlob, tokenize: bool = True) -> list[tuple[str, str]]:
        return [(token.token, token.pos) for token in read_text(str(text))]


class _Words:
    """`.words` without marks, whatever the tokenizer."""

    @cached_property
    def words(self) -> WordList:
        return WordList([token for token in self.tokens if any(map(str.isalnum, token))])


class BlobSentence(_Words, Sentence):
    """One sentence of a `Blob`."""


class Blob(_Words, TextBlob):
    """A `TextBlob` that finds its sentences as `split_sentences` does."""

    def _create_sentence_objects(self) -> list[Sentence]:
        return [
            BlobSentence(
                self.raw[start:end],
                start_index=start,
                end_index=end,
                tokenizer=self.tokenizer,
                pos_tagger=self.pos_tagger,
                analyzer=self.analyzer,
            )
            for start, end in sentence_spans(self.raw)
        ]


TOKENIZER, TAGGER = WordSpans(), ReaderTagger()
