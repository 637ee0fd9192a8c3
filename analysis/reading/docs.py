"""The table of tokens as spaCy's objects, for its matchers and its pictures."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis.schema import SputlinkError, require

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["SpacyMissing", "docs"]

_READ = ["article_id", "sentence_id", "token_id", "start", "end", "token", "pos", "lemma", "head"]


class SpacyMissing(SputlinkError):
    """spaCy, which the project does not need, is not installed; says how to install it."""


def docs(tokens: pd.DataFrame) -> dict[str, "Doc"]:
    """One spaCy `Doc` for each article, as it is read here: no model of spaCy is asked.

    For a `DependencyMatcher`, or for `displacy.render(list(doc.sents)[0], options={"fine_grained":
    True})`. The package `spacy` is no part of the project.

    Args:
        tokens: One row per token, as `reading.split_tokens` makes it.

    Returns:
        Article to `Doc`, with `tag_` (Penn), `lemma_`, `head`, `dep_` (Universal Dependencies) and
        sentence starts; `doc.user_data["starts"]` has each token's offset into the article's
        `text`, from which `doc.text` differs in its white space.

    Raises:
        SpacyMissing: naming what to install.
        MissingColumn: naming the column and the function that makes it.
    """
    require(tokens, [*_READ, "dep"], made_by="reading.split_tokens")
    try:
        from spacy.tokens import Doc
        from spacy.vocab import Vocab
    except ImportError as problem:
        raise SpacyMissing(f"{problem}: pip install 'spacy>=3.8,<3.9'") from problem
    vocab, found = Vocab(), {}
    ordered = tokens.sort_values(["article_id", "token_id"], kind="stable")
    for article, rows in ordered.groupby("article_id", sort=False):
        place = {token_id: at for at, token_id in enumerate(rows["token_id"])}
        doc = Doc(
            vocab,
            words=rows["token"].tolist(),
            spaces=rows["start"].shift(-1).gt(rows["end"]).tolist(),
            tags=rows["pos"].tolist(),
            lemmas=rows["lemma"].tolist(),
            heads=[place[head] for head in rows["head"]],
            deps=rows["dep"].tolist(),
            sent_starts=rows["sentence_id"].ne(rows["sentence_id"].shift()).tolist(),
        )
        doc.user_data["starts"] = rows["start"].tolist()
        found[article] = doc
    return found
