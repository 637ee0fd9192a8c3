"""What is written: the old or the new in place at any moment, and nothing of anybody's gone."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from analysis import outputs
from analysis.__main__ import main
from analysis.outputs import MARK, OutputError, new_folder, new_page
from analysis.schema import DATA
from tests.small_corpus import small_tables

PAGE = str(DATA / "pages" / "sputlink-tag-page.txt")
NAMES = ["a.txt", "b.txt", "c.txt"]


def write(out, text="new", names=NAMES, **how):
    with new_folder(out, command="test", **how) as new:
        for name in names:
            (new / name).write_text(text)


def texts(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.name in NAMES}


def everything(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=["one step", "two steps", "file by file"])
def how(request, monkeypatch):
    """The three ways in which a folder can be replaced."""
    if request.param == "two steps":
        monkeypatch.setattr(outputs, "exchange", lambda one, other: False)
    if request.param == "file by file":
        monkeypatch.setattr(os.path, "ismount", lambda path: True)


def test_a_second_result_replaces_the_first_and_leaves_no_trace(tmp_path, how):
    write(tmp_path / "out", "old", names=["a.txt", "b.txt"])
    write(tmp_path / "out", "new", names=["b.txt", "c.txt"])
    assert texts(tmp_path / "out") == {"b.txt": "new", "c.txt": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".sputlink.json",
        "b.txt",
        "c.txt",
    ]


def test_a_failing_run_leaves_the_earlier_result(tmp_path, how):
    write(tmp_path / "out", "old")
    before = everything(tmp_path)
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "out", command="test") as new:
        (new / "a.txt").write_text("half")
        _ = 1 / 0
    assert everything(tmp_path) == before


def test_folders_made_for_a_run_that_fails_go_again(tmp_path):
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "x/y/out", command="test"):
        _ = 1 / 0
    assert not list(tmp_path.iterdir())


def test_the_current_folder_and_a_link_can_be_named(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to("here")
    monkeypatch.chdir(tmp_path / "here")
    for out in (".", tmp_path / "link", "../here", "."):
        write(out, str(out))
        assert set(texts(tmp_path / "here").values()) == {str(out)}
        assert Path().samefile(tmp_path / "here")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "link"]


def test_a_result_from_before_there_were_lists_is_known_by_its_names(tmp_path):
    (tmp_path / "out").mkdir()
    for name in NAMES:
        (tmp_path / "out" / name).write_text("old")
    write(tmp_path / "out", older=NAMES)
    assert set(texts(tmp_path / "out").values()) == {"new"}


STRANGERS = {
    "another file": lambda out: (out / "thesis.docx").write_text("years"),
    "a folder": lambda out: (out / "notes").mkdir(),
    "a changed file": lambda out: (out / "a.txt").write_text("with my own notes"),
    "a link in place of a file": lambda out: (
        (out / "a.txt").rename(out.parent / "moved"),
        (out / "a.txt").symlink_to(out.parent / "moved"),
    ),
    "no list": lambda out: (out / ".sputlink.json").unlink(),
    "a broken list": lambda out: (out / ".sputlink.json").write_text("[]"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_folder_that_holds_anything_else_is_told_before_the_work(tmp_path, name, how):
    write(tmp_path / "out", "old")
    STRANGERS[name](tmp_path / "out")
    before = everything(tmp_path)
    worked = False
    with pytest.raises(OutputError), new_folder(tmp_path / "out", command="test"):
        worked = True
    assert not worked
    assert everything(tmp_path) == before


def test_what_is_put_into_the_folder_during_the_work_stays(tmp_path, how):
    write(tmp_path / "out", "old")
    with pytest.raises(OutputError), new_folder(tmp_path / "out", command="test") as new:
        (new / "a.txt").write_text("new")
        (tmp_path / "out" / "thesis.docx").write_text("years")
    assert (tmp_path / "out" / "thesis.docx").read_text() == "years"
    assert texts(tmp_path / "out")["a.txt"] == "old"


def test_a_list_that_names_files_elsewhere_removes_none(tmp_path, how):
    write(tmp_path / "out", "old")
    (tmp_path / "mine.txt").write_text("mine")
    listed = tmp_path / "out" / ".sputlink.json"
    listed.write_text(listed.read_text().replace('"files": {', '"files": {"../mine.txt": ["0"],'))
    write(tmp_path / "out")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_result_of_another_command_is_left_alone(tmp_path):
    write(tmp_path / "out", "old")
    with pytest.raises(OutputError), new_folder(tmp_path / "out", command="other"):
        pass
    assert texts(tmp_path / "out")["a.txt"] == "old"


@pytest.mark.parametrize("out", ["/proc/no/out", "/proc", "a file", "a file/out"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a file").write_text("mine")
    worked = False
    with pytest.raises(OutputError), new_folder(out, command="test"):
        worked = True
    assert not worked
    assert (tmp_path / "a file").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="everything can be written by root")
def test_a_folder_without_leave_to_write_is_told_before_the_work(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "out")
    tmp_path.chmod(0o700)


def test_of_two_runs_at_once_one_goes_on_and_the_other_is_told(tmp_path, how):
    with new_folder(tmp_path / "out", command="test") as new:
        (new / "a.txt").write_text("first")
        with pytest.raises(OutputError, match="another run is writing"):
            write(tmp_path / "out", "second")
    assert texts(tmp_path / "out") == {"a.txt": "first"}


WRITER = """
import sys
from pathlib import Path
from analysis import outputs
if sys.argv[2] == "two steps":
    outputs.exchange = lambda one, other: False
