"""Which words made a polarity, and which words make the gap between two?

Why not shifterator 0.3.0: it asks Python for a name that went with 3.10, so it fails before it
computes; mended, it divides by all counted words, so its parts add up to the gap per word, not to
that of the mean polarities (with a made-up word that fills the shorter side up, they agree to the
last digit); and it takes 114 MB, most of it lexicons.
"""

import numpy as np
import pandas as pd

from analysis.measuring.framing import add_constructed
from analysis.schema import SputlinkError, require

__all__ = ["word_contributions", "word_shift", "words_by"]

OTHER = "(other than words)"


def word_contributions(mentions: pd.DataFrame) -> pd.DataFrame:
    """What each word of its evidence gave to the polarity of a mention.

    TextBlob's polarity is the mean over the words that it knows, so a word gives its score over
    their number; VADER's is a squashed sum, so a word gives its share of the sum. Both are the
    score times polarity / (sum of scores). What no word explains (a scorer that leaves no
    evidence, or whose words do not add up) stands as '(other than words)'. The contributions to a
    mention add up to its polarity, exactly.

    Returns:
        One row per mention and word of its evidence: `row` (position in `mentions`), `word`,
        `score`, `contribution`.
    """
    require(mentions, ["polarity", "evidence"], made_by="scoring.add_polarity")
    rows = []
    for at, (polarity, evidence) in enumerate(
        zip(mentions["polarity"].tolist(), mentions["evidence"], strict=True)
    ):
        total = sum(score for _, score in evidence)
        share = polarity / total if abs(total) > 1e-9 else 0.0
        if not 0 < share <= 1:
            share = 1 / len(evidence) if len(evidence) else 0.0
        rows += [(at, word, score, score * share) for word, score in evidence]
        rest = polarity - total * share
        if abs(rest) > 1e-9:
            rows.append((at, OTHER, np.nan, rest))
    table = pd.DataFrame(rows, columns=["row", "word", "score", "contribution"])
    return table.astype({"row": "int64", "word": "str", "score": float, "contribution": float})


def words_by(mentions: pd.DataFrame, by: str | list[str] | None = None) -> pd.DataFrame:
    """The words that made the mean polarity of each group.

    Returns:
        One row per group and word, largest contribution first: `by`, `word`, `n` (times that the
        word counted), `n_mentions` (of the group), `contribution` (to the group's mean polarity;
        they sum to it), and `n_constructed` (constructed articles where it counted) if `mentions`
        has `constructed`.
    """
    by = [by] if isinstance(by, str) else list(by or [])
    require(mentions, by, made_by="an add_ function")
    mentions = mentions.reset_index(drop=True)
    parts = word_contributions(mentions)
    marks = ["article_id", "constructed"] if "constructed" in mentions else []
    of_mention = mentions[list(dict.fromkeys([*by, *marks]))]
    parts = parts.merge(of_mention, left_on="row", right_index=True)
    summed = parts.groupby([*by, "word"], dropna=False, observed=True)["contribution"]
    table = summed.agg(n="size", contribution="sum").reset_index()
    if by:
        sizes = mentions.groupby(by, dropna=False, observed=True).size().rename("n_mentions")
        table = table.merge(sizes.reset_index(), on=by)
    else:
        table["n_mentions"] = len(mentions)
    table["contribution"] /= table["n_mentions"]
    table = table.assign(_size=table["contribution"].abs())
    table = table.sort_values([*by, "_size", "word"], ascending=[*[True] * len(by), False, True])
    table = table[[*by, "word", "n", "n_mentions", "contribution"]].reset_index(drop=True)
    return add_constructed(table, parts, [*by, "word"]) if marks else table


def word_shift(
    mentions: pd.DataFrame, *, a: str, b: str | None = None, column: str = "outlet"
) -> pd.DataFrame:
    """Which words make the gap in mean polarity between side `a` and side `b`.

    With p the times that a word counts per mention and phi what it gives each time (see
    `word_contributions`), a word's part of the gap splits in two: it is used more or less often
    (`by_use`), and it gives more or less each time (`by_score`, because it stands beside other
    words, or is negated). A word that one side never uses differs by use alone.

    Args:
        mentions: One row per mention, with `polarity` and `evidence`.
        a, b: Values of `column`; without `b`, `a` is set against all others.
        column: What tells the sides apart.

    Returns:
        One row per word, largest contribution first: `word`, `n_a`, `n_b` (times that it counted),
        `per_mention_a`, `per_mention_b`, `score_a`, `score_b` (mean contribution each time; NaN
        where it is not used), `by_use`, `by_score`, `contribution` (their sum). `contribution`
        sums to the difference of the mean polarities, a - b. `n_constructed` (constructed articles
        where the word counted) if `mentions` has `constructed`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SputlinkError: for a side without mentions.

    References:
        Gallagher et al. 2021, 'Generalized word shift graphs', EPJ Data Science 10:4.
    """
    require(mentions, [column, "polarity", "evidence"], made_by="scoring.add_polarity")
    is_a = mentions[column].eq(a).fillna(False).astype(bool)
    is_b = mentions[column].notna() & ~is_a if b is None else mentions[column].eq(b).fillna(False)
    table, sizes = pd.DataFrame({"word": pd.Series(dtype="str")}), {}
    for side, chosen in (("a", is_a), ("b", is_b.astype(bool))):
        rows = mentions[chosen]
        if rows.empty and len(mentions):
            wanted = f"is {a}" if side == "a" else f"is {b}" if b is not None else f"is not {a}"
            raise SputlinkError(f"no mentions where {column} {wanted}")
        sizes[side] = max(len(rows), 1)
        summed = word_contributions(rows).groupby("word")["contribution"]
        found = summed.agg(**{f"n_{side}": "size", f"sum_{side}": "sum"}).reset_index()
        table = table.merge(found, how="outer", on="word")
    for side in "ab":
        n = table[f"n_{side}"].fillna(0).astype("int64")
        table[f"n_{side}"], table[f"per_mention_{side}"] = n, n / sizes[side]
        table[f"score_{side}"] = (table[f"sum_{side}"] / n).where(n > 0)
    score_a = table["score_a"].fillna(table["score_b"])
    score_b = table["score_b"].fillna(table["score_a"])
    more = table["per_mention_a"] - table["per_mention_b"]
    table["by_use"] = more * (score_a + score_b) / 2
    often = (table["per_mention_a"] + table["per_mention_b"]) / 2
    table["by_score"] = often * (score_a - score_b)
    table["contribution"] = table["by_use"] + table["by_score"]
    order = table.assign(_size=table["contribution"].abs())
    order = order.sort_values(["_size", "word"], ascending=[False, True])
    columns = ["word", "n_a", "n_b", "per_mention_a", "per_mention_b", "score_a", "score_b"]
    table = order[[*columns, "by_use", "by_score", "contribution"]].reset_index(drop=True)
    if "constructed" not in mentions:
        return table
    marked = words_by(mentions[is_a | is_b.astype(bool)])[["word", "n_constructed"]]
    return table.merge(marked, on="word", how="left", validate="one_to_one")
