import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import MissingColumn, SputlinkError
from analysis.validating.agreement import NoOverlap, adjudicate, alpha_by
from analysis.validating.items import SheetError
from analysis.validating.scorer_errors import confusion_by, errors_by, to_class


def labels_of(**coders):
    """Labels by coder, one a character: n, 0, p, ? (unclear), space (not coded)."""
    value = {"n": -1.0, "0": 0.0, "p": 1.0, "?": np.nan}
    rows = [
        (f"item {i:03}", coder, value[sign])
        for coder, signs in coders.items()
        for i, sign in enumerate(signs)
        if sign != " "
    ]
    table = pd.DataFrame(rows, columns=["item", "coder", "label"])
    return table.astype({"item": "str", "coder": "str", "label": float})


def scored_of(polarities, *, by="vader", articles=4, **columns):
    n = len(polarities)
    return pd.DataFrame(
        {
            "item": [f"item {i:03}" for i in range(n)],
            "article_id": [f"article {i % articles}" for i in range(n)],
            "polarity": np.array(polarities, dtype=float),
            "scored_by": by,
            **columns,
        }
    )


# alpha


@pytest.mark.parametrize("level", ["ordinal", "nominal"])
def test_alpha_is_the_library_s_with_missing_labels(level):
    labels = labels_of(A="nn00pp0pn n", B="nn0pppnpn0 ", C=" n00p 00np0")
    grid = labels.pivot_table(index="coder", columns="item", values="label")
    expected = krippendorff.alpha(grid.to_numpy(), level_of_measurement=level)
    found = alpha_by(labels, level=level).iloc[0]
    assert found["alpha"] == pytest.approx(expected)
    assert found["low"] < found["alpha"] < found["high"] <= 1
    assert found[["n_items", "n_coders", "n_labels"]].tolist() == [11, 3, 29]


def test_ordinal_alpha_forgives_neighbours_more_than_opposites():
    near = labels_of(A="n0p" * 10, B="n00" * 10)
    far = labels_of(A="n0p" * 10, B="n0n" * 10)
    assert alpha_by(near)["alpha"][0] > alpha_by(far)["alpha"][0]


def test_perfect_agreement_is_one():
    found = alpha_by(labels_of(A="n0p" * 5, B="n0p" * 5)).iloc[0]
    assert found[["alpha", "low", "high"]].tolist() == [1, 1, 1]


def test_chance_is_about_nought():
    rng = np.random.default_rng(0)
    a, b = ("".join(rng.choice(list("n0p"), 400)) for _ in range(2))
    found = alpha_by(labels_of(A=a, B=b), n_boot=300).iloc[0]
    assert found["low"] < 0 < found["high"]


def test_one_value_only_says_nothing():
    found = alpha_by(labels_of(A="0000", B="0000")).iloc[0]
    assert np.isnan(found["alpha"])
    assert found["n_items"] == 4


def test_unclear_is_counted_apart():
    found = alpha_by(labels_of(A="n0p??", B="n0p0?")).iloc[0]
    assert found["n_items"] == 3
    assert found["n_unclear"] == 3


def test_alpha_by_group():
    labels = labels_of(A="n0pn0p", B="n0p0pn")
    labels["actor"] = np.where(labels["item"] < "item 003", "Iran", "Russia")
    table = alpha_by(labels, "actor")
    assert table["actor"].tolist() == ["Iran", "Russia"]
    assert table["alpha"][0] == 1 > table["alpha"][1]


@pytest.mark.parametrize(
    "labels", [labels_of(A="n0p   ", B="   n0p"), labels_of(A="n0p"), labels_of()]
)
def test_coders_who_share_no_item_are_named(labels):
    with pytest.raises(NoOverlap, match="two coders"):
        alpha_by(labels)


def test_an_unknown_level_is_named():
    with pytest.raises(SputlinkError, match="'interval'"):
        alpha_by(labels_of(A="n", B="n"), level="interval")


# adjudication


@pytest.mark.parametrize(
    ("votes", "label"),
    [
        ("n", -1),
        ("nn", -1),
        ("nn0", -1),
        ("ppp", 1),
        ("n0p0", 0),
        ("?", None),
        ("n0", None),
        ("n0p", None),
        ("??p", None),
        ("n?", None),
        ("nn?", -1),
    ],
)
def test_the_majority_decides_and_a_tie_is_unclear(votes, label):
    coders = {f"coder {i}": vote for i, vote in enumerate(votes)}
    found = adjudicate(labels_of(**coders)).iloc[0]
    assert (None if np.isnan(found["label"]) else found["label"]) == label
    assert found["n_coders"] == len(votes)
    assert found["agreed"] == (len(set(votes)) == 1)


def test_a_second_pass_does_not_vote():
    labels = labels_of(A="n0", again="p0")
    assert adjudicate(labels, coders=["A"])["label"].tolist() == [-1, 0]
    assert adjudicate(labels)["label"].isna().tolist() == [True, False]


def test_adjudicated_labels_keep_their_chances_and_nothing_comes_of_nothing():
    labels = labels_of(A="n0", B="n0").assign(probability=0.25, stratum="x", n_stratum=8.0)
    assert adjudicate(labels)["probability"].tolist() == [0.25, 0.25]
    empty = adjudicate(labels.head(0))
    assert empty.empty
    assert list(empty) == list(adjudicate(labels))


