"""Score mentions by an analyst's own list of words, fast enough to follow her typing."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.schema import LexiconError, require
from analysis.splitting import word_spans

__all__ = ["MY_WORDS", "add_word_list_polarity", "read_words"]

MY_WORDS = "my words"
_MINUS = str.maketrans("−–,;", "--  ")  # as word processors and tables write them


def read_words(text: str) -> dict[str, float]:
    """Read 'word weight' lines: `isolated -1`, `close ally 0.5`; `#` begins a comment.

    Args:
        text: One word or phrase a line, then its weight in [-1, 1], after a space, comma or tab.

    Returns:
        Word or phrase in lower case, to weight, in the order of the lines.

    Raises:
        LexiconError: naming every line that cannot be read, and what to write instead.
    """
    words: dict[str, float] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.partition("#")[0].translate(_MINUS).lower().split()
        if not fields:
            continue
        word, weight = " ".join(fields[:-1]), _number(fields[-1])
        said = f"line {number}: "
        if np.isnan(weight):
            whole = " ".join(fields)
            problems.append(f"{said}“{whole}” ends in no weight; write “{whole} -1”")
        elif not word:
            problems.append(f"{said}a weight without a word; write “word {fields[-1]}”")
        elif not -1 <= weight <= 1:
            problems.append(f"{said}the weight of “{word}” must lie between -1 and 1")
        elif words.get(word, weight) != weight:
            problems.append(f"{said}“{word}” has another weight above")
        else:
            words[word] = weight
    if problems:
        raise LexiconError("; ".join(problems))
    return words


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def add_word_list_polarity(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    words: Mapping[str, float],
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Mean weight of the listed words in the sentence of each mention, in the mention's own voice.

    A mention inside a quotation hears only that quotation, less what its speaker tells of others;
    any other hears only what stands outside quotations. A phrase is matched token by token, and
    takes its words from shorter entries.

    Args:
        mentions: One row per mention; with `quote_id` where quotations were attributed.
        tokens: One row per token, in order.
        words: Word or phrase to weight in [-1, 1], as `read_words` gives it.
        quotes: One row per quotation. Without them no voice is told from another.

    Returns:
        A copy with `polarity` [-1, 1] (0.0 where no listed word stands, with empty `evidence`),
        `subjectivity` and `coverage` (NaN: a list knows neither), `evidence` (a list of
        (word, weight), in the order of the sentence), `scored_by` ("my words").
    """
    keys = ["article_id", "sentence_id"]
    require(mentions, [*keys, "mention_id"], made_by="naming.find_mentions")
    require(tokens, [*keys, "start", "lower"], made_by="reading.split_tokens")
    hits = _hits(tokens, words)
    pairs = mentions[keys].assign(row=np.arange(len(mentions)))
    pairs["quote_id"] = mentions["quote_id"].array if "quote_id" in mentions else pd.NA
    pairs = pairs.merge(hits, on=keys)
    pairs = pairs[_same_voice(pairs, hits, quotes)].sort_values(["row", "start"])
    found = pairs.groupby("row")
    polarity = pd.Series(0.0, index=range(len(mentions)))
    polarity.update(found["weight"].mean())
    evidence: list[list] = [[] for _ in range(len(mentions))]
    for row, word, weight in zip(pairs["row"], pairs["word"], pairs["weight"], strict=True):
        evidence[row].append((word, weight))
    return mentions.assign(
        polarity=polarity.to_numpy(),
        subjectivity=np.nan,
        coverage=np.nan,
        evidence=pd.Series(evidence, index=mentions.index, dtype=object),
        scored_by=pd.Series(MY_WORDS, index=mentions.index, dtype="str"),
    )


def _hits(tokens: pd.DataFrame, words: Mapping[str, float]) -> pd.DataFrame:
    """One row per place where an entry stands: keys, `start`, `word`, `weight`, `hit`."""
    entries = {tuple(_split(word)): (word, float(weight)) for word, weight in words.items()}
    lower, article = tokens["lower"].array, tokens["article_id"].array
    candidates = np.flatnonzero(tokens["lower"].isin({parts[0] for parts in entries}))
    places = pd.Series(candidates).groupby(np.asarray(lower[candidates], dtype=object)).indices
    used: set[int] = set()
    rows = []
    for parts in sorted(entries, key=len, reverse=True):
        for at in candidates[places.get(parts[0], [])].tolist():
            stop = at + len(parts)
            if stop > len(lower) or not used.isdisjoint(range(at, stop)):
                continue
            if len(parts) > 1 and (
                tuple(lower[at:stop]) != parts or article[at] != article[stop - 1]
            ):
                continue
            used.update(range(at, stop))
            rows.append((at, *entries[parts]))
    found = pd.DataFrame(rows, columns=["at", "word", "weight"]).astype({"at": "int64"})
    hits = tokens[["article_id", "sentence_id", "start"]].iloc[found["at"]].reset_index(drop=True)
    return hits.assign(word=found["word"], weight=found["weight"].astype(float), hit=hits.index)


def _split(phrase: str) -> list[str]:
    return [phrase[start:end].lower() for start, end in word_spans(phrase)]


def _same_voice(pairs: pd.DataFrame, hits: pd.DataFrame, quotes: pd.DataFrame | None) -> np.ndarray:
    """Whether the hit of each pair is said by the voice that names the actor."""
    if quotes is None or quotes.empty or hits.empty:
        return np.ones(len(pairs), dtype=bool)
    columns = ["article_id", "quote_id", "start", "end", "within"]
    near = quotes["article_id"].isin(hits["article_id"]) & (quotes["kind"] != "scare")
    said = quotes.reindex(columns=columns)[near]
    said = said.rename(columns={"start": "from", "end": "to"})
    inside = hits[["article_id", "hit", "start"]].merge(said, on="article_id")
    inside = inside[inside["start"].between(inside["from"], inside["to"], inclusive="left")]
    told = pd.MultiIndex.from_frame(inside[["hit", "within"]].dropna().astype("int64"))
    inside = inside[~pd.MultiIndex.from_frame(inside[["hit", "quote_id"]]).isin(told)]
    own = pairs["quote_id"].notna().to_numpy()
    width = int(quotes["quote_id"].max()) + 1
    mine = pairs["hit"] * width + pairs["quote_id"].fillna(0).astype("int64")
    within = mine.isin(inside["hit"] * width + inside["quote_id"].astype("int64")).to_numpy()
    return np.where(own, within, ~pairs["hit"].isin(inside["hit"]).to_numpy())
