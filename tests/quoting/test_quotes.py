from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning.ledger import add_text, find_furniture
from analysis.cleaning.subheadings import find_subheadings
from analysis.lexicons import read_lexicon
from analysis.loading.read import read_articles
from analysis.naming.mentions import find_mentions
from analysis.quoting.cues import read_cues
from analysis.quoting.marks import LONGEST_UNCLOSED, marked_spans
from analysis.quoting.quotes import find_quotes, quotes_in, quotes_of
from analysis.quoting.scare import read_titles
from analysis.reading.segment import Token, sentences_and_tokens, split_sentences, split_tokens
from analysis.schema import COLUMNS, LexiconError, MissingColumn

PAGE = Path(__file__).parents[2] / "data" / "pages"
KEY = Path(__file__).parents[1] / "keys" / "seed_quotes.csv"


def seen(text, *kinds):
    return [(q.kind, text[q.start : q.end]) for q in quotes_of(text) if q.kind in kinds]


def contents(text, depth=0):
    return [text[m.start : m.end] for m in marked_spans(text) if m.depth == depth]


# ---- marks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "yes, we can" and left.', ["yes, we can"]),
        ("He said “yes” and left.", ["yes"]),
        ("He said «yes, of course» and left.", ["yes, of course"]),
        ("He said „yes“ and left.", ["yes"]),
        ("He said ‘we won't go’ and left.", ["we won't go"]),
        ("He said 'we won't go' and left.", ["we won't go"]),
        ("He said ''we won't go,'' and left.", ["we won't go,"]),
        (
            "The states' leader said 'the states' rights are ours.'",
            ["the states' rights are ours."],
        ),
        ("The 'Americans' said states' rights matter.", ["Americans"]),
        ("It was “wrong in direction,“ he said.", ["wrong in direction,"]),
        ('Mixed “marks of two makes" here.', ["marks of two makes"]),
        ("In the '90s, rock 'n' roll and the boys' club.", []),
        ("Iran's and the allies' aims, 'twas said, don't differ.", []),
        ("He is 6'2\" tall.", []),
        ("Nothing at all.", []),
        ('An empty "" pair and "?!" marks.', []),
    ],
)
def test_marks_are_read_by_their_neighbours(text, found):
    assert contents(text) == found


def test_nested_marks_have_depth():
    text = "“He told me ‘go away’ and I left,” she said. 'They said \"no\" again,' he said."
    assert contents(text) == [
        "He told me ‘go away’ and I left,",
        'They said "no" again,',
    ]
    assert contents(text, depth=1) == ["go away", "no"]


def test_each_paragraph_of_a_quotation_reopens_and_only_the_last_closes():
    text = "“One thing is clear.\n\n“Another is not,” he said.\n\n“Open to the end."
    first, second, third = marked_spans(text)
    assert (first.continues, first.doubt) == (True, None)
    assert (second.continues, second.doubt) == (False, None)
    assert third.doubt == "unclosed"
    assert text[third.start : third.end] == "Open to the end."


def test_a_quotation_that_never_closes_does_not_swallow_the_page():
    text = "He said: “We begin here. " + "And so on we go. " * 400
    (span,) = marked_spans(text)
    assert span.doubt == "unclosed"
    assert span.end - span.start <= LONGEST_UNCLOSED


def test_a_closing_mark_without_an_opening_one_is_flagged():
    text = "This was fine. But it went wrong,” he said."
    (span,) = marked_spans(text)
    assert (text[span.start : span.end], span.doubt) == ("But it went wrong,", "unopened")


def test_values_in_html_tags_are_flagged():
    text = 'See <a href="http://a.b/c d">this</a>.'
    (quote,) = quotes_of(text)
    assert (text[quote.start : quote.end], quote.doubt) == ("http://a.b/c d", "markup")


