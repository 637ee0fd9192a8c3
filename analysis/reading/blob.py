"""TextBlob objects whose sentences, words and tags are those of our tables; no corpus asked."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textblob import TextBlob

__all__ = ["blob"]


def blob(text: str) -> "TextBlob":
    """A `TextBlob` of the text that needs no corpus and agrees with our tables.

    `.sentences` (with offsets), `.tokens`, `.words` (tokens less marks), `.tags` and `.sentiment`
    work, here and on each sentence. `.noun_phrases` and `.translate` are TextBlob's own and want
    what is not installed.

    Args:
        text: Any text.
    """
    # Here, as TextBlob brings the whole of NLTK with it: half of what a short run would wait for.
    from analysis.reading.blobs import TAGGER, TOKENIZER, Blob

    return Blob(text, tokenizer=TOKENIZER, pos_tagger=TAGGER)
