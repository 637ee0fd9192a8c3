"""Names that the gazetteer lacks: how often they are met, and the lines that would add them."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import groupby

import pandas as pd

from analysis.naming.neighbours import is_ordinary, name_words
from analysis.naming.persons import gender_of, read_persons
from analysis.schema import PERSON, require
from analysis.splitting import is_headline

__all__ = ["actor_lines", "unknown_names"]

_NAME = re.compile(r"[^\W\d_][\w.’'&-]*")
_OTHER = "organisation"  # the guess for a name that no given name marks as a person's


def unknown_names(
    tokens: pd.DataFrame, mentions: pd.DataFrame, *, at_least: int = 2
) -> pd.DataFrame:
    """Find frequent names that the gazetteer does not know, so that it can grow.

    A name is a run of capitalised tokens ('Ministry of Defence' holds a small word). At the start
    of a sentence a word of the language is left off; days, months and honorifics are no names, a
    line with capitals on most words gives none, and a single word must occur away from a
    sentence's start at least once. A surname counts for the full name of its article, and a longer
    name for the shorter one that it begins with ('Norpost News Daily' for 'Norpost').

    Args:
        tokens: One row per token, as `split_tokens` makes it.
        mentions: The mentions found; what they cover is known.
        at_least: Names with fewer mentions are left out.

    Returns:
        One row per name, the most frequent first: `name`, `n` (mentions), `n_articles`, `words`
        (its number of tokens), `also` (its other forms, "; " between), `kind` (a guess: leader for
        whoever has a given name or is met by surname, else organisation), `example` (the tokens
        round its first mention). `actor_lines` makes lines for `my/actors.csv` of them.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        tokens,
        ["article_id", "sentence_id", "start", "end", "token"],
        made_by="reading.split_tokens",
    )
    require(mentions, ["article_id", "start", "end"], made_by="naming.find_mentions")
    known: dict[str, set[int]] = {}
    for key, start, end in zip(
        mentions["article_id"], mentions["start"], mentions["end"], strict=True
    ):
        known.setdefault(key, set()).update(range(start, end))
    rows = []
    columns = [tokens[c] for c in ("article_id", "sentence_id", "token", "start", "end")]
    for (key, _), group in groupby(zip(*columns, strict=True), key=lambda row: row[:2]):
        parts = list(group)
        words = [part[2] for part in parts]
        spans = [part[3:] for part in parts]
        rows += [(key, *row) for row in _names_in(words, spans, known.get(key, set()))]
    found = pd.DataFrame(rows, columns=["article_id", "form", "inside", "example"])
    found["name"] = _whole_names(found)
    table = found.groupby("name", as_index=False).agg(
        n=("name", "size"),
        n_articles=("article_id", "nunique"),
        forms=("form", lambda forms: list(dict.fromkeys(forms))),
        inside=("inside", "any"),
        example=("example", "first"),
    )
    table["words"] = [len(name.split()) for name in table["name"]]
    table = table[(table["n"] >= at_least) & ((table["words"] > 1) | table["inside"].astype(bool))]
    table["also"] = [
        "; ".join(form for form in forms if form != name)
        for name, forms in zip(table["name"], table["forms"], strict=True)
    ]
    table["kind"] = [
        PERSON if _is_person(name, forms) else _OTHER
        for name, forms in zip(table["name"], table["forms"], strict=True)
    ]
    kinds = {"name": "str", "n": "int64", "n_articles": "int64", "words": "int64", "also": "str"}
    table = table[[*kinds, "kind", "example"]].astype(kinds | {"kind": "str", "example": "str"})
    return table.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)


def actor_lines(names: pd.DataFrame) -> str:
    """Lines for `my/actors.csv`, its header first: read them, correct the kinds, and paste them.

    Args:
        names: Rows of `unknown_names`.

    Returns:
        One line per name, and one per other form of it that does not begin with the name, by which
        it is found anyway.
    """
    require(names, ["name", "also", "kind"], made_by="naming.unknown_names")
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["actor", "kind", "alias"])
    for name, also, kind in zip(names["name"], names["also"], names["kind"], strict=True):
        others = [form for form in also.split("; ") if form and not form.startswith(f"{name} ")]
        writer.writerows((name, kind, form) for form in [name, *others])
    return file.getvalue()


