"""Make one article of one record: names of columns, title, body, dates; or say why not."""

import json
import re

import pandas as pd

from analysis.loading.dates import EMPTY, parse_date
from analysis.loading.language import other_language
from analysis.loading.markup import has_markup, plain_line, plain_text
from analysis.schema import CLEANED

__all__ = [
    "MAX_BODY",
    "Rejected",
    "article_of",
    "begins_with",
    "has_body",
    "mapped_names",
    "no_body",
    "only_headline",
]

MAX_BODY = 1_000_000
# The first of these that a record holds, whatever its case, becomes the column.
ALIASES = {
    "title": ("title", "headline", "head"),
    "outlet": ("outlet", "publisher", "source", "site", "source_name", "publication", "media_name"),
    "category": ("category", "section"),
    "tag": ("tag",),
    "published": (
        "published",
        "date",
        "published_at",
        "publishedat",
        "publish_date",
        "pub_date",
        "time",
    ),
    "retrieved": ("retrieved", "retrieved_at", "scraped", "scraped_at", "crawled_at"),
    "url": ("url", "link"),
    "event": ("event",),
    "constructed": ("constructed",),
    "raw": ("raw",),
    "body": ("body", "text", "content", "article", "article_text", "fulltext", "full_text"),
}
_MADE = {"article_id", "file", *CLEANED}  # made by later stages, or by this one
_TRUE, _FALSE = {"true", "1", "yes", "1.0"}, {"false", "0", "no", "0.0"}
# NewsAPI and others cut a text after some 200 characters and say how many are missing.
_CUT = re.compile(r"[\s…]{0,5}\[\+(\d{1,7}) chars\]\s{0,5}\Z")
_DEEPEST = 50  # levels of nesting that every format of table can hold
_ALNUM = re.compile(r"\w+")


class Rejected(ValueError):
    """A record that cannot become an article; the message says what to do."""

    def __init__(self, reason: str, excerpt: str = "") -> None:
        super().__init__(reason)
        self.excerpt = excerpt


def article_of(
    record: dict,
    *,
    defaults: dict,
    day_first: bool | None,
    strict_dates: bool,
    max_body: int,
    language: str | None = None,
) -> dict:
    """The columns of `articles` from `title` to `raw`, less `source`, then all unknown ones.

    Raises:
        Rejected: for a record without a usable body or in another language, with an unreadable
            date or flag, or with what no file can hold.
    """
    values, extra = _mapped(record)
    for name, value in _mapped(defaults)[0].items():
        if _missing(values.get(name)):
            values[name] = value
    title = _words(values.get("title"))
    title = plain_line(title) or None if title is not None else None
    if title and only_headline(record):
        values["raw"] = title
        extra["headline_only"] = True
    raw = _raw(values, title=title, names=list(record))
    if cut := _CUT.search(raw):
        raw = raw[: cut.start()].rstrip()
        extra["truncated"] = int(cut[1])
    excerpt = title or raw
    _check_body(raw, excerpt=excerpt, max_body=max_body, language=language)
    reading = {"day_first": day_first, "strict": strict_dates, "excerpt": excerpt}
    retrieved = _date(values.get("retrieved"), "retrieved", **reading)
    published = _date(values.get("published"), "published", retrieved=retrieved, **reading)
    article = {
        "title": title,
        **{name: _label(values.get(name)) for name in ("outlet", "category", "tag")},
        "published": published,
        "retrieved": retrieved,
        "url": _words(values.get("url")),
        "event": _words(values.get("event")),
        "constructed": _flag(values.get("constructed"), excerpt),
        "raw": raw,
        **extra,
    }
    _check_values(article, excerpt=excerpt)
    return article


def _raw(values: dict, *, title: str | None, names: list[str]) -> str:
    """The text as it was scraped: given as such, or the body behind its title."""
    if not _missing(values.get("raw")):
        return _body({"body": values["raw"]}, excerpt=title or "", names=[])
    body = _body(values, excerpt=title or "", names=names)
    return body if title is None or begins_with(body, title) else f"{title}\n\n{body}"


def _check_body(raw: str, *, excerpt: str, max_body: int, language: str | None) -> None:
    if len(raw) > max_body:
        raise Rejected(
            f"body has {len(raw):,} characters, the limit is {max_body:,}: split it, or raise "
            "max_body",
            raw,
        )
    other = other_language(raw, wanted=language) if language else None
    if other:
        raise Rejected(
            f"is in another language ({other}), only {language} is read: take it out, or say "
            "language=None to read it all the same",
            excerpt,
        )


def _check_values(article: dict, *, excerpt: str) -> None:
    """That a table can hold every value, and a file can be written of it."""
    for name, value in article.items():
        if not _shallow(value, _DEEPEST):
            raise Rejected(f"{name} is nested more than {_DEEPEST} deep: leave it out", excerpt)
        if not _writable([name, value]):
            raise Rejected(
                f"{name} holds bytes or characters that are not UTF-8: save the file as UTF-8, or "
                "name its encoding with encoding=...",
                str(value),
            )


