import pytest

from analysis.quotes import _actor_of, quotes_of
from analysis.quoting.people import read_persons
from analysis.quoting.running import Quote
from analysis.schema import LexiconError


def speakers(text):
    return [(q.speaker, q.speaker_how) for q in quotes_of(text) if q.kind in ("direct", "mixed")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will win,” Vladimir Putin said.", "Vladimir Putin"),
        ("“We will win,” said Vladimir Putin, the president.", "Vladimir Putin"),
        ("“We,” Vladimir Putin said, “will win.”", "Vladimir Putin"),
        ("Vladimir Putin, who has ruled for years, said: “We will win.”", "Vladimir Putin"),
        ("“We will win,” the Russian foreign ministry said.", "Russian foreign ministry"),
        ("“We will win,” Sen. Ted Cruz (R-TX) said.", "Ted Cruz"),
        ("“We will win,” said John Smith of the Iowa delegation.", "John Smith"),
        ("Speaking in Istanbul, Abbas Araghchi said: “We will win.”", "Abbas Araghchi"),
        ("Said John Smith, who grew up there, “We will win.”", "John Smith"),
        ("According to John Smith, “we will win.”", "John Smith"),
        ("“We will win.”", "unattributed"),
    ],
)
def test_the_speaker_stands_beside_the_cue(text, speaker):
    assert {name for name, _ in speakers(text)} == {speaker}


def test_a_surname_and_a_pronoun_lead_to_the_full_name():
    text = (
        "President Vladimir Putin met John Kerry. “We will win,” Putin said. “It is over,” he said."
    )
    assert speakers(text) == [("Vladimir Putin", "name"), ("Vladimir Putin", "pronoun")]


def test_a_pronoun_passes_over_a_speaker_of_another_gender():
    text = "“No,” Angela Merkel said. “Yes,” Vladimir Putin said. “Perhaps,” she added."
    assert speakers(text)[-1] == ("Angela Merkel", "pronoun")


def test_a_pronoun_without_anybody_before_it_is_left_open():
    assert speakers("“We will win,” she said.") == [("unattributed", "pronoun")]


def test_a_title_leads_to_the_person_introduced_with_it():
    text = (
        "Iranian Foreign Minister Abbas Araghchi met President Vladimir Putin. "
        "“No,” the Iranian foreign minister said. “Yes,” the president said."
    )
    assert speakers(text) == [("Abbas Araghchi", "title"), ("Vladimir Putin", "title")]


def test_a_title_of_somebody_else_is_not_resolved():
    text = "Iranian Foreign Minister Abbas Araghchi left. “No,” the German foreign minister said."
    assert speakers(text) == [("German foreign minister", "name")]


def test_running_quotation_keeps_its_speaker():
    text = "“We will win,” Putin said. “It is over.”\n\n“And nobody doubts it.”"
    assert [how for _, how in speakers(text)] == ["name", "carried", "carried"]
    assert {name for name, _ in speakers(text)} == {"Putin"}


def test_quotation_over_paragraphs_keeps_its_speaker():
    text = "Putin said: “One thing is clear.\n\n“Another is not.”"
    assert [name for name, _ in speakers(text)] == ["Putin", "Putin"]


def test_a_colon_hands_on_to_the_next_paragraph():
    text = "The ministry stated:\n\n“We will answer in kind.”"
    (quote,) = [q for q in quotes_of(text) if q.kind == "direct"]
    assert (quote.speaker, quote.cue) == ("ministry", "state")


def test_carried_quotations_have_no_cue_of_their_own():
    first, second = [
        q for q in quotes_of("“We won,” Putin said. “It is over.”") if q.kind == "direct"
    ]
    assert (first.cue, second.cue, second.stance) == ("say", None, None)
    assert (first.speaker_start, first.speaker_end) == (second.speaker_start, second.speaker_end)


@pytest.mark.parametrize(
    ("name", "mentions", "actor"),
    [
        ("Vladimir Putin", [(0, 14, "Vladimir Putin")], "Vladimir Putin"),
        ("Putin's campaign", [(0, 5, "Vladimir Putin")], None),
        ("Russian analysts", [(0, 7, "Russia")], None),
        ("Russian foreign ministry", [(0, 7, "Russia")], "Russia"),
        ("President Putin", [(10, 15, "Vladimir Putin")], "Vladimir Putin"),
        ("Somebody else", [(20, 25, "Iran")], None),
        ("Somebody else", [], None),
    ],
)
def test_an_actor_speaks_where_its_mention_heads_the_name(name, mentions, actor):
    text = name + " spoke about Iran."
    quote = Quote(0, 1, "indirect", name, 0, len(name), name_start=0, name_end=len(name))
    assert _actor_of(text, quote, mentions) == actor


@pytest.mark.parametrize(
    ("line", "words"), [("anna,given,x", "line 2"), ("anna,nickname,f", "line 2")]
)
def test_a_wrong_line_among_persons_is_named(tmp_path, line, words):
    path = tmp_path / "persons.csv"
    path.write_text("word,kind,gender\n" + line + "\n")
    with pytest.raises(LexiconError, match=words):
        read_persons(path)
