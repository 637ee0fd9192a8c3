"""Descriptions bound to an actor, and those that belong to something else."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.acting.descriptors import descriptors_in, find_descriptors
from analysis.measuring.descriptors import descriptors_by
from analysis.reading.segment import read_text, split_sentences, split_tokens
from analysis.schema import MissingColumn

CASES = [
    (
        "Increasingly isolated Iran turned to Moscow.",
        "Iran",
        {"adjective Increasingly isolated"},
    ),
    ("Iran, isolated from the West, turned east.", "Iran", {"adjective isolated"}),
    ("Iran, attacked by Israel, fled.", "Iran", set()),
    # in front of the name
    ("An increasingly isolated Iran spoke to Russia.", "Iran",
     {"adjective increasingly isolated"}),
    ("An increasingly isolated Iran turned to Russia.", "Russia", set()),
    ("Oil-rich Iran fought on.", "Iran", {"adjective Oil-rich"}),
    ("The former Soviet Union fell.", "Soviet Union", {"adjective former"}),
    ("Other states and the same Iran met.", "Iran", set()),
    ("foreign ministry spokesperson Esmaeil Baghaei said", "Esmaeil Baghaei",
     {"apposition foreign ministry spokesperson"}),
    # beside it
    ("Rebels toppled Bashar al-Assad, a long-time Russian ally.", "Bashar al-Assad",
     {"apposition long-time Russian ally"}),
    ("The Russian leader, Vladimir Putin, arrived.", "Vladimir Putin",
     {"apposition Russian leader"}),
    ("Iran, isolated and angry, rejected the offer.", "Iran",
     {"adjective isolated", "adjective angry"}),
    ("Israel, Iran and Syria met.", "Israel", set()),
    ("In Iran, the mood is grim.", "Iran", set()),
    # predicates
    ("Russia is cautious and deeply worried.", "Russia",
     {"predicate cautious", "predicate deeply worried"}),
    ("Iran is not isolated.", "Iran", {"predicate isolated, negated"}),
    ("Iran has become a pariah.", "Iran", {"predicate pariah"}),
    ("Russia remains a close ally of Iran.", "Russia", {"predicate close ally of Iran"}),
    ("Russia remains a close ally of Iran.", "Iran", set()),
    ("Tehran finds itself increasingly isolated.", "Tehran",
     {"predicate increasingly isolated"}),
    ("The strikes left Tehran more isolated than ever.", "Tehran", {"predicate more isolated"}),
    ("Critics call Putin a dictator.", "Putin", {"predicate dictator"}),
    ("Hungary was seen as hostile.", "Hungary", {"predicate hostile"}),
    ("Russia, which is a permanent member, said so.", "Russia", {"predicate permanent member"}),
    # what describes something of the actor describes not the actor
    ("Russian oil is cheap.", "Russian", set()),
    ("Iran's economy is weak.", "Iran", set()),
    ("Iran was bombed.", "Iran", set()),
    ("Iran is in talks.", "Iran", set()),
]  # fmt: skip


tokens_of = read_text


@pytest.mark.parametrize(("sentence", "name", "expected"), CASES)
def test_descriptions_are_bound_to_their_actor(sentence, name, expected):
    at = sentence.index(name)
    found = descriptors_in(tokens_of(sentence), [(at, at + len(name))])
    assert {
        f"{kind} {sentence[start:end]}{', negated' if negated else ''}"
        for _, kind, start, end, _, negated in found
    } == expected


def tables(*texts, actor="Iran"):
    articles = pd.DataFrame(
        {"article_id": [f"a{i}" for i in range(len(texts))], "text": texts, "body_start": 0}
    )
    sentences = split_sentences(articles)
    held = sentences[sentences["sentence"].str.contains(actor)]
    start = held["start"] + held["sentence"].str.find(actor)
    mentions = held[["article_id", "sentence_id"]].assign(
        mention_id=range(len(held)), actor=actor, start=start, end=start + len(actor)
    )
    return mentions.reset_index(drop=True), split_tokens(sentences)


TEXTS = (
    "An isolated Iran spoke. Iran is not isolated. Iran is dangerous.",
    "Iran remains isolated. Iran spoke.",
)


def test_a_row_per_mention_and_descriptor_with_offsets_into_the_text():
    mentions, tokens = tables(*TEXTS)
    before = mentions.copy()
    found = find_descriptors(mentions, tokens)
    pd.testing.assert_frame_equal(mentions, before)
    assert found["lemma"].tolist() == ["isolated", "isolated", "dangerous", "isolated"]
    assert found["negated"].tolist() == [False, True, False, False]
    texts = {f"a{i}": text for i, text in enumerate(TEXTS)}
    for row in found.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.descriptor
    shuffled = find_descriptors(mentions.iloc[::-1], tokens.iloc[::-1])
    pd.testing.assert_frame_equal(shuffled, found)


def test_counts_keep_articles_and_negations_apart():
    table = descriptors_by(find_descriptors(*tables(*TEXTS)))
    first = table.iloc[0]
    assert (first["lemma"], first["n_descriptors"], first["n_articles"], first["n_negated"]) == (
        "isolated", 3, 2, 1
    )  # fmt: skip
    assert first["kinds"] == "adjective, predicate"


def test_empty_frames_keep_their_columns():
    mentions, tokens = tables(*TEXTS)
    full = find_descriptors(mentions, tokens)
    for empty in (
        find_descriptors(mentions.iloc[:0], tokens),
        find_descriptors(mentions, tokens.iloc[:0]),
    ):
        assert list(empty.columns) == list(full.columns)
        assert empty.dtypes.equals(full.dtypes)
        assert list(descriptors_by(empty).columns) == list(descriptors_by(full).columns)


def test_missing_columns_are_named():
    mentions, tokens = tables(*TEXTS)
    with pytest.raises(MissingColumn, match="find_mentions"):
        find_descriptors(mentions.drop(columns="actor"), tokens)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["Iran", "is", "isolated", ",", "a", "partner", "very", "and", "not", "'s", "of", "as"]
        ),
        min_size=1,
        max_size=20,
    )
)
def test_no_description_holds_the_name_itself(words):
    sentence = " ".join(words)
    at = sentence.find("Iran")
    spans = [(at, at + 4)] if at >= 0 else []
    for _, _, start, end, lemma, _ in descriptors_in(tokens_of(sentence), spans):
        assert lemma and 0 <= start < end <= len(sentence)
        assert end <= at or start >= at + 4
