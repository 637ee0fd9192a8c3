"""The sentences of any places in the text: of quotations, or of what another outlet leaves out."""

from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from analysis.evidence.pages import Pages
from analysis.evidence.sentences import STYLE, mark, source_line
from analysis.schema import require

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["show_places"]


def show_places(
    places: pd.DataFrame, tables: "Tables", *, n: int | None = 5, seed: int = 1
) -> HTML:
    """Sentences with a place in each marked, and the quotations around it.

    Args:
        places: One row per place: `article_id`, `start`, `end` (offsets into `text`).
        tables: What `analyse` returned.
        n: How many to draw (None: all); with `seed`, always the same ones.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(places, ["article_id", "start", "end"], made_by="measuring.tell_story")
    drawn = places if n is None or len(places) <= n else places.sample(n, random_state=seed)
    drawn = drawn.sort_values(["article_id", "start"])
    pages = Pages(tables, drawn["article_id"])
    items = []
    for row in drawn[["article_id", "start", "end"]].to_dict("records"):
        article, (start, end) = pages.article(row), pages.around(row)
        spans = [*pages.quotes(row), (row["start"], row["end"], "sp-other")]
        items.append(
            f'<div class="sp-item"><p>{mark(article["text"], spans, start=start, end=end)}</p>'
            f'<p class="sp-source">{source_line(row, article)}</p></div>'
        )
    head = f'<p class="sp-source">{len(drawn)} of {len(places)} places</p>'
    return HTML(f'{STYLE}<div class="sp-evidence">{head}{"".join(items)}</div>')
