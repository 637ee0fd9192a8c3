import numpy as np
import pandas as pd
import pytest

from analysis.measuring.compare import compare, compare_all
from analysis.measuring.contrast import hedges_g
from analysis.measuring.events import match_events
from analysis.schema import MissingColumn, SputlinkError


def _mentions(gap=0.0, n=24, seed=0, outlets=("A", "B")):
    rng = np.random.default_rng(seed)
    rows = []
    for at in range(n):
        outlet = outlets[at % len(outlets)]
        level = rng.normal(0, 0.1) + (gap if outlet == "A" else 0)
        for _ in range(rng.integers(1, 5)):
            value = float(np.clip(level + rng.normal(0, 0.2), -1, 1))
            rows.append((f"{at:02d}", outlet, "Iran", f"e{at // 2}", value))
    return pd.DataFrame(rows, columns=["article_id", "outlet", "actor", "event", "polarity"])


def _clusters(mentions, copies):
    table = pd.DataFrame({"article_id": sorted(mentions["article_id"].unique())})
    table["cluster_id"] = table["article_id"].replace(copies)
    table["is_first"] = ~table["article_id"].isin(copies)
    return table


def test_a_planted_difference_is_found_and_none_where_none_is():
    found = compare(_mentions(0.4), a="A", b="B").iloc[0]
    assert found["low"] > 0 and found["p"] < 0.01
    assert found["words"] == "large difference, A higher"
    assert compare(_mentions(0.4), a="B", b="A").iloc[0]["words"] == found["words"]
    none = compare(_mentions(0.0), a="A", b="B").iloc[0]
    assert none["words"] == "no clear difference"
    assert none["low"] < 0 < none["high"]


def test_the_numbers_are_those_of_the_table():
    mentions = _mentions(0.3)
    row = compare(mentions, a="A", b="B").iloc[0]
    means = mentions.groupby("outlet")["polarity"].mean()
    assert row["estimate_a"] == pytest.approx(means["A"])
    assert row["difference"] == pytest.approx(means["A"] - means["B"])
    counts = mentions.groupby("outlet")["article_id"].agg(["size", "nunique"])
    assert row[["n_mentions_a", "n_mentions_b"]].tolist() == counts["size"].tolist()
    assert row[["n_articles_a", "n_articles_b"]].tolist() == counts["nunique"].tolist()
    by_article = mentions.groupby(["outlet", "article_id"])["polarity"].mean()
    assert row["effect"] == pytest.approx(
        hedges_g(by_article["A"].to_numpy(), by_article["B"].to_numpy())
    )
    whole = compare(mentions, a="A", b="B", unit="article").iloc[0]
    assert whole["estimate_a"] == pytest.approx(by_article["A"].mean())


def test_sides_can_be_swapped_and_rows_mixed():
    mentions = _mentions(0.2)
    before = mentions.copy()
    one, other = (compare(mentions, a=a, b=b).iloc[0] for a, b in [("A", "B"), ("B", "A")])
    pd.testing.assert_frame_equal(mentions, before)
    assert one["difference"] == pytest.approx(-other["difference"])
    assert one["p"] == pytest.approx(other["p"], abs=0.03)
    mixed = mentions.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(compare(mixed, a="A", b="B"), compare(mentions, a="A", b="B"))
    rest = compare(mentions, a="A").iloc[0]
    assert rest["b"] == "rest"
    assert rest["difference"] == one["difference"]


def test_paired_by_event_sees_what_pooling_hides():
    mentions = _mentions(0.15, n=32)
    loud = mentions["event"].str.slice(1).astype(int) % 2 * 0.8 - 0.4
    mentions = mentions.assign(polarity=(mentions["polarity"] + loud).clip(-1, 1))
    pooled = compare(mentions, a="A", b="B").iloc[0]
    paired = compare(mentions, a="A", b="B", by_event="event").iloc[0]
    assert paired["paired"] and paired["n_events"] == 16
    assert paired["high"] - paired["low"] < pooled["high"] - pooled["low"]
    assert paired["p"] < pooled["p"]
    gaps = mentions.pivot_table(index="event", columns="outlet", values="polarity")
    assert paired["difference"] == pytest.approx((gaps["A"] - gaps["B"]).mean())


def test_few_events_are_flipped_in_every_way():
    mentions = _mentions(0.5, n=8)
    assert compare(mentions, a="A", b="B", by_event="event").iloc[0]["p"] == 2 / 2**4


def test_copies_widen_the_interval():
    mentions = _mentions(0.3, n=16)
    sheets = [mentions.assign(article_id=mentions["article_id"] + end) for end in ("", "x", "y")]
    printed = pd.concat(sheets)
    copies = {f"{i:02d}{end}": f"{i:02d}" for i in range(16) for end in "xy"}
    naive = compare(printed, a="A", b="B").iloc[0]
    fair = compare(printed, a="A", b="B", clusters=_clusters(printed, copies)).iloc[0]
    one = compare(mentions, a="A", b="B").iloc[0]
    assert naive["high"] - naive["low"] < fair["high"] - fair["low"]
    assert fair["low"] == pytest.approx(one["low"], abs=1e-5)
    assert fair["n_articles_a"] == 3 * one["n_articles_a"]


