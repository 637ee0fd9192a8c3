"""The sentences behind a tie: who is for or against whom, both marked, with what was read."""

import html
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from analysis.evidence.pages import Pages
from analysis.evidence.sentences import NO_MATH, STYLE, mark, source_line
from analysis.measuring import counted
from analysis.schema import require

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["show_relations"]

_KEY = (
    '<p class="sp-source"><span class="sp-actor">holder</span> · '
    '<span class="sp-other">target</span> · <span class="sp-cue">deed</span> · '
    '<span class="sp-quote">quoted voice</span> · <span class="sp-speaker">its speaker</span></p>'
)


def show_relations(
    relations: pd.DataFrame, tables: "Tables", *, n: int | None = 5, seed: int = 1
) -> HTML:
    """Sentences with holder, target, deed and quotation marked, and what was read of the two.

    Args:
        relations: Those to show: rows of `tables.relations`, as `behind` gives them for a row of
            `relations_by`.
        tables: What `analyse` returned.
        n: How many to draw (None: all); with `seed`, always the same ones.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(relations, ["holder_start", "target_start"], made_by="relating.find_relations")
    all_of_them = n is None or len(relations) <= n
    drawn = relations if all_of_them else relations.sample(n, random_state=seed)
    drawn = drawn.sort_values(["article_id", "sentence_id", "holder_start"])
    pages = Pages(tables, drawn["article_id"])
    items = []
    for row in drawn.to_dict("records"):
        article, (start, end) = pages.article(row), pages.sentence(row)
        spans = pages.quotes(row).copy()
        spans.append((row["holder_start"], row["holder_end"], "sp-actor"))
        spans.append((row["target_start"], row["target_end"], "sp-other"))
        if pd.notna(row["deed_start"]):
            spans.append((int(row["deed_start"]), int(row["deed_end"]), "sp-cue"))
        text = mark(article["text"], spans, start=start, end=end)
        told = f"{html.escape(_told(row))} · {source_line(row, article)}"
        items.append(f'<div class="sp-item"><p>{text}</p><p class="sp-source">{told}</p></div>')
    found = counted(len(relations), "relation")
    shown = f"{len(drawn)} of {found}" if len(relations) else "no sentence"
    head = f'<p class="sp-source">{shown}</p>{_KEY}'
    return HTML(f'{STYLE}<div class="sp-evidence {NO_MATH}">{head}{"".join(items)}</div>')


def _told(row: dict) -> str:
    """'Iran → Russia: attitude -0.20 (for .10, against .30), deed: condemn (not done)'."""
    said = f"{row['holder']} → {row['target']}: "
    if pd.notna(row["attitude"]):
        said += (
            f"attitude {row['attitude']:+.2f} (for {row['p_for']:.2f}, "
            f"against {row['p_against']:.2f})"
        )
    else:
        said += "no attitude read"
    if row["tie"] == "deed":
        marks = [name for name in ("negated",) if row[name]] + [row["modal"]] * bool(row["modal"])
        said += f", deed: {row['deed']}{' (' + ', '.join(marks) + ')' if marks else ''}"
    return said
