from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.segment import read_text, split_sentences, split_tokens
from analysis.schema import COLUMNS, LexiconError, MissingColumn
from analysis.splitting.sentences import LONGEST, sentence_spans
from analysis.splitting.shortened import read_shortened

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("fixed")

# letters, marks and spaces that break splitters, besides anything at all
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.text("aA. '\"’“”?!…-\n\r\t\xa0,0$n't", max_size=200),
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "He flew to St. Petersburg. Then he left.",
            ["He flew to St. Petersburg.", "Then he left."],
        ),
        ("The 14,000-kg bomb fell. It hit.", ["The 14,000-kg bomb fell.", "It hit."]),
        ("The U.S. Army came. He left.", ["The U.S. Army came.", "He left."]),
        ("He left the U.S. He then flew.", ["He left the U.S.", "He then flew."]),
        ("Gen. Smith spoke. Mr. Ban left.", ["Gen. Smith spoke.", "Mr. Ban left."]),
        ("He lives at No. 10 now. Good.", ["He lives at No. 10 now.", "Good."]),
        ("She said no. Ten people came.", ["She said no.", "Ten people came."]),
        ("J. K. Rowling and George W. Bush left.", ["J. K. Rowling and George W. Bush left."]),
        ("He waited… Then he left.", ["He waited…", "Then he left."]),
        ("He said … that it was over.", ["He said … that it was over."]),
        ("At 5 a.m. Monday he left. He slept.", ["At 5 a.m. Monday he left.", "He slept."]),
        ("Capped at $60 per barrel. It rose 2.5 percent.", None),
        ("What?! No! He left.", ["What?!", "No!", "He left."]),
        ("Sen. Marlow (R-Tex.) said so. He left.", ["Sen. Marlow (R-Tex.) said so.", "He left."]),
        ("“Mr. Trump won,” he said.", ["“Mr. Trump won,” he said."]),
        ("She said so.He left.", ["She said so.", "He left."]),
        ("See Yahoo.com for more.", ["See Yahoo.com for more."]),
        ("Jeb! was better. So it goes.", ["Jeb! was better.", "So it goes."]),
        ("“We won.” “We did,” he said.", ["“We won.”", "“We did,” he said."]),
        # a closing mark goes with the sentence that it closes
        (
            "'This is criminal behaviour.' He added, 'In accordance with law.' He left.",
            ["'This is criminal behaviour.'", "He added, 'In accordance with law.'", "He left."],
        ),
        ("'Mediate your own. Let's wait.' Then.", ["'Mediate your own.", "Let's wait.'", "Then."]),
        # paragraphs, and lines that are wrapped
        ("A heading\nHe left the town.", ["A heading", "He left the town."]),
        ("One\n\ntwo three.", ["One", "two three."]),
        (
            "He went to the town and\nthen to the\nsea and there he\nwas by\nBob again.\n\nEnd",
            [
                "He went to the town and\nthen to the\nsea and there he\nwas by\nBob again.",
                "End",
            ],
        ),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences(text, sentences):
    if sentences is None:
        sentences = ["Capped at $60 per barrel.", "It rose 2.5 percent."]
    assert cut(text) == sentences


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("Iran's and Iran’s", "Iran|'s|and|Iran|’s"),
        ("It isn't, can’t, cannot", "It|is|n't|,|ca|n’t|,|can|not"),
        ("I'm gonna win", "I|'m|gon|na|win"),
        ("What?! Wow!!! *** ---- >>", "What|?!|Wow|!!!|***|----|>>"),
        (
            "Mail a.tamm@fjord.example, see www.fjord.net or a.pdf",
            "Mail|a.tamm@fjord.example|,|see|www.fjord.net|or|a.pdf",
        ),
        (":) (see below:) 'so.' ((x))", ":)|(|see|below|:|)|'|so|.|'|(|(|x|)|)"),
        ("The Russians' posture", "The|Russians|'|posture"),
        ("Ukrainian-born, long-standing", "Ukrainian-born|,|long-standing"),
        ("a 14,000-kg bomb at $60", "a|14,000-kg|bomb|at|$|60"),
        ("the U.S.-led force of the U.S.", "the|U.S.-led|force|of|the|U.S."),
        ("Gen. Smith met Mr. No.", "Gen.|Smith|met|Mr.|No|."),
        ("it is over.\"'", "it|is|over|.|\"|'"),
        ("''Well,'' he said", "''|Well|,|''|he|said"),
        ("O'Brien of AT&T on 9/11", "O'Brien|of|AT&T|on|9/11"),
        ("George W. Bush… gone", "George|W.|Bush|…|gone"),
        ("They'd say we'll go", "They|'d|say|we|'ll|go"),
        ("", ""),
    ],
)
def test_tokens(sentence, tokens):
    assert "|".join(sentence[s:e] for s, e, *_ in read_text(sentence)) == tokens


