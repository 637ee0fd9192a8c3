"""Coding sheets as files: written to a new name always, read back with every bad row named."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.cells import unguarded
from analysis.loading import EXCERPT
from analysis.outputs import NameTaken, new_file
from analysis.schema import require
from analysis.validating.items import SheetError
from analysis.validating.sheet_files import read_rows, to_text, write_text

if TYPE_CHECKING:
    from analysis.validating.coding import Drawn

__all__ = ["LABELS", "Labels", "key_path", "read_sheets", "write_sheet"]

LABELS = {
    **dict.fromkeys(["-1", "negative", "neg", "unfavourable"], -1.0),
    **dict.fromkeys(["0", "neutral", "balanced"], 0.0),
    **dict.fromkeys(["1", "positive", "pos", "favourable"], 1.0),
    "unclear": None,
}
_LABEL_COLUMNS = {
    "item": "str",
    "coder": "str",
    "label": "float64",
    "unclear": "bool",
    "note": "str",
    "stratum": "str",
    "n_stratum": "float64",
    "probability": "float64",
    "source": "str",
    "row": "int64",
}


class Labels(NamedTuple):
    """Labels as coders gave them, one row per item and coder; and the rows set aside, with why."""

    labels: pd.DataFrame
    rejected: pd.DataFrame


def write_sheet(drawn: "Drawn | pd.DataFrame", path: str | Path, *, coder: str = "") -> Path:
    """Write a sheet, and its key beside it, to files that did not exist before.

    Args:
        drawn: What `draw_sheet` gave: a sheet and its key. (A bare sheet is written without key.)
        path: Where to: `x.csv`. If there is one, or its key, `x-2.csv` and so on is taken.
        coder: Written in every row, so that the coder need not.

    Returns:
        The sheet's path as written; its key is `...-key.csv` beside it.
    """
    sheet, key = drawn if isinstance(drawn, tuple) else (drawn, None)
    wanted = Path(path)
    rows = sheet.assign(coder=coder) if coder else sheet
    for number in range(1, 10_000):
        free = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}")
        if key_path(free).exists():
            continue
        try:
            _write_both(free, rows, key)
        except NameTaken:
            continue
        return free
    raise SheetError(f"{wanted}: no free name beside it; take another")


def _write_both(path: Path, sheet: pd.DataFrame, key: pd.DataFrame | None) -> None:
    """The key takes its name before the sheet does, so that no sheet is ever without."""
    with new_file(path) as new:
        write_text(new, to_text(sheet.to_dict("records"), [*sheet.columns]))
        if key is not None:
            with new_file(key_path(path)) as beside:
                write_text(beside, to_text(key.to_dict("records"), [*key.columns]))


def key_path(sheet: str | Path) -> Path:
    """Where the key of that sheet lies."""
    return Path(sheet).with_stem(f"{Path(sheet).stem}-key")


def read_sheets(paths: str | Path | list[str | Path], mentions: pd.DataFrame) -> Labels:
    """Read coded sheets, finished or not, of one or several coders.

    A label is -1, 0 or 1, or negative, neutral, positive; 'unclear' says that the coder cannot
    tell, or that the target is not the actor. Sheets may come back from a spreadsheet, with
    semicolons or tabs. Nothing is written.

    Args:
        paths: Sheets; none is no label. A key beside a sheet (`write_sheet` makes it) gives the
            chances of its items.
        mentions: With `item`, `before`, `target`, `after` (`add_items`): the text as it is now.

    Returns:
        `labels`: `item`, `coder`, `label` (-1, 0, 1; NaN if unclear), `unclear`, `note`,
        `stratum`, `n_stratum`, `probability` (labelled items of the stratum / mentions in it, NaN
        without key: a half-coded sheet weights rightly, for it is in shuffled order), `source`
        (file), `row`. `rejected`: `source`, `row`, `reason`, `excerpt`: rows not yet labelled,
        impossible labels, unknown items, text that is not the mention's, no coder, and items that
        one coder has twice.

    Raises:
        SheetError: naming the file, if it cannot be read or lacks a column.
    """
    require(mentions, ["item", "before", "target", "after"], made_by="validating.add_items")
    paths = [paths] if isinstance(paths, (str, Path)) else list(paths)
    unique = mentions.drop_duplicates("item")
    parts = zip(unique["before"], unique["target"], unique["after"], strict=True)
    known = dict(zip(unique["item"], map(_joined, parts), strict=True))
    good, bad, keys = [], [], {}
    for path in map(Path, paths):
        rows = read_rows(path)
        if key_path(path).exists():
            keys |= _read_key(key_path(path), keys)
        named = {row.fields["coder"] for row in rows if hasattr(row, "fields")} - {""}
        only = next(iter(named)) if len(named) == 1 else ""
        for row in rows:
            fields = getattr(row, "fields", None)
            reason = row.reason if fields is None else _fault(fields, known, only)
            place = {"source": path.name, "row": row.row or 0}
            if reason:
                excerpt = row.excerpt if fields is None else _joined(_parts(fields))
                bad.append({**place, "reason": reason, "excerpt": excerpt[:EXCERPT]})
                continue
            label = LABELS[_plain(fields["label"])]
            who = fields["coder"] or only
            entry = {"item": fields["item"], "coder": who, "label": label, "note": fields["note"]}
            good.append({**entry, "unclear": label is None, **place})
    good, twice = _once(good)
    labels = pd.DataFrame(good, columns=[*_LABEL_COLUMNS])
    for column in ("stratum", "n_stratum"):
        labels[column] = [keys.get(item, {}).get(column) for item in labels["item"]]
    labels = labels.astype(_LABEL_COLUMNS)
    coded = labels.drop_duplicates("item").groupby("stratum")["item"].size()
    labels["probability"] = (labels["stratum"].map(coded).astype(float) / labels["n_stratum"]).clip(
        upper=1.0
    )
    rejected = pd.DataFrame([*bad, *twice], columns=["source", "row", "reason", "excerpt"])
    kinds = {"source": "str", "row": "int64", "reason": "str", "excerpt": "str"}
    return Labels(labels, rejected.astype(kinds).sort_values(["source", "row"], ignore_index=True))


def _fault(fields: dict, known: dict[str, str], coder: str) -> str | None:
    """What is wrong with one row of a sheet, if anything."""
    label = _plain(fields["label"])
    if fields["item"] not in known:
        return f"no mention is called {fields['item']!r}: its sentence changed, or the id did"
    if _bare(_joined(_parts(fields))) != _bare(known[fields["item"]]):
        return "the sentence on the sheet is not the mention's: the sheet was edited"
    if not label:
        return "not labelled yet"
    if label not in LABELS:
        return f"impossible label {fields['label']!r}: it is -1, 0, 1 or unclear"
    if not (fields["coder"] or coder):
        return "no coder is named"
    return None


def _once(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """One label per item and coder: a repeated one counts once, a contradicted one not at all."""
    by_item = defaultdict(list)
    for row in rows:
        by_item[row["item"], row["coder"]].append(row)
    kept, out = [], []
    for (item, coder), same in by_item.items():
        agree = len({row["label"] for row in same}) == 1
        kept += same[:1] if agree else []
        how = "again, alike" if agree else "twice, differently: neither counts"
        for row in same[1:] if agree else same:
            reason = f"coder {coder} labels item {item} {how}"
            out.append({**{c: row[c] for c in ("source", "row")}, "reason": reason, "excerpt": ""})
    return kept, out


def _read_key(path: Path, known: dict) -> dict[str, dict]:
    try:
        key = pd.read_csv(path, dtype={"item": "str", "stratum": "str"})
        rows = zip(key["item"], key["stratum"], key["n_stratum"], strict=True)
        read = {
            unguarded(item): {"stratum": unguarded(name), "n_stratum": float(size)}
            for item, name, size in rows
        }
    except (OSError, KeyError, ValueError) as problem:
        raise SheetError(f"{path.name}: not the key of a sheet: {problem}") from problem
    both = read.keys() & known.keys()
    differ = [item for item in both if read[item]["stratum"] != known[item]["stratum"]]
    if differ:
        raise SheetError(
            f"{path.name}: puts item {min(differ)} in another stratum than another key does; "
            "sheets of one analysis are drawn by the same columns"
        )
    return read


def _plain(label: str) -> str:
    text = label.strip().lower().replace("−", "-").removeprefix("+")
    return text.removesuffix(".0")


def _parts(fields: dict) -> tuple[str, str, str]:
    return fields["before"], fields["target"], fields["after"]


def _joined(parts: tuple[str, str, str]) -> str:
    return " ".join("".join(parts).split())


def _bare(text: str) -> str:
    return "".join(text.split())  # spreadsheets and editors trim cells
