"""Notebooks executed and written as pages to share, and the README's answers restated.

`build` writes the report, `own_page` makes one page about somebody's own articles, `refresh`
executes notebooks in place, `restate` brings the README up to date with them. `new_folder` and
`new_page` put any result in place: whole, and nothing of anybody's is deleted.
"""

from analysis.publishing.outputs import MARK, OutputError, new_folder, new_page
from analysis.publishing.readme import restate
from analysis.publishing.report import (
    NOTEBOOKS,
    NotebookFailed,
    build,
    numbered_notebooks,
    own_page,
    refresh,
)

__all__ = [
    "MARK",
    "NOTEBOOKS",
    "NotebookFailed",
    "OutputError",
    "build",
    "new_folder",
    "new_page",
    "numbered_notebooks",
    "own_page",
    "refresh",
    "restate",
]
