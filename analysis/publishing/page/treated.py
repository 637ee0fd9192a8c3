"""Who is treated how, and by whom: warmth of the outlets' own words, beside the quoted ones."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.evidence import behind
from analysis.measuring import framing_by
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import ACTORS, OUTLETS, having_interval, limit, named, value
from analysis.publishing.page.parts import FULL, Cell, Grid, Line, Picture, Section, Table
from analysis.publishing.page.words import count, listed, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["treated"]

VOICES = {"outlet": ("own words", "own"), "quoted": ("quoted", "quoted")}


def treated(tables: "Tables", book: Book, second: pd.DataFrame | None) -> Section:
    """The warmth of the wording around those named most, with outlets apart.

    Args:
        second: The same mentions by another scorer (`tables.rescored(...).named`), to say whether
            it agrees on the direction.
    """
    actors = tables.named["actor"].value_counts(sort=True).index[:ACTORS].tolist()
    mentions = tables.about(*actors)
    table = having_interval(framing_by(mentions, by=["actor", "words_of"]))
    lines = [
        Line(
            label=str(row["actor"]),
            value=value(row),
            opens=book.of_mentions(behind(mentions, row)),
            tag=VOICES[row["words_of"]][0],
            kind=VOICES[row["words_of"]][1],
        )
        for row in table.to_dict("records")
    ]
    own = [line for line in lines if line.kind == "own"]
    cold = sorted((x for x in own if x.value.clear and x.value.estimate < 0), key=_warmth)
    warm = sorted((x for x in own if x.value.clear and x.value.estimate > 0), key=_warmth)[::-1]
    ordered = sorted(lines, key=lambda x: (_of_own(own, x.label), x.label, x.kind != "own"))
    half = limit(lines)
    pooled = Picture(
        "Warmth of the wording around each actor, all outlets together",
        ordered,
        -half,
        half,
        ends=("colder", "warmer"),
        note="Own words: headlines too. Dot: mean; line: 95 % interval over articles. Hollow: "
        "not told from zero; grey: too few to place.",
    )
    grids = _by_outlet(mentions, actors, book)
    split = _contested(grids)
    first = (cold or warm or own or lines)[0]
    opens = split[0][1][0].opens if split else first.opens
    return Section(
        id="treated",
        question="Who is treated how, and by whom?",
        finding=_finding(split, cold, warm, own),
        sure=_sure(own, second),
        cannot="Warm wording is not approval, and cold wording is not blame: news of a disaster "
        "is cold around its victims. The scorer errs on single sentences; read some before you "
        "lean on a number.",
        pictures=[*grids, pooled] if split else [pooled, *grids],
        rests=_rests(ordered),
        examples=book.examples(opens),
        opens=opens,
        clear=bool(split or cold or warm),
    )


def _contested(grids: list[Grid]) -> list[tuple[str, list[Cell], list[Cell]]]:
    """Actors that some outlets clearly word warm and others clearly cold, with these cells."""
    found = []
    for actor, cells in (row for grid in grids for row in grid.rows):
        clear = [cell for cell in cells if cell.value is not None and cell.value.clear]
        warm = [cell for cell in clear if cell.value.estimate > 0]
        cold = [cell for cell in clear if cell.value.estimate < 0]
        if warm and cold:
            found.append((actor, warm, cold))
    return found


def _warmth(line: Line) -> float:
    return line.value.estimate


def _of_own(own: list[Line], label: str) -> float:
    return next((line.value.estimate for line in own if line.label == label), 9.0)


def _finding(
    split: list[tuple[str, list[Cell], list[Cell]]],
    cold: list[Line],
    warm: list[Line],
    own: list[Line],
) -> Markup:
    if not own:
        return Markup("Actors are named in quotations only: no outlet words them itself.")
    if split:
        told = [
            Markup("around {} it is warm from {} and cold from {}").format(
                strong(actor), _cells(by_warm), _cells(by_cold)
            )
            for actor, by_warm, by_cold in split[:2]
        ]
        return Markup("The wording depends on who writes: {}.").format(Markup("; ").join(told))
    if not cold and not warm:
        return Markup(
            "Around none of the {} actors named most can the outlets' own wording be told from "
            "neutral."
        ).format(len(own))
    sides = [
        Markup("cold around {}").format(named(cold)) if cold else Markup(""),
        Markup("warm around {}").format(named(warm)) if warm else Markup(""),
    ]
    return Markup("In the outlets' own words, the wording is {}.").format(
        listed([side for side in sides if side])
    )


def _cells(cells: list[Cell]) -> Markup:
    return listed([f"{cell.column} ({cell.value.said})" for cell in cells])


def _sure(own: list[Line], second: pd.DataFrame | None) -> Markup:
    clear = [line for line in own if line.value.clear]
    said = [
        f"All outlets together, {len(clear)} of {count(len(own), 'actor')} can be told from "
        "neutral: the 95 % interval over articles leaves zero out. Of twenty such intervals, about "
        "one misses by chance."
    ]
    if second is not None and clear:
        theirs = second[second["words_of"] == "outlet"].groupby("actor")["polarity"].mean()
        same = [x for x in clear if theirs.get(x.label, 0.0) * x.value.estimate > 0]
        said.append(
            f"A second scorer, {second['scored_by'].iloc[0]}, gives the same direction for "
            f"{len(same)} of these {len(clear)}."
        )
    return Markup(" ").join(Markup("{}").format(each) for each in said)


def _by_outlet(mentions: pd.DataFrame, actors: list[str], book: Book) -> list[Grid]:
    own = mentions[mentions["words_of"] == "outlet"]
    outlets = own.groupby("outlet")["article_id"].nunique().nlargest(OUTLETS).index.tolist()
    if len(outlets) < 2:
        return []
    found = framing_by(own, by=["actor", "outlet"])
    rows = []
    for actor in actors[:OUTLETS]:
        here = found[found["actor"] == actor].set_index("outlet").to_dict("index")
        cells = []
        for outlet in sorted(outlets):
            if outlet not in here:
                cells.append(Cell(outlet))
                continue
            sides = behind(own, actor=actor, outlet=outlet)
            cells.append(Cell(outlet, value(here[outlet]), book.of_mentions(sides)))
        rows.append((actor, cells))
    note = (
        "Own words and headlines. A cell has as much colour as its interval carries: none where "
        "it takes in zero or fewer than five mentions or articles stand behind it, less "
        f"of it below {FULL} articles. Blank: not named in the outlet's own words or headlines."
    )
    return [
        Grid(
            "Warmth of the wording around each actor, outlet by outlet", sorted(outlets), rows, note
        )
    ]


def _rests(lines: list[Line]) -> Table:
    head = ["actor", "whose words", "warmth, 95 % interval", "mentions", "articles"]
    rows = [
        ([x.label, x.tag, x.value, f"{x.value.n:,}", f"{x.value.articles:,}"], x.opens)
        for x in lines
    ]
    return Table("The figures", head, rows)
