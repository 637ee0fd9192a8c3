"""The stages in order: from articles to every table, for a notebook's first line or the shell."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.cleaning import add_copies, add_text, find_furniture, find_subheadings
from analysis.loading import Loaded, one_spelling
from analysis.naming import find_mentions
from analysis.own import SHIPPED, Own, read_own
from analysis.quoting import find_quotes
from analysis.reading import split_sentences, split_tokens
from analysis.relating import Pairs, default_pairs
from analysis.schema import COLUMNS, NO_OUTLET, SputlinkError
from analysis.scoring import Scorer
from analysis.tables import (
    Tables,
    add_pronouns,
    check_copies,
    describe,
    framing_of_named,
    relate,
)

__all__ = ["analyse", "clean", "read"]


def analyse(
    loaded: Loaded | pd.DataFrame,
    *,
    scorer: str | Scorer | None = None,
    pairs: Pairs | bool | None = None,
    pronouns: bool = False,
    copies: str = "all",
    actors: str | Path | None = None,
    own: Own | None = None,
) -> Tables:
    """Run every stage over loaded articles.

    Args:
        loaded: What `read_articles` gives, or its articles alone: one row per article.
        scorer: What scores the wording: a name of `get_scorer`, or anything that fits the socket
            (default: the fitted scorer where its files are present, else TextBlob).
        pairs: What reads the attitudes between two actors: anything that fits the socket of
            `relating.Pairs` (default: the fitted pair scorer where its files are present, else
            deeds alone are told and attitudes are missing); False for no relations at all.
        pronouns: Count pronouns and descriptions ('the country') that stand for an actor, too;
            their `how` is 'pronoun' or 'description'.
        copies: "all" (as published) or "one": of a text that several outlets printed, the first
            alone, in every table (see `Tables.one_copy`).
        actors: A file of your own actors, laid over the gazetteer: short for
            `own=read_own(None, actors=...)`.
        own: Actors and words of your own, as `read_own` gives them (default: as shipped).

    Returns:
        All tables. `mentions` carries, beside its own columns, the outlet, day, event and the
        constructed mark of its article, and so does `relations`, who is told as for or against
        whom; `framing` is the polarity by actor, outlet and voice;
        `rejected` is what was set aside on loading (empty if articles alone were given).
        They keep `own`, for what is asked of them later.

    Raises:
        LexiconError: naming file and line of an own actor or word that can't be used.
        SputlinkError: if both `actors` and `own` are given, or `copies` is neither of the two.
    """
    check_copies(copies)
    if actors is not None and own is not None:
        raise SputlinkError("actors and own are both given: name the actors in read_own(actors=)")
    if own is None:
        own = SHIPPED if actors is None else read_own(None, actors=actors)
    articles = loaded.articles if isinstance(loaded, Loaded) else loaded
    articles, furniture = clean(articles, own=own)
    made = read(articles, furniture, scorer=scorer, pairs=pairs, pronouns=pronouns, own=own)
    if isinstance(loaded, Loaded):
        made = replace(made, rejected=loaded.rejected)
    return made.counting(copies)


def clean(articles: pd.DataFrame, *, own: Own) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What has to see all articles at once: outlets spelt alike, what they repeat, copies.

    Returns:
        The articles with `text`, `cluster_id` and what else `cleaning` adds; their furniture.
    """
    articles = one_spelling(articles.assign(outlet=articles["outlet"].fillna(NO_OUTLET)))
    furniture = find_furniture(articles, patterns=own.patterns)
    return add_copies(add_text(articles, furniture)), furniture


def read(
    articles: pd.DataFrame,
    furniture: pd.DataFrame,
    *,
    scorer: str | Scorer | None = None,
    pairs: Pairs | bool | None = None,
    pronouns: bool = False,
    own: Own,
) -> Tables:
    """Every table of articles that are clean, or of a part of them: no article sees another.

    Args:
        articles, furniture: As `clean` gives them.
        scorer, pairs, pronouns, own: As for `analyse`.
    """
    sentences = split_sentences(articles, breaks=find_subheadings(articles))
    tokens = split_tokens(sentences)
    mentions = find_mentions(sentences, articles, gazetteer=own.gazetteer)
    quotes = find_quotes(articles, sentences, tokens, mentions=mentions, cues=own.book)
    if pronouns:
        mentions = add_pronouns(mentions, tokens, quotes)
    mentions = describe(
        mentions,
        articles=articles,
        sentences=sentences,
        tokens=tokens,
        quotes=quotes,
        scorer=scorer,
        classes=own.classes,
    )
    relations = relate(
        mentions,
        articles=articles,
        sentences=sentences,
        tokens=tokens,
        quotes=quotes,
        pairs=default_pairs() if pairs is None else pairs,
        classes=own.classes,
    )
    framing = framing_of_named(mentions)
    rejected = pd.DataFrame(columns=COLUMNS["rejected"]).astype("str").astype({"row": "Int64"})
    made = Tables(
        articles, furniture, sentences, tokens, quotes, mentions, relations, framing, rejected
    )
    return replace(made, own=own)
