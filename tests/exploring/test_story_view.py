"""One event side by side: what the explorer shows of it is what the measure tells."""

import pandas as pd
import pytest
from small_corpus import small_tables

from analysis.exploring import stories as module
from analysis.exploring.story_view import StoryView
from analysis.measuring import tell_story


@pytest.fixture
def view(monkeypatch):
    """The four made articles as one event, told by two outlets."""
    ids = small_tables().articles["article_id"]
    monkeypatch.setattr(
        module, "events_of", lambda *_, **__: pd.Series("made", index=ids.to_numpy())
    )
    shown = StoryView(small_tables())
    shown.open()
    return shown


def test_nothing_is_read_before_it_is_opened():
    shown = StoryView(small_tables())
    assert shown.event.options == ()
    assert shown.table.value == ""


def test_without_a_shared_event_it_is_said():
    shown = StoryView(small_tables())
    shown.open()
    assert "No two outlets tell the same event" in shown.status.value
    shown.open()
    assert shown.event.options == ()


def test_each_outlet_has_a_column_and_each_block_a_row(view):
    assert view.event.label == "Made 0  (2 outlets)"
    assert "2 outlets tell it in 4 articles." in view.status.value
    assert view.table.value.count('scope="col"') == 2
    assert view.table.value.count('scope="row"') == 1 + len(module.BLOCKS)


def test_what_is_made_once_for_all_events_changes_nothing(view):
    tables, made = small_tables(), view.told.story
    alone = tell_story(
        "made",
        events=pd.Series("made", index=tables.articles["article_id"]),
        articles=tables.articles,
        sentences=tables.sentences,
        tokens=tables.tokens,
        mentions=tables.named,
        quotes=tables.quotes,
        deeds=view.stories._deeds,
    )
    for name in ("named", "parts", "quoted", "left_out"):
        pd.testing.assert_frame_equal(getattr(made, name), getattr(alone, name))


def test_an_entry_opens_its_places(view):
    assert len(view.entry.options) == len(view.told.entries) > 5
    for _, i in view.entry.options:
        view.entry.value = i
        row = view.told.entries.loc[i]
        assert 'class="sp-item"' in view.sentences.value
        if row["block"] != "leaves out":
            assert row["outlet"] in view.sentences.value
    named = view.told.entries.query("block == 'named' and what == 'Iran'").index[0]
    view.entry.value = int(named)
    places = view.told.places.query("block == 'named' and what == 'Iran'")
    n = view.told.entries.loc[named, "detail"].strip(" ()")
    assert (places["outlet"] == view.told.entries.loc[named, "outlet"]).sum() == int(n)
