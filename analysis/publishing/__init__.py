"""Notebooks executed and written as pages to share, and the README's answers restated.

`build` writes the report, `own_page` makes one page about somebody's own articles straight from
their tables, `refresh` executes notebooks in place, `restate` brings the README up to date with
them. How a result is put in place is the work of `outputs`.
"""

from analysis.publishing.page import own_page, sides_of
from analysis.publishing.readme import restate
from analysis.publishing.report import (
    NOTEBOOKS,
    NotebookFailed,
    build,
    numbered_notebooks,
    refresh,
)

__all__ = [
    "NOTEBOOKS",
    "NotebookFailed",
    "build",
    "numbered_notebooks",
    "own_page",
    "refresh",
    "restate",
    "sides_of",
]