turn = int(sys.argv[3])
print("ready", flush=True)
while True:
    turn += 1
    with outputs.new_folder(Path(sys.argv[1]), command="test") as new:
        for name in ("a.txt", "b.txt", "c.txt"):
            (new / name).write_text(str(turn))
"""


def writer(out, way="one step", turn=0):
    command = [sys.executable, "-c", WRITER, str(out), way, str(turn)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "ready\n"
    return running


@pytest.mark.parametrize("way", ["one step", "two steps"])
def test_a_run_killed_at_any_moment_leaves_a_whole_result(tmp_path, way):
    out = tmp_path / "out"
    write(out, "0")
    moments = random.Random(7)
    for kill in range(10):
        running = writer(out, way, turn=1000 * kill)
        time.sleep(moments.uniform(0.01, 0.1))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        if way == "one step":
            assert len(set(texts(out).values())) == 1
        with pytest.raises(ZeroDivisionError), new_folder(out, command="test"):
            _ = 1 / 0  # a run that changes nothing puts back what the killed one had set aside
        found = texts(out)
        assert sorted(found) == NAMES
        assert len(set(found.values())) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("names", [["tables", PAGE], ["report"]])
def test_no_command_touches_what_others_put_there(tmp_path, capsys, names):
    (tmp_path / "out" / "deep").mkdir(parents=True)
    (tmp_path / "out" / "deep" / "thesis.docx").write_text("years")
    (tmp_path / "out" / "index.html").write_text("mine")
    before = everything(tmp_path)
    assert main([*names, "--out", str(tmp_path / "out")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert everything(tmp_path) == before


def test_a_page_replaces_only_a_page(tmp_path, capsys):
    out = tmp_path / "mine.html"
    out.write_text("<h1>my essay</h1>")
    assert main(["page", PAGE, "--out", str(out)]) == 1
    assert "not a page of this command" in capsys.readouterr().err
    assert out.read_text() == "<h1>my essay</h1>"
    out.write_bytes(MARK)
    with new_page(out) as new:
        new.write_text("a new one")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["a new one"]


@contextmanager
def room_for(n_bytes):
    """No file may grow beyond this: what a full disk does, for real and on any system."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of openpyxl
@pytest.mark.parametrize(
    ("command", "room"),
    [
        ("tables PAGE --out out", 0),
        ("tables PAGE --out out", 5_000),
        ("tables PAGE --out out", 20_000),
        ("page PAGE --out out.html", 50_000),
        ("export saved --out out", 1_000),
        ("export saved --out out.xlsx", 2_000),
        ("sheet PAGE --out out.csv", 30_000),
    ],
)
def test_a_full_disk_leaves_the_old_result_and_says_what_to_do(
    command, room, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    small_tables().save("saved")
    (tmp_path / "out.html").write_bytes(MARK)
    if command.endswith(" out"):
        with new_folder("out", command=command.split()[0]) as new:
            (new / "a.txt").write_text("old")
    before = everything(tmp_path)
    with room_for(room):
        assert main(command.replace("PAGE", PAGE).split()) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("error: the disk is full") and "make room" in said
    assert everything(tmp_path) == before


def test_an_interrupt_ends_in_one_line_and_changes_nothing(tmp_path, capsys, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.scale.run.analyse_part", interrupted)
    assert main(["tables", PAGE, "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip().splitlines()[-1] == "stopped"
    assert not list(tmp_path.iterdir())
