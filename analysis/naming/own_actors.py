"""Actors of an analyst's own, laid over the gazetteer that ships or in its stead."""

import re
from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

from analysis.lexicons import DataFile, read_lexicon
from analysis.naming import gazetteer
from analysis.naming.automaton import Gazetteer
from analysis.naming.compiled import compile_gazetteer, read_alias_context
from analysis.naming.gazetteer import ACTOR_COLUMNS, KINDS, check_actors, checked_values, fail
from analysis.schema import PERSON

__all__ = ["lay_over", "own_gazetteer", "read_own_actors"]

_NEEDED = ["actor", "kind", "alias"]
_KIND = re.compile(r"[a-z]+(?:[ -][a-z]+)*")


def read_own_actors(file: DataFile) -> pd.DataFrame:
    """Read somebody's own actors: as `read_actors`, and more forgiving.

    `actor`, `kind` and `alias` are enough. What is left out or empty is the likely one: `how` is
    'name' for the actor's own name, 'surname' for the last word of a person's, else 'alias'; `case`
    is 'exact'; `alone` is 'no' for a surname, else 'yes'. The actor's own name needs no row. A
    kind may be a new one ('media', 'movement').

    Returns:
        As `read_actors`, and `file`, as errors call it.

    Raises:
        LexiconError: naming file and line, for what `read_actors` refuses in one row, or a kind
            that is no words in lower case or looks like a known one misspelt.
    """
    rows = read_lexicon(
        file,
        columns=ACTOR_COLUMNS,
        required=_NEEDED,
        optional=[column for column in ACTOR_COLUMNS if column not in _NEEDED],
    )
    odd = rows[~rows["kind"].map(lambda kind: bool(_KIND.fullmatch(kind)))]
    fail(file.name, odd, "kind {kind!r} is not words in lower case, like 'media'")
    for _, row in rows[~rows["kind"].isin(KINDS)].iterrows():
        meant = get_close_matches(row["kind"], KINDS, n=1, cutoff=0.8)
        if meant:
            fail(file.name, row.to_frame().T, f"kind {{kind!r}}: did you mean {meant[0]!r}?")
    named = set(rows.loc[rows["alias"] == rows["actor"], "actor"])
    missing = rows[~rows["actor"].isin(named)].drop_duplicates("actor")
    own = missing.assign(alias=missing["actor"], how="", case="", alone="", note="")
    own[["from", "until"]] = ""
    rows = pd.concat([own, rows], ignore_index=True).sort_values("line", kind="stable")
    name = rows["alias"] == rows["actor"]
    last = rows["alias"] == rows["actor"].str.split().str[-1]
    likely = pd.Series("alias", index=rows.index).mask(last & (rows["kind"] == PERSON), "surname")
    rows["how"] = rows["how"].where(rows["how"] != "", likely.mask(name, "name"))
    rows["case"] = rows["case"].replace("", "exact")
    alone = rows["how"].map(lambda how: "no" if how == "surname" else "yes")
    rows["alone"] = rows["alone"].where(rows["alone"] != "", alone)
    return checked_values(rows.reset_index(drop=True), file.name).assign(file=file.name)


def lay_over(own: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    """Own actors before those that ship.

    Where an alias could be both, the own one is the likelier reading. An alias of one actor that
    stands in both is the own row's, and so are an actor's kind and state.

    Args:
        own: As `read_own_actors` gives it.
        shipped: As `read_actors` gives it.

    Raises:
        LexiconError: naming file and line, for rows that no gazetteer can hold side by side.
    """
    ours = shipped.assign(file="actors.csv")
    for column in ("kind", "state"):
        said = _first(own[own[column] != ""], column)
        ours[column] = [
            said.get(actor, value) for actor, value in zip(ours["actor"], ours[column], strict=True)
        ]
    known = _first(ours, "state")
    own = own.assign(
        state=[
            value or known.get(actor, "")
            for actor, value in zip(own["actor"], own["state"], strict=True)
        ]
    )
    ours = ours[~pd.MultiIndex.from_frame(ours[["actor", "alias"]]).isin(
        pd.MultiIndex.from_frame(own[["actor", "alias"]])
    )]  # fmt: skip
    rows = pd.concat([own, ours], ignore_index=True)
    check_actors(rows, "actors.csv")
    return rows


def _first(rows: pd.DataFrame, column: str) -> dict[str, str]:
    return rows.drop_duplicates("actor").set_index("actor")[column].to_dict()


@lru_cache(maxsize=8)
def own_gazetteer(file: DataFile, *, only: bool = False) -> Gazetteer:
    """The compiled gazetteer of own actors, over those that ship or (`only`) in their stead.

    Phrases that are no actor (`data/not_actors.csv`) still are none, unless they are an alias of
    an own one.

    Raises:
        LexiconError: naming file and line, see `read_own_actors` and `lay_over`.
    """
    own = read_own_actors(file)
    if only:
        actors = own.assign(state=own["state"].where(own["state"].isin(own["actor"]), ""))
        check_actors(actors, file.name)
    else:
        actors = lay_over(own, gazetteer.read_actors())
    not_actors = gazetteer.read_not_actors()
    taken = not_actors["phrase"].str.casefold().isin(own["alias"].str.casefold())
    offices = gazetteer.read_offices()
    known = offices["actor"].isin(actors["actor"]) & offices["state"].isin(actors["actor"])
    return compile_gazetteer(
        actors,
        not_actors[~taken],
        offices[known],
        gazetteer.read_office_titles(),
        read_alias_context(),
    )
