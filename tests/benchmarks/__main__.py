"""Run every benchmark there is and print one table.

    python -m tests.benchmarks [--gold DIR] [--only NAME ...] [--quick] [--stale] [--save FILE]

DIR holds the human labels, which are no part of the project (default: the environment's
SPUTLINK_GOLD, else `shared/gold` beside the project's folder); what has no labels there is
skipped, with a line that says so. A benchmark that fails is reported, the others go on, and the
exit status is 1. `--save data/benchmarks.json` keeps the figures for notebook 08 and the README,
which have no labels; `python -m analysis refresh` then restates both.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

from analysis.validating import figures_table
from analysis.validating.benchmarks import shipped_model

from .measures import RUNS, Measure, Run
from .rests_on import digest_of
from .save import figures_of, interval_of, save, stale

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# No benchmarks: the plan, what keeps and dates figures, what they are counted with, and what fits
# weights (run by hand, as it rewrites a data file).
BESIDE = {"measures", "rests_on", "save", "told", "units", "fit_quotes", "fit_salience"}
COLUMNS = ["name", "value", "low", "high", "measured_on", "chosen", "n", "counted", "reference"]
NUMBERS = {"low": float, "high": float, "n": "Int64"}


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.quick and options.save:
        _parser().error("--quick gives no figures to keep: leave out --quick or --save")
    if options.stale and not options.save:
        _parser().error("--stale of which file? Add --save data/benchmarks.json")
    gold = gold_folder(options.gold)
    rows, failed, kept = [], [], []
    for run in runs_of(HERE, only=options.only):
        if options.stale and run.measures and not stale(options.save, run, digest=digest_of(run)):
            continue
        missing = [file for file in run.files if gold is None or not (gold / file).is_file()]
        if missing:
            where = f"in {gold.name}" if gold else "(no folder of gold data: --gold DIR)"
            _say(f"skipped {run.name}: no {', '.join(missing)} {where}")
            continue
        _say(f"running {run.name}")
        try:
            model, digest = shipped_model(), digest_of(run)
            found = execute(run, gold, quick=options.quick)
            if digest_of(run) != digest:
                raise BenchmarkFailed("its rules or data were changed while it was measured")
            rows += rows_of(run, found)
            kept += figures_of(run, found, model=model, digest=digest)
        except BenchmarkFailed as problem:
            failed.append(run.name)
            _say(f"FAILED {run.name}: {problem}")
    print(figures_table(pd.DataFrame(rows, columns=COLUMNS).astype(NUMBERS)))
    if failed:
        _say(f"{len(failed)} failed: {'; '.join(failed)}")
    if options.save:
        save(options.save, kept, plan=RUNS)
    return int(bool(failed))


class BenchmarkFailed(Exception):
    """What the benchmark said last, or which figure is missing."""


def gold_folder(given: Path | None) -> Path | None:
    """The folder of human labels: as given, else the environment's, else the one beside us."""
    named = given or os.environ.get("SPUTLINK_GOLD")
    folder = Path(named) if named else ROOT.parent / "shared" / "gold"
    return folder.resolve() if folder.is_dir() else None


def runs_of(folder: Path, *, only: list[str] | None = None) -> list[Run]:
    """The planned runs whose script exists, then one for each script that nobody planned."""
    scripts = {path.stem for path in folder.glob("[!_]*.py")} - BESIDE
    planned = [run for run in RUNS if run.script in scripts]
    rest = sorted(scripts - {run.script for run in planned})
    runs = planned + [Run(script, "what the project ships") for script in rest]
    return [run for run in runs if not only or run.script in only]


def execute(run: Run, gold: Path | None, *, quick: bool = False) -> dict:
    """Run one benchmark in a process of its own, from the project's folder; its JSON.

    Raises:
        BenchmarkFailed: with the last line that it wrote.
    """
    files = [str(gold / file) for file in run.files]
    options = [*run.options, *(run.quick if quick else ())]
    # As a module: as a script its folder would come first, where `statistics` hides Python's own.
    command = [sys.executable, "-m", f"tests.benchmarks.{run.script}", *files, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or done.stdout.strip().splitlines() or ["nothing"]
        raise BenchmarkFailed(said[-1])
    return figures_in(done.stdout, begins=run.line)


def figures_in(printed: str, *, begins: str = "") -> dict:
    """The JSON object of the last line, or of the line that begins so."""
    lines = [line for line in printed.splitlines() if line.startswith(begins)]
    try:
        found = json.loads(lines[-1].removeprefix(begins))
    except (IndexError, json.JSONDecodeError) as problem:
        raise BenchmarkFailed(f"no JSON in its {begins or 'last'} line") from problem
    if not isinstance(found, dict):
        raise BenchmarkFailed("its last line is no JSON object")
    return found


def rows_of(run: Run, found: dict) -> list[dict]:
    """Rows of the table; of a benchmark that nobody planned, every number at the top."""
    measures = run.measures or tuple(
        Measure(f"{run.script}: {key.replace('_', ' ')}", (key,), ("n",) if "n" in found else ())
        for key, value in found.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and key != "n"
    )
    return [
        {
            "name": measure.name,
            "value": look_up(found, measure.key),
            **dict(zip(("low", "high"), interval_of(found, measure), strict=True)),
            "measured_on": run.on,
            "chosen": run.chosen,
            "n": look_up(found, measure.n) if measure.n else None,
            "counted": measure.counted,
            "reference": measure.reference,
        }
        for measure in measures
    ]


def look_up(found: dict, key: tuple[str, ...]):
    """A value some levels down.

    Raises:
        BenchmarkFailed: naming the figure that is not there.
    """
    value = found
    for name in key:
        if not isinstance(value, dict) or name not in value:
            raise BenchmarkFailed(f"prints no {' / '.join(key)}")
        value = value[name]
    return value


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--gold", type=Path, metavar="DIR", help="folder of human labels")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these benchmarks")
    parser.add_argument(
        "--quick", action="store_true", help="short simulations; no figure to quote"
    )
    parser.add_argument(
        "--stale", action="store_true", help="only what --save FILE lacks or has of older rules"
    )
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the figures as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