def test_copies_on_both_sides_are_swapped():
    mentions = _mentions(0.0, n=16)
    clusters = _clusters(mentions, {f"{i + 1:02d}": f"{i:02d}" for i in range(0, 16, 2)})
    row = compare(mentions, a="A", b="B", clusters=clusters).iloc[0]
    assert row["low"] < row["difference"] < row["high"]
    assert 0 < row["p"] <= 1


@pytest.mark.parametrize("correction", ["holm", "fdr_bh"])
def test_all_pairs_with_correction(correction):
    mentions = _mentions(0.4, n=36, outlets=("A", "B", "C"))
    table = compare_all(mentions, against="each", correction=correction)
    assert table[["a", "b"]].to_numpy().tolist() == [["A", "B"], ["A", "C"], ["B", "C"]]
    assert (table["p_adjusted"] >= table["p"]).all()
    assert table["words"].str.contains("A higher").tolist() == [True, True, False]
    rest = compare_all(mentions, correction=correction)
    assert rest["b"].eq("rest").all() and len(rest) == 3


def test_as_published_and_one_copy_per_cluster():
    mentions = _mentions(0.0, n=16)
    table = compare_all(mentions, against="each", clusters=_clusters(mentions, {"01": "00"}))
    assert table["version"].tolist() == ["as published", "one copy per cluster"]
    assert table["n_articles_b"].tolist() == [8, 7]


def test_identical_values_and_few_articles():
    flat = _mentions().assign(polarity=0.0)
    row = compare(flat, a="A", b="B").iloc[0]
    assert row["p"] == 1.0 and row["effect"] == 0.0
    assert row["words"] == "no clear difference"
    few = compare(_mentions(n=3), a="A", b="B").iloc[0]
    assert few["words"] == "too few to tell"
    assert pd.isna(few["p"]) and pd.notna(few["difference"])


def test_no_mentions_and_bad_input():
    mentions = _mentions()
    assert compare(mentions.iloc[:0], a="A", b="B").iloc[0]["n_mentions_a"] == 0
    assert compare(mentions, a="A", b="B", actor="Chad").iloc[0]["words"] == "too few to tell"
    empty = compare_all(mentions.iloc[:0])
    assert len(empty) == 0 and "p_adjusted" in empty
    with pytest.raises(SputlinkError, match="no outlet is 'Z'; there are A, B"):
        compare(mentions, a="A", b="Z")
    with pytest.raises(MissingColumn, match="warmth"):
        compare(mentions, a="A", b="B", measure="warmth")
    with pytest.raises(SputlinkError, match="against"):
        compare_all(mentions, against="all")


def _told(*rows):
    articles = pd.DataFrame(
        [(f"a{i}", outlet, day) for i, (outlet, day, _) in enumerate(rows)],
        columns=["article_id", "outlet", "published"],
    )
    articles["published"] = pd.to_datetime(articles["published"], utc=True)
    mentions = pd.DataFrame(
        [(f"a{i}", actor) for i, row in enumerate(rows) for actor in row[2].split()],
        columns=["article_id", "actor"],
    )
    return articles, mentions


def test_match_events():
    articles, mentions = _told(
        ("A", "2025-06-22", "Iran Russia"),
        ("B", "2025-06-23", "Iran Russia Israel"),
        ("B", "2025-06-22", "France Chad"),
        ("A", "2025-06-29", "Iran Russia"),  # too late
        ("A", "2025-06-22", "Chad France France"),
        ("A", None, "France Chad"),  # no date
        ("C", "2025-06-22", "Peru"),
        ("C", "2025-06-22", ""),
    )
    table = match_events(articles, mentions)
    assert table["event_id"].fillna("-").tolist() == ["a0", "a0", "a2", "-", "a2", "-", "-", "-"]
    assert table["n_event"].tolist() == [2, 2, 2, 1, 2, 1, 1, 1]
    turned = match_events(articles.iloc[::-1], mentions.sample(frac=1, random_state=0))
    pd.testing.assert_frame_equal(turned.iloc[::-1], table)
    words = pd.DataFrame({"article_id": ["a0", "a1"], "lower": ["trip", "trip"]})
    with_words = match_events(articles, mentions, words=words)
    assert with_words["event_id"].fillna("-").tolist() == table["event_id"].fillna("-").tolist()
    assert len(match_events(articles.iloc[:0], mentions.iloc[:0])) == 0
    with pytest.raises(SputlinkError, match="twice"):
        match_events(articles.assign(article_id="a0"), mentions)
