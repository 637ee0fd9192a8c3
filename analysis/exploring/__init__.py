"""The explorer: controls, a figure, and the sentences behind the chosen point.

`Explorer` is the widget; `Selection` says what is looked at, `framing_of` estimates it, `as_code`
writes it down as code.
"""

from analysis.exploring.explorer import Explorer
from analysis.exploring.pairs import PairSelection, relations_of, ties_of, ties_title
from analysis.exploring.selection import Selection, as_code, framing_of, select, title_of
from analysis.exploring.word_list import add_word_list_polarity

__all__ = [
    "Explorer",
    "PairSelection",
    "Selection",
    "add_word_list_polarity",
    "as_code",
    "framing_of",
    "relations_of",
    "select",
    "ties_of",
    "ties_title",
    "title_of",
]
