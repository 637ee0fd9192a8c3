import re

import pandas as pd
import pytest

from analysis.quoting.people import read_not_speakers, read_persons
from analysis.quoting.quotes import find_quotes, quotes_of
from analysis.reading.segment import split_sentences, split_tokens
from analysis.schema import LexiconError


def speakers(text):
    return [(q.speaker, q.speaker_how) for q in quotes_of(text) if q.kind in ("direct", "mixed")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will win,” Vladimir Orlan said.", "Vladimir Orlan"),
        ("“We will win,” said Vladimir Orlan, the president.", "Vladimir Orlan"),
        ("“We,” Vladimir Orlan said, “will win.”", "Vladimir Orlan"),
        ("Vladimir Orlan, who has ruled for years, said: “We will win.”", "Vladimir Orlan"),
        ("“We will win,” the Russian foreign ministry said.", "Russian foreign ministry"),
        ("“We will win,” Sen. Ted Marlow (R-TX) said.", "Ted Marlow"),
        ("“We will win,” said John Smith of the Iowa delegation.", "John Smith"),
        ("Speaking in Istanbul, Abbas Daroudi said: “We will win.”", "Abbas Daroudi"),
        ("Said John Smith, who grew up there, “We will win.”", "John Smith"),
        ("According to John Smith, “we will win.”", "John Smith"),
        ("“We will win.”", "unattributed"),
        ("State media quoted John Smith as saying “we will win.”", "John Smith"),
        ("John Smith was quoted as saying “we will win.”", "John Smith"),
        ("“We will win,” state media quoted John Smith as saying.", "John Smith"),
        ("“We will win”, state media quoted John Smith as saying.", "John Smith"),
        ("The head of the agency, Anna Tamm, said: “We will win.”", "Anna Tamm"),
        ("John Smith wrote on X: “We will win.”", "John Smith"),
        ("John Smith said in a statement that it “will win.”", "John Smith"),
        ("Norland accused Sudland of “terrorism,” a charge Sudland denies.", "Norland"),
        ("A person familiar with the talks said they “will win.”", "person"),
        pytest.param(
            "An official close to John Smith said they “will win.”",
            "official",
            marks=pytest.mark.xfail(strict=True, reason="the reader takes 'close' for a noun"),
        ),
        ("The minister who replaced Anna Tamm said they “will win.”", "minister"),
        ("John Smith was cited by Interfax as saying “we will win.”", "John Smith"),
        ("‘We will win’: Orlan warns Norland", "Orlan"),
    ],
)
def test_the_speaker_stands_beside_the_cue(text, speaker):
    n_quotations = text.count("“") or text.count("‘")
    assert [name for name, _ in speakers(text)] == [speaker] * n_quotations


def test_a_surname_and_a_pronoun_lead_to_the_full_name():
    text = (
        "President Vladimir Orlan met John Marsh. “We will win,” Orlan said. “It is over,” he said."
    )
    assert speakers(text) == [("Vladimir Orlan", "name"), ("Vladimir Orlan", "pronoun")]


def test_a_pronoun_goes_to_whom_the_story_turned_to_since_somebody_spoke():
    text = "“No,” said John Tamm. Peter Orlan flew to Geneva. “Yes,” he said. “Perhaps,” he said."
    assert [name for name, _ in speakers(text)] == ["John Tamm", "Peter Orlan", "Peter Orlan"]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("The press had asked Peter Orlan.", "Peter Orlan"),
        ("The guests left for lunch.", "John Tamm"),
        ("They had met in Saint Orlan.", "John Tamm"),
        ("Angela Orlan left.", "John Tamm"),
    ],
)
def test_what_stands_between_tells_whether_a_pronoun_stays_with_the_speaker(between, speaker):
    assert speakers(f"“No,” said John Tamm. {between} “Never,” he said.")[-1] == (
        speaker,
        "pronoun",
    )


def test_a_pronoun_passes_over_a_speaker_of_another_gender():
    text = "“No,” Angela Tamm said. “Yes,” Vladimir Orlan said. “Perhaps,” she added."
    assert speakers(text)[-1] == ("Angela Tamm", "pronoun")


def test_a_pronoun_without_anybody_before_it_is_left_open():
    assert speakers("“We will win,” she said.") == [("unattributed", "pronoun")]


