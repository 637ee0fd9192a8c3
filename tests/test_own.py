"""Actors and words of one's own, through every stage, without a trace in a second call."""

import os
import re

import pytest

import analysis as sp
from analysis.__main__ import main
from analysis.acting import find_triples
from analysis.measuring import find_frames
from analysis.own import MY, SHIPPED, Own, read_own
from analysis.schema import DATA, InputError, LexiconError, SputlinkError

BODY = (
    "Advert: buy Norland tea\n\nMara Quell of the Norland Rise trolled Iran on Monday. "
    '"We will not pay," Quell snarked.'
)
FILES = {
    "actors": "actor,kind,alias\nMara Quell,leader,Quell\n",
    "furniture": 'kind,where,pattern\nad marker,line,"Advert: .{1,80}"\n',
    "cues": "cue,part,stance,takes\nsnark,verb,hostile,quote tail\n",
    "frames": "frame,lemma\ntea,norland\nmoney,pay\n",
    "verbs": "lemma,frame_class\ntroll,mock\n",
}


@pytest.fixture
def my(tmp_path):
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "articles").mkdir()
    path = tmp_path / "articles" / "a.txt"
    path.write_text(f"Norland trolls\n\n{BODY}\n", encoding="utf-8")
    return sp.read_articles(path, outlet="The Gazette").articles


def test_each_kind_of_word_reaches_its_stage(my, articles):
    tables = sp.analyse(articles, scorer="textblob", own=read_own(my))
    assert "Mara Quell" in set(tables.mentions["actor"])
    assert "Advert: buy Norland tea" in tables.furniture["text"].str.strip().tolist()
    assert (tables.quotes[["cue", "stance"]] == ["snark", "hostile"]).all(axis=1).any()
    triples = find_triples(tables.mentions, tables.tokens, classes=tables.own.classes)
    assert ("Mara Quell", "mock", "Iran") in set(
        triples[["agent", "frame_class", "patient"]].itertuples(index=False, name=None)
    )
    hits = find_frames(tables.tokens, frames=tables.own.indicators)
    assert "money" in set(hits["frame"]) and "conflict" in set(tables.own.indicators["frame"])


def test_a_second_call_does_not_see_them(my, articles):
    before = sp.analyse(articles, scorer="textblob").mentions
    sp.analyse(articles, scorer="textblob", own=read_own(my))
    after = sp.analyse(articles, scorer="textblob").mentions
    assert after.equals(before) and "Mara Quell" not in set(after["actor"])


def test_a_changed_file_is_another_lexicon(my):
    first = read_own(my)
    (my / "verbs.csv").write_text("lemma,frame_class\ntroll,tease\n", encoding="utf-8")
    second = read_own(my)
    assert (first.classes["troll"], second.classes["troll"]) == ("mock", "tease")
    assert first.digest != second.digest and first.digest == Own.of_record(first.as_record()).digest


def test_saved_tables_keep_them(my, articles, tmp_path):
    tables = sp.analyse(articles, scorer="textblob", actors=my / "actors.csv")
    tables.save(tmp_path / "saved")
    assert sp.load_tables(tmp_path / "saved").own == tables.own != SHIPPED


def test_only_leaves_out_what_ships_kind_by_kind(my):
    own = read_own(my, only=True)
    assert dict(own.classes) == {"troll": "mock"}
    assert set(own.indicators["frame"]) == {"tea", "money"}
    assert "said" not in own.book.verbs
    alone = read_own(None, verbs=my / "verbs.csv", only=True)
    assert "said" in alone.book.verbs


def test_what_is_own_is_said(my):
    assert str(read_own(None)) == "actors and words: as shipped"
    assert "verbs.csv (1 rows)" in str(read_own(None, verbs=my / "verbs.csv"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("actors", "actor,kind,alias\nNorland,state\n"),
        ("furniture", "kind,where,pattern\nad,line,(\n"),
        ("cues", "cue,part,stance,takes\nsnark,verb,rude,quote\n"),
        ("frames", "frame,lemma\ntea,Norland tea\n"),
        ("verbs", "lemma,frame_class\ntroll\n"),
    ],
)
def test_a_bad_line_is_told_at_once_by_file_and_line(my, name, text, capsys):
    (my / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"{name}\.csv line 2: "):
        read_own(my)
    out = my / "out"
    assert main(["tables", str(my), "--out", str(out), "--own", str(my)]) == 1
    assert f"{name}.csv line 2: " in capsys.readouterr().err and not out.exists()


def test_a_folder_that_is_not_there_and_two_ways_at_once_are_errors(my, articles):
    with pytest.raises(InputError, match="is no folder"):
        read_own(my / "nowhere")
    with pytest.raises(SputlinkError, match="both given"):
        sp.analyse(articles, actors=my / "actors.csv", own=read_own(my))


def test_the_tests_are_not_moved_by_a_folder_my():
    assert os.devnull == str(MY) and read_own() == SHIPPED
    makefile = (DATA.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"(?m)^test test-browser: export SPUTLINK_MY := /dev/null$", makefile)


def test_a_command_says_what_is_own(my, tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text(f"Norland trolls\n\n{BODY}\n", encoding="utf-8")
    done = main(
        ["tables", str(page), "--out", str(tmp_path / "o"), "--actors", str(my / "actors.csv")]
    )
    assert done == 0 and "actors.csv (1 rows)" in capsys.readouterr().err
    assert "Mara Quell" in set(sp.load_tables(tmp_path / "o").mentions["actor"])
