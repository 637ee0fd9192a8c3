import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import small_tables

from analysis.exploring.word_list import MY_WORDS, add_word_list_polarity, read_words
from analysis.schema import LexiconError, MissingColumn


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("isolated -1", {"isolated": -1}),
        ("Isolated, -0.5\nAlly\t1", {"isolated": -0.5, "ally": 1}),
        ("close ally 0.5", {"close ally": 0.5}),
        ("isolated −1\nhostile –1", {"isolated": -1, "hostile": -1}),  # as word processors write it
        ("# a comment\n\n ally 1 # why", {"ally": 1}),
        ("ally 1\nALLY 1", {"ally": 1}),
        ("ally +.5", {"ally": 0.5}),
        ("", {}),
    ],
)
def test_words_are_read(text, words):
    assert read_words(text) == words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("isolated", "line 1: “isolated” ends in no weight; write “isolated -1”"),
        ("ally 1\n\n-1", "line 3: a weight without a word"),
        ("ally 7", "line 1: the weight of “ally” must lie between -1 and 1"),
        ("ally inf", "between -1 and 1"),
        ("ally nan", "no weight"),
        ("ally 1\nally -1", "line 2: “ally” has another weight above"),
        ("a b\nc d", "line 1.*; line 2"),
    ],
)
def test_a_bad_line_is_named(text, says):
    with pytest.raises(LexiconError, match=says):
        read_words(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_its_line(text):
    try:
        words = read_words(text)
    except LexiconError as problem:
        assert str(problem).startswith("line ")
    else:
        assert all(word == word.lower().strip() for word in words)
        assert all(-1 <= weight <= 1 for weight in words.values())


def scored(words, **changes):
    tables = small_tables()
    given_ = {"words": words, "quotes": tables.quotes, **changes}
    return add_word_list_polarity(tables.mentions, tables.tokens, **given_)


def of_iran(words, **changes):
    table = scored(words, **changes)
    kept = table[(table["actor"] == "Iran") & (table["how"] != "place")].merge(
        small_tables().articles[["article_id", "title"]]
    )
    return {
        (row.title, row.words_of): (row.polarity, row.evidence)
        for row in kept.itertuples()
        if row.evidence
    }


def test_a_word_counts_in_the_voice_that_says_it():
    hit = (-1.0, [("isolated", -1.0)])
    assert of_iran({"isolated": -1}) == {
        ("Made 0", "outlet"): hit,
        ("Made 1", "quoted"): hit,
        ("Made 2", "outlet"): hit,  # its quotation names Iran too, and hears another word
    }


def test_without_quotations_a_sentence_is_one_voice():
    everyone = of_iran({"isolated": -1}, quotes=None)
    assert ("Made 2", "quoted") in everyone


def test_a_phrase_goes_before_its_words():
    found = of_iran({"close ally": 1, "ally": -1, "close": -1})
    assert found[("Made 1", "outlet")] == (1.0, [("close ally", 1.0)])


def test_the_mean_of_several_hits_in_the_order_of_the_sentence():
    found = of_iran({"brutal": -1, "attack": -0.5, "violation": 0.0})
    assert found["Made 3", "outlet"] == (
        -0.5,
        [("brutal", -1.0), ("attack", -0.5), ("violation", 0.0)],
    )


@pytest.mark.parametrize("words", [{}, {"isol": -1}, {"grave ally": 1}, {"attack.": 1, "zz": 1}])
def test_nothing_is_hit_by_parts_of_words_or_absent_ones(words):
    table = scored(words)
    assert not table.empty
    assert (table["polarity"] == 0).all()
    assert not table["evidence"].map(len).any()
    assert table["coverage"].isna().all()
    assert (table["scored_by"] == MY_WORDS).all()


def test_a_phrase_does_not_reach_into_the_next_article():
    tables = small_tables()
    firsts = tables.tokens.groupby("article_id", sort=False)["lower"].agg(["first", "last"])
    phrase = f"{firsts['last'].iloc[0]} {firsts['first'].iloc[1]}"
    assert not scored({phrase: -1})["evidence"].map(len).any()


def test_rows_index_and_input_stay_and_order_does_not_matter():
    tables = small_tables()
    before = tables.mentions.copy(deep=True)
    words = {"isolated": -1.0, "ally": 0.5}
    forth = scored(words)
    pd.testing.assert_frame_equal(tables.mentions, before)
    shuffled = tables.mentions.sample(frac=1, random_state=1)
    back = add_word_list_polarity(shuffled, tables.tokens, words=words, quotes=tables.quotes)
    pd.testing.assert_frame_equal(back.sort_index(), forth)


def test_no_mention_is_no_error():
    tables = small_tables()
    none = add_word_list_polarity(
        tables.mentions.head(0), tables.tokens, words={"isolated": -1}, quotes=tables.quotes
    )
    assert none.empty
    assert none["polarity"].dtype == float


def test_a_missing_column_is_named():
    tables = small_tables()
    tokens = tables.tokens.drop(columns="lower")
    with pytest.raises(MissingColumn, match=r"lower: reading\.split_tokens"):
        add_word_list_polarity(tables.mentions, tokens, words={})
