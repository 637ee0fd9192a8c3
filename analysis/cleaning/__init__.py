"""Furniture out of each article, and into a ledger.

`find_furniture` gives one row per removed span of `raw`, `add_text` the `text` without them (and
nothing else changed), `restore` puts them back, `find_subheadings` finds the headings that are
glued to a sentence. Copies of whole articles are left to `measuring.find_syndication`.
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
from analysis.cleaning.subheadings import find_subheadings

__all__ = [
    "Patterns",
    "add_text",
    "body_offset",
    "find_furniture",
    "find_spans",
    "find_subheadings",
    "read_patterns",
    "remove_furniture",
    "restore",
]
