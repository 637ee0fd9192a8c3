"""Articles in, whatever they were saved as.

`read_articles` takes files and folders and gives `articles` (one row per article, `raw` as it was
scraped) and `rejected` (one row per row of input that was set aside, with the reason);
`columns_of` shows what the columns of a file are taken for; `one_spelling` makes one name of an
outlet's spellings. What a page holds beside its article is
left in: taking it out is the work of `cleaning`.
"""

from analysis.loading.articles import begins_with
from analysis.loading.delimited import (
    EXCERPT,
    Problem,
    Unreadable,
    delimiter_of,
    read_delimited,
)
from analysis.loading.identities import Identities, article_frame
from analysis.loading.mapping import columns_of
from analysis.loading.read import (
    Loaded,
    each_row,
    files_of,
    nothing_read,
    read_articles,
    rejected_frame,
)
from analysis.loading.spellings import commonest_spellings, one_spelling
from analysis.loading.tag_pages import find_cards

__all__ = [
    "EXCERPT",
    "Identities",
    "Loaded",
    "Problem",
    "Unreadable",
    "article_frame",
    "begins_with",
    "columns_of",
    "commonest_spellings",
    "delimiter_of",
    "each_row",
    "files_of",
    "find_cards",
    "nothing_read",
    "one_spelling",
    "read_articles",
    "read_delimited",
    "rejected_frame",
]
