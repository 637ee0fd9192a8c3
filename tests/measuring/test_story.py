"""One event side by side: what two outlets tell and a third does not. All articles are made up."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from analysis import analyse
from analysis.acting import find_triples
from analysis.loading import read_articles
from analysis.measuring import tell_story
from analysis.schema import SputlinkError

DAM = "Engineers opened the northern dam at dawn to protect the flooded valley."
FULL = (
    f"Norway attacked Sweden on Monday. {DAM} “The bridge will be rebuilt before winter,” "
    "said Anna Berg, a builder. Denmark waited."
)
TEXTS = {
    "A": FULL,
    "B": f"{FULL} Rain fell.",
    "C": "Denmark waited for news on Monday. Nobody in the harbour knew what the ferries would do.",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    source = tmp_path_factory.mktemp("story") / "articles.jsonl"
    rows = [
        {"outlet": name, "title": f"Day {name}", "date": "2025-06-23", "event": "flood", "text": t}
        for name, t in TEXTS.items()
    ]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return analyse(read_articles(source), scorer="textblob", pairs=False)


def told(tables, event="flood", *, events=None, **options):
    return tell_story(
        event,
        events=tables.articles.set_index("article_id")["event"] if events is None else events,
        articles=tables.articles,
        sentences=tables.sentences,
        tokens=tables.tokens,
        mentions=tables.named,
        quotes=tables.quotes,
        deeds=find_triples(tables.mentions, tables.tokens),
        **options,
    )


def test_what_two_tell_and_the_third_does_not_is_left_out_by_the_third(tables):
    left = told(tables).left_out
    assert set(left["outlet"]) == {"C"}
    assert left.loc[left["kind"] == "actor", "what"].tolist() == ["Norway", "Sweden"]
    assert left.loc[left["kind"] == "voice", "what"].tolist() == ["Anna Berg"]
    assert DAM in set(left.loc[left["kind"] == "telling", "what"])
    assert left.loc[left["kind"] == "quotation", "what"].str.contains("bridge").all()
    assert left["told_by"].map(tuple).unique().tolist() == [("A", "B")]


def test_every_row_leads_to_a_place_in_an_article(tables):
    texts = tables.articles.set_index("article_id")["text"]
    for row in told(tables).left_out.itertuples():
        assert texts[row.article_id][row.start : row.end].strip()


def test_nothing_is_left_out_where_nothing_is_alike(tables):
    left = told(tables, alike=1.1).left_out
    assert not set(left["kind"]) & {"quotation", "telling"}


def test_what_is_left_out_leads_to_a_place_of_every_outlet_that_tells_it(tables):
    outlets = tables.articles.set_index("article_id")["outlet"]
    for row in told(tables).left_out.itertuples():
        assert sorted(set(row.places["article_id"].map(outlets))) == row.told_by


def test_sentences_tell_the_same_only_where_they_name_the_same_actors(tmp_path):
    flood = "Engineers opened the northern dam at dawn to protect the flooded valley"
    texts = {"A": f"{flood} near Norway.", "B": f"{flood} near Sweden.", "C": "Denmark waited."}
    source = tmp_path / "articles.jsonl"
    rows = [
        {"outlet": name, "title": f"Day {name}", "date": "2025-06-23", "event": "flood", "text": t}
        for name, t in texts.items()
    ]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    made = analyse(read_articles(source), scorer="textblob", pairs=False)
    assert "telling" not in set(told(made).left_out["kind"])
    same = made.mentions["actor"].replace("Sweden", "Norway")
    alike = told(replace(made, mentions=made.mentions.assign(actor=same)))
    assert "telling" in set(alike.left_out["kind"])


def test_counts_stand_beside_each_outlet(tables):
    story = told(tables)
    named = story.named.set_index(["outlet", "actor"])["n_mentions"]
    assert named["A", "Norway"] == named["B", "Sweden"] == named["C", "Denmark"] == 1
    assert story.quoted.set_index("outlet").loc["A", "speaker"] == "Anna Berg"
    assert (story.quoted["share"] <= 1).all()


def test_an_event_of_one_outlet_is_no_story(tables):
    with pytest.raises(SputlinkError, match="fewer than two outlets"):
        told(tables, "drought", events=pd.Series({"x": "drought"}))
