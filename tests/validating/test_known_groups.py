import numpy as np
import pandas as pd
import pytest

from analysis.schema import LexiconError
from analysis.validating.known_groups import (
    compare_groups,
    read_expectations,
    read_found,
    share_held,
)

HEADER = "outlet,actor,expected,than_outlet,than_actor,seen,reason\n"
EXPECTED = HEADER + (
    "Alpha,Norland,warmer,,,no,its friend\n"
    "Alpha,Sudland,colder,Beta,Sudland,yes,its foe\n"
    "Beta,Norland,warmer,Beta,Sudland,no,its friend\n"
    "Beta,Westria,warmer,,,no,hardly named\n"
)


def mentions(**means: float) -> pd.DataFrame:
    """Twelve mentions in six articles for each outlet and actor, two polarities in each."""
    rows = [
        (f"{outlet}{article}", outlet, actor, means[f"{outlet}_{actor}"] + by)
        for outlet in ("Alpha", "Beta")
        for actor in ("Norland", "Sudland")
        for article in range(6)
        for by in (-0.1, 0.1)
    ]
    few = [("Beta1", "Beta", "Westria", 0.9)]
    return pd.DataFrame([*rows, *few], columns=["article_id", "outlet", "actor", "polarity"])


@pytest.fixture
def expectations(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text(EXPECTED, encoding="utf-8")
    return read_expectations(path)


def test_what_ships_is_read_and_compares_both_ways():
    table = read_expectations()
    assert len(table) > 50
    assert set(table["expected"]) == {"colder", "warmer"}
    assert (table["than_outlet"] == "").any()
    assert (table["than_outlet"] != table["outlet"]).any()
    assert table["seen"].any()
    assert not table["seen"].all()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Alpha,Norland,hotter,,,no,x", "line 2: expected is colder or warmer, not 'hotter'"),
        ("Alpha,Norland,colder,Beta,,no,x", "line 2: name both"),
        ("Alpha,Norland,colder,,,maybe,x", "line 2: seen is yes or no"),
        ("A,N,colder,,,no,x\nA,N,warmer,,,no,x", "line 3: the same comparison stands twice"),
    ],
)
def test_a_row_that_cannot_be_used_names_its_line(tmp_path, row, said):
    path = tmp_path / "groups.csv"
    path.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        read_expectations(path)


def test_an_expectation_holds_where_the_difference_has_its_sign(expectations):
    given = mentions(Alpha_Norland=0.3, Alpha_Sudland=-0.2, Beta_Norland=-0.4, Beta_Sudland=0.1)
    before = given.copy()
    compared, shares = compare_groups(given, expectations)
    pd.testing.assert_frame_equal(given, before)
    assert compared["difference"].round(6).tolist() == [0.3, -0.3, -0.5, 0.9]
    assert compared["held"].tolist() == [True, True, False, False]
    assert compared["clear"].tolist() == [True, True, False, False]
    assert compared["counted"].tolist() == [True, True, True, False]
    assert compared["n_mentions"].tolist() == [12, 12, 12, 1]
    assert compared.loc[3, ["low", "high"]].isna().all()
    figures = share_held(compared, shares)
    assert (figures["counted"], figures["held"], figures["clear"]) == (3, 2, 2)
    assert figures["share"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["unseen"] == 0.5
    assert figures["low"] <= figures["share"] <= figures["high"]


def test_a_scorer_that_says_nothing_holds_nothing(expectations):
    silent = mentions(Alpha_Norland=0, Alpha_Sudland=0, Beta_Norland=0, Beta_Sudland=0)
    compared, _ = compare_groups(silent.assign(polarity=0.0), expectations)
    assert not compared["held"].any()


def test_the_order_of_mentions_does_not_matter(expectations):
    given = mentions(Alpha_Norland=0.3, Alpha_Sudland=-0.2, Beta_Norland=-0.4, Beta_Sudland=0.1)
    one, shares = compare_groups(given, expectations)
    other, again = compare_groups(given.sample(frac=1, random_state=1), expectations)
    assert np.allclose(one["low"].dropna(), other["low"].dropna())
    assert np.allclose(shares, again)


def test_no_mention_at_all_is_not_counted(expectations):
    none = mentions(Alpha_Norland=0, Alpha_Sudland=0, Beta_Norland=0, Beta_Sudland=0).head(0)
    compared, shares = compare_groups(none, expectations)
    assert not compared["counted"].any()
    assert np.isnan(shares).all()


def test_the_means_that_ship_are_of_the_actors_that_were_asked_about():
    found, asked = read_found(), read_expectations()
    assert set(found["outlet"]) == set(asked["outlet"])
    assert set(found["actor"]) <= {*asked["actor"], *asked["than_actor"]}
    assert set(found["scored_by"]) == {"target", "vader", "textblob"}
    assert found["estimate"].between(found["low"], found["high"]).all()


def test_means_are_kept_as_numbers(tmp_path):
    path = tmp_path / "found.csv"
    columns = "outlet,actor,words_of,scored_by,estimate,low,high,n_mentions,n_articles\n"
    path.write_text(columns + "Alpha,Norland,outlet,target,0.2,0.1,0.3,12,6\n", encoding="utf-8")
    table = read_found(path)
    assert table[["estimate", "n_mentions"]].to_numpy().tolist() == [[0.2, 12]]
    path.write_text(columns + "Alpha,Norland,outlet,target,warm,0.1,0.3,12,6\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"found\.csv: a figure is no number"):
        read_found(path)