def _whole_names(found: pd.DataFrame) -> list[str]:
    """For each form the name that it counts for: see `unknown_names`."""
    bearers: dict[tuple[str, str], str] = {}
    for key, form in zip(found["article_id"], found["form"], strict=True):
        if " " in form:
            bearers.setdefault((key, form.split()[-1]), form)
    full = [
        bearers.get((key, form), form)
        for key, form in zip(found["article_id"], found["form"], strict=True)
    ]
    names = set(full)
    return [_shortest(name.split(), names) for name in full]


def _shortest(words: list[str], names: set[str]) -> str:
    for size in range(1, len(words)):
        begin = " ".join(words[:size])
        if begin in names and not (_is_given(begin) or all(map(is_ordinary, words[:size]))):
            return begin
    return " ".join(words)


def _is_given(word: str) -> bool:
    return word.lower() in read_persons()["given"]


def _is_person(name: str, forms: list[str]) -> bool:
    if " " in name and name.split()[-1] in forms:  # met by the surname alone
        return True
    return gender_of(name) is not None or (" " in name and _is_given(name.split()[0]))


def _names_in(
    words: list[str], spans: list[tuple[int, int]], known: set[int]
) -> Iterator[tuple[str, bool, str]]:
    """Each name of one sentence, whether it stands away from its start, and the words round it."""
    if is_headline(words):
        return
    at = 0
    while at < len(words):
        if not _is_capital(words[at]):
            at += 1
            continue
        end = at + 1
        while end < len(words) and _goes_on(words, spans, end):
            end += 1
        opening = at == 0 or not words[at - 1][-1].isalnum()
        for begin, stop in _unknown_runs(at, end, spans, known):
            while stop > begin and words[stop - 1].lower() in name_words()["inner"]:
                stop -= 1
            first = begin
            while begin < stop and (
                words[begin].lower() in name_words()["inner"]
                or _is_no_name(words[begin], opening=opening and begin == first == at)
            ):
                begin += 1
            cut = (first, stop) != (at, end) and any(
                p in known for s, e in spans[at:end] for p in (s, e - 1)
            )
            # What a known name leaves over is a name only if it is no word: 'Russian Embassy'.
            if begin < stop and not (cut and all(map(is_ordinary, words[begin:stop]))):
                example = " ".join(words[max(0, begin - 8) : stop + 8])
                yield " ".join(words[begin:stop]), not opening or begin > at, example
        at = end


def _unknown_runs(
    at: int, end: int, spans: list[tuple[int, int]], known: set[int]
) -> list[tuple[int, int]]:
    """The parts of a run of capitals that no mention covers."""
    is_known = [any(p in known for p in range(*spans[i])) for i in range(at, end)]
    runs, begin = [], at
    for covered, group in groupby(is_known):
        size = len(list(group))
        if not covered:
            runs.append((begin, begin + size))
        begin += size
    return runs


def _is_capital(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and bool(_NAME.fullmatch(word))


def _goes_on(words: list[str], spans: list[tuple[int, int]], at: int) -> bool:
    """One space lies before, and the word has a capital or is a small one before a capital."""
    if spans[at][0] != spans[at - 1][1] + 1:
        return False
    if _is_capital(words[at]) or re.fullmatch(r"[A-Z]\.", words[at]):
        return True
    return (
        words[at].lower() in name_words()["inner"]
        and words[at - 1].lower() not in name_words()["inner"]
        and at + 1 < len(words)
        and _is_capital(words[at + 1])
    )


def _is_no_name(word: str, *, opening: bool) -> bool:
    """An honorific, a day, or the first word of a sentence that is only capitalised there."""
    lower = word.lower().rstrip(".")
    return lower in name_words()["day"] | name_words()["honorific"] or (
        opening and is_ordinary(word)
    )
