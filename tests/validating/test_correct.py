import numpy as np
import pandas as pd
import pytest

from analysis.schema import MissingColumn, SputlinkError
from analysis.validating.correct import COLUMNS, corrected_by
from analysis.validating.items import SheetError

N = 400


@pytest.fixture(scope="module")
def mentions():
    """400 mentions in 40 articles; the scorer is a third of a point too cold on Iran."""
    generator = np.random.default_rng(5)
    actor = generator.choice(["Iran", "Russia", "Turkey"], N, p=[0.5, 0.45, 0.05])
    label = generator.choice([-1.0, 0.0, 1.0], N)
    score = 0.5 * label + generator.normal(0, 0.2, N) - np.where(actor == "Iran", 0.33, 0)
    return pd.DataFrame(
        {
            "article_id": generator.integers(0, 40, N).astype(str),
            "actor": actor,
            "item": [f"{i:04}" for i in range(N)],
            "polarity": score.clip(-1, 1),
            "truth": label,
        }
    )


def labels_of(mentions, n, seed=0):
    """Labels of `n` mentions drawn simply at random."""
    drawn = mentions.sample(n, random_state=seed)
    return drawn[["item"]].assign(label=drawn["truth"])


def corrected(mentions, labels, *args, **options):
    return corrected_by(mentions, labels, *args, **{"n_boot": 50, **options})


def test_the_corrected_estimate_holds_what_the_naive_one_misses(mentions):
    table = corrected(mentions, labels_of(mentions, 150), about="these articles")
    iran, truth = table.iloc[0], mentions.groupby("actor")["truth"].mean()["Iran"]
    assert iran["actor"] == "Iran"
    assert iran["naive_high"] < truth
    assert iran["low"] < truth < iran["high"]


def test_columns_and_kinds(mentions):
    table = corrected(mentions, labels_of(mentions, 100))
    assert list(table) == ["actor", *COLUMNS]
    assert table["n_mentions"].sum() == N
    assert table["n_labelled"].sum() == 100
    assert str(table["labels_to_halve"].dtype) == "Int64"


def test_when_all_is_labelled_the_estimate_is_the_mean_label(mentions):
    labels = labels_of(mentions, N)
    these = corrected(mentions, labels, about="these articles").set_index("actor")
    truth = mentions.groupby("actor")["truth"].mean()
    assert np.allclose(these["estimate"], truth)
    assert np.allclose(these["low"], these["high"])
    assert these["labels_to_halve"].isna().all()
    such = corrected(mentions, labels).set_index("actor")
    assert np.allclose(such["estimate"], truth)
    assert (such["high"] > such["low"] + 0.1).all()


def test_a_perfect_scorer_needs_no_correction(mentions):
    perfect = mentions.assign(polarity=mentions["truth"])
    table = corrected(perfect, labels_of(mentions, 100), tuning=1, about="these articles")
    rows = table[~table["small"]]
    assert not rows.empty
    assert np.allclose(rows["estimate"], rows["naive"])
    assert np.allclose(rows["low"], rows["high"])
    assert corrected(perfect, labels_of(mentions, 100))["tuning"][0] == pytest.approx(1, abs=0.05)


def test_a_scorer_of_another_scale_is_as_good(mentions):
    labels = labels_of(mentions, 150)
    faint = mentions.assign(polarity=mentions["polarity"] / 10)
    one, other = corrected(mentions, labels), corrected(faint, labels)
    for column in ("estimate", "low", "high"):
        assert np.allclose(one[column], other[column], equal_nan=True)
    assert other["tuning"][0] == pytest.approx(10 * one["tuning"][0])


def test_a_scorer_that_sees_nothing_is_left_out(mentions):
    table = corrected(mentions.assign(polarity=0.7), labels_of(mentions, 100))
    plain = corrected(mentions.assign(polarity=0.7), labels_of(mentions, 100), tuning=0)
    assert table["tuning"][0] == 0
    pd.testing.assert_frame_equal(table, plain)


def test_no_scores_used_is_the_mean_of_the_labels(mentions):
    labels = labels_of(mentions, 120)
    table = corrected(mentions, labels, tuning=0).set_index("actor")
    means = labels.merge(mentions, on="item").groupby("actor")["label"].mean()
    assert np.allclose(table["estimate"][["Iran", "Russia"]], means[["Iran", "Russia"]])


def test_a_good_scorer_makes_the_interval_shorter(mentions):
    labels = labels_of(mentions, 120)
    with_, without = corrected(mentions, labels), corrected(mentions, labels, tuning=0)
    kept = ~with_["small"]
    assert kept.any()
    assert ((with_["high"] - with_["low"]) < (without["high"] - without["low"]))[kept].all()


