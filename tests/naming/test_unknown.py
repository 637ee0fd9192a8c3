"""Names that the gazetteer lacks, and the lines that add them. All names but Iran are made up."""

import pandas as pd

from analysis.lexicons import DataFile
from analysis.naming import (
    actor_lines,
    find_mentions,
    own_gazetteer,
    read_own_actors,
    unknown_names,
)
from analysis.reading import split_sentences, split_tokens

TEXT = (
    "Iran told Norpost News that it would wait. A Norpost News Daily host asked why. "
    "At Norpost News nobody knew. Ana Lopez of the Norpost News staff met Iran. Lopez left. "
    "He praised the Iranian Norpost Council. The Iranian Council met."
)


def unknown_in(text, **how):
    articles = pd.DataFrame([{"article_id": "a", "text": text, "body_start": 0}])
    sentences = split_sentences(articles)
    return unknown_names(split_tokens(sentences), find_mentions(sentences, articles), **how)


def test_longer_names_and_surnames_count_for_the_name_they_are_of():
    names = unknown_in(TEXT).set_index("name")
    assert names.loc["Norpost News", ["n", "also", "kind"]].tolist() == [
        4, "Norpost News Daily", "organisation",
    ]  # fmt: skip
    assert names.loc["Ana Lopez", ["n", "also", "kind"]].tolist() == [2, "Lopez", "leader"]


def test_what_a_known_name_leaves_over_is_no_name_if_it_is_a_word():
    names = set(unknown_in(TEXT, at_least=1)["name"])
    assert "Norpost Council" in names and "Council" not in names


def test_the_lines_to_paste_are_read_as_own_actors():
    names = unknown_in(TEXT)
    lines = actor_lines(names)
    assert lines.splitlines()[0] == "actor,kind,alias" and "Ana Lopez,leader,Lopez" in lines
    assert "Norpost News Daily" not in lines
    file = DataFile("my/actors.csv", lines)
    assert set(read_own_actors(file)["actor"]) == set(names["name"])
    articles = pd.DataFrame([{"article_id": "a", "text": TEXT, "body_start": 0}])
    found = find_mentions(split_sentences(articles), articles, gazetteer=own_gazetteer(file))
    assert found["actor"].value_counts()["Norpost News"] == 4
    assert found["actor"].value_counts()["Ana Lopez"] == 2


def test_a_file_without_names_is_a_header():
    assert actor_lines(unknown_in("It rained.")) == "actor,kind,alias\n"
