"""A sheet labelled in a terminal. The sentences are made up."""

import pandas as pd

from analysis.validating import Coding, code_in_shell
from analysis.validating.coding import SHEET


def sheet(tmp_path, n=3):
    rows = [
        {
            **dict.fromkeys(SHEET, ""),
            "item": f"i{number}",
            "actor": "Norland",
            "before": "They met ",
            "target": "Norland",
            "after": " again.",
        }
        for number in range(n)
    ]
    path = tmp_path / "sheet.csv"
    pd.DataFrame(rows, columns=SHEET).to_csv(path, index=False)
    return path


def code(path, *keys):
    typed, told = iter(keys), []
    done = code_in_shell(Coding(path, coder="B"), ask=lambda _: next(typed), tell=told.append)
    return done, told, pd.read_csv(path, dtype="str", keep_default_na=False)


def test_each_key_is_a_label_and_saved(tmp_path):
    done, told, saved = code(sheet(tmp_path), "1", "2", "3")
    assert done == 3
    assert saved["label"].tolist() == ["-1", "0", "1"]
    assert saved["coder"].tolist() == ["B"] * 3
    assert "They met [Norland] again." in told


def test_what_is_no_key_is_answered_with_help_and_q_stops(tmp_path):
    path = sheet(tmp_path)
    done, told, saved = code(path, "7", "4", "q")
    assert (done, saved["label"].tolist()) == (1, ["unclear", "", ""])
    assert sum(line.startswith("1 unfavourable") for line in told) == 2
    assert code(path, "2", "2")[0] == 3  # goes on where it was left
