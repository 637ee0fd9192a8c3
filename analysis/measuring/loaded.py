"""Words by which a text judges in passing: who is a 'regime', whose is a 'so-called' plan?

They are told apart from bad news: a war is bad news whoever tells it, 'senseless' is somebody's
verdict. The list is `data/loaded_words.csv`.

References:
    Recasens, Danescu-Niculescu-Mizil and Jurafsky 2013, 'Linguistic models for analyzing and
    detecting biased language'.
"""

import re
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, require
from analysis.scoring import Scorer, get_scorer, scorer_rows

__all__ = ["add_loaded", "loaded_words_by", "read_loaded_words"]

WORDS = DATA / "loaded_words.csv"
KINDS = ("label", "doubt", "manner", "verdict")


def read_loaded_words(path: str | Path = WORDS) -> pd.DataFrame:
    """Words that judge: one row per word or phrase, as it is written (case does not matter).

    Returns:
        `word`, `kind` (label, doubt, manner, verdict), `tone` (-1 runs down, 1 plays up),
        `source`, `line`.

    Raises:
        LexiconError: naming file and line, for another kind or tone, or a word listed twice.
    """
    table = read_lexicon(path, columns=["word", "kind", "tone", "source"])
    for row in table.to_dict("records"):
        where = f"{Path(path).name} line {row['line']}"
        if row["kind"] not in KINDS:
            raise LexiconError(f"{where}: kind is {', '.join(KINDS)}, not {row['kind']!r}")
        if row["tone"] not in ("-1", "1"):
            raise LexiconError(f"{where}: tone is -1 or 1, not {row['tone']!r}")
    for row in table[table["word"].str.lower().duplicated()].itertuples():
        raise LexiconError(f"{Path(path).name} line {row.line}: {row.word!r} is listed twice")
    return table.assign(tone=table["tone"].astype(int))


@cache
def _pattern() -> tuple[re.Pattern, dict[str, int]]:
    tones = {row.word.lower(): row.tone for row in read_loaded_words().itertuples()}
    longest_first = sorted(tones, key=len, reverse=True)
    any_of = "|".join(re.escape(word) for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{any_of})(?![\w-])", re.IGNORECASE), tones


def add_loaded(
    mentions: pd.DataFrame, sentences: pd.DataFrame, *, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Add the loaded words of each mention's sentence that stand in the mention's own voice.

    A word in a quotation counts for mentions in that quotation alone, one outside it for those
    outside. That it stands in the sentence does not say that it is meant for the actor.

    Args:
        mentions: One row per mention, with `quote_id` (from `add_voice`) where `quotes` are given.
        sentences: One row per sentence.
        quotes: One row per quotation.

    Returns:
        A copy with `loaded` (list of (start, end, word, tone), offsets into the sentence) and
        `judged` (1.0 where there is any, else 0.0: `framing_by(..., measure="judged")` is the
        share of an actor's mentions that stand beside one).
    """
    rows = scorer_rows(mentions, sentences, quotes=quotes)
    found = [
        _loaded(sentence, [*names, *other])
        for sentence, names, other in zip(
            rows["sentence"], rows["names"], rows["other_voice"], strict=True
        )
    ]
    loaded = pd.Series(found, index=mentions.index, dtype=object)
    return mentions.assign(loaded=loaded, judged=loaded.map(bool).astype(float))


def loaded_words_by(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    by: str | list[str],
    *,
    quotes: pd.DataFrame | None = None,
    scorer: str | Scorer = "target",
) -> pd.DataFrame:
    """The loaded words beside each group's mentions, and what a scorer makes of each in context.

    Args:
        mentions: As `add_loaded` gives them.
        by: Columns that make the groups, say `["outlet", "actor"]`.
        sentences, quotes: As for `add_loaded`.
        scorer: What weighs a word: the polarity of the sentence, less that of the sentence in
            which the word is left blank.

    Returns:
        One row per group and word, most frequent first: `by`, `word`, `tone`, `n` (times),
        `n_articles`, `weight` (mean change of polarity; a word that changes nothing weighs 0).
    """
    by = [by] if isinstance(by, str) else list(by)
    require(mentions, [*by, "loaded"], made_by="measuring.add_loaded")
    columns = [*by, "word", "tone", "n", "n_articles", "weight"]
    held = mentions[mentions["loaded"].map(bool)]
    rows = scorer_rows(held, sentences, quotes=quotes)
    rows = rows.join(held[["article_id", *by, "loaded"]]).explode("loaded", ignore_index=True)
    if rows.empty:
        return pd.DataFrame(columns=columns)
    rows[["from", "to", "word", "tone"]] = pd.DataFrame(rows["loaded"].tolist(), index=rows.index)
    spans = zip(rows["sentence"], rows["from"], rows["to"], strict=True)
    # Blanks, not nothing: all offsets stay what they were.
    blank = [text[:start] + " " * (end - start) + text[end:] for text, start, end in spans]
    weigh = get_scorer(scorer)
    both = [_polarity(weigh(given)) for given in (rows, rows.assign(sentence=blank))]
    rows["weight"] = both[0] - both[1]
    table = rows.groupby([*by, "word", "tone"], observed=True).agg(
        n=("word", "size"), n_articles=("article_id", "nunique"), weight=("weight", "mean")
    )
    table = table.reset_index().sort_values([*by, "n", "word"], ascending=_order(by))
    return table[columns].reset_index(drop=True)


def _loaded(sentence: str, hidden: list[tuple[int, int]]) -> list[tuple[int, int, str, int]]:
    pattern, tones = _pattern()
    return [
        (*match.span(), match.group().lower(), tones[match.group().lower()])
        for match in pattern.finditer(sentence)
        if not any(start < match.end() and match.start() < end for start, end in hidden)
    ]


def _polarity(scored: pd.DataFrame | pd.Series) -> pd.Series:
    return scored["polarity"] if isinstance(scored, pd.DataFrame) else scored


def _order(by: list[str]) -> list[bool]:
    return [*[True] * len(by), False, True]
