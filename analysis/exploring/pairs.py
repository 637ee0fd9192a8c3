"""Who is told as for or against whom: a choice of two actors, its estimates, title and code."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from analysis.exploring.scope import Scope, arguments, grouped, within
from analysis.measuring import add_tie, relations_by, told
from analysis.schema import SputlinkError

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["PairSelection", "code_of_ties", "relations_of", "said_of_ties", "ties_of", "ties_title"]


@dataclass(frozen=True)
class PairSelection(Scope):
    """Which two actors, in what of the articles. Two equal ones give the same table.

    Args:
        holder: Who is told as for or against somebody, as in `relations.holder`; None for anybody.
        target: Toward whom; None for anybody.
        both: Also how the second is told toward the first.
        outlets, words_of, first, last: As for `Scope`.
        by: "tie" (who toward whom), "outlet", "day", "week", or any column of `relations`.

    Raises:
        SputlinkError: for nobody on either side, an unknown `words_of`, or a day that is none.
    """

    holder: str | None
    target: str | None = None
    both: bool = field(default=False, kw_only=True)
    by: str = field(default="tie", kw_only=True)

    def __post_init__(self) -> None:
        if self.holder is None and self.target is None:
            raise SputlinkError("choose somebody on one side at least: everybody is notebook 06")
        super().__post_init__()


def relations_of(tables: "Tables", selection: PairSelection) -> pd.DataFrame:
    """The relations that were chosen, of those that a figure counts (`measuring.told`).

    Returns:
        One row per sentence and ordered pair, with `tie_name` ("Iran → Russia"), and with `day` or
        `week` where that is the grouping.

    Raises:
        SputlinkError: if no relation was read.
    """
    rows = tables.relations
    if rows["attitude"].isna().all():
        raise SputlinkError("no sentence was read for two actors: analyse with `pairs`")
    one, other = selection.holder, selection.target
    chosen = _between(rows, one, other)
    if selection.both:
        chosen |= _between(rows, other, one)
    rows = told(rows[chosen & rows["attitude"].notna()])
    found = add_tie(within(rows, selection)).rename(columns={"actor": "tie_name"})
    return grouped(found, _column(selection))


def ties_of(
    tables: "Tables", selection: PairSelection, *, relations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """How the chosen are told: one row per group, with the columns of `relations_by`.

    Ties stand with most sentences first, other groups in their own order; where both directions
    are asked for, each group has a row for each.

    Args:
        relations: What `relations_of` gave for the same selection, to save doing it again.
    """
    rows = relations_of(tables, selection) if relations is None else relations
    by = [_column(selection)]
    if selection.both and selection.by != "tie":
        by.append("tie_name")
    needed = ["article_id", *by, "tie", "attitude", "p_for", "p_against", "deed", "constructed"]
    table = relations_by(rows[[name for name in needed if name in rows]], by=by)
    return table if selection.by == "tie" else table.sort_values(by, ignore_index=True)


def ties_title(selection: PairSelection) -> str:
    """The question that the selection's figure answers."""
    whose = {"outlet": ", in the outlets' own words", "quoted": ", in quoted words"}
    end = "" if selection.by == "tie" else f", by {selection.by.replace('_', ' ')}"
    end += whose.get(selection.words_of, "")
    if selection.holder is None:
        return f"Who is told as for or against {selection.target}{end}?"
    if selection.target is None:
        return f"Whom is {selection.holder} told as for or against{end}?"
    if selection.both:
        return f"How are {selection.holder} and {selection.target} told toward each other{end}?"
    return f"Is {selection.holder} told as for or against {selection.target}{end}?"


def said_of_ties(table: pd.DataFrame, selection: PairSelection) -> str:
    """How much stands behind the table, in two sentences."""
    one, other = selection.holder or "anybody", selection.target or "anybody"
    n, for_, against = (int(table[name].sum()) for name in ("n_mentions", "n_for", "n_against"))
    if n == 0:
        return f"no sentence: nothing tells of {one} and {other} in this choice."
    arrow = "↔" if selection.both else "→"
    return (
        f"{one} {arrow} {other}: {n:,} sentences name both. "
        f"{for_:,} tell the one as for the other, {against:,} as against."
    )


def code_of_ties(selection: PairSelection) -> str:
    """Python that makes the same relations, table and figure from `tables`."""
    label = _column(selection)
    lines = [
        "from analysis import plots, show_relations",
        "from analysis.exploring import PairSelection, relations_of, ties_of, ties_title",
        "",
        "selection = PairSelection(",
        *arguments(selection),
        ")",
        "relations = relations_of(tables, selection)",
        "table = ties_of(tables, selection)",
    ]
    if selection.both and label != "tie_name":
        lines.append(f'table["group"] = table[{label!r}] + " · " + table["tie_name"]')
        label = "group"
    lines += [
        f"ax = plots.estimates(table, label={label!r}, title=ties_title(selection),",
        '    unit="mean attitude, against to for")',
        "show_relations(relations, tables)",
    ]
    return "\n".join(lines)


def _between(rows: pd.DataFrame, holder: str | None, target: str | None) -> pd.Series:
    chosen = pd.Series(True, index=rows.index)
    for column, actor in (("holder", holder), ("target", target)):
        if actor is not None:
            chosen &= rows[column] == actor
    return chosen


def _column(selection: PairSelection) -> str:
    return "tie_name" if selection.by == "tie" else selection.by
