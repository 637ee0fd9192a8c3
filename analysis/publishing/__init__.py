"""Notebooks executed and written as pages to share, and the README's answers restated.

`build` writes the report, `build_own` one page about somebody's own articles, `refresh` executes
notebooks in place, `restate` brings the README up to date with them.
"""

from analysis.publishing.readme import restate
from analysis.publishing.report import (
    NOTEBOOKS,
    NotebookFailed,
    build,
    build_own,
    numbered_notebooks,
    refresh,
)

__all__ = [
    "NOTEBOOKS",
    "NotebookFailed",
    "build",
    "build_own",
    "numbered_notebooks",
    "refresh",
    "restate",
]
