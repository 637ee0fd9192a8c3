import numpy as np
import pandas as pd
import pytest

from analysis.measuring import framing_by, stance_by_article
from analysis.schema import MissingColumn


def mentions(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    columns = ["article_id", "actor", "sentence_id", "polarity"]
    return pd.DataFrame(rows, columns=columns).assign(outlet="Halyard Wire")


SOME = mentions(
    ("a", "Norland", 0, 0.9),
    ("a", "Norland", 3, 0.2),
    ("a", "Norland", 3, 0.4),
    ("a", "Norland", 9, -0.6),
    ("a", "Sudland", 9, -0.9),
    ("b", "Norland", 1, -0.5),
    ("b", "Norland", 2, -0.5),
)


def test_a_stance_is_the_mean_of_the_sentences_and_of_two_neutral_ones():
    before = SOME.copy()
    table = stance_by_article(SOME).set_index(["article_id", "actor"])
    pd.testing.assert_frame_equal(SOME, before)
    # Two mentions in one sentence count once: 0.9, 0.3 and -0.6.
    assert table.loc[("a", "Norland"), "stance"] == pytest.approx(0.6 / 5)
    assert table.loc[("b", "Norland"), "stance"] == pytest.approx(-1.0 / 4)
    assert table["n_mentions"].tolist() == [4, 1, 2]
    assert table["n_sentences"].tolist() == [3, 1, 2]
    assert table["outlet"].unique().tolist() == ["Halyard Wire"]


def test_what_is_not_known_is_missing_and_never_0():
    table = stance_by_article(SOME).set_index(["article_id", "actor"])
    assert np.isnan(table.loc[("a", "Sudland"), "stance"])  # one mention is too little
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["x", "y", "z"]})
    wide = stance_by_article(SOME, articles=articles)
    assert len(wide) == 6
    absent = wide[wide["article_id"] == "c"]
    assert absent["n_mentions"].tolist() == [0, 0]
    assert absent["stance"].isna().all()
    assert absent["outlet"].tolist() == ["z", "z"]
    unscored = stance_by_article(SOME.assign(polarity=np.nan))
    assert unscored.empty


def test_many_mentions_stay_within_bounds_and_order_does_not_matter():
    many = mentions(*[("a", "Norland", k, 1.0) for k in range(500)])
    assert stance_by_article(many)["stance"].tolist() == [pytest.approx(500 / 502)]
    mixed = stance_by_article(SOME.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(mixed, stance_by_article(SOME))


def test_articles_weigh_the_same_in_a_mean_of_stances():
    table = stance_by_article(SOME)
    (row,) = framing_by(table, by="actor", measure="stance", unit="article").to_dict("records")
    assert (row["actor"], row["n_articles"]) == ("Norland", 2)
    assert row["estimate"] == pytest.approx((0.12 - 0.25) / 2)


def test_what_makes_polarity_is_named_where_it_is_missing():
    with pytest.raises(MissingColumn, match=r"scoring\.add_polarity"):
        stance_by_article(SOME.drop(columns="polarity"))
    assert stance_by_article(SOME.head(0)).empty
