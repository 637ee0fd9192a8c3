"""Expressions of time in a unit: 'on Tuesday', 'last week'."""

from analysis.quoting.units import NOUNS, Unit, word_set

__all__ = ["is_time", "skip_time", "time_begins"]

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = (
    "january february march april may june july august september october november december jan. "
    "feb. aug. sept. oct. nov. dec."
)
TIME = frozenset(
    f"{_WEEKDAYS} {_MONTHS} today yesterday tomorrow tonight week month year morning evening night "
    "afternoon weekend years months weeks days hours".split()
)
_BARE_TIME = frozenset(
    f"{_WEEKDAYS} today yesterday tomorrow tonight last this next earlier".split()
)
_TIME_LEAD = word_set("on in last this earlier late later early next that at the during")


def is_time(unit: Unit, at: int) -> bool:
    """Whether a time expression begins here ('on Tuesday', 'last week', 'Monday')."""
    for ahead in range(at, min(at + 4, len(unit))):
        if unit.words[ahead] in TIME:
            return True
        if unit.words[ahead] not in _TIME_LEAD:
            return False
    return False


def skip_time(unit: Unit, at: int) -> int:
    """Token after the time expression at `at`, or `at`."""
    if not is_time(unit, at):
        return at
    while at < len(unit) and (
        unit.words[at] in TIME or unit.words[at] in _TIME_LEAD or unit.pos[at] == "CD"
    ):
        if (
            unit.words[at] in TIME
            and not is_time(unit, at + 1)
            and not (at + 1 < len(unit) and unit.pos[at + 1] == "CD")
        ):
            return at + 1
        at += 1
    return at


def time_begins(unit: Unit, at: int) -> bool:
    """Whether a bare time expression follows a noun phrase ('backed Trump *last week*')."""
    word = unit.words[at]
    if word not in _BARE_TIME or not is_time(unit, at):
        return False
    return word in ("last", "this", "next", "earlier") or not (
        at + 1 < len(unit) and unit.pos[at + 1] in NOUNS
    )
