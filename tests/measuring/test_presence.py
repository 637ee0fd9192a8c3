import pandas as pd
import pytest

from analysis.measuring.framing import framing_by
from analysis.measuring.presence import of_actors, presence_by

ARTICLES = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "outlet": ["X", "X", "Y", "Y"]})
MENTIONS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b", "c"],
        "actor": ["Iran", "Iran", "Iran", "Russia"],
        "outlet": ["X", "X", "X", "Y"],
        "words_of": ["outlet", "quoted", "outlet", "outlet"],
        "constructed": [True, True, False, False],
    }
)


def test_articles_that_name_nobody_count_in_the_denominator():
    table = presence_by(MENTIONS, ARTICLES).set_index("actor")
    assert table.loc["Iran", ["n_mentions", "n_articles", "of_articles"]].tolist() == [3, 2, 4]
    assert table.loc["Iran", "estimate"] == pytest.approx(0.5)
    assert table.loc["Iran", "share_quoted"] == pytest.approx(1 / 3)
    assert table.loc["Iran", "low"] < 0.5 < table.loc["Iran", "high"]


def test_denominator_is_of_the_group_when_grouped_by_an_article_column():
    table = presence_by(MENTIONS, ARTICLES, by=["actor", "outlet"]).set_index("actor")
    assert table.loc["Iran", "of_articles"] == 2
    assert table.loc["Iran", "estimate"] == 1.0
    assert table.loc["Russia", "estimate"] == 0.5


def test_constructed_articles_are_counted_apart():
    assert presence_by(MENTIONS, ARTICLES).set_index("actor")["n_constructed"].to_dict() == {
        "Iran": 1,
        "Russia": 0,
    }


def test_no_mention_gives_an_empty_table_with_its_columns():
    table = presence_by(MENTIONS.iloc[:0], ARTICLES)
    assert table.empty
    assert {"estimate", "low", "high", "of_articles"} <= set(table.columns)


def test_order_of_rows_does_not_matter():
    shuffled = MENTIONS.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(presence_by(shuffled, ARTICLES), presence_by(MENTIONS, ARTICLES))


def test_scenes_are_left_out_and_the_order_asked_for_holds_through_grouping():
    mentions = MENTIONS.assign(how=["name", "place", "name", "name"], polarity=0.1)
    assert len(of_actors(mentions)) == 3
    kept = of_actors(mentions, ["Russia", "Iran", "Mars"])
    assert framing_by(kept, by=["actor"])["actor"].tolist() == ["Russia", "Iran"]


def test_a_surname_that_nobody_can_tell_is_in_no_actors_figures():
    rows = pd.DataFrame(
        {
            "actor": ["Anna Tamm", "Tamm (ambiguous)", "Norland"],
            "how": ["name", "surname", "place"],
            "chosen_by": ["only", "undecided", "only"],
        }
    )
    assert of_actors(rows)["actor"].tolist() == ["Anna Tamm"]
    assert of_actors(rows.drop(columns="chosen_by"))["actor"].tolist() == [
        "Anna Tamm",
        "Tamm (ambiguous)",
    ]
