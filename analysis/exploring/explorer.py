"""Choose an actor, outlets, voice, dates and scorer; figure, table and sentences follow.

    Explorer(tables)

Needs a notebook with widgets, as JupyterLab has them. Everything it shows can be had without it:
its last box holds the code of the state that it is in.
"""

import html
import textwrap
from typing import TYPE_CHECKING

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
from ipywidgets import HTML, Dropdown, HBox, VBox
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from analysis import plots
from analysis.evidence import behind, show
from analysis.exploring.controls import WIDE, WORDS, Controls
from analysis.exploring.selection import (
    Selection,
    as_code,
    framing_of,
    score_mentions,
    select,
    summary_of,
    title_of,
)
from analysis.exploring.word_list import MY_WORDS
from analysis.plots import style
from analysis.schema import SputlinkError

if TYPE_CHECKING:
    from analysis.pipeline import Tables

__all__ = ["WIDTH", "Explorer"]

WIDTH = 6.4  # inches of the figure, at 100 pixels each: fits beside the open side bar of a laptop
LINES = 14  # groups drawn at most, the ones with the most mentions; the table lists all
SENTENCES = 5
_ALL = ("all of them", -1)
_STYLE = """<style>
.sp-explorer{color:var(--jp-ui-font-color1,inherit);line-height:1.45}
.sp-explorer.sp-status{font-weight:600;margin:.2rem 0 .6rem}
.sp-explorer table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.6rem 0}
.sp-explorer th,.sp-explorer td{padding:.15rem .8rem .15rem 0;text-align:left!important}
.sp-explorer tr{border-bottom:1px solid #8886}
.sp-explorer textarea{display:block;width:100%;box-sizing:border-box;font-family:monospace;
color:inherit;background:transparent;border:1px solid #8888}
</style>"""


