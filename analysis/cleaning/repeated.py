"""Furniture that is found, not listed: what an outlet prints again and again round its articles."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cleaning.syndication import THRESHOLD, find_syndication, similar_pairs
from analysis.schema import require
from analysis.splitting import sentence_spans

__all__ = ["REPEATED", "find_repeated", "repeated_spans"]

REPEATED = ["outlet", "piece", "n_articles", "n_stories", "of_stories", "share", "place"]
_WORD = re.compile(r"[^\W_]+")
_FEWEST_STORIES = 4
_FEWEST_WORDS = 8
_SHARE = 0.1  # of the outlet's stories, for what stands at the foot of its articles
_LARGE_SHARE = 0.5  # for what opens articles or stands between: many reports open alike
_EDGE = 3  # sentences from either end that are its head and its foot
_STEADY = 0.8  # share of its places in which a piece stands there
_QUOTED = 0.2  # share of its places in quotation marks: a mark is often left open above
_SAME = 0.6  # of the shorter one's runs of five words, in versions of one sentence
_MARKS = "“‘«\"'"


class _Piece(NamedTuple):
    """A sentence that could be furniture, where it stands in one article."""

    start: int
    end: int
    key: str  # its words alone: another dash or line break makes no other piece
    from_top: int  # sentences before it
    from_foot: int  # sentences behind it
    alone: bool  # is a line of its own
    quoted: bool  # begins in quotation marks


def find_repeated(articles: pd.DataFrame) -> pd.DataFrame:
    """Sentences that an outlet prints in so many of its articles that they belong to none of them.

    A sentence of eight words or more (punctuation and case aside) is furniture where it stands in
    four stories of an outlet or more, in quotation marks one time in five at most (somebody's
    slogan is theirs, however often it is printed), and

    - four times in five at the foot of the article (its last three sentences, those aside that
      are repeated themselves), in a tenth of the outlet's stories or more: an editor's note, a
      self-portrait, an appeal; or
    - four times in five at the head or in a line of its own, in half of its stories or more:
      reports on one matter may well open alike ('The president spoke by telephone with ...').

    Near-copies of one article are one story (`find_syndication`): what stands in them alone is
    never furniture. Sentences of twenty words or more that share three in five of their runs of
    five words are versions of one. What is shorter, rarer or elsewhere stays: the rule is meant to
    miss rather than to cut what somebody wrote for an article.

    Args:
        articles: With `article_id`, `outlet`, `text` and `body_start`; all of a corpus, as less is
            repeated in a part of it.

    Returns:
        One row per outlet and sentence, most articles first: `outlet`, `piece` (its words alone),
        `n_articles` and `n_stories` (that hold it in any version), `of_stories` (of the outlet),
        `share` (0 to 1), `place` (foot, head or line).

    Raises:
        MissingColumn: naming the column and its maker.
    """
    require(articles, ["article_id", "outlet", "text", "body_start"], made_by="cleaning.add_text")
    # A series of like reports is one story here: what it repeats was written for it.
    story = find_syndication(articles, series=THRESHOLD)["cluster_id"]
    found = [
        _of_outlet(group).assign(outlet=outlet)
        for outlet, group in articles.assign(story=story).groupby("outlet", dropna=False)
        if group["story"].nunique() >= _FEWEST_STORIES
    ]
    empty = pd.DataFrame(columns=REPEATED).astype({"n_articles": "int64", "share": "float64"})
    table = pd.concat([each for each in found if len(each)] or [empty])[REPEATED]
    order = ["n_articles", "outlet", "piece"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)


def repeated_spans(
    text: str, body_start: int, counts: dict[str, int]
) -> list[tuple[int, int, int]]:
    """Where the pieces that are keys of `counts` stand in one text: (start, end, its count).

    What opens with a quotation mark is somebody's words about the piece, and stays.
    """
    return [
        (piece.start, piece.end, counts[piece.key])
        for piece in _pieces(text, body_start)
        if piece.key in counts and text[piece.start] not in _MARKS
    ]


def _of_outlet(articles: pd.DataFrame) -> pd.DataFrame:
    """The repeated sentences of one outlet: `REPEATED` without `outlet`."""
    rows = [
        (row.article_id, row.story, *piece)
        for row in articles.itertuples()
        for piece in _pieces(row.text, row.body_start)
    ]
    pieces = pd.DataFrame(rows, columns=["article_id", "story", *_Piece._fields])
    pieces["version"] = _versions(pieces)
    often = pieces.groupby("version")["story"].transform("nunique") >= _FEWEST_STORIES
    pieces = _less_repeated(pieces, often)[often]
    below = (pieces["from_foot"] < _EDGE) & (pieces["from_top"] >= pieces["from_foot"])
    above = (pieces["from_top"] < _EDGE) | pieces["alone"]
    table = pieces.assign(foot=below, head=pieces["from_top"] < _EDGE, there=above)
    table = table.groupby("version").agg(
        n_articles=("article_id", "nunique"),
        n_stories=("story", "nunique"),
        quoted=("quoted", "mean"),
        foot=("foot", "mean"),
        head=("head", "mean"),
        there=("there", "mean"),
    )
    table["of_stories"] = articles["story"].nunique()
    table["share"] = table["n_stories"] / table["of_stories"]
    foot = table["foot"].ge(_STEADY) & table["share"].ge(_SHARE)
    large = table["there"].ge(_STEADY) & table["share"].ge(_LARGE_SHARE)
    table["place"] = np.select([foot, table["head"].ge(_STEADY)], ["foot", "head"], "line")
    table = table[(foot | large) & table["quoted"].le(_QUOTED)]
    keys = pieces[["version", "key"]].drop_duplicates().rename(columns={"key": "piece"})
    return keys.merge(table.reset_index(), on="version").drop(columns="version")


def _pieces(text: str, body_start: int) -> list[_Piece]:
    body = text[body_start:]
    spans = sentence_spans(body)
    found = []
    for number, (start, end) in enumerate(spans):
        words = _WORD.findall(body[start:end].casefold())
        if len(words) < _FEWEST_WORDS:
            continue
        line = body.rfind("\n", 0, start) + 1
        found.append(
            _Piece(
                start=body_start + start,
                end=body_start + end,
                key=" ".join(words),
                from_top=number,
                from_foot=len(spans) - 1 - number,
                alone=not body[line:start].strip() and body[end:].lstrip(" \t\r")[:1] in ("", "\n"),
                quoted=_in_marks(body, line, start),
            )
        )
    return found


def _in_marks(text: str, line: int, start: int) -> bool:
    """Whether a sentence opens with a quotation mark or stands behind one that is still open."""
    before = text[line:start]
    still_open = before.count("“") > before.count("”") or before.count('"') % 2
    return bool(still_open or text[start] in _MARKS)


def _versions(pieces: pd.DataFrame) -> pd.Series:
    """Of each piece, the number of the sentence that it is a version of."""
    codes, keys = pd.factorize(pieces["key"])
    edge = pieces[["from_top", "from_foot"]].min(axis=1) < _EDGE
    some = np.unique(codes[edge.to_numpy(dtype=bool)])  # a version counts at either end alone
    pairs = similar_pairs([keys[code] for code in some], size=5)
    same = pairs[pairs["containment"] >= _SAME]
    graph = sparse.coo_array(
        (np.ones(len(same)), (some[same["left"]], some[same["right"]])), shape=(len(keys),) * 2
    )
    number = sparse.csgraph.connected_components(graph, directed=False)[1] if len(keys) else codes
    return pd.Series(number[codes], pieces.index)


def _less_repeated(pieces: pd.DataFrame, often: pd.Series) -> pd.DataFrame:
    """The pieces with `from_top` and `from_foot` counted without those that stand `often`."""
    counts = pieces.assign(often=often.astype("int64")).sort_values(["article_id", "start"])
    before = counts.groupby("article_id")["often"].cumsum() - counts["often"]
    behind = counts.groupby("article_id")["often"].transform("sum") - before - counts["often"]
    return pieces.assign(
        from_top=pieces["from_top"] - before, from_foot=pieces["from_foot"] - behind
    )
