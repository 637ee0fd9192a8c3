"""The sentences behind a number: as a table, as marked HTML, as a whole article.

Everything that comes from an article is escaped before it meets HTML.
"""

import html
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML

from analysis.evidence.pages import Pages, quote_spans
from analysis.measuring import counted
from analysis.schema import REST, SputlinkError, require

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = [
    "NO_MATH",
    "STYLE",
    "behind",
    "in_context",
    "mark",
    "mention_link",
    "show",
    "show_article",
    "source_line",
    "word_spans",
]

# Classes by which JupyterLab's MathJax leaves dollar amounts in a sentence what they are.
NO_MATH = "tex2jax_ignore mathjax_ignore"
# What a framing table computes; whatever else it shares with `mentions` is what it grouped by.
_STATISTICS = {"n_mentions", "n_articles", "estimate", "low", "high", "share_known", "small"}

# Tints over the page's own colours, so that light themes, dark ones and paper all stay readable.
STYLE = """<style>
.sp-evidence{line-height:1.55;max-width:46rem;margin:.4rem 0}
.sp-evidence p,.sp-evidence blockquote{margin:.2rem 0 .1rem;padding:0;border:0;font-size:inherit}
.sp-evidence .sp-item{margin:0 0 .9rem;padding-left:.8rem;border-left:3px solid #8888}
.sp-evidence .sp-source{font-size:.82em;opacity:.85}
.sp-evidence .sp-actor{font-weight:700;text-decoration:underline;text-decoration-thickness:2px}
.sp-evidence .sp-other{font-weight:600}
.sp-evidence .sp-quote{background:rgba(213,94,0,.13)}
.sp-evidence .sp-speaker{font-style:italic;text-decoration:underline dotted}
.sp-evidence .sp-cue{font-style:italic}
.sp-evidence .sp-positive{background:rgba(0,114,178,.25);border-bottom:2px solid #0072b2}
.sp-evidence .sp-negative{background:rgba(213,94,0,.28);border-bottom:2px dashed #d55e00}
.sp-evidence .sp-loaded{outline:1px dotted currentColor;outline-offset:1px}
@media print{.sp-evidence *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
</style>"""
_KEY = (
    '<p class="sp-source"><span class="sp-actor">actor</span> · '
    '<span class="sp-positive">warm word</span> · <span class="sp-negative">cold word</span> · '
    '<span class="sp-quote">quoted voice</span> · <span class="sp-speaker">its speaker</span></p>'
)


def behind(
    mentions: pd.DataFrame, row: Mapping | pd.Series | None = None, **where: object
) -> pd.DataFrame:
    """The mentions that one row of a framing table, or one plotted point, was computed from.

    Args:
        mentions: One row per mention: the table that the framing table was grouped from.
        row: A row of the framing table (`table.iloc[0]`, `table.loc[...]`), or any mapping.
        **where: The same by hand: `actor="Iran", outlet="First Post"`.

    Returns:
        The rows of `mentions` that agree with the row in every column that both have, save the
        statistics, and have the measure. As many as its `n_mentions`; for a row of `compare`, those
        of both sides.

    Raises:
        SputlinkError: if the row shares no grouping column with `mentions`.
    """
    wanted = {**dict(row if row is not None else {}), **where}
    if {"column", "a", "b"} <= wanted.keys():  # a comparison: both of its sides
        side = mentions[wanted["column"]]
        other = side.notna() if wanted["b"] == REST else side.eq(wanted["b"])
        mentions = mentions[side.eq(wanted["a"]) | other]
        named = wanted.get("actor")
        wanted = {"actor": named} if pd.notna(named) else {"measure": wanted["measure"]}
        if "actor" not in wanted:
            return mentions[mentions[wanted["measure"]].notna()]
    keys = [key for key in wanted if key in mentions and key not in _STATISTICS]
    if not keys:
        raise SputlinkError(
            f"the mentions have no column {' or '.join(sorted(wanted))}: give a row made from them"
        )
    measure = wanted.get("measure", "polarity")
    chosen = pd.Series(True, index=mentions.index)
    if measure in mentions:  # a mention without a value counted for nothing
        chosen &= mentions[measure].notna()
    for key in keys:
        chosen &= mentions[key].isna() if pd.isna(wanted[key]) else mentions[key] == wanted[key]
    return mentions[chosen]


