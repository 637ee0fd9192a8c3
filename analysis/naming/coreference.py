"""Pronouns and descriptions that stand for an actor, where the text tells whom they mean.

To switch it off, don't call it: the rows are extra mentions, told apart by `how`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.naming.antecedents import ArticleReader, read_article
from analysis.schema import DATA, LexiconError, require

__all__ = ["find_pronoun_mentions", "read_descriptions"]

_KEYS = ["article_id", "sentence_id", "mention_id", "actor", "actor_kind", "alias", "start", "end"]
_DTYPES = {
    "article_id": "str", "sentence_id": "int64", "mention_id": "int64", "alias": "str",
    "start": "int64", "end": "int64", "how": "str", "antecedent_id": "int64",
}  # fmt: skip
# What a pronoun has from the name it goes back to.
_COPIED = ["actor", "actor_kind", "actor_state", "ambiguous", "candidates", "chosen_by"]


def read_descriptions(path: str | Path = DATA / "descriptions.csv") -> dict[str, tuple]:
    """Per noun: the actor kinds it can stand for, and whether it must be part of an earlier name.

    Raises:
        LexiconError: naming file and line, for a value of `named` that is neither yes nor no.
    """
    table = read_lexicon(path, columns=["noun", "kinds", "named"])
    wrong = table[~table["named"].isin(["yes", "no"])]
    if len(wrong):
        raise LexiconError(
            f"{Path(path).name} line {wrong['line'].iloc[0]}: named is "
            f"{wrong['named'].iloc[0]!r}, expected yes or no"
        )
    kinds = table["kinds"].str.replace("armed group", "armed_group").str.split()
    return {
        noun: (frozenset(kind.replace("_", " ") for kind in found), named == "yes")
        for noun, found, named in zip(table["noun"], kinds, table["named"], strict=True)
    }


@cache
def _descriptions() -> dict[str, tuple[frozenset[str], bool]]:
    return read_descriptions()


def find_pronoun_mentions(
    mentions: pd.DataFrame, tokens: pd.DataFrame, *, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find pronouns and descriptions that stand for an actor mentioned before.

    'he', 'she', 'it', 'they' and their like go to the likeliest of those whom the text has spoken
    of within five sentences and who agree with it in gender and number (`naming.salience`), where
    that is likely enough and an actor; a reflexive to the subject of its clause. Those whom the
    gazetteer does not know, and things, stand in the ranking too: where one of them is the
    likeliest, or two are about as likely, nobody is chosen. 'the country' and its like (see
    `data/descriptions.csv`) stand for the only fitting actor nearby.

    Args:
        mentions: One row per mention, as `naming.find_mentions` makes it.
        tokens: One row per token, as `reading.split_tokens` makes it.
        quotes: If given, a pronoun inside a direct quotation needs an antecedent inside it, one
            outside an antecedent outside.

    Returns:
        Extra mentions, to be put beside the others with `pd.concat`: one row per pronoun or
        description that was resolved, with the columns of `mentions` (what says who the actor is
        comes from the antecedent, what later stages add is NA: call it before them), `how`
        "pronoun" or "description", `mention_id` counting on from the article's last, and
        `antecedent_id` (the `mention_id` of the name it goes back to).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(mentions, [*_KEYS, "how"], made_by="naming.find_mentions")
    require(
        tokens,
        [
            *("article_id", "sentence_id", "token_id", "start", "end", "token", "pos"),
            *("lemma", "head", "dep"),
        ],
        made_by="reading.split_tokens",
    )
    inside = _quoted(quotes)
    by_article = dict(list(mentions.groupby("article_id")))
    rows = []
    for article, part in tokens.groupby("article_id", sort=False):
        if article in by_article:
            reader = read_article(
                part, by_article[article], inside.get(article, []), descriptions=_descriptions()
            )
            rows.extend((article, *row) for row in _rows(reader, by_article[article]))
    found = pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)
    keys = ["article_id", "antecedent_id"]
    copied = [column for column in _COPIED if column in mentions]
    named = mentions.rename(columns={"mention_id": "antecedent_id"})[[*keys, *copied]]
    found = found.merge(named, on=keys, how="left", validate="many_to_one")
    return found.reindex(columns=[*mentions.columns, "antecedent_id"])


def _quoted(quotes: pd.DataFrame | None) -> dict[str, list[tuple[int, int]]]:
    if quotes is None:
        return {}
    require(quotes, ["article_id", "start", "end", "kind"], made_by="quoting.find_quotes")
    direct = quotes[quotes["kind"].isin(["direct", "mixed"])]
    return {
        article: sorted(zip(part["start"], part["end"], strict=True))
        for article, part in direct.groupby("article_id")
    }


def _rows(reader: ArticleReader, mentions: pd.DataFrame) -> Iterator[tuple]:
    """Rows of one article, numbered on from its last mention."""
    last = int(mentions["mention_id"].max())
    for number, (first, at, how, known) in enumerate(reader.resolve(), last + 1):
        alias = " ".join(reader.word[first : at + 1])
        span = (reader.start[first], reader.end[at])
        yield (reader.sentence[at], number, alias, *span, how, known.mention_id)
