"""Choose two actors: who is told as for or against whom, and the sentences that tell it."""

from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML as Markup
from ipywidgets import Checkbox, VBox

from analysis.evidence import show_relations
from analysis.exploring.controls import choice, days, outlets_to_choose
from analysis.exploring.pairs import (
    PairSelection,
    code_of_ties,
    relations_of,
    said_of_ties,
    ties_of,
    ties_title,
)
from analysis.exploring.view import SENTENCES, Answer, View
from analysis.measuring import told
from analysis.relating import CUT

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["PairControls", "PairView"]

_BY = {
    "who toward whom": "tie",
    "outlet": "outlet",
    "day": "day",
    "week": "week",
    "whose words": "words_of",
    "event": "event",
}
_VOICES = {"all": "all", "the outlets' own": "outlet", "quoted": "quoted"}
_ANYBODY = ""  # of a list that has a value None nothing would be shown as chosen


class PairControls:
    """A widget for each part of a `PairSelection`, by the same name; `view` holds them all.

    Args:
        relations: Those that can be chosen from.
        start: The state to begin with (default: the actor in most relations, toward anybody).
    """

    def __init__(self, relations: pd.DataFrame, *, start: PairSelection | None = None) -> None:
        holders, targets = (relations[side].value_counts() for side in ("holder", "target"))
        start = start or PairSelection(holders.index[0] if len(holders) else "nobody")
        self.holder = choice("Who", _actors(holders, start.holder), start.holder or _ANYBODY)
        self.target = choice(
            "Toward whom", _actors(targets, start.target), start.target or _ANYBODY
        )
        self.both = Checkbox(value=start.both, description="and the other way round", indent=False)
        self.both.layout = {"margin": "0 0 0 6.3rem", "width": "auto"}
        self.outlets = outlets_to_choose(relations, start.outlets)
        self.words_of = choice("Whose words", _VOICES, start.words_of)
        self.by = choice("Group by", _BY, start.by)
        self.first, self.last = days(start)
        chosen = [self.holder, self.target, self.both, self.outlets, self.words_of, self.by]
        self.chosen = [*chosen, self.first, self.last]
        self.view = VBox(self.chosen, layout={"width": "18rem", "flex": "none"})

    @property
    def selection(self) -> PairSelection:
        """What the controls say."""
        names = ("both", "outlets", "words_of", "by", "first", "last")
        return PairSelection(
            self.holder.value or None,
            self.target.value or None,
            **{name: getattr(self, name).value for name in names},
        )


class PairView(View):
    """The view of pairs of actors; read `selection`, `relations` and `ties`.

    Args:
        tables: What `analyse` returned.
        selection: Where to begin (default: the actor in most relations, toward anybody).
    """

    def __init__(self, tables: "Tables", *, selection: PairSelection | None = None) -> None:
        self.tables = tables
        self.controls = PairControls(told(tables.relations), start=selection)
        super().__init__(self.controls.view)
        self.update()
        for widget in self.controls.chosen:
            widget.observe(lambda _: self.update(), "value")

    @property
    def selection(self) -> PairSelection:
        """What the controls say."""
        return self.controls.selection

    @property
    def relations(self) -> pd.DataFrame:
        """The relations that were chosen."""
        return self.answered.rows

    @property
    def ties(self) -> pd.DataFrame:
        """Their estimates."""
        return self.answered.table

    def answer(self) -> Answer:
        """How the chosen are told, the one toward the other."""
        selection = self.selection
        relations = relations_of(self.tables, selection)
        ties = ties_of(self.tables, selection, relations=relations)
        return Answer(
            relations,
            ties,
            title=ties_title(selection),
            said=said_of_ties(ties, selection),
            code=code_of_ties(selection),
            unit="mean attitude, against (-1) to for (+1)",
            counted="sentences",
        )

    def evidence(self, rows: pd.DataFrame) -> Markup:
        """The sentences of relations; drawn from those that tell of a side, where any does."""
        telling = rows[rows[["p_for", "p_against"]].max(axis=1) >= CUT]
        shown = show_relations(telling if len(telling) else rows, self.tables, n=SENTENCES).data
        said = f"{len(telling):,} of {len(rows):,} tell one as for or against the other"
        drawn = "; these are drawn from them" if len(telling) else ""
        return Markup(f'<p class="sp-note">{said}{drawn}.</p>{shown}')


def _actors(counts: pd.Series, chosen: str | None) -> dict[str, str]:
    actors = {"anybody": _ANYBODY} | {f"{actor}  (n={n})": actor for actor, n in counts.items()}
    known = chosen is None or chosen in actors.values()
    return actors if known else actors | {f"{chosen}  (n=0)": chosen}
