import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measuring.framing import framing_by
from analysis.measuring.periods import add_period, reindex_periods
from analysis.schema import MissingColumn, SputlinkError

CALM = settings(derandomize=True, deadline=None, max_examples=25)


def _mentions(n_articles=20, seed=0):
    rng = np.random.default_rng(seed)
    rows = [
        (
            f"{article:02d}",
            rng.choice(["Iran", "Russia"]),
            rng.choice(["A", "B"]),
            rng.uniform(-1, 1),
        )
        for article in range(n_articles)
        for value in rng.uniform(-1, 1, rng.integers(1, 6))
    ]
    table = pd.DataFrame(rows, columns=["article_id", "actor", "outlet", "polarity"])
    return table.assign(
        evidence=[[("good", value)] if value > 0 else [] for value in table["polarity"]]
    )


def test_means_and_counts():
    mentions = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b", "c"],
            "actor": ["Iran", "Iran", "Iran", "Iran", "Russia"],
            "polarity": [0.3, 0.3, 0.3, -0.3, 0.5],
            "evidence": [[("x", 1)], [], [], [], [("x", 1)]],
        }
    )
    by_mention = framing_by(mentions, small=2).set_index("actor")
    assert by_mention.loc["Iran", "estimate"] == pytest.approx(0.15)
    assert by_mention.loc["Iran", ["n_mentions", "n_articles"]].tolist() == [4, 2]
    assert by_mention.loc["Iran", "share_known"] == pytest.approx(0.25)
    assert by_mention["small"].tolist() == [False, True]
    assert by_mention.loc["Russia", ["low", "high"]].isna().all()  # one article: no interval
    by_article = framing_by(mentions, unit="article").set_index("actor")
    assert by_article.loc["Iran", "estimate"] == pytest.approx(0.0)
    assert by_article["unit"].eq("article").all()


@CALM
@given(st.integers(0, 1000), st.sampled_from(["mention", "article"]))
def test_order_of_rows_and_other_groups_do_not_matter(seed, unit):
    mentions = _mentions(seed=seed)
    before = mentions.copy()
    table = framing_by(mentions, ["actor", "outlet"], unit=unit, n_boot=100)
    pd.testing.assert_frame_equal(mentions, before)
    mixed = mentions.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        framing_by(mixed, ["actor", "outlet"], unit=unit, n_boot=100), table
    )
    alone = framing_by(
        mentions[mentions["actor"] == "Iran"], ["actor", "outlet"], unit=unit, n_boot=100
    )
    pd.testing.assert_frame_equal(alone, table[table["actor"] == "Iran"].reset_index(drop=True))
    wide = table.dropna(subset=["low", "high"])
    assert not wide.empty
    assert (wide["low"] <= wide["estimate"] + 1e-6).all()
    assert (wide["high"] >= wide["estimate"] - 1e-6).all()
    assert wide["low"].ge(-1).all()


def test_copies_are_resampled_together():
    mentions = _mentions().assign(cluster=lambda t: t["article_id"])
    twice = pd.concat([mentions, mentions.assign(article_id=mentions["article_id"] + "copy")])
    one, two = framing_by(mentions).iloc[0], framing_by(twice, cluster="cluster").iloc[0]
    assert two["low"] == pytest.approx(one["low"])
    assert two["high"] == pytest.approx(one["high"])
    assert two["n_articles"] == 2 * one["n_articles"]
    naive = framing_by(twice).iloc[0]
    assert naive["high"] - naive["low"] < 0.85 * (one["high"] - one["low"])


def test_a_share_stays_within_its_bounds():
    mentions = _mentions(4).assign(agent=lambda t: t["polarity"] > 0, actor="Iran")
    table = framing_by(mentions, measure="agent")
    assert table["measure"].tolist() == ["agent"]
    assert 0 <= table["low"][0] < table["high"][0] <= 1


