"""Draw a blind coding sheet: which mentions a reader labels, with known chances, no score shown."""

from collections import Counter
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import require
from analysis.validating.items import COLUMNS as ITEM
from analysis.validating.items import SheetError, add_items
from analysis.validating.sheets import read_sheets, write_sheet

__all__ = [
    "KEY",
    "REST",
    "SHEET",
    "SheetError",
    "add_items",
    "allocate",
    "draw_sheet",
    "read_sheets",
    "write_sheet",
]

SHEET = ["item", "actor", "previous", "before", "target", "after", "next", "label", "note", "coder"]
KEY = ["item", "stratum", "n_stratum", "n_drawn", "probability"]
REST = "(the rest)"


class Drawn(NamedTuple):
    """A sheet for coders, and the key that weights their labels; neither holds a score."""

    sheet: pd.DataFrame
    key: pd.DataFrame


def draw_sheet(
    mentions: pd.DataFrame,
    *,
    n: int = 120,
    by: str | list[str] = "actor",
    power: float = 0.5,
    at_least: int = 2,
    min_stratum: int = 10,
    without: pd.DataFrame | None = None,
    show: tuple[str, ...] = (),
    seed: int = 0,
) -> Drawn:
    """Draw mentions to be labelled: stratified, seeded, shuffled, blind to score and outlet.

    Each mention has a number that depends on the seed and its item alone, and the smallest numbers
    of each stratum are drawn. So neither the order of rows nor another stratum matters, and a
    larger `n` draws the same mentions and more: `without` then leaves out what was coded.

    Args:
        mentions: With `item` and its parts (`add_items`), `actor`, and the columns of `by`. One row
            per item: where two mentions share a place, the first is drawn.
        n: Items to draw; all of them where there are fewer.
        by: Columns that make the strata ("actor", "outlet", "voice"); never a score.
        power: A stratum of N mentions gets labels as N ** power: 1 as the mentions are, 0 the same
            number each; between, rare actors get enough and frequent ones more (Bankier 1988).
        at_least: Labels for every stratum: two, so that its error has a variance.
        min_stratum: Strata of fewer mentions are drawn from as one.
        without: Labels, or a sheet, whose items are not put on this sheet again.
        show: Columns of `mentions` to show beside the sentence (say, "outlet"): no longer blind.
        seed: Seed of the numbers.

    Returns:
        `sheet`: `item`, `actor`, `previous`, `before`, `target`, `after`, `next`, `label` (empty),
        `note`, `coder` (empty), in shuffled order. `key`: every drawn item, `stratum`, `n_stratum`
        (mentions in it), `n_drawn`, `probability` (n_drawn / n_stratum), sorted by item.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SheetError: if `n` is too small for `at_least` labels in every stratum, or `show` or `by`
            names a score.

    References:
        Bankier 1988, power allocations; Ohlsson 1995, permanent random numbers.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(mentions, ITEM, made_by="validating.add_items")
    require(mentions, ["actor", *by, *show], made_by="pipeline.analyse")
    scores = {"polarity", "subjectivity", "coverage", "evidence", "p_negative", "p_positive"}
    if scores & {*by, *show}:
        raise SheetError(f"the sheet is blind: {', '.join(scores & {*by, *show})} is a score")
    units = mentions.drop_duplicates("item")
    units = units.assign(stratum=strata(units, by, min_stratum=min_stratum))
    units["chance"] = [_number(seed, item) for item in units["item"]]
    units = units.sort_values("chance")
    sizes = Counter(units["stratum"])
    wanted = allocate(sizes, n, power=power, at_least=at_least)
    units["n_stratum"] = np.array([sizes[name] for name in units["stratum"]], dtype="int64")
    units["n_drawn"] = np.array([wanted[name] for name in units["stratum"]], dtype="int64")
    drawn = units[units.groupby("stratum").cumcount() < units["n_drawn"]]
    key = drawn[["item", "stratum", "n_stratum", "n_drawn"]].copy()
    key["probability"] = key["n_drawn"] / key["n_stratum"]
    known = set() if without is None else set(without["item"])
    sheet = drawn[~drawn["item"].isin(known)]
    shuffled = sorted(sheet.index, key=lambda row: _number(seed, "shuffled", sheet["item"][row]))
    sheet = sheet.loc[shuffled].assign(label="", note="", coder="")
    columns = [*SHEET[:2], *show, *SHEET[2:]]
    return Drawn(
        sheet[columns].reset_index(drop=True),
        key[KEY].sort_values("item").reset_index(drop=True),
    )


def strata(mentions: pd.DataFrame, by: list[str], *, min_stratum: int = 10) -> pd.Series:
    """The stratum of each mention: the values of `by`, or "(the rest)" where these are few."""
    parts = zip(*(mentions[c].astype("str").fillna("none") for c in by), strict=True)
    names = [" · ".join(part) for part in parts]
    sizes = Counter(names)
    kept = [name if sizes[name] >= min_stratum else REST for name in names]
    return pd.Series(kept, index=mentions.index, dtype="str", name="stratum")


def allocate(sizes: dict[str, int], n: int, *, power: float, at_least: int) -> dict[str, int]:
    """How many to draw from each stratum: never fewer for a larger `n`.

    Raises:
        SheetError: if `n` is too small for `at_least` in every stratum.
    """
    given = {name: min(at_least, size) for name, size in sizes.items()}
    left = min(n, sum(sizes.values())) - sum(given.values())
    if left < 0:
        raise SheetError(
            f"n={n} is too few for {at_least} labels in each of {len(sizes)} strata: "
            "draw more, make strata by fewer columns, or raise min_stratum"
        )

    def turn(name: str) -> tuple[float, str]:
        return -(sizes[name] ** power) / (given[name] + 0.5), name

    queue = [turn(name) for name in sizes if given[name] < sizes[name]]
    heapify(queue)
    for _ in range(left):
        _, name = heappop(queue)
        given[name] += 1
        if given[name] < sizes[name]:
            heappush(queue, turn(name))
    return given


def _number(seed: int, *parts: str) -> int:
    digest = blake2b("\x1f".join([str(seed), *parts]).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
