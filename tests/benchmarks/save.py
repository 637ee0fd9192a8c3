"""Keep the figures, which ship, of labels that do not: `python -m tests.benchmarks --save FILE`."""

import json
from collections.abc import Iterable
from pathlib import Path

from .measures import Measure, Run


def figures_of(run: Run, found: dict, *, model: str, digest: str) -> list[dict]:
    """Each planned measure of one run, with what it was measured on, how, and by what.

    Args:
        model: Digest of the fitted model when the run began; kept where it was what was measured.
        digest: Of all on which the run rested when it began (see `rests_on`).
    """
    measured = {"model": model} if run.scorer == "target" else {}
    return [
        {"measure": " / ".join(measure.key), "value": round(_at(found, measure.key), 4)}
        | dict(zip(("low", "high"), interval_of(found, measure), strict=True))
        | {"n": _at(found, measure.n) if measure.n else None}
        | {"command": run.command, "digest": digest}
        | measured
        | in_words(run, measure)
        for measure in run.measures
    ]


def in_words(run: Run, measure: Measure) -> dict[str, str]:
    """What the plan says of a figure, whatever was measured."""
    return {
        "benchmark": run.script,
        "scorer": run.scorer,
        "measured_on": run.on,
        "chosen": run.chosen,
        "name": measure.name,
        "counted": measure.counted,
        "reference": measure.reference,
    }


def interval_of(found: dict, measure: Measure) -> list[float | None]:
    """Both ends of the measure's 95 % interval, where the benchmark prints one beside it."""
    *above, name = measure.key
    return _at(found, above).get("intervals", {}).get(name, [None, None])


def save(path: Path, figures: list[dict], *, plan: Iterable[Run]) -> None:
    """Write the figures in the order of the plan.

    Those of other commands that the file holds already stay in it, in the words of the plan; what
    is no longer planned is dropped.
    """
    known = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.is_file() else []
    by_key = {(figure["command"], figure["measure"]): figure for figure in [*known, *figures]}
    kept = [
        by_key[key] | in_words(run, measure)
        for run in plan
        for measure in run.measures
        if (key := (run.command, " / ".join(measure.key))) in by_key
    ]
    told = {"written_by": "python -m tests.benchmarks --gold GOLD --save FILE", "figures": kept}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def stale(path: Path, run: Run, *, digest: str) -> list[str]:
    """The planned measures of a run that the file lacks, or has of other rules than `digest`."""
    known = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.is_file() else []
    fresh = {
        figure["measure"]
        for figure in known
        if figure["command"] == run.command and figure.get("digest") == digest
    }
    measures = [" / ".join(measure.key) for measure in run.measures]
    return [measure for measure in measures if measure not in fresh]


def _at(found: dict, key: Iterable[str]):
    for name in key:
        found = found[name]
    return found
