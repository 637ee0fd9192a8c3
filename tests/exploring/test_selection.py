from datetime import date

import matplotlib.figure
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_corpus import small_tables

from analysis.evidence.sentences import behind
from analysis.exploring.selection import (
    Selection,
    as_code,
    framing_of,
    score_mentions,
    select,
    summary_of,
    title_of,
)
from analysis.schema import MissingColumn, SputlinkError
from analysis.scoring.polarity import add_polarity
from analysis.tables import Tables


def titles(selection):
    found = select(small_tables(), selection).merge(
        small_tables().articles[["article_id", "title"]]
    )
    return sorted(set(found["title"]))


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ({}, ["Made 0", "Made 1", "Made 2", "Made 3"]),
        ({"outlets": ("Alpha",)}, ["Made 0", "Made 1"]),
        ({"outlets": ["Gamma"]}, []),
        ({"words_of": "quoted"}, ["Made 1", "Made 2"]),
        (
            {"first": "2025-06-21"},
            ["Made 1", "Made 2"],
        ),  # an article without a date is not after it
        ({"last": "2025-06-22"}, ["Made 0", "Made 1"]),  # the last day is in
        ({"first": "2025-06-25", "last": "2025-06-20"}, []),
    ],
)
def test_a_selection_selects(options, chosen):
    assert titles(Selection("Iran", **options)) == chosen


def test_a_place_is_no_actor_and_none_means_all():
    tables = small_tables()
    assert set(select(tables, Selection("Israel"))["actor"]) == {"Israel"}
    mentions = tables.mentions.assign(how=["place", *tables.mentions["how"][1:]])
    changed = Tables(**{**dict(tables), "mentions": mentions})
    assert len(select(changed, Selection(None))) == len(mentions) - 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"words_of": "both"}, "words_of is one of all, outlet, quoted, each"),
        ({"first": "soon"}, "first is a day like 2025-06-22, not 'soon'"),
    ],
)
def test_a_bad_choice_is_named(options, says):
    with pytest.raises(SputlinkError, match=says):
        Selection("Iran", **options)


def test_an_unknown_grouping_names_its_column():
    with pytest.raises(MissingColumn, match="missing colour"):
        framing_of(small_tables(), Selection("Iran", by="colour"))


def test_scoring_only_what_is_chosen_gives_what_scoring_everything_gives():
    tables = small_tables()
    some = score_mentions(tables, actor="Iran", scorer="vader")
    everything = add_polarity(
        tables.mentions, tables.sentences, quotes=tables.quotes, scorer="vader"
    )
    kept = (everything["actor"] == "Iran") & (everything["how"] != "place")
    pd.testing.assert_frame_equal(some, everything[kept])


@pytest.mark.parametrize("by", ["outlet", "day", "week", "words_of", "actor", "role"])
@pytest.mark.parametrize("words_of", ["all", "each"])
def test_each_row_of_the_table_leads_to_its_mentions(by, words_of):
    selection = Selection("Iran", by=by, words_of=words_of)
    table = framing_of(small_tables(), selection)
    mentions = select(small_tables(), selection)
    counts = [len(behind(mentions, row)) for _, row in table.iterrows()]
    assert counts == table["n_mentions"].tolist()
    assert sum(counts) == len(mentions)


def test_days_and_weeks_are_readable_and_in_order():
    days = framing_of(small_tables(), Selection("Iran", by="day"))["day"].tolist()
    assert days == ["2025-06-20", "2025-06-22", "2025-06-24", "no date"]
    weeks = framing_of(small_tables(), Selection("Iran", by="week"))["week"].tolist()
    assert weeks == ["2025-06-16", "2025-06-23", "no date"]


@pytest.mark.parametrize("by", ["outlet", "day", "week"])
@pytest.mark.parametrize("scorer", ["textblob", "vader", "my words"])
def test_nobody_is_no_error(by, scorer):
    selection = Selection("Nobody", by=by, scorer=scorer, words={"isolated": -1})
    table = framing_of(small_tables(), selection)
    assert table.empty
    assert by in table
    assert summary_of(table, selection).startswith("no mention: nothing names Nobody")


def test_the_summary_counts():
    selection = Selection("Iran", scorer="my words", words={"isolated": -1})
    said = summary_of(framing_of(small_tables(), selection), selection)
    n = len(select(small_tables(), selection))
    assert said == f"Iran: {n} mentions. my words knows a word in the sentences of 3."


CHOICES = st.fixed_dictionaries(
    {
        "actor": st.sampled_from(["Iran", "Russia", "Nobody's 'own'", None]),
        "outlets": st.sets(st.sampled_from(["Alpha", "Beta", 'Ga"mma\n'])).map(tuple),
        "words_of": st.sampled_from(["all", "outlet", "quoted", "each"]),
        "first": st.none() | st.dates(date(2025, 6, 19), date(2025, 6, 25)),
        "last": st.none() | st.dates(date(2025, 6, 19), date(2025, 6, 25)),
        "scorer": st.sampled_from(["textblob", "vader", "my words"]),
        "by": st.sampled_from(["outlet", "day", "week", "words_of", "actor"]),
        "words": st.dictionaries(st.sampled_from(["isolated", "close ally"]), st.floats(-1, 1)),
    }
)


@settings(max_examples=12)
@given(CHOICES)
def test_the_code_makes_the_same_selection_and_table(choices):
    selection = Selection(**choices)
    code = as_code(selection)
    made = {"tables": small_tables()}
    if framing_of(small_tables(), selection).empty:
        code = code[: code.index("ax =")]
    exec(code, made)
    assert made["selection"] == selection
    pd.testing.assert_frame_equal(made["table"], framing_of(small_tables(), selection))
    pd.testing.assert_frame_equal(made["mentions"], select(small_tables(), selection))
    if "ax" in made:
        assert isinstance(made["ax"].figure, matplotlib.figure.Figure)
        assert made["ax"].get_title(loc="left").replace("\n", " ") == title_of(selection)
        matplotlib.pyplot.close("all")
