"""What goes on from the fitted target scorer: whose attitude is told toward whom."""

import pytest

torch = pytest.importorskip("torch")

from analysis.fitting.widen import Wanted, attitudes, draw, from_wanted  # noqa: E402

TEXT = "Norland praised Sudland."


def told(label: int) -> dict:
    return {"text": TEXT, "p_start": 0, "p_end": 7, "q_start": 16, "q_end": 23, "label": label}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (0, [("Norland", 0), ("Sudland", 0)]),
        (1, [("Sudland", 1)]),
        (2, [("Norland", 1)]),
        (3, [("Sudland", -1)]),
        (4, [("Norland", -1)]),
    ],
)
def test_a_label_is_about_the_target_of_the_attitude(label, expected):
    found = attitudes([told(label)])
    assert [(TEXT[one["start"] : one["end"]], one["label"]) for one in found] == expected


def test_what_is_told_is_learnt_whole_and_news_by_answers_alone():
    told_of = attitudes([told(1), told(0)])
    wanted = draw([told_of[0] | {"label": -1}], told_of, [told_of[0]], seed=1)
    assert {one.share for one in wanted} == {0.0, 0.4, 0.6, 1.0}
    assert [one.label for one in wanted if one.share == 0.0] == [None]


def test_a_label_alone_and_an_answer_alone_are_each_missed_by_their_own():
    answers = torch.tensor([[9.0, 0.0, 0.0], [0.0, 0.0, 9.0]])
    missed = from_wanted(answers, [Wanted({}, 0, 1.0), Wanted({}, None, 0.0)])
    sure = torch.tensor([[0.0, 0.0, 9.0]])
    assert missed(sure, [1]) < 1e-6
    assert missed(sure, [0]) > 5
