"""The gazetteer: who the actors are, what they are called, and who held which office when."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = [
    "ACTOR_COLUMNS",
    "OFFICE_COLUMNS",
    "ambiguous_aliases",
    "read_actors",
    "read_not_actors",
    "read_office_titles",
    "read_offices",
]

KINDS = (
    *("state", "territory", "leader", "organisation", "bloc", "armed group", "people"),
    *("body", "party", "company", "media", "movement"),
)
HOWS = ("name", "alias", "demonym", "metonym", "surname", "title")
CASES = ("exact", "any")
ALONE = ("yes", "no")

ACTOR_COLUMNS = ["actor", "kind", "alias", "how", "case", "alone"]
ACTOR_COLUMNS += ["from", "until", "state", "note"]
OFFICE_COLUMNS = ["actor", "state", "office", "from", "until", "note"]
TITLE_COLUMNS = ["title", "office", "state"]
NOT_ACTOR_COLUMNS = ["phrase", "case", "reason"]

_EVER = pd.Timestamp("0001-01-01").as_unit("us")  # stands in for an open beginning
_NEVER = pd.Timestamp("9999-12-31").as_unit("us")  # and for an open end


def read_actors(path: str | Path = DATA / "actors.csv") -> pd.DataFrame:
    """Read the gazetteer of actors.

    Args:
        path: A comma-separated file with the columns of `ACTOR_COLUMNS`; its `#` lines say what
            each column means.

    Returns:
        One row per alias of an actor, in the order of the file, which is the order of
        preference where an alias could be several actors: `actor`, `kind` (one of `KINDS`),
        `alias`, `how` (one of `HOWS`), `case` ("exact", "any"), `alone` ("yes", "no"), `from` and
        `until` (datetime64, NaT where open; from <= day < until), `state` ("" if none), `note`,
        `line` (number in the file).

    Raises:
        LexiconError: naming file and line, for an unknown kind, how, case or alone, a bad date,
            an until that is not after from, the same alias twice for one actor and time, an
            actor without a row of its own name or with two kinds, a state that is no actor, or
            an alias that is another actor's name and has no note that begins "ambiguous".
    """
    path = Path(path)
    rows = read_lexicon(path, columns=ACTOR_COLUMNS, required=ACTOR_COLUMNS[:6])
    fail(path.name, rows[~rows["kind"].isin(KINDS)], f"kind {{kind!r}} is not {_one_of(KINDS)}")
    rows = checked_values(rows, path.name)
    check_actors(rows, path.name)
    return rows


def checked_values(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Rows of actors with their dates read; an error for a value that no rule knows."""
    for column, allowed in (("how", HOWS), ("case", CASES), ("alone", ALONE)):
        wrong = rows[~rows[column].isin(allowed)]
        fail(name, wrong, f"{column} {{{column}!r}} is not {_one_of(allowed)}")
    return _with_dates(rows, name)


def check_actors(rows: pd.DataFrame, path: str) -> None:
    """Raise for the first row that no gazetteer can hold beside the others; a row may name its own
    `file`."""
    names = rows[rows["alias"] == rows["actor"]]
    fail(path, names[names["how"] != "name"], "the row of {actor!r} itself must have how = name")
    fail(
        path,
        rows[(rows["how"] == "name") & (rows["alias"] != rows["actor"])],
        "how = name is for the actor's own name {actor!r}; {alias!r} is another (alias?)",
    )
    nameless = rows[~rows["actor"].isin(names["actor"])]
    fail(path, nameless, "{actor!r} has no row of its own name (alias {actor!r}, how name)")

    first = rows.drop_duplicates("actor").set_index("actor")
    for column in ("kind", "state"):
        other = rows[rows[column] != rows["actor"].map(first[column])]
        fail(path, other, f"{column} {{{column}!r}} of {{actor!r}} is another in an earlier row")
    stray = rows[(rows["state"] != "") & ~rows["state"].isin(first.index)]
    fail(path, stray, "state {state!r} is no actor of this file")

    taken = (
        rows["alias"].isin(first.index)
        & (rows["alias"] != rows["actor"])
        & ~rows["note"].str.startswith("ambiguous")
    )
    fail(
        path,
        rows[taken],
        "alias {alias!r} of {actor!r} is another actor's name; if that is meant, begin the note "
        "with 'ambiguous:'",
    )
    _fail_overlap(path, rows, ["actor", "alias"], "alias {alias!r} of {actor!r} stands twice")


