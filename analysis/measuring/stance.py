"""How an author treats an actor over a whole article: a fitted, weighted mean of its mentions.

Wording is asked of one sentence, stance of an article. People who labelled whole articles agree
with the mean of the mentions only so far; how far is measured by
`tests/benchmarks/author_sentiment.py`, which also fits the weights (`data/stance.csv`).
"""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, require

__all__ = ["PARTS", "read_stance_weights", "stance_by_article", "stance_parts"]

WEIGHTS = DATA / "stance.csv"
SHRINK = 2.0  # neutral mentions that are added to each part, so that one sentence is no verdict
LEAST = 2  # mentions without which nothing is said of an article
LEAD, CLEAR = 5, 1 / 3  # sentences that open an article; polarity that takes a side
PARTS = ("all", "own", "quoted", "headline", "lead", "agent", "patient", "negative", "positive")
_KEYS = ["article_id", "actor"]


def read_stance_weights(path: str | Path = WEIGHTS) -> pd.Series:
    """The fitted weight of each part of an article; parts that are not listed weigh nothing.

    Raises:
        LexiconError: naming file and line, for an unknown part, one listed twice, or a weight that
            is no number.
    """
    table, name = read_lexicon(path, columns=["part", "weight"]), Path(path).name
    for row in table[~table["part"].isin(PARTS) | table["part"].duplicated()].itertuples():
        raise LexiconError(f"{name} line {row.line}: part {row.part!r} is unknown or listed twice")
    for row in table.itertuples():
        try:
            float(row.weight)
        except ValueError as problem:
            raise LexiconError(
                f"{name} line {row.line}: weight {row.weight!r} is no number"
            ) from problem
    return table.set_index("part")["weight"].astype(float)


def stance_parts(mentions: pd.DataFrame) -> pd.DataFrame:
    """What each article's mentions of an actor say, part by part.

    A part's figure is the sum of its mentions' polarity over their number and two more, so that
    few mentions say little and a part without any says 0.

    Args:
        mentions: One row per mention: `article_id`, `actor`, `sentence_id`, `voice`, `polarity`,
            and perhaps `role`. Mentions without polarity are left out.

    Returns:
        One row per article and actor, sorted: `n_mentions`, and the parts, each [-1, 1]: `all`,
        `own` (the outlet's words and headlines), `quoted`, `headline`, `lead` (the first five
        sentences), `agent`, `patient`, `negative` (minus the share of clearly cold mentions),
        `positive` (the share of clearly warm ones).
    """
    columns = [*_KEYS, "sentence_id", "voice", "polarity"]
    require(mentions, columns, made_by="scoring.add_polarity")
    table = mentions[mentions["polarity"].notna()]
    polarity = table["polarity"].astype(float)
    role = table["role"] if "role" in table else pd.Series("", table.index)
    own = table["voice"].isin(["outlet", "headline"])
    every = pd.Series(True, table.index)
    within = {
        "all": (every, polarity),
        "own": (own, polarity),
        "quoted": (~own, polarity),
        "headline": (table["voice"] == "headline", polarity),
        "lead": (table["sentence_id"] < LEAD, polarity),
        "agent": (role.eq("agent").fillna(False), polarity),
        "patient": (role.eq("patient").fillna(False), polarity),
        "negative": (every, -(polarity < -CLEAR).astype(float)),
        "positive": (every, (polarity > CLEAR).astype(float)),
    }
    keys = [table[key] for key in _KEYS]
    sums = {
        name: (values.where(chosen, 0.0).groupby(keys).sum())
        / (chosen.astype(float).groupby(keys).sum() + SHRINK)
        for name, (chosen, values) in within.items()
    }
    sizes = every.groupby(keys).sum().astype("int64").rename("n_mentions")
    return pd.DataFrame({"n_mentions": sizes, **sums}).reset_index()


def stance_by_article(
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """The author's stance toward each actor over each article.

    Higher value => the article treats the actor more favourably; 0 is neutral. Missing, and never
    0, where an article has fewer than two mentions of the actor: then it is not known.

    Args:
        mentions: See `stance_parts`; columns that are the same throughout an article (`outlet`,
            `published`, `event`, `constructed`) are kept.
        articles: One row per article: those without the actor get a row, too, not known.
        weights: By part (default: `read_stance_weights()`).

    Returns:
        One row per article and actor, sorted: `article_id`, `actor`, `n_mentions`, `stance`
        [-1, 1] (NaN: not known), and what was kept. Average it with
        `framing_by(..., measure="stance", unit="article")`.

    References:
        Bastan et al. 2020, PerSenT, and Fan et al. 2019, BASIL, whose labels fitted the weights.
    """
    weights = read_stance_weights() if weights is None else weights
    parts = stance_parts(mentions)
    stance = parts[[*weights.index]].to_numpy() @ weights.to_numpy()
    table = parts[[*_KEYS, "n_mentions"]].assign(stance=np.clip(stance, -1.0, 1.0))
    if articles is not None:
        actors = sorted(mentions["actor"].astype(str).unique())
        every = pd.MultiIndex.from_product([articles["article_id"], actors], names=_KEYS)
        table = table.astype({"actor": str}).set_index(_KEYS).reindex(every).reset_index()
        table["n_mentions"] = table["n_mentions"].fillna(0).astype("int64")
    table["stance"] = table["stance"].where(table["n_mentions"] >= LEAST)
    of = articles if articles is not None else mentions
    kept = [c for c in ("outlet", "published", "event", "constructed") if c in of]
    about = of[["article_id", *kept]].drop_duplicates("article_id")
    table = table.merge(about, on="article_id", how="left", validate="many_to_one")
    return table.sort_values(_KEYS, ignore_index=True)
