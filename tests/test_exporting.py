"""Tables as a spreadsheet opens them: nothing computed, lost in silence, or replaced."""

import pandas as pd
import pytest
from openpyxl import load_workbook

import analysis as sp
from analysis.__main__ import main
from analysis.cells import guarded, unguarded
from analysis.exporting import export
from analysis.outputs import OutputError
from analysis.schema import InputError
from tests.small_corpus import small_tables

ATTACKS = ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]


def frame(**columns):
    return pd.DataFrame(columns)


@pytest.mark.parametrize("text", ATTACKS)
def test_no_cell_is_computed(tmp_path, text):
    table = frame(**{text: [text, "plain"]})
    csv = pd.read_csv(export(table, tmp_path / "a.csv"), dtype=str)
    sheet = load_workbook(export(table, tmp_path / "a.xlsx")).active
    assert csv.iloc[0, 0][0] == "'" and csv.columns[0][0] == "'"
    assert all(cell.data_type == "s" and cell.value[0] == "'" for cell in sheet["A"][:2])


@pytest.mark.parametrize("text", [*ATTACKS, "plain", "'=1", "''", "", "it's = 1"])
def test_a_guard_comes_off_again(text):
    assert unguarded(guarded(text)) == text


def test_numbers_times_lists_and_blanks_keep_their_meaning(tmp_path):
    table = frame(
        n=[-1.5, float("nan")],
        day=pd.to_datetime(["2025-06-23T10:00Z", None], utc=True),
        words=[[("grave", -0.5)], []],
        yes=[True, False],
        none=[None, "x"],
    )
    sheet = load_workbook(export(table, tmp_path / "a.xlsx")).active
    first, second = ([cell.value for cell in row] for row in list(sheet)[1:])
    assert first == [-1.5, pd.Timestamp("2025-06-23 10:00"), '[["grave", -0.5]]', True, None]
    assert second == [None, None, "[]", False, "x"]


def test_what_no_cell_holds_is_cut_and_says_so(tmp_path):
    table = frame(text=["x" * 40_000, "a\x0bb"])
    sheet = load_workbook(export(table, tmp_path / "a.xlsx")).active
    assert len(sheet["A2"].value) == 32_767 and sheet["A2"].value.endswith("40,000 characters]")
    assert sheet["A3"].value == "a\ufffdb"
    assert len(pd.read_csv(export(table, tmp_path / "a.csv"))["text"][0]) == 40_000


def test_all_tables_or_some(tmp_path):
    tables = small_tables()
    book = load_workbook(sp.export(tables, tmp_path / "a.xlsx"))
    assert book.sheetnames == list(dict(tables))
    folder = sp.export(tables, tmp_path / "csv", names=["mentions"])
    assert [path.name for path in folder.glob("*.csv")] == ["mentions.csv"]
    assert len(pd.read_csv(folder / "mentions.csv")) == len(tables.mentions)


def test_nothing_of_anybodys_is_replaced(tmp_path):
    (tmp_path / "a.xlsx").write_text("mine")
    with pytest.raises(OutputError, match="is there already"):
        export(frame(a=[1]), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_text() == "mine" and len(list(tmp_path.iterdir())) == 1


def test_what_can_not_be_is_told(tmp_path):
    with pytest.raises(InputError, match="no table 'mention'"):
        export(small_tables(), tmp_path / "a.xlsx", names=["mention"])
    with pytest.raises(InputError, match="holds one table"):
        export(small_tables(), tmp_path / "a.csv")
    (tmp_path / "a file").write_text("mine")
    with pytest.raises(OutputError, match="cannot be written"):
        export(frame(a=[1]), tmp_path / "a file" / "a.csv")


def test_the_command(tmp_path, capsys):
    small_tables().save(tmp_path / "saved")
    out = tmp_path / "a.xlsx"
    assert main(["export", str(tmp_path / "saved"), "--out", str(out), "--tables", "quotes"]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert load_workbook(out).sheetnames == ["quotes"]
