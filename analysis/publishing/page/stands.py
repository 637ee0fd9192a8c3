"""Who stands with whom: how each pair of actors is told, the one toward the other."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.measuring import relations_by, told
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import having_interval, limit, value
from analysis.publishing.page.parts import Line, Picture, Section, Table, Value, carried
from analysis.publishing.page.words import count, listed, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["stands"]

PAIRS = 12
WORTH = 0.05  # a pair is clear only where the whole interval lies at least so far from zero


def stands(tables: "Tables", book: Book) -> Section | None:
    """How far one actor is told as for or against another, in the outlets' own words.

    None where no relations were read, or none that names two actors.
    """
    rows = told(tables.relations)
    rows = rows[rows["attitude"].notna() & rows["words_of"].eq("outlet")]
    if rows.empty:
        return None
    found = having_interval(relations_by(rows)).head(PAIRS)
    lines = [
        Line(
            _label(row),
            _value(row),
            book.of_relations(
                rows[(rows["holder"] == row["holder"]) & (rows["target"] == row["target"])]
            ),
        )
        for row in found.to_dict("records")
    ]
    against = _clear(lines, below=True)
    for_ = _clear(lines, below=False)
    told_so = {_label(row): (row["n_against"], row["n_for"]) for row in found.to_dict("records")}
    half = limit(lines)
    picture = Picture(
        "For or against: the pairs named together most often",
        sorted(lines, key=lambda x: x.value.estimate),
        -half,
        half,
        ends=("against", "for"),
        note="How much more often a sentence that names both tells the first as for the second "
        "than as against it; 0: as often, or neither. Filled: the whole 95 % interval lies at "
        f"least {WORTH} from zero, on the side that more of the sentences tell; hollow: not clear; "
        "grey: fewer than five articles or sentences.",
    )
    first = (against or for_ or lines)[0]
    return Section(
        id="stands",
        question="Who stands with whom, and against whom?",
        finding=_finding(against, for_, told_so),
        sure=Markup(
            "{} of the {} named together most often are clear (filled below): the whole 95 % "
            "interval over articles lies at least {} from zero. Only the outlets' own "
            "words count; what speakers say of their own side and of others does not."
        ).format(len(against) + len(for_), count(len(lines), "pair"), WORTH),
        cannot="This is how sentences tell it, not what the two think of each other. A fitted "
        "model reads the side in one sentence at a time, with the names hidden, and misses what "
        "only the whole article tells.",
        pictures=[picture],
        rests=_rests(lines, found),
        examples=book.examples(first.opens),
        chosen="the clearest",
        opens=first.opens,
        clear=bool(against or for_),
    )


def _label(row: dict) -> str:
    return f"{row['holder']} toward {row['target']}"


def _value(row: dict) -> Value:
    """Clear by one rule, for the dot and for what is claimed: as the figures are written, the whole
    interval lies `WORTH` from zero, on the side that more of the sentences are told on."""
    plain = value(row, of="sentence")
    more = row["n_for"] - row["n_against"]
    return replace(plain, corrected=round(carried(plain), 2) >= WORTH and more * plain.estimate > 0)


def _clear(lines: list[Line], *, below: bool) -> list[Line]:
    kept = [x for x in lines if x.value.clear and (x.value.estimate < 0) == below]
    return sorted(kept, key=lambda x: -abs(x.value.estimate))


def _finding(
    against: list[Line], for_: list[Line], told_so: dict[str, tuple[int, int]], *, most: int = 3
) -> Markup:
    """The clear pairs with the sentences that tell them so.

    Args:
        told_so: Sentences told as against and as for, by the label of the pair.
    """
    if not against and not for_:
        return Markup("None of {} is clearly told as for or against.").format(
            count(len(told_so), "pair")
        )
    parts = []
    for lines, ways in ((against, ("against", "for")), (for_, ("for", "against"))):
        pairs = []
        for line in lines[:most]:
            so, other = told_so[line.label][:: 1 if lines is against else -1]
            counted = f" ({so:,} of {count(line.value.n, 'sentence')} as {ways[0]}, "
            pairs.append(strong(line.label) + counted + f"{other or 'none'} as {ways[1]})")
        if pairs:
            parts.append(Markup("as {}: {}").format(ways[0], listed(pairs)))
    return Markup("Told {}.").format(Markup("; ").join(parts))


def _rests(lines: list[Line], found: pd.DataFrame) -> Table:
    opens = {line.label: line.opens for line in lines}
    rows = []
    for row in found.to_dict("records"):
        counts = [row[name] for name in ("n_mentions", "n_articles", "n_for", "n_against")]
        cells = [row["holder"], row["target"], _value(row), *(f"{n:,}" for n in counts)]
        rows.append(([*cells, row["deeds"]], opens[_label(row)]))
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
