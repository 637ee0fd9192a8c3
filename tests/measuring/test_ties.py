"""Means of ties, camps, networks and parts, on small tables with answers known beforehand."""

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.measuring.camps import (
    _frustration,
    _split,
    _within,
    camps_by,
    frustration_by,
    most_told,
    signed_network,
)
from analysis.measuring.networks import compare_all_networks, compare_networks
from analysis.measuring.parts import find_parts, leading_parts, parts_by, read_parts
from analysis.measuring.relations import add_tie, relations_by, told
from analysis.schema import LexiconError, MissingColumn, SputlinkError

COLUMNS = {
    "tie": "attitude",
    "deed": None,
    "event_class": "",
    "negated": False,
    "said": False,
    "own_state": False,
    "outlet": "Alpha",
}


def rows(*told, articles=6, **more):
    """One row per article of each (holder, target, attitude) and its counterpart of nothing."""
    found = []
    for number, (holder, target, attitude) in itertools.product(range(articles), told):
        for one, other, size in ((holder, target, attitude), (target, holder, 0.0)):
            found.append(
                {
                    "article_id": f"a{number}",
                    "holder": one,
                    "target": other,
                    "p_for": max(size, 0.0),
                    "p_against": max(-size, 0.0),
                    "attitude": size,
                    "holder_mention_id": ord(one),
                    **COLUMNS,
                    **more,
                }
            )
    return pd.DataFrame(found)


# Two camps, A B C and X Y, with one tie that contradicts them.
WEB = rows(
    ("A", "B", 0.8),
    ("B", "C", 0.7),
    ("A", "X", -0.9),
    ("X", "Y", 0.6),
    ("C", "Y", -0.6),
    ("B", "Y", 0.1),
)


def test_the_mean_of_a_tie_with_its_counts():
    web = pd.concat([rows(("A", "B", 0.8)), rows(("A", "B", -0.7), articles=3)])
    web["deed"] = np.where(web["attitude"] < 0, "condemn", None)
    web["tie"] = np.where(web["attitude"] < 0, "deed", "attitude")
    row = relations_by(web).set_index(["holder", "target"]).loc[("A", "B")]
    assert (row["n_mentions"], row["n_articles"]) == (9, 6)
    assert row["estimate"] == pytest.approx((6 * 0.8 - 3 * 0.7) / 9)
    assert row["low"] < row["estimate"] < row["high"]
    assert (row["n_for"], row["n_against"], row["n_deeds"], row["deeds"]) == (6, 3, 3, "condemn 3")


def test_what_was_not_read_is_no_row_and_few_sentences_are_flagged():
    unread = rows(("A", "B", 0.5)).assign(attitude=np.nan)
    table = relations_by(pd.concat([unread, rows(("A", "C", 0.5), articles=2)]))
    assert set(zip(table["holder"], table["target"], strict=True)) == {("A", "C"), ("C", "A")}
    assert table["small"].all()


def test_itself_a_name_in_a_name_and_the_own_state_are_no_ties_between_two():
    web = rows(("A", "B", 0.5), articles=2)
    kept = told(
        pd.concat([web, web.assign(tie="self"), web.assign(tie="name"), web.assign(own_state=True)])
    )
    assert len(kept) == len(web)


def test_a_tie_has_a_name():
    assert add_tie(WEB)["actor"].iloc[0] == "A → B"


def test_camps_are_found_numbered_and_scored():
    table = camps_by(WEB, n_boot=20).set_index("actor")
    assert table["camp"].to_dict() == {"A": 1, "B": 1, "C": 1, "X": 2, "Y": 2}
    # of the summed weights only B with Y contradicts the split
    assert table["frustration"].iloc[0] == pytest.approx(0.1 / 3.7)
    assert table.loc["A", "agreement"] == 1
    assert table.loc["Y", "agreement"] == pytest.approx(1.2 / 1.3)
    assert table["stability"].between(0.9, 1).all()
    assert table.loc["B", "n_ties"] == 3


def test_camps_do_not_depend_on_the_order_of_rows():
    shuffled = WEB.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(camps_by(shuffled, n_boot=10), camps_by(WEB, n_boot=10))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [2, 3])