def test_missing_values():
    mentions = _mentions()
    holes = mentions.assign(polarity=mentions["polarity"].where(mentions["outlet"] == "A"))
    full = framing_by(mentions[mentions["outlet"] == "A"])
    pd.testing.assert_frame_equal(framing_by(holes), full)
    nameless = mentions.assign(outlet=mentions["outlet"].where(mentions["outlet"] == "A"))
    assert framing_by(nameless, "outlet")["outlet"].isna().sum() == 1
    read = mentions.assign(coverage=1.0, evidence=[[] for _ in range(len(mentions))])
    assert framing_by(read)["share_known"].eq(1).all()  # a fitted scorer reads all


def test_no_mentions():
    empty = framing_by(_mentions().iloc[:0], ["actor", "outlet"])
    assert len(empty) == 0
    assert empty.dtypes.equals(framing_by(_mentions(), ["actor", "outlet"]).dtypes)
    assert len(reindex_periods(framing_by(_mentions().assign(period=pd.NaT), "period"))) == 0


def test_bad_input_is_named():
    with pytest.raises(MissingColumn, match="outlets"):
        framing_by(_mentions(), "outlets")
    with pytest.raises(SputlinkError, match="'sentence'"):
        framing_by(_mentions(), unit="sentence")
    with pytest.raises(SputlinkError, match="outlet is not a column of numbers"):
        framing_by(_mentions(), measure="outlet")
    with pytest.raises(SputlinkError, match="freq"):
        add_period(_mentions(), _articles(), freq="M")


def _articles():
    times = ["2025-06-22T23:50Z", "2025-06-25T01:00Z", None]
    return pd.DataFrame(
        {"article_id": ["a", "b", "c"], "published": pd.to_datetime(times, utc=True)}
    )


def test_periods_show_their_gaps():
    mentions = pd.DataFrame(
        {"article_id": ["a", "b", "c"], "actor": "Iran", "polarity": [0.1, 0.2, 0.3]}
    )
    daily = add_period(mentions, _articles())
    assert daily["period"].dt.day.tolist()[:2] == [22, 25]
    assert pd.isna(daily["period"].iloc[2])
    assert daily.set_axis(mentions.index).drop(columns="period").equals(mentions)
    weekly = add_period(mentions, _articles(), freq="W")
    assert weekly["period"].dt.day.tolist()[:2] == [16, 23]  # Sunday belongs to the week before
    table = reindex_periods(framing_by(daily, ["actor", "period"]))
    assert table["period"].dt.day.tolist() == [22, 23, 24, 25]
    assert table["n_mentions"].tolist() == [1, 0, 0, 1]
    assert table["estimate"].isna().tolist() == [False, True, True, False]
    weeks = reindex_periods(framing_by(weekly, ["actor", "period"]), freq="W")
    assert weeks["n_mentions"].tolist() == [1, 1]


def test_a_share_of_all_or_none_has_the_interval_of_a_proportion():
    mentions = pd.DataFrame({"article_id": list("abcdefgh"), "actor": "Iran", "has": 1.0})
    row = framing_by(mentions, measure="has").iloc[0]
    assert row["estimate"] == 1.0
    assert 0.5 < row["low"] < 0.8  # eight of eight: Wilson 1927 gives 0.68
    assert row["high"] == 1.0
    none = framing_by(mentions.assign(has=0.0), measure="has").iloc[0]
    assert 0.2 < none["high"] < 0.5


def test_articles_that_all_score_the_same_have_no_interval_and_a_share_is_told_by_its_name():
    mentions = pd.DataFrame({"article_id": list("abcdef"), "actor": "Iran", "polarity": 0.0})
    row = framing_by(mentions).iloc[0]
    assert row[["low", "high"]].isna().all()
    assert pd.isna(row["share_known"])
    more = pd.concat([mentions, mentions.assign(actor="Russia", polarity=[0.1] * 5 + [0.9])])
    both = framing_by(more).set_index("actor")
    assert both.loc["Iran", ["low", "high"]].isna().all()
    assert both.loc["Russia", ["low", "high"]].notna().all()
