"""Tables in one hand: what a method gives is what doing it by hand, or all anew, gives."""

import json
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis as sp
from analysis.__main__ import main
from analysis.loading import Loaded
from analysis.outputs import OutputError
from analysis.schema import DATA, InputError, SputlinkError
from analysis.scoring import ScorerError
from analysis.tables import Tables
from tests.small_corpus import small_tables

PATHS = [DATA / "pages", DATA / "constructed" / "articles.jsonl"]


@cache
def loaded() -> Loaded:
    """A page and eleven constructed articles of several outlets."""
    read = sp.read_articles(PATHS)
    return read._replace(articles=read.articles.head(12))


@cache
def analysed(*, pronouns: bool = False, scorer: str = "textblob") -> Tables:
    return sp.analyse(loaded(), scorer=scorer, pronouns=pronouns)


def assert_same(one: Tables, other: Tables) -> None:
    assert [name for name, _ in one] == [name for name, _ in other]
    for (name, frame), (_, expected) in zip(one, other, strict=True):
        assert_frame_equal(frame, expected, obj=name)


def own_scorer(rows: pd.DataFrame) -> pd.Series:
    """A scorer of somebody's own, without a name that is known."""
    return rows["start"] / 1000


def test_what_was_set_aside_on_loading_comes_along():
    reason = pd.DataFrame([["a.csv", 3, "no text", ""]], columns=list(loaded().rejected))
    tables = sp.analyse(loaded()._replace(rejected=reason), scorer="textblob")
    assert_frame_equal(tables.rejected, reason)
    alone = sp.analyse(loaded().articles, scorer="textblob")
    assert alone.rejected.empty
    assert_same(alone, analysed())


def test_scenes_are_not_named():
    tables = analysed()
    scenes = tables.mentions["how"] == "place"
    assert 0 < scenes.sum() < len(scenes)
    assert_frame_equal(tables.named, tables.mentions[~scenes])


def test_about_keeps_the_order_that_was_asked_for():
    found = analysed().about("Russia", "Iran")
    assert found["actor"].cat.categories.tolist() == ["Russia", "Iran"]
    expected = analysed().named.query("actor in ['Iran', 'Russia']")
    assert found["mention_id"].tolist() == expected["mention_id"].tolist()
    assert sp.framing_by(found)["actor"].tolist() == ["Russia", "Iran"]


def test_nobody_of_that_name_is_an_error_that_says_who_there_is():
    with pytest.raises(SputlinkError, match=r"no mention of Irann; named most often: .*Iran"):
        analysed().about("Irann")


@pytest.mark.parametrize("scorer", ["vader", "target", own_scorer])
def test_scored_anew_is_what_a_full_run_with_that_scorer_gives(scorer):
    assert_same(analysed().rescored(scorer), sp.analyse(loaded(), scorer=scorer))


def test_scored_anew_there_and_back_is_the_same_and_what_was_added_stays():
    marked = analysed().mentions.assign(mine=range(len(analysed().mentions)))
    tables = replace(analysed(), mentions=marked)
    assert_same(tables.rescored("target").rescored("textblob"), tables)
    with pytest.raises(ScorerError, match="nope"):
        tables.rescored("nope")


def test_voices_are_kept_apart_when_scored_anew():
    tables = small_tables()
    again = tables.rescored("vader").mentions
    mixed = sp.add_polarity(tables.mentions, tables.sentences, scorer="vader")
    assert (again["polarity"] != mixed["polarity"]).any()
    assert_frame_equal(
        again[["polarity", "evidence"]],
        sp.add_polarity(tables.mentions, tables.sentences, quotes=tables.quotes, scorer="vader")[
            ["polarity", "evidence"]
        ],
    )


@pytest.mark.parametrize("scorer", ["textblob", "target"])
def test_pronouns_afterwards_are_what_a_full_run_with_pronouns_gives(scorer):
    tables = analysed(scorer=scorer).with_pronouns()
    assert tables.mentions["how"].isin(["pronoun", "description"]).sum() > 5
    assert_same(tables, analysed(scorer=scorer, pronouns=True))
    assert tables.with_pronouns() is tables


def test_no_sentence_is_read_again_for_pronouns(monkeypatch):
    tables = analysed()
    for stage in ("split_sentences", "split_tokens", "find_quotes", "find_mentions"):
        monkeypatch.setattr(f"analysis.pipeline.{stage}", None)
    again = tables.with_pronouns()
    assert again.tokens is tables.tokens
    assert again.quotes is tables.quotes


def test_pronouns_need_a_scorer_of_ones_own_once_more():
    tables = analysed().rescored(own_scorer)
    with pytest.raises(ScorerError, match="own_scorer"):
        tables.with_pronouns()
    again = tables.with_pronouns(scorer=own_scorer)
    assert_same(again, sp.analyse(loaded(), scorer=own_scorer, pronouns=True))


def test_tables_of_two_outlets_are_those_of_their_articles_alone():
    first, second, *others = analysed().articles["outlet"].unique()
    assert others
    some = analysed().from_outlets(second, first)
    theirs = loaded().articles["outlet"].isin([first, second])
    assert 0 < theirs.sum() < len(theirs)
    alone = loaded()._replace(articles=loaded().articles[theirs].reset_index(drop=True))
    assert_same(some, sp.analyse(alone, scorer="textblob"))


