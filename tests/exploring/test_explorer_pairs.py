"""The choice of two actors: what it counts, what it shows, and that its code makes the same."""

from dataclasses import replace

import matplotlib.figure
import pytest
from small_corpus import small_tables

from analysis.evidence import behind
from analysis.exploring.pair_view import PairView
from analysis.exploring.pairs import (
    PairSelection,
    code_of_ties,
    relations_of,
    said_of_ties,
    ties_of,
    ties_title,
)
from analysis.schema import SputlinkError


def pairs_of(selection):
    rows = relations_of(small_tables(), selection)
    return set(zip(rows["holder"], rows["target"], strict=True))


@pytest.fixture
def view():
    return PairView(small_tables(), selection=PairSelection("Iran", "Russia"))


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (PairSelection("Iran", "Russia"), {("Iran", "Russia")}),
        (PairSelection("Iran", "Russia", both=True), {("Iran", "Russia"), ("Russia", "Iran")}),
        (PairSelection(None, "Russia"), {("Iran", "Russia")}),
        (PairSelection("Iran", "Nobody"), set()),
        (PairSelection("Iran", "Russia", outlets=("Beta",)), set()),
        (PairSelection("Iran", "Russia", words_of="quoted"), set()),
        (PairSelection("Iran", "Russia", last="2025-06-19"), set()),
    ],
)
def test_a_choice_chooses(selection, chosen):
    assert pairs_of(selection) == chosen


@pytest.mark.parametrize("words_of", ["each", "both"])
def test_a_bad_choice_is_named(words_of):
    with pytest.raises(SputlinkError, match="words_of is one of all, outlet, quoted, not"):
        PairSelection("Iran", words_of=words_of)
    with pytest.raises(SputlinkError, match="choose somebody on one side"):
        PairSelection(None, None)


def test_without_relations_it_is_said():
    tables = small_tables()
    empty = replace(tables, relations=tables.relations.head(0))
    with pytest.raises(SputlinkError, match="no sentence was read for two actors"):
        relations_of(empty, PairSelection("Iran"))
    assert "no sentence was read for two actors" in PairView(empty).status.value


@pytest.mark.parametrize("by", ["tie", "outlet", "day", "week", "words_of", "event"])
@pytest.mark.parametrize("both", [False, True])
def test_each_row_leads_to_its_sentences(by, both):
    selection = PairSelection("Iran", "Russia", by=by, both=both)
    relations = relations_of(small_tables(), selection)
    ties = ties_of(small_tables(), selection)
    counts = [len(behind(relations, row)) for _, row in ties.iterrows()]
    assert counts == ties["n_mentions"].tolist()
    assert sum(counts) == len(relations) > 0


def test_both_directions_are_rows_of_their_own():
    ties = ties_of(small_tables(), PairSelection("Iran", "Russia", both=True))
    assert set(ties["tie_name"]) == {"Iran → Russia", "Russia → Iran"}


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (PairSelection("Iran"), "Whom is Iran told as for or against?"),
        (PairSelection(None, "Iran"), "Who is told as for or against Iran?"),
        (
            PairSelection("Iran", "Russia", by="outlet", words_of="quoted"),
            "Is Iran told as for or against Russia, by outlet, in quoted words?",
        ),
        (
            PairSelection("Iran", "Russia", both=True),
            "How are Iran and Russia told toward each other?",
        ),
    ],
)
def test_the_title_asks_what_was_chosen(selection, title):
    assert ties_title(selection) == title


def test_the_summary_counts():
    selection = PairSelection("Iran", "Russia")
    ties = ties_of(small_tables(), selection)
    said = said_of_ties(ties, selection)
    assert said.startswith(f"Iran → Russia: {ties['n_mentions'].sum()} sentences name both.")
    none = PairSelection("Iran", "Nobody")
    assert said_of_ties(ties_of(small_tables(), none), none).startswith("no sentence: nothing")


@pytest.mark.parametrize("by", ["tie", "outlet", "day"])
@pytest.mark.parametrize("both", [False, True])
def test_the_code_makes_the_same_table_and_a_figure(by, both):
    selection = PairSelection("Iran", "Russia", by=by, both=both)
    names = {"tables": small_tables()}
    exec(code_of_ties(selection), names)
    assert names["selection"] == selection
    assert (
        names["table"]
        .drop(columns="group", errors="ignore")
        .equals(ties_of(small_tables(), selection))
    )
    assert isinstance(names["ax"].figure, matplotlib.figure.Figure)


def test_it_begins_with_the_actor_that_is_told_of_most():
    view = PairView(small_tables())
    counts = [int(label.split("n=")[1][:-1]) for label, who in view.controls.holder.options if who]
    assert view.selection == PairSelection(view.controls.holder.options[1][1])
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("target", ""),
        ("both", True),
        ("outlets", ("Alpha",)),
        ("words_of", "outlet"),
        ("by", "day"),
    ],
)
def test_each_control_makes_its_selection(view, control, value):
    getattr(view.controls, control).value = value
    assert view.selection == replace(PairSelection("Iran", "Russia"), **{control: value or None})
    drawn = [line for axes in view.figure.axes for line in axes.lines if line.get_gid()]
    assert len(drawn) == len(view.ties) > 0
    assert view.table.value.count("<tr") == 1 + len(view.ties)


def test_a_dot_shows_the_sentences_of_its_tie(view):
    view.controls.both.value = True
    view.pick("1")
    assert view.group.value == 1
    shown = view.sentences.value
    told = view.ties.loc[1, ["n_for", "n_against"]].sum()
    assert shown.count('class="sp-item"') == told > 0
    n = view.ties["n_mentions"][1]
    assert f"{told} of {n} tell one as for or against the other; these are drawn from" in shown


def test_nobody_on_either_side_is_told_and_what_was_shown_stays(view):
    before = view.ties
    view.controls.target.value = ""
    view.controls.holder.value = ""
    assert 'role="alert"' in view.status.value
    view.controls.target.value = "Russia"
    view.controls.holder.value = "Iran"
    assert view.ties.equals(before)


def test_the_note_says_what_is_counted(view):
    assert "n = sentences in articles" in view.picture.note.value
