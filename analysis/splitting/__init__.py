"""Where sentences and words begin and end in a text: plain strings in, offsets out.

`sentence_spans` and `word_spans` cut, `is_known` and `is_headline` say what spelling alone can
tell. Nothing here knows a table or a part of speech: that is the work of `reading`.
"""

from analysis.splitting.known import is_headline, is_known
from analysis.splitting.sentences import sentence_spans
from analysis.splitting.tokens import word_spans

__all__ = ["is_headline", "is_known", "sentence_spans", "word_spans"]