def in_context(mentions: pd.DataFrame, articles: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
    """Keyword in context: one row per mention, `left`, `keyword`, `right`, and where it stands.

    Args:
        mentions: With `article_id`, `mention_id`, `start`, `end` (offsets into `text`).
        articles: With `article_id`, `text`, `outlet`, `published`, `title`.
        width: Characters of context on either side, cut at the ends of the text.

    Returns:
        Columns `id` (stable: article and mention), `outlet`, `published`, `title`, `left`,
        `keyword`, `right`. Line breaks in the context become spaces.
    """
    require(mentions, ["article_id", "mention_id", "start", "end"], made_by="naming.find_mentions")
    texts = articles.drop_duplicates("article_id").set_index("article_id")
    rows = []
    for mention in mentions.itertuples():
        article = texts.loc[mention.article_id]
        text = article["text"]
        rows.append(
            {
                "id": mention_link(mention.article_id, mention.mention_id),
                "outlet": article["outlet"],
                "published": article["published"],
                "title": article["title"],
                "left": _one_line(text[max(0, mention.start - width) : mention.start]),
                "keyword": text[mention.start : mention.end],
                "right": _one_line(text[mention.end : mention.end + width]),
            }
        )
    columns = ["id", "outlet", "published", "title", "left", "keyword", "right"]
    return pd.DataFrame(rows, columns=columns)


def mention_link(article_id: str, mention_id: int) -> str:
    """The stable name of one mention: the same for the same text, on any machine."""
    return f"{article_id}-{mention_id}"


def show(mentions: pd.DataFrame, tables: "Tables", *, n: int | None = 5, seed: int = 1) -> HTML:
    """Sentences with the actor, the scoring words, the quotation and its speaker marked.

    Args:
        mentions: The mentions to show, as `evidence` gives them.
        tables: What `analyse` returned, or anything with `articles`, `sentences`, `quotes`.
        n: How many to draw (None: all); with `seed`, always the same ones.
    """
    drawn = mentions if n is None or len(mentions) <= n else mentions.sample(n, random_state=seed)
    drawn = drawn.sort_values(["article_id", "start"])
    pages = Pages(tables, drawn["article_id"])
    items = []
    for row in drawn.to_dict("records"):
        article, (start, end) = pages.article(row), pages.sentence(row)
        spans = [(row["start"], row["end"], "sp-actor")]
        spans += pages.quotes(row)
        spans += word_spans(article["text"], start, end, row)
        link = mention_link(row["article_id"], row["mention_id"])
        items.append(
            f'<div class="sp-item" data-mention="{link}">'
            f"<p>{mark(article['text'], spans, start=start, end=end)}</p>"
            f'<p class="sp-source">{source_line(row, article)}</p></div>'
        )
    shown = (
        f"{len(drawn)} of {counted(len(mentions), 'mention')}" if len(mentions) else "no sentence"
    )
    head = f'<p class="sp-source">{shown}</p>{_KEY}'
    return HTML(f'{STYLE}<div class="sp-evidence {NO_MATH}">{head}{"".join(items)}</div>')


def show_article(article_id: str, tables: "Tables", *, actor: str | None = None) -> HTML:
    """One whole article, every mention and quotation marked; `actor` stands out from the others.

    Raises:
        SputlinkError: if there is no such article.
    """
    found = tables.articles[tables.articles["article_id"] == article_id]
    if found.empty:
        raise SputlinkError(f"no article {article_id!r}: see the column article_id of `articles`")
    article = found.iloc[0]
    here = tables.mentions[tables.mentions["article_id"] == article_id]
    spans = quote_spans(tables.quotes, article_id)
    for row in here.to_dict("records"):
        main = actor is None or row["actor"] == actor
        spans.append((row["start"], row["end"], "sp-actor" if main else "sp-other"))
    text = article["text"]
    blocks = [
        f"<p>{mark(text, spans, start=match.start(), end=match.end())}</p>"
        for match in re.finditer(r"[^\n]+", text)
    ]
    source = source_line({"article_id": article_id}, article)
    return HTML(
        f'{STYLE}<div class="sp-evidence {NO_MATH}"><p class="sp-source">{source}</p>'
        f"{''.join(blocks)}</div>"
    )


def mark(
    text: str, spans: Iterable[tuple[int, int, str]], *, start: int = 0, end: int | None = None
) -> str:
    """`text[start:end]` as escaped HTML with (start, end, class) spans, which may overlap."""
    end = len(text) if end is None else end
    spans = [(max(a, start), min(b, end), c) for a, b, c in spans if a < end and b > start]
    cuts = sorted({start, end, *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    pieces = []
    for left, right in pairwise(cuts):
        piece = html.escape(text[left:right])
        classes = sorted({c for a, b, c in spans if a <= left and b >= right})
        pieces.append(f'<span class="{" ".join(classes)}">{piece}</span>' if classes else piece)
    return "".join(pieces)


def word_spans(text: str, start: int, end: int, row: Mapping) -> list[tuple[int, int, str]]:
    """Where the words that made the score of a mention, and those that judge, stand in its
    sentence, for `mark`."""
    spans = []
    words = row.get("evidence")
    for word, score in words if isinstance(words, (list, tuple)) else []:
        name = "sp-positive" if score > 0 else "sp-negative"
        if not score:
            continue
        for match in re.finditer(rf"\b{re.escape(word)}\b", text[start:end], flags=re.I):
            spans.append((start + match.start(), start + match.end(), name))
    loaded = row.get("loaded")  # of `measuring.add_loaded`, where it was asked for
    for first, last, *_ in loaded if isinstance(loaded, (list, tuple)) else []:
        spans.append((start + first, start + last, "sp-loaded"))
    return spans


def source_line(row: Mapping, article: Mapping) -> str:
    """Outlet, day, title, voice and score of one item, escaped."""
    day = f"{article['published']:%-d %B %Y}" if pd.notna(article["published"]) else "no date"
    title = article["title"]
    parts = [article["outlet"], day, *([f"“{title}”"] if pd.notna(title) else [])]
    if "voice" in row:
        speaker = row.get("speaker")
        said = f", {speaker}" if isinstance(speaker, str) and row["voice"] != "outlet" else ""
        parts.append(f"voice: {row['voice']}{said}")
    if pd.notna(row.get("polarity")):
        parts.append(f"polarity {row['polarity']:+.2f} ({row.get('scored_by', '')})")
    if article.get("constructed"):
        parts.append("constructed")
    if "mention_id" in row:
        parts.append(mention_link(row["article_id"], row["mention_id"]))
    return " · ".join(html.escape(str(part)) for part in parts if pd.notna(part))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
