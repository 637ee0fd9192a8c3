"""The stages in order: from articles to every table, for a notebook's first line or the shell."""

from collections.abc import Callable
from dataclasses import dataclass, fields

import pandas as pd

from analysis.acting import add_roles
from analysis.cleaning import add_text, find_furniture, find_subheadings
from analysis.loading import one_spelling
from analysis.measuring import framing_by, of_actors
from analysis.naming import find_mentions, find_pronoun_mentions
from analysis.quoting import add_voice, find_quotes, outermost
from analysis.reading import split_sentences, split_tokens
from analysis.scoring import add_polarity, default_scorer

FRAMING = ["actor", "outlet", "words_of"]  # a quoted voice is never pooled with the outlet's own
NO_OUTLET = "(no outlet)"  # so that articles without one stay in every table and figure


@dataclass(frozen=True)
class Tables:
    """Every table of one analysis; `analysis.schema.COLUMNS` names the columns of each."""

    articles: pd.DataFrame
    furniture: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    quotes: pd.DataFrame
    mentions: pd.DataFrame
    framing: pd.DataFrame

    def __iter__(self):
        return ((each.name, getattr(self, each.name)) for each in fields(self))


def analyse(
    articles: pd.DataFrame, *, scorer: str | Callable | None = None, pronouns: bool = False
) -> Tables:
    """Run every stage over loaded articles.

    Args:
        articles: As `read_articles` gives them: one row per article.
        scorer: What scores the wording: a name of `get_scorer`, or anything that fits the socket
            (default: the fitted scorer where its files are present, else TextBlob).
        pronouns: Count pronouns and descriptions ('the country') that stand for an actor, too;
            their `how` is 'pronoun' or 'description'.

    Returns:
        All tables. `mentions` carries, beside its own columns, the outlet, day, event and the
        constructed mark of its article; `framing` is the polarity by actor, outlet and voice.
    """
    articles = one_spelling(articles.assign(outlet=articles["outlet"].fillna(NO_OUTLET)))
    furniture = find_furniture(articles)
    articles = add_text(articles, furniture)
    sentences = split_sentences(articles, breaks=find_subheadings(articles))
    tokens = split_tokens(sentences)
    mentions = find_mentions(sentences, articles)
    quotes = find_quotes(articles, sentences, tokens, mentions=mentions)
    if pronouns:
        found = find_pronoun_mentions(mentions, tokens, quotes=outermost(quotes))
        mentions = pd.concat([mentions, found]).sort_values(
            ["article_id", "start"], kind="stable", ignore_index=True
        )
    mentions = (
        mentions.pipe(add_voice, quotes, sentences)
        .pipe(add_words_of)
        .pipe(add_roles, tokens)
        .pipe(add_polarity, sentences, quotes=quotes, scorer=scorer or default_scorer())
        .pipe(add_article, articles)
    )
    framing = framing_by(of_actors(mentions), by=FRAMING)
    return Tables(articles, furniture, sentences, tokens, quotes, mentions, framing)


def add_words_of(mentions: pd.DataFrame) -> pd.DataFrame:
    """A copy with `words_of`: 'outlet' (its text and its headlines) or 'quoted' (anybody else)."""
    own = mentions["voice"].isin(["outlet", "headline"])
    return mentions.assign(words_of=own.map({True: "outlet", False: "quoted"}).astype("str"))


def add_article(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    columns: tuple[str, ...] = ("outlet", "published", "event", "constructed"),
) -> pd.DataFrame:
    """A copy of any table that has `article_id`, with those columns of its article."""
    return table.merge(
        articles[["article_id", *columns]], on="article_id", how="left", validate="many_to_one"
    )
