"""Every number leads to its sentences, and no article's text becomes HTML."""

from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.sentences import behind, in_context, mark, mention_link, show, show_article
from analysis.measuring.compare import compare
from analysis.measuring.framing import framing_by
from analysis.schema import SputlinkError

TEXT = "A <b>day</b>\n\nIran met Russia. 'Grave & sad', Iran said."


@pytest.fixture
def tables():
    articles = pd.DataFrame(
        {
            "article_id": ["a1"],
            "title": ["A <b>day</b>"],
            "outlet": ["X & Y"],
            "published": [pd.Timestamp("2025-06-22", tz="UTC")],
            "constructed": [True],
            "text": [TEXT],
        }
    )
    sentences = pd.DataFrame(
        {
            "article_id": "a1",
            "sentence_id": [0, 1, 2],
            "start": [0, 14, 31],
            "end": [12, 30, len(TEXT)],
            "sentence": [TEXT[:12], TEXT[14:30], TEXT[31:]],
        }
    )
    mentions = pd.DataFrame(
        {
            "article_id": "a1",
            "sentence_id": [1, 1, 2],
            "mention_id": [0, 1, 2],
            "actor": ["Iran", "Russia", "Iran"],
            "alias": ["Iran", "Russia", "Iran"],
            "start": [14, 23, 46],
            "end": [18, 29, 50],
            "voice": ["outlet", "outlet", "outlet"],
            "outlet": "X & Y",
            "polarity": [0.0, 0.0, -0.5],
            "scored_by": "textblob",
            "evidence": [[], [], [("grave", -0.5)]],
        }
    )
    quotes = pd.DataFrame(
        {
            "article_id": ["a1"],
            "kind": ["direct"],
            "start": [32],
            "end": [43],
            "speaker_start": pd.array([46], dtype="Int64"),
            "speaker_end": pd.array([50], dtype="Int64"),
            "cue_start": pd.array([51], dtype="Int64"),
            "cue_end": pd.array([55], dtype="Int64"),
        }
    )
    return SimpleNamespace(articles=articles, sentences=sentences, mentions=mentions, quotes=quotes)


def test_a_row_of_a_framing_table_gives_as_many_mentions_as_it_counts(tables):
    for row in framing_by(tables.mentions, by=["actor", "outlet"]).to_dict("records"):
        assert len(behind(tables.mentions, row)) == row["n_mentions"]


@pytest.mark.parametrize(("actor", "b"), [(None, None), ("Iran", None), ("Iran", "Z")])
def test_a_row_of_a_comparison_gives_the_mentions_of_both_sides(tables, actor, b):
    mentions = pd.concat(
        [
            tables.mentions.assign(outlet=name, article_id=f"{name}{i}")
            for name in "XYZ"
            for i in "12"
        ]
    )
    row = compare(mentions, a="X", b=b, actor=actor, n_boot=50, n_perm=49).iloc[0]
    assert len(behind(mentions, row)) == row["n_mentions_a"] + row["n_mentions_b"]


def test_a_mention_without_the_measure_counts_for_nothing(tables):
    mentions = tables.mentions.assign(polarity=[0.5, 0.1, None])
    row = framing_by(mentions, by="actor").set_index("actor", drop=False).loc["Iran"]
    assert len(behind(mentions, row)) == row["n_mentions"] == 1


def test_dollar_amounts_are_no_formula(tables):
    shown = show(tables.mentions, tables), show_article("a1", tables)
    assert all("mathjax_ignore" in each.data for each in shown)


def test_a_row_that_shares_no_column_is_an_error_and_not_everything(tables):
    with pytest.raises(SputlinkError, match="planet"):
        behind(tables.mentions, planet="Mars")


def test_a_missing_group_is_matched_by_missing_values(tables):
    mentions = tables.mentions.assign(outlet=[None, "X", None])
    assert len(behind(mentions, outlet=None)) == 2


def test_keyword_in_context_holds_the_text_around(tables):
    row = in_context(tables.mentions, tables.articles, width=9).iloc[1]
    assert (row["left"], row["keyword"], row["right"]) == ("Iran met ", "Russia", ". 'Grave ")
    assert row["id"] == mention_link("a1", 1)


def test_text_is_escaped_and_marked(tables):
    page = show(behind(tables.mentions, actor="Iran"), tables).data
    assert "<b>" not in page
    assert "&lt;b&gt;day" in page
    assert "X &amp; Y" in page
    assert '<span class="sp-actor">Iran</span>' in page
    assert 'class="sp-negative sp-quote"' in page
    assert 'class="sp-actor sp-speaker">Iran' in page
    assert "constructed" in page


def test_words_that_judge_are_marked_where_they_were_asked_for(tables):
    one = tables.mentions.head(1)
    assert 'class="sp-loaded' not in show(one, tables).data
    marked = show(one.assign(loaded=[[(0, 3, "so-called", -1)]]), tables).data
    assert 'sp-loaded"' in marked.split("</style>")[1]


def test_a_draw_is_repeated_by_its_seed_and_says_how_much_it_shows(tables):
    once = show(tables.mentions, tables, n=2, seed=7).data
    assert once == show(tables.mentions, tables, n=2, seed=7).data
    assert "2 of 3 mentions" in once
    assert once.count("sp-item") - once.split("</style>")[0].count("sp-item") == 2


def test_nothing_to_show_says_so(tables):
    assert "no sentence" in show(tables.mentions.iloc[:0], tables).data


def test_a_whole_article_is_escaped_and_tells_the_actor_from_the_others(tables):
    page = show_article("a1", tables, actor="Iran").data
    assert "<b>" not in page
    assert '<span class="sp-other">Russia</span>' in page
    with pytest.raises(SputlinkError, match="no article"):
        show_article("zz", tables)


@given(
    st.text(alphabet="ab<>&\"'\n ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("xyz")), max_size=6),
)
def test_marks_never_change_the_text(text, spans):
    import html
    import re

    marked = mark(text, [(min(a, b), max(a, b), c) for a, b, c in spans if a != b])
    assert html.unescape(re.sub(r"</?span[^>]*>", "", marked)) == text