def test_an_outlet_without_articles_is_named():
    with pytest.raises(SputlinkError, match=r"no article of 'Alfa'; outlets: Alpha, Beta"):
        small_tables().from_outlets("Beta", "Alfa")


@pytest.mark.parametrize("scorer", ["textblob", "target"])
def test_saved_and_loaded_are_equal(tmp_path, scorer):
    tables = analysed(scorer=scorer, pronouns=True)
    tables.save(tmp_path / "saved")
    back = sp.load_tables(tmp_path / "saved")
    assert_same(back, tables)
    assert_same(back.rescored("vader"), tables.rescored("vader"))
    tables.save(tmp_path / "saved")  # over the older ones
    assert_same(sp.load_tables(str(tmp_path / "saved")), tables)


def test_empty_tables_are_saved_too(tmp_path):
    tables = sp.analyse(loaded().articles.head(0), scorer="textblob")
    assert "0" in repr(tables)
    tables.save(tmp_path / "saved")
    assert_same(sp.load_tables(tmp_path / "saved"), tables)


def test_the_command_writes_what_can_be_loaded(tmp_path):
    page = DATA / "pages" / "sputlink-tag-page.txt"
    command = ["tables", str(page), "--scorer", "vader", "--out", str(tmp_path / "out")]
    assert main(command) == 0
    expected = sp.analyse(sp.read_articles(page), scorer="vader")
    assert_same(sp.load_tables(tmp_path / "out"), expected)


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        small_tables().save(tmp_path)
    with pytest.raises(InputError, match="holds no saved tables"):
        sp.load_tables(tmp_path)
    with pytest.raises(InputError, match="nowhere holds no saved tables"):
        sp.load_tables(tmp_path / "nowhere")


def test_another_version_and_a_damaged_file_are_named(tmp_path):
    small_tables().save(tmp_path / "saved")
    (tmp_path / "saved" / "quotes.parquet").write_bytes(b"cut off")
    with pytest.raises(InputError, match=r"quotes\.parquet is missing or damaged"):
        sp.load_tables(tmp_path / "saved")
    (tmp_path / "saved" / "about.json").write_text(json.dumps({"version": 99}))
    with pytest.raises(InputError, match="saved was saved in version 99 of the tables"):
        sp.load_tables(tmp_path / "saved")


def test_tables_say_what_is_in_them():
    tables = small_tables()
    shown = tables._repr_html_()
    for fact in (
        "<th>articles</th><td>4</td>",
        "<th>constructed</th><td>0</td>",
        "<th>outlets</th><td>2</td>",
        "<th>days</th><td>2025-06-20 to 2025-06-24</td>",
        f"<th>mentions</th><td>{len(tables.named)}</td>",
        f"<th>actors</th><td>{tables.named['actor'].nunique()}</td>",
        "<th>rejected</th><td>0</td>",
        "<th>scored by</th><td>textblob</td>",
    ):
        assert fact in shown
    assert repr(tables).startswith("Tables(articles 4, constructed 0, ")


def test_nothing_that_a_scorer_is_called_gets_into_the_page_as_it_is():
    def scorer(rows: pd.DataFrame) -> pd.Series:
        return rows["start"] * 0.0

    scorer.name = "<b>mine</b>"
    assert "<b>mine" not in small_tables().rescored(scorer)._repr_html_()


def test_two_outlets_on_one_actor_over_time_with_its_sentences_in_four_lines():
    tables = small_tables()
    iran = tables.from_outlets("Alpha", "Beta").about("Iran").pipe(sp.add_period)
    by_day = sp.framing_by(iran, by=["outlet", "period"])
    ax = sp.plots.polarity_by_period(by_day, label="outlet", title="How do they word Iran?")
    shown = sp.show(iran, tables)
    assert {text.get_text() for text in ax.texts} == {"Alpha", "Beta"}
    assert "isolated" in shown.data
    assert_frame_equal(iran, sp.add_period(tables.about("Iran"), tables.articles))


def test_one_copy_of_each_story_in_every_table(tmp_path):
    body = (
        "Norland attacked nobody. Iran met Russia and welcomed the talks warmly again and again. "
    )
    body += " ".join(f"word{number}" for number in range(40))
    rows = [
        {"title": "Made up", "outlet": "Gull", "published": "2020-01-02", "body": body},
        {"title": "Made up", "outlet": "Heron", "published": "2020-01-01", "body": body},
        {"title": "Another", "outlet": "Tern", "published": "2020-01-03", "body": "Iran rose."},
    ]
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read = sp.read_articles(path)
    every = sp.analyse(read, scorer="textblob")
    assert len(every.articles) == 3
    once = every.one_copy()
    assert once.articles["outlet"].tolist() == ["Heron", "Tern"]
    assert all(
        frame["article_id"].isin(once.articles["article_id"]).all()
        for _, frame in once
        if "article_id" in frame
    )
    assert once.framing["n_articles"].sum() < every.framing["n_articles"].sum()
    again = sp.analyse(read, scorer="textblob", copies="one")
    pd.testing.assert_frame_equal(again.mentions, once.mentions)
    # Where the first is not at hand, another stands for it.
    assert every.from_outlets("Gull").one_copy().articles["outlet"].tolist() == ["Gull"]
    with pytest.raises(SputlinkError, match="'all' or 'one'"):
        sp.analyse(read, copies="some")
