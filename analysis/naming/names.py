"""What the gazetteer leaves open: aliases with several readings, and names that it lacks."""

import re
from itertools import groupby

import pandas as pd

from analysis.naming.neighbours import DAYS, is_ordinary, name_words
from analysis.schema import require
from analysis.splitting import is_headline

__all__ = ["ambiguity_report", "unknown_names"]

# Small words that a name may hold: 'Muhammad bin Salman', 'Ministry of Defence'.
_INNER = frozenset(["of", "bin", "al", "el", "de", "da", "van", "von", "der", "ibn", "ben", "du"])
_NAME = re.compile(r"[^\W\d_][\w.’'&-]*")


def ambiguity_report(mentions: pd.DataFrame) -> pd.DataFrame:
    """List the aliases that could be several actors, and how each reading was chosen.

    Args:
        mentions: One row per mention, as `find_mentions` makes it.

    Returns:
        One row per alias, chosen actor and reason, the most frequent first: `alias`, `candidates`
        (the other actors, "; " between), `chosen` ("... (ambiguous)" where the article doesn't tell
        whose surname it is), `reason` (undecided, evidence, nearest, office, first
        listed; only, where another person of that surname stands nearer), `undecided` (mentions
        flagged as ambiguous), `n` (mentions), `n_articles`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        mentions,
        ["article_id", "alias", "actor", "candidates", "chosen_by", "ambiguous"],
        made_by="naming.find_mentions",
    )
    open_ones = mentions[(mentions["candidates"] != "") | mentions["ambiguous"]]
    keys = ["alias", "candidates", "actor", "chosen_by"]
    table = open_ones.groupby(keys, as_index=False, sort=True).agg(
        undecided=("ambiguous", "sum"),
        n=("alias", "size"),
        n_articles=("article_id", "nunique"),
    )
    table = table.rename(columns={"actor": "chosen", "chosen_by": "reason"})
    table = table.astype(dict.fromkeys(["undecided", "n", "n_articles"], "int64"))
    return table.sort_values(["n", "alias"], ascending=[False, True], ignore_index=True)


def unknown_names(
    tokens: pd.DataFrame, mentions: pd.DataFrame, *, at_least: int = 2
) -> pd.DataFrame:
    """Find frequent names that the gazetteer does not know, so that it can grow.

    A name is a run of capitalised tokens ('Ministry of Defence' holds a small word). At the start
    of a sentence a word of the language is left off; days, months and honorifics are no names, a
    line with capitals on most words gives none, and a single word must occur away from a
    sentence's start at least once.

    Args:
        tokens: One row per token, as `split_tokens` makes it.
        mentions: The mentions found; names that overlap one are known.
        at_least: Names with fewer mentions are left out.

    Returns:
        One row per name, the most frequent first: `name`, `n` (mentions), `n_articles`, `words`
        (its number of tokens), `example` (the tokens round its first mention).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        tokens,
        ["article_id", "sentence_id", "start", "end", "token"],
        made_by="reading.split_tokens",
    )
    require(mentions, ["article_id", "start", "end"], made_by="naming.find_mentions")
    known: dict[str, set[int]] = {}
    for key, start, end in zip(
        mentions["article_id"], mentions["start"], mentions["end"], strict=True
    ):
        known.setdefault(key, set()).update(range(start, end))
    rows = []
    columns = [tokens[c] for c in ("article_id", "sentence_id", "token", "start", "end")]
    for (key, _), group in groupby(zip(*columns, strict=True), key=lambda row: row[:2]):
        parts = list(group)
        words = [part[2] for part in parts]
        spans = [part[3:] for part in parts]
        rows += [(key, *row) for row in _names_in(words, spans, known.get(key, set()))]
    found = pd.DataFrame(rows, columns=["article_id", "name", "words", "inside", "example"])
    table = found.groupby("name", as_index=False).agg(
        n=("name", "size"),
        n_articles=("article_id", "nunique"),
        words=("words", "first"),
        inside=("inside", "any"),
        example=("example", "first"),
    )
    table = table[(table["n"] >= at_least) & ((table["words"] > 1) | table["inside"].astype(bool))]
    table = table.drop(columns="inside").astype(
        {"name": "str", "n": "int64", "n_articles": "int64", "words": "int64", "example": "str"}
    )
    return table.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)


def _names_in(
    words: list[str], spans: list[tuple[int, int]], known: set[int]
) -> list[tuple[str, int, bool, str]]:
    if is_headline(words):
        return []
    found = []
    at = 0
    while at < len(words):
        if not _is_capital(words[at]):
            at += 1
            continue
        end = at + 1
        while end < len(words) and _goes_on(words, spans, end):
            end += 1
        while end > at + 1 and words[end - 1].lower() in _INNER:
            end -= 1
        begin = at
        opening = begin == 0 or not words[begin - 1][-1].isalnum()
        while begin < end and _is_no_name(words[begin], opening=opening and begin == at):
            begin += 1
        if begin < end and not any(p in known for s, e in spans[begin:end] for p in range(s, e)):
            name = " ".join(words[begin:end])
            example = " ".join(words[max(0, begin - 8) : end + 8])
            found.append((name, end - begin, not opening or begin > at, example))
        at = end
    return found


def _is_capital(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and bool(_NAME.fullmatch(word))


def _goes_on(words: list[str], spans: list[tuple[int, int]], at: int) -> bool:
    """One space lies before, and the word has a capital or is a small one before a capital."""
    if spans[at][0] != spans[at - 1][1] + 1:
        return False
    if _is_capital(words[at]) or re.fullmatch(r"[A-Z]\.", words[at]):
        return True
    return (
        words[at].lower() in _INNER
        and words[at - 1].lower() not in _INNER
        and at + 1 < len(words)
        and _is_capital(words[at + 1])
    )


def _is_no_name(word: str, *, opening: bool) -> bool:
    """An honorific, a day, or the first word of a sentence that is only capitalised there."""
    lower = word.lower().rstrip(".")
    return lower in DAYS or lower in name_words()["honorific"] or (opening and is_ordinary(word))
