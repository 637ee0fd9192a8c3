"""Tables made in parts: equal to those made in memory, and resumed where a run was broken off.

All texts and names are made up.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import analysis as sp
from analysis import scale
from analysis.scale import run, spool
from analysis.schema import InputError

SAID = "Iran met Russia on day {}. “Iran is welcome,” said Anna Example. The talks of {} failed."


def row(i: int, **values) -> dict:
    return {"title": f"Talks {i}", "body": SAID.format(i, i), "outlet": "FOX"} | values


ROWS = [
    row(0, outlet="fox", published="2025-06-23"),
    row(1, section="world"),
    row(2, outlet=None),
    row(2, outlet=None),  # the same again: set aside
    row(3, body=""),  # no text: set aside
    row(4, title="Talks 1"),  # an id shared with another
    row(5, published="2025-06-24T10:00:00Z", section=None),
    {"title": "Only a headline about Iran", "url": "https://example.com/a"},
    row(6, words=120),
    row(7, body="Nobody of note met nobody."),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("mine") / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(source):
    return sp.analyse(sp.read_articles(source), scorer="textblob")


def assert_equal(folder: Path, whole) -> None:
    found = sp.load_tables(folder)
    for name, frame in whole:
        pd.testing.assert_frame_equal(
            getattr(found, name), frame, check_dtype=name != "articles", obj=name
        )


@pytest.mark.parametrize("size", [1, 3, 100])
def test_parts_do_not_change_a_row(source, whole, size, tmp_path):
    counts = scale.tables(source, out=tmp_path / "out", scorer="textblob", size=size)
    assert counts["articles"] == 8
    assert counts["rejected"] == 2
    assert_equal(tmp_path / "out", whole)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]  # nothing is left beside it


def break_off(monkeypatch, *, after: int) -> list[int]:
    """Let a run end in an error when it has done some parts; the numbers of those it does."""
    done: list[int] = []
    real = run.analyse_part

    def part(folder: str, number: int, **options) -> int:
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(number)
        return real(folder, number, **options)

    monkeypatch.setattr(run, "analyse_part", part)
    return done


def test_a_broken_off_run_goes_on_where_it_was(source, whole, tmp_path, monkeypatch):
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        break_off(patched, after=2)
        with pytest.raises(KeyboardInterrupt):
            scale.tables(source, out=out, scorer="textblob", size=3)
    assert not out.exists()
    made = [path for path in tmp_path.rglob("tables-*") if path.is_dir()]
    assert len(made) == 2
    before = {path: path.stat().st_mtime_ns for folder in made for path in folder.iterdir()}
    stamps = {}

    def join(*args, **how):
        stamps.update({path: path.stat().st_mtime_ns for path in before})
        return real_join(*args, **how)

    real_join = run._join
    monkeypatch.setattr(run, "_join", join)
    scale.tables(source, out=out, scorer="textblob", size=3)
    assert stamps == before  # what was done was not done again
    assert_equal(out, whole)


def test_a_run_with_other_options_is_told_apart(source, tmp_path, monkeypatch):
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        break_off(patched, after=1)
        with pytest.raises(KeyboardInterrupt):
            scale.tables(source, out=out, scorer="textblob", size=3)
    with pytest.raises(scale.WorkError, match=r"other options: .*--anew"):
        scale.tables(source, out=out, scorer="vader", size=3)
    with monkeypatch.context() as patched:
        done = break_off(patched, after=99)
        scale.tables(source, out=out, scorer="textblob", size=3, anew=True)
    assert done == [0, 1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_killed_run_is_resumed_with_equal_tables(source, whole, tmp_path):
    out = tmp_path / "out"
    command = f"""
import sys
from analysis import scale
scale.tables({str(source)!r}, out={str(out)!r}, scorer="textblob", size=1)
"""
    child = subprocess.Popen([sys.executable, "-c", command], cwd=Path(sp.__file__).parents[1])
    until = time.monotonic() + 120
    while not list(tmp_path.rglob("tables-00002")) and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not out.exists()
    scale.tables(source, out=out, scorer="textblob", size=1)
    assert_equal(out, whole)


def test_a_source_without_articles_is_told_and_leaves_nothing(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{broken\n")
    with pytest.raises(InputError, match=r"bad\.jsonl row 1"):
        scale.tables(bad, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    bad.write_text(json.dumps(ROWS[0]))  # mended: what is begun anew had nothing to lose
    assert scale.tables(bad, out=tmp_path / "out", scorer="textblob")["articles"] == 1


SYLLABLES = ["bel", "cor", "dan", "fel", "gor", "hal", "jun", "kel", "lor", "min", "nor", "pel"]
NOTE = "Editor's note: this paper asks its readers to support its work with a small gift a month."


def report(i: int) -> str:
    """Eight sentences of invented words, those of each report its own."""
    draw = random.Random(i)
    said = [["".join(draw.choices(SYLLABLES, k=2)) for _ in range(12)] for _ in range(8)]
    return " ".join(f"The {' '.join(words)}." for words in said)


@pytest.fixture(scope="module")
def syndicated(tmp_path_factory) -> Path:
    """An outlet that prints a note under every report, and another that copies two of them."""
    rows = [row(i, outlet="Alpha", body=f"{report(i)}\n\n{NOTE}") for i in range(12)]
    rows += [row(20 + i, outlet="Beta", body=report(i)) for i in (3, 7)]
    path = tmp_path_factory.mktemp("wire") / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("shingles", [10**7, 300])
def test_what_all_articles_tell_is_told_of_parts(syndicated, shingles, tmp_path, monkeypatch):
    whole = sp.analyse(sp.read_articles(syndicated), scorer="textblob", pairs=False)
    assert (whole.furniture["kind"] == "repeated").sum() == 12
    assert whole.articles["cluster_id"].nunique() == 12
    monkeypatch.setattr(spool, "SHINGLES", shingles)  # fewer than there are: they are thinned
    scale.tables(syndicated, out=tmp_path / "out", scorer="textblob", pairs=False, size=4)
    assert_equal(tmp_path / "out", whole)