def test_a_title_leads_to_the_person_introduced_with_it():
    text = (
        "Iranian Foreign Minister Abbas Daroudi met President Vladimir Orlan. "
        "“No,” the Iranian foreign minister said. “Yes,” the president said."
    )
    assert speakers(text) == [("Abbas Daroudi", "title"), ("Vladimir Orlan", "title")]


def test_a_title_of_somebody_else_is_not_resolved():
    text = "Iranian Foreign Minister Abbas Daroudi left. “No,” the German foreign minister said."
    assert speakers(text) == [("German foreign minister", "name")]


def test_running_quotation_keeps_its_speaker():
    text = "“We will win,” Orlan said. “It is over.”\n\n“And nobody doubts it.”"
    assert speakers(text) == [("Orlan", "name"), ("Orlan", "carried"), ("Orlan", "carried")]


def test_quotation_over_paragraphs_keeps_its_speaker():
    text = "Orlan said: “One thing is clear.\n\n“Another is not.”"
    assert [name for name, _ in speakers(text)] == ["Orlan", "Orlan"]


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_a_speaker_named_in_the_last_paragraph_spoke_the_ones_before_it(marks):
    text = (
        "“We have none.\n\n“No deal.\n\n“And nothing left in the capital,” said John Marsh, the "
        "mayor.\n\nThe council left. “Now it is over.”"
    )
    text = text.replace("“", marks[0]).replace("”", marks[1])
    assert speakers(text) == [
        ("John Marsh", "carried"),
        ("John Marsh", "carried"),
        ("John Marsh", "name"),
        ("John Marsh", "carried"),
    ]


def test_a_paragraph_that_ends_inside_its_quotation_keeps_the_speaker_before_it():
    text = "“It broke,” said John Marsh.\n\n“We mend it.\n\n“Soon.”\n\n“Who pays?” asked Ann Tamm."
    assert [name for name, _ in speakers(text)] == ["John Marsh"] * 3 + ["Ann Tamm"]


def mentions_of(rows, *columns):
    """A table of mentions of article 'a' with what `find_quotes` reads of it."""
    table = pd.DataFrame(rows, columns=["start", "end", "actor", *columns])
    table = table.assign(article_id="a", actor_kind="leader", mention_id=range(len(table)))
    return table.assign(alias=table["actor"], how=table.get("how", "name"))


def known(text, *surnames):
    """Speakers where the gazetteer knows these surnames as persons."""
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "body_start": [0]})
    sentences = split_sentences(articles)
    rows = [
        (match.start(), match.end(), actor)
        for actor in surnames
        for match in re.finditer(actor.split()[-1], text)
    ]
    mentions = mentions_of(rows)
    quotes = find_quotes(articles, sentences, split_tokens(sentences), mentions=mentions)
    return quotes.loc[quotes["kind"] == "direct", "speaker"].tolist()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Orlan spoke on Monday. “We will win,” he said.", "Ivan Orlan"),
        ("Orlan spoke. Rain fell all day. “We will win,” he said.", "Ivan Orlan"),
        ("Orlan met Tamm on Monday. “We will win,” she said.", "Angela Tamm"),
        ("Orlan met Marsh on Monday. “We will win,” he said.", "unattributed"),
        ("Orlan spoke. It rained. It blew. It froze. It rained. “We will win,” he said.",
         "unattributed"),
        ("“Orlan has won,” he said.", "unattributed"),
        ("Orlan spoke. “We will win,” they said.", "unattributed"),
    ],
)  # fmt: skip
def test_a_bare_surname_of_the_gazetteer_is_somebody_he_can_mean(text, speaker):
    assert known(text, "Ivan Orlan", "Angela Tamm", "John Marsh") == [speaker]


def test_he_can_mean_a_speaker_known_by_surname_only():
    text = "“We will win,” said Orlan. “It is over,” he added."
    assert known(text, "Ivan Orlan") == ["Ivan Orlan", "Ivan Orlan"]
    assert [name for name, _ in speakers(text)] == ["Orlan", "Orlan"]


def test_a_colon_hands_on_to_the_next_paragraph():
    text = "The ministry stated:\n\n“We will answer in kind.”"
    (quote,) = [q for q in quotes_of(text) if q.kind == "direct"]
    assert (quote.speaker, quote.cue) == ("ministry", "state")


