"""What the explorer shows for each state; the clicks of a mouse are in tests/browser."""

import asyncio
import datetime as dt
from dataclasses import replace

import matplotlib
import pytest
from matplotlib import pyplot as plt
from small_corpus import small_tables

from analysis.exploring import controls
from analysis.exploring.explorer import Explorer
from analysis.exploring.selection import Selection, framing_of, select


@pytest.fixture
def explorer():
    return Explorer(small_tables(), selection=Selection("Iran"))


def dots(explorer):
    """Row of `framing` to (estimate, line)."""
    found = [line for axes in explorer.figure.axes for line in axes.lines if line.get_gid()]
    return {int(dot.get_gid()): dot for dot in found}


def labels(explorer):
    return [tick.get_text() for tick in explorer.figure.axes[0].get_yticklabels()]


def test_it_begins_with_the_actor_that_is_named_most():
    explorer = Explorer(small_tables())
    assert explorer.selection == Selection("Iran")
    assert explorer.controls.actor.label.startswith("Iran  (n=")
    counts = [int(label.split("n=")[1][:-1]) for label, _ in explorer.controls.actor.options]
    assert counts == sorted(counts, reverse=True)


def test_every_control_has_a_label(explorer):
    widgets = [*explorer.controls.view.children, explorer.group]
    assert len(widgets) > 5
    assert all(widget.description for widget in widgets)
    assert "<label>" in explorer.code.value


def test_figure_table_sentences_and_code_follow_the_actor(explorer):
    explorer.controls.actor.value = "Russia"
    expected = framing_of(small_tables(), Selection("Russia"))
    assert {i: dot.get_xdata()[0] for i, dot in dots(explorer).items()} == dict(
        expected["estimate"]
    )
    assert explorer.status.value.count("Russia: 2 mentions")
    assert "Russia met" in explorer.sentences.value.replace("</span>", "")
    assert "actor=&#x27;Russia&#x27;" in explorer.code.value
    assert explorer.table.value.count("<tr") == 1 + len(expected)


@pytest.mark.parametrize(
    ("control", "value", "selection"),
    [
        ("outlets", ("Beta",), Selection("Iran", outlets=("Beta",))),
        ("words_of", "quoted", Selection("Iran", words_of="quoted")),
        ("words_of", "each", Selection("Iran", words_of="each")),
        ("first", dt.date(2025, 6, 22), Selection("Iran", first="2025-06-22")),
        ("last", dt.date(2025, 6, 22), Selection("Iran", last="2025-06-22")),
        ("scorer", "vader", Selection("Iran", scorer="vader")),
        ("by", "day", Selection("Iran", by="day")),
        ("by", "words_of", Selection("Iran", by="words_of")),
        ("by", "event", Selection("Iran", by="event")),
    ],
)
def test_each_control_makes_its_selection_and_back(explorer, control, value, selection):
    getattr(explorer.controls, control).value = value
    assert explorer.selection == selection
    assert Explorer(small_tables(), selection=selection).selection == selection
    assert len(dots(explorer)) == len(explorer.framing) > 0
    assert explorer.mentions.equals(select(small_tables(), selection))


def test_to_edit_the_list_is_to_score_by_it(explorer):
    explorer.controls.words.value = "isolated -1"
    assert explorer.selection == Selection("Iran", scorer="my words", words={"isolated": -1})
    before = explorer.framing["estimate"].tolist()
    explorer.controls.words.value = "isolated 1"
    assert explorer.framing["estimate"].tolist() == [-value for value in before]


def test_a_bad_line_is_told_and_the_last_good_list_stays(explorer):
    explorer.controls.words.value = "isolated -1"
    before = explorer.framing
    explorer.controls.words.value = "isolated -1\n<b>ally"
    assert 'role="alert"' in explorer.status.value
    assert "line 2: “&lt;b&gt;ally” ends in no weight" in explorer.status.value
    assert explorer.framing.equals(before)
    explorer.controls.by.value = "day"
    assert explorer.selection.words == {"isolated": -1}


def test_typing_is_read_when_it_pauses(monkeypatch):
    monkeypatch.setattr(controls, "PAUSE", 0.02)
    tried = controls.Controls(small_tables().mentions, start=Selection("Iran", scorer="my words"))
    states = []
    tried.listen(lambda: states.append(tried.selection.words), states.append)

    async def type_in(text):
        for end in range(1, len(text) + 1):
            tried.words.value = text[:end]
        await asyncio.sleep(0.3)

    asyncio.run(type_in("isolated -1"))
    assert states == [{"isolated": -1}]


def test_a_dot_shows_its_sentences(explorer):
    explorer.controls.by.value = "day"
    last = explorer.framing.index[-1]
    explorer.pick(dots(explorer)[last].get_gid())
    assert explorer.group.value == last
    assert "no date" in explorer.group.label
    assert explorer.sentences.value.count('class="sp-item"') == explorer.framing["n_mentions"][last]
    assert "Made 3" in explorer.sentences.value
    explorer.controls.by.value = "outlet"
    assert explorer.group.label == "all of them"


def test_a_click_beside_the_dots_changes_nothing(explorer):
    explorer.pick(None)
    assert explorer.group.label == "all of them"


def test_no_mention_is_said_and_no_error(explorer):
    explorer.controls.first.value = dt.date(2030, 1, 1)
    assert "no mention: nothing names Iran" in explorer.status.value
    assert not dots(explorer)
    assert "sp-item" not in explorer.sentences.value
    explorer.controls.first.value = None
    assert dots(explorer)


def test_no_table_at_all_is_no_error():
    tables = small_tables()
    empty = replace(
        tables,
        **{
            name: getattr(tables, name).head(0)
            for name in ("articles", "sentences", "mentions", "relations")
        },
    )
    explorer = Explorer(empty)
    assert "no mention: nothing names any actor" in explorer.status.value


def test_a_state_that_no_mention_has_can_be_begun_with():
    explorer = Explorer(small_tables(), selection=Selection("Nobody", outlets=("Nowhere",)))
    assert "nothing names Nobody" in explorer.status.value
    assert explorer.controls.actor.label == "Nobody  (n=0)"


def test_a_scorer_reads_an_actor_once(explorer, monkeypatch):
    explorer.controls.scorer.value = "vader"
    explorer.controls.scorer.value = "textblob"
    monkeypatch.setattr("analysis.exploring.selection.add_polarity", None)
    explorer.controls.scorer.value = "vader"
    assert set(explorer.mentions["scored_by"]) == {"vader"}


def test_many_groups_are_drawn_in_part_and_listed_in_full(explorer, monkeypatch):
    monkeypatch.setattr("analysis.exploring.picture.LINES", 2)
    explorer.controls.by.value = "day"
    assert len(labels(explorer)) == 2
    assert len(explorer.framing) == 4


def test_text_of_an_article_becomes_no_markup():
    tables = small_tables()
    mentions = tables.mentions.assign(outlet="<script>alert(1)</script>")
    articles = tables.articles.assign(outlet="<script>alert(1)</script>")
    explorer = Explorer(replace(tables, mentions=mentions, articles=articles))
    shown = [explorer.table, explorer.sentences, explorer.code, explorer.status]
    assert not any("<script" in widget.value for widget in shown)


def test_other_figures_keep_their_backend_and_none_is_left_open(explorer):
    assert matplotlib.get_backend().lower() == "agg"
    assert plt.get_fignums() == []


def test_it_is_stored_in_a_notebook_as_a_few_words(explorer):
    assert explorer._repr_mimebundle_()["text/plain"] == "Explorer of 4 articles"
