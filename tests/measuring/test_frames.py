"""Indicator words of generic frames: the hits, their distance to an actor, and rates."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measuring.frames import find_frames, frames_by, read_frames
from analysis.reading.segment import split_sentences, split_tokens
from analysis.schema import LexiconError, MissingColumn, SputlinkError

FRAMES = pd.DataFrame(
    {
        "frame": ["conflict", "conflict", "law", "diplomacy", "law"],
        "lemma": ["attack", "strike", "court", "treaty", "treaty"],
    }
)
TEXTS = (
    "Iran attacked Israel over the treaty. The court in Iran struck back.",
    "Israel was quiet. Nobody spoke of attacks near the Strike Court.",
)


def tables(*texts, actors=("Iran", "Israel")):
    articles = pd.DataFrame(
        {"article_id": [f"a{i}" for i in range(len(texts))], "text": texts, "body_start": 0}
    )
    sentences = split_sentences(articles)
    rows = [
        (row.article_id, row.sentence_id, actor, row.start + at, row.start + at + len(actor))
        for row in sentences.itertuples()
        for actor in actors
        if (at := row.sentence.find(actor)) >= 0
    ]
    columns = ["article_id", "sentence_id", "actor", "start", "end"]
    mentions = pd.DataFrame(rows, columns=columns).astype({"article_id": "str", "actor": "str"})
    return split_tokens(sentences), mentions.assign(mention_id=range(len(mentions)), outlet="Wire")


def test_the_shipped_list_has_the_eight_frames():
    frames = read_frames()
    assert set(frames["frame"]) == {
        "conflict", "human_interest", "economic_consequences", "morality", "responsibility",
        "diplomacy", "security", "law",
    }  # fmt: skip
    assert frames.groupby("frame").size().between(25, 60).all()


@pytest.mark.parametrize(
    "line", ["law,court\nlaw,court", "law,Court", "law,supreme court", "law,", "law,court,judge"]
)
def test_a_typo_in_the_list_is_named_with_its_line(tmp_path, line):
    path = tmp_path / "frames.csv"
    path.write_text(f"# comment\nframe,lemma\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"frames\.csv line [34]"):
        read_frames(path)


def test_inflected_forms_are_hits_and_names_are_not():
    tokens, _ = tables(*TEXTS)
    hits = find_frames(tokens, frames=FRAMES)
    assert list(zip(hits["token"], hits["lemma"], hits["frame"], strict=True)) == [
        ("attacked", "attack", "conflict"),
        ("treaty", "treaty", "diplomacy"),
        ("treaty", "treaty", "law"),
        ("court", "court", "law"),
        ("struck", "strike", "conflict"),
        ("attacks", "attack", "conflict"),
    ]
    texts = {f"a{i}": text for i, text in enumerate(TEXTS)}
    for row in hits.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.token


def test_near_an_actor_means_so_many_words_in_the_same_sentence():
    tokens, mentions = tables(*TEXTS)
    near = find_frames(tokens, mentions, window=1, frames=FRAMES)
    assert list(zip(near["actor"], near["token"], near["distance"], strict=True)) == [
        ("Iran", "attacked", 1),
        ("Israel", "attacked", 1),
        ("Iran", "struck", 1),
    ]
    wide = find_frames(tokens, mentions, window=50, frames=FRAMES)
    assert set(near["token"]) < set(wide["token"])
    # the second article's second sentence has a hit, and names nobody
    assert set(zip(wide["article_id"], wide["sentence_id"], strict=True)) == {("a0", 0), ("a0", 1)}


def test_rates_say_their_denominator_and_show_the_words():
    tokens, mentions = tables(*TEXTS)
    table = frames_by(tokens, mentions, window=2, frames=FRAMES, n_boot=20)
    iran = table[table["actor"] == "Iran"].set_index("frame")
    # 'attacked' ('Israel' is a mention), and 'court in ... struck back'
    assert iran["n_tokens"].unique().tolist() == [5]
    assert iran.loc["conflict", "n_hits"] == 2
    assert iran["n_mentions"].unique().tolist() == [2]
    assert iran["small"].all()
    assert iran.loc["conflict", "estimate"] == pytest.approx(400)
    assert iran.loc["conflict", "words"] == "attack 1, strike 1"
    assert iran.loc["diplomacy", "n_hits"] == 0
    assert pd.isna(iran.loc["conflict", "low"])
    by_outlet = frames_by(tokens, mentions, ["actor", "outlet"], window=2, frames=FRAMES)
    assert by_outlet["outlet"].unique().tolist() == ["Wire"]


def test_order_of_rows_does_not_matter_and_nothing_is_changed():
    tokens, mentions = tables(*TEXTS)
    before = tokens.copy(), mentions.copy()
    table = frames_by(tokens, mentions, frames=FRAMES, n_boot=20)
    shuffled = frames_by(tokens.iloc[::-1], mentions.iloc[::-1], frames=FRAMES, n_boot=20)
    pd.testing.assert_frame_equal(table, shuffled)
    pd.testing.assert_frame_equal(tokens, before[0])
    pd.testing.assert_frame_equal(mentions, before[1])


def test_empty_frames_keep_their_columns():
    tokens, mentions = tables(*TEXTS)
    for held, named in ((tokens.iloc[:0], mentions), (tokens, mentions.iloc[:0])):
        empty = find_frames(held, named, frames=FRAMES)
        assert empty.dtypes.equals(find_frames(tokens, mentions, frames=FRAMES).dtypes)
        table = frames_by(held, named, frames=FRAMES)
        assert list(table) == list(frames_by(tokens, mentions, frames=FRAMES, n_boot=9))
        assert table.empty


def test_a_wrong_window_or_column_is_named():
    tokens, mentions = tables(*TEXTS)
    with pytest.raises(SputlinkError, match="window"):
        find_frames(tokens, mentions, window=0)
    with pytest.raises(MissingColumn, match="split_tokens"):
        find_frames(tokens.drop(columns="pos"))


@settings(derandomize=True, deadline=None, max_examples=10)
@given(st.integers(1, 12), st.integers(1, 12))
def test_a_wider_window_loses_no_hit(narrow, more):
    tokens, mentions = tables(*TEXTS)
    key = ["article_id", "token_id", "frame", "actor"]
    few = find_frames(tokens, mentions, window=narrow, frames=FRAMES)
    many = find_frames(tokens, mentions, window=narrow + more, frames=FRAMES)
    assert set(few[key].itertuples(index=False)) <= set(many[key].itertuples(index=False))
