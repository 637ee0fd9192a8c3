"""Whom a surname means that several actors share, by what the article says of its bearer.

One bearer per article, as articles are written: who is meant by the bare surname is introduced
first and called 'he' or 'she', and the other is named in full each time ('her husband, Bill
Clinton'). Where the signs don't decide, nobody is chosen.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.naming.automaton import Entry, Hit
from analysis.naming.neighbours import name_words
from analysis.naming.persons import gender_of

__all__ = ["UNDECIDED", "Article", "choose_bearer"]

UNDECIDED = "undecided"
_NAMED, _FIRST, _HEADLINE, _BESIDE, _GENDER, _RELATIVE = 2, 1, 1, 3, 3, -2
_MARGIN = 2  # points by which the first must lead the second
_ENOUGH = 4  # points that somebody needs where the article names nobody of them in full
_PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_FULL_NAME = re.compile(r"[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+")
_RELATION = re.compile(r"(?:^|\W)([a-z]+)(?:,| and)? $")
_SENTENCES = 2  # in which a pronoun behind a surname is taken to go back to it
_F = ("she", "her", "hers", "herself")


@dataclass(frozen=True)
class Article:
    """What the choice rests on."""

    text: str
    body_start: int
    starts: Sequence[int]  # of sentences
    full: dict[str, list[int]]  # actor to the places of its full names
    people: list[int]  # where others are named whom the gazetteer knows
    nearby: Callable[[Entry, int, int], int]  # counts the words beside that speak for an entry


def choose_bearer(hits: list[Hit], entries: list[Entry], article: Article) -> Entry | None:
    """The one whom the bare surname means in this article.

    Args:
        hits: Where the bare surname stands.
        entries: Its readings, one per actor.
        article: The article.

    Returns:
        The entry that leads by enough, or None.
    """
    vote = _gender([hit for hit in hits if not hit.title], article)
    points = {entry.actor: _points(entry, hits, vote, article) for entry in entries}
    named = [entry for entry in entries if article.full.get(entry.actor)]
    first = min(named, default=None, key=lambda entry: article.full[entry.actor][0])
    if first is not None:
        points[first.actor] += _FIRST
    ranked = sorted(entries, key=lambda entry: -points[entry.actor])
    lead = points[ranked[0].actor] - max(points[entry.actor] for entry in ranked[1:])
    enough = _NAMED if named else _ENOUGH
    return ranked[0] if lead >= _MARGIN and points[ranked[0].actor] >= enough else None


def _points(entry: Entry, hits: list[Hit], vote: str | None, article: Article) -> int:
    points = 0
    places = article.full.get(entry.actor, [])
    if places:
        points += _NAMED
        points += _HEADLINE * (places[0] < article.body_start)
        points += _RELATIVE * all(_is_relative(article.text, at) for at in places)
    gender = gender_of(entry.actor)
    if vote and gender:
        points += _GENDER if gender == vote else -_GENDER
    beside = [article.nearby(entry, *_sentence(hit.start, article, _SENTENCES)) for hit in hits]
    return points + _BESIDE * any(beside)


def _sentence(at: int, article: Article, count: int = 1) -> tuple[int, int]:
    number = bisect_right(article.starts, at) - 1
    stops = article.starts[number + count : number + count + 1]
    return article.starts[max(number, 0)], stops[0] if stops else len(article.text)


def _is_relative(text: str, at: int) -> bool:
    """'her husband, Bill Clinton': named as somebody's relative."""
    before = _RELATION.search(text[max(0, at - 25) : at])
    return bool(before) and before[1] in name_words()["relative"]


def _gender(hits: list[Hit], article: Article) -> str | None:
    """What the pronouns right behind the surname tell, where twice as many tell it."""
    votes: Counter[str] = Counter()
    for hit in hits:
        low, stop = _sentence(hit.start, article, _SENTENCES)
        if article.text[low : hit.start].lower().endswith("the "):
            continue  # 'the Clinton campaign'
        found = _PRONOUN.search(article.text, hit.end, stop)
        if found is None or _somebody_between(hit.end, found.start(), article):
            continue
        votes["f" if found[1].lower() in _F else "m"] += 1
    for gender, other in (("f", "m"), ("m", "f")):
        if votes[gender] > 2 * votes[other]:
            return gender
    return None


def _somebody_between(low: int, high: int, article: Article) -> bool:
    known = any(low <= start < high for start in article.people)
    return known or bool(_FULL_NAME.search(article.text, low, high))
