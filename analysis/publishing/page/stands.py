"""Who stands with whom: how each pair of actors is told, the one toward the other."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.measuring import relations_by, told
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import limit, named, value
from analysis.publishing.page.parts import Line, Picture, Section, Table, carried
from analysis.publishing.page.words import count

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["stands"]

PAIRS = 12
WORTH = 0.05  # a side is named only where the whole interval lies at least so far from zero


def stands(tables: "Tables", book: Book) -> Section | None:
    """How far one actor is told as for or against another, in the outlets' own words.

    None where no relations were read, or none that names two actors.
    """
    rows = told(tables.relations)
    rows = rows[rows["attitude"].notna() & rows["words_of"].eq("outlet")]
    if rows.empty:
        return None
    found = relations_by(rows)
    lines = [
        Line(
            f"{row['holder']} toward {row['target']}",
            value(row, of="sentence"),
            book.of_relations(
                rows[(rows["holder"] == row["holder"]) & (rows["target"] == row["target"])]
            ),
        )
        for row in found.head(PAIRS).to_dict("records")
    ]
    against = _clear(lines, below=True)
    for_ = _clear(lines, below=False)
    half = limit(lines)
    picture = Picture(
        "For or against: the pairs named together most often",
        sorted(lines, key=lambda x: x.value.estimate),
        -half,
        half,
        ends=("against", "for"),
        note="How much more often a sentence that names both tells the first as for the second "
        "than as against it; 0: as often, or neither.",
    )
    first = (against or for_ or lines)[0]
    return Section(
        id="stands",
        question="Who stands with whom, and against whom?",
        finding=_finding(against, for_, len(lines)),
        sure=Markup(
            "For {} of the {} named together most often, the whole 95 % interval over articles "
            "lies clearly on one side. Only the outlets' own words count; what speakers say of "
            "their own side and of others does not."
        ).format(len(against) + len(for_), count(len(lines), "pair")),
        cannot="This is how sentences tell it, not what the two think of each other. A fitted "
        "model reads the side in one sentence at a time, with the names hidden, and misses what "
        "only the whole article tells.",
        pictures=[picture],
        rests=_rests(lines, found),
        examples=book.examples(first.opens),
        opens=first.opens,
        clear=bool(against or for_),
    )


def _clear(lines: list[Line], *, below: bool) -> list[Line]:
    kept = [x for x in lines if carried(x.value) >= WORTH and (x.value.estimate < 0) == below]
    return sorted(kept, key=lambda x: -abs(x.value.estimate))


def _finding(against: list[Line], for_: list[Line], asked: int) -> Markup:
    if not against and not for_:
        return Markup("None of {} is clearly told as for or against.").format(count(asked, "pair"))
    parts = [
        Markup("as against: {}").format(named(against)) if against else Markup(""),
        Markup("as for: {}").format(named(for_)) if for_ else Markup(""),
    ]
    return Markup("Told {}.").format(Markup("; ").join(part for part in parts if part))


def _rests(lines: list[Line], found: pd.DataFrame) -> Table:
    opens = {line.label: line.opens for line in lines}
    rows = []
    for row in found.head(PAIRS).to_dict("records"):
        counts = [row[name] for name in ("n_mentions", "n_articles", "n_for", "n_against")]
        cells = [row["holder"], row["target"], value(row), *(f"{n:,}" for n in counts)]
        rows.append(([*cells, row["deeds"]], opens[f"{row['holder']} toward {row['target']}"]))
    head = [
        "who",
        "toward whom",
        "for less against, 95 %",
        "sentences",
        "articles",
        "for",
        "against",
    ]
    return Table("The figures", [*head, "deeds"], rows)
