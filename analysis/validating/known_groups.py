"""Does a scorer find what everybody knows? Expectations written down first, then counted.

References:
    Cronbach and Meehl 1955, 'Construct validity in psychological tests', on known groups.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.measuring import resamples
from analysis.schema import DATA, LexiconError, require

__all__ = ["compare_groups", "read_expectations", "read_found", "share_held"]

EXPECTATIONS, FOUND = DATA / "known_groups.csv", DATA / "known_groups_found.csv"
COLUMNS = ["outlet", "actor", "expected", "than_outlet", "than_actor", "seen", "reason"]
SIDE, THAN = ["outlet", "actor"], ["than_outlet", "than_actor"]
LEAST_MENTIONS, LEAST_ARTICLES = 10, 5  # on either side; set with the list, before any run


def read_expectations(path: str | Path = EXPECTATIONS) -> pd.DataFrame:
    """Who is bound to word whom how.

    Returns:
        One row per expectation: `outlet`, `actor`, `expected` (colder, warmer), `than_outlet`,
        `than_actor` ("" for both: colder or warmer than 0), `seen` (bool: whether a figure of this
        row was known to whoever wrote it), `reason`, `line`.

    Raises:
        LexiconError: naming file and line, for another direction, half a comparison, or a row
            that stands twice.
    """
    required = [column for column in COLUMNS if column not in THAN]
    table = read_lexicon(path, columns=COLUMNS, required=required)
    for row in table.to_dict("records"):
        where = f"{Path(path).name} line {row['line']}"
        if row["expected"] not in ("colder", "warmer"):
            raise LexiconError(f"{where}: expected is colder or warmer, not {row['expected']!r}")
        if row["seen"] not in ("yes", "no"):
            raise LexiconError(f"{where}: seen is yes or no, not {row['seen']!r}")
        if bool(row["than_outlet"]) != bool(row["than_actor"]):
            raise LexiconError(f"{where}: name both than_outlet and than_actor, or neither")
    for row in table[table.duplicated([*SIDE, *THAN])].itertuples():
        raise LexiconError(f"{Path(path).name} line {row.line}: the same comparison stands twice")
    return table.assign(seen=table["seen"] == "yes")


def compare_groups(
    mentions: pd.DataFrame, expectations: pd.DataFrame, *, n_boot: int = 2000, seed: int = 0
) -> tuple[pd.DataFrame, np.ndarray]:
    """Each expectation against the mean polarity of its mentions, by one scorer and voice.

    Args:
        mentions: One row per mention: `outlet`, `actor`, `article_id`, `polarity`.
        expectations: As `read_expectations` gives them.
        n_boot: Number of resamples; the articles of each outlet are resampled, whole.
        seed: Seed of the resamples.

    Returns:
        The expectations with `estimate` (mean polarity around the actor), `than` (of the other
        side, or 0), `difference` [-2, 2], `low`, `high` (95 %), `n_mentions`, `n_articles` (of the
        smaller side), `counted` (enough of both), `held` (the difference has the expected
        sign), `clear` (so has all of its interval); and the share of counted expectations that
        holds in each resample.
    """
    require(mentions, [*SIDE, "article_id", "polarity"], made_by="scoring.add_polarity")
    means = _means(mentions, n_boot=n_boot, seed=seed)
    rows, drawn = [], []
    for row in expectations.to_dict("records"):
        own, own_drawn, *sizes = means.get((row["outlet"], row["actor"]), _unknown(n_boot))
        than, than_drawn, sizes_than = 0.0, 0.0, sizes
        if row["than_outlet"]:
            key = (row["than_outlet"], row["than_actor"])
            than, than_drawn, *sizes_than = means.get(key, _unknown(n_boot))
        least = [min(pair) for pair in zip(sizes, sizes_than, strict=True)]
        counted = least[0] >= LEAST_MENTIONS and least[1] >= LEAST_ARTICLES
        sign = 1.0 if row["expected"] == "warmer" else -1.0
        spread = own_drawn - than_drawn
        low, high = np.quantile(spread, [0.025, 0.975]) if counted else (np.nan, np.nan)
        held = counted and sign * (own - than) > 0
        clear = held and min(sign * low, sign * high) > 0
        rows.append([own, than, own - than, low, high, *least, counted, held, clear])
        if counted:
            drawn.append(sign * spread > 0)
    columns = ["estimate", "than", "difference", "low", "high", "n_mentions", "n_articles"]
    found = pd.DataFrame(rows, expectations.index, [*columns, "counted", "held", "clear"])
    found = found.astype(dict.fromkeys(columns[:5], float))
    found = found.astype(dict.fromkeys(["counted", "held", "clear"], bool))
    shares = np.mean(drawn, axis=0) if drawn else np.full(n_boot, np.nan)
    return expectations.join(found), shares


def share_held(compared: pd.DataFrame, shares: np.ndarray) -> dict[str, float | int]:
    """How many of the expectations hold: `counted`, `held`, `share` with `low` and `high`,
    `clear` (how many with their whole interval), and `unseen` (the share among those of which no
    figure was known beforehand)."""
    counted = compared[compared["counted"]]
    low, high = np.quantile(shares, [0.025, 0.975])
    figures = {"share": counted["held"].mean(), "low": low, "high": high}
    figures["unseen"] = counted.loc[~counted["seen"], "held"].mean()
    sizes = {"counted": len(counted), "held": int(counted["held"].sum())}
    sizes["clear"] = int(counted["clear"].sum())
    return sizes | {name: round(float(value), 4) for name, value in figures.items()}


def read_found(path: str | Path = FOUND) -> pd.DataFrame:
    """The means that were measured, without a text: one row per outlet, actor, voice and scorer.

    Returns:
        `outlet`, `actor`, `words_of`, `scored_by`, `estimate` [-1, 1], `low`, `high`,
        `n_mentions`, `n_articles`.

    Raises:
        LexiconError: naming file and line, where a figure is no number.
    """
    numbers = ["estimate", "low", "high", "n_mentions", "n_articles"]
    table = read_lexicon(path, columns=[*SIDE, "words_of", "scored_by", *numbers])
    try:
        return table.astype(dict.fromkeys(numbers[:3], float) | dict.fromkeys(numbers[3:], int))
    except ValueError as problem:
        raise LexiconError(f"{Path(path).name}: a figure is no number: {problem}") from problem


def _means(mentions: pd.DataFrame, *, n_boot: int, seed: int) -> dict[tuple, tuple]:
    """For each outlet and actor: mean, its resamples, mentions, articles. All actors of an outlet
    share the resamples of its articles, so that differences keep what they have in common."""
    found = {}
    for outlet, of_outlet in mentions.groupby("outlet", observed=True):
        articles = pd.Index(sorted(of_outlet["article_id"].unique()))
        draws = resamples(len(articles), n_boot, seed)
        for actor, group in of_outlet.groupby("actor", observed=True):
            sums = group.groupby("article_id")["polarity"].agg(["sum", "size"])
            sums = sums.reindex(articles, fill_value=0).to_numpy(dtype=float)
            total, size = (draws @ sums).T
            drawn = np.divide(total, size, out=np.full(n_boot, np.nan), where=size > 0)
            drawn[np.isnan(drawn)] = group["polarity"].mean()  # none drawn: says nothing new
            seen = group["article_id"].nunique()
            found[outlet, actor] = group["polarity"].mean(), drawn, len(group), seen
    return found


def _unknown(n_boot: int) -> tuple:
    return np.nan, np.full(n_boot, np.nan), 0, 0
