"""Read workbooks (.xlsx) and documents (.docx)."""

from collections.abc import Iterator
from io import BytesIO

from analysis.loading.delimited import Problem, Record, Unreadable, damaged

__all__ = ["document_text", "read_workbook"]


def read_workbook(data: bytes) -> Iterator[Record | Problem]:
    """One record per row below the header of each sheet; `sheet` where there are several.

    Raises:
        Unreadable: where it is no workbook, or no sheet has a header and a row.
    """
    import openpyxl  # here: few collections hold a workbook

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book]
    except Exception as problem:  # a damaged file raises whatever its parts do
        raise damaged("cannot be read as a workbook", problem) from problem
    number = 0
    for title, rows in sheets:
        header = [str(cell).strip() if cell is not None else "" for cell in (rows or [()])[0]]
        if not any(header):
            continue
        named = [name for name in header if name]
        if len(set(named)) < len(named):
            raise Unreadable(f"sheet {title} names a column twice: {', '.join(named)}")
        for row in rows[1:]:
            if all(cell is None for cell in row):
                continue
            number += 1
            fields = {name: cell for name, cell in zip(header, row, strict=False) if name}
            yield Record(number, fields | ({"sheet": title} if len(sheets) > 1 else {}))
    if not number:
        raise Unreadable("has no sheet with a header and rows")


def document_text(data: bytes) -> str:
    """The paragraphs of a document, parted by blank lines.

    Raises:
        Unreadable: where it is no document of this kind.
    """
    import docx  # here: few collections hold a document

    try:
        document = docx.Document(BytesIO(data))
        return "\n\n".join(part.text for part in document.paragraphs if part.text.strip())
    except Exception as problem:  # a damaged file raises whatever its parts do
        raise damaged("cannot be read as a document", problem) from problem
