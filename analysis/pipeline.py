"""The stages in order: from articles to every table, for a notebook's first line or the shell."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.cleaning import add_text, find_furniture, find_subheadings
from analysis.loading import Loaded, one_spelling
from analysis.naming import find_mentions
from analysis.own import SHIPPED, Own, read_own
from analysis.quoting import find_quotes
from analysis.reading import split_sentences, split_tokens
from analysis.relating import Pairs, default_pairs
from analysis.schema import COLUMNS, SputlinkError
from analysis.scoring import Scorer
from analysis.tables import Tables, add_pronouns, describe, framing_of_named, relate

__all__ = ["analyse"]

NO_OUTLET = "(no outlet)"  # so that articles without one stay in every table and figure


def analyse(
    loaded: Loaded | pd.DataFrame,
    *,
    scorer: str | Scorer | None = None,
    pairs: Pairs | bool | None = None,
    pronouns: bool = False,
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
        SputlinkError: if both `actors` and `own` are given.
    """
    if actors is not None and own is not None:
        raise SputlinkError("actors and own are both given: name the actors in read_own(actors=)")
    if own is None:
        own = SHIPPED if actors is None else read_own(None, actors=actors)
    nothing = pd.DataFrame(columns=COLUMNS["rejected"]).astype("str").astype({"row": "Int64"})
    articles, rejected = loaded if isinstance(loaded, Loaded) else (loaded, nothing)
    articles = one_spelling(articles.assign(outlet=articles["outlet"].fillna(NO_OUTLET)))
    furniture = find_furniture(articles, patterns=own.patterns)
    articles = add_text(articles, furniture)
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
    made = Tables(
        articles, furniture, sentences, tokens, quotes, mentions, relations, framing, rejected
    )
    return replace(made, own=own)
