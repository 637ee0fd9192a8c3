"""Which words near an actor mark one side off from another? Log-odds, with counts beside them."""

from functools import cache

import numpy as np
import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.measuring.framing import add_constructed
from analysis.measuring.intervals import resamples
from analysis.measuring.shift import word_contributions, word_shift, words_by
from analysis.schema import DATA, SputlinkError, require

STOP_WORDS = DATA / "stopwords.csv"
__all__ = ["keyness", "word_contributions", "word_shift", "words_by", "words_near"]


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(read_lexicon(STOP_WORDS, columns=["word", "kind"])["word"].str.lower())


def words_near(tokens: pd.DataFrame, mentions: pd.DataFrame, *, window: int = 10) -> pd.DataFrame:
    """The content words within a window of each mention, in its sentence.

    Args:
        tokens: One row per token.
        mentions: One row per mention; its other columns (outlet, voice ...) are kept.
        window: Tokens to each side of the mention.

    Returns:
        One row per mention and word: all columns of `mentions` but its offsets, then `word`
        (lower case), `start`, `end` (offsets of the word in `text`), `distance` (tokens from the
        mention, negative before it). Stop words, numbers, punctuation and the words of any actor
        mentioned in the sentence are left out.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    keys = ["article_id", "sentence_id"]
    require(tokens, [*keys, "token_id", "start", "end", "lower"], made_by="reading.split_tokens")
    require(
        mentions, [*keys, "mention_id", "actor", "start", "end"], made_by="naming.find_mentions"
    )
    about = tokens[[*keys, "token_id", "start", "end", "lower"]].rename(columns={"lower": "word"})
    named = _is_named(about, mentions)
    kept = mentions.rename(columns={"start": "_start", "end": "_end"})
    pairs = kept.merge(about.assign(_named=named), on=keys)
    inside = (pairs["start"] < pairs["_end"]) & (pairs["end"] > pairs["_start"])
    spans = pairs[inside].groupby(["article_id", "mention_id"])["token_id"].agg(["min", "max"])
    pairs = pairs.merge(spans, left_on=["article_id", "mention_id"], right_index=True)
    before, after = pairs["token_id"] - pairs["min"], pairs["token_id"] - pairs["max"]
    pairs["distance"] = np.where(before < 0, before, np.where(after > 0, after, 0)).astype("int64")
    word = pairs["word"]
    content = word.str.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*") & (word.str.len() > 1)
    content &= ~word.isin(_stop_words()) & ~pairs["_named"]
    content &= pairs["distance"].abs().between(1, window)
    own = [column for column in mentions.columns if column not in ("start", "end", "word")]
    columns = list(dict.fromkeys([*own, "word", "start", "end", "distance"]))
    return pairs.loc[content, columns].reset_index(drop=True)


def _is_named(tokens: pd.DataFrame, mentions: pd.DataFrame) -> np.ndarray:
    """Whether each token lies in any mention."""
    named = np.zeros(len(tokens), dtype=bool)
    places = tokens.groupby("article_id").indices
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    for article, spans in mentions.groupby("article_id")[["start", "end"]]:
        at = places.get(article)
        if at is None:
            continue
        spans = spans.sort_values("start")
        first = spans["start"].to_numpy()
        reach = np.maximum.accumulate(spans["end"].to_numpy())
        last = np.searchsorted(first, ends[at], side="left") - 1  # last mention that begins before
        named[at] = (last >= 0) & (reach[np.maximum(last, 0)] > starts[at])
    return named


def keyness(
    words: pd.DataFrame,
    *,
    a: str,
    b: str | None = None,
    column: str = "outlet",
    background: pd.DataFrame | None = None,
    prior: float = 500.0,
    least: int = 3,
    n_boot: int = 1000,
    seed: int = 0,
    level: float = 0.95,
) -> pd.DataFrame:
    """Log-odds of each word on side `a` against side `b`, with an informative Dirichlet prior.

    The prior is as many words as `prior` says, spread as in the background, and draws rare words
    towards no difference. `z` takes tokens as independent, which they are not: read it beside
    `low` and `high`, which resample whole articles.

    Args:
        words: One row per word, with `article_id`, `word` and `column`; see `words_near`.
        a, b: Values of `column`; without `b`, `a` is set against all others.
        column: What tells the sides apart.
        background: Words to take the prior's shares from (default: `words`).
        prior: Weight of the prior in words (a_0).
        least: Words met fewer times than this on both sides together are left out.
        n_boot, seed, level: Resamples of articles, their seed, nominal coverage.

    Returns:
        One row per word, sorted by `z` from a's words to b's: `word`, `n_a`, `n_b` (raw counts),
        `n_articles_a`, `n_articles_b` (articles that have the word), `total_a`, `total_b` (all
        words of a side), `log_odds` (> 0: marks a), `z`, `low`, `high` (of the log-odds), and
        `n_constructed` (constructed articles that have the word) where `words` has `constructed`.

    Raises:
        MissingColumn: naming the column.
        SputlinkError: for a prior of 0 or less.

    References:
        Monroe, Colaresi and Quinn 2008, 'Fightin' Words', doi 10.1093/pan/mpn018.
    """
    require(words, ["article_id", "word", column], made_by="measuring.words_near")
    if prior <= 0:
        raise SputlinkError(f"prior must be above 0, not {prior}")
    is_a = words[column].eq(a).fillna(False).to_numpy(dtype=bool)
    is_b = words[column].notna() & ~is_a if b is None else words[column].eq(b).fillna(False)
    is_b = np.asarray(is_b, dtype=bool)
    used = words[is_a | is_b].assign(_a=is_a[is_a | is_b])
    n = used.groupby("word")["_a"].agg(n_a="sum", n="size").sort_index()
    general = background["word"].value_counts() if background is not None else n["n"]
    shares = general.reindex(n.index).fillna(0).to_numpy(dtype=float) + 0.5  # none is impossible
    alpha, shown = prior * shares / max(shares.sum(), 1.0), (n["n"] >= least).to_numpy()
    alpha, weight = alpha[shown], alpha.sum()

    # Counts by article and shown word: what the raw counts, the log-odds and the bootstrap need.
    vocabulary = n.index[shown]
    articles = np.sort(used["article_id"].unique())
    at_article = np.searchsorted(articles, used["article_id"])
    at_word = vocabulary.get_indexer(used["word"])
    by_article, sizes = {}, {}
    for side, kept in (("a", used["_a"].to_numpy()), ("b", ~used["_a"].to_numpy())):
        sizes[side] = np.bincount(at_article[kept], minlength=len(articles))
        kept = kept & (at_word >= 0)
        flat = at_article[kept] * len(vocabulary) + at_word[kept]
        counts = np.bincount(flat, minlength=len(articles) * len(vocabulary)).astype(np.float32)
        by_article[side] = counts.reshape(len(articles), len(vocabulary))
    y = {side: by_article[side].sum(axis=0, dtype=float) for side in "ab"}
    totals = {side: sizes[side].sum() for side in "ab"}

    table = pd.DataFrame({"word": vocabulary.astype("str")})
    for side in "ab":
        table[f"n_{side}"] = y[side].astype("int64")
    for side in "ab":
        table[f"n_articles_{side}"] = (by_article[side] > 0).sum(axis=0)
    table["total_a"], table["total_b"] = totals["a"], totals["b"]
    table["log_odds"] = _log_odds(y, totals, alpha, weight)
    table["z"] = table["log_odds"] / np.sqrt(1 / (y["a"] + alpha) + 1 / (y["b"] + alpha))
    table["low"], table["high"] = np.nan, np.nan
    if len(articles) > 1 and len(table):
        drawn = resamples(len(articles), n_boot, seed)
        again = {side: drawn @ by_article[side] for side in "ab"}
        sums = {side: (drawn @ sizes[side])[:, None] for side in "ab"}
        boot = _log_odds(again, sums, alpha, weight)
        tails = [(1 - level) / 2, 1 - (1 - level) / 2]
        table["low"], table["high"] = np.quantile(boot, tails, axis=0)
    if "constructed" in used:
        table = add_constructed(table, used.astype({"word": "str"}), ["word"])
    return table.sort_values(["z", "word"], ascending=[False, True]).reset_index(drop=True)


def _log_odds(
    y: dict[str, np.ndarray], totals: dict[str, np.ndarray], alpha: np.ndarray, weight: float
) -> np.ndarray:
    odds = {
        side: np.log((y[side] + alpha) / (totals[side] + weight - y[side] - alpha)) for side in "ab"
    }
    return odds["a"] - odds["b"]
