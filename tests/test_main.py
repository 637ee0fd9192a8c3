"""The command line: tables whole or not at all, offsets that hold, errors that say what to do."""

import json

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.schema import COLUMNS, DATA

PAGE = DATA / "pages" / "sputlink-tag-page.txt"
TABLES = [*COLUMNS, "framing"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    assert main(["tables", str(PAGE), "--out", str(out)]) == 0
    return {path.stem: pd.read_parquet(path) for path in out.glob("*.parquet")}


def test_one_file_a_table(written):
    assert sorted(written) == sorted(TABLES)
    assert len(written["articles"]) == 1


@pytest.mark.parametrize("name", COLUMNS)
def test_each_table_has_the_columns_of_the_schema(written, name):
    assert set(COLUMNS[name]) <= set(written[name].columns)


@pytest.mark.parametrize(
    ("name", "base", "column"),
    [
        ("furniture", "raw", "text"),
        ("sentences", "text", "sentence"),
        ("tokens", "text", "token"),
        ("mentions", "text", "alias"),
        ("quotes", "text", "quotation"),
    ],
)
def test_offsets_hold(written, name, base, column):
    texts = written["articles"].set_index("article_id")[base]
    table = written[name]
    assert len(table)
    for row in table.to_dict("records"):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row[column]


def test_the_closing_line_counts_every_table(tmp_path, capsys):
    main(["tables", str(PAGE), "--out", str(tmp_path / "out")])
    line = capsys.readouterr().out.strip().splitlines()[-1]
    assert "1 articles" in line
    assert all(name in line for name in TABLES)


@pytest.mark.parametrize("scorer", ["textblob", "vader"])
def test_the_words_behind_a_score_are_stored(tmp_path, scorer):
    out = tmp_path / "out"
    assert main(["tables", str(PAGE), "--out", str(out), "--scorer", scorer, "--pronouns"]) == 0
    mentions = pd.read_parquet(out / "mentions.parquet")
    words = [word for words in mentions["evidence"] for word in words]
    assert {"word", "score"} == set(words[0])
    assert "pronoun" in set(mentions["how"])


def test_an_unknown_scorer_is_named_and_nothing_is_written(tmp_path, capsys):
    assert main(["tables", str(PAGE), "--out", str(tmp_path / "out"), "--scorer", "nope"]) == 1
    assert "nope" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_second_run_replaces_the_first(tmp_path):
    out = tmp_path / "out"
    assert main(["tables", str(PAGE), "--out", str(out)]) == 0
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert main(["tables", str(PAGE), "--out", str(out)]) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_a_folder_with_other_files_is_left_alone(tmp_path, capsys):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.docx").write_text("years of work")
    assert main(["tables", str(PAGE), "--out", str(out)]) == 1
    assert "thesis.docx" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]


def test_a_path_that_is_not_there_is_named_and_nothing_is_written(tmp_path, capsys):
    assert main(["tables", str(tmp_path / "no.csv"), "--out", str(tmp_path / "out")]) == 1
    assert "no.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_bad_row_is_set_aside_and_its_neighbours_stay(tmp_path):
    source = tmp_path / "articles.jsonl"
    good = {"outlet": "X", "title": "A day", "date": "2025-06-22", "text": "Iran met Russia."}
    source.write_text(
        json.dumps(good) + "\n{broken\n" + json.dumps({**good, "title": "Another day"}) + "\n"
    )
    out = tmp_path / "out"
    assert main(["tables", str(source), "--out", str(out)]) == 0
    rejected = pd.read_parquet(out / "rejected.parquet")
    assert rejected["row"].tolist() == [2]
    assert len(pd.read_parquet(out / "articles.parquet")) == 2


def test_what_was_set_aside_is_said_and_dates_can_be_told_how_to_be_read(tmp_path, capsys):
    source = tmp_path / "mine.csv"
    source.write_text("title,body,date\nA,Iran met Russia.,03/04/2025\nB,Iran met Israel.,\n")
    out = tmp_path / "out"
    assert main(["tables", str(source), "--out", str(out)]) == 0
    assert "set aside: mine.csv row" in capsys.readouterr().err
    assert main(["tables", str(source), "--out", str(out), "--day-first"]) == 0
    assert str(pd.read_parquet(out / "articles.parquet")["published"].min())[:10] == "2025-04-03"


def test_articles_without_an_outlet_stay_and_voices_are_never_pooled(tmp_path):
    source = tmp_path / "mine.csv"
    source.write_text('title,body\nA,"Iran met Russia. ""Iran is right,"" NATO said."\n')
    assert main(["tables", str(source), "--out", str(tmp_path / "out")]) == 0
    framing = pd.read_parquet(tmp_path / "out" / "framing.parquet")
    assert set(framing["outlet"]) == {"(no outlet)"}
    assert set(framing.loc[framing["actor"] == "Iran", "words_of"]) == {"outlet", "quoted"}


def test_an_outlet_has_one_spelling_over_all_batches(tmp_path, monkeypatch):
    source = tmp_path / "mine.csv"
    rows = [f"Day {i},Iran met Russia.,{'fox' if i == 0 else 'FOX'}" for i in range(5)]
    source.write_text("title,body,outlet\n" + "\n".join(rows) + "\n")
    monkeypatch.setattr("analysis.scale.run.PART", 2)
    assert main(["tables", str(source), "--out", str(tmp_path / "out")]) == 0
    assert set(pd.read_parquet(tmp_path / "out" / "articles.parquet")["outlet"]) == {"FOX"}


def test_batches_do_not_change_the_tables(tmp_path, monkeypatch):
    source = DATA / "constructed" / "articles.jsonl"
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(source.read_text(encoding="utf-8").splitlines()[:5]))
    assert main(["tables", str(some), "--out", str(tmp_path / "a")]) == 0
    monkeypatch.setattr("analysis.scale.run.PART", 2)
    assert main(["tables", str(some), "--out", str(tmp_path / "b")]) == 0
    for name in TABLES:
        pd.testing.assert_frame_equal(
            pd.read_parquet(tmp_path / "a" / f"{name}.parquet"),
            pd.read_parquet(tmp_path / "b" / f"{name}.parquet"),
        )


def test_a_column_called_evidence_may_come_with_the_articles(tmp_path):
    source = tmp_path / "mine.csv"
    source.write_text("title,body,evidence\nA,Iran met Russia.,a note\n")
    assert main(["tables", str(source), "--out", str(tmp_path / "out")]) == 0
    assert pd.read_parquet(tmp_path / "out" / "articles.parquet")["evidence"].tolist() == ["a note"]
