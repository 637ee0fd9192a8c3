import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob
from textblob.en import sentiment as raw_textblob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.schema import LexiconError, MissingColumn
from analysis.scoring import guard
from analysis.scoring.polarity import SCORERS, add_polarity, get_scorer, score, scorer_rows
from analysis.scoring.scorers import ScorerError

RAW_VADER = SentimentIntensityAnalyzer()
CALM = settings(derandomize=True, deadline=None, max_examples=60)
TEXT = st.text(st.sampled_from("aB 'é.!-\nnot good bad US "), max_size=60)


@pytest.mark.parametrize("scorer", ["textblob", "vader"])
@pytest.mark.parametrize(
    "sentence",
    [
        "Great Britain met France",
        "The Iranian Foreign Minister met the first envoy.",
        "The United Nations Security Council heard the Supreme Leader.",
        "It was, like others, its own party, and well known in late June.",
        "More than 20 of the most recent, on the other hand, reached the top.",
        "Reporters heard from Justice Kavanaugh and from Josh Earnest today.",
        "They met early in the Cold War by the Dead Sea.",
        "",
        "...",
    ],
)
def test_names_and_neutral_words_cost_nothing(sentence, scorer):
    scored = score(sentence, scorer=scorer)
    assert scored["polarity"] == 0.0
    assert scored["evidence"] == []
    assert scored["coverage"] == 0.0


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Iran launched a brutal attack on civilians.", -1),
        ("The peaceful deal was a great success for Iran.", 1),
        ("It was not really good.", -1),  # a neutral adverb still carries the negation
        ("More dangerous than most.", -1),  # and 'more' doesn't outweigh what it goes with
        ("The great powers won an excellent peace.", 1),  # 'great' alone is wording
    ],
)
@pytest.mark.parametrize("scorer", ["textblob", "vader"])
def test_wording_counts(sentence, sign, scorer):
    scored = score(sentence, scorer=scorer)
    assert np.sign(scored["polarity"]) == sign
    assert 0 < scored["coverage"] <= 1
    assert scored["evidence"]


@pytest.mark.parametrize(
    "sentence", ["A brutal and stupid attack.", "Their excellent, peaceful work!", "Not bad."]
)
def test_without_neutral_words_the_scorers_are_the_published_ones(sentence):
    assert score(sentence)["polarity"] == pytest.approx(TextBlob(sentence).sentiment.polarity)
    vader = RAW_VADER.polarity_scores(sentence)["compound"]
    assert score(sentence, scorer="vader")["polarity"] == vader


def test_textblob_polarity_is_the_mean_of_its_evidence():
    scored = score("A brutal, stupid attack on a peaceful, lovely town.")
    assert scored["polarity"] == pytest.approx(np.mean([s for _, s in scored["evidence"]]))


@pytest.mark.parametrize("length", range(1, 30))
def test_a_mask_is_unknown_to_every_scorer(length):
    for letter in "xX":
        assert raw_textblob(letter * length).assessments == []
        assert RAW_VADER.polarity_scores(letter * length)["compound"] == 0.0


@CALM
@given(TEXT, st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=4))
def test_a_mask_changes_nothing_but_its_spans(sentence, spans):
    masked = guard.mask(sentence, spans)
    assert len(masked) == len(sentence)
    assert [c.isspace() for c in masked] == [c.isspace() for c in sentence]
    inside = {at for start, end in spans for at in range(max(start, 0), end)}
    hidden = (
        ("X" if c.isupper() else "x") if at in inside and not c.isspace() else c
        for at, c in enumerate(sentence)
    )
    assert masked == "".join(hidden)
    assert guard.mask(masked, spans) == masked


