"""Which actor is meant: offices by date, surnames by full names, doubtful aliases by evidence."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.naming.automaton import ACTOR, OFFICE, Entry, Gazetteer, Hit
from analysis.naming.neighbours import is_ordinary, name_words, word_after, word_before
from analysis.naming.surnames import UNDECIDED, Article, choose_bearer

__all__ = ["Setting", "join_offices", "resolve"]

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
        state, modifier = _state_before(text, joined, hit)
        person = _person_behind(text, hit, hits[at] if at < len(hits) else None)
        of, office = _office(hit, state, gazetteer)
        if person is not None and text[hit.end : person.start] != ", ":
            person.title = (of, office)
            person.start = hit.start
            if state is not None:
                joined.pop()
                person.start = state.start
            continue
        first = state or hit
        led = state is not None or word_before(text, hit.start, hit.low).lower() == "the"
        if (
            not of
            or not led  # 'her years as secretary of state' names no holder
            or modifier in name_words()["not holder"]
            or _is_not_holder(text, first.start, first.low)
            or _another_name_follows(text, hit.end)
        ):
            continue
        holder = _holder(gazetteer, person, of, office, day=day)
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


def _state_before(text: str, joined: list[Hit], office: Hit) -> tuple[Hit | None, str]:
    """The state named right before an office, and the word between them ('former')."""
    state = joined[-1] if joined else None
    gap = _STATE_GAP.fullmatch(text, state.end, office.start) if state else None
    if state is None or gap is None or state.entries[0].kind == "leader" or state.place:
        return None, ""
    return state, gap[1] or ""


def _person_behind(text: str, office: Hit, behind: Hit | None) -> Hit | None:
    """The person named right behind an office, or behind a comma."""
    if behind is None or behind.role != ACTOR or behind.entries[0].kind != "leader":
        return None
    return behind if text[office.end : behind.start] in (" ", "\xa0", ", ") else None


def _holder(
    gazetteer: Gazetteer, person: Hit | None, of: str, office: str, *, day: pd.Timestamp | None
) -> str | None:
    """Who holds an office: the person behind the comma, who ever held it; else who did that day."""
    told = person.entries if person is not None else ()
    for entry in told:
        if gazetteer.held(entry.actor, of, office, day) is not None:
            return entry.actor
    return gazetteer.holder(of, office, day)


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
    return (
        after[:1].isupper() and after.lower() not in name_words()["day"] and not is_ordinary(after)
    )


@dataclass(frozen=True)
class Setting:
    """The article in which hits are resolved."""

    text: str
    gazetteer: Gazetteer
    day: pd.Timestamp | None
    body_start: int  # surnames in headline and lead may look ahead
    starts: list[int]  # of sentences
    strangers: dict[str, list[int]]  # surname (lower case) to full names that are no known actor
    name_of: dict[int, str]  # start of a hit to the surname in it (lower case)
    context: Callable[[Entry, int, int], int]  # counts the words that speak for an entry


def resolve(hits: list[Hit], setting: Setting) -> list[tuple[Hit, Entry, str]]:
    """Choose one actor for each hit, or drop the hit.

    Args:
        hits: Hits in order, offices joined.
        setting: The article.

    Returns:
        (hit, chosen entry, why): why is "only", "evidence", "nearest", "office", "first listed",
        or "undecided" for a surname of which the article doesn't tell whose it is.
    """
    full: dict[str, list[int]] = {}
    evidence: Counter[str] = Counter()
    for hit in hits:
        if hit.needs:
            continue
        actors = {entry.actor for entry in hit.entries}
        if len(actors) == 1:
            entry = hit.entries[0]
            evidence[entry.actor] += 1
            if entry.state:
                evidence[entry.state] += 1
            if entry.how in _FULLER and entry.alone:
                full.setdefault(entry.actor, []).append(hit.start)
    choice = _Choice(hits, setting, full, evidence)
    chosen = []
    for hit in hits:
        if hit.needs and not evidence[hit.needs]:
            continue  # 'the managing director' is the IMF's only where the IMF is spoken of
        entry, why = choice.of(hit)
        if entry is not None:
            chosen.append((hit, entry, why))
            if hit.title and entry.how == "surname":
                full.setdefault(entry.actor, []).append(hit.start)
    return chosen


class _Choice:
    """Chooses hit by hit, by what the article has said so far."""

    def __init__(
        self,
        hits: list[Hit],
        setting: Setting,
        full: dict[str, list[int]],
        evidence: Counter[str],
    ) -> None:
        self._setting, self._full, self._evidence = setting, full, evidence
        self._bare: dict[frozenset[str], list[Hit]] = {}
        for hit in hits:
            if _is_surname(hit) and not hit.title:
                self._bare.setdefault(frozenset(e.actor for e in hit.entries), []).append(hit)
        self._people = [
            hit.start
            for hit in hits
            if hit.role == ACTOR and hit.entries[0].kind == "leader" and not _is_surname(hit)
        ]
        self._bearers: dict[tuple, Entry | None] = {}

    def of(self, hit: Hit) -> tuple[Entry | None, str]:
        entries = list({entry.actor: entry for entry in hit.entries[::-1]}.values())[::-1]
        if hit.title and _is_surname(hit):
            held = self._holder(hit, entries)
            if held is not None:
                return held, "office" if len(entries) > 1 else "only"
        if not _is_surname(hit) and all(entry.alone for entry in entries):
            return self._by_evidence(hit, entries)
        strange = self._strange(hit)
        near, why = self._near(hit, entries)
        before = [at for at in self._full.get(near.actor, ()) if at < hit.start] if near else []
        if near is not None and strange < max(before, default=hit.start):
            return near, why
        if near is not None and near.alone:
            hit.doubt = strange >= 0
            return near, "first listed" if len(entries) > 1 else "only"
        alone = [entry for entry in entries if entry.alone]
        if alone:
            hit.doubt = hit.doubt or strange >= 0
            return self._by_evidence(hit, alone)
        if near is None and strange < 0 and any(self._full.get(e.actor) for e in entries):
            hit.doubt = True
            return entries[0], UNDECIDED
        return None, ""

    def _holder(self, hit: Hit, entries: list[Entry]) -> Entry | None:
        """'President Bush': who of that surname held the office last."""
        held, day = self._setting.gazetteer.held, self._setting.day
        terms = [(held(entry.actor, *hit.title, day), entry) for entry in entries]
        terms = [(since, entry) for since, entry in terms if since is not None]
        return max(terms, key=lambda term: term[0])[1] if terms else None

    def _strange(self, hit: Hit) -> int:
        """Where somebody unknown of that surname was last named in full; -1 if nowhere."""
        strangers = self._setting.strangers.get(self._setting.name_of[hit.start], [])
        return max((at for at in strangers if at < hit.start), default=-1)

    def _near(self, hit: Hit, entries: list[Entry]) -> tuple[Entry | None, str]:
        if len(entries) > 1 and _is_surname(hit):
            return self._bearer(hit, entries), "evidence"
        full = self._full
        named = [e for e in entries if any(at < hit.start for at in full.get(e.actor, ()))]
        if not named and hit.start < self._setting.body_start + _LEAD:
            named = [e for e in entries if full.get(e.actor)]
            why = "nearest" if len(entries) > 1 else "only"
            return min(named, default=None, key=lambda e: full[e.actor][0]), why
        last = {e.actor: max(at for at in full[e.actor] if at < hit.start) for e in named}
        near = max(named, default=None, key=lambda e: last[e.actor])
        return near, "nearest" if len(entries) > 1 else "only"

    def _bearer(self, hit: Hit, entries: list[Entry]) -> Entry | None:
        actors = frozenset(entry.actor for entry in entries)
        key = (actors, *(len(self._full.get(actor, ())) for actor in sorted(actors)))
        if key not in self._bearers:
            article = Article(
                self._setting.text,
                self._setting.body_start,
                self._setting.starts,
                self._full,
                self._people,
                self._setting.context,
            )
            hits = self._bare.get(actors) or [hit]
            self._bearers[key] = choose_bearer(hits, entries, article)
        return self._bearers[key]

    def _by_evidence(self, hit: Hit, entries: list[Entry]) -> tuple[Entry, str]:
        """By other mentions of a reading, else of its state, else the first of the data file."""
        if len(entries) == 1:
            return entries[0], "only"
        size = len(self._setting.text)
        scores = [3 * self._evidence[e.actor] + self._setting.context(e, 0, size) for e in entries]
        if max(scores) == 0:
            scores = [self._evidence[e.state] for e in entries]
        if scores.count(max(scores)) == 1:
            return entries[scores.index(max(scores))], "evidence"
        hit.doubt = True
        return entries[0], "first listed"


def _is_surname(hit: Hit) -> bool:
    return hit.entries[0].kind == "leader" and hit.entries[0].how == "surname"
