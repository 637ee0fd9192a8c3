"""What each sentence tells of one actor toward another. All sentences here are made up."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import analysis as sp
from analysis.relating import PROBABILITIES, TIES, CappedWarning, find_relations, no_relations
from analysis.relating.pairing import pairs_in
from analysis.schema import COLUMNS, MissingColumn
from analysis.scoring import ScorerError


def says_nothing(rows):
    return pd.DataFrame([[1.0, 0, 0, 0, 0]] * len(rows), rows.index, PROBABILITIES)


def one_is_against(rows):
    """Reads that what stands first is against what stands second."""
    return pd.DataFrame([[0.2, 0.1, 0.0, 0.7, 0.0]] * len(rows), rows.index, PROBABILITIES)


def analysed(tmp_path, *bodies, pairs=says_nothing, **how):
    rows = [{"title": f"Made {i}", "outlet": "Alpha", "body": b} for i, b in enumerate(bodies)]
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return sp.analyse(sp.read_articles(path).articles, scorer="textblob", pairs=pairs, **how)


def told(tmp_path, body, **how):
    """Relations of one sentence, by holder and target."""
    return analysed(tmp_path, body, **how).relations.set_index(["holder", "target"])


@pytest.mark.parametrize(
    ("body", "holder", "target", "tie", "quad"),
    [
        ("Iran attacked Israel on Monday.", "Iran", "Israel", "deed", "material conflict"),
        ("Iran attacked Israel on Monday.", "Israel", "Iran", "together", ""),
        ("Israel was attacked by Iran.", "Iran", "Israel", "deed", "material conflict"),
        ("Russia condemned the United States.", "Russia", "United States", "deed", "verbal"),
        ("Iran and Russia spoke on Monday.", "Iran", "Russia", "joint", ""),
        ("Iran and Russia spoke on Monday.", "Russia", "Iran", "joint", ""),
        ("Iran slept while it rained in all of Russia.", "Russia", "Iran", "together", ""),
    ],
)
def test_a_pair_comes_out_as_what_it_is(tmp_path, body, holder, target, tie, quad):
    row = told(tmp_path, body).loc[(holder, target)]
    assert row["tie"] == tie
    assert row["quad"].startswith(quad) if quad else row["quad"] == ""
    assert (row["tie"] == "deed") == pd.notna(row["deed"])


def test_a_reading_is_handed_to_both_directions_and_offsets_are_exact(tmp_path):
    tables = analysed(tmp_path, "Iran kept its distance from Russia.", pairs=one_is_against)
    rows = tables.relations.set_index(["holder", "target"])
    forth, back = rows.loc[("Iran", "Russia")], rows.loc[("Russia", "Iran")]
    assert (forth["tie"], forth["p_for"], forth["p_against"]) == ("attitude", 0.1, 0.7)
    assert forth["attitude"] == pytest.approx(-0.6)
    assert (back["tie"], back["attitude"], back["paired_by"]) == ("together", 0, "one_is_against")
    text = tables.articles["text"].iloc[0]
    for row in tables.relations.itertuples():
        assert text[row.holder_start : row.holder_end] == row.holder
        assert text[row.target_start : row.target_end] == row.target


def test_the_scorer_is_called_once_with_spans_in_the_sentence_and_all_names_of_both(tmp_path):
    calls = []

    def watching(rows):
        calls.append(rows)
        return says_nothing(rows)

    analysed(tmp_path, "Iran met Russia. Iran said Iran trusts Russia.", pairs=watching)
    (rows,) = calls
    assert len(rows) == 2
    for row in rows.itertuples():
        assert row.sentence[row.p_start : row.p_end] == "Iran"
        assert row.sentence[row.q_start : row.q_end] == "Russia"
        assert {row.sentence[a:b] for a, b in row.p_same} == {"Iran"}
        assert (row.p_start, row.p_end) in row.p_same
    assert sorted(len(same) for same in rows["p_same"]) == [1, 2]


def test_the_deed_binds_its_own_mentions_and_else_the_nearest_ones_are_set_against(tmp_path):
    tables = analysed(tmp_path, "Iran said on Monday that Iran trusts Russia.")
    iran = [m.start for m in tables.mentions.itertuples() if m.actor == "Iran"]
    row = tables.relations.set_index(["holder", "target"]).loc[("Iran", "Russia")]
    assert row["holder_start"] == iran[1]


def test_whose_telling_it_is(tmp_path):
    quoted = told(tmp_path, '"The United States attacked Iran," NATO said on Monday.')
    row = quoted.loc[("United States", "Iran")]
    assert (row["voice"], row["speaker"], row["words_of"]) == ("direct", "NATO", "quoted")
    # who speaks of another: that they do is told by the outlet
    across = quoted.loc[("NATO", "Iran")]
    assert (across["voice"], across["words_of"]) == ("outlet", "outlet")
    assert pd.isna(across["speaker"])
    assert (across["said"], quoted.loc[("Iran", "NATO"), "said"], row["said"]) == (1, 0, 0)


def test_negated_and_possible_deeds_are_marked(tmp_path):
    row = told(tmp_path, "Iran did not attack Israel.").loc[("Iran", "Israel")]
    assert row["negated"]
    row = told(tmp_path, "Iran may attack Israel.").loc[("Iran", "Israel")]
    assert (row["modal"], row["negated"]) == ("may", False)


def test_a_scene_neither_holds_nor_receives(tmp_path):
    rows = told(tmp_path, "Iran met Israel for talks in Moscow on Monday.")
    assert set(rows.index) == {("Iran", "Israel"), ("Israel", "Iran")}


def test_who_does_something_to_itself_is_told_apart_and_no_attitude_is_read(tmp_path):
    rows = told(tmp_path, "Russia defended Russia in a long speech.", pairs=one_is_against)
    row = rows.loc[("Russia", "Russia")]
    assert (row["tie"], row["deed"]) == ("self", "defend")
    assert pd.isna(row["attitude"])


def test_a_person_and_the_own_state_are_marked(tmp_path):
    rows = told(tmp_path, "Vladimir Putin praised Russia and Iran.")
    assert rows.loc[("Vladimir Putin", "Russia"), "own_state"]
    assert not rows.loc[("Vladimir Putin", "Iran"), "own_state"]


def test_without_a_pair_scorer_deeds_alone_are_told():
    tables = small()
    bare = find_relations(tables.mentions, tables.sentences, tables.tokens)
    assert bare[["p_for", "p_against", "attitude", "paired_by"]].isna().all(axis=None)
    assert "attitude" not in set(bare["tie"])


def small():
    from tests.small_corpus import small_tables

    return small_tables()


def test_keys_ties_and_columns():
    tables = small()
    found = find_relations(tables.mentions, tables.sentences, tables.tokens, pairs=says_nothing)
    keys = ["article_id", "sentence_id", "holder", "target"]
    assert list(found) == COLUMNS["relations"]
    assert len(found) and not found.duplicated(keys).any()
    assert set(found["tie"]) <= set(TIES)
    none = find_relations(tables.mentions.iloc[:0], tables.sentences, tables.tokens)
    assert_frame_equal(none, no_relations())
    assert none.dtypes.to_dict() == found.dtypes.to_dict()


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    tables = small()
    order = list(range(len(tables.sentences)))
    random.shuffle(order)
    shuffled = tables.sentences.iloc[order]
    args = {"tokens": tables.tokens, "quotes": tables.quotes, "pairs": one_is_against}
    assert_frame_equal(
        find_relations(tables.mentions, shuffled, **args),
        find_relations(tables.mentions, tables.sentences, **args),
    )


def test_two_hundred_actors_in_one_sentence_are_capped_and_it_is_said():
    many = pd.DataFrame(
        {
            "article_id": "a",
            "sentence_id": 0,
            "mention_id": range(200),
            "actor": [f"Actor {i}" for i in range(200)],
            "start": range(0, 2000, 10),
            "end": range(5, 2005, 10),
        }
    )
    deeds = pd.DataFrame(
        columns=[
            *["article_id", "sentence_id", "agent", "patient"],
            *["agent_mention_id", "patient_mention_id"],
        ]
    )
    with pytest.warns(CappedWarning, match="1 sentences name more than 12 actors"):
        found = pairs_in(many, deeds=deeds)
    assert len(found) == 66
    assert set(found["p"]) | set(found["q"]) == {f"Actor {i}" for i in range(12)}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda rows: rows["sentence"], "must give a DataFrame"),
        (lambda rows: says_nothing(rows).iloc[:, 1:], "must give a DataFrame"),
        (lambda rows: says_nothing(rows).reset_index(drop=True).iloc[1:], "keep the index"),
        (lambda rows: says_nothing(rows) + 1, r"must lie in \[0, 1\]"),
        (lambda rows: says_nothing(rows).replace(1.0, float("nan")), r"must lie in \[0, 1\]"),
        (lambda rows: says_nothing(rows).replace(1.0, "much"), "no number"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named(answer, said):
    tables = small()
    with pytest.raises(ScorerError, match=said):
        find_relations(tables.mentions, tables.sentences, tables.tokens, pairs=answer)


def test_a_missing_column_names_what_makes_it():
    tables = small()
    with pytest.raises(MissingColumn, match=r"quoting\.add_voice"):
        find_relations(tables.mentions.drop(columns="voice"), tables.sentences, tables.tokens)


def test_relations_can_be_left_out_and_the_table_keeps_its_columns(tmp_path):
    tables = analysed(tmp_path, "Iran attacked Israel.", pairs=False)
    assert tables.relations.empty
    assert {*COLUMNS["relations"], "outlet", "published"} <= set(tables.relations)
    assert tables.with_pronouns().relations.empty


def test_pronouns_hold_where_they_are_counted_and_a_scorer_of_ones_own_is_asked_for(tmp_path):
    body = "Iran was angry. It attacked Israel."
    tables = analysed(tmp_path, body, pairs=one_is_against)
    assert tables.relations.empty or ("Iran" not in set(tables.relations["holder"]))
    with pytest.raises(ScorerError, match="one_is_against"):
        analysed(tmp_path, "Iran met Russia. " + body, pairs=one_is_against).with_pronouns()
    more = analysed(tmp_path, "Iran met Russia. " + body, pairs=one_is_against)
    rows = more.with_pronouns(pairs=one_is_against).relations.set_index(["holder", "target"])
    assert rows.loc[("Iran", "Israel"), "deed"] == "attack"
