"""What columns are taken for is guessed by name, shown, and can be given."""

import pytest

import analysis as sp
from analysis.__main__ import main
from analysis.loading import columns_of
from analysis.schema import InputError

TABLE = "Headline,Publisher,Volltext,content,Mood\nNorland talks,The Gazette,It rained.,x,grim\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_what_is_guessed_is_shown(table):
    shown = columns_of(table).set_index("column")["becomes"].to_dict()
    assert shown == {
        "Headline": "title", "Publisher": "outlet", "Volltext": "", "content": "body", "Mood": "",
    }  # fmt: skip
    assert columns_of(table)["example"].tolist()[0] == "Norland talks"


def test_what_is_given_comes_before_what_is_guessed(table):
    given = {"Volltext": "body"}
    (article,) = sp.read_articles(table, columns=given).articles.to_dict("records")
    assert article["raw"].endswith("It rained.") and article["Mood"] == "grim"
    shown = columns_of(table, columns=given).set_index("column")["becomes"]
    assert shown["Volltext"] == "body"


@pytest.mark.parametrize("columns", [{"Volltext": "text"}, {"Volltext": "article_id"}])
def test_a_column_that_no_article_has_is_an_error(table, columns):
    with pytest.raises(InputError, match="'Volltext' can't become"):
        sp.read_articles(table, columns=columns)


def test_what_can_not_be_read_has_no_row(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\x00\x01\x02")
    assert len(columns_of(tmp_path)) == 0


def test_the_command_says_and_takes_it(table, tmp_path, capsys):
    run = ["tables", str(table), "--scorer", "textblob", "--out"]
    assert main([*run, str(tmp_path / "one")]) == 0
    assert (
        "columns of t.csv: title from 'Headline', outlet from 'Publisher', body from 'content'"
        in (capsys.readouterr().err)
    )
    assert main([*run, str(tmp_path / "two"), "--column", "body=Volltext"]) == 0
    assert sp.load_tables(tmp_path / "two").articles["text"][0].endswith("It rained.")
    assert main([*run, str(tmp_path / "three"), "--column", "Volltext"]) == 1
    assert "write it like body=Volltext" in capsys.readouterr().err