def test_few_labels_borrow_the_error_of_all_and_get_no_interval(mentions):
    table = corrected(mentions, labels_of(mentions, 60)).set_index("actor")
    turkey = table.loc["Turkey"]
    assert turkey["small"]
    assert turkey["rectified_by"] == "all"
    assert not np.isnan(turkey["estimate"])
    assert np.isnan(turkey["low"])
    assert table.loc["Iran", "rectified_by"] == "group"


def test_labels_in_few_articles_are_few(mentions):
    labels = labels_of(mentions, 100)
    one = mentions.assign(article_id="a")
    assert corrected(one, labels)["low"].isna().all()


def test_no_labels_give_no_estimate(mentions):
    none = labels_of(mentions, 1).assign(label=np.nan)
    for labels in (none, none.head(0)):
        table = corrected(mentions, labels)
        assert table["estimate"].isna().all()
        assert table["naive"].notna().all()
        assert table["rectified_by"].eq("none").all()


def test_no_mentions_give_an_empty_table(mentions):
    table = corrected(mentions.head(0), labels_of(mentions, 0))
    assert table.empty
    assert list(table) == ["actor", *COLUMNS]


def test_weights_put_right_what_the_draw_put_wrong(mentions):
    favoured = np.where(mentions["truth"] == 1, 0.9, 0.2)
    drawn = mentions[np.random.default_rng(0).random(N) < favoured]
    labels = drawn[["item"]].assign(label=drawn["truth"])
    chances = labels.assign(probability=np.where(labels["label"] == 1, 0.9, 0.2))
    truth = mentions.groupby("actor")["truth"].mean()["Iran"]
    blind, weighted = (corrected(mentions, x, tuning=0).iloc[0] for x in (labels, chances))
    assert abs(weighted["estimate"] - truth) < abs(blind["estimate"] - truth)
    assert weighted["low"] < truth < weighted["high"]


def test_labels_to_halve_would_about_halve(mentions):
    few = corrected(mentions, labels_of(mentions, 80), about="these articles").iloc[0]
    more = 80 + int(few["labels_to_halve"]) * 2  # Iran has half of the mentions
    many = corrected(mentions, labels_of(mentions, more), about="these articles").iloc[0]
    ratio = (many["high"] - many["low"]) / (few["high"] - few["low"])
    assert 0.35 < ratio < 0.65


def test_labels_cannot_make_up_for_articles(mentions):
    table = corrected(mentions, labels_of(mentions, 350))
    assert table["labels_to_halve"].isna().all()


def test_copies_count_as_one_article(mentions):
    labels = labels_of(mentions, 200)
    story = mentions.assign(story=(mentions["article_id"].astype(int) // 2).astype(str))
    table = corrected(story, labels, cluster="story")
    assert (table["n_articles"] == corrected(story, labels)["n_articles"]).all()
    assert not table["low"].equals(corrected(story, labels)["low"])


@pytest.mark.parametrize("about", ["articles like these", "these articles"])
def test_order_of_rows_and_other_groups_do_not_matter(mentions, about):
    labels = labels_of(mentions, 120)
    options = {"about": about, "tuning": 0.8}
    table = corrected(mentions, labels, **options)
    shuffled = corrected(mentions.sample(frac=1, random_state=1), labels[::-1], **options)
    pd.testing.assert_frame_equal(table, shuffled)


def test_inputs_stay_as_they_were(mentions):
    labels = labels_of(mentions, 50)
    before = mentions.copy(), labels.copy()
    corrected(mentions, labels)
    pd.testing.assert_frame_equal(mentions, before[0])
    pd.testing.assert_frame_equal(labels, before[1])


def test_bounds(mentions):
    table = corrected(mentions, labels_of(mentions, 60).assign(label=1.0))
    assert table["estimate"].between(-1, 1).all()
    assert table["high"].dropna().le(1).all()


def test_wrong_input_is_named(mentions):
    labels = labels_of(mentions, 50)
    with pytest.raises(SputlinkError, match="'all'"):
        corrected(mentions, labels, about="all")
    with pytest.raises(MissingColumn, match="add_items"):
        corrected(mentions.drop(columns="item"), labels)
    with pytest.raises(SheetError, match="adjudicate"):
        corrected(mentions, pd.concat([labels, labels]))
    with pytest.raises(SheetError, match="none of the labels"):
        corrected(mentions, labels.assign(item="x" + labels["item"]))
    with pytest.raises(SheetError, match="outside"):
        corrected(mentions, labels.assign(label=3.0))
