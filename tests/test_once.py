"""An analysis is made once for the same articles, options, words and code, and never stale."""

import json

import pandas as pd
import pytest

import analysis as sp
from analysis import once
from analysis.__main__ import main
from analysis.outputs import discard
from analysis.own import read_own
from analysis.schema import SputlinkError


@pytest.fixture
def loaded(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"title": "Made 1", "outlet": "Alpha", "body": "Iran met Russia.", "tags": ["x", "y"]}\n'
        '{"title": "Made 2", "outlet": "Beta", "body": "An isolated Iran.", "tags": []}\n',
        encoding="utf-8",
    )
    return sp.read_articles(path)


@pytest.fixture
def made(monkeypatch):
    """How many analyses were made, not loaded."""
    calls = []

    def counted(*args, **how):
        calls.append(how)
        return sp.analyse(*args, **how)

    monkeypatch.setattr(once, "analyse", counted)
    return calls


def ask(loaded, folder, **how):
    return once.analyse_once(loaded, kept_in=folder, **{"scorer": "textblob", **how})


def test_it_is_made_once_and_is_the_same(loaded, tmp_path, made):
    first, second = (ask(loaded, tmp_path / "kept") for _ in range(2))
    assert len(made) == 1
    for (name, one), (_, other) in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(one, other, obj=name)


def test_one_copy_of_each_story_is_chosen_from_what_is_kept(tmp_path, made):
    body = " ".join(f"Iran met Russia in room {i} of the old harbour house." for i in range(20))
    path = tmp_path / "wire.jsonl"
    rows = [{"title": "Talks", "outlet": outlet, "body": body} for outlet in ("Alpha", "Beta")]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    loaded = sp.read_articles(path)
    whole = ask(loaded, tmp_path / "kept")
    for _ in range(2):
        one = ask(loaded, tmp_path / "kept", copies="one")
        assert len(one.articles) == 1 and 2 * len(one.mentions) == len(whole.mentions)
    assert len(made) == 1
    with pytest.raises(SputlinkError, match="'all' or 'one'"):
        ask(loaded, tmp_path / "kept", copies="none")
    out = tmp_path / "mine.html"
    assert (
        main(["page", str(path), "--out", str(out), "--scorer", "textblob", "--copies", "one"]) == 0
    )
    assert "one of each story is counted" in out.read_text(encoding="utf-8")


def test_whatever_changes_it_is_made_anew(loaded, tmp_path, made):
    verbs = tmp_path / "verbs.csv"
    verbs.write_text("lemma,frame_class\nmeet,tease\n", encoding="utf-8")
    articles = loaded.articles
    changed = articles.assign(raw=articles["raw"].str.replace("isolated", "warm"))
    ask(loaded, tmp_path / "kept")
    ask(loaded, tmp_path / "kept", scorer="vader")
    ask(loaded, tmp_path / "kept", pronouns=True)
    ask(loaded, tmp_path / "kept", own=read_own(None, verbs=verbs))
    ask(changed, tmp_path / "kept")
    ask(articles.iloc[:1], tmp_path / "kept")
    assert len(made) == 6


def test_other_code_makes_it_anew(loaded, tmp_path, made, monkeypatch):
    ask(loaded, tmp_path / "kept")
    monkeypatch.setattr(once, "_AT_START", "other code")
    monkeypatch.setattr(once, "version_of_all", lambda: "other code")
    ask(loaded, tmp_path / "kept")
    assert len(made) == 2


def test_code_edited_while_it_runs_is_not_kept_under_either(loaded, tmp_path, made, monkeypatch):
    monkeypatch.setattr(once, "version_of_all", lambda: "edited since")
    ask(loaded, tmp_path / "kept")
    assert len(made) == 1 and not (tmp_path / "kept").exists()


@pytest.mark.parametrize("damage", [b"", b"PAR1 and no more"])
def test_a_damaged_one_is_made_anew(loaded, tmp_path, made, damage):
    ask(loaded, tmp_path / "kept")
    (place,) = (tmp_path / "kept").iterdir()
    (place / "tokens.parquet").write_bytes(damage)
    again = ask(loaded, tmp_path / "kept")
    assert len(made) == 2 and len(again.tokens)


def test_what_was_set_aside_is_that_of_the_call(loaded, tmp_path, made):
    ask(loaded, tmp_path / "kept")
    rejected = pd.DataFrame([{"source": "b", "row": 1, "reason": "no body", "excerpt": ""}])
    assert ask(loaded._replace(rejected=rejected), tmp_path / "kept").rejected.equals(rejected)
    assert len(made) == 1


def test_the_oldest_go_and_nothing_else(loaded, tmp_path, made, monkeypatch):
    monkeypatch.setattr(once, "MOST", 1)
    ask(loaded, tmp_path / "kept")
    (first,) = (tmp_path / "kept").iterdir()
    (tmp_path / "kept" / "letters").mkdir()
    (tmp_path / "kept" / "letters" / "mine.txt").write_text("dear")
    ask(loaded, tmp_path / "kept", pronouns=True)
    assert not first.exists()
    assert (tmp_path / "kept" / "letters" / "mine.txt").read_text() == "dear"


def test_where_it_cant_be_kept_it_is_made(loaded, tmp_path):
    (tmp_path / "kept").write_text("a file")
    assert len(ask(loaded, tmp_path / "kept").articles) == 2


def test_a_result_with_a_strangers_file_is_not_removed(loaded, tmp_path):
    tables = sp.analyse(loaded, scorer="textblob")
    tables.save(tmp_path / "saved")
    (tmp_path / "saved" / "notes.txt").write_text("mine")
    discard(tmp_path / "saved", command="tables")
    assert (tmp_path / "saved" / "mentions.parquet").exists()
    (tmp_path / "saved" / "notes.txt").unlink()
    discard(tmp_path / "saved", command="tables")
    assert not (tmp_path / "saved").exists()
