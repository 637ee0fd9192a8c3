"""Cells of spreadsheets: text that a spreadsheet shows and does not compute.

References:
    OWASP, 'CSV Injection': a cell that begins with one of these may be run as a formula.
"""

__all__ = ["guarded", "unguarded"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(value: object) -> object:
    """Text with a mark before it where a spreadsheet would compute it; all else as it is."""
    return f"'{value}" if isinstance(value, str) and _computed(value) else value


def unguarded(text: str) -> str:
    """Text as it was before `guarded`."""
    return text[1:] if text[:1] == "'" and _computed(text) else text


def _computed(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)