# ---- kinds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will win,” Orlan said.", [("direct", "We will win,")]),
        ("“We will win,” said Orlan on Monday.", [("direct", "We will win,")]),
        ("Orlan said: “We will win.”", [("direct", "We will win.")]),
        ("“Will we?” Orlan asked.", [("direct", "Will we?")]),
        (
            "“We,” Orlan said, “will win.”",
            [("direct", "We,"), ("direct", "will win.")],
        ),
        ("Orlan demurred: “Whatever you like.”", [("direct", "Whatever you like.")]),
        ("According to Orlan, “talks have failed.”", [("direct", "talks have failed.")]),
        ("Orlan said the talks had been “a waste of time.”", [("mixed", "a waste of time.")]),
        ("Orlan called the talks “useless” on Monday.", [("mixed", "useless")]),
        ("Orlan told reporters that Kiev “has no chance.”", [("mixed", "has no chance.")]),
        ("He appeared on CNN’s “New Day” on Monday.", [("scare", "New Day")]),
        ("The film “Moscow Nights” opened.", [("scare", "Moscow Nights")]),
        ("The so-called “peace camp” lost.", [("scare", "peace camp")]),
        ("The “reset” policy failed.", [("scare", "reset")]),
        ("The hacker known as “Guccifer” was caught.", [("scare", "Guccifer")]),
        ("The army began an operation named “Grey Wolf” on Friday.", [("scare", "Grey Wolf")]),
        ("The operation was dubbed the “Grey Wolf” by the army.", [("scare", "Grey Wolf")]),
        ("Orlan named “Grey Wolf” as his favourite.", [("mixed", "Grey Wolf")]),
        ("Orlan told us “we will win tomorrow” and went.", [("direct", "we will win tomorrow")]),
        ("Orlan told a crowd “we will win.”", [("direct", "we will win.")]),
        (
            "“We wait,” Orlan told Tamm, adding: “Not long.”",
            [("direct", "We wait,"), ("direct", "Not long.")],
        ),
    ],
)
def test_kinds_of_quotations_in_marks(text, found):
    assert seen(text, "direct", "mixed", "scare") == found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orlan said that talks had failed.", "that talks had failed"),
        ("Orlan said talks had failed.", "talks had failed"),
        ("Orlan told reporters on Monday that talks had failed.", "that talks had failed"),
        ("Talks had failed, officials said on Monday.", "Talks had failed"),
        ("According to Orlan, talks had failed.", "talks had failed"),
        ("Talks had failed, according to the ministry.", "Talks had failed"),
        ("In Orlan's view, talks had failed.", "talks had failed"),
        ("As Reuters reported, talks had failed.", "talks had failed"),
        ("Orlan warned Kiev would lose the war.", "Kiev would lose the war"),
        ("Orlan accused Kiev of breaking the truce.", "Kiev of breaking the truce"),
        ("Orlan urged Kiev to accept the offer.", "Kiev to accept the offer"),
        ("Orlan argues the sanctions are illegal.", "the sanctions are illegal"),
        ("Orlan condemned the US strikes on Iran.", "the US strikes on Iran"),
        ("Orlan rejected the claim that he had lied.", "the claim that he had lied"),
        ("Orlan was asked whether talks had failed.", "whether talks had failed"),
        ("Orlan vowed to fight on.", "to fight on"),
    ],
)
def test_reported_speech_has_its_content(text, content):
    assert [(q.kind, text[q.start : q.end]) for q in quotes_of(text)] == [("indirect", content)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Marsh said, “Give us the tax,” and then Tamm said “never again.”",
            [("Give us the tax,", "Marsh"), ("never again.", "Tamm")],
        ),
        (
            "Marsh said the deal was “dead” and Tamm said it was “alive.”",
            [("dead", "Marsh"), ("alive.", "Tamm")],
        ),
        ("Tamm was called “a liar” by Orlan.", [("a liar", "Orlan")]),
        ("Tamm was described as “a danger” by Orlan on Monday.", [("a danger", "Orlan")]),
        ("Tamm was described as “a man” moved by pity.", [("a man", "unattributed")]),
    ],
)
def test_each_of_two_voices_in_a_sentence_has_its_own_words(text, found):
    marked = [q for q in quotes_of(text) if q.kind in ("direct", "mixed")]
    assert [(text[q.start : q.end], q.speaker) for q in marked] == found


@pytest.mark.parametrize(
    "text",
    [
        "The train left the station at noon.",
        "Oil prices rose on Monday after the attack.",
        "The claim was false.",
        "Russia attacked Ukraine in February.",
        "Iran fired missiles at the base on Tuesday.",
        "25 randomly selected sites were inspected.",
        "The United States, backed by Britain, struck Yemen.",
        "Hungary voted against Ukraine.",
        "Tamm was criticised by Norland.",
    ],
)
def test_plain_statements_are_no_reported_speech(text):
    assert quotes_of(text) == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Orlan has never said “we will attack.”", "negated"),
        ("Orlan did not say that Norland attacked.", "negated"),
        ("Orlan said that Norland had not attacked.", None),
    ],
)
def test_what_is_told_as_not_said_is_flagged(text, doubt):
    assert [quote.doubt for quote in quotes_of(text)] == [doubt]


def test_a_statement_in_which_it_was_said_is_no_second_report():
    text = "The army said in a statement that talks had failed."
    assert seen(text, "indirect") == [("indirect", "that talks had failed")]


def test_reported_speech_ends_at_a_semicolon():
    text = "Tamm said Norland was stalling; Marsh stayed away."
    assert seen(text, "indirect") == [("indirect", "Norland was stalling")]


def test_who_denies_a_charge_has_not_made_it():
    text = "Norland accused Sudland of killing civilians, a charge Sudland denies."
    assert seen(text, "indirect") == [("indirect", "Sudland of killing civilians")]


