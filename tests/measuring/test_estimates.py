"""Every table of estimates has the same columns, and says what it rests on."""

import numpy as np
import pandas as pd
import pytest

import analysis as sp
from analysis.measuring import intervals
from analysis.schema import DATA

ESTIMATE = ["estimate", "low", "high", "n_mentions", "n_articles", "small"]
OUTLETS = ["The Tollgate Observer", "Halyard Wire"]


@pytest.fixture(scope="module")
def tables():
    read = sp.read_articles(DATA / "pages", DATA / "constructed" / "articles.jsonl")
    some = read.articles["outlet"].isin(OUTLETS) | ~read.articles["constructed"]
    return sp.analyse(read.articles[some], scorer="textblob")


BY_ACTOR = {
    "framing": lambda t: sp.framing_by(t.named),
    "presence": lambda t: sp.presence_by(t.named, t.articles),
    "agency": lambda t: sp.agency_by(t.named),
    "frames": lambda t: sp.measuring.frames_by(t.tokens, t.named),
    "stances": lambda t: sp.measuring.stances_by(t.quotes.pipe(sp.add_article, t.articles)),
    "speaks about": lambda t: sp.measuring.speaks_about(t.named),
}


@pytest.mark.parametrize("which", BY_ACTOR)
def test_a_table_of_estimates_has_the_columns_of_all_others(tables, which):
    table = BY_ACTOR[which](tables)
    assert set(ESTIMATE) <= set(table)
    kinds = {name: kind.name for name, kind in table.dtypes[[*ESTIMATE, "n_constructed"]].items()}
    assert kinds == dict.fromkeys(["estimate", "low", "high"], "float64") | {
        "n_mentions": "int64", "n_articles": "int64", "small": "bool", "n_constructed": "int64",
    }  # fmt: skip
    assert (table["n_constructed"] <= table["n_articles"]).all()
    told = table.dropna(subset=["estimate", "low", "high"])
    assert len(told)
    assert (told["low"] <= told["estimate"] + 1e-9).all()
    assert (told["estimate"] <= told["high"] + 1e-9).all()


def test_constructed_articles_are_counted_where_an_actor_acts_or_suffers(tables):
    table = sp.agency_by(tables.named).set_index("actor")
    acting = tables.named[tables.named["role"] != "other"].query("constructed")
    expected = acting.groupby("actor")["article_id"].nunique().reindex(table.index, fill_value=0)
    assert table["n_constructed"].tolist() == expected.tolist()
    assert expected.max() > 5


def test_a_comparison_counts_the_constructed_articles_of_both_sides(tables):
    about = tables.about("Iran")
    found = sp.compare(about, a=OUTLETS[0], b=OUTLETS[1], n_boot=9, n_perm=9)
    sides = about[about["outlet"].isin(OUTLETS)]
    assert found["n_constructed"].tolist() == [sides["article_id"].nunique()]
    real = sp.compare_all(about[~about["constructed"]], column="words_of", n_boot=9, n_perm=9)
    assert real["n_constructed"].tolist() == [0, 0]


def test_paired_comparisons_count_the_articles_of_shared_events_alone(tables):
    about = tables.about("Iran")
    found = sp.compare(
        about, a=OUTLETS[0], b=OUTLETS[1], by_event="event", n_boot=9, n_perm=9
    ).iloc[0]
    assert found["n_constructed"] == found["n_articles_a"] + found["n_articles_b"] > 0


def test_words_count_the_constructed_articles_that_have_them(tables):
    about = tables.about("Iran")
    words = sp.measuring.words_near(tables.tokens, about)
    key = sp.keyness(words, a=OUTLETS[0], n_boot=9)
    has = words[words["constructed"]].groupby("word")["article_id"].nunique()
    expected = has.reindex(key["word"], fill_value=0).tolist()
    assert key["n_constructed"].tolist() == expected
    both = key[["n_articles_a", "n_articles_b"]].sum(axis=1)
    assert (key["n_constructed"] <= both).all()
    assert (key["n_constructed"] < both).any()


def test_words_of_a_shift_count_an_article_on_both_sides_once(tables):
    about = tables.named
    shift = sp.measuring.word_shift(about, a="outlet", b="quoted", column="words_of")
    by_word: dict[str, set] = {}
    for row in about[about["constructed"]].itertuples():
        for word, _ in row.evidence:
            by_word.setdefault(word, set()).add(row.article_id)
    expected = [len(by_word.get(word, ())) for word in shift["word"]]
    assert shift["n_constructed"].tolist() == expected
    assert max(expected) > 1


def test_tables_without_the_mark_do_not_count_by_it(tables):
    about = tables.about("Iran").drop(columns="constructed")
    words = sp.measuring.words_near(tables.tokens, about)
    found: list[pd.DataFrame] = [
        sp.framing_by(about, n_boot=9),
        sp.agency_by(about, n_boot=9),
        sp.measuring.frames_by(tables.tokens, about, n_boot=9),
        sp.compare(about, a="outlet", column="words_of", n_boot=9, n_perm=9),
        sp.keyness(words, a=OUTLETS[0], n_boot=9),
        sp.measuring.words_by(about),
        sp.measuring.word_shift(about, a="outlet", column="words_of"),
    ]
    assert [list(table) for table in found if "n_constructed" in table] == []


def test_gaps_between_days_rest_on_no_constructed_article(tables):
    about = sp.add_period(tables.about("Iran").query("words_of == 'outlet'"), tables.articles)
    full = sp.reindex_periods(sp.framing_by(about, by=["outlet", "period"]))
    assert full.loc[full["n_mentions"].eq(0), "n_constructed"].tolist()
    assert full.loc[full["n_mentions"].eq(0), "n_constructed"].eq(0).all()


@pytest.mark.parametrize("seed", range(4))
def test_sums_of_many_units_are_drawn_from_what_those_of_resamples_tend_to(monkeypatch, seed):
    rng = np.random.default_rng(seed)
    weight = rng.poisson(3, 1_500) + 1.0
    total = weight * rng.exponential(size=1_500)
    options = {"n_boot": 20_000, "seed": seed, "level": 0.95}
    drawn = intervals.interval(total, weight, **options)
    monkeypatch.setattr(intervals, "MANY", 1_500)
    resampled = intervals.interval(total, weight, **options)
    assert drawn[0] == resampled[0]
    width = resampled[2] - resampled[1]
    assert drawn[1:] != resampled[1:]
    np.testing.assert_allclose(drawn[1:], resampled[1:], atol=0.05 * width)
