"""How actors are described: adjectives, appositions and predicates bound to a mention."""

import pandas as pd
from lemminflect import getAllLemmas

from analysis.acting.bindings import Binding, bind
from analysis.reading import Clauses, Token, Tree, tokens_of
from analysis.schema import require

__all__ = ["descriptors_in", "find_descriptors"]

_KEYS = ["article_id", "sentence_id"]
_DTYPES = {
    "article_id": "str", "sentence_id": "int64", "mention_id": "int64", "actor": "str",
    "kind": "str", "descriptor": "str", "lemma": "str", "start": "int64", "end": "int64",
    "negated": "bool",
}  # fmt: skip


def descriptors_in(
    tokens: list[Token], spans: list[tuple[int, int]]
) -> list[tuple[int, str, int, int, str, bool]]:
    """Descriptors of the mentions of one sentence.

    Args:
        tokens: The tokens of one sentence in order, as `reading.read_text` gives them.
        spans: (start, end) of each mention.

    Returns:
        (index of the span, kind, start, end, lemma, negated) of each descriptor, in that order.
    """
    if not tokens or not spans:
        return []
    clauses = Clauses(Tree(tokens))
    found = []
    for index, (start, end) in enumerate(spans):
        held = [i for i, token in enumerate(tokens) if token[0] < end and start < token[1]]
        if not held:
            continue
        for binding in bind(clauses, held[0], held[-1]):
            first, last = tokens[binding.first][0], tokens[binding.last][1]
            found.append(
                (index, binding.kind, first, last, _lemma(binding, clauses.tree), binding.negated)
            )
    return sorted(set(found))


def _lemma(binding: Binding, tree: Tree) -> str:
    lower = tree.word(binding.head)
    kind = "NOUN" if tree.pos(binding.head).startswith("NN") else "ADJ"
    lemmas = getAllLemmas(lower, upos=kind).get(kind, ())
    return lemmas[0] if lemmas else lower


def find_descriptors(mentions: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Find the words that describe an actor.

    Args:
        mentions: One row per mention, as `naming.find_mentions` makes it.
        tokens: One row per token, as `reading.split_tokens` makes it.

    Returns:
        One row per mention and descriptor: `article_id`, `sentence_id`, `mention_id`, `actor`;
        `kind`: "adjective" in front of the name or between commas ('increasingly isolated Iran'),
        "apposition" ('Assad, a long-time Russian ally', 'spokesperson Baghaei'), "predicate"
        ('Russia is cautious', 'Tehran finds itself isolated', 'Iran is a partner');
        `descriptor` (its words, without article), `lemma` (of the adjective or head noun),
        `start`, `end` (offsets into the article's `text`), `negated` ('is not isolated').

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        mentions, [*_KEYS, "mention_id", "actor", "start", "end"], made_by="naming.find_mentions"
    )
    require(
        tokens,
        [*_KEYS, "token_id", "start", "end", "token", "pos", "head", "dep"],
        made_by="reading.split_tokens",
    )
    sentences = {
        keys: part.sort_values("token_id")
        for keys, part in tokens.merge(mentions[_KEYS].drop_duplicates(), on=_KEYS).groupby(_KEYS)
    }
    rows = []
    for keys, part in mentions.groupby(_KEYS, sort=True):
        if keys not in sentences:
            continue
        held = sentences[keys]
        sentence = tokens_of(held)
        words = [(token.start, token.end, token.token) for token in sentence]
        part = part.sort_values("mention_id")
        spans = list(zip(part["start"], part["end"], strict=True))
        for index, kind, start, end, lemma, negated in descriptors_in(sentence, spans):
            who = part.iloc[index]
            text = _text(words, start, end)
            rows.append(
                (*keys, who["mention_id"], who["actor"], kind, text, lemma, start, end, negated)
            )
    return pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)


def _text(words: list[tuple[int, int, str]], start: int, end: int) -> str:
    """The words of a span, spaced as in the text (any white space counts as one blank)."""
    text, last = "", start
    for first, stop, word in words:
        if start <= first and stop <= end:
            text += (" " if text and first > last else "") + word
            last = stop
    return text
