"""The framing that was planted in the constructed articles, beside what the measures made of it."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError, require

__all__ = ["beside_plan", "plan_agreement", "read_design"]

COLUMNS = ["outlet", "actor", "tone", "quoted_share", "actor_voice", "agency"]


def read_design(path: str | Path = DATA / "constructed" / "design.csv") -> pd.DataFrame:
    """The plan that the constructed articles were written to: one row per outlet and actor.

    Returns:
        `outlet`, `actor`, `tone` (-1, 0, 1 in the outlet's own words), `quoted_share` (0 to 1, of
        the outlet's words), `actor_voice` (0 to 1, of its quoted words), `agency` (agent, patient,
        mixed).

    Raises:
        LexiconError: naming file and line, for a value that is none of these.
    """
    table = read_lexicon(path, columns=COLUMNS)
    for row in table.to_dict("records"):
        if row["tone"] not in {"-1", "0", "1"} or row["agency"] not in {
            "agent",
            "patient",
            "mixed",
        }:
            raise LexiconError(
                f"{Path(path).name} line {row['line']}: tone must be -1, 0 or 1 and agency "
                f"agent, patient or mixed, not {row['tone']!r} and {row['agency']!r}"
            )
        for column in ("quoted_share", "actor_voice"):
            if not re.fullmatch(r"0|1|0?\.\d+|1\.0+", row[column]):
                raise LexiconError(
                    f"{Path(path).name} line {row['line']}: {column} must be 0 to 1, "
                    f"not {row[column]!r}"
                )
    numbers = {"tone": int, "quoted_share": float, "actor_voice": float}
    return table.drop(columns="line").astype(numbers)


def beside_plan(framing: pd.DataFrame, design: pd.DataFrame) -> pd.DataFrame:
    """What was measured beside what was planted: one row per outlet and actor that both have.

    Args:
        framing: A framing table by `actor` and `outlet`.
        design: As `read_design` gives it.

    Returns:
        The framing table with `tone` (planted) and `found`: 'yes' where the interval lies on the
        planted side of zero (for a planted 0: takes in zero), 'opposite' where it lies on the
        other side, 'missed' where a planted tone's interval takes in zero, 'invented' where a
        tone was found and none was planted, 'no interval' where there is none.
    """
    require(framing, ["actor", "outlet", "estimate", "low", "high"], made_by="measuring.framing_by")
    table = framing.merge(design[["outlet", "actor", "tone"]], on=["outlet", "actor"])
    side = (table["low"] > 0).astype(int) - (table["high"] < 0).astype(int)
    verdicts = {
        "no interval": table["low"].isna(),
        "yes": side == table["tone"],
        "invented": table["tone"] == 0,
        "missed": side == 0,
    }
    table["found"] = np.select([*verdicts.values()], [*verdicts], default="opposite")
    return table


def plan_agreement(compared: pd.DataFrame, *, level: float = 0.95) -> pd.Series:
    """Rank correlation of plan and measure over outlets and actors, with interval and n.

    Returns:
        `spearman` (-1 to 1), `low`, `high` (percentile bootstrap over rows), `n` (rows);
        NaN with fewer than three rows.
    """
    rows = compared.dropna(subset=["estimate"])
    if len(rows) < 3:
        return pd.Series({"spearman": np.nan, "low": np.nan, "high": np.nan, "n": len(rows)})

    def rho(x: np.ndarray, y: np.ndarray) -> float:
        return stats.spearmanr(x, y).statistic

    drawn = stats.bootstrap(
        (rows["tone"].to_numpy(), rows["estimate"].to_numpy()),
        rho,
        paired=True,
        vectorized=False,
        n_resamples=2000,
        confidence_level=level,
        method="percentile",
        rng=1,
    ).confidence_interval
    estimate = rho(rows["tone"], rows["estimate"])
    return pd.Series({"spearman": estimate, "low": drawn.low, "high": drawn.high, "n": len(rows)})