def read_offices(
    path: str | Path = DATA / "offices.csv", *, actors: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Read who held which office when.

    Args:
        path: A comma-separated file with the columns of `OFFICE_COLUMNS`.
        actors: The gazetteer, to check that every actor and state is in it (default: no check).

    Returns:
        One row per term of office: `actor`, `state` (or organisation), `office`, `from`, `until`
        (datetime64; from <= day < until, NaT: still in office as far as the file knows), `note`,
        `line`.

    Raises:
        LexiconError: naming file and line, for a bad or missing date, an until that is not after
            from, two holders of one office on one day, or a name that is not in `actors`.
    """
    path = Path(path)
    rows = read_lexicon(path, columns=OFFICE_COLUMNS, required=OFFICE_COLUMNS[:4])
    rows = _with_dates(rows, path.name)
    if actors is not None:
        known = set(actors["actor"])
        for column in ("actor", "state"):
            unknown = rows[~rows[column].isin(known)]
            fail(path.name, unknown, f"{column} {{{column}!r}} is not in the gazetteer of actors")
    _fail_overlap(path.name, rows, ["state", "office"], "two holders of {office!r} of {state!r}")
    return rows


def read_office_titles(path: str | Path = DATA / "office_titles.csv") -> pd.DataFrame:
    """Read the titles under which offices are met ('foreign secretary', 'premier').

    Returns:
        One row per title and state: `title` (lower case), `office` (as in offices.csv), `state`
        ("" for every state; a row with a state wins over one without), `line`.

    Raises:
        LexiconError: naming file and line, for an empty field, a title with capitals or a title
            that stands twice for one state.
    """
    path = Path(path)
    rows = read_lexicon(path, columns=TITLE_COLUMNS, required=TITLE_COLUMNS[:2])
    capital = rows[rows["title"] != rows["title"].str.lower()]
    fail(path.name, capital, "write {title!r} in lower case")
    twice = rows[rows.duplicated(["title", "state"])]
    fail(path.name, twice, "title {title!r} stands twice for state {state!r}")
    return rows


def read_not_actors(path: str | Path = DATA / "not_actors.csv") -> pd.DataFrame:
    """Read the longer phrases that hold an actor's alias but are not that actor.

    Returns:
        One row per phrase: `phrase`, `case` ("exact", "any"), `reason`, `line`.

    Raises:
        LexiconError: naming file and line, for an empty field, an unknown case or a phrase that
            stands twice.
    """
    path = Path(path)
    rows = read_lexicon(path, columns=NOT_ACTOR_COLUMNS)
    fail(path.name, rows[~rows["case"].isin(CASES)], "case {case!r} is not one of exact, any")
    fail(path.name, rows[rows.duplicated("phrase")], "phrase {phrase!r} stands twice")
    return rows


def ambiguous_aliases(actors: pd.DataFrame) -> pd.DataFrame:
    """Find the aliases that could be more than one actor on the same day.

    Args:
        actors: The gazetteer, as `read_actors` returns it.

    Returns:
        One row per alias and actor that it could be, likeliest first: `alias`, `reading` (1 is
        the likeliest: the first in the file), `actor`, `kind`, `how`, `alone`, `from`, `until`,
        `n_readings` (actors that the alias could be). Aliases that differ only in case count as
        one where case need not match.
    """
    rows = actors.reset_index(drop=True)
    rows["key"] = rows["alias"].str.casefold()
    starts = rows["from"].fillna(_EVER)
    ends = rows["until"].fillna(_NEVER)
    keep: set[int] = set()
    for _, group in rows[rows.duplicated("key", keep=False)].groupby("key"):
        for one, two in combinations(group.index, 2):
            a, b = rows.loc[one], rows.loc[two]
            same_text = a["alias"] == b["alias"] or "any" in (a["case"], b["case"])
            same_day = max(starts[one], starts[two]) < min(ends[one], ends[two])
            if a["actor"] != b["actor"] and same_text and same_day:
                keep |= {one, two}
    found = rows.loc[sorted(keep)]
    found["first"] = found.groupby("key")["line"].transform("min")
    found = found.sort_values(["first", "line"], kind="stable").drop_duplicates(["key", "actor"])
    found["reading"] = found.groupby("key").cumcount() + 1
    found["n_readings"] = found.groupby("key")["actor"].transform("size")
    columns = ["alias", "reading", "actor", "kind", "how", "alone", "from", "until", "n_readings"]
    return found[columns].reset_index(drop=True)


def _with_dates(rows: pd.DataFrame, path: str) -> pd.DataFrame:
    """Turn `from` and `until` into dates, or say on which line one of them is wrong."""
    rows = rows.copy()
    for column in ("from", "until"):
        wrong = rows[~rows[column].map(_is_day)]
        fail(path, wrong, f"{column} {{{column}!r}} is not a date like 2025-06-23")
        days = pd.to_datetime(rows[column].replace("", None), format="%Y-%m-%d")
        rows[column] = days.astype("datetime64[us]")
    wrong = rows[rows["until"] <= rows["from"]]
    fail(path, wrong, "until is not after from")
    return rows


def _is_day(text: str) -> bool:
    if not text:
        return True
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fail_overlap(path: str, rows: pd.DataFrame, keys: list[str], message: str) -> None:
    """Raise for the first row whose time overlaps that of an earlier row with the same keys."""
    ordered = rows.sort_values([*keys, "from"], kind="stable", na_position="first")
    by = [ordered[key] for key in keys]
    latest = ordered["until"].fillna(_NEVER).groupby(by).cummax()
    before = latest.groupby(by).shift()
    starts = ordered["from"].fillna(_EVER)
    fail(path, ordered[starts < before].sort_values("line"), message + " on one day")


def fail(name: str, rows: pd.DataFrame, message: str) -> None:
    """Raise for the first of `rows`; braces in the message are filled from its columns."""
    if len(rows):
        row = rows.iloc[0]
        said = message.format(**row)
        raise LexiconError(f"{row.get('file', name)} line {row['line']}: {said}")


def _one_of(allowed: Iterable[str]) -> str:
    return f"one of {', '.join(allowed)}"
