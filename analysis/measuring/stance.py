"""How an author treats an actor over a whole article: the mean over the sentences that name it.

Wording is asked of one sentence, stance of an article. People who labelled whole articles agree
with this mean only so far. How far is measured by `tests/benchmarks/author_sentiment.py`, beside
weights by voice, place and role that are fitted to such labels: they gain on one corpus what they
lose on another, so the mean stays.
"""

import pandas as pd

from analysis.schema import require

__all__ = ["LEAST", "SHRINK", "stance_by_article"]

SHRINK = 2.0  # neutral sentences that are added, so that one sentence is no verdict
LEAST = 2  # mentions without which nothing is said of an article
_KEYS = ["article_id", "actor"]


def stance_by_article(
    mentions: pd.DataFrame, *, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The author's stance toward each actor over each article.

    The mean polarity of the sentences that name the actor, each counted once, with two neutral
    ones added. Higher value => the article treats the actor more favourably; 0 is neutral.
    Missing, and never 0, where an article has fewer than two mentions of the actor: then it is not
    known.

    Args:
        mentions: One row per mention: `article_id`, `actor`, `sentence_id`, `polarity`. Mentions
            without polarity are left out. Columns that are the same throughout an article
            (`outlet`, `published`, `event`, `constructed`) are kept.
        articles: One row per article: those without the actor get a row, too, not known.

    Returns:
        One row per article and actor, sorted: `article_id`, `actor`, `n_mentions`, `n_sentences`
        (that name it), `stance` [-1, 1] (NaN: not known), and what was kept. Average it with
        `framing_by(..., measure="stance", unit="article")`.

    Raises:
        MissingColumn: naming the column and the function that makes it.

    References:
        Bastan et al. 2020, PerSenT, and Fan et al. 2019, BASIL: whole articles with labels, to
        which it is compared.
    """
    columns = [*_KEYS, "sentence_id", "polarity"]
    require(mentions, columns, made_by="scoring.add_polarity")
    known = mentions[mentions["polarity"].notna()]
    by_sentence = known.groupby([*_KEYS, "sentence_id"])["polarity"].mean().groupby(_KEYS)
    table = pd.DataFrame(
        {
            "n_mentions": known.groupby(_KEYS).size(),
            "n_sentences": by_sentence.size(),
            "stance": by_sentence.sum() / (by_sentence.size() + SHRINK),
        }
    )
    if articles is not None:
        actors = sorted(mentions["actor"].astype(str).unique())
        table = table.reindex(
            pd.MultiIndex.from_product([articles["article_id"], actors], names=_KEYS)
        )
        counts = ["n_mentions", "n_sentences"]
        table[counts] = table[counts].fillna(0).astype("int64")
    table = table.reset_index()
    table["stance"] = table["stance"].astype(float).where(table["n_mentions"] >= LEAST)
    of = articles if articles is not None else mentions
    kept = [c for c in ("outlet", "published", "event", "constructed") if c in of]
    about = of[["article_id", *kept]].drop_duplicates("article_id")
    table = table.merge(about, on="article_id", how="left", validate="many_to_one")
    return table.sort_values(_KEYS, ignore_index=True)