def has_body(record: dict) -> bool:
    """Whether a record names a body at all, be it empty."""
    names = {str(name).strip().lower() for name in record}
    return not names.isdisjoint((*ALIASES["body"], *ALIASES["raw"]))


def only_headline(record: dict) -> bool:
    """Whether a record is a headline with its address, and no text: a list, as Media Cloud's."""
    names = {str(name).strip().lower() for name in record}
    return not has_body(record) and all(
        not names.isdisjoint(ALIASES[column]) for column in ("title", "url")
    )


def no_body(names: list) -> str:
    """What to do about columns without a body among them."""
    return (
        f"no column for the body among {', '.join(map(str, names))}: name one of them "
        f"{' or '.join(ALIASES['body'][:4])}"
    )


def begins_with(body: str, title: str) -> bool:
    """Whether the body's first line is the title, punctuation and case aside."""
    first = body.lstrip()[: 2 * len(title) + 40].partition("\n")[0]
    return bool(title) and _ALNUM.findall(first.casefold()) == _ALNUM.findall(title.casefold())


def _mapped(record: dict) -> tuple[dict, dict]:
    """Known columns under their own names, and the others."""
    values, used = {}, set()
    for column, present in _present(record).items():
        filled = [name for name in present if not _missing(record[name])]
        chosen = (filled or present)[0]
        values[column] = record[chosen]
        used |= {chosen, *(name for name in present if name not in filled)}
    extra = {
        str(name): value
        for name, value in record.items()
        if name not in used and str(name) not in _MADE and str(name) not in ALIASES
    }
    return values, extra


def _present(record: dict) -> dict[str, list]:
    """The names of a record by the column of an article that they stand for, likeliest first."""
    given = {str(name).strip().lower(): name for name in record}
    if "article_id" in given:
        given.pop("source", None)  # a table that was written here: its `source` is file and row
    found = {
        column: [given[alias] for alias in aliases if alias in given]
        for column, aliases in ALIASES.items()
    }
    return {column: names for column, names in found.items() if names}


def mapped_names(record: dict) -> list[tuple[str, object]]:
    """Each known column that a record fills, and the name that it has there."""
    return [
        (column, next((name for name in names if not _missing(record[name])), names[0]))
        for column, names in _present(record).items()
    ]


def _label(value: object) -> str | None:
    """A short text without mark-up, as it goes into tables, figures and pages."""
    words = _words(value)
    return plain_line(words) or None if words is not None else None


def _body(values: dict, *, excerpt: str, names: list) -> str:
    if "body" not in values:
        raise Rejected(no_body(names), excerpt)
    body = values["body"]
    if hasattr(body, "tolist"):  # Parquet hands lists on as arrays
        body = body.tolist()
    if isinstance(body, list) and body and all(isinstance(part, str) for part in body):
        body = "\n\n".join(body)  # scrapers keep paragraphs so
    if _missing(body):
        raise Rejected("body is empty: fill it in, or take the row out", excerpt)
    if not isinstance(body, str):
        raise Rejected(f"body is a {type(body).__name__}, not text", str(body)[:200])
    body = body.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if has_markup(body):
        body = plain_text(body)
    if not body.strip():
        raise Rejected("body is empty: fill it in, or take the row out", excerpt)
    return body


def _date(
    value: object,
    name: str,
    *,
    retrieved: pd.Timestamp = pd.NaT,
    day_first: bool | None,
    strict: bool,
    excerpt: str,
) -> pd.Timestamp:
    try:
        date = parse_date(value, relative_to=retrieved, day_first=day_first, name=name)
        latest = pd.Timestamp.now("UTC") if retrieved is pd.NaT else retrieved
        # Outlets write local time without a zone, so up to a day ahead is no error.
        if date is not pd.NaT and date > latest + pd.Timedelta(days=1):
            raise ValueError(
                f"{name} {date:%Y-%m-%d} lies in the future, after "
                f"{'today' if retrieved is pd.NaT else f'it was retrieved, {retrieved:%Y-%m-%d}'}: "
                "correct the date"
            )
    except ValueError as problem:
        if strict:
            reason = f"{problem}; strict_dates=False keeps the article undated"
            raise Rejected(reason, excerpt) from problem
        return pd.NaT
    return date


def _flag(value: object, excerpt: str) -> bool:
    if _missing(value):
        return False
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise Rejected(f"constructed is {text[:20]!r}: write true or false", excerpt)
    return text in _TRUE


def _missing(value: object) -> bool:
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if hasattr(value, "__len__"):
        return False
    return bool(pd.isna(value))


def _words(value: object) -> str | None:
    """A label as text; NA where empty. News APIs give an outlet as {'id': ..., 'name': ...}."""
    if isinstance(value, dict):
        value = value.get("name")
    if _missing(value) or (isinstance(value, str) and value.strip().lower() in EMPTY - {"-"}):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str):
        value = str(value) if not isinstance(value, list | dict) else json.dumps(value)
    return value.replace("\x00", "").strip()


def _shallow(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_shallow(each, levels - 1) for each in inner)


def _writable(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_writable, value)) and all(map(_writable, value.values()))
    if isinstance(value, list):
        return all(map(_writable, value))
    try:
        if isinstance(value, str):
            value.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False
