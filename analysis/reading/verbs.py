"""Verbs by class of deed, nouns that tell deeds, and nouns that act for whom they name."""

from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import DataFile, data_file, read_lexicon
from analysis.reading.reader import lemma_of
from analysis.schema import DATA, LexiconError

__all__ = [
    "noun_lemma",
    "read_bodies",
    "read_nominalisations",
    "read_verbs",
    "shipped",
]

# Prepositions of a nominalisation, by what stands behind them.
_PREPOSITIONS = {"patient_after": "patient", "agent_after": "agent", "partner_after": "agent"}


@lru_cache(maxsize=50_000)
def noun_lemma(word: str) -> str:
    """Singular of what stands as a noun, however it was tagged, in lower case."""
    return lemma_of(word, "NN")


def read_verbs(
    path: str | Path | DataFile = DATA / "verbs.csv", *, own: DataFile | None = None
) -> dict[str, str]:
    """Frame class of each verb lemma; that of `own`, somebody's own file, before that of `path`.

    Raises:
        LexiconError: naming file and line, for a lemma that is listed twice.
    """
    classes: dict[str, str] = {}
    for file in (data_file(path), own):
        if file is not None:
            rows = read_lexicon(file, columns=["lemma", "frame_class"])
            classes |= _unique(rows, file.name, "lemma")["frame_class"].to_dict()
    return classes


def read_nominalisations(path: str | Path = DATA / "nominalisations.csv") -> dict[str, dict]:
    """Per singular noun: `verb`, `possessor` and `modifier` (agent or patient), `after`, the
    role of what stands behind each preposition ({"on": "patient", "by": "agent", ...}), and
    `only_with`, the verbs that must carry the noun for it to tell a deed (any where empty).

    Raises:
        LexiconError: naming file and line, for a role that is neither agent nor patient.
    """
    columns = ["noun", "verb", "possessor", "modifier", *_PREPOSITIONS, "only_with"]
    table = read_lexicon(path, columns=columns, required=columns[:4])
    for role in ("possessor", "modifier"):
        wrong = table[~table[role].isin(["agent", "patient"])]
        if len(wrong):
            raise LexiconError(
                f"{Path(path).name} line {wrong['line'].iloc[0]}: {role} is "
                f"{wrong[role].iloc[0]!r}, expected agent or patient"
            )
    nouns = {}
    for noun, row in _unique(table, path, "noun").iterrows():
        after = {
            word: role for column, role in _PREPOSITIONS.items() for word in row[column].split()
        }
        nouns[noun] = {
            "verb": row["verb"], "possessor": row["possessor"], "modifier": row["modifier"],
            "after": {**after, "by": "agent"}, "only_with": frozenset(row["only_with"].split()),
        }  # fmt: skip
    return nouns


def read_bodies(path: str | Path = DATA / "bodies.csv") -> dict[str, tuple[str, ...]]:
    """Nouns that take a role for the actor named in front of them, and the roles they take.

    Raises:
        LexiconError: naming file and line, for a noun that is listed twice or another role.
    """
    table = read_lexicon(path, columns=["noun", "roles"])
    for roles, line in zip(table["roles"], table["line"], strict=True):
        if not set(roles.split()) <= {"agent", "patient"}:
            raise LexiconError(
                f"{Path(path).name} line {line}: roles is {roles!r}, expected agent, patient"
            )
    return _unique(table, path, "noun")["roles"].map(lambda roles: tuple(roles.split())).to_dict()


@cache
def shipped(name: str) -> dict:
    """One of the data files as its reader gives it, read once: verbs, nominalisations, bodies."""
    readers = {"verbs": read_verbs, "nominalisations": read_nominalisations, "bodies": read_bodies}
    return readers[name]()


def _unique(table: pd.DataFrame, path: str | Path, key: str) -> pd.DataFrame:
    again = table[table[key].duplicated()]
    if len(again):
        raise LexiconError(
            f"{Path(path).name} line {again['line'].iloc[0]}: {again[key].iloc[0]!r} "
            "is listed twice"
        )
    return table.set_index(key)