@given(TEXTS)
def test_sentences_cover_all_that_is_no_space(text):
    spans = sentence_spans(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(s < e and text[s:e] == text[s:e].strip() for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(TEXTS)
def test_tokens_cover_all_that_is_no_space(sentence):
    spans = [token[:3] for token in read_text(sentence)]
    assert "".join(sentence[s:e] for s, e, _ in spans) == "".join(sentence.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(pos for _, _, pos in spans)


@given(TEXTS, st.integers(0, 50), st.lists(st.integers(0, 200), max_size=4))
def test_offsets_of_the_tables_hold(text, body_start, cuts):
    body_start = min(body_start, len(text))
    articles = pd.DataFrame([{"article_id": "a", "text": text, "body_start": body_start}])
    breaks = pd.DataFrame({"article_id": "a", "start": cuts, "end": cuts}, dtype="object")
    before = articles.copy()
    sentences = split_sentences(articles, breaks=breaks)
    tokens = split_tokens(sentences)
    pd.testing.assert_frame_equal(articles, before)
    assert [text[s:e] for s, e in zip(sentences["start"], sentences["end"], strict=True)] == list(
        sentences["sentence"]
    )
    assert [text[s:e] for s, e in zip(tokens["start"], tokens["end"], strict=True)] == list(
        tokens["token"]
    )
    assert list(tokens["token_id"]) == list(range(len(tokens)))
    headline = sentences["part"] == "headline"
    assert (sentences.loc[headline, "end"] <= body_start).all()
    assert (sentences.loc[~headline, "start"] >= body_start).all()


def test_breaks_set_a_heading_apart():
    text = "It ended. How it is walking a tightrope Though it ended, it went on."
    start = text.index("How")
    breaks = pd.DataFrame({"article_id": ["a"], "start": [start], "end": [text.index("Though")]})
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "body_start": [0]})
    assert list(split_sentences(articles, breaks=breaks)["sentence"]) == [
        "It ended.",
        "How it is walking a tightrope",
        "Though it ended, it went on.",
    ]


def test_no_rows_keep_columns_and_types():
    articles = pd.DataFrame({"article_id": [], "text": [], "body_start": []})
    sentences = split_sentences(articles)
    assert list(sentences.columns) == COLUMNS["sentences"]
    assert list(split_tokens(sentences).columns) == COLUMNS["tokens"]
    assert sentences["start"].dtype == "int64"


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumn, match=r"sentence: reading\.split_sentences"):
        split_tokens(pd.DataFrame({"article_id": [], "sentence_id": [], "start": []}))


@pytest.mark.parametrize("piece", ["a", "'", "He said so. ", "\n", "n't"])
def test_a_million_characters_are_no_trouble(piece):
    text = piece * (1_000_000 // len(piece))
    spans = sentence_spans(text)
    assert (spans[-1][1] if spans else 0) == len(text.rstrip())


def test_a_long_word_is_one_token():
    assert len(read_text("a" * 1_000_000)) == 1


@pytest.mark.parametrize("unit", ["Iran ", '" ', "x", "...... ", "IRAN MET RUSSIA AND "])
def test_what_is_longer_than_a_sentence_is_cut_at_white_space(unit):
    text = unit * (10_000 // len(unit))
    spans = sentence_spans(text)
    assert max(end - start for start, end in spans) <= LONGEST
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    words = {word for start, end in spans for word in text[start:end].split()}
    assert unit == "x" or words == set(unit.split())


def test_a_wrong_kind_of_shortened_word_is_named(tmp_path):
    path = tmp_path / "shortened.csv"
    path.write_text("word,kind\nMr,title\nfig,small\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 3: kind is 'small'"):
        read_shortened(path)
