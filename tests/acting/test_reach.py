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
        ("Chad announced a suspension of flights to Sudan.", {("announce", "Sudan", "in object")}),
        ("Araki criticised Chad's ties to Sudan.", {("criticise", "Chad", "in object")}),
        ("Araki condemned the war of Chad against Sudan.", {("condemn", "Chad", "in object")}),
        ("Araki condemned Chad's war against Sudan.", {("condemn", "Chad", "in object")}),
        (
            "Araki called on Norway to mobilise against Sudan.",
            {
                ("call", "Norway", "oblique"),
                ("call", "Sudan", "in complement"),
                ("mobilise", "Sudan", "oblique"),
            },
        ),
        # what is no target: where it was, when it was, what only somebody said, arguments
        ("Chad attacked Sudan in Kenya.", set()),
        ("Chad attacked Sudan on Monday.", set()),
        ("Kenya said that Ghana cancelled the plan.", set()),
        ("Araki flew to Norway.", set()),
        ("Sudan imposed sanctions on Chad.", set()),
        ("Kenya visited Sudan and Ghana.", set()),
        # what of somebody is met, won, told of or attended does nothing to them
        ("Araki faces Chadian rival Orlan.", set()),
        ("Araki won the Chadian primary.", set()),
        ("Araki attended a funeral for Orlan.", set()),
        ("Araki took the news to Twitter.", set()),
        ("Araki wrote a book about Sudan.", set()),
        ("Araki thanked Orlan for his support for Chad.", set()),
        ("Araki appointed supporters of Orlan to a panel of the Chadian party.", set()),
        ("Araki gave a sober assessment of the plans of Chad.", set()),
        ("At the request of Chad, Araki gave an assessment of the talks.", set()),
        # done with somebody else, not with each other
        ("Araki and Kenyan leaders met with Orlan.", set()),
        ("Araki and Kenya met Orlan.", set()),
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


@pytest.mark.parametrize(
    ("sentence", "agent"),
    [
        ("Araki called on Norway to attack Sudan.", "Norway"),
        ("Araki appealed to Norway to attack Sudan.", "Norway"),
        ("Araki went to Norway to attack Sudan.", "Araki"),
        ("Araki urged Norway to attack Sudan.", "Norway"),
        ("I thanked Araki and attacked Sudan.", "I"),
        ("I know a guy named Orlan who attacked Sudan.", "guy"),
    ],
)
def test_who_acts_in_a_clause_of_its_own_is_who_is_asked_or_meant(sentence, agent):
    roles = [role for role in roles_in(read_text(sentence)) if role.verb == "attack"]
    named = {sentence[r.head_start : r.head_end] for r in roles if r.role == "agent"}
    assert named - {"who"} == {agent}


@pytest.mark.parametrize(
    ("sentence", "negated", "modal"),
    [
        ("Kenya attacked Sudan.", False, ""),
        ("Kenya did not do enough to attack Sudan.", True, "to"),
        ("Kenya did enough to attack Sudan.", False, "to"),
        ("Kenya was too weak to attack Sudan.", True, "to"),
        ("Kenya had no plan to attack Sudan.", True, "plan"),
        ("Kenya had a plan to attack Sudan.", False, "plan"),
        ("No Kenyan official attacked Sudan.", True, ""),
        ("Neither Kenya nor Chad attacked Sudan.", True, ""),
        ("Kenya was unable to attack Sudan.", True, "unable"),
        ("Kenya is ready to attack Sudan.", False, "ready"),
        ("Araki went to Oslo to attack Sudan.", False, "to"),
        ("If Kenya were to attack Sudan, Chad would suffer.", False, "if"),
        ("Had Kenya attacked Sudan, Chad would have fled.", False, "if"),
        ("Unless Kenya attacks Sudan, Chad will stay.", False, "unless"),
        ("Araki asked whether Kenya attacked Sudan.", False, "whether"),
        ("Araki called on Kenya to attack Sudan.", False, "call"),
        ("Since Kenya attacked Sudan, Chad has stayed.", False, ""),
        ("When Kenya attacked Sudan, Chad fled.", False, ""),
    ],
)
def test_a_deed_is_told_as_done_or_as_less_than_done(sentence, negated, modal):
    roles = [role for role in roles_in(read_text(sentence)) if role.verb == "attack"]
    assert {(role.negated, role.modal) for role in roles} == {(negated, modal)}
