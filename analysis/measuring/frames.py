"""Generic frames: indicator words near an actor, each hit visible, rates with their n.

References:
    Semetko and Valkenburg 2000, 'Framing European politics', Journal of Communication 50(2).
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from lemminflect import getAllLemmas

from analysis.lexicons import DataFile, data_file, read_lexicon
from analysis.measuring.framing import ESTIMATE, SMALL, add_constructed
from analysis.measuring.intervals import interval
from analysis.schema import DATA, LexiconError, SputlinkError, require

__all__ = ["find_frames", "frames_by", "read_frames"]

_TOKEN = ["article_id", "sentence_id", "token_id", "start", "end", "token", "lower", "pos"]
_HIT = {
    "article_id": "str", "sentence_id": "int64", "token_id": "int64", "start": "int64",
    "end": "int64", "token": "str", "lemma": "str", "frame": "str",
}  # fmt: skip
_NEAR = {"mention_id": "int64", "actor": "str", "distance": "int64"}
_NAMES = ("NNP", "NNPS")


def read_frames(
    path: str | Path | DataFile = DATA / "frames.csv", *, own: DataFile | None = None
) -> pd.DataFrame:
    """Indicator words: `frame`, `lemma`; those of `own`, somebody's own file, beside those of
    `path`, under the frames that are there or new ones.

    Raises:
        LexiconError: naming file and line, for a word that stands twice under a frame, or is
            several words or not in lower case.
    """
    files = [data_file(path), *([own] if own is not None else [])]
    tables = [_frame_rows(file) for file in files]
    return pd.concat(tables, ignore_index=True).drop_duplicates(ignore_index=True)


def _frame_rows(file: DataFile) -> pd.DataFrame:
    table = read_lexicon(file, columns=["frame", "lemma"])
    wrong = table[
        table.duplicated(["frame", "lemma"])
        | table["lemma"].str.contains(" ", regex=False)
        | (table["lemma"] != table["lemma"].str.lower())
    ]
    if len(wrong):
        row = wrong.iloc[0]
        raise LexiconError(
            f"{file.name} line {row['line']}: {row['lemma']!r} under {row['frame']} stands "
            "there twice, or is not one word in lower case"
        )
    return table.drop(columns="line")


@lru_cache(maxsize=50_000)
def _lemmas(lower: str) -> tuple[str, ...]:
    """The form itself and every lemma that it can have."""
    found = {lemma for lemmas in getAllLemmas(lower).values() for lemma in lemmas}
    return (lower, *sorted(found - {lower}))


def find_frames(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    *,
    window: int = 10,
    frames: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find indicator words of the generic frames, of all articles or near actors.

    Proper nouns are no hits ('Security Council'), nor is any word inside a mention.

    Args:
        tokens: One row per token, as `segment.split_tokens` makes it.
        mentions: If given, only hits near a mention count: one row per hit and actor, with the
            mention of that actor that stands nearest.
        window: How many word tokens off a mention a hit may stand, in the same sentence.
        frames: Indicator words (default: `read_frames()`).

    Returns:
        One row per hit (and actor): `article_id`, `sentence_id`, `token_id`, `start`, `end`
        (offsets into the article's `text`), `token`, `lemma` (as in the list), `frame`; with
        mentions also `mention_id`, `actor`, `distance` (word tokens, 1.. `window`).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(tokens, _TOKEN, made_by="reading.split_tokens")
    hits = _hits(tokens, read_frames() if frames is None else frames)
    if mentions is None:
        return hits
    near = _near(tokens, mentions, window).rename(columns={"at": "token_id"})
    found = hits.merge(near, on=["article_id", "sentence_id", "token_id"])
    found = found.sort_values(["article_id", "token_id", "frame", "actor", "distance"])
    found = found.drop_duplicates(["article_id", "token_id", "frame", "actor"], ignore_index=True)
    return found[[*_HIT, *_NEAR]].astype({**_HIT, **_NEAR})


def _hits(tokens: pd.DataFrame, frames: pd.DataFrame) -> pd.DataFrame:
    indicators: dict[str, list[str]] = {}
    for frame, lemma in zip(frames["frame"], frames["lemma"], strict=True):
        indicators.setdefault(lemma, []).append(frame)
    found = {}
    for lower in tokens["lower"].unique():
        matched: dict[str, str] = {}
        for lemma in _lemmas(lower):
            for frame in indicators.get(lemma, ()):
                matched.setdefault(frame, lemma)
        if matched:
            found[lower] = matched
    words = tokens[
        tokens["lower"].isin(list(found)) & ~tokens["pos"].isin(_NAMES) & ~_in_name(tokens)
    ]
    rows = [
        (*row[:-1], lemma, frame)
        for row in words[[*list(_HIT)[:6], "lower"]].itertuples(index=False, name=None)
        for frame, lemma in found[row[-1]].items()
    ]
    hits = pd.DataFrame(rows, columns=list(_HIT)).astype(_HIT)
    return hits.sort_values(["article_id", "token_id", "frame"], ignore_index=True)


def _in_name(tokens: pd.DataFrame) -> pd.Series:
    """Capitalised inside a sentence that does not capitalise most of its words: 'Strike Court'."""
    keys = [tokens["article_id"], tokens["sentence_id"]]
    capital = tokens["token"].str[:1].str.isupper().astype(bool)
    long = tokens["token"].str.len() > 3
    share = (capital & long).groupby(keys).transform("sum") / long.groupby(keys).transform("sum")
    first = tokens["token_id"] == tokens.groupby(["article_id", "sentence_id"])[
        "token_id"
    ].transform("min")
    return capital & ~first & ~(share > 0.6)


def _near(tokens: pd.DataFrame, mentions: pd.DataFrame, window: int) -> pd.DataFrame:
    """One row per word token near a mention, per mention: keys, `at` (token_id), `distance`."""
    needed = ["article_id", "sentence_id", "mention_id", "actor", "start", "end"]
    require(mentions, needed, made_by="naming.find_mentions")
    if window < 1:
        raise SputlinkError(f"window counts words from 1 on, not {window!r}")
    words = tokens[tokens["token"].str.contains(r"\w", regex=True)]
    spans = {
        keys: part.sort_values("token_id")
        for keys, part in words.groupby(["article_id", "sentence_id"])
    }
    rows = []
    for keys, part in mentions.groupby(["article_id", "sentence_id"]):
        if keys not in spans:
            continue
        sentence = spans[keys]
        starts, ends = sentence["start"].to_numpy(), sentence["end"].to_numpy()
        ids = sentence["token_id"].to_numpy()
        named = np.zeros(len(ids), dtype=bool)
        for start, end in zip(part["start"], part["end"], strict=True):
            named |= (starts < end) & (ends > start)
        for mention_id, actor, start, end in zip(
            part["mention_id"], part["actor"], part["start"], part["end"], strict=True
        ):
            inside = np.flatnonzero((starts < end) & (ends > start))
            if not len(inside):
                continue
            first, last = inside[0], inside[-1]
            for i in range(max(first - window, 0), min(last + window + 1, len(ids))):
                if not named[i]:
                    rows.append((*keys, ids[i], mention_id, actor, max(first - i, i - last)))
    columns = ["article_id", "sentence_id", "at", *_NEAR]
    kinds = {"article_id": "str", "sentence_id": "int64", "at": "int64", **_NEAR}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def frames_by(
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    by: str | list[str] = "actor",
    *,
    window: int = 10,
    frames: pd.DataFrame | None = None,
    n_boot: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """How often the indicator words of each frame stand near an actor.

    Args:
        tokens, mentions, window, frames: As for `find_frames`.
        by: Columns of `mentions` that make the groups.
        n_boot, seed: Resamples of whole articles for the interval.

    Returns:
        One row per group and frame, frames without a hit included: `by`, `frame`, `n_mentions`,
        `n_articles` (that have words near them), `estimate` (hits per 1,000 of these words),
        `low`, `high` (NaN with one article), `small` (bool), `n_hits`, `n_tokens` (words near the
        group's mentions, each counted once: the denominator), `words` (the hits with counts, the
        commonest first), and `n_constructed` where `mentions` has `constructed`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(mentions, by, made_by="naming.find_mentions")
    lexicon = read_frames() if frames is None else frames
    extra = [column for column in by if column not in ("article_id", "mention_id", "actor")]
    near = _near(tokens, mentions, window).merge(
        mentions[["article_id", "mention_id", *extra]], on=["article_id", "mention_id"]
    )
    keys = list(dict.fromkeys([*by, "article_id"]))
    named = near.groupby(keys, dropna=False)["mention_id"].nunique()
    near = near.drop_duplicates([*keys, "at"]).rename(columns={"at": "token_id"})
    hits = near.merge(_hits(tokens, lexicon)[["article_id", "token_id", "frame", "lemma"]])
    sizes = near.groupby(keys, dropna=False).size()
    frame_names = sorted(lexicon["frame"].unique())
    counts = pd.DataFrame(
        {
            frame: hits[hits["frame"] == frame].groupby(keys, dropna=False).size()
            for frame in frame_names
        },
        index=sizes.index,
    )
    counts = counts.fillna(0).assign(n_tokens=sizes, n_mentions=named)
    words = hits.groupby([*by, "frame"], dropna=False)["lemma"].agg(_tally) if len(hits) else {}
    rows = []
    for group, part in counts.groupby(by, dropna=False):
        total = part["n_tokens"].to_numpy(dtype=float)
        n_mentions, n_articles = int(part["n_mentions"].sum()), len(part)
        small = n_mentions < SMALL or n_articles < SMALL
        for frame in frame_names:
            found = part[frame].to_numpy(dtype=float)
            rate, low, high = interval(found, total, n_boot=n_boot, seed=seed, level=0.95)
            estimate = (1000 * rate, 1000 * max(low, 0), 1000 * high, small)
            told = (int(found.sum()), int(total.sum()), words.get((*group, frame), ""))
            rows.append((*group, frame, n_mentions, n_articles, *estimate, *told))
    columns = [*ESTIMATE, "n_hits", "n_tokens", "words"]
    kinds = dict.fromkeys(["n_mentions", "n_articles", "n_hits", "n_tokens"], "int64")
    kinds |= dict.fromkeys(["estimate", "low", "high"], "float64")
    kinds |= {"small": "bool", "frame": "str", "words": "str"}
    kinds |= {column: mentions[column].dtype for column in by}
    table = pd.DataFrame(rows, columns=[*by, "frame", *columns]).astype(kinds)
    return add_constructed(table, mentions, by) if "constructed" in mentions else table


def _tally(lemmas: pd.Series) -> str:
    counts = lemmas.value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{lemma} {count}" for lemma, count in ordered)
