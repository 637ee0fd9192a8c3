"""Plain lines where no terminal is, none for what is quickly done."""

import sys
import time

import pytest

from analysis import progress
from analysis.progress import watched


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch):
    monkeypatch.setattr(progress, "_LOOK", 1000)


def test_a_quick_piece_of_work_says_nothing(capsys):
    assert list(watched([1, 2], "articles")) == [1, 2]
    assert capsys.readouterr().err == ""


def test_a_long_one_says_how_far_and_how_long_yet(capsys, monkeypatch):
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    list(watched(list(range(10)), "articles"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "articles: 1 of 10, about 00:54 left"
    assert lines[-1] == "articles: 9 of 10, about 00:06 left"
    assert len(lines) == 5 and "\r" not in "".join(lines)


def test_without_a_total_it_counts(capsys, monkeypatch):
    clock = iter([0, 6])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    with progress.progress(None, "articles read") as bar:
        bar.update(1200)
    assert capsys.readouterr().err == "articles read: 1,200, 00:06 so far\n"


def test_in_a_terminal_it_is_a_bar(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(watched([1], "articles")) == [1]


def test_work_that_is_silent_itself_is_spoken_of(capsys, monkeypatch):
    for name, seconds in {"_FIRST": 0, "_EVERY": 0, "_LOOK": 0.01}.items():
        monkeypatch.setattr(progress, name, seconds)
    with progress.progress(10, "notebooks"):
        time.sleep(0.1)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 1 and lines[0].startswith("notebooks: 0 of 10, 00:00 so far")
    time.sleep(0.05)
    assert capsys.readouterr().err == ""  # and no more at its end


def test_what_is_to_be_done_may_grow_on_the_way(capsys, monkeypatch):
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    with progress.progress(None, "addresses") as bar:
        bar.total = 4
        bar.update()
    assert capsys.readouterr().err == "addresses: 1 of 4, about 00:18 left\n"
