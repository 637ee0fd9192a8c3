"""Constructed sentences for the target scorer: grammar that labelled news shows too seldom."""

import random
import re
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.schema import LexiconError
from analysis.scoring import FOLDER

__all__ = ["PATTERNS", "constructed"]

PATTERNS = FOLDER / "patterns.csv"
_SLOT = re.compile(r"{([^{}]+)}")


def constructed(path: str | Path = PATTERNS, *, of_each: int = 14, seed: int = 3) -> list[dict]:
    """Different sentences of each pattern.

    Args:
        path: Rows of `slot`, `text`, `label`: a pattern where `slot` is empty, else what may stand
            in the place of that slot.
        of_each: Sentences of one pattern, or fewer where it has not so many.
        seed: Of what is put into the slots.

    Returns:
        One dict per sentence: `text`, `start`, `end` (of the actor {A}), `label`.

    Raises:
        LexiconError: naming file and line, for a label, a slot or an actor that is missing.
    """
    table = read_lexicon(path, columns=["slot", "text", "label"], required=["text"])
    fillers: dict[str, list[str]] = {}
    for row in table[table["slot"] != ""].itertuples():
        fillers.setdefault(row.slot, []).append(row.text)
    rng, found = random.Random(seed), []
    for row in table[table["slot"] == ""].itertuples():
        where = f"{Path(path).name} line {row.line}"
        if row.label not in ("-1", "0", "1"):
            raise LexiconError(f"{where}: label is -1, 0 or 1, not {row.label!r}")
        unknown = [slot for slot in _SLOT.findall(row.text) if slot not in {"A", "B", *fillers}]
        if unknown:
            raise LexiconError(f"{where}: no row has the slot {unknown[0]!r}")
        made = {_fill(row.text, fillers, rng, where=where): None for _ in range(of_each)}
        found += [
            {"text": text, "start": start, "end": end, "label": int(row.label)}
            for text, start, end in made
        ]
    return found


def _fill(
    pattern: str, fillers: dict[str, list[str]], rng: random.Random, *, where: str
) -> tuple[str, int, int]:
    """One sentence, and where {A} stands in it."""
    names = dict(zip("AB", rng.sample(fillers["name"], 2), strict=True))
    while any(slot not in names for slot in _SLOT.findall(pattern)):
        pattern = _SLOT.sub(
            lambda at: at.group() if at[1] in names else rng.choice(fillers[at[1]]), pattern
        )
    before, actor, after = pattern.partition("{A}")
    if not actor:
        raise LexiconError(f"{where}: the pattern has no {{A}}")
    before = _capital(before.replace("{B}", names["B"]))
    name = names["A"] if before else _capital(names["A"])
    after = after.replace("{A}", names["A"]).replace("{B}", names["B"])
    return before + name + after, len(before), len(before) + len(name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
