"""Tokens as spaCy's objects, where spaCy is installed; an error that says what to do where not."""

import sys

import pandas as pd
import pytest

from analysis.reading import docs, split_sentences, split_tokens
from analysis.reading.docs import SpacyMissing
from analysis.schema import MissingColumn

TEXT = "Norland attacked Sudland.  Orlan fled."


@pytest.fixture(scope="module")
def tokens():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [TEXT, "Kenya won."]})
    return split_tokens(split_sentences(articles.assign(body_start=0)))


def test_a_doc_says_what_the_table_says(tokens):
    pytest.importorskip("spacy", reason="no part of the project")
    found = docs(tokens.sample(frac=1, random_state=1))
    assert set(found) == {"a", "b"}
    doc, rows = found["a"], tokens[tokens["article_id"] == "a"]
    assert [token.text for token in doc] == rows["token"].tolist()
    assert [token.tag_ for token in doc] == rows["pos"].tolist()
    assert [token.dep_ for token in doc] == rows["dep"].tolist()
    assert [rows["token_id"].iloc[token.head.i] for token in doc] == rows["head"].tolist()
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Norland attacked Sudland.",
        "Orlan fled.",
    ]
    assert [TEXT[s : s + len(t)] for s, t in zip(doc.user_data["starts"], doc, strict=True)] == [
        token.text for token in doc
    ]


def test_without_spacy_the_error_says_what_to_install(tokens, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(SpacyMissing, match="pip install 'spacy"):
        docs(tokens)


def test_a_missing_column_is_named(tokens):
    with pytest.raises(MissingColumn, match=r"head.*reading\.split_tokens"):
        docs(tokens.drop(columns="head"))
