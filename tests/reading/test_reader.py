"""The reader: one tree a sentence, whatever is in it, and files that are what was fitted."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import read_text, read_texts
from analysis.reading.reader import FOLDER, LONGEST, Reader, ReaderError, lemma_of, shipped_reader


def roots(words):
    return [k for k, word in enumerate(words) if word.head == k]


def reaches_root(words):
    for k in range(len(words)):
        steps = 0
        while words[k].head != k:
            k, steps = words[k].head, steps + 1
            if steps > len(words):
                return False
    return True


@pytest.mark.parametrize(
    ("sentence", "dependent", "head", "relation"),
    [
        ("Iran condemned the strikes.", "Iran", "condemned", "nsubj"),
        ("Iran condemned the strikes.", "strikes", "condemned", "obj"),
        ("The deal that Norland signed angered Sudland.", "Norland", "signed", "nsubj"),
        ("The deal that Norland signed angered Sudland.", "deal", "angered", "nsubj"),
        ("Sudland was hit by Norland.", "Sudland", "hit", "nsubj:pass"),
        ("Sudland was hit by Norland.", "Norland", "hit", "obl:agent"),
        ("Norland rejected a Sudlandic ultimatum.", "Sudlandic", "ultimatum", "amod"),
    ],
)
def test_words_hang_where_they_should(sentence, dependent, head, relation):
    tokens = {token.token: token for token in read_text(sentence)}
    order = read_text(sentence)
    assert order[tokens[dependent].head].token == head
    assert tokens[dependent].dep == relation


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_text_is_one_tree_and_its_offsets_hold(text):
    tokens = read_text(text)
    assert all(text[token.start : token.end] == token.token for token in tokens)
    assert "".join(token.token for token in tokens) == "".join(text.split())
    if tokens:
        assert len(roots(tokens)) == 1
        assert reaches_root(tokens)


@pytest.mark.parametrize(
    "sentence",
    [
        " ".join(["Norland hit Sudland and"] * 1250),  # 5,000 words
        "NORLAND AND SUDLAND SIGN A TREATY IN THE CAPITAL OF EASTMARK",
        "?!… — ( ) “ ” ‘ ’ ... ///",
        "<p class='x'>Norland &amp; Sudland</p><br/>",
        "Norland, Sudland, Eastmark, Westmark.",
        "x" * 20_000,
    ],
    ids=["long", "capitals", "marks", "markup", "no verb", "one word"],
)
def test_odd_sentences_are_one_tree(sentence):
    tokens = read_text(sentence)
    assert len(tokens) > 0
    assert len(roots(tokens)) == 1
    assert reaches_root(tokens)


def test_a_sentence_is_read_the_same_whatever_stands_beside_it():
    one = "Norland said on Monday that Sudland had cut its ties."
    beside = ["Yes.", "Sudland " * 60, "It rained, they said, in Eastmark."]
    assert read_texts([*beside, one])[-1] == read_text(one)


def test_no_words_and_long_sentences():
    words = ["Norland", "hit", "Sudland", ","] * LONGEST
    empty, long = shipped_reader().read([[], words])
    assert empty == []
    assert len(long) == len(words)
    assert len(roots(long)) == 1


@pytest.mark.parametrize(
    ("token", "pos", "lemma"),
    [
        ("struck", "VBD", "strike"),
        ("Strikes", "NNS", "strike"),
        ("United", "NNP", "United"),
        ("worse", "JJR", "bad"),
        ("the", "DT", "the"),
    ],
)
def test_lemmas_follow_the_tag(token, pos, lemma):
    assert lemma_of(token, pos) == lemma


def test_altered_or_missing_files_are_named(tmp_path):
    folder = tmp_path / "reader"
    shutil.copytree(FOLDER, folder)
    (folder / "classes.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReaderError, match=r"classes\.json was altered.*make fit"):
        Reader(folder)
    (folder / "labels.npy").unlink()
    with pytest.raises(ReaderError, match=r"labels\.npy is missing.*make fit"):
        Reader(folder)


def test_words_of_many_pieces_are_read_in_parts_that_the_encoder_takes():
    words = ["......"] * 150
    (read,) = shipped_reader().read([words])
    assert len(read) == 150
    assert sum(word.head == k for k, word in enumerate(read)) == 1
