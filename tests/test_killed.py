"""Each command that writes, killed at twenty random moments: the old or the new is there, whole.

What takes a command long is made before and given to it, so that the moments fall into its writing.
All articles are made up.
"""

import json
import multiprocessing
import random
import shutil
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import nbformat
import pytest

import analysis as sp
from analysis.__main__ import main
from analysis.outputs import MARK
from analysis.scale.work import Work

KILLS = 20
LONGEST = 120  # seconds to wait for a run; none takes a tenth of it
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(
    ["analysis.__main__", "analysis.publishing", "analysis.validating"]
)


def commands(folder: Path, turn: int) -> dict[str, list[str]]:
    """Each command; every second turn it writes something else."""
    given, side = str(folder / "given.jsonl"), "AB"[turn % 2]
    made = ["--outlet", side, "--scorer", "textblob"]
    return {
        # `--anew`, as what a killed run with the other options has done is refused without it.
        "tables": ["tables", given, "--out", str(folder / "out"), *made, "--anew"],
        "page": ["page", given, "--out", str(folder / "out.html"), *made],
        "report": ["report", "--out", str(folder / "out")],
        "export": ["export", str(folder / f"saved-{side}"), "--out", str(folder / "out")],
        "sheet": ["sheet", given, "--out", str(folder / f"out-{turn}.csv"), "--n", "2", *made],
    }


def run(name: str, folder: Path, turn: int, tell: Connection) -> None:
    """One command from begin to end, in a process of its own; how many seconds it took."""
    from analysis import publishing
    from analysis.publishing import report
    from analysis.scale import run as scale_run

    side = "AB"[turn % 2]

    def analyse_part(at: str, number: int, **_: object) -> int:
        work = Work(Path(at))
        if not work.made(number).is_dir():
            shutil.copytree(folder / f"saved-{side}", scratch := work.scratch(number), **over)
            work.finish(scratch, number)
        return 2

    over = {"dirs_exist_ok": True}
    scale_run.analyse_part = analyse_part
    publishing.own_page = lambda tables, **_: MARK.decode() + tables.articles["outlet"][0]
    report.execute = lambda *_, **__: nbformat.read(folder / f"{side}.ipynb", as_version=4)
    report._about = lambda _: {
        "articles": 0,
        "constructed": 0,
        "first": "",
        "css": "",
        "versions": "",
    }
    report.numbered_notebooks = lambda _: [folder / "one.ipynb"]
    tell.send("begun")
    begun = time.monotonic()
    assert main(commands(folder, turn)[name]) == 0
    tell.send(time.monotonic() - begun)


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    rows = [
        {"title": f"Talks {i}", "body": f"Iran met Russia on day {i}. Iran was welcome."}
        for i in range(2)
    ]
    (folder / "given.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for side in "AB":
        loaded = sp.read_articles(folder / "given.jsonl", outlet=side)
        sp.analyse(loaded, scorer="textblob").save(folder / f"saved-{side}")
        cell = nbformat.v4.new_markdown_cell(f"# Is it {side}?")
        cell["id"] = "one"
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / f"{side}.ipynb")
    shutil.copy(folder / "A.ipynb", folder / "one.ipynb")
    return folder


@pytest.fixture
def folder(material, tmp_path):
    return shutil.copytree(material, tmp_path / "work")


def begin(name: str, folder: Path, turn: int):
    here, there = processes.Pipe()
    running = processes.Process(target=run, args=(name, folder, turn, there))
    running.start()
    assert here.poll(LONGEST) and here.recv() == "begun"
    return running, here


def complete(name: str, folder: Path, turn: int) -> float:
    running, here = begin(name, folder, turn)
    running.join(LONGEST)
    assert running.exitcode == 0
    return here.recv()


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.glob("out*/**/*")) + sorted(folder.glob("out*"))
        if path.is_file()
    }


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a folder is replaced in two steps")
@pytest.mark.parametrize("name", ["tables", "page", "report", "export"])
def test_a_command_killed_at_any_moment_leaves_the_old_or_the_new(name, folder):
    whole = []
    for turn in range(2):
        seconds = complete(name, folder, turn)
        whole.append(written(folder))
    assert whole[0] != whole[1] and whole[0].keys() == whole[1].keys()
    draw, before = random.Random(name), whole[1]
    for turn in range(KILLS):
        running, _ = begin(name, folder, turn)
        time.sleep(draw.uniform(0, seconds))
        running.kill()
        running.join()
        found = written(folder)
        assert found in (before, whole[turn % 2])
        before = found
    complete(name, folder, 1)
    assert written(folder) == whole[1] and not hidden(folder)


def test_a_sheet_is_there_whole_and_with_its_key_or_not_at_all(folder):
    seconds = complete("sheet", folder, 0)
    first = written(folder)
    assert sorted(first) == ["out-0-key.csv", "out-0.csv"]
    draw = random.Random("sheet")
    for turn in range(1, KILLS + 1):
        running, _ = begin("sheet", folder, turn)
        time.sleep(draw.uniform(0, seconds))
        running.kill()
        running.join()
    for path in folder.glob("out-*.csv"):
        assert path.stem.endswith("-key") or path.with_stem(f"{path.stem}-key").exists()
    assert len({path.stat().st_size for path in folder.glob("out-*-key.csv")}) == 1
    complete("sheet", folder, KILLS + 1)
