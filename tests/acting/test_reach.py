"""Deeds that reach an actor further down the tree, and their class of event. All sentences are
made up."""

import pytest

from analysis.acting import roles_in
from analysis.acting.events import event_of, read_events
from analysis.reading import read_text
from analysis.schema import LexiconError


def targets(sentence):
    return {
        (role.verb, sentence[role.head_start : role.head_end], role.how)
        for role in roles_in(read_text(sentence))
        if role.role == "target"
    }


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Serbia rejected an Australian ultimatum.", {("reject", "Australian", "in object")}),
        ("Iran tightened the blockade of Serbia.", {("tighten", "Serbia", "in object")}),
        ("Norway welcomed the plans of NATO.", {("welcome", "NATO", "in object")}),
        (
            "Kenya demanded that Ghana cancel the plan.",
            {("demand", "Ghana", "in complement")},
        ),
        ("Chad opened its borders to Sudan.", {("open", "Sudan", "oblique")}),
        (
            "Iran and Oman met on Monday.",
            {("meet", "Iran", "together"), ("meet", "Oman", "together")},
        ),
        # what is no target: where it was, when it was, what only somebody said, arguments
        ("Chad attacked Sudan in Kenya.", set()),
        ("Chad attacked Sudan on Monday.", set()),
        ("Kenya said that Ghana cancelled the plan.", set()),
        ("Araki flew to Norway.", set()),
        ("Sudan imposed sanctions on Chad.", set()),
        ("Kenya visited Sudan and Ghana.", set()),
    ],
)
def test_a_deed_reaches_whom_its_sentence_says(sentence, found):
    assert targets(sentence) == found


def test_an_agent_is_needed_for_a_deed_to_reach_anybody():
    assert targets("The blockade of Serbia was tightened.") == set()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A group of Danish lawmakers condemned Chad.", {"group", "Danish"}),
        ("Japanese Prime Minister Araki condemned Chad.", {"Araki", "Japanese"}),
        ("Forces of Sudan attacked Chad.", {"Forces", "Sudan"}),
    ],
)
def test_an_actor_acts_through_those_named_after_it(sentence, names):
    roles = roles_in(read_text(sentence))
    found = {sentence[r.head_start : r.head_end] for r in roles if r.role == "agent"}
    assert found == names


@pytest.mark.parametrize(
    ("verb", "event"),
    [
        ("bomb", ("fight", "material conflict")),
        ("torture", ("assault", "material conflict")),
        ("negotiate", ("consult", "verbal cooperation")),
        ("donate", ("aid", "material cooperation")),
        ("accuse", ("disapprove", "verbal conflict")),
        ("say", ("", "")),
        ("no such verb", ("", "")),
    ],
)
def test_a_verb_has_the_class_of_its_event(verb, event):
    assert event_of(verb) == event


def test_there_are_eighteen_events_in_four_quads():
    events = set(read_events().values())
    assert len({event for event, _ in events}) == 18
    assert len({quad for _, quad in events}) == 4


def test_a_verb_of_two_events_is_named_with_its_line(tmp_path):
    path = tmp_path / "plover.csv"
    path.write_text(
        "event,quad,frame_classes,verbs\naid,material cooperation,,help\nagree,verbal,,help\n",
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match="line 3: 'help'"):
        read_events(path)
