"""Choose an actor, outlets, voice, dates and scorer; figure, table and sentences follow.

    Explorer(tables)

Needs a notebook with widgets (JupyterLab). Everything it shows can be had without it: its last
box holds the code of the state that it is in.
"""

import asyncio
import html

import matplotlib.pyplot as plt
import pandas as pd
from ipympl.backend_nbagg import Canvas, FigureManager
from ipywidgets import HTML, DatePicker, Dropdown, HBox, SelectMultiple, Textarea, VBox
from matplotlib.figure import Figure

from analysis import plots, style
from analysis.evidence import evidence, show
from analysis.schema import SputlinkError
from analysis.selection import Selection, as_code, framing_of, score_mentions, select, title_of
from analysis.sentiment import SCORERS
from analysis.target import available
from analysis.word_list import MY_WORDS, read_words

PAUSE = 0.25  # seconds without a key before a typed word list is read
LINES = 14  # groups drawn at most, the ones with the most mentions; the table lists all
SENTENCES = 5
WORDS = "# word weight, one a line\nisolated -1\ncondemned -0.5\nally 0.5"
_EVERY = "all of them"
_BY = {"outlet": "outlet", "day": "day", "week": "week", "whose words": "words_of"}
_BY |= {"role in the sentence": "role", "how it is named": "how", "event": "event"}
_VOICES = {
    "all": "all",
    "the outlets' own": "outlet",
    "quoted": "quoted",
    "own beside quoted": "each",
}
_STYLE = """<style>
.sp-explorer{color:var(--jp-ui-font-color1,inherit);line-height:1.45}
.sp-explorer table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.sp-explorer th,.sp-explorer td{padding:.15rem .8rem .15rem 0;text-align:left}
.sp-explorer tr{border-bottom:1px solid #8886}
.sp-explorer textarea{display:block;width:100%;box-sizing:border-box;font-family:monospace;
color:inherit;background:transparent;border:1px solid #8888}
.sp-explorer .sp-note{font-weight:600}
</style>"""


