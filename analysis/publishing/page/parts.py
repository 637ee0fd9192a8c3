"""What a page is made of: sections, pictures made of lines, tables of cells. Nothing is drawn here.

Every line, cell and row names the sentences behind it by a key of the page's `Book`.
"""

from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from analysis.publishing.page import words

__all__ = [
    "Cell",
    "Entry",
    "Grid",
    "Line",
    "Pane",
    "Panes",
    "Picture",
    "Section",
    "Table",
    "Value",
    "carried",
]


FULL = 10  # articles from which a cell has the whole of its colour


@dataclass(frozen=True)
class Value:
    """An estimate with its interval, and what it rests on."""

    estimate: float
    low: float
    high: float
    n: int
    articles: int
    small: bool = False
    unit: str = "polarity"
    middle: float = 0.0
    of: str = "mention"  # what is counted
    corrected: bool = True  # False where the section asks more than an interval, and it falls short

    @property
    def clear(self) -> bool:
        """Whether the interval leaves the middle out, and enough stands behind it."""
        known = pd.notna(self.low) and pd.notna(self.high)
        return bool(
            known and self.corrected and not self.small and not self.low <= self.middle <= self.high
        )

    @property
    def said(self) -> str:
        return words.number(self.estimate, self.unit)

    @property
    def interval(self) -> str:
        return words.range_of(self.low, self.high, self.unit)

    @property
    def counted(self) -> str:
        return f"{words.count(self.n, self.of)} in {words.count(self.articles, 'article')}"


def carried(value: Value) -> float:
    """How far the whole interval lies from the middle: the strength that a colour may have."""
    if not value.clear:
        return 0.0
    return min(abs(value.low - value.middle), abs(value.high - value.middle))


@dataclass(frozen=True)
class Line:
    """One line of a picture: a label, a dot with its interval, and its sentences."""

    label: str
    value: Value
    opens: str
    tag: str = ""  # 'own words', 'quoted', ...
    kind: str = "own"  # which colour and shape


@dataclass(frozen=True)
class Picture:
    """Lines over one axis, the first of each label named."""

    title: str
    lines: list[Line]
    low: float
    high: float
    ends: tuple[str, str] = ("", "")  # what lies to the left, what to the right
    note: str = ""

    def at(self, value: float) -> float:
        """Where a value stands, in percent of the width; values beyond an end stand at it."""
        share = (value - self.low) / (self.high - self.low)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    @property
    def unit(self) -> str:
        return self.lines[0].value.unit

    @property
    def middle(self) -> float:
        return self.lines[0].value.middle

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Both ends and what lies halfway, with their text."""
        values = [self.low, (self.low + self.high) / 2, self.high]
        return [(self.at(value), words.number(value, self.unit)) for value in values]


@dataclass(frozen=True)
class Cell:
    """One cell of a grid; `value` is None where nothing was counted."""

    column: str
    value: Value | None = None
    opens: str = ""

    @property
    def strength(self) -> float:
        """How much of its colour the cell has: as its interval carries, less where it is small."""
        if self.value is None:
            return 0.0
        return round(min(carried(self.value) / 0.4, 1.0) * min(self.value.articles / FULL, 1.0), 2)


@dataclass(frozen=True)
class Grid:
    """Two groupings against each other; a list of small blocks where the page is narrow."""

    title: str
    columns: list[str]
    rows: list[tuple[str, list[Cell]]]
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Rows in words; a cell is text, markup that was escaped, or a `Value`."""

    title: str
    head: list[str]
    rows: list[tuple[list[str | Markup | Value], str]]  # cells, and the key that the row opens
    note: str = ""

    def axis(self, column: int) -> Picture:
        """What the intervals in a column are drawn over: just wide enough for all of them."""
        values = [cells[column] for cells, _ in self.rows if isinstance(cells[column], Value)]
        ends = [
            end
            for each in values
            for end in (each.estimate, each.low, each.high, each.middle)
            if pd.notna(end)
        ]
        return Picture("", [], min(ends), max(max(ends), min(ends) + 0.01))


@dataclass(frozen=True)
class Entry:
    """One thing that an outlet tells, or leaves out."""

    what: str
    about: str
    opens: str


@dataclass(frozen=True)
class Pane:
    """One outlet's telling of an event: headlines with their addresses, blocks of entries, and
    what it leaves out, by its kind."""

    outlet: str
    headlines: list[tuple[str, str]]
    about: str
    blocks: list[tuple[str, list[Entry]]]
    left_out: list[tuple[str, list[Entry]]] = field(default_factory=list)


@dataclass(frozen=True)
class Panes:
    """Outlets side by side; one below the other where the page is narrow."""

    title: str
    about: str
    panes: list[Pane]


@dataclass(frozen=True)
class Section:
    """One question with its answer, in the order in which it is read."""

    id: str
    question: str
    finding: Markup
    sure: Markup
    cannot: str
    pictures: list[Picture | Grid | Panes | Table] = field(default_factory=list)
    rests: Table | None = None
    examples: list[Markup] = field(default_factory=list)
    chosen: str = "those nearest to the figure"  # which of its sentences the examples are
    opens: str = ""  # the sentences of the finding
    clear: bool = False  # whether an interval carries the finding
