import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.quoting.quotes import find_quotes
from analysis.quoting.voice import add_voice, other_voice_spans
from analysis.reading.segment import split_sentences, split_tokens
from analysis.schema import COLUMNS, MissingColumn

TEXT = (
    "Orlan: 'US must go'\n\n"
    "Russia condemned Iran. Orlan said that Iran was right. “Israel is wrong,” Orlan said. "
    "The so-called “Syria camp” won. Talks with Israel, Russia said, would fail."
)


def tables(text=TEXT, names=("Iran", "Israel", "Syria", "Russia", "Orlan", "US")):
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": [text], "body_start": [max(0, text.find("\n\n"))]}
    )
    sentences = split_sentences(articles)
    quotes = find_quotes(articles, sentences, split_tokens(sentences))
    rows = []
    for sentence in sentences.itertuples():
        for name in names:
            at = sentence.sentence.find(name)
            while at >= 0:
                start = sentence.start + at
                named = (name, "state", name, start, start + len(name), "name")
                rows.append(("a", sentence.sentence_id, len(rows), *named))
                at = sentence.sentence.find(name, at + 1)
    return pd.DataFrame(rows, columns=COLUMNS["mentions"]), quotes, sentences


def voices():
    mentions, quotes, sentences = tables()
    table = add_voice(mentions, quotes, sentences).sort_values("start")
    return list(zip(table["alias"], table["voice"], strict=True))


def test_each_mention_has_the_voice_it_stands_in():
    assert voices() == [
        ("Orlan", "headline"),
        ("US", "direct"),
        ("Russia", "outlet"),
        ("Iran", "indirect"),
        ("Orlan", "outlet"),
        ("Iran", "indirect"),
        ("Israel", "direct"),
        ("Orlan", "outlet"),
        ("Syria", "outlet"),
        ("Israel", "indirect"),
        ("Russia", "outlet"),
    ]


def test_quoted_mentions_name_their_speaker():
    mentions, quotes, sentences = tables()
    table = add_voice(mentions, quotes, sentences)
    own = table["voice"].isin(["outlet", "headline"])
    assert table.loc[own, ["speaker", "quote_id"]].isna().all(axis=None)
    assert table.loc[~own, "speaker"].notna().all()
    israel = table[(table["alias"] == "Israel") & (table["voice"] == "direct")]
    assert israel["speaker"].tolist() == ["Orlan"]


def test_other_voices_are_the_quoted_parts_for_the_outlet_and_the_rest_for_a_speaker():
    mentions, quotes, sentences = tables("Orlan said that Iran was right.", ("Orlan", "Iran"))
    table = add_voice(mentions, quotes, sentences)
    spans = other_voice_spans(table, quotes, sentences)
    sentence = sentences["sentence"].iloc[0]
    words = [[sentence[low:high] for low, high in found] for found in spans]
    assert words == [["that Iran was right"], ["Orlan said ", "."]]


def test_part_in_marks_and_paraphrase_around_it_are_one_voice():
    text = "Orlan said Iran had “the right to defend Syria.”"
    mentions, quotes, sentences = tables(text, ("Syria",))
    table = add_voice(mentions, quotes, sentences)
    (found,) = other_voice_spans(table, quotes, sentences)
    assert table["voice"].tolist() == ["direct"]
    assert text[found[0][0] : found[0][1]] == "Orlan said "


def test_empty_tables_keep_their_columns():
    mentions, quotes, sentences = tables()
    for some in (mentions, mentions.iloc[:0]):
        for others in (quotes, quotes.iloc[:0]):
            table = add_voice(some, others, sentences)
            assert {"voice", "speaker", "quote_id"} <= set(table.columns)
            assert str(table["quote_id"].dtype) == "Int64"
            assert len(other_voice_spans(table, others, sentences)) == len(some)


def test_inputs_stay_and_row_order_does_not_matter():
    mentions, quotes, sentences = tables()
    copy = mentions.copy(deep=True)
    table = add_voice(mentions, quotes, sentences)
    pd.testing.assert_frame_equal(mentions, copy)
    shuffled = add_voice(
        mentions.sample(frac=1, random_state=3), quotes.sample(frac=1, random_state=4), sentences
    )
    pd.testing.assert_frame_equal(table, shuffled.sort_index())


def test_a_missing_column_is_named():
    mentions, quotes, sentences = tables()
    with pytest.raises(MissingColumn, match="kind"):
        add_voice(mentions, quotes.drop(columns="kind"), sentences)
    with pytest.raises(MissingColumn, match="voice"):
        other_voice_spans(mentions, quotes, sentences)


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["Iran", "Orlan", "said", "that", "“", "”", ",", ".", "Israel", "was", "ill"]
        ),
        min_size=1,
        max_size=25,
    ).map(" ".join)
)
def test_other_voice_never_covers_the_mention_itself(text):
    mentions, quotes, sentences = tables(text, ("Iran", "Orlan", "Israel"))
    table = add_voice(mentions, quotes, sentences)
    starts = dict(zip(sentences["sentence_id"], sentences["start"], strict=True))
    for row, spans in zip(
        table.itertuples(), other_voice_spans(table, quotes, sentences), strict=True
    ):
        low = row.start - starts[row.sentence_id]
        high = row.end - starts[row.sentence_id]
        assert all(end <= low or start >= high for start, end in spans)
