"""Keep the figures, which ship, of labels that do not: `python -m tests.benchmarks --save FILE`."""

import json
from pathlib import Path

from .measures import Run


def figures_of(run: Run, found: dict, *, model: str) -> list[dict]:
    """Each planned measure of one run, with what it was measured on, and how.

    Args:
        model: Digest of the fitted model when the run began; kept where it was what was measured.
    """
    files = [f"GOLD/{file}" for file in run.files]
    command = " ".join(["python -m", f"tests.benchmarks.{run.script}", *files, *run.options])
    about = {"benchmark": run.script, "scorer": _scorer(run), "measured_on": run.on}
    if about["scorer"] == "target":
        about["model"] = model
    return [
        about
        | {"measure": " / ".join(measure.key), "name": measure.name}
        | {"value": round(_at(found, measure.key), 4), "command": command}
        | {"n": _at(found, measure.n) if measure.n else None, "counted": measure.counted}
        | {"reference": measure.reference}
        for measure in run.measures
    ]


def save(path: Path, figures: list[dict]) -> None:
    """Write the figures; those of other commands that the file holds already stay in it."""
    known = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.is_file() else []
    new = {figure["command"] for figure in figures}
    kept = [figure for figure in known if figure["command"] not in new]
    ordered = sorted([*kept, *figures], key=lambda f: (f["benchmark"], f["command"]))
    told = {"written_by": "python -m tests.benchmarks --gold GOLD --save FILE", "figures": ordered}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _scorer(run: Run) -> str:
    options = list(run.options)
    return options[options.index("--scorer") + 1] if "--scorer" in options else "rules"


def _at(found: dict, key: tuple[str, ...]):
    for name in key:
        found = found[name]
    return found
