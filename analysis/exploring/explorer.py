"""Choose an actor, outlets, voice, dates and scorer; figure, table and sentences follow.

    Explorer(tables)

Two further tabs ask how two actors are told toward each other, and set one story side by side.

Needs a notebook with widgets, as JupyterLab has them. Everything it shows can be had without it:
its last box holds the code of the state that it is in.
"""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML as Markup
from ipywidgets import HTML, Tab, VBox

from analysis.evidence import show
from analysis.exploring.controls import WORDS, Controls
from analysis.exploring.markup import STYLE, status
from analysis.exploring.pair_view import PairView
from analysis.exploring.selection import (
    Selection,
    as_code,
    framing_of,
    score_mentions,
    select,
    summary_of,
    title_of,
)
from analysis.exploring.story_view import StoryView
from analysis.exploring.view import SENTENCES, Answer, View
from analysis.exploring.word_list import MY_WORDS

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["Explorer"]


class Explorer(View):
    """The view of one set of tables; display it, or read `selection`, `mentions` and `framing`.

    `pairs` is the tab of two actors, `story` that of one event.

    Args:
        tables: What `analyse` returned.
        selection: Where to begin (default: the actor with the most mentions, by outlet).
        words: The word list to begin with, 'word weight' a line.
    """

    def __init__(
        self, tables: "Tables", *, selection: Selection | None = None, words: str = WORDS
    ) -> None:
        self.tables = tables
        self._scored: dict[tuple, pd.DataFrame] = {}
        self.controls = Controls(tables.named, start=selection, words=words)
        super().__init__(self.controls.view)
        self.update()
        self.controls.listen(self.update, self.complain)
        self.pairs, self.story = PairView(tables), StoryView(tables)
        views = {"One actor": self, "Two actors": self.pairs, "One story": self.story}
        self.tabs = Tab([each.view for each in views.values()], titles=list(views))
        self.tabs.observe(self._open, "selected_index")
        self.view = VBox([HTML(STYLE), self.tabs])
        self.view.add_class("sp-view")

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        bundle = self.view._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": f"Explorer of {len(self.tables.articles)} articles"}

    @property
    def selection(self) -> Selection:
        """What the controls say."""
        return self.controls.selection

    @property
    def mentions(self) -> pd.DataFrame:
        """The mentions that were chosen, scored."""
        return self.answered.rows

    @property
    def framing(self) -> pd.DataFrame:
        """Their estimates."""
        return self.answered.table

    def answer(self) -> Answer:
        """The framing of the chosen actor."""
        selection = self.selection
        mentions = select(self.tables, selection, scored=self._score(selection))
        framing = framing_of(self.tables, selection, mentions=mentions)
        return Answer(
            mentions,
            framing,
            title=title_of(selection),
            said=summary_of(framing, selection),
            code=as_code(selection),
            unit="mean polarity",
        )

    def evidence(self, rows: pd.DataFrame) -> Markup:
        """The sentences of mentions."""
        return show(rows, self.tables, n=SENTENCES)

    def _open(self, change: dict) -> None:
        if self.tabs.titles[change["new"]] == "One story":
            self.story.open()

    def _score(self, selection: Selection) -> pd.DataFrame:
        """Scores of the chosen actor: computed when first asked for, then remembered."""
        actor, scorer, words = selection.actor, selection.scorer, selection.words
        key = (actor, scorer, *words.items())
        if key not in self._scored:
            self.status.value = status(f"{scorer} reads the sentences, this once ...")
            lists = [old for old in self._scored if old[1] == MY_WORDS]
            for old in lists:  # of the lists that were typed, only the last
                del self._scored[old]
            tables = self._numbered if scorer == MY_WORDS else self.tables
            scored = score_mentions(tables, actor=actor, scorer=scorer, words=words)
            self._scored[key] = scored
        return self._scored[key]

    @cached_property
    def _numbered(self) -> "Tables":
        """The same tables with the words of all tokens numbered: a list is found in them faster."""
        tokens = self.tables.tokens
        return replace(self.tables, tokens=tokens.assign(lower=tokens["lower"].astype("category")))
