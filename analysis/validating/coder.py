"""A form that labels a coding sheet, one key a mention, saved after each."""

import html
from hashlib import blake2b
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from analysis.evidence import STYLE, mark
from analysis.validating.items import SheetError
from analysis.validating.sheet_files import read_rows, replace_file, to_text
from analysis.validating.sheets import LABELS, write_sheet

__all__ = ["KEYS", "Coding", "coding_form", "item_html"]

# The figures as they stand on a keyboard, and the home row of the right hand.
KEYS = {
    **dict.fromkeys("1j", "-1"),
    **dict.fromkeys("2k", "0"),
    **dict.fromkeys("3l", "1"),
    **dict.fromkeys("4;x", "unclear"),
    "s": "skip",
    "b": "back",
    "u": "undo",
}
_BUTTONS = {
    "-1": "1 · unfavourable",
    "0": "2 · neutral",
    "1": "3 · favourable",
    "unclear": "4 · unclear",
    "skip": "s · later",
    "back": "b · back",
    "undo": "u · undo",
}


class Coding:
    """One coder at one sheet: where they are, what they said, and the way back.

    Opens at the first item without a label. Every label is on disk before the next item is shown.

    Args:
        path: A sheet that `write_sheet` made.
        coder: Who labels; "" takes the name on the sheet.

    Raises:
        SheetError: naming the file, if it cannot be read, has a broken row, names no coder or
            another one; and on saving, if the file was changed by somebody else since.
    """

    def __init__(self, path: str | Path, *, coder: str = "") -> None:
        self.path = Path(path)
        self._seen = _digest(self.path)
        records = read_rows(self.path)
        broken = [record for record in records if not hasattr(record, "fields")]
        if broken:
            raise SheetError(f"{self.path.name} row {broken[0].row}: {broken[0].reason}")
        self.rows = [record.fields for record in records]
        others = {row["coder"] for row in self.rows} - {"", coder}
        if coder and others:
            raise SheetError(
                f"{self.path.name} is the sheet of {', '.join(sorted(others))}, not of {coder}: "
                "write a sheet for each coder"
            )
        self.coder = coder or (others.pop() if len(others) == 1 else "")
        if not self.coder:
            raise SheetError(f"{self.path.name}: name one coder")
        self._past: list[tuple[int, dict]] = []
        self.position = self._next_open(0)

    @property
    def current(self) -> dict | None:
        """The item to judge; None when all have a label."""
        return None if self.position is None else self.rows[self.position]

    @property
    def n_done(self) -> int:
        return sum(bool(row["label"]) for row in self.rows)

    def press(self, key: str) -> bool:
        """Do what a key stands for; False if it stands for nothing."""
        action = KEYS.get(key.lower())
        if action is None:
            return False
        if action in ("skip", "back", "undo"):
            getattr(self, action)()
        else:
            self.label(action)
        return True

    def label(self, label: str, *, note: str | None = None) -> None:
        """Label the current item, save, and go to the next that has no label."""
        if label not in LABELS:
            raise SheetError(f"impossible label {label!r}: it is -1, 0, 1 or unclear")
        if self.current is None:
            return
        at, row = self.position, self.current
        before = dict(row)
        row.update(label=label, coder=self.coder, note=row["note"] if note is None else note)
        try:
            self._save()
        except BaseException:
            row.update(before)
            raise
        self._past.append((at, before))
        self.position = self._next_open(at + 1)

    def undo(self) -> None:
        """Take the last label back, on disk too, and show its item again."""
        if not self._past:
            return
        at, before = self._past[-1]
        now = dict(self.rows[at])
        self.rows[at].update(before)
        try:
            self._save()
        except BaseException:
            self.rows[at].update(now)
            raise
        self._past.pop()
        self.position = at

    def skip(self) -> None:
        """Leave this item for later."""
        if self.position is not None:
            self.position = self._next_open(self.position + 1)

    def back(self) -> None:
        """Go to the item before, labelled or not, to change it."""
        last = len(self.rows) if self.position is None else self.position
        self.position = max(0, last - 1) if self.rows else None

    def _next_open(self, start: int) -> int | None:
        order = [*range(start, len(self.rows)), *range(start)]
        return next((at for at in order if not self.rows[at]["label"]), None)

    def _save(self) -> None:
        if _digest(self.path) != self._seen:
            raise SheetError(
                f"{self.path.name} was changed by somebody else since it was opened: nothing was "
                "written; open the form again"
            )
        text = to_text(self.rows, [*self.rows[0]])
        replace_file(self.path, text)
        self._seen = _digest(self.path)


