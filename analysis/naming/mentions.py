"""From sentences to mentions: who is named, where, and how sure that is."""

import re
from bisect import bisect_right
from dataclasses import replace

import pandas as pd

from analysis.naming.automaton import BLOCK, OFFICE, Entry, Gazetteer, Hit, scan
from analysis.naming.compiled import as_day, compile_gazetteer, shipped_gazetteer
from analysis.naming.neighbours import (
    actor_edges,
    in_larger_name,
    is_compound,
    is_place,
    own_given_name,
    word_before,
)
from analysis.naming.resolve import Setting, join_offices, resolve
from analysis.naming.surnames import UNDECIDED
from analysis.schema import COLUMNS, require
from analysis.splitting import is_headline, is_known

_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.]*@\w[\w.]*|\b[\w-]+\.(?:com|org|net|gov|ru|ir)\b"
)
_SMALL = re.compile(r"[a-z]{2,}")
_EXTRA = ["actor_state", "ambiguous", "candidates", "chosen_by"]

__all__ = ["compile_gazetteer", "find_mentions", "mentions_in", "shipped_gazetteer"]


def find_mentions(
    sentences: pd.DataFrame, articles: pd.DataFrame, *, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Find every mention of an actor of the gazetteer.

    The longest alias at word boundaries wins. Not mentions: compounds with a lower-case half
    ('Ukrainian-born', 'US-led'), parts of a longer unknown name ('Melania Trump', 'Chad Olsen'),
    web addresses and handles. A name with its title is one mention of the person ('Iranian Foreign
    Minister Abbas Araghchi' is none of Iran); a title without a name is its holder's on the day
    of the article ('the Iranian foreign minister').

    Args:
        sentences: One row per sentence, as `split_sentences` makes it.
        articles: The articles: `article_id`, `text`, and where known `published`, `body_start`.
        gazetteer: A compiled one (default: the one of the data files).

    Returns:
        One row per mention in the order of the text: `article_id`, `sentence_id`, `mention_id`
        (0.. in the article), `actor` (canonical name), `actor_kind`, `alias` (`text[start:end]`),
        `start`, `end`, `how` (name, alias, demonym, metonym, surname, title, or place for a
        capital that is where something happens, such as 'in Moscow' or a dateline),
        `actor_state` (the state or organisation that a leader or body is part of, "" if none),
        `ambiguous` (True where the text does not decide between several readings), `candidates`
        (the other actors that the alias could be, "; " between), `chosen_by` (only, evidence:
        other mentions in the article; nearest: the full name before; office: the title beside;
        first listed: the order of the data file; undecided: the
        article doesn't tell whose surname it is, `actor` is '... (ambiguous)' and no actor).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        sentences, ["article_id", "sentence_id", "start", "end"], made_by="reading.split_sentences"
    )
    require(articles, ["article_id", "text"], made_by="loading.read_articles and cleaning.add_text")
    gazetteer = gazetteer or shipped_gazetteer()
    texts = articles.drop_duplicates("article_id").set_index("article_id")
    rows = []
    for key, group in sentences.groupby("article_id", sort=False):
        article = texts.loc[key]
        spans = sorted(zip(group["start"], group["end"], group["sentence_id"], strict=True))
        body = int(article.get("body_start", 0) or 0)
        found = mentions_in(
            article["text"], spans, gazetteer, day=as_day(article.get("published")), body_start=body
        )
        rows += [(key, *row) for row in found]
    columns = [*COLUMNS["mentions"], *_EXTRA]
    whole = dict.fromkeys(["sentence_id", "mention_id", "start", "end"], "int64")
    kinds = {name: whole.get(name, "str") for name in columns} | {"ambiguous": "bool"}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def mentions_in(
    text: str,
    spans: list[tuple[int, int, int]],
    gazetteer: Gazetteer,
    *,
    day: pd.Timestamp | None = None,
    body_start: int = 0,
) -> list[tuple]:
    """The mentions of one text; `spans` are (start, end, sentence_id) in order."""
    capitals = [(low, high) for low, high, _ in spans if _is_shouted(text[low:high])]
    skip = [match.span() for match in _ADDRESS.finditer(text)]
    hits = scan(gazetteer.automaton, text, day=day, capitals=capitals, skip=skip)
    starts = [low for low, _, _ in spans]
    kept, strangers = _filter(text, hits, spans, starts)
    names = {hit.name_start: text[hit.name_start : hit.end].lower().split()[-1] for hit in kept}
    joined = join_offices(text, kept, gazetteer, day=day)
    last = {hit.start: names.get(hit.name_start, "") for hit in joined}

    def context(entry: Entry, low: int, high: int) -> int:
        pattern = gazetteer.context.get((entry.alias, entry.actor))
        former = gazetteer.former.get(entry.actor)
        return sum(len(p.findall(text, low, high)) for p in (pattern, former) if p)

    setting = Setting(text, gazetteer, day, body_start, starts, strangers, last, context)
    resolved = resolve(joined, setting)
    seen = {entry.actor for hit, entry, _ in resolved if not hit.caps}
    rows = []
    for hit, entry, why in resolved:
        doubtful = (
            hit.caps
            and is_known(text[hit.start : hit.end].lower())
            and not _stands_as_name(text, hit, starts)
        )
        if doubtful and entry.actor not in seen:
            continue
        where = bisect_right(starts, hit.start) - 1
        if where < 0 or hit.end > spans[where][1]:
            continue
        actor = f"{entry.alias} (ambiguous)" if why == UNDECIDED else entry.actor
        others = list(dict.fromkeys(e.actor for e in hit.entries if e.actor != actor))
        how = "place" if hit.place else entry.how
        rows.append(
            (
                spans[where][2],
                len(rows),
                actor,
                entry.kind,
                text[hit.start : hit.end],
                hit.start,
                hit.end,
                how,
                entry.state,
                hit.doubt or doubtful,
                "; ".join(others),
                why,
            )
        )
    return rows


def _filter(
    text: str,
    hits: list[Hit],
    spans: list[tuple[int, int, int]],
    starts: list[int],
) -> tuple[list[Hit], dict[str, list[int]]]:
    """Hits without blockers, compounds and parts of larger names; and the surnames of others."""
    begins, ends = actor_edges(hits)
    known_ends = {hit.end for hit in hits if hit.role != BLOCK}
    known_starts = {hit.start for hit in hits if hit.role != BLOCK}
    titled = {low: is_headline(text[low:high].split()) for low, high, _ in spans}
    kept: list[Hit] = []
    strangers: dict[str, list[int]] = {}
    for hit in hits:
        where = bisect_right(starts, hit.start) - 1
        low = hit.low = starts[where] if where >= 0 else 0
        if hit.role == BLOCK:
            continue
        if hit.role == OFFICE:
            kept.append(hit)
            continue
        if is_compound(text, hit, begins, ends):
            continue
        given = own_given_name(text, hit)
        if given is not None and (not kept or kept[-1].end <= given):
            hit.entries = [
                replace(entry, how="alias")
                for entry in hit.entries
                if text.startswith(entry.actor.split()[0], given)
            ] or hit.entries
            hit.start = hit.name_start = given
        beside = (hit.start - 1 in known_ends, hit.end + 1 in known_starts)
        if in_larger_name(text, hit, beside=beside, headline=titled.get(low, False)):
            if word_before(text, hit.start, hit.low)[:1].isupper():
                strangers.setdefault(text[hit.start : hit.end].lower(), []).append(hit.start)
            continue
        hit.place = is_place(text, hit, line_start=low == hit.start)
        kept.append(hit)
    return kept, strangers


def _is_shouted(sentence: str) -> bool:
    if len(_SMALL.findall(sentence, 0, 60)) > 3:  # nearly every sentence, without counting letters
        return False
    letters = [c for c in sentence if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _stands_as_name(text: str, hit: Hit, starts: list[int]) -> bool:
    """In a line of capitals: first in the line, after THE, or with a possessive."""
    return (
        hit.start in starts
        or word_before(text, hit.start, hit.low).upper() == "THE"
        or text[hit.end : hit.end + 2].upper() in ("'S", "’S")
    )
