"""Tables of a notebook as a reader wants them: in words, without row numbers, intervals drawn."""

import html
import re
from functools import cache
from typing import NamedTuple

from lxml import html as parser

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["column_words", "readable"]

MANY, TOO_MANY = 7, 10  # columns, beyond which each has little room, or none for its name
SHOWN = 8  # rows before 'show all'
_WORDS = DATA / "column_words.csv"
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?%?")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00:00(?:\+00:00)?")
_SECONDS = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d):\d\d(?:\.\d+)?(?:\+00:00)?")
_NOTHING = {"NaN", "nan", "<NA>", "None", "NaT"}
_WORD = {"True": "yes", "False": "no"}
_INTERVAL = ["estimate", "low", "high"], ["difference", "low", "high"]


@cache
def column_words() -> dict[str, str]:
    """What each column is called on a page.

    Raises:
        LexiconError: naming file and line.
    """
    rows = read_lexicon(_WORDS, columns=["column", "words"])
    twice = rows[rows["column"].duplicated()]
    if len(twice):
        line, column = twice.iloc[0][["line", "column"]]
        raise LexiconError(f"{_WORDS.name}:{line}: {column!r} is named twice: keep one line")
    return dict(zip(rows["column"], rows["words"], strict=True))


def readable(fragment: str) -> str:
    """The HTML of an output with each table of pandas in it made anew for reading.

    Row numbers go, columns get words, dates lose an hour that says nothing, an estimate and its
    interval become one cell with a drawn line, and rows beyond the eighth wait behind a box to
    tick, which needs no script. Whatever else stands in the fragment stays.
    """
    if 'class="dataframe"' not in fragment:
        return fragment
    whole = parser.fragment_fromstring(fragment, create_parent="div")
    for table in whole.xpath(".//table[contains(@class, 'dataframe')]"):
        made = parser.fragment_fromstring(_anew(table))
        made.tail = table.tail
        table.getparent().replace(table, made)
    for style in whole.xpath(".//style"):
        style.drop_tree()
    return (whole.text or "") + "".join(
        parser.tostring(child, encoding="unicode") for child in whole
    )


def _anew(table: parser.HtmlElement) -> str:
    heads, rows = _spread(table.xpath("./thead/tr")), _spread(table.xpath("./tbody/tr"))
    if heads and not rows:
        return "<p class='nothing'>Nothing to list.</p>"
    if not heads:
        return (
            f'<div class="data">{parser.tostring(table, encoding="unicode", with_tail=False)}</div>'
        )
    labels = sum(is_label for is_label, _ in rows[0])
    head = [
        _heading([row[at][1] for row in heads if row[at][1]], label=at < labels)
        for at in range(len(heads[0]))
    ]
    texts = [[text for _, text in row] for row in rows]
    if labels == 1 and not head[0].name and all(row[0].isdigit() for row in texts):
        head, texts, labels = head[1:], [row[1:] for row in texts], 0
    order = _order(head)
    head, texts = [head[at] for at in order], [[row[at] for at in order] for row in texts]
    if {"estimate", "low", "high"} <= {column.group for column in head}:
        head = [Column(column.name, column.group) if column.group else column for column in head]
    return _written(*_without_no_few(head, texts), labels)


class Column(NamedTuple):
    """What a column is called in its table, and the name that stands over it and others."""

    group: str
    name: str


