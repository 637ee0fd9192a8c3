"""Made-up deeds: each sentence says of two actors what its label says, whoever stands first."""

import re

import pytest

from analysis.fitting import deeds
from analysis.fitting.deeds import made_up_deeds
from analysis.schema import LexiconError


@pytest.fixture(scope="module")
def made():
    return made_up_deeds(per_template=6)


def test_spans_are_the_two_actors_in_the_order_of_the_text(made):
    for one in made:
        words = {one["text"][one[f"{side}_start"] : one[f"{side}_end"]] for side in "pq"}
        assert words == {"<P>", "<Q>"}
        assert one["p_end"] <= one["q_start"]
        assert not re.search(r"\b(R|VERB|PAST|PARTICIPLE|GERUND)\b", one["text"])


def test_the_label_follows_who_acts(made):
    labels = {one["label"] for one in made}
    assert labels == {0, 1, 2, 3, 4}
    for one in made:
        if one["label"]:
            acts_first = one["text"].index("<P>") < one["text"].index("<Q>")
            assert (one["label"] in (1, 3)) == acts_first


def test_the_same_seed_makes_the_same_sentences_once(made):
    assert made == made_up_deeds(per_template=6)
    assert made != made_up_deeds(per_template=6, seed=5)
    keys = [(one["text"], one["label"]) for one in made]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("row", "said"), [("P met Q,,q_for_p", "never 'q_for_p'"), ("P PAST Q,x,p_for_q", "class 'x'")]
)
def test_a_template_that_says_nothing_is_named_with_its_line(tmp_path, row, said):
    path = tmp_path / "templates.csv"
    path.write_text(f"template,classes,label\nP saw Q,,p_neither\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"templates\.csv line 3: .*{said}"):
        deeds._templates(path)
