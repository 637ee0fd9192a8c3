"""Where reported speech ends and the outlet's own sentence goes on."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.quoting.quotes import quotes_of


def reported(text):
    return [quote for quote in quotes_of(text) if quote.kind == "indirect"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The minister said that the talks had failed.", "that the talks had failed"),
        (
            "The view that Iran is losing ground in Asia has grown.",
            "that Iran is losing ground in Asia",
        ),
        (
            "Tamm said the talks had failed, adding that Russia was to blame.",
            "the talks had failed",
        ),
        # An adjunct or a second object inside the clause does not end it.
        (
            "Harlan said he would meet the leaders of Iran in the spring.",
            "he would meet the leaders of Iran in the spring",
        ),
    ],
)
def test_a_content_ends_where_the_clause_does(text, content):
    first = reported(text)[0]
    assert text[first.start : first.end] == content


TEXT = "Harlan said that the talks in Iran failed , and Russia warned it would leave . but he"
WORDS = st.sampled_from(TEXT.split())


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_contents_lie_in_their_text_and_do_not_overlap(words):
    text = " ".join(words)
    found = reported(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
