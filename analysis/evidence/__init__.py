"""The sentences behind any number.

`behind` takes a table of mentions and a row of estimates and gives the mentions behind that row;
`show` renders their sentences with actor, voice and scoring words marked, `show_relations` those of
a tie, `show_places` any others, `show_article` a whole article.
"""

from analysis.evidence.pages import quote_spans
from analysis.evidence.places import show_places
from analysis.evidence.relations import show_relations
from analysis.evidence.sentences import (
    STYLE,
    behind,
    in_context,
    mark,
    mention_link,
    show,
    show_article,
    word_spans,
)

__all__ = [
    "STYLE",
    "behind",
    "in_context",
    "mark",
    "mention_link",
    "quote_spans",
    "show",
    "show_article",
    "show_places",
    "show_relations",
    "word_spans",
]