class CodingForm(widgets.VBox):
    """The form over a `Coding`: a sentence in its context, a field that takes keys, buttons."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding
        self._typed = ""
        self.item = widgets.HTML()
        self.progress = widgets.IntProgress(max=max(1, len(coding.rows)))
        self.message = widgets.HTML()
        # ipywidgets hears no keys; a field that grows hears them, and none is lost in between.
        self.field = widgets.Text(
            description="keys here", placeholder="1 2 3 4", layout={"width": "14rem"}
        )
        self.field.observe(self._hear, "value")
        self.note = widgets.Text(description="note", layout={"width": "26rem"})
        self.buttons = {action: _button(text) for action, text in _BUTTONS.items()}
        for action, button in self.buttons.items():
            button.on_click(lambda _, action=action: self._act(action))
        answers = list(self.buttons.values())
        rows = [answers[:4], answers[4:], [self.field, self.note], [self.progress, self.message]]
        super().__init__([self.item, *(widgets.HBox(row) for row in rows)])
        self._show()

    def _hear(self, change: dict) -> None:
        """Every character that was added is a key; one taken away is an undo."""
        typed, before = change["new"], self._typed
        self._typed = typed
        if typed.startswith(before):
            for key in typed[len(before) :]:
                self._act(KEYS.get(key.lower()))
        elif before.startswith(typed) and typed:
            for _ in before[len(typed) :]:
                self._act("undo")

    def _act(self, action: str | None) -> None:
        if action is None:
            return
        try:
            if action in LABELS:
                self.coding.label(action, note=self.note.value)
            else:
                getattr(self.coding, action)()
        except SheetError as problem:
            self._show(str(problem))
        else:
            self._show()

    def _show(self, problem: str = "") -> None:
        row, coding = self.coding.current, self.coding
        self.item.value = item_html(row) if row else f"<p>All {len(coding.rows)} have a label.</p>"
        self.note.value = row["note"] if row else ""
        self.progress.value = coding.n_done
        told = problem or f"{coding.n_done} of {len(coding.rows)}, saved in {coding.path.name}"
        self.message.value = f"<span role='status'>{html.escape(told)}</span>"
        for action, button in self.buttons.items():
            given = bool(row) and row["label"] == action
            button.style.font_weight = "bold" if given else "normal"


def coding_form(
    sheet: str | Path | pd.DataFrame | tuple, *, coder: str = "", path: str | Path = "sheet.csv"
) -> CodingForm:
    """Label a sheet in the notebook, by keys or by buttons, and go on where it was left.

    Click into the field and type: 1, 2, 3 (or j, k, l) for unfavourable, neutral, favourable; 4
    (or x) for unclear; s for later, b for back, u or backspace for undo.

    Args:
        sheet: The path of a sheet; or what `draw_sheet` gave, which is first written to `path`
            (a new name, if there is one already).
        coder: Who labels.
        path: Where a drawn sheet goes.

    Raises:
        SheetError: see `Coding`.
    """
    if not isinstance(sheet, (str, Path)):
        sheet = write_sheet(sheet, path, coder=coder)
    return CodingForm(Coding(sheet, coder=coder))


def item_html(row: dict) -> str:
    """One item, escaped: sentence with the target marked, the sentences around it paler."""
    before, target, after = row["before"], row["target"], row["after"]
    span = (len(before), len(before) + len(target), "sp-actor")
    around = [html.escape(row.get(name, "")) for name in ("previous", "next")]
    pale = [f'<p class="sp-source">{text}</p>' if text else "" for text in around]
    who = html.escape(row.get("actor", ""))
    return (
        f'{STYLE}<div class="sp-evidence">{pale[0]}'
        f"<p>{mark(before + target + after, [span])}</p>{pale[1]}"
        f'<p class="sp-source">How does this sentence treat <b>{who}</b>?</p></div>'
    )


def _button(text: str) -> widgets.Button:
    # All alike: a colour would lean towards an answer.
    return widgets.Button(description=text, layout={"width": "10rem"})


def _digest(path: Path) -> bytes:
    try:
        return blake2b(path.read_bytes(), digest_size=16).digest()
    except OSError as problem:
        raise SheetError(f"{path.name}: cannot be read: {problem}") from problem