@CALM
@given(TEXT)
def test_any_text_gives_a_score(sentence):
    for name in ("textblob", "vader"):
        scored = score(sentence, scorer=name)
        assert -1 <= scored["polarity"] <= 1
        assert 0 <= scored["coverage"] <= 1
        if not scored["evidence"]:
            assert scored["polarity"] == 0.0


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("They asked for advice from the Justice Department.", ["Justice", "Department"]),
        ("Good Iranians met.", []),  # the first word is no name
        ('He said: "Great Scott" twice.', ["Scott"]),  # nor the first of a quotation
        ("Great Powers Sign Good Peace Deal", []),  # nor any word of a headline in title case
        ("a great peace with friends", []),
        ("He met the UN in May.", []),
    ],
)
def test_proper_names(sentence, names):
    assert [sentence[slice(*span)] for span in guard.proper_names(sentence)] == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The US told us.", ["US"]),
        ("Great Britain and Britain", ["Great Britain", "Britain"]),
        ("rice and turkey for all", []),
    ],
)
def test_find_names(sentence, names):
    assert [sentence[slice(*span)] for span in guard.find_names(sentence)] == names


def _frames():
    text = "Iran praised brave Russia. 'Iran is a terrible, evil enemy,' said Israel."
    at = text.index("'Iran")
    sentences = pd.DataFrame(
        {
            "article_id": "a",
            "sentence_id": [0, 1],
            "start": [0, at],
            "end": [at - 1, len(text)],
            "sentence": [text[: at - 1], text[at:]],
        }
    )
    rows = [("Iran", 0, 0), ("Russia", 0, 1), ("Iran", 1, 2), ("Israel", 1, 3)]
    starts = [0, text.index("Russia"), at + 1, text.index("Israel")]
    mentions = pd.DataFrame(
        [
            ("a", sentence, mention, actor, start, start + len(actor))
            for (actor, sentence, mention), start in zip(rows, starts, strict=True)
        ],
        columns=["article_id", "sentence_id", "mention_id", "actor", "start", "end"],
    ).assign(quote_id=pd.array([None, None, 0, None], dtype="Int64"))
    end = text.index(",' said")
    quotes = pd.DataFrame(
        {"article_id": ["a"], "quote_id": [0], "start": [at + 1], "end": [end], "kind": "direct"}
    )
    return mentions, sentences, quotes


def test_rows_of_the_socket():
    mentions, sentences, quotes = _frames()
    rows = scorer_rows(mentions, sentences, quotes=quotes)
    cut = [s[a:b] for s, a, b in zip(rows["sentence"], rows["start"], rows["end"], strict=True)]
    assert cut == mentions["actor"].tolist()
    assert [len(names) for names in rows["names"]] == [2, 2, 2, 2]
    assert [len(same) for same in rows["same"]] == [1, 1, 1, 1]
    voices = [
        [sentence[slice(*span)] for span in spans]
        for sentence, spans in zip(rows["sentence"], rows["other_voice"], strict=True)
    ]
    assert voices[0] == []
    assert voices[2] == ["'", ",' said Israel."]
    assert voices[3] == ["Iran is a terrible, evil enemy"]


def test_another_voice_is_not_heard():
    mentions, sentences, quotes = _frames()
    apart = add_polarity(mentions, sentences, quotes=quotes)
    assert apart["polarity"].iloc[2] < 0
    assert apart["polarity"].iloc[3] == 0.0
    together = add_polarity(mentions, sentences)
    assert together["polarity"].iloc[3] == together["polarity"].iloc[2]
    scare = add_polarity(mentions, sentences, quotes=quotes.assign(kind="scare", quote_id=9))
    assert scare["polarity"].iloc[3] < 0


@pytest.mark.parametrize("scorer", ["textblob", "vader"])
def test_add_polarity_is_pure_and_row_by_row(scorer):
    mentions, sentences, quotes = _frames()
    before = [frame.copy() for frame in (mentions, sentences, quotes)]
    once = add_polarity(mentions, sentences, quotes=quotes, scorer=scorer)
    for frame, copy in zip((mentions, sentences, quotes), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)
    pd.testing.assert_frame_equal(add_polarity(once, sentences, quotes=quotes, scorer=scorer), once)
    turned = add_polarity(mentions.iloc[::-1], sentences.iloc[::-1], quotes=quotes, scorer=scorer)
    pd.testing.assert_frame_equal(turned.iloc[::-1], once)
    assert once["scored_by"].tolist() == [scorer] * 4


