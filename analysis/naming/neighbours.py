"""What stands beside a name: hyphens, given names, larger names, prepositions of place."""

import re
from functools import cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.naming.automaton import ACTOR, Entry, Hit, fold
from analysis.schema import DATA, LexiconError
from analysis.splitting import is_known

__all__ = [
    "actor_edges",
    "in_larger_name",
    "is_compound",
    "is_ordinary",
    "is_place",
    "name_words",
    "own_given_name",
    "word_after",
    "word_before",
]

KINDS = (
    "honorific",
    "given name",
    "first name",
    "larger name",
    "own",
    "not holder",
    "place",
    "motion",
    "prefix",
    "relative",
    "day",
    "before month",
    "inner",
)
_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_][\w'’-]*\.?(?:[A-Z]\.)*)[ \xa0]$")
_AFTER = re.compile(r"[ \xa0]([^\W\d_][\w’'-]*)")
_LEFT_HALF = re.compile(r"([\w.]+)[-‐‑]$")
_RIGHT_HALF = re.compile(r"[-‐‑]([\w.]+)")
_DATELINE = re.compile(
    r"(?:,[ ][^\W\d_][\w. ]{1,20})?(?:[ ]?\([^)\n]{2,30}\)[ ]?[-–—:]?|[ ]?[—–][ ]|[ ]-{1,2}[ ]|"
    r",[ ](?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.?[ ]\d)"
)
_TO = re.compile(r"(?<!\w)(\w+)[ ](?:(\w+)[ ])?(?:to|for|from)[ ]$")
_GIVEN = re.compile(r"(?<![\w'’-])([^\W\d_][\w’'-]+) (?:[A-Z]\. ?|[A-Z]\w+ )?$")
_IN = re.compile(r"(?<![\w-])(\w+)[ ](the[ ])?$")


@cache
def name_words(path: str | Path = DATA / "name_words.csv") -> dict[str, frozenset[str]]:
    """The words of each kind in `name_words.csv`.

    Raises:
        LexiconError: naming file and line, for a kind that is not one of `KINDS`.
    """
    rows = read_lexicon(path, columns=["word", "kind"])
    for word, kind, line in zip(rows["word"], rows["kind"], rows["line"], strict=True):
        if kind not in KINDS:
            raise LexiconError(
                f"{Path(path).name} line {line}: kind {kind!r} of {word!r} is not one of "
                f"{', '.join(KINDS)}"
            )
    return {kind: frozenset(rows.loc[rows["kind"] == kind, "word"]) for kind in KINDS}


def word_before(text: str, start: int, low: int = 0) -> str:
    """The word before, if only a space lies between; "" otherwise, or before `low`."""
    match = _BEFORE.search(text[max(low, start - 40) : start])
    return match[1] if match else ""


def word_after(text: str, end: int) -> str:
    """The word after, if only a space lies between; "" otherwise."""
    match = _AFTER.match(text, end, end + 40)
    return match[1] if match else ""


def is_ordinary(word: str) -> bool:
    """A word of the language, written with or without a capital, rather than a name."""
    lower = word.lower().rstrip(".").removesuffix("'s").removesuffix("’s")
    if is_known(lower):
        return True
    for ending in ("s", "es", "ed", "d", "ing"):
        stem = lower.removesuffix(ending)
        if stem != lower and len(stem) >= 3 and is_known(stem):
            return True
    return False


def is_compound(text: str, hit: Hit, starts: set[int], ends: set[int]) -> bool:
    """Half of a hyphenated word whose other half is no actor ('Ukrainian-born', 'non-Israeli').

    'Iran-Russia' and 'US-Israel' are two mentions. In 'US-led' and 'Iran-backed' the state is
    named as the one who leads, but as part of an adjective of something else: a compound too.
    """
    right = _RIGHT_HALF.match(text, hit.end)
    left = _LEFT_HALF.search(text[max(0, hit.start - 30) : hit.start])
    if right and (
        right.start(1) not in starts
        # 'Mexican-American' is said of people of one country
        or (hit.entries[0].how == "demonym" and right[1] in ("American", "Americans"))
    ):
        return True
    return bool(left) and (hit.start - 1 not in ends or left[1].lower() in name_words()["prefix"])


def in_larger_name(text: str, hit: Hit, *, beside: tuple[bool, bool], headline: bool) -> bool:
    """The alias is part of a longer name that the gazetteer does not know.

    'Melania Trump' and 'Trump Tower' are not Donald Trump, 'Michael Jordan' and 'Chad Olsen' are
    not states.

    Args:
        text: The article.
        hit: The alias.
        beside: Whether a known actor or office stands right before, and right after.
        headline: Whether the line has a capital on most words, so that a capital tells little.
    """
    entry = hit.entries[0]
    words = name_words()
    before, after = word_before(text, hit.start, hit.low), word_after(text, hit.end)
    surface = text[hit.start : hit.end]
    bare_after = _bare(after)
    if surface.lower() in words["day"] and (
        before.lower() in words["before month"] or text[hit.end + 1 : hit.end + 2].isdigit()
    ):
        return True
    if not beside[1] and _names_another(entry, after, headline=headline):
        return True
    if not _is_single_name(entry, surface):
        return False
    if before[:1].isupper() and not beside[0] and _is_given_name(before):
        return True
    if entry.kind == "leader" or not after[:1].isupper() or after.isupper() or beside[1]:
        return False
    if bare_after in words["honorific"] | words["day"]:
        return False
    if headline:
        return surface.lower() in words["first name"] and not is_ordinary(after)
    return (
        not is_ordinary(after)
        or bare_after in words["larger name"]
        or surface.lower() in words["first name"]
    )


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


def _names_another(entry: Entry, after: str, *, headline: bool) -> bool:
    """'Trump Tower', 'Clinton Portis': a capital behind a name that is no part of it."""
    if entry.kind != "leader" or not after[:1].isupper():
        return False
    words, bare = name_words(), _bare(after)
    if bare in words["larger name"]:
        return True
    told = entry.how == "surname" and not (headline or after.isupper())
    return told and bare not in words["own"] | words["honorific"] | words["day"]


def _is_single_name(entry: Entry, surface: str) -> bool:
    """One word that may be part of a person's name: a surname, or the name of a state."""
    single = not any(c in surface for c in " .") and not surface.isupper()
    surname = entry.kind == "leader" and entry.how == "surname"
    place = entry.kind in ("state", "territory") and entry.how != "demonym"
    return single and (surname or place)


def own_given_name(text: str, hit: Hit) -> int | None:
    """Where the actor's own given name begins before a surname ('Sergei V. Lavrov'), else None."""
    match = _GIVEN.search(text[max(hit.low, hit.start - 40) : hit.start])
    if match and any(
        entry.how == "surname" and fold(match[1]) == entry.actor.split()[0] for entry in hit.entries
    ):
        return hit.start - len(match[0])
    return None


def _is_given_name(word: str) -> bool:
    words = name_words()
    lower = word.lower().rstrip(".")
    if lower in words["given name"] or re.fullmatch(r"(?:[A-Z]\.)+", word):
        return True
    if word.endswith(("'s", "’s", ".")) or lower in words["honorific"] | words["day"]:
        return False
    if lower.split("-")[0] in words["honorific"] or (word.isupper() and len(word) > 1):
        return False
    return not is_ordinary(word)


def is_place(text: str, hit: Hit, *, line_start: bool) -> bool:
    """A capital or seat that is a place here: 'in Moscow', 'flew to Tehran', 'MOSCOW (Reuters) -'.

    Conservative: only right after a preposition of place, or after 'to', 'from' or 'for' with a
    word of motion; never where a possessive follows ("in Moscow's view").
    """
    if text[hit.end : hit.end + 1] in ("'", "’"):
        return False
    if line_start and text[hit.start : hit.end].isupper() and _DATELINE.match(text, hit.end):
        return True
    if hit.entries[0].how != "metonym":
        return False
    words = name_words()
    before = text[max(0, hit.start - 40) : hit.start]
    match = _IN.search(before)
    if match and match[1].lower() in words["place"]:
        return True
    match = _TO.search(before)
    return bool(match) and any((word or "").lower() in words["motion"] for word in match.groups())


def actor_edges(hits: list[Hit]) -> tuple[set[int], set[int]]:
    """Offsets at which actors begin and end, to see what a hyphen or a space joins."""
    actors = [hit for hit in hits if hit.role == ACTOR]
    return {hit.start for hit in actors}, {hit.end for hit in actors}