class Explorer:
    """The view of one set of tables; display it, or read `selection`, `mentions` and `framing`.

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
        named = tables.named
        self.controls = Controls(named, start=selection, words=words)
        self.group = Dropdown(options=[_ALL], description="Sentences", **WIDE)
        self.status, self.table, self.sentences, self.code = HTML(), HTML(), HTML(), HTML()
        self.figure, self.canvas = _interactive_figure()
        right = VBox(
            [self.status, self.canvas, self.group, self.sentences],
            layout={"flex": "1 1 26rem", "min_width": "0"},
        )
        top = HBox([self.controls.view, right], layout={"flex_flow": "row wrap"})
        self.view = VBox([HTML(_STYLE), top, self.table, self.code])
        self.update()
        self.controls.listen(self.update, self._complain)
        self.group.observe(lambda _: self._show_sentences(), "value")
        self.canvas.mpl_connect("pick_event", lambda event: self.pick(event.artist.get_gid()))

    def _repr_mimebundle_(self, **kwargs: object) -> dict:
        bundle = self.view._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": f"Explorer of {len(self.tables.articles)} articles"}

    @property
    def selection(self) -> Selection:
        """What the controls say."""
        return self.controls.selection

    def update(self) -> None:
        """Compute and show everything for the state of the controls."""
        selection = self.selection
        try:
            self.mentions = select(self.tables, selection, scored=self._score(selection))
            self.framing = framing_of(self.tables, selection, mentions=self.mentions)
        except SputlinkError as problem:
            self._complain(str(problem))
            return
        self.status.value = _status(summary_of(self.framing, selection))
        self._draw(selection)
        shown = self.framing.drop(columns=["measure", "unit"]).round(3)
        self.table.value = _block(shown.to_html(index=False, na_rep="", border=0))
        self.code.value = _code_box(as_code(selection))
        self._offer_groups()
        self._show_sentences()

    def pick(self, gid: str | None) -> None:
        """Show the sentences of the dot that carries this row of `framing`, as a click does."""
        if gid is not None:
            self.group.value = int(gid)

    def _complain(self, problem: str) -> None:
        self.status.value = _status(problem, role="alert")

    def _score(self, selection: Selection) -> pd.DataFrame:
        """Scores of the chosen actor: computed when first asked for, then remembered."""
        actor, scorer, words = selection.actor, selection.scorer, selection.words
        key = (actor, scorer, *words.items())
        if key not in self._scored:
            self.status.value = _status(f"{scorer} reads the sentences, this once ...")
            lists = [old for old in self._scored if old[1] == MY_WORDS]
            for old in lists:  # of the lists that were typed, only the last
                del self._scored[old]
            scored = score_mentions(self.tables, actor=actor, scorer=scorer, words=words)
            self._scored[key] = scored
        return self._scored[key]

    def _draw(self, selection: Selection) -> None:
        self.figure.clear()
        table = self.framing
        if table.empty:
            self.figure.text(0.5, 0.5, "no mention", ha="center", color=style.MUTED)
        else:
            most = table.groupby(selection.by, dropna=False)["n_mentions"].sum().nlargest(LINES)
            table = table[table[selection.by].isin(most.index)]
            labels = table[selection.by].astype("str").fillna("not given")
            table = table.drop(columns=selection.by).assign(group=labels)
            self._draw_estimates(table, title_of(selection))
        self.canvas.draw_idle()

    def _draw_estimates(self, table: pd.DataFrame, title: str) -> None:
        # Margins by the length of what stands in them: to measure it would double the time.
        question = textwrap.wrap(title, 56)
        split = "words_of" in table
        lines = table["group"].nunique() * (1.5 if split else 1)
        left = min(0.25 + 0.085 * table["group"].str.len().max(), 0.6 * WIDTH)
        top, bottom = 0.25 + 0.22 * len(question) + 0.25 * split, 0.8
        height = top + 0.36 * max(lines, 3) + bottom
        self.figure.set_size_inches(WIDTH, height)
        place = [
            left / WIDTH,
            bottom / height,
            1 - (left + 0.2) / WIDTH,
            1 - (top + bottom) / height,
        ]
        with plt.rc_context(style.RC):
            ax = plots.estimates(table, label="group", ax=self.figure.add_axes(place), title=title)
            ax.set_title("", loc="left")
            ax.set_xlabel(ax.get_xlabel(), loc="right")
            look = {"ha": "left", "va": "top", "color": style.INK, "weight": "bold", "size": 12}
            self.figure.text(0.012, 1 - 0.08 / height, "\n".join(question), **look)

    def _offer_groups(self) -> None:
        keys = list(self.framing.columns[: self.framing.columns.get_loc("n_mentions")])
        names = [" · ".join(map(str, row)) for row in self.framing[keys].to_numpy()]
        rows = zip(names, self.framing["n_mentions"], self.framing.index, strict=True)
        self.group.options = [_ALL, *((f"{name}  (n={n})", i) for name, n, i in rows)]

    def _show_sentences(self) -> None:
        chosen = self.mentions
        if self.group.value != _ALL[1]:
            chosen = behind(chosen, self.framing.loc[self.group.value])
        shown = show(chosen, self.tables, n=SENTENCES).data if len(chosen) else ""
        self.sentences.value = _block(shown)


def _interactive_figure() -> tuple[Figure, FigureCanvasBase]:
    """A figure on a canvas of its own: the notebook's other figures stay what they are."""
    backend = matplotlib.get_backend()
    plt.switch_backend(backend)  # loads it, which it takes for granted when switched back to
    from ipympl.backend_nbagg import Canvas, FigureManager  # makes itself everyone's backend

    plt.switch_backend(backend)
    figure = Figure(figsize=(WIDTH, 4))
    canvas = Canvas(figure)
    FigureManager(canvas, 0)
    canvas.toolbar_visible = canvas.header_visible = canvas.footer_visible = False
    canvas.resizable = False
    return figure, canvas


def _block(body: str) -> str:
    return f'<div class="sp-explorer">{body}</div>'


def _status(text: str, *, role: str = "status") -> str:
    return f'<p class="sp-explorer sp-status" role="{role}">{html.escape(text)}</p>'


def _code_box(code: str) -> str:
    rows = code.count("\n") + 1
    return _block(
        f'<label>The code of this state, to copy<textarea readonly rows="{rows}" '
        f'spellcheck="false">{html.escape(code)}</textarea></label>'
    )