def test_carried_quotations_have_no_cue_of_their_own():
    first, second = [
        q for q in quotes_of("“We won,” Orlan said. “It is over.”") if q.kind == "direct"
    ]
    assert (first.cue, second.cue, second.stance) == ("say", None, None)
    assert (first.speaker_start, first.speaker_end) == (second.speaker_start, second.speaker_end)


@pytest.mark.parametrize(
    ("name", "mentioned", "actor"),
    [
        ("Vladimir Orlan", {"Vladimir Orlan": "Vladimir Orlan"}, "Vladimir Orlan"),
        ("Orlan's campaign", {"Orlan": "Vladimir Orlan"}, None),
        ("Russian analysts", {"Russian": "Russia"}, None),
        ("The Russian foreign ministry", {"Russian": "Russia"}, "Russia"),
        ("President Orlan", {"Orlan": "Vladimir Orlan"}, "Vladimir Orlan"),
        ("An adviser", {"Iran": "Iran"}, None),
        ("An adviser", {}, None),
    ],
)
def test_an_actor_speaks_where_its_mention_heads_the_name(name, mentioned, actor):
    text = f"{name} said: “We will win.” It rained in Iran."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "body_start": [0]})
    sentences = split_sentences(articles)
    spans = [(at := text.index(alias), at + len(alias), mentioned[alias]) for alias in mentioned]
    mentions = mentions_of(spans)
    quotes = find_quotes(articles, sentences, split_tokens(sentences), mentions=mentions)
    assert quotes["kind"].tolist() == ["direct"]
    assert quotes["speaker_actor"].fillna("nobody").tolist() == [actor or "nobody"]


@pytest.mark.parametrize(
    ("line", "words"), [("anna,given,x", "line 2"), ("anna,nickname,f", "line 2")]
)
def test_a_wrong_line_among_persons_is_named(tmp_path, line, words):
    path = tmp_path / "persons.csv"
    path.write_text("word,kind,gender\n" + line + "\n")
    with pytest.raises(LexiconError, match=words):
        read_persons(path)


@pytest.mark.parametrize(
    "text",
    [
        "“We will win,” emails said.",
        "“We will win,” the leaked emails said.",
        "“We will win,” said Monday.",
        "“We will win,” said herself.",
        "“We will win,” the pattern of fewer voters said.",
        "The polls said: “We will win.”",
    ],
)
def test_no_day_no_reflexive_and_no_things_speak(text):
    assert {speaker for speaker, _ in speakers(text)} == {"unattributed"}


@pytest.mark.parametrize("name", ["Monday Okoro", "April Stone"])
def test_a_person_may_bear_the_name_of_a_day(name):
    assert [speaker for speaker, _ in speakers(f"“We will win,” {name} said.")] == [name]


def named_speaker(text, *mentions):
    """Who is found to speak, with these mentions (actor, alias, how), the last of each alias."""
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "body_start": [0]})
    sentences = split_sentences(articles)
    rows = [
        (text.rindex(alias), text.rindex(alias) + len(alias), actor, how)
        for actor, alias, how in mentions
    ]
    known = mentions_of(rows, "how")
    return find_quotes(articles, sentences, split_tokens(sentences), mentions=known)[
        "speaker"
    ].tolist()


def test_the_speaker_and_the_mention_in_its_place_are_one_person():
    text = "Peter Tamm met Anna Tamm. “We will win,” Tamm said."
    full = [("Peter Tamm", "Peter Tamm", "name"), ("Anna Tamm", "Anna Tamm", "name")]
    for actor in ("Peter Tamm", "Anna Tamm", "Tamm (ambiguous)"):
        assert named_speaker(text, *full, (actor, "Tamm", "surname")) == [actor]


def test_a_scene_is_no_speaker():
    text = "“We will win,” Strelsau said."
    assert named_speaker(text, ("Ruritania", "Strelsau", "metonym")) == ["Ruritania"]
    assert named_speaker(text, ("Ruritania", "Strelsau", "place")) == ["unattributed"]


def test_not_speakers_name_a_bad_line(tmp_path):
    path = tmp_path / "not_speakers.csv"
    path.write_text("word,kind\nmonday,day\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2: kind 'day'"):
        read_not_speakers(path)
