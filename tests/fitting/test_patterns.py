"""Constructed sentences for fitting: whole, labelled, and none of those that check the scorer."""

import pytest

from analysis.fitting.patterns import PATTERNS, constructed
from analysis.schema import LexiconError
from analysis.validating import read_checklist

HEADER = "slot,text,label\nname,Norland,\nname,Sudland,\ndid,left,\n"


def test_every_sentence_is_filled_and_its_actor_stands_where_it_says():
    made = constructed()
    assert len(made) > 1_000
    assert not any("{" in one["text"] for one in made)
    assert {one["label"] for one in made} == {-1, 0, 1}
    assert all(one["text"][one["start"] : one["end"]].strip() for one in made)
    assert all(one["text"][0].isupper() or one["text"][0] == "“" for one in made)


def test_none_is_a_sentence_of_the_checklist():
    assert not {one["text"] for one in constructed()} & set(read_checklist()["sentence"])
    names = {"Norland", "Sudland", "Mara Venn", "Toral Quist", "Syldavia", "Borduria"}
    assert not any(name in PATTERNS.read_text(encoding="utf-8") for name in names)


def test_the_same_seed_makes_the_same_sentences():
    assert constructed(of_each=2) == constructed(of_each=2)
    assert constructed(of_each=2) != constructed(of_each=2, seed=4)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",{A} {did}.,2", "line 5: label is -1, 0 or 1, not '2'"),
        (",{A} {does}.,0", "line 5: no row has the slot 'does'"),
        (",They {did}.,0", r"line 5: the pattern has no \{A\}"),
    ],
)
def test_a_row_that_cannot_be_used_names_its_line(tmp_path, row, said):
    path = tmp_path / "patterns.csv"
    path.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        constructed(path)
