import json

import pandas as pd
import pytest
from benchmarks import __main__ as bench
from benchmarks.measures import CHOSEN, HELD_OUT, NESTED, NO_LABELS, RUNS, SIMULATED, Measure, Run

from analysis.validating import figures_table

PLAN = Run(
    "quotes",
    "a corpus",
    measures=(
        Measure("direct: F1", ("direct", "f1"), ("n",), "segments", "two | humans .79"),
        Measure("speed", ("speed",)),
    ),
    chosen="held out",
)
DIRECT = {"f1": 0.87654, "intervals": {"f1": [0.85, 0.9]}}
FOUND = {"direct": DIRECT, "speed": 12.5, "n": 1234}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project with one benchmark that works, one that fails, one that nobody planned."""
    scripts = tmp_path / "tests" / "benchmarks"
    scripts.mkdir(parents=True)
    (scripts / "works.py").write_text(
        "import sys; print('noise')\nprint('{\"f1\": 0.5, \"n\": 7}')"
    )
    (scripts / "fails.py").write_text("raise ValueError('no such word list')")
    (scripts / "unplanned.py").write_text('print(\'{"share": 0.25, "name": "x", "yes": true}\')')
    (scripts / "_hidden.py").write_text("raise SystemExit(3)")
    monkeypatch.setattr(bench, "HERE", scripts)
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    f1 = Measure("F1", ("f1",), ("n",))
    runs = [
        Run("fails", "nothing", measures=(f1,)),
        Run("works", "labels", ("labels.jsonl",), measures=(f1,)),
        Run("not there", "nothing"),
    ]
    monkeypatch.setattr(bench, "RUNS", runs)
    monkeypatch.setattr(bench, "digest_of", lambda run: f"{run.script} now")
    monkeypatch.delenv("SPUTLINK_GOLD", raising=False)
    return tmp_path


def test_a_failing_benchmark_is_reported_and_does_not_stop_the_others(folder, capsys):
    (folder / "labels.jsonl").touch()
    assert bench.main(["--gold", str(folder)]) == 1
    said = capsys.readouterr()
    assert "| F1 | 0.500 |  | labels |  | 7 |" in said.out
    assert "| unplanned: share | 0.250 |" in said.out
    assert "FAILED fails: ValueError: no such word list" in said.err


def test_what_has_no_labels_is_skipped_with_a_line(folder, capsys):
    assert bench.main(["--gold", str(folder), "--only", "works", "unplanned"]) == 0
    said = capsys.readouterr()
    assert "skipped works: no labels.jsonl" in said.err
    assert "F1" not in said.out
    assert "unplanned" in said.out


def test_what_is_stale_alone_is_measured_again_and_the_rest_keeps_its_figure(folder, capsys):
    (folder / "labels.jsonl").touch()
    kept = folder / "figures.json"
    arguments = ["--gold", str(folder), "--only", "works", "--save", str(kept)]
    assert bench.main(arguments) == 0
    bench.main([*arguments, "--stale"])
    assert "running works" not in capsys.readouterr().err.split("running works", 1)[1]
    kept.write_text(kept.read_text().replace("works now", "works before").replace("0.5", "0.4"))
    assert bench.main([*arguments, "--stale"]) == 0
    assert "running works" in capsys.readouterr().err
    (figure,) = json.loads(kept.read_text())["figures"]
    assert (figure["value"], figure["digest"]) == (0.5, "works now")


def test_what_is_stale_is_asked_of_a_file(folder, capsys):
    with pytest.raises(SystemExit):
        bench.main(["--stale"])
    assert "--save" in capsys.readouterr().err


def test_labels_are_looked_for_as_given_then_in_the_environment_then_beside(folder, monkeypatch):
    assert bench.gold_folder(None) is None
    beside = folder.parent / "shared" / "gold"
    beside.mkdir(parents=True, exist_ok=True)
    assert bench.gold_folder(None) == beside
    monkeypatch.setenv("SPUTLINK_GOLD", str(folder))
    assert bench.gold_folder(None) == folder
    assert bench.gold_folder(beside) == beside
    assert bench.gold_folder(folder / "absent") is None


def test_rows_hold_figure_n_and_reference_and_pipes_are_escaped():
    rows = bench.rows_of(PLAN, FOUND)
    table = figures_table(pd.DataFrame(rows).astype({"n": "Int64"})).splitlines()
    assert table[2:] == [
        "| direct: F1 | 0.877 | 0.850 to 0.900 | a corpus | held out | 1,234 segments "
        "| two \\| humans .79 |",
        "| speed | 12.50 |  | a corpus | held out |  |  |",
    ]


def test_a_figure_that_is_not_printed_is_named():
    with pytest.raises(bench.BenchmarkFailed, match="direct / f1"):
        bench.rows_of(PLAN, {"n": 3})


@pytest.mark.parametrize(
    ("printed", "begins", "expected"),
    [
        ('text\n{"a": 1}\n', "", {"a": 1}),
        ('crossed: {"a": 2}\n{"a": 1}', "crossed:", {"a": 2}),
    ],
)
def test_figures_are_read_from_the_last_line_or_the_one_named(printed, begins, expected):
    assert bench.figures_in(printed, begins=begins) == expected


@pytest.mark.parametrize("printed", ["", "done", "[1]", '{"a": 1}\nwarning'])
def test_output_without_a_json_object_at_its_end_is_a_failure(printed):
    with pytest.raises(bench.BenchmarkFailed):
        bench.figures_in(printed)


def test_every_planned_run_has_its_script_and_every_row_a_name_of_its_own():
    scripts = {path.stem for path in bench.HERE.glob("*.py")}
    assert {run.script for run in RUNS} <= scripts
    rows = [(run.on, measure.name) for run in RUNS for measure in run.measures]
    assert len(rows) == len(set(rows))


def test_every_planned_run_says_how_its_figures_were_chosen():
    known = {HELD_OUT, NESTED, SIMULATED, CHOSEN, NO_LABELS}
    assert [run.name for run in RUNS if run.chosen not in known] == []
