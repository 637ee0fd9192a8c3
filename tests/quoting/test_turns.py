"""Transcripts. All names and words are made up."""

import pytest

import analysis as sp
from analysis.quoting import quotes_of
from analysis.quoting.turns import find_turns

TEXT = """Interview with Jana Marsh

OSLO - Foreign minister Jana Marsh met reporters.

QUESTION: Does Norland pay?

MS. MARSH: No. "Never again" is what the minister of Sudland told me.

We have said so before.

QUESTION (Tern): Thanks.

MS. MARSH: Thank you. I told him that Sudland is a partner.
"""


def test_each_paragraph_of_a_transcript_is_a_quotation_of_who_speaks():
    told = [
        (quote.kind, quote.speaker, quote.speaker_how, TEXT[quote.start : quote.end])
        for quote in quotes_of(TEXT)
    ]
    assert told == [
        ("direct", "unattributed", "none", "Does Norland pay?"),
        (
            "direct",
            "Ms. Marsh",
            "name",
            'No. "Never again" is what the minister of Sudland told me.',
        ),
        ("direct", "minister of Sudland", "name", "Never again"),
        ("direct", "Ms. Marsh", "carried", "We have said so before."),
        ("direct", "unattributed", "none", "Thanks."),
        ("direct", "Ms. Marsh", "name", "Thank you. I told him that Sudland is a partner."),
    ]


def test_words_in_marks_within_a_turn_are_told_by_its_speaker():
    inner = next(quote for quote in quotes_of(TEXT) if quote.speaker == "minister of Sudland")
    assert inner.within == TEXT.index("No.")


def test_a_label_in_capitals_is_the_actor_whose_surname_it_has(tmp_path):
    article, actors = tmp_path / "interview.txt", tmp_path / "actors.csv"
    article.write_text(TEXT, encoding="utf-8")
    rows = ["actor,kind,alias", "Jana Marsh,leader,Jana Marsh", "Norland,state,Norland"]
    actors.write_text("\n".join(rows), encoding="utf-8")
    loaded = sp.read_articles(article)
    tables = sp.analyse(loaded, scorer="textblob", pairs=False, actors=actors)
    assert set(tables.quotes["speaker"]) >= {"Jana Marsh", "unattributed"}
    inside = tables.mentions[tables.mentions["actor"] == "Norland"]
    assert inside["words_of"].tolist() == ["quoted"]
    assert inside["speaker"].tolist() == ["unattributed"]


@pytest.mark.parametrize(
    "text",
    [
        "QUAY: Talks fail\n\nThe talks failed.\n\nQUAY: More talks\n",
        "DATE: Monday\n\nPLACE: Orlan\n\nDATE: Tuesday\n\nPLACE: Orlan\n",
        "Marsh: No\n\nMarsh: Yes.\n\nTom: No.\n",
        "",
    ],
)
def test_what_only_looks_like_turns_makes_no_transcript(text):
    assert find_turns(text) == []
