"""The controls of the explorer: what may be chosen, each with its label, read as a `Selection`."""

import asyncio
import datetime as dt
from collections.abc import Callable

import pandas as pd
from ipywidgets import DatePicker, Dropdown, SelectMultiple, Textarea, VBox

from analysis.exploring.scope import Scope
from analysis.exploring.selection import Selection
from analysis.exploring.word_list import MY_WORDS, read_words
from analysis.schema import LexiconError
from analysis.scoring import SCORERS, available

__all__ = ["WIDE", "WORDS", "Controls", "choice", "days", "outlets_to_choose"]

PAUSE = 0.25  # seconds without a key before a typed word list is read
WORDS = "# word weight, one a line\nisolated -1\ncondemned -0.5\nally 0.5"
_BY = {
    "outlet": "outlet",
    "day": "day",
    "week": "week",
    "whose words": "words_of",
    "role in the sentence": "role",
    "how it is named": "how",
    "event": "event",
}
_VOICES = {
    "all": "all",
    "the outlets' own": "outlet",
    "quoted": "quoted",
    "own beside quoted": "each",
}
WIDE = {"style": {"description_width": "6rem"}, "layout": {"width": "98%"}}


class Controls:
    """A widget for each part of a `Selection`, by the same name; `view` holds them all.

    Args:
        mentions: Those that can be chosen from, with `actor`, `outlet` and perhaps `scored_by`.
        start: The state to begin with (default: the actor with the most mentions, by outlet).
        words: The word list to begin with, unless `start` has one.
    """

    def __init__(
        self, mentions: pd.DataFrame, *, start: Selection | None = None, words: str = WORDS
    ) -> None:
        counts = mentions["actor"].value_counts()
        scorer = _scorer_of(mentions)
        start = start or Selection(counts.index[0] if len(counts) else None, scorer=scorer)
        if start.words:
            words = "\n".join(f"{word} {weight:g}" for word, weight in start.words.items())
        self._good, self._typed = read_words(words), None
        # What the state to begin with asks for is on offer, even if no mention has it.
        actors = {f"{actor}  (n={n})": actor for actor, n in counts.items()}
        if start.actor not in actors.values():
            actors |= {f"{start.actor}  (n=0)" if start.actor else "all actors": start.actor}
        fitted = ["target"] if available() else []
        scorers = dict.fromkeys([scorer, *SCORERS, *fitted, start.scorer, MY_WORDS])
        by = {name: key for name, key in _BY.items() if key in {*mentions, "day", "week", start.by}}
        by |= {} if start.by in by.values() else {start.by: start.by}
        self.actor = choice("Actor", actors, start.actor)
        self.outlets = outlets_to_choose(mentions, start.outlets)
        self.words_of = choice("Whose words", _VOICES, start.words_of)
        self.by = choice("Group by", by, start.by)
        self.first, self.last = days(start)
        self.scorer = choice("Scorer", list(scorers), start.scorer)
        self.words = Textarea(value=words, description="My words", rows=7, **WIDE)
        chosen = [self.actor, self.outlets, self.words_of, self.by, self.first, self.last]
        self.chosen = [*chosen, self.scorer]
        self.view = VBox([*self.chosen, self.words], layout={"width": "18rem", "flex": "none"})

    @property
    def selection(self) -> Selection:
        """What the controls say; of the word list, the last one that could be read."""
        return Selection(
            self.actor.value,
            outlets=self.outlets.value,
            words_of=self.words_of.value,
            first=self.first.value,
            last=self.last.value,
            scorer=self.scorer.value,
            by=self.by.value,
            words=self._good if self.scorer.value == MY_WORDS else {},
        )

    def listen(self, changed: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Call `changed` after each new state, `failed` with what is wrong in the word list."""
        for widget in self.chosen:
            widget.observe(lambda _: changed(), "value")

        def read() -> None:
            try:
                self._good = read_words(self.words.value)
            except LexiconError as problem:
                failed(f"My words, {problem}. Until then the last good list stays.")
                return
            if self.scorer.value == MY_WORDS:
                changed()
            else:
                self.scorer.value = MY_WORDS  # to edit the list is to ask for it

        self.words.observe(lambda _: self._after_a_pause(read), "value")

    def _after_a_pause(self, act: Callable[[], None]) -> None:
        """Act when the typing pauses; at once where no event loop runs."""
        if self._typed is not None:
            self._typed.cancel()
        try:
            self._typed = asyncio.get_running_loop().call_later(PAUSE, act)
        except RuntimeError:
            act()


def choice(label: str, options: list | dict, value: str | None) -> Dropdown:
    """A labelled list to choose one of; `options` may name what stands for each value."""
    pairs = list(options.items()) if isinstance(options, dict) else options
    return Dropdown(options=pairs, value=value, description=label, **WIDE)


def outlets_to_choose(rows: pd.DataFrame, chosen: tuple[str, ...]) -> SelectMultiple:
    """The outlets of some rows; those that are chosen stand there even if no row has them."""
    outlets = sorted({*rows["outlet"].dropna(), *chosen})
    return SelectMultiple(
        options=outlets,
        value=chosen,
        description="Outlets",
        rows=min(8, len(outlets)),
        tooltip="Ctrl or Shift for several; none means all",
        **WIDE,
    )


def days(scope: Scope) -> tuple[DatePicker, DatePicker]:
    """First and last day."""
    names = {"From day": scope.first, "To day": scope.last}
    first, last = (
        DatePicker(value=_date(day), description=name, **WIDE) for name, day in names.items()
    )
    return first, last


def _scorer_of(mentions: pd.DataFrame) -> str:
    used = mentions["scored_by"].unique() if "scored_by" in mentions else []
    return str(used[0]) if len(used) == 1 else "textblob"


def _date(day: str | None) -> dt.date | None:
    return None if day is None else pd.Timestamp(day).date()
