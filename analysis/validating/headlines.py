"""Which of the measured figures stand in the README, and the table that shows figures."""

from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, require

__all__ = ["figures_table", "headlines"]

FILE = DATA / "headline_figures.csv"
KEYS = ["benchmark", "scorer", "measure", "measured_on"]


def headlines(figures: pd.DataFrame, *, path: str | Path = FILE) -> pd.DataFrame:
    """The figures that are told first, one or two for each measure, in the order of the list.

    Args:
        figures: As `read_benchmarks` returns them.
        path: The list: one line per figure, with the columns of `figures` that tell it.

    Returns:
        The rows of `figures` that the list names.

    Raises:
        LexiconError: naming file and line, for a figure that is in `figures` not once.
    """
    require(figures, KEYS, made_by="validating.read_benchmarks")
    places = figures.reset_index(drop=True).groupby(KEYS).indices
    chosen = []
    for row in read_lexicon(path, columns=KEYS).to_dict("records"):
        found = places.get(tuple(row[key] for key in KEYS), ())
        if len(found) != 1:
            raise LexiconError(
                f"{Path(path).name} line {row['line']}: {len(found)} figures are measured so; "
                f"data/benchmarks.json has those that there are"
            )
        chosen.append(found[0])
    return figures.iloc[chosen].reset_index(drop=True)


def figures_table(figures: pd.DataFrame) -> str:
    """Figures as a table in Markdown: the measure, its figure and interval, on what and how chosen,
    n, what it is read against.

    Shares have three places, as references are written; what is large is a whole number.

    Args:
        figures: As `read_benchmarks` returns them.
    """
    require(
        figures,
        ["name", "value", "low", "high", "n", "counted", "measured_on", "chosen", "reference"],
        made_by="validating.read_benchmarks",
    )
    lines = [
        ["measure", "figure", "95 % interval", "on", "chosen", "n", "reference"],
        ["---", "---:", "---:", "---", "---", "---:", "---"],
    ]
    for row in figures.to_dict("records"):
        n = "" if pd.isna(row["n"]) else f"{row['n']:,} {row['counted']}".strip()
        ends = [_figure(row[end]) for end in ("low", "high") if not pd.isna(row[end])]
        cells = [row["name"], _figure(row["value"]), " to ".join(ends), row["measured_on"]]
        cells += [row["chosen"], n, row["reference"]]
        lines.append([cell.replace("|", "\\|") for cell in cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figure(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.2f}"