class Explorer:
    """The view of one set of tables; display it, or read `selection`, `mentions` and `framing`.

    Args:
        tables: What `analyse` returned.
        selection: Where to begin (default: the actor with the most mentions, by outlet).
        words: The word list to begin with, 'word weight' a line.
    """

    def __init__(self, tables, *, selection: Selection | None = None, words: str = WORDS) -> None:
        self.tables = tables
        self._scored: dict[tuple, pd.DataFrame] = {}
        self._pending: asyncio.TimerHandle | None = None
        self._words = read_words(words)
        named = tables.mentions[tables.mentions["how"] != "place"]
        counts = named["actor"].value_counts()
        scorer = _scorer_of(named)
        start = selection or Selection(counts.index[0] if len(counts) else None, scorer=scorer)
        wide = {"style": {"description_width": "5.2rem"}, "layout": {"width": "98%"}}
        actors = [(f"{actor}  (n={n})", actor) for actor, n in counts.items()]
        self.actor = Dropdown(
            options=actors or [("no actor", None)], value=start.actor, description="Actor", **wide
        )
        outlets = sorted(tables.articles["outlet"].dropna().unique())
        self.outlets = SelectMultiple(
            options=outlets, value=start.outlets, description="Outlets", rows=min(8, len(outlets)),
            tooltip="Ctrl or Shift for several; none for all", **wide,
        )  # fmt: skip
        self.words_of = Dropdown(options=_VOICES, value=start.words_of, description="Words", **wide)
        self.first = DatePicker(value=_date(start.first), description="From day", **wide)
        self.last = DatePicker(value=_date(start.last), description="To day", **wide)
        scorers = dict.fromkeys([scorer, *SCORERS, *(["target"] if available() else []), MY_WORDS])
        self.scorer = Dropdown(
            options=list(scorers), value=start.scorer, description="Scorer", **wide
        )
        by = {name: column for name, column in _BY.items() if column in {*named, "day", "week"}}
        self.by = Dropdown(options=by, value=start.by, description="Group by", **wide)
        self.words = Textarea(value=words, description="My words", rows=7, **wide)
        self.group = Dropdown(options=[(_EVERY, None)], description="Sentences", **wide)
        self.status, self.table, self.sentences, self.code = HTML(), HTML(), HTML(), HTML()
        self.figure = Figure(figsize=(7.4, 4.2), layout="constrained")
        self.canvas = Canvas(self.figure)
        FigureManager(self.canvas, 0)
        self.canvas.set_trait("toolbar_visible", False)
        self.canvas.header_visible = self.canvas.footer_visible = self.canvas.resizable = False
        self.canvas.mpl_connect("pick_event", lambda event: self.pick(event.artist.get_gid()))
        self._listen()
        self.view = self._laid_out()
        self.update()

    def _listen(self) -> None:
        for widget in (self.actor, self.outlets, self.words_of, self.first, self.last, self.by):
            widget.observe(lambda _: self.update(), "value")
        self.scorer.observe(lambda _: self.update(), "value")
        self.words.observe(lambda _: self._soon(), "value")
        self.group.observe(lambda _: self._show_sentences(), "value")

    def _laid_out(self) -> VBox:
        choices = [self.actor, self.outlets, self.words_of, self.by, self.first, self.last]
        left = VBox([*choices, self.scorer, self.words], layout={"width": "19rem", "flex": "none"})
        right = VBox(
            [self.status, self.canvas, self.group, self.sentences],
            layout={"flex": "1 1 26rem", "min_width": "0"},
        )
        top = HBox([left, right], layout={"flex_flow": "row wrap"})
        return VBox([HTML(_STYLE), top, self.table, self.code])

    def _repr_mimebundle_(self, **kwargs) -> dict:
        bundle = self.view._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": f"Explorer of {len(self.tables.articles)} articles"}

    @property
    def selection(self) -> Selection:
        """What the controls say."""
        return Selection(
            self.actor.value,
            outlets=self.outlets.value,
            words_of=self.words_of.value,
            first=self.first.value,
            last=self.last.value,
            scorer=self.scorer.value,
            by=self.by.value,
            words=self._words if self.scorer.value == MY_WORDS else {},
        )

    def _soon(self) -> None:
        """Read the word list when the typing pauses; at once where no event loop runs."""
        if self._pending is not None:
            self._pending.cancel()
        try:
            self._pending = asyncio.get_running_loop().call_later(PAUSE, self._read_words)
        except RuntimeError:
            self._read_words()

    def _read_words(self) -> None:
        try:
            self._words = read_words(self.words.value)
        except SputlinkError as problem:
            self.status.value = _paragraph(
                f"My words, {problem}. The last good list stays.", "alert"
            )
            return
        if self.scorer.value == MY_WORDS:
            self.update()
        else:
            self.scorer.value = MY_WORDS  # editing the list is asking for it

    def update(self) -> None:
        """Compute and show everything for the state of the controls."""
        selection = self.selection
        try:
            scored, note = self._score(selection)
            self.mentions = select(self.tables, selection, scored=scored)
            self.framing = framing_of(self.tables, selection, mentions=self.mentions)
        except SputlinkError as problem:
            self.status.value = _paragraph(str(problem), "alert")
            return
        self.status.value = _paragraph(_count(self.mentions, selection) + note)
        self._draw(selection)
        shown = self.framing.drop(columns=["measure", "unit"]).round(3)
        table = shown.to_html(index=False, na_rep="", border=0) if len(shown) else ""
        self.table.value = f'<div class="sp-explorer">{table}</div>'
        self.code.value = _code_box(as_code(selection))
        self._offer_groups()

    def _score(self, selection: Selection) -> tuple[pd.DataFrame, str]:
        actor, scorer = selection.actor, selection.scorer
        options = {"actor": actor, "scorer": scorer, "words": selection.words}
        if scorer == MY_WORDS:
            return score_mentions(self.tables, **options), ""
        new = (actor, scorer) not in self._scored
        if new:
            self.status.value = _paragraph(f"{scorer} reads the sentences of {actor} ...")
            self._scored[actor, scorer] = score_mentions(self.tables, **options)
        note = f" {scorer} read them just now, and remembers." if new else ""
        return self._scored[actor, scorer], note

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
            with plt.rc_context(style.RC):
                ax = self.figure.add_subplot()
                plots.estimates(table, label="group", ax=ax, title=title_of(selection))
        self.canvas.draw_idle()

    def _offer_groups(self) -> None:
        keys = list(self.framing.columns[: self.framing.columns.get_loc("n_mentions")])
        names = [" · ".join(map(str, row)) for row in self.framing[keys].to_numpy()]
        counts = zip(names, self.framing["n_mentions"], self.framing.index, strict=True)
        with self.group.hold_trait_notifications():
            options = [(f"{name}  (n={n})", int(i)) for name, n, i in counts]
            self.group.options = [(_EVERY, None), *options]
            self.group.value = None
        self._show_sentences()

    def pick(self, gid: str | None) -> None:
        """Show the sentences of the dot that carries this row of `framing`, as a click does."""
        if gid is not None:
            self.group.value = int(gid)

    def _show_sentences(self) -> None:
        chosen = self.mentions
        if self.group.value is not None:
            chosen = evidence(chosen, self.framing.loc[self.group.value])
        shown = show(chosen, self.tables, n=SENTENCES).data
        self.sentences.value = f'<div class="sp-explorer">{shown if len(chosen) else ""}</div>'


def _scorer_of(mentions: pd.DataFrame) -> str:
    used = mentions["scored_by"].unique() if "scored_by" in mentions else []
    return str(used[0]) if len(used) == 1 else "textblob"


def _date(day: str | None):
    return None if day is None else pd.Timestamp(day).date()


def _count(mentions: pd.DataFrame, selection: Selection) -> str:
    """What is on show, in a sentence; and what it is not."""
    if mentions.empty:
        return f"no mention: nothing names {selection.actor} in this choice of outlets and days."
    outlets, articles = mentions["outlet"].nunique(), mentions["article_id"].nunique()
    said = (
        f"{selection.actor}: {len(mentions)} mentions in {articles} articles of {outlets} outlets."
    )
    known = mentions["evidence"].map(len).gt(0).sum()
    said += f" {selection.scorer} knows a word in the sentences of {known}."
    if "constructed" in mentions and mentions["constructed"].any():
        said += " Uses constructed articles, of invented outlets."
    return said


def _paragraph(text: str, role: str = "status") -> str:
    return f'<p class="sp-explorer sp-note" role="{role}">{html.escape(text)}</p>'


def _code_box(code: str) -> str:
    rows = code.count("\n") + 1
    return (
        '<div class="sp-explorer"><label>The code of this state, to copy'
        f'<textarea readonly rows="{rows}" spellcheck="false">{html.escape(code)}</textarea>'
        "</label></div>"
    )