def test_no_other_split_has_less_frustration(seed, most):
    half = np.triu(np.random.default_rng(seed).normal(size=(8, 8)), 1)
    weights = half + half.T
    every = [np.array(split) for split in itertools.product(range(most), repeat=8)]
    best = max(_within(weights, split) for split in every)
    found = _split(weights, most, 30, 0)
    assert _within(weights, found) == pytest.approx(best)
    assert _frustration(weights, found) == pytest.approx(
        min(_frustration(weights, split) for split in every)
    )


def test_each_outlet_has_camps_of_its_own():
    web = pd.concat([WEB, rows(("A", "B", -0.8), outlet="Beta")])
    table = camps_by(web, by="outlet", n_boot=0).set_index(["outlet", "actor"])["camp"]
    assert table["Alpha"]["A"] == table["Alpha"]["B"]
    assert table["Beta"]["A"] != table["Beta"]["B"]
    assert set(table["Beta"].index) == {"A", "B"}


def test_more_camps_never_contradict_more():
    table = frustration_by(WEB)
    assert table["camps"].tolist() == [1, 2, 3, 4]
    assert table["frustration"].is_monotonic_decreasing


def test_too_few_sentences_are_no_tie():
    few = rows(("A", "B", 0.5), articles=4)
    assert camps_by(few).empty
    assert list(camps_by(few, "outlet")) == ["outlet", *camps_by(WEB, n_boot=0)]
    assert frustration_by(few)["frustration"].isna().all()
    assert not signed_network(relations_by(rows(("A", "B", 0.5), articles=4))).edges


def test_the_network_is_directed_signed_and_weighted():
    graph = signed_network(relations_by(WEB))
    assert graph["A"]["X"]["weight"] == pytest.approx(-0.9)
    assert graph["A"]["X"]["n_mentions"] == 6
    assert graph["X"]["A"]["weight"] == 0
    assert most_told(WEB, top=2) == ["B", "Y"]


def test_two_outlets_that_tell_the_same_are_no_further_apart_than_chance():
    random = np.random.default_rng(3)
    web = rows(("A", "B", 0.3), ("A", "X", -0.5), articles=40)
    noise = random.normal(scale=0.2, size=len(web))
    web["attitude"] = np.where(web["attitude"] == 0, 0, web["attitude"] + noise)
    number = web["article_id"].str[1:].astype(int)
    web["outlet"] = np.where(number % 2, "Alpha", "Beta")
    same = compare_networks(web, a="Alpha", b="Beta", n_perm=199).iloc[0]
    assert same["p"] > 0.1
    turned = web.assign(attitude=web["attitude"].where(web["outlet"] == "Alpha", -web["attitude"]))
    other = compare_networks(turned, a="Alpha", b="Beta", n_perm=199).iloc[0]
    assert other["p"] <= 0.01
    assert other["distance"] > other["expected"]
    assert (other["n_ties"], other["n_articles_a"], other["n_turned"]) == (4, 20, 2)
    with pytest.raises(SputlinkError, match="no relation has outlet 'Gamma'"):
        compare_networks(web, a="Alpha", b="Gamma")


def test_every_two_outlets_are_compared_and_corrected():
    web = pd.concat(
        [
            rows(("A", "B", size), outlet=name).assign(
                article_id=lambda t, n=name: n + t["article_id"]
            )
            for name, size in (("Alpha", 0.5), ("Beta", 0.5), ("Gamma", -0.5))
        ]
        + [rows(("A", "B", 0.5), articles=2, outlet="Delta")]
    )
    table = compare_all_networks(web, n_perm=99)
    assert len(table) == 3
    assert (table["p_adjusted"] >= table["p"]).all()
    assert "Gamma" in set(table.loc[0, ["a", "b"]])
    assert compare_all_networks(web[web["outlet"] == "Alpha"]).empty


def test_nothing_to_compare_is_told_as_missing():
    web = pd.concat([rows(("A", "B", 0.5), articles=2), rows(("A", "C", 0.5), outlet="Beta")])
    row = compare_networks(web, a="Alpha", b="Beta", n_perm=9).iloc[0]
    assert row["n_ties"] == 0
    assert np.isnan(row["distance"]) and np.isnan(row["p"])


