import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.loading.spellings import one_spelling
from analysis.schema import MissingColumn


def unified(labels):
    frame = pd.DataFrame({"outlet": pd.Series(labels, dtype="str")})
    return one_spelling(frame)["outlet"].tolist()


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["fox", "FOX", "fox"], ["fox", "fox", "fox"]),
        (["The Wire", "the wire", "The  Wire", "The Wire"], ["The Wire"] * 4),
        (["First Post", "Firstpost"], ["First Post", "First Post"]),
        # as common as each other: the order of rows does not decide
        (["b", "B"], ["B", "B"]),
        (["B", "b"], ["B", "B"]),
        # not the same outlet
        (["Times", "Times of India"], ["Times", "Times of India"]),
        (["Post", "The Post"], ["Post", "The Post"]),
        ([], []),
    ],
)
def test_spellings_of_one_outlet_become_one(labels, expected):
    assert unified(labels) == expected


def test_an_article_without_outlet_stays_without():
    assert pd.isna(unified(["A", None, "a", "A"])[1])


@given(st.lists(st.sampled_from(["fox", "FOX", "Fox ", "nyt", "NYT", "hpo"]), max_size=12))
def test_unifying_twice_changes_nothing_and_the_frame_given_is_left_alone(labels):
    frame = pd.DataFrame({"outlet": pd.Series(labels, dtype="str")})
    before = frame.copy()
    once = one_spelling(frame)
    pd.testing.assert_frame_equal(once, one_spelling(once))
    pd.testing.assert_frame_equal(frame, before)
    assert set(once["outlet"]) <= set(labels)


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumn, match="outlet"):
        one_spelling(pd.DataFrame({"title": []}))
