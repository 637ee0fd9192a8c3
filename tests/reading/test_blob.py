"""TextBlob at home: its objects agree with our tables, and ask for no corpus."""

import pandas as pd
import pytest
from textblob import TextBlob

import analysis as sp
from analysis.reading import split_sentences, split_tokens

TEXT = "Norland’s envoy didn't sign. “We’ll wait,” Ms. Doe said, a good omen!\n\nSudland cheered."


@pytest.fixture
def tables():
    articles = pd.DataFrame({"article_id": ["a"], "text": [TEXT], "body_start": [0]})
    sentences = split_sentences(articles)
    return sentences, split_tokens(sentences)


def test_sentences_tokens_and_tags_are_those_of_the_tables(tables):
    sentences, tokens = tables
    blob = sp.blob(TEXT)
    assert isinstance(blob, TextBlob)
    assert [str(one) for one in blob.sentences] == sentences["sentence"].tolist()
    assert [one.start for one in blob.sentences] == sentences["start"].tolist()
    assert list(blob.tokens) == tokens["token"].tolist()
    words = tokens[tokens["token"].str.contains(r"\w")]
    assert [str(word) for word, _ in blob.tags] == words["token"].tolist()
    assert [tag for _, tag in blob.tags] == words["pos"].tolist()


def test_words_leave_out_marks_and_sentiment_is_textblobs_own():
    blob = sp.blob(TEXT)
    assert list(blob.words) == [
        "Norland", "’s", "envoy", "did", "n't", "sign", "We", "’ll", "wait", "Ms.", "Doe", "said",
        "a", "good", "omen", "Sudland", "cheered",
    ]  # fmt: skip
    assert blob.sentiment == TextBlob(TEXT).sentiment
    assert blob.sentences[1].sentiment.polarity > 0
    assert list(blob.sentences[2].words) == ["Sudland", "cheered"]


def test_an_empty_text_has_nothing():
    blob = sp.blob("")
    assert (list(blob.sentences), list(blob.words), list(blob.tags)) == ([], [], [])
