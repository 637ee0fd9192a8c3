"""What the measures are worth against human labels: figures measured before, with references.

The labels are not shipped; their figures are, in `data/benchmarks.json`, which
`python -m tests.benchmarks --gold GOLD --save data/benchmarks.json` writes. References are
`data/benchmark_references.csv`.
"""

import json
from pathlib import Path

import pandas as pd

from analysis.checksums import listed_digests
from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, SputlinkError
from analysis.scoring import FOLDER, MODEL

__all__ = [
    "BenchmarkError",
    "of_shipped_model",
    "read_benchmarks",
    "read_references",
    "shipped_model",
]

FILE = DATA / "benchmarks.json"
REFERENCES = DATA / "benchmark_references.csv"
COLUMNS = ["benchmark", "scorer", "measure", "value", "n", "measured_on", "kind", "source"]
BESIDE = ["low", "high", "chosen", "name", "counted", "reference"]
NUMBERS = {"value": float, "low": float, "high": float, "n": "Int64"}


class BenchmarkError(SputlinkError):
    """The file of figures cannot be read, or is of another model than the shipped one."""


def read_benchmarks(path: str | Path = FILE) -> pd.DataFrame:
    """The measured figures, each with where it comes from.

    Returns:
        One row per benchmark, scorer and measure: `benchmark` (its script), `scorer` ("rules"
        where none is measured), `measure` (key of the script's last line), `value` (F1, accuracy
        and shares in [0, 1], correlation in [-1, 1], shift in polarity), `n` (labels; missing where
        none are counted), `measured_on` (name of the labelled corpus), `kind` ("measured"),
        `source` (the command), `low`, `high` (95 % interval, whole sentences, articles or events
        resampled; missing where none was drawn), `chosen` ("held out", "nested", "simulated",
        "chosen on these labels", "no labels"), `name` (the measure in words), `counted` (what `n`
        counts), `reference` (what the figure is read against, in words; empty where nothing is
        known).

    Raises:
        BenchmarkError: if the file is missing or is no such file.
    """
    figures = _figures(path)
    try:
        rows = [
            [
                *(figure[c] for c in COLUMNS[:6]),
                "measured",
                figure["command"],
                *(figure[c] for c in BESIDE),
            ]
            for figure in figures
        ]
    except (KeyError, TypeError) as problem:
        raise BenchmarkError(f"{Path(path).name}: a figure lacks {problem}") from problem
    return _typed(rows, columns=[*COLUMNS, *BESIDE])


def read_references(path: str | Path = REFERENCES) -> pd.DataFrame:
    """Figures that others published on the same or the like labels, with their source.

    Returns:
        As `read_benchmarks`: `scorer` says who or what was measured, `kind` is "human" or
        "published", `n` is missing where the source gives none here.

    Raises:
        LexiconError: naming file and line, for a value outside [0, 1] or an unknown kind.
    """
    table = read_lexicon(path, columns=COLUMNS, required=[c for c in COLUMNS if c != "n"])
    rows = []
    for row in table.to_dict("records"):
        where = f"{Path(path).name} line {row['line']}"
        if row["kind"] not in ("human", "published"):
            raise LexiconError(f"{where}: kind is human or published, not {row['kind']!r}")
        try:
            row["value"], row["n"] = float(row["value"]), int(row["n"]) if row["n"] else None
        except ValueError as problem:
            raise LexiconError(f"{where}: value and n must be numbers") from problem
        if not 0 <= row["value"] <= 1:
            raise LexiconError(f"{where}: value {row['value']} is outside [0, 1]")
        rows.append([row[c] for c in COLUMNS])
    return _typed(rows)


def shipped_model() -> str:
    """The first twelve digits of the fitted model's published digest; "" where there is none."""
    return listed_digests(FOLDER).get(MODEL, "")[:12]


def of_shipped_model(path: str | Path = FILE) -> bool:
    """Whether the fitted scorer's figures were measured with the model that is shipped now."""
    return {f["model"] for f in _figures(path) if f.get("model")} == {shipped_model()}


def _figures(path: str | Path) -> list[dict]:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))["figures"]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BenchmarkError(
            f"{Path(path).name}: not a file of figures ({problem}); "
            "`python -m tests.benchmarks --gold GOLD --save data/benchmarks.json` writes it"
        ) from problem


def _typed(rows: list[list], columns: list[str] = COLUMNS) -> pd.DataFrame:
    types = {column: NUMBERS.get(column, "str") for column in columns}
    return pd.DataFrame(rows, columns=columns).astype(types)