def test_a_pronoun_is_not_a_country():
    text = "Moscow condemned US actions."
    assert seen(text, "indirect") == [("indirect", "US actions")]


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("said", "neutral"),
        ("noted", "neutral"),
        ("confirmed", "endorsing"),
        ("claimed", "doubting"),
        ("warned", "hostile"),
    ],
)
def test_the_cue_carries_its_stance(verb, stance):
    (quote,) = quotes_of(f"Orlan {verb} that talks had failed.")
    assert quote.stance == stance


# ---- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marks", ['"', "“", "”", "'", "‘", "«", '"“', "'\"”", '"a" ', "“a ", '<a "']
)
def test_many_marks_are_no_trouble(marks):
    text = marks * (20_000 // len(marks))
    tokens = [
        Token(at, at + 1, char, "NN", char, k, "root")
        for k, (at, char) in enumerate((a, c) for a, c in enumerate(text) if not c.isspace())
    ]
    for quote in quotes_in(text, [(0, len(text))], tokens):
        assert 0 <= quote.start < quote.end <= len(text)


def test_a_long_text_without_sentences_is_read_in_pieces():
    text = "he said " * 5_000
    tokens = [
        Token(8 * k + shift, 8 * k + shift + size, word, pos, lemma, min(2 * k + 1, last), dep)
        for k in range(5_000)
        for shift, size, word, pos, lemma, dep, last in (
            (0, 2, "he", "PRP", "he", "nsubj", 9_999),
            (3, 4, "said", "VBD", "say", "parataxis", 1),
        )
    ]
    quotes = quotes_in(text, [(0, len(text))], tokens)
    assert quotes
    assert max(quote.end for quote in quotes) <= len(text)


def test_shouted_headlines_are_read():
    assert seen("PUTIN: “WE WILL WIN”", "direct", "mixed") == [("direct", "WE WILL WIN")]


WORDS = st.sampled_from(
    [
        *("Orlan", "he", "said", "that", "told", "Iran", "the", "US", "warned", "claim", "was"),
        *("according to", "“", "”", "‘", "’", "«", '"', "'", ",", ".", ":", "?", "…", "—"),
        *("(", ")", "\n", "\n\n"),
    ]
)


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_offsets_hold_and_nothing_is_lost(text):
    quotes = quotes_of(text)
    assert quotes == quotes_of(text)
    assert quotes == sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.kind in ("direct", "mixed", "indirect", "scare")
        assert (quote.speaker is None) == (quote.kind == "scare")
        if quote.speaker_start is not None:
            assert 0 <= quote.speaker_start < quote.speaker_end <= len(text)
        if quote.cue_start is not None:
            assert 0 <= quote.cue_start < quote.cue_end <= len(text)


@settings(max_examples=100)
@given(st.text(alphabet="ab .,'\"“”‘’«»\n", max_size=80))
def test_marked_spans_lie_in_order_and_outer_ones_apart(text):
    spans = marked_spans(text)
    outer = [span for span in spans if span.depth == 0]
    for one, other in pairwise(outer):
        assert one.end <= other.start
    for span in spans:
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""


# ---- data files --------------------------------------------------------------------------------


def test_the_shipped_word_lists_are_read():
    book = read_cues()
    assert {"said", "told"} <= set(book.verbs)
    assert book.match("verb", ["pointed", "out", "that"], 0)[1].lemma == "point out"
    assert read_titles()["film", "before"] == "work"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("say,verb,neutral,that wrongly", "line 2: takes is 'wrongly'"),
        ("say,adverb,neutral,that", "line 2: part is 'adverb'"),
        ("say,verb,kind,that", "line 2: stance is 'kind'"),
        ("say,verb,neutral,that\nsay,verb,hostile,that", "line 3: say .verb. was on line 2"),
    ],
)
def test_a_wrong_cue_is_named_with_its_line(tmp_path, line, words):
    path = tmp_path / "cues.csv"
    path.write_text("cue,part,stance,takes\n" + line + "\n")
    with pytest.raises(LexiconError, match=words):
        read_cues(path)


def test_cues_of_ones_own(tmp_path):
    path = tmp_path / "cues.csv"
    path.write_text("cue,part,stance,takes\nblare,verb,hostile,that zero quote tail\n")
    text = "Orlan blared that talks had failed. Orlan said so."
    (quote,) = quotes_in(text, *sentences_and_tokens(text), cues=read_cues(path))
    assert (quote.cue, quote.stance) == ("blare", "hostile")


# ---- tables ------------------------------------------------------------------------------------


def tables(*texts):
    articles = pd.DataFrame(
        {"article_id": [f"a{k}" for k in range(len(texts))], "text": list(texts), "body_start": 0}
    )
    sentences = split_sentences(articles)
    return articles, sentences, split_tokens(sentences)


