"""Whom a page credits for its report: a news agency, by dateline, byline or sign-off."""

import re
from functools import lru_cache

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError

__all__ = ["agency_of"]

_HEAD, _FOOT = 400, 400  # characters of the body in which a credit stands
_LONGEST_BYLINE = 90


def agency_of(body: str, *, author: str | None = None) -> str | None:
    """The agency that a report is credited to, by the names of data/agencies.csv; None if to none.

    A credit is a dateline ('MOSCOW (Reuters) -', 'KYIV, March 3 /TASS/.'), a byline alone in its
    line or in the author's field ('By Jo Doe, Associated Press'), or a sign-off at the foot
    ('With inputs from PTI', '(Reporting by Reuters)', '© 2022 AFP'). An agency that the report only
    quotes ('told Reuters') or that took its picture is none.
    """
    dateline, byline, sign_off, names = _credits()
    if author and (found := byline.fullmatch(author.strip())):
        return names[found["agency"]]
    head = body.lstrip()[:_HEAD]
    found = dateline.match(head)
    for line in head.splitlines()[:4]:
        if not found and len(line) <= _LONGEST_BYLINE:
            found = byline.fullmatch(line.strip())
    found = found or next(iter(sign_off.finditer(body, max(0, len(body) - _FOOT))), None)
    return names[found["agency"]] if found else None


@lru_cache(maxsize=1)
def _credits() -> tuple[re.Pattern, re.Pattern, re.Pattern, dict[str, str]]:
    path = DATA / "agencies.csv"
    table = read_lexicon(path, columns=["agency", "spelling"])
    for row in table[table["spelling"].duplicated()].itertuples():
        raise LexiconError(f"{path.name} line {row.line}: {row.spelling!r} stands in two lines")
    names = dict(zip(table["spelling"], table["agency"], strict=True))
    spelt = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    agency = rf"(?P<agency>{spelt})"
    person = r"[A-Z][\w.'’-]{0,25}(?: [A-Z][\w.'’-]{0,25}){1,3}"
    persons = rf"{person}(?:(?:, | and | & ){person}){{0,3}}"
    the = "(?:[Tt]he )?"
    # 'Jo Doe/AP' without 'By' is a photographer.
    by = rf"(?:[Bb]y |BY )(?:{persons}(?:, | and | \| ?|/| of | for ))?|{persons}, "
    dateline = rf"[^\n()/]{{0,60}}[(/]{agency}[)/]\s?(?:[-–—―.:]|\n)"
    sign_off = (
        rf"(?:(?:[Ww]ith (?:agency )?[Ii]nputs? from |[Ss]ource: ?|(?:©|Copyright) ?(?:\d{{4}} )?"
        rf"|(?:[Rr]eporting|[Ww]riting|[Ee]diting) by ){the}|[(\[](?=(?:{spelt})[)\]]\s*\Z))"
        rf"{agency}\b"
    )
    byline = rf"(?:{by})?{the}{agency}(?: staff| news agency)?\.?"
    return re.compile(dateline), re.compile(byline), re.compile(sign_off), names
