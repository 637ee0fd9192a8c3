"""Tables of a notebook as a reader wants them: in words, without row numbers, intervals drawn."""

import html
import re
from functools import cache

from lxml import html as parser

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["column_words", "readable"]

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
    heads = [[cell.text_content().strip() for cell in row] for row in table.xpath("./thead/tr")]
    rows = [
        [(cell.tag == "th", cell.text_content().strip()) for cell in row]
        for row in table.xpath("./tbody/tr")
    ]
    if heads and not rows:
        return "<p class='nothing'>Nothing to list.</p>"
    if table.xpath(".//*[@colspan or @rowspan]") or not heads:
        return (
            f'<div class="data">{parser.tostring(table, encoding="unicode", with_tail=False)}</div>'
        )
    head = heads[0]
    if len(heads) > 1:  # the names of the index stand in a row of their own
        head = [own or above for own, above in zip(heads[1], head, strict=True)]
    labels = sum(is_label for is_label, _ in rows[0])
    texts = [[text for _, text in row] for row in rows]
    if labels == 1 and not head[0] and all(row[0].isdigit() for row in texts):
        head, texts, labels = head[1:], [row[1:] for row in texts], 0
    return _written(*_without_no_few(head, texts), labels)


def _without_no_few(head: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Only groups that are few say so; where none is, the column goes."""
    if "small" not in head:
        return head, rows
    at = head.index("small")
    if all(row[at] == "False" for row in rows):
        return head[:at] + head[at + 1 :], [row[:at] + row[at + 1 :] for row in rows]
    return head, [[*row[:at], row[at].replace("False", ""), *row[at + 1 :]] for row in rows]


def _written(head: list[str], rows: list[list[str]], labels: int) -> str:
    columns = _columns(head)
    scales = {at: _scale([row[i] for row in rows for i in at]) for at in columns if len(at) > 1}
    names = [_name(head, at) for at in columns]
    numeric = [
        all(_NUMBER.fullmatch(row[at[0]]) or row[at[0]] in _NOTHING for row in rows)
        for at in columns
    ]
    top = "".join(
        f"<th scope='col'{_class(number)}>{html.escape(name)}</th>"
        for name, number in zip(names, numeric, strict=True)
    )
    body = []
    for k, row in enumerate(rows):
        cells = []
        for i, (at, name, number) in enumerate(zip(columns, names, numeric, strict=True)):
            tag, scope = ("th", " scope='row'") if i < max(labels, 1) else ("td", "")
            label = html.escape(name, quote=True)
            inner = _cell([row[j] for j in at], scales.get(at), counted=head[at[0]].startswith("n"))
            kind = _class(number) if inner else " class='blank'"
            cells.append(f"<{tag}{scope} data-label='{label}'{kind}>{inner}</{tag}>")
        body.append(f"<tr{' class=more' if k >= SHOWN else ''}>{''.join(cells)}</tr>")
    more = (
        f"<label class='all'><input type='checkbox'> Show all {len(rows)}</label>"
        if len(rows) > SHOWN
        else ""
    )
    return (
        f"<div class='data'><table><thead><tr>{top}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table>{more}</div>"
    )


def _columns(head: list[str]) -> list[tuple[int, ...]]:
    """Positions of the columns of the new table; an estimate with its interval is one."""
    columns, i = [], 0
    while i < len(head):
        wide = head[i : i + 3] in _INTERVAL
        columns.append(tuple(range(i, i + 3)) if wide else (i,))
        i += 3 if wide else 1
    return columns


def _name(head: list[str], at: tuple[int, ...]) -> str:
    name = head[at[0]]
    words = column_words().get(name, name.replace("_", " "))
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