def _spread(rows: list[parser.HtmlElement]) -> list[list[tuple[bool, str]]]:
    """Rows of cells (whether a label, text), with a cell wherever one reaches over several."""
    grid: list[dict[int, tuple[bool, str]]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while x in grid[y]:
                x += 1
            wide, high = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            for line in grid[y : y + high]:
                line |= dict.fromkeys(
                    range(x, x + wide), (cell.tag == "th", cell.text_content().strip())
                )
    return [[line[at] for at in sorted(line)] for line in grid]


def _heading(levels: list[str], *, label: bool) -> Column:
    """Of a column of labels the lowest name alone: those above it name the levels of the others."""
    if not levels:
        return Column("", "")
    return Column("" if label else ", ".join(levels[:-1]), levels[-1])


def _order(head: list[Column]) -> list[int]:
    """Positions of the columns, each estimate with its own interval where these stand above."""
    if not {"estimate", "low", "high"} <= {column.group for column in head}:
        return list(range(len(head)))
    names = list(dict.fromkeys(column.name for column in head))
    return sorted(range(len(head)), key=lambda at: (names.index(head[at].name), at))


def _without_no_few(
    head: list[Column], rows: list[list[str]]
) -> tuple[list[Column], list[list[str]]]:
    """Only groups that are few say so; where none is, the column goes."""
    for at in reversed([at for at, column in enumerate(head) if column.name == "small"]):
        if all(row[at] == "False" for row in rows):
            head = head[:at] + head[at + 1 :]
            rows = [row[:at] + row[at + 1 :] for row in rows]
        else:
            rows = [[*row[:at], row[at].replace("False", ""), *row[at + 1 :]] for row in rows]
    return head, rows


def _written(head: list[Column], rows: list[list[str]], labels: int) -> str:
    columns = _columns(head)
    scales = {at: _scale([row[i] for row in rows for i in at]) for at in columns if len(at) > 1}
    names = [_name(head, at) for at in columns]
    numeric = [
        all(_NUMBER.fullmatch(row[at[0]]) or row[at[0]] in _NOTHING for row in rows)
        for at in columns
    ]
    top = "".join(
        f"<th scope='col'{_class(number)}>{html.escape(name)}</th>" if name else "<td></td>"
        for name, number in zip(names, numeric, strict=True)
    )
    body = []
    for k, row in enumerate(rows):
        cells = []
        for i, (at, name, number) in enumerate(zip(columns, names, numeric, strict=True)):
            tag, scope = ("th", " scope='row'") if i < max(labels, 1) else ("td", "")
            label = html.escape(name, quote=True)
            inner = _cell(
                [row[j] for j in at], scales.get(at), counted=head[at[0]].name.startswith("n")
            )
            kind = _class(number) if inner else " class='blank'"
            cells.append(f"<{tag}{scope} data-label='{label}'{kind}>{inner}</{tag}>")
        body.append(f"<tr{' class=more' if k >= SHOWN else ''}>{''.join(cells)}</tr>")
    more = (
        f"<label class='all'><input type='checkbox'> Show all {len(rows)}</label>"
        if len(rows) > SHOWN
        else ""
    )
    room = " wide" if len(columns) > MANY else ""
    room += " upright" if len(columns) > TOO_MANY else ""  # heads stand on their side
    return (
        f"<div class='data{room}'><table><thead><tr>{top}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table>{more}</div>"
    )


def _columns(head: list[Column]) -> list[tuple[int, ...]]:
    """Positions of the columns of the new table; an estimate with its interval is one."""
    columns, i = [], 0
    while i < len(head):
        near = head[i : i + 3]
        wide = [column.name for column in near] in _INTERVAL and len({c.group for c in near}) == 1
        columns.append(tuple(range(i, i + 3)) if wide else (i,))
        i += 3 if wide else 1
    return columns


def _name(head: list[Column], at: tuple[int, ...]) -> str:
    group, name = head[at[0]]
    words = column_words().get(name, name.replace("_", " "))
    if group:
        words = f"{column_words().get(group, group.replace('_', ' '))}: {words}"
    return f"{words}, 95 % interval" if len(at) > 1 else words


def _scale(texts: list[str]) -> tuple[float, float] | None:
    values = [float(text) for text in texts if _NUMBER.fullmatch(text)]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    return (low, high) if high > low else None


def _class(number: bool) -> str:
    return " class='num'" if number else ""


def _cell(texts: list[str], scale: tuple[float, float] | None, *, counted: bool) -> str:
    if len(texts) > 1 and all(_NUMBER.fullmatch(text) for text in texts):
        places = max(len(text.partition(".")[2]) for text in texts)
        texts = [f"{float(text):.{places}f}" for text in texts]
    said = [_text(text, counted=counted) for text in texts]
    if len(said) == 1:
        return said[0]
    estimate, low, high = said
    if not all(_NUMBER.fullmatch(text) for text in texts):
        return f"{estimate} <span class='range'>no interval</span>"
    return f"{estimate} <span class='range'>{low} to {high}</span>{_line(texts, scale)}"


def _line(texts: list[str], scale: tuple[float, float] | None) -> str:
    if scale is None:
        return ""
    first, last = scale
    middle, low, high, zero = (
        round(4 + 92 * (float(text) - first) / (last - first), 1) for text in (*texts, "0")
    )
    return (
        "<svg class='interval' aria-hidden='true' width='100%' height='10'>"
        f"<line class='zero' x1='{zero}%' x2='{zero}%' y1='0' y2='10'/>"
        f"<line x1='{low}%' x2='{high}%' y1='5' y2='5'/>"
        f"<circle cx='{middle}%' cy='5' r='3'/></svg>"
    )


def _text(text: str, *, counted: bool) -> str:
    if text in _NOTHING:
        return "–"
    if _NUMBER.fullmatch(text):
        whole = text.lstrip("-").isdigit()
        return (f"{int(text):,}" if whole and counted else text).replace("-", "−")
    text = _SECONDS.sub(r"\1, \2", _MIDNIGHT.sub(r"\1", text))
    return html.escape(_WORD.get(text, text))
