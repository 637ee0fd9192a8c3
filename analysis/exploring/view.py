"""What every view of estimates has: a question, its figure, the sentences behind, table, code."""

from dataclasses import dataclass

import pandas as pd
from IPython.display import HTML as Markup
from ipywidgets import HTML, Dropdown, HBox, VBox, Widget

from analysis.evidence import behind
from analysis.exploring.controls import WIDE
from analysis.exploring.markup import block, code_box, status
from analysis.exploring.picture import Picture
from analysis.schema import SputlinkError

__all__ = ["SENTENCES", "Answer", "View"]

SENTENCES = 5
_ALL = ("all of them", -1)

_WORDS = {
    "n_mentions": "counted",
    "n_articles": "articles",
    "estimate": "mean",
    "low": "95 % from",
    "high": "to",
    "share_known": "share known",
    "small": "",
    "n_for": "for",
    "n_against": "against",
    "n_deeds": "with a deed",
    "n_constructed": "constructed articles",
    "words_of": "whose words",
    "tie_name": "who toward whom",
}


@dataclass(frozen=True, eq=False)
class Answer:
    """What a state of the controls comes to.

    `rows`: what was counted, one row per mention or relation. `table`: its estimates, one row per
    group, whose keys stand before `n_mentions`. `title`, `said`, `code`: question, summary, and
    the Python that makes the same. `unit`: what an estimate is; `counted`: what n counts.
    """

    rows: pd.DataFrame
    table: pd.DataFrame
    title: str
    said: str
    code: str
    unit: str
    counted: str = "mentions"


class View:
    """Controls on the left; on the right figure and sentences, below them table and code.

    A view of its own gives `answer` and `evidence`, and calls `update` when its controls change.

    Args:
        controls: The widget on the left.
    """

    def __init__(self, controls: Widget) -> None:
        self.group = Dropdown(options=[_ALL], description="Sentences", **WIDE)
        self.status, self.table, self.sentences, self.code = HTML(), HTML(), HTML(), HTML()
        self.picture = Picture(self.pick)
        self.figure, self.canvas = self.picture.figure, self.picture.canvas
        right = VBox(
            [self.status, self.picture.view, self.group, self.sentences],
            layout={"flex": "1 1 26rem", "min_width": "0"},
        )
        top = HBox([controls, right], layout={"flex_flow": "row wrap"})
        self.view = VBox([top, self.table, self.code])
        self.group.observe(lambda _: self._show_sentences(), "value")

    def answer(self) -> Answer:
        """What the controls ask for, answered."""
        raise NotImplementedError

    def evidence(self, rows: pd.DataFrame) -> Markup:
        """The sentences of some rows."""
        raise NotImplementedError

    def update(self) -> None:
        """Compute and show everything for the state of the controls."""
        try:
            self.answered = answer = self.answer()
        except SputlinkError as problem:
            self.complain(str(problem))
            return
        self.status.value = status(answer.said)
        labels = _labels(answer.table)
        picture = answer.table.drop(columns=_keys(answer.table))
        words = {"title": answer.title, "unit": answer.unit, "counted": answer.counted}
        self.picture.draw(picture, labels=labels, **words)
        self.table.value = block(_in_words(answer.table))
        self.code.value = code_box(answer.code)
        self._offer_groups(answer.table)
        self._show_sentences()

    def complain(self, problem: str) -> None:
        """Say what is wrong; everything else stays as it was."""
        self.status.value = status(problem, role="alert")

    def pick(self, gid: str | None) -> None:
        """Show the sentences of the dot that carries this row of the table, as a click does."""
        if gid is not None:
            self.group.value = int(gid)

    def _offer_groups(self, table: pd.DataFrame) -> None:
        names = _labels(table, split=True)
        rows = zip(names, table["n_mentions"], table.index, strict=True)
        self.group.options = [_ALL, *((f"{name}  (n={n})", i) for name, n, i in rows)]

    def _show_sentences(self) -> None:
        chosen = self.answered.rows
        if self.group.value != _ALL[1]:
            chosen = behind(chosen, self.answered.table.loc[self.group.value])
        self.sentences.value = block(self.evidence(chosen).data if len(chosen) else "")


def _in_words(table: pd.DataFrame) -> str:
    """The table for readers: the columns by their names in words, two digits, no index."""
    shown = table.drop(columns=["measure", "unit"], errors="ignore")
    shown["small"] = shown["small"].map({True: "few", False: ""})
    return shown.rename(columns=_WORDS).round(2).to_html(index=False, na_rep="", border=0)


def _keys(table: pd.DataFrame, *, split: bool = False) -> list[str]:
    """The columns that name a row; with `split` also the voice, where it parts a line in two."""
    keys = list(table.columns[: table.columns.get_loc("n_mentions")])
    return keys if split or len(keys) == 1 else [key for key in keys if key != "words_of"]


def _labels(table: pd.DataFrame, *, split: bool = False) -> pd.Series:
    """The keys of each row, as one line."""
    keys = table[_keys(table, split=split)].astype("str").fillna("not given")
    return keys.agg(" · ".join, axis=1) if len(table) else pd.Series(dtype="str")
