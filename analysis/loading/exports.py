"""Split the text exports of Lexis (old and Nexis Uni), Factiva and ProQuest into articles."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.loading.delimited import Problem, Record

__all__ = ["read_export"]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"(?:(?:{_MONTHS}) \d{{1,2}}, \d{{4}}|\d{{1,2}} (?:{_MONTHS}),? \d{{4}})")
_LEXIS_START = re.compile(r"(?m)^[ \t]*\d{1,5} of \d{1,5} DOCUMENTS?[ \t]*$")
_LEXIS_LABEL = re.compile(r"^([A-Z][A-Z-]{2,24}):[ \t]*(.*)$")
_NEXIS_END = re.compile(r"(?m)^[ \t]*End of Document[ \t]*$")
_NEXIS_LABEL = re.compile(r"^(Section|Length|Byline|Highlight|Dateline|Load-Date):[ \t]*(.*)$")
_FACTIVA_END = re.compile(r"(?m)^[ \t]*Document [A-Za-z0-9]{8,40}[ \t]*$")
_FACTIVA_HEAD = re.compile(r"(?m)^(?:HD\s|[\d,]+ words$)")
_FACTIVA_CODE = re.compile(r"^([A-Z]{2,3})(?:(?: {2,8}|\t)(.*)|\s*)$")
# The codes of Factiva's display: a paragraph may begin with capitals, too.
_FACTIVA_CODES = (
    "SE", "HD", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "BY", "CLM", "ART",
)  # fmt: skip
_PROQUEST_START = re.compile(r"(?m)^[ \t]*(?:Document \d{1,5} of \d{1,5}|_{20,})[ \t]*$")
_PROQUEST_LABEL = re.compile(r"^([A-Z][A-Za-z /]{2,40}): ?(.*)$")
_WORDS = re.compile(r"^\d[\d,.]* words$")


class _Export(NamedTuple):
    name: str
    known_by: Callable[[str], bool]
    split: Callable[[str], list[str]]
    read: Callable[[str], dict]


def read_export(text: str) -> Iterator[Record | Problem] | None:
    """One record per article, with `export` (which kind); None where the text is no export."""
    kind = next((each for each in _EXPORTS if each.known_by(text)), None)
    return _records(text, kind) if kind else None


def _records(text: str, kind: _Export) -> Iterator[Record | Problem]:
    for number, part in enumerate(kind.split(text), 1):
        fields = {name: value for name, value in kind.read(part).items() if value}
        if fields.get("body"):
            yield Record(number, fields | {"export": kind.name})
        else:
            reason = f"this part of a {kind.name} export has no text: export it with full text"
            yield Problem(number, reason, part.strip()[:80])


def _between(pattern: re.Pattern) -> Callable[[str], list[str]]:
    return lambda text: [part for part in pattern.split(text) if part.strip()]


def _paragraphs(lines: list[str]) -> str:
    """Lines as paragraphs: broken lines are joined, a blank line parts."""
    parts = re.split(r"\n[ \t]*\n", "\n".join(lines))
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in parts)))


def _lexis(part: str) -> dict:
    fields: dict[str, list[str]] = {}
    head: list[str] = []
    body: list[str] = []
    label = None
    for line in part.split("\n"):
        found = _LEXIS_LABEL.match(line.strip())
        if found:
            label = found[1]
            fields.setdefault(label, []).append(found[2])
        elif label is None:
            head.append(line.strip())
        elif label in ("LENGTH", "BODY", "DATELINE") and not line.startswith("Copyright"):
            if label == "LENGTH" or fields.get("BODY") is not None:
                body.append(line)
        elif label in ("HEADLINE", "BYLINE") and line.strip() and "LENGTH" not in fields:
            fields[label].append(line.strip())
    head = [line for line in head if line]
    body = [*fields.get("BODY", []), *body]
    return {
        "title": " ".join(" ".join(fields.get("HEADLINE", [])).split()),
        "outlet": next((line for line in head if not _DATE.search(line)), None),
        "published": _date(head),
        "author": " ".join(fields.get("BYLINE", [])).strip(),
        "category": "; ".join(fields.get("SECTION", [])).partition(";")[0],
        "body": _paragraphs(body),
    }


def _nexis(part: str) -> dict:
    head, _, rest = part.partition("\nBody\n")
    body = re.split(r"\n(?:Classification|Graphic|Load-Date:.*)\n", rest + "\n")[0]
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    labels = dict(found.groups() for line in lines if (found := _NEXIS_LABEL.match(line)))
    plain = [line for line in lines if not _NEXIS_LABEL.match(line)]
    return {
        "title": plain[0] if plain else None,
        "outlet": plain[1] if len(plain) > 1 else None,
        "published": _date(plain[1:]),
        "author": labels.get("Byline"),
        "category": labels.get("Section", "").partition(";")[0],
        "body": _paragraphs(body.split("\n")),
    }


def _factiva(part: str) -> dict:
    fields: dict[str, list[str]] = {}
    code = None
    for line in part.split("\n"):
        found = _FACTIVA_CODE.match(line)
        if found and found[1] in _FACTIVA_CODES:
            code = found[1]
            fields[code] = [found[2] or ""]
        elif code:
            fields[code].append(line)
    if "HD" not in fields:
        return _factiva_plain(part)
    joined = {name: " ".join(" ".join(lines).split()) for name, lines in fields.items()}
    body = [*fields.get("LP", []), "", *fields.get("TD", [])]
    return {
        "title": joined.get("HD"),
        "outlet": joined.get("SN"),
        "published": joined.get("PD"),
        "author": joined.get("BY"),
        "category": joined.get("SE"),
        "body": _paragraphs(body),
    }


def _factiva_plain(part: str) -> dict:
    """The display without codes: headline, byline, '500 words', date, outlet, ..., body."""
    lines = part.strip().split("\n")
    at = next((i for i, line in enumerate(lines) if _WORDS.match(line.strip())), None)
    if at is None:
        return {}
    head = [line.strip() for line in lines[:at] if line.strip()]
    meta, body = [], []
    for i, line in enumerate(lines[at + 1 :]):
        if not line.strip() and meta:
            body = lines[at + 1 + i :]
            break
        meta.append(line.strip())
    plain = [line for line in meta if line and not re.match(r"^\d{1,2}:\d\d$|^[A-Z]{2,10}$", line)]
    return {
        "title": head[0] if head else None,
        "author": next((line for line in head[1:] if line.lower().startswith("by ")), None),
        "published": _date(meta),
        "outlet": next((line for line in plain if not _DATE.search(line)), None),
        "body": _paragraphs(body),
    }


def _proquest(part: str) -> dict:
    fields: dict[str, list[str]] = {}
    label = None
    for line in part.split("\n"):
        found = _PROQUEST_LABEL.match(line)
        # Inside the full text a line 'He said: no' is no label; only known ones end it.
        if found and (label != "Full text" or found[1] in _PROQUEST_AFTER):
            label = found[1]
            fields[label] = [found[2]]
        elif label:
            fields[label].append(line)
    joined = {name: " ".join(" ".join(lines).split()) for name, lines in fields.items()}
    title = joined.get("Publication title") or joined.get("Publication info", "").partition(";")[0]
    return {
        "title": joined.get("Title"),
        "outlet": title.partition(",")[0],
        "published": joined.get("Publication date") or _date([joined.get("Publication info", "")]),
        "author": joined.get("Author"),
        "url": joined.get("Document URL"),
        "body": _paragraphs(fields.get("Full text", [])),
    }


_PROQUEST_AFTER = (
        "Subject", "Location", "People", "Company / organization", "Classification", "Title",
        "Publication title", "Publication year", "Publication date", "Section", "Publisher",
        "Place of publication", "Country of publication", "Publication subject", "ISSN",
        "Source type", "Language of publication", "Document type", "ProQuest document ID",
        "Document URL", "Copyright", "Last updated", "Database", "Credit", "Illustration",
)  # fmt: skip


def _date(lines: list[str]) -> str | None:
    return next((found[0] for line in lines if (found := _DATE.search(line))), None)


_EXPORTS = (
    _Export(
        "Lexis",
        lambda text: bool(_LEXIS_START.search(text)) and "LENGTH:" in text,
        _between(_LEXIS_START),
        _lexis,
    ),
    _Export(
        "Nexis Uni",
        lambda text: bool(_NEXIS_END.search(text)) and "\nBody\n" in text,
        _between(_NEXIS_END),
        _nexis,
    ),
    _Export(
        "Factiva",
        lambda text: (
            bool(_FACTIVA_END.search(text)) and bool(re.search(r"(?m)^(?:HD\s|[\d,]+ words)", text))
        ),
        _between(_FACTIVA_END),
        _factiva,
    ),
    _Export(
        "ProQuest",
        lambda text: bool(_PROQUEST_START.search(text)) and "\nFull text:" in text,
        lambda text: [part for part in _between(_PROQUEST_START)(text) if "Title:" in part],
        _proquest,
    ),
)
