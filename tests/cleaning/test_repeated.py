"""Furniture that is found by its repetition. The outlets and all that they print are made up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning import add_text, find_furniture, find_repeated, remove_furniture, restore
from analysis.schema import MissingColumn

NOTE = "Editor's note: the Norland minister has pledged to close every ferry port and lied of it."
WORDS = [f"word{number}" for number in range(4000)]


def story(number, length=60):
    """A report like no other: no run of its words stands in the next."""
    words = WORDS[number * length : (number + 1) * length]
    return " ".join(f"{' '.join(words[at : at + 12])}." for at in range(0, length, 12))


def frame(raws, outlet="The Norland Gull"):
    outlets = [outlet] * len(raws) if isinstance(outlet, str) else outlet
    table = pd.DataFrame({"raw": pd.array(raws, dtype="str")})
    return table.assign(
        article_id=[f"a{number:03}" for number in range(len(raws))],
        title=pd.array([None] * len(raws), dtype="str"),
        outlet=pd.array(outlets, dtype="str"),
    )


def cut(raws, **about):
    ledger = find_furniture(frame(raws, **about))
    return ledger[ledger["kind"] == "repeated"]


def with_note(note, *, of=12, under=7, where="{story}\n\n{note}"):
    return [
        where.format(story=story(number), note=note) if number < under else story(number)
        for number in range(of)
    ]


def test_a_note_under_many_articles_is_cut_with_its_count():
    raws = with_note(NOTE)
    articles, ledger = remove_furniture(frame(raws))
    found = ledger[ledger["kind"] == "repeated"]
    assert found["text"].str.strip().tolist() == [NOTE] * 7
    assert found["n_articles"].tolist() == [7] * 7
    assert articles["text"].tolist() == [story(number) for number in range(12)]


def test_other_kinds_have_no_count():
    ledger = find_furniture(frame(["It rose. ADVERTISEMENT It fell."]))
    assert ledger["n_articles"].isna().all()


@pytest.mark.parametrize(
    "raws",
    [
        with_note(NOTE, under=3),  # three may be chance
        with_note(NOTE, of=50, under=4),  # in fewer than one of ten
        with_note("Read the rules on our pages.", under=12),  # too short to tell
        with_note(NOTE, under=5, where="{note} {story}"),  # how five of twelve reports open
        with_note(f"“{NOTE}”"),  # a slogan, however often it is printed
        with_note(f"“We win. {NOTE}” the minister said."),
        [f"{story(n)} {NOTE} {story(n + 20)}" for n in range(12)],  # inside the prose
    ],
)
def test_what_is_not_furniture(raws):
    assert cut(raws).empty


@pytest.mark.parametrize(
    ("raws", "n"),
    [
        (with_note(NOTE, where="{note}\n\n{story}"), 7),  # more than half open with the line
        (with_note(NOTE, where="{story} {note}"), 7),  # behind the last paragraph, in its line
        (with_note(NOTE, where="{story}\n{note}\nThank you."), 7),
        ([f"{story(n)}\n\n{NOTE}\n\n{story(n + 20)}" for n in range(12)], 12),  # its own line
        ([text.replace("every ferry", "every\nferry") for text in with_note(NOTE)], 7),
        ([*with_note(NOTE)[:6], f"{story(30)}\n\n{NOTE.replace(':', ' –')}"], 7),
    ],
)
def test_where_it_may_stand(raws, n):
    assert cut(raws)["n_articles"].tolist() == [n] * n


def test_versions_of_a_long_note_are_one():
    long = f"{NOTE[:-1]} in the assembly, and again in front of the harbour and of its people."
    raws = with_note(long, under=3) + [
        f"{story(n)}\n\n{long.replace('its people', 'the people')}" for n in range(20, 23)
    ]
    assert cut(raws)["n_articles"].tolist() == [6] * 6


def test_copies_of_one_report_do_not_eat_each_other():
    copies = [f"{story(0)} {' '.join(WORDS[3900 + n : 3910 + n])}." for n in range(8)]
    assert cut([*copies, *(story(n) for n in range(2, 10))]).empty


def test_outlets_do_not_add_up():
    raws = [f"{story(n)}\n\n{NOTE}" for n in range(6)]
    assert cut(raws, outlet=["Gull", "Gull", "Gull", "Heron", "Heron", "Heron"]).empty
    assert cut(raws, outlet=[None] * 6)["n_articles"].tolist() == [6] * 6


def test_what_a_corpus_repeats_can_be_cut_from_a_part_of_it():
    articles = frame(with_note(NOTE))
    cleaned = add_text(articles, find_furniture(articles.iloc[:0]))
    repeated = find_repeated(cleaned)
    assert repeated[["n_articles", "n_stories", "of_stories", "place"]].to_numpy().tolist() == [
        [7, 7, 12, "foot"]
    ]
    assert repeated["share"].item() == pytest.approx(7 / 12)
    part = find_furniture(articles.iloc[:1], repeated=repeated)
    assert part["n_articles"].tolist() == [7]
    assert find_furniture(articles.iloc[:1]).empty


def test_nothing_and_missing_columns():
    assert find_repeated(add_text(frame([]), find_furniture(frame([])))).empty
    with pytest.raises(MissingColumn, match="body_start"):
        find_repeated(frame(["It rose."]))


_LINES = st.sampled_from([NOTE, story(1), story(2), "ADVERTISEMENT", "“Yes.”", "It rose.", ""])


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.lists(st.lists(_LINES, max_size=5).map("\n".join), min_size=4, max_size=9))
def test_nothing_is_lost_and_order_does_not_matter(raws):
    articles = frame(raws)
    cleaned, ledger = remove_furniture(articles)
    for row in cleaned.itertuples():
        assert restore(row.text, ledger[ledger["article_id"] == row.article_id]) == row.raw
    turned = find_furniture(articles.iloc[::-1]).sort_values(["article_id", "start"])
    pd.testing.assert_frame_equal(turned.reset_index(drop=True), ledger)
