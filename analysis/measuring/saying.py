"""Pieces of the sentences in which notebooks answer: counts, intervals and names, in words."""

import re

import pandas as pd

__all__ = ["counted", "plain", "span"]

# What Markdown, HTML or a typesetter of formulas would read as anything but itself.
_READ = re.compile(r"[\\`*_\[\]<>&#|~!$]")


def counted(n: int, what: str) -> str:
    """A count with its noun: '1 article', '1,234 articles'.

    Args:
        n: How many.
        what: The noun in the singular, one that takes an s.
    """
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def plain(name: object) -> str:
    """Somebody's name, tag or outlet as it may stand in Markdown: shown, and never run.

    Scraped names hold tags, links and dollar signs. What could be read as markup becomes an
    entity; a dollar sign stands alone in an element, where no formula can begin.
    """
    return _READ.sub(_written, " ".join(str(name).split()))


def span(low: float, high: float, form: str = "{:+.2f}") -> str:
    """An interval as a sentence has it: '95 % interval -0.10 to +0.12', or that there is none."""
    if pd.isna(low) or pd.isna(high):
        return "too few articles for an interval"
    return f"95 % interval {form.format(low)} to {form.format(high)}"


def _written(sign: re.Match) -> str:
    entity = f"&#{ord(sign[0])};"
    return f"<span>{entity}</span>" if sign[0] == "$" else entity
