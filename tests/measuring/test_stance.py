import numpy as np
import pandas as pd
import pytest

from analysis.measuring import framing_by, stance_by_article
from analysis.measuring.stance import PARTS, read_stance_weights, stance_parts
from analysis.schema import LexiconError, MissingColumn

WEIGHTS = pd.Series({"own": 0.6, "quoted": 0.2})


def mentions(*rows: tuple[str, str, int, str, float]) -> pd.DataFrame:
    columns = ["article_id", "actor", "sentence_id", "voice", "polarity"]
    return pd.DataFrame(rows, columns=columns).assign(role="agent", outlet="Halyard Wire")


SOME = mentions(
    ("a", "Norland", 0, "headline", 0.9),
    ("a", "Norland", 3, "outlet", 0.3),
    ("a", "Norland", 9, "direct", -0.6),
    ("a", "Sudland", 9, "outlet", -0.9),
    ("b", "Norland", 1, "outlet", -0.5),
    ("b", "Norland", 2, "outlet", -0.5),
)


def test_the_shipped_weights_are_read_and_name_known_parts():
    weights = read_stance_weights()
    assert set(weights.index) <= set(PARTS)
    assert weights.abs().sum() > 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("end,0.5", "line 2: part 'end' is unknown or listed twice"),
        ("own,0.5\nown,0.4", "line 3: part 'own' is unknown or listed twice"),
        ("own,much", "line 2: weight 'much' is no number"),
    ],
)
def test_a_row_that_cannot_be_used_names_its_line(tmp_path, rows, said):
    path = tmp_path / "stance.csv"
    path.write_text(f"part,weight\n{rows}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        read_stance_weights(path)


def test_each_part_is_a_sum_over_its_number_and_two_more():
    before = SOME.copy()
    parts = stance_parts(SOME).set_index(["article_id", "actor"])
    pd.testing.assert_frame_equal(SOME, before)
    norland = parts.loc[("a", "Norland")]
    assert norland["n_mentions"] == 3
    assert norland["own"] == pytest.approx(1.2 / 4)
    assert norland["quoted"] == pytest.approx(-0.6 / 3)
    assert norland["headline"] == pytest.approx(0.9 / 3)
    assert norland["lead"] == pytest.approx(1.2 / 4)
    assert norland["agent"] == pytest.approx(0.6 / 5)
    assert norland["patient"] == 0
    assert norland["negative"] == pytest.approx(-1 / 5)
    assert norland["positive"] == pytest.approx(1 / 5)


def test_a_stance_is_the_weighted_sum_of_the_parts():
    table = stance_by_article(SOME, weights=WEIGHTS).set_index(["article_id", "actor"])
    assert table.loc[("a", "Norland"), "stance"] == pytest.approx(0.6 * 0.3 - 0.2 * 0.2)
    assert table.loc[("b", "Norland"), "stance"] == pytest.approx(0.6 * -0.25)
    assert table["outlet"].unique().tolist() == ["Halyard Wire"]


def test_what_is_not_known_is_missing_and_never_0():
    table = stance_by_article(SOME, weights=WEIGHTS).set_index(["article_id", "actor"])
    assert np.isnan(table.loc[("a", "Sudland"), "stance"])  # one mention is too little
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["x", "y", "z"]})
    wide = stance_by_article(SOME, articles=articles, weights=WEIGHTS)
    assert len(wide) == 6
    absent = wide[wide["article_id"] == "c"]
    assert absent["n_mentions"].tolist() == [0, 0]
    assert absent["stance"].isna().all()
    assert absent["outlet"].tolist() == ["z", "z"]
    unscored = stance_by_article(SOME.assign(polarity=np.nan), weights=WEIGHTS)
    assert unscored.empty


def test_many_mentions_stay_within_bounds_and_order_does_not_matter():
    many = mentions(*[("a", "Norland", k, "outlet", 1.0) for k in range(500)])
    heavy = stance_by_article(many, weights=pd.Series({"own": 3.0}))
    assert heavy["stance"].tolist() == [1.0]
    mixed = stance_by_article(SOME.sample(frac=1, random_state=2), weights=WEIGHTS)
    pd.testing.assert_frame_equal(mixed, stance_by_article(SOME, weights=WEIGHTS))


def test_articles_weigh_the_same_in_a_mean_of_stances():
    table = stance_by_article(SOME, weights=WEIGHTS)
    (row,) = framing_by(table, by="actor", measure="stance", unit="article").to_dict("records")
    assert (row["actor"], row["n_articles"]) == ("Norland", 2)
    assert row["estimate"] == pytest.approx((0.14 - 0.15) / 2)


def test_what_makes_polarity_is_named_where_it_is_missing():
    with pytest.raises(MissingColumn, match=r"scoring\.add_polarity"):
        stance_by_article(SOME.drop(columns="polarity"), weights=WEIGHTS)
    assert stance_by_article(SOME.head(0), weights=WEIGHTS).empty
