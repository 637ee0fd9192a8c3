"""Furniture out of each article, and into a ledger.

`find_furniture` gives one row per removed span of `raw`, `add_text` the `text` without them (and
nothing else changed), `restore` puts them back, `find_subheadings` finds the headings that are
glued to a sentence. `find_repeated` finds what an outlet repeats over its articles, and
`find_syndication` and `add_copies` which articles are copies of one another, and of which agency.
"""

from analysis.cleaning.ledger import (
    add_text,
    body_offset,
    find_furniture,
    find_spans,
    remove_furniture,
    restore,
)
from analysis.cleaning.patterns import Patterns, read_patterns
from analysis.cleaning.repeated import find_repeated
from analysis.cleaning.subheadings import find_subheadings
from analysis.cleaning.syndication import (
    add_agency,
    add_copies,
    add_stories,
    find_syndication,
    shingles_of,
    similar_pairs,
)

__all__ = [
    "Patterns",
    "add_agency",
    "add_copies",
    "add_stories",
    "add_text",
    "body_offset",
    "find_furniture",
    "find_repeated",
    "find_spans",
    "find_subheadings",
    "find_syndication",
    "read_patterns",
    "remove_furniture",
    "restore",
    "shingles_of",
    "similar_pairs",
]