def test_no_mentions():
    mentions, sentences, quotes = _frames()
    scored = add_polarity(mentions.iloc[:0], sentences, quotes=quotes)
    assert len(scored) == 0
    assert scored["polarity"].dtype == float
    assert {"subjectivity", "coverage", "evidence", "scored_by"} <= set(scored.columns)


def test_a_function_of_the_analyst_fits():
    mentions, sentences, _ = _frames()

    def shouting(rows):
        return rows["sentence"].str.count("!").clip(upper=1).astype(float)

    scored = add_polarity(mentions, sentences, scorer=shouting)
    assert scored["scored_by"].eq("shouting").all()
    assert scored["subjectivity"].isna().all()
    assert scored["evidence"].map(len).eq(0).all()


def test_further_columns_are_kept():
    mentions, sentences, _ = _frames()

    def sure(rows):
        return pd.DataFrame({"polarity": 0.5, "p_neutral": 0.1}, index=rows.index)

    assert add_polarity(mentions, sentences, scorer=sure)["p_neutral"].eq(0.1).all()


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (lambda rows: pd.Series(2.0, rows.index), "must lie in"),
        (lambda rows: pd.Series(np.nan, rows.index), "must lie in"),
        (lambda rows: pd.Series("warm", rows.index), "not a number"),
        (lambda rows: pd.Series(0.0, rows.index[:-1]), "3 rows for 4"),
        (lambda rows: pd.Series(0.0, rows.index + 1), "keep the index"),
        (lambda rows: [0.0] * len(rows), "must give"),
        (lambda rows: pd.DataFrame({"score": 0.0}, rows.index), "must give"),
        (lambda rows: pd.DataFrame({"polarity": 0.0, "coverage": 3}, rows.index), "coverage"),
    ],
)
def test_a_bad_answer_is_named(answer, complaint):
    mentions, sentences, _ = _frames()
    with pytest.raises(ScorerError, match=complaint):
        add_polarity(mentions, sentences, scorer=answer)


def test_bad_input_is_named():
    mentions, sentences, _ = _frames()
    with pytest.raises(ScorerError, match=r"known are .*textblob, vader"):
        get_scorer("mood")
    with pytest.raises(MissingColumn, match="sentence"):
        add_polarity(mentions, sentences.drop(columns="sentence"))
    with pytest.raises(ScorerError, match="2 mentions stand in sentences"):
        add_polarity(mentions, sentences.iloc[:1])
    with pytest.raises(ScorerError, match="does not stand"):
        score("Iran", target="Russia")
    assert get_scorer(SCORERS["vader"]) is SCORERS["vader"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("foreign,nltk,office", "line 3.*nltk"),
        ("foreign,,office", "line 3.*scorer is empty"),
        ("First,both,order", "line 3.*twice"),
        ("foreign,office", "line 3.*2 fields"),
    ],
)
def test_a_bad_line_of_neutral_words_is_named(tmp_path, line, complaint):
    path = tmp_path / "neutral_words.csv"
    path.write_text(f"word,scorer,reason\nfirst,both,order\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=complaint):
        guard.read_neutral_words(path)


def test_every_neutral_word_is_one_that_its_lexicon_rates():
    vader = RAW_VADER.lexicon
    raw_textblob.load()
    for row in guard.read_neutral_words().itertuples():
        words = row.word.lower().split()
        rated = any(
            (row.scorer != "vader" and dict.__contains__(raw_textblob, word))
            or (row.scorer != "textblob" and word in vader)
            for word in words
        )
        assert rated, row.word
