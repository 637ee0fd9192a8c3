"""Which actor is meant: offices by date, surnames by full names, doubtful aliases by evidence."""

import re
from collections import Counter
from collections.abc import Callable

import pandas as pd

from analysis.naming.automaton import ACTOR, OFFICE, Entry, Gazetteer, Hit
from analysis.naming.neighbours import DAYS, is_ordinary, name_words, word_after, word_before

__all__ = ["join_offices", "resolve"]

_STATE_GAP = re.compile(r"(?:['’]s?)?[ \xa0](?:([a-z]+(?:-[a-z]+)?)[ \xa0])?")
_LEAD = 400  # characters of body in which a surname may stand before its full name
_FULLER = ("name", "alias", "title")


def join_offices(
    text: str, hits: list[Hit], gazetteer: Gazetteer, *, day: pd.Timestamp | None
) -> list[Hit]:
    """Join a state and an office to the person they name.

    'Iranian Foreign Minister Abbas Araghchi' is one mention of the person and none of the state;
    'the Iranian foreign minister' is the holder on the article's day (how = title). Where the
    date or the holder is unknown, where another name follows, or in 'the former Iranian foreign
    minister', the demonym stays a mention of the state.
    """
    joined: list[Hit] = []
    at = 0
    while at < len(hits):
        hit = hits[at]
        at += 1
        if hit.role != OFFICE:
            if hit.role == ACTOR:
                joined.append(hit)
            continue
        state = joined[-1] if joined else None
        modifier = ""
        if state is not None:
            gap = _STATE_GAP.fullmatch(text, state.end, hit.start)
            if gap is None or state.entries[0].kind == "leader" or state.place:
                state = None
            else:
                modifier = gap[1] or ""
        person = hits[at] if at < len(hits) and hits[at].role == ACTOR else None
        between = text[hit.end : person.start] if person else ""
        if (
            person is None
            or person.entries[0].kind != "leader"
            or between not in (" ", "\xa0", ", ")
        ):
            person = None
        of, office = _office(hit, state, gazetteer)
        if person is not None and between != ", ":
            person.title = (of, office)
            person.start = hit.start
            if state is not None:
                joined.pop()
                person.start = state.start
            continue
        first = state or hit
        if (
            not of
            or modifier in name_words()["not holder"]
            or _is_not_holder(text, first.start, first.low)
            or _another_name_follows(text, hit.end)
        ):
            continue
        if state is None and word_before(text, hit.start, hit.low).lower() != "the":
            continue  # 'her years as secretary of state' names no holder
        holder = gazetteer.holder(of, office, day)
        if person is not None and any(
            gazetteer.held(e.actor, of, office, day) is not None for e in person.entries
        ):
            holder = next(
                e.actor
                for e in person.entries
                if gazetteer.held(e.actor, of, office, day) is not None
            )
        if holder is None:
            continue
        if state is not None:
            joined.pop()
        entry = Entry(ACTOR, holder, "leader", text[first.start : hit.end], "title", state=of)
        bare = of if state is None else ""
        joined.append(
            Hit(first.start, hit.end, [entry], name_start=first.start, low=first.low, needs=bare)
        )
    return joined


def _office(hit: Hit, state: Hit | None, gazetteer: Gazetteer) -> tuple[str, str]:
    """(state, office) of a title: a row of its own for the state wins over the general one."""
    rows = [(entry.state, entry.actor) for entry in hit.entries]
    if state is not None:
        names = [entry.actor for entry in state.entries]
        for of, office in rows:
            if of in names:
                return of, office
        general = [office for of, office in rows if not of]
        for name in names:
            for office in general:
                if (name, office) in gazetteer.offices:
                    return name, office
        return "", general[0] if general else rows[0][1]
    return rows[0] if len(rows) == 1 else ("", rows[0][1])


def _is_not_holder(text: str, start: int, low: int) -> bool:
    """'former', 'a', 'become the' before an office: not, or not only, its present holder."""
    before = word_before(text, start, low)
    if before.lower() == "the":
        before = word_before(text, start - len(before) - 1, low)
    return before.lower().rstrip(".") in name_words()["not holder"]


