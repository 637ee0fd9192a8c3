"""Actors of an analyst's own: few columns, new kinds, and errors that name file and line."""

import pandas as pd
import pytest

from analysis.lexicons import DataFile
from analysis.naming import find_mentions, own_gazetteer, read_own_actors, shipped_gazetteer
from analysis.reading import split_sentences
from analysis.schema import LexiconError

HEADER = "actor,kind,alias"


def file(*lines, header=HEADER):
    return DataFile("my/actors.csv", "\n".join(["# mine", header, *lines]) + "\n")


def actors_in(text, gazetteer):
    articles = pd.DataFrame([{"article_id": "a", "text": text, "body_start": 0}])
    found = find_mentions(split_sentences(articles), articles, gazetteer=gazetteer)
    return list(zip(found["actor"], found["alias"], strict=True))


def test_three_columns_are_enough():
    rows = read_own_actors(file("Mara Quell,leader,Quell", "Norland Rise,movement,the Rise"))
    told = rows[["alias", "how", "case", "alone"]].apply(tuple, axis=1).tolist()
    assert told == [
        ("Mara Quell", "name", "exact", "yes"),
        ("Quell", "surname", "exact", "no"),
        ("Norland Rise", "name", "exact", "yes"),
        ("the Rise", "alias", "exact", "yes"),
    ]
    assert rows["line"].tolist() == [3, 3, 4, 4]


def test_what_is_said_is_kept():
    (row,) = read_own_actors(
        file("Quell,leader,Quell,name,any,yes", header=f"{HEADER},how,case,alone")
    ).to_dict("records")
    assert (row["how"], row["case"], row["alone"]) == ("name", "any", "yes")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Norland,states,Norland", "did you mean 'state'"),
        ("Norland,Media,Norland", "is not words in lower case"),
        ("Norland,,Norland", "kind is empty"),
        ("Norland,state", "2 fields where 3 are expected"),
        ("Norland,state,Iran", "'Iran' of 'Norland' is another actor's name"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(line, message):
    with pytest.raises(LexiconError, match=r"my/actors\.csv line 3: ") as caught:
        own_gazetteer(file(line))
    assert message in str(caught.value)


def test_own_actors_are_found_beside_those_that_ship():
    text = "Iran spoke to Norland Rise. Mara Quell agreed. Later Quell left."
    own = own_gazetteer(file("Mara Quell,leader,Quell", "Norland Rise,movement,Norland Rise"))
    assert [actor for actor, _ in actors_in(text, own)] == [
        "Iran", "Norland Rise", "Mara Quell", "Mara Quell",
    ]  # fmt: skip
    assert [actor for actor, _ in actors_in(text, shipped_gazetteer())] == ["Iran"]


def test_or_instead_of_them():
    own = own_gazetteer(file("Norland,state,Norland"), only=True)
    assert actors_in("Iran spoke to Norland.", own) == [("Norland", "Norland")]


def test_an_actor_that_ships_gets_an_alias_and_another_kind():
    own = own_gazetteer(file("NATO,club,the western club"))
    assert actors_in("NATO, the western club, met.", own) == [
        ("NATO", "NATO"), ("NATO", "the western club"),
    ]  # fmt: skip


def test_a_phrase_that_is_no_actor_can_become_one():
    text = "He told Us Weekly so."
    assert actors_in(text, shipped_gazetteer()) == []
    assert actors_in(text, own_gazetteer(file("Us Weekly,media,Us Weekly"))) == [
        ("Us Weekly", "Us Weekly")
    ]