def test_no_articles_give_an_empty_table_with_the_same_columns():
    empty, full = find_quotes(*tables()), find_quotes(*tables("“Yes,” Orlan said."))
    assert list(empty.columns) == COLUMNS["quotes"]
    assert (empty.dtypes == full.dtypes).all()


def test_rows_do_not_depend_on_the_order_of_the_input():
    articles, sentences, tokens = tables("“Yes,” Orlan said.", "Iran said it would not talk.")
    usual = find_quotes(articles, sentences, tokens)
    mixed = find_quotes(
        articles, sentences.sample(frac=1, random_state=1), tokens.sample(frac=1, random_state=1)
    )
    pd.testing.assert_frame_equal(usual, mixed)


def test_find_quotes_changes_nothing_it_is_given():
    given_tables = tables("“Yes,” Orlan said.")
    copies = [table.copy(deep=True) for table in given_tables]
    find_quotes(*given_tables)
    for table, copy in zip(given_tables, copies, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_a_missing_column_is_named():
    articles, sentences, tokens = tables("“Yes,” Orlan said.")
    with pytest.raises(MissingColumn, match="pos"):
        find_quotes(articles, sentences, tokens.drop(columns="pos"))


@pytest.fixture(scope="module")
def page():
    articles, rejected = read_articles(PAGE)
    assert rejected.empty
    articles = add_text(articles, find_furniture(articles))
    sentences = split_sentences(articles, breaks=find_subheadings(articles))
    tokens = split_tokens(sentences)
    mentions = find_mentions(sentences, articles)
    quotes = find_quotes(articles, sentences, tokens, mentions=mentions)
    return articles["text"].iloc[0], quotes


KEY_ROWS = read_lexicon(
    KEY,
    columns=["start_text", "end_text", "kind", "speaker", "carried"],
    required=["start_text", "end_text", "kind"],
)


MISSED = {
    "were active components of": "a relative clause inside of which somebody claims",
    "that Iran has not sought": "found, but only up to the second clause",
    "Do me a favour": "taken for Putin's, whose offer is what Trump dismisses",
    "that Moscow is pulling back": "found, but on to the end of its sentence",
}


def key_rows():
    for row in KEY_ROWS.itertuples(index=False):
        reason = MISSED.get(row.start_text)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        yield pytest.param(row, id=row.start_text, marks=marks)


@pytest.mark.parametrize("row", list(key_rows()))
def test_every_quotation_of_the_page_is_found_with_its_speaker(page, row):
    _, quotes = page
    same = quotes[
        quotes["quotation"].str.startswith(row.start_text)
        & quotes["quotation"].str.endswith(row.end_text)
        & (quotes["kind"] == row.kind)
    ]
    assert len(same) == 1
    speaker = same["speaker"].iloc[0]
    assert ("" if pd.isna(speaker) else speaker) == row.speaker
    assert (same["speaker_how"].iloc[0] == "carried") == (row.carried == "yes")


@pytest.mark.parametrize(
    "kind",
    [
        "direct",
        "mixed",
        "scare",
        pytest.param(
            "indirect",
            marks=pytest.mark.xfail(
                reason="what Russia's posture and its signals 'suggest' is the outlet's inference, "
                "and is told as somebody's words",
                strict=True,
            ),
        ),
    ],
)
def test_nothing_else_on_the_page_is_taken_for_a_quotation(page, kind):
    _, quotes = page
    assert (quotes["kind"] == kind).sum() == (KEY_ROWS["kind"] == kind).sum() > 0


def test_quotations_of_the_page_are_cut_out_of_its_text(page):
    text, quotes = page
    for quote in quotes.itertuples():
        assert text[quote.start : quote.end] == quote.quotation


@pytest.mark.parametrize(
    ("piece", "n_tokens", "told"),
    [
        ("Norland said he said Orlan hit it and ", 8, True),
        ("“Norland said ‘he ", 5, True),
        ("the big port and its old friends of Sudland, ", 10, False),
        ("NORLAND SAID THAT HE HIT SUDLAND. ", 7, True),
        ("“ ” \" ' ” “ ", 6, False),
        ('<p class="x">Norland &amp; <b>“Orlan”</b> said</p> ', 27, True),
    ],
)
def test_what_is_no_sentence_of_the_news_keeps_its_offsets(piece, n_tokens, told):
    text = piece * (5_000 // n_tokens)
    articles, sentences, tokens = tables(text)
    quotes = find_quotes(articles, sentences, tokens)
    assert len(tokens) > 4_000
    cut = [text[start:end] for start, end in zip(quotes["start"], quotes["end"], strict=True)]
    assert cut == quotes["quotation"].tolist()
    assert quotes.empty != told
