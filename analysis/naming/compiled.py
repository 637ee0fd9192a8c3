"""From the data files to one compiled gazetteer, made once and used for every article."""

import re
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.naming import gazetteer
from analysis.naming.automaton import ACTOR, BLOCK, OFFICE, Entry, Gazetteer, build
from analysis.schema import DATA, require

__all__ = ["as_day", "compile_gazetteer", "read_alias_context", "shipped_gazetteer"]


def compile_gazetteer(
    actors: pd.DataFrame,
    not_actors: pd.DataFrame | None = None,
    offices: pd.DataFrame | None = None,
    office_titles: pd.DataFrame | None = None,
    alias_context: pd.DataFrame | None = None,
) -> Gazetteer:
    """Make the automaton that finds all aliases in one pass over a text.

    Args:
        actors: One row per alias: `actor`, `kind`, `alias`, `how`, `case` (exact, any), and where
            known `alone` (yes, no), `from`, `until`, `state`; as `naming.read_actors` gives it.
        not_actors: `phrase` (and `case`) that holds an alias and is no actor ('New York Times').
        offices: Terms of office: `actor`, `state`, `office`, `from`, `until`.
        office_titles: `title`, `office`, `state` ("" for any state).
        alias_context: `alias`, `actor`, `word`: words that speak for one reading of an alias.

    Returns:
        The compiled gazetteer, for `find_mentions`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(actors, ["actor", "kind", "alias", "how", "case"], made_by="naming.read_actors")
    entries = [
        Entry(
            ACTOR,
            row["actor"],
            row["kind"],
            row["alias"],
            row["how"],
            row["case"] == "exact",
            row.get("alone", "yes") != "no",
            as_day(row.get("from")),
            as_day(row.get("until")),
            row.get("state", ""),
        )
        for row in actors.to_dict("records")
    ]
    if not_actors is not None:
        require(not_actors, ["phrase"], made_by="naming.read_not_actors")
        entries += [
            Entry(BLOCK, alias=row["phrase"], exact=row.get("case", "exact") == "exact")
            for row in not_actors.to_dict("records")
        ]
    if office_titles is not None:
        require(office_titles, ["title", "office"], made_by="naming.read_office_titles")
        entries += [
            Entry(
                OFFICE, row["office"], alias=row["title"], exact=False, state=row.get("state", "")
            )
            for row in office_titles.to_dict("records")
        ]
    terms: dict[tuple[str, str], list[tuple]] = {}
    if offices is not None:
        require(offices, ["actor", "state", "office"], made_by="naming.read_offices")
        for row in offices.to_dict("records"):
            since = as_day(row.get("from")) or pd.Timestamp.min
            terms.setdefault((row["state"], row["office"]), []).append(
                (since, as_day(row.get("until")), row["actor"])
            )
    context = {}
    if alias_context is not None:
        require(alias_context, ["alias", "actor", "word"], made_by="naming.read_alias_context")
        for key, rows in alias_context.groupby(["alias", "actor"]):
            words = "|".join(map(re.escape, rows["word"]))
            context[key] = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    return Gazetteer(build(entries), terms, context, _former(terms))


def _former(terms: dict[tuple[str, str], list[tuple]]) -> dict[str, re.Pattern]:
    """'former secretary of state', per actor who held that office."""
    offices: dict[str, set[str]] = {}
    for (_, office), held in terms.items():
        for _, _, actor in held:
            offices.setdefault(actor, set()).add(office)
    return {
        actor: re.compile(
            rf"\b(?:former|ex-)\s?(?:[\w.]+ )?(?:{'|'.join(map(re.escape, sorted(names)))})\b",
            re.IGNORECASE,
        )
        for actor, names in offices.items()
    }


def read_alias_context(path: str | Path = DATA / "alias_context.csv") -> pd.DataFrame:
    """Read the words that speak for one reading of an alias: `alias`, `actor`, `word`, `line`.

    Raises:
        LexiconError: naming file and line, for a row with a missing field.
    """
    return read_lexicon(path, columns=["alias", "actor", "word"])


@cache
def shipped_gazetteer() -> Gazetteer:
    """The gazetteer of the data files, read and compiled once."""
    actors = gazetteer.read_actors()
    return compile_gazetteer(
        actors,
        gazetteer.read_not_actors(),
        gazetteer.read_offices(actors=actors),
        gazetteer.read_office_titles(),
        read_alias_context(),
    )


def as_day(value: str | pd.Timestamp | None) -> pd.Timestamp | None:
    """A date without a time zone, or None where there is none."""
    if value is None or value == "" or pd.isna(value):
        return None
    stamp = pd.Timestamp(value)
    return stamp.tz_convert(None) if stamp.tzinfo else stamp
