"""Quotations within quotations: whose words, by whom told, and what that does to a mention."""

import pandas as pd
import pytest

from analysis.exploring.word_list import add_word_list_polarity
from analysis.measuring.speech import speakers_by, stances_by
from analysis.quoting.quotes import find_quotes, quotes_of
from analysis.quoting.voice import add_voice, other_voice_spans
from analysis.reading.segment import split_sentences, split_tokens

TEXT = (
    "President Peter Orlan spoke in Karsk. “Tamm told us, ‘Norland is a great friend,’ but "
    "Norland is a brutal foe,” Orlan said."
)


def nested(text):
    return [
        (text[q.start : q.end], q.speaker, q.speaker_how)
        for q in quotes_of(text)
        if q.within is not None
    ]


def tables(text=TEXT, name="Norland"):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "body_start": [0]})
    sentences = split_sentences(articles)
    tokens = split_tokens(sentences)
    quotes = find_quotes(articles, sentences, tokens)
    rows = []
    at = text.find(name)
    while at >= 0:
        sentence = sentences[sentences["start"].le(at) & sentences["end"].gt(at)].iloc[0]
        rows.append(("a", sentence["sentence_id"], len(rows), at, at + len(name)))
        at = text.find(name, at + 1)
    columns = ["article_id", "sentence_id", "mention_id", "start", "end"]
    mentions = add_voice(pd.DataFrame(rows, columns=columns), quotes, sentences)
    return mentions, quotes, sentences, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "“Tamm told us, ‘We will attack tomorrow,’ and we laughed,” Orlan said.",
            [("We will attack tomorrow,", "Tamm", "name")],
        ),
        (
            "Minister Anna Tamm left. “Tamm said ‘never again,’” Orlan said.",
            [("never again,", "Anna Tamm", "name")],
        ),
        (
            "“I said, ‘Leave us alone and go home,’ and they left,” Peter Orlan said.",
            [("Leave us alone and go home,", "Peter Orlan", "pronoun")],
        ),
        (
            "“He told me ‘you will lose it all’ and left,” Peter Orlan said.",
            [("you will lose it all", "unattributed", "pronoun")],
        ),
        ("“This is a ‘pivot’ to Asia,” Orlan said.", []),
        ("“We watched ‘Dark Sea’ on television,” Orlan said.", []),
        ("The ‘pivot’ is a “farce,” Orlan said.", []),
    ],
)
def test_a_quoted_speaker_tells_what_others_said(text, found):
    assert nested(text) == found


def test_the_outer_quotation_is_whole_and_stands_first():
    rows = [q for q in quotes_of(TEXT) if q.kind != "scare"]
    outer, inner = rows
    assert (outer.speaker, inner.speaker) == ("Peter Orlan", "Tamm")
    assert inner.within == outer.start
    assert outer.start < inner.start < inner.end < outer.end


def test_a_page_quoted_whole_has_its_own_quotations():
    text = (
        "Orlan writes at length:\n\n"
        '"Minister Anna Tamm defended the deal. “It is the best that we could get,” she said.\n\n'
        '"Nobody believed her."'
    )
    assert ("It is the best that we could get,", "Anna Tamm", "pronoun") in nested(text)


def test_within_is_the_number_of_the_outer_quotation():
    _, quotes, _, _ = tables()
    inner = quotes[quotes["within"].notna()].squeeze()
    outer = quotes[quotes["quote_id"] == inner["within"]].squeeze()
    assert (outer["speaker"], inner["speaker"]) == ("Peter Orlan", "Tamm")
    assert str(quotes["within"].dtype) == "Int64"


def test_a_mention_belongs_to_the_innermost_voice():
    mentions, *_ = tables()
    assert mentions["voice"].tolist() == ["direct", "direct"]
    assert mentions["speaker"].tolist() == ["Tamm", "Peter Orlan"]


def test_neither_voice_is_scored_by_the_words_of_the_other():
    mentions, quotes, sentences, tokens = tables()
    heard = []
    for row, spans in zip(
        mentions.itertuples(), other_voice_spans(mentions, quotes, sentences), strict=True
    ):
        sentence = sentences[sentences["sentence_id"] == row.sentence_id].squeeze()
        text = TEXT[sentence["start"] : sentence["end"]]
        covered = {at for low, high in spans for at in range(low, high)}
        heard.append("".join(char for at, char in enumerate(text) if at not in covered))
    told, teller = heard
    assert "friend" in told and "foe" not in told
    assert "foe" in teller and "friend" not in teller
    words = {"friend": 1.0, "foe": -1.0}
    scored = add_word_list_polarity(mentions, tokens, words=words, quotes=quotes)
    assert scored["polarity"].tolist() == [1.0, -1.0]


def test_what_a_speaker_tells_is_not_counted_as_the_outlets_choice():
    _, quotes, _, _ = tables()
    assert speakers_by(quotes)["speaker"].tolist() == ["Peter Orlan"]
    assert set(stances_by(quotes)["speaker"]) == {"Peter Orlan"}