# scorers against labels


@pytest.mark.parametrize(
    ("polarity", "by", "expected"),
    [
        (0.06, "vader", 1),
        (0.05, "vader", 0),
        (-0.06, "vader", -1),
        (0.3, "mine", 0),
        (0.4, "mine", 1),
        (-0.34, "mine", -1),
        (np.nan, "mine", np.nan),
    ],
)
def test_a_score_becomes_a_class(polarity, by, expected):
    found = to_class(scored_of([polarity], by=by))
    assert found.tolist() == pytest.approx([expected], nan_ok=True)


def test_thresholds_are_the_reader_s_to_choose():
    scored = scored_of([0.2, -0.2])
    assert to_class(scored, thresholds={"vader": (-0.3, 0.1)}).tolist() == [1, 0]


def test_probabilities_go_before_thresholds_unless_one_is_given():
    chances = {"p_negative": [0.4, 0.1], "p_neutral": [0.35, 0.2], "p_positive": [0.25, 0.7]}
    scored = scored_of([-0.15, 0.6], by="target", **chances)
    assert to_class(scored).tolist() == [-1, 1]
    assert to_class(scored, thresholds={"target": (-0.2, 0.2)}).tolist() == [0, 1]


def test_confusion_counts_every_pair():
    table = confusion_by(scored_of([-0.5, 0, 0.5, 0.5]), labels_of(A="nn0?"))
    cells = table.set_index(["label", "predicted"])
    assert len(table) == 9
    assert cells["n"].to_dict() == {
        **{(a, b): 0 for a in (-1, 0, 1) for b in (-1, 0, 1)},
        **{(-1, -1): 1, (-1, 0): 1, (0, 1): 1},
    }
    assert cells["share"][-1].tolist() == [0.5, 0.5, 0]
    assert cells["share"][1].isna().all()


def test_errors_are_known_figures():
    found = errors_by(scored_of([-0.5, 0, 0.5, 0.5]), labels_of(A="nn0p")).iloc[0]
    assert found["accuracy"] == 0.5
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    assert found["bias"] == pytest.approx(0.5)
    assert found[["n_labelled", "n_articles", "small"]].tolist() == [4, 4, True]
    assert found["accuracy_low"] <= 0.5 <= found["accuracy_high"]


def test_a_class_that_never_occurs_is_no_part_of_the_mean():
    assert errors_by(scored_of([-0.5, 0]), labels_of(A="n0"))["macro_f1"][0] == 1


def test_errors_are_weighted_to_the_corpus():
    labels = labels_of(A="n0").assign(probability=[0.1, 0.9])
    found = errors_by(scored_of([-0.5, 0.5]), labels)["accuracy"][0]
    assert found == pytest.approx(10 / (10 + 1 / 0.9))


def test_errors_by_scorer_and_actor():
    both = pd.concat(
        [
            scored_of([-0.5, 0, 0.5, 0.5] * 5, by=name, actor=["Iran", "Russia"] * 10)
            for name in "xy"
        ],
        ignore_index=True,
    )
    table = errors_by(both, labels_of(A="nn0p" * 5), ["scored_by", "actor"])
    assert len(table) == 4
    assert table["n_labelled"].eq(10).all()
    one = errors_by(both[both["scored_by"] == "x"], labels_of(A="nn0p" * 5), ["scored_by", "actor"])
    pd.testing.assert_frame_equal(table.head(2), one)


def test_one_article_gives_no_interval():
    found = errors_by(scored_of([-0.5, 0], articles=1), labels_of(A="n0")).iloc[0]
    assert np.isnan(found["accuracy_low"])


def test_several_labels_of_an_item_must_be_adjudicated_and_strangers_are_named():
    with pytest.raises(SheetError, match="adjudicate"):
        errors_by(scored_of([0.1]), labels_of(A="n", B="n"))
    with pytest.raises(SheetError, match="none of the labels"):
        errors_by(scored_of([0.1]).assign(item="other"), labels_of(A="n"))
    with pytest.raises(MissingColumn, match="add_items"):
        errors_by(scored_of([0.1]).drop(columns="item"), labels_of(A="n"))


def test_nothing_labelled_gives_empty_tables():
    scored, none = scored_of([0.1]), labels_of(A="?")
    assert errors_by(scored, none).empty
    assert confusion_by(scored, none).empty
    assert list(confusion_by(scored, none)) == ["scored_by", "label", "predicted", "n", "share"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("n0p"), st.floats(-1, 1)), min_size=1, max_size=30))
def test_figures_stay_in_their_range_and_inputs_stay_as_they_were(pairs):
    signs, polarities = zip(*pairs, strict=True)
    scored, labels = scored_of(polarities), labels_of(A="".join(signs))
    before = scored.copy(), labels.copy()
    found = errors_by(scored, labels, n_boot=50)
    shuffled = errors_by(scored.sample(frac=1, random_state=0), labels[::-1], n_boot=50)
    pd.testing.assert_frame_equal(found, shuffled)
    assert found["accuracy"].between(0, 1).all()
    assert found["macro_f1"].between(0, 1).all()
    assert found["bias"].between(-2, 2).all()
    pd.testing.assert_frame_equal(scored, before[0])
    pd.testing.assert_frame_equal(labels, before[1])