def _another_name_follows(text: str, end: int) -> bool:
    after = word_after(text, end)
    return after[:1].isupper() and after.lower() not in DAYS and not is_ordinary(after)


def resolve(
    hits: list[Hit],
    strangers: dict[str, list[int]],
    gazetteer: Gazetteer,
    *,
    day: pd.Timestamp | None,
    body_start: int,
    name_of: dict[int, str],
    context: Callable[[Entry], int] = lambda entry: 0,
) -> list[tuple[Hit, Entry, str]]:
    """Choose one actor for each hit, or drop the hit.

    Args:
        hits: Hits in order, offices joined.
        strangers: Surname (lower case) to the offsets of full names that are no known actor.
        gazetteer: For terms of office.
        day: The article's day.
        body_start: Where the body begins: surnames in headline and lead may look ahead.
        name_of: Start of a hit to the surname in it (lower case).
        context: Counts the words in the article that speak for an entry.

    Returns:
        (hit, chosen entry, why): why is "only", "evidence", "nearest", "office" or "first listed".
    """
    full: dict[str, list[int]] = {}
    n_named: Counter[str] = Counter()
    for hit in hits:
        if hit.needs:
            continue
        actors = {entry.actor for entry in hit.entries}
        if len(actors) == 1:
            entry = hit.entries[0]
            n_named[entry.actor] += 1
            if entry.state:
                n_named[entry.state] += 1
            if entry.how in _FULLER and entry.alone:
                full.setdefault(entry.actor, []).append(hit.start)
    chosen = []
    for hit in hits:
        if hit.needs and not n_named[hit.needs]:
            continue  # 'the managing director' is the IMF's only where the IMF is spoken of
        entry, why = _choose(
            hit,
            full,
            strangers.get(name_of[hit.start], []),
            n_named,
            gazetteer,
            day,
            body_start,
            context,
        )
        if entry is not None:
            chosen.append((hit, entry, why))
            if hit.title and entry.how == "surname":
                full.setdefault(entry.actor, []).append(hit.start)
    return chosen


def _choose(
    hit: Hit,
    full: dict[str, list[int]],
    strangers: list[int],
    n_named: Counter[str],
    gazetteer: Gazetteer,
    day: pd.Timestamp | None,
    body_start: int,
    context: Callable[[Entry], int],
) -> tuple[Entry | None, str]:
    entries = list({entry.actor: entry for entry in hit.entries[::-1]}.values())[::-1]
    surname = entries[0].kind == "leader" and entries[0].how == "surname"
    needy = surname or not all(entry.alone for entry in entries)
    if hit.title and surname:
        terms = [(gazetteer.held(e.actor, hit.title[0], hit.title[1], day), e) for e in entries]
        terms = [(since, e) for since, e in terms if since is not None]
        if terms:
            best = max(terms, key=lambda term: term[0])[1]
            return best, "office" if len(entries) > 1 else "only"
    if needy:
        places = {e.actor: [at for at in full.get(e.actor, ()) if at < hit.start] for e in entries}
        near = max(
            (e for e in entries if places[e.actor]), default=None, key=lambda e: places[e.actor][-1]
        )
        strange = max((at for at in strangers if at < hit.start), default=-1)
        if near is None and hit.start < body_start + _LEAD:
            later = [e for e in entries if full.get(e.actor)]
            near = min(later, default=None, key=lambda e: full[e.actor][0])
        if near is not None and strange < max(places[near.actor], default=hit.start):
            return near, "nearest" if len(entries) > 1 else "only"
        if near is not None and near.alone:
            hit.doubt = strange >= 0
            return near, "first listed" if len(entries) > 1 else "only"
        alone = [entry for entry in entries if entry.alone]
        if not alone:
            return None, ""
        if strange >= 0:
            hit.doubt = True
        entries = alone
    if len(entries) == 1:
        return entries[0], "only"
    weights = [3 * n_named[e.actor] + context(e) for e in entries]
    if max(weights) == 0:
        weights = [n_named[e.state] for e in entries]
    if weights.count(max(weights)) == 1:
        return entries[weights.index(max(weights))], "evidence"
    hit.doubt = True
    return entries[0], "first listed"