def worded(web, polarity):
    """A mention for each holder, with the wording around it."""
    pairs = web[["article_id", "holder_mention_id"]].drop_duplicates()
    return pairs.set_axis(["article_id", "mention_id"], axis=1).assign(polarity=polarity)


@pytest.mark.parametrize(
    ("tie", "event", "said", "attitude", "wording", "parts"),
    [
        ("deed", "fight", False, -0.5, -0.4, {"A": "antagonist", "B": "innocent"}),
        ("deed", "fight", False, -0.5, 0.4, {"A": "antagonist", "B": "innocent"}),
        ("deed", "threaten", False, -0.5, -0.4, {"A": "antagonist", "B": "innocent"}),
        ("deed", "threaten", False, -0.5, 0.4, {"B": "antagonist"}),
        ("deed", "disapprove", False, -0.5, -0.4, {"B": "antagonist"}),
        ("deed", "aid", False, 0.5, -0.4, {"A": "protagonist", "B": "innocent"}),
        ("deed", "", False, 0.5, 0.4, {}),
        ("attitude", "", False, -0.5, -0.4, {"A": "antagonist", "B": "innocent"}),
        ("attitude", "", False, -0.5, 0.0, {"B": "antagonist"}),
        ("attitude", "", True, -0.5, -0.4, {"B": "antagonist"}),
        ("attitude", "", False, 0.5, 0.4, {"A": "protagonist", "B": "protagonist"}),
        ("attitude", "", True, 0.5, 0.4, {"B": "protagonist"}),
        ("together", "", False, 0.1, 0.4, {}),
        ("joint", "", False, -0.1, -0.4, {}),
    ],
)
def test_the_part_that_a_relation_gives(tie, event, said, attitude, wording, parts):
    web = rows(("A", "B", attitude), articles=1).iloc[:1]
    web = web.assign(tie=tie, event_class=event, said=said)
    found = find_parts(web, worded(web, wording))
    assert dict(zip(found["actor"], found["part"], strict=True)) == parts
    assert find_parts(web.assign(negated=True), worded(web, wording)).empty


def test_shares_of_parts_add_up_and_the_leading_one_is_told():
    web = pd.concat(
        [
            rows(("A", "B", -0.5), tie="deed", event_class="fight"),
            rows(("B", "A", -0.5), articles=2, tie="deed", event_class="fight"),
        ]
    )
    web = web[web["attitude"] != 0]
    table = parts_by(web, worded(web, -0.5))
    assert table.groupby("actor")["estimate"].sum().tolist() == pytest.approx([1, 1])
    row = table.set_index(["actor", "part"]).loc[("A", "antagonist")]
    assert (row["n_mentions"], row["n_part"], row["estimate"]) == (8, 6, 0.75)
    assert row["deeds"] == "fight 6"
    first = leading_parts(table).set_index("actor")
    assert first["part"].to_dict() == {"A": "antagonist", "B": "innocent"}
    assert first["clear"].dtype == bool


def test_a_mistake_in_the_list_of_parts_names_its_line(tmp_path):
    path = tmp_path / "parts.csv"
    path.write_text("event,wording,holder,target\nfight,,villain,innocent\n")
    with pytest.raises(LexiconError, match=r"parts\.csv line 2: 'villain' is not one of"):
        read_parts(path)
    path.write_text("event,wording,holder,target\nfight,warm,,innocent\n")
    with pytest.raises(LexiconError, match=r"line 2: wording is cold, other or nothing"):
        read_parts(path)
    path.write_text("event,wording,holder,target\nfight,,,innocent\nfight,,,\n")
    with pytest.raises(LexiconError, match=r"line 3: 'fight' stands there twice"):
        read_parts(path)


@pytest.mark.parametrize("function", [relations_by, camps_by, told])
def test_a_missing_column_names_what_makes_it(function):
    with pytest.raises(MissingColumn, match=r"relating\.find_relations"):
        function(pd.DataFrame({"article_id": []}))
