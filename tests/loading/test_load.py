import gzip
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loading.dates import parse_date
from analysis.loading.delimited import Problem, Record, read_delimited
from analysis.loading.markup import has_markup, plain_line, plain_text
from analysis.loading.read import read_articles
from analysis.schema import CLEANED, COLUMNS, DATA, InputError

SAVED = pd.Timestamp("2025-06-23T18:00Z")
LOADED = [name for name in COLUMNS["articles"] if name not in CLEANED]


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_seed_page():
    articles, rejected = read_articles(DATA / "pages")
    article = articles.loc[0]
    assert len(articles) == 1
    assert list(articles.columns) == LOADED
    assert article["outlet"] == "First Post"
    assert article["tag"] == "Sputlink"
    assert article["published"] == pd.Timestamp("2025-06-23T10:00Z")
    assert article["retrieved"] == SAVED
    assert article["source"] == "sputlink-tag-page.txt:1"
    assert article["raw"] == (DATA / "pages/sputlink-tag-page.txt").read_text(encoding="utf-8")
    assert rejected.empty
    assert list(rejected.columns) == COLUMNS["rejected"]


@pytest.mark.parametrize(
    "content",
    [
        ("a.csv", "Headline,Publisher,Text,Date\nT,O,Body.,2025-06-01\n"),
        ("a.tsv", "title\tsite\tcontent\tpublished_at\nT\tO\tBody.\t2025-06-01T00:00:00Z\n"),
        (
            "a.jsonl",
            lines({"title": "T", "outlet": "O", "article": "Body.", "time": "1 June 2025"}),
        ),
        ("a.json", json.dumps([{"title": "T", "source": "O", "body": "Body.", "date": 20250601}])),
        (
            "a.json",
            json.dumps(
                {
                    "status": "ok",
                    "articles": [
                        {
                            "headline": "T",
                            "source": {"id": None, "name": "O"},
                            "content": "Body.",
                            "publishedAt": "2025-06-01T00:00:00Z",
                        }
                    ],
                }
            ),
        ),
        ("a.json", lines({"title": "T", "source": "O", "body": "Body.", "date": "2025-06-01"})),
        ("a.csv.gz", gzip.compress(b"title,outlet,body,date\nT,O,Body.,2025-06-01\n")),
        ("a.csv", "\ufefftitle,outlet,body,date\r\nT,O,Body.,2025-06-01\r\n".encode()),
        ("a.csv", "title,outlet,body,date\nT,O,Body.,2025-06-01\n".encode("utf-16")),
    ],
)
def test_kinds_of_file_give_the_same_article(file, content):
    articles, rejected = read_articles(file(*content))
    assert rejected.empty
    assert articles.loc[0, ["title", "outlet", "raw"]].tolist() == ["T", "O", "T\n\nBody."]
    assert articles.loc[0, "published"] == pd.Timestamp("2025-06-01T00:00Z")
    assert articles.loc[0, "article_id"] == "017e079323cb"


def test_dtypes_hold_for_any_input(file):
    articles, rejected = read_articles(file("a.jsonl", lines({"body": "x"}, {"body": 1})))
    for name in ("published", "retrieved"):
        assert str(articles[name].dtype) == "datetime64[us, UTC]"
    assert articles["constructed"].dtype == bool
    assert all(pd.api.types.is_string_dtype(articles[name]) for name in ("title", "event", "url"))
    assert str(rejected["row"].dtype) == "Int64"


def test_parquet_comes_back_as_written(tmp_path, file):
    rows = lines({"body": "x", "id": 1, "tags": ["a"]}, {"body": "y", "id": "b", "tags": "none"})
    articles = read_articles(file("a.jsonl", rows)).articles
    articles.to_parquet(tmp_path / "b.parquet")
    again = read_articles(tmp_path / "b.parquet").articles
    pd.testing.assert_frame_equal(
        again.drop(columns="source"), articles.drop(columns="source"), check_dtype=False
    )


def test_extra_columns_are_kept(file):
    rows = lines({"body": "x", "wire_of": "w1", "label": 1}, {"body": "y", "label": 2})
    articles = read_articles(file("a.jsonl", rows)).articles
    assert list(articles.columns) == [*LOADED, "wire_of", "label"]
    assert articles["label"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("title", "body", "raw"),
    [
        ("Talks fail", "They failed.", "Talks fail\n\nThey failed."),
        ("Talks fail", "Talks fail.\n\nThey did.", "Talks fail.\n\nThey did."),
        ("He is ‘mad’", "He is ‘mad.’\n\nNo.", "He is ‘mad.’\n\nNo."),
        ("Talks fail", "Talks fail again.", "Talks fail\n\nTalks fail again."),
        (None, "They failed.", "They failed."),
        ("Talks <b>fail</b> &amp; end", "No.", "Talks fail & end\n\nNo."),
        ("3 < 4 & AT&T", "No.", "3 < 4 & AT&T\n\nNo."),
        ("T", "<p>One &amp;\ntwo</p><script>x</script><p>Three</p>", "T\n\nOne & two\n\nThree"),
        ("T", ["One.", "Two."], "T\n\nOne.\n\nTwo."),
        ("T", "One\r\ntwo\x00", "T\n\nOne\ntwo"),
    ],
)
def test_raw(file, title, body, raw):
    articles = read_articles(file("a.jsonl", lines({"title": title, "body": body}))).articles
    assert articles.loc[0, "raw"] == raw


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"title": "T", "body": ""}, "body is empty"),
        ({"title": "T", "body": " \n"}, "body is empty"),
        ({"title": "T", "body": "<p></p>"}, "body is empty"),
        ({"title": "T", "body": None}, "body is empty"),
        ({"title": "T"}, "no column for the body among title"),
        ({"body": 7}, "body is a int"),
        ({"body": [1, 2]}, "body is a list"),
        ({"body": {"a": 1}}, "body is a dict"),
        ({"body": "x" * 1_000_001}, "1,000,001 characters, the limit is 1,000,000"),
        ({"body": "x", "date": "2999-01-01"}, "lies in the future"),
        ({"body": "x", "date": "2025-06-26", "retrieved": "2025-06-23"}, "lies in the future"),
        ({"body": "x", "date": "soon"}, "'soon' is not a date"),
        ({"body": "x", "date": "3 hours ago"}, "relative to a time that nobody gave"),
        ({"body": "x", "date": "06/07/2025"}, "two readings"),
        ({"body": "x", "constructed": "perhaps"}, "write true or false"),
        ({"body": "\ud800"}, "raw holds bytes or characters"),
        ({"body": "x", "note": {"a": ["\ud800"]}}, "note holds bytes or characters"),
    ],
)
def test_a_bad_row_is_set_aside_and_its_neighbours_stay(file, row, reason):
    first, last = {"title": "A", "body": "first"}, {"title": "B", "body": "last"}
    articles, rejected = read_articles(file("a.jsonl", lines(first, row, last)))
    assert articles["title"].tolist() == ["A", "B"]
    assert rejected[["source", "row"]].to_numpy().tolist() == [["a.jsonl", 2]]
    assert reason in rejected.loc[0, "reason"]
    assert len(rejected.loc[0, "excerpt"]) <= 80


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("b.csv", "", "is empty"),
        ("b.jsonl", "\ufeff \n", "is empty"),
        ("b.csv", "title,outlet\nT,O\n", "no column for the body among title, outlet"),
        ("b.csv", "body\n", "a header and no rows"),
        ("b.csv", "body,body\nx,y\n", "names a column twice"),
        ("b.json", "[{", "is not JSON"),
        ("b.json", "3", "holds no list of articles"),
        ("b.parquet", "PAR1", "as Parquet"),
        ("b.csv.gz", "not packed", "cannot be unpacked"),
        ("b.pdf", "PK", "'.pdf' is not read"),
        ("b.txt", bytes(range(256)) * 40, "encoding cannot be told"),
        ("b.txt", "Latest news with #Oil\n\nNothing here.", "no article was found"),
    ],
)
def test_a_bad_file_is_set_aside_and_its_neighbours_stay(file, name, content, reason):
    good = file("a.csv", "body\nfine\n")
    bad = file(name, content)
    articles, rejected = read_articles(good, bad)
    assert articles["raw"].tolist() == ["fine"]
    assert rejected["row"].isna().all()
    assert rejected["source"].tolist() == [name]
    assert reason in rejected.loc[0, "reason"]
    assert str(bad.parent) not in rejected.loc[0, "reason"]
    with pytest.raises(InputError, match=name):
        read_articles(bad)


def test_paths_that_hold_nothing(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_articles(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="no file of a kind"):
        read_articles(tmp_path)
    with pytest.raises(InputError, match="no path"):
        read_articles()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("naïve “café” – it’s", "cp1252"),
        ("Über Köln liegt Schnee, sagte er", "cp1252"),
        ("Юрий поехал в Москву, чтобы встретиться с министром иностранных дел.", "cp1251"),
        ("naïve “café” – it’s", "utf-8-sig"),
        ("naïve “café” – it’s", "utf-16"),
    ],
)
def test_encodings(file, text, encoding):
    path = file("a.csv", f'body\n"{text}"\n'.encode(encoding))
    assert read_articles(path).articles.loc[0, "raw"] == text
    assert read_articles(path, encoding=encoding).articles.loc[0, "raw"] == text


def test_one_broken_byte_in_a_utf8_file_costs_one_row(file):
    content = "body\nnaïve café\n".encode() + b"bro\xffken\n" + "Köln\n".encode()
    articles, rejected = read_articles(file("a.csv", content))
    assert articles["raw"].tolist() == ["naïve café", "Köln"]
    assert rejected["row"].tolist() == [2]


def test_a_broken_line_of_json_costs_one_row(file):
    path = file("a.jsonl", '{"body": "one"}\n{"body": \n\n[1]\n{"body": "two"}\n')
    articles, rejected = read_articles(path)
    assert articles["source"].tolist() == ["a.jsonl:1", "a.jsonl:5"]
    assert rejected["row"].tolist() == [2, 4]
    assert rejected.loc[0, "excerpt"] == '{"body": '


@pytest.mark.parametrize(
    ("text", "sound", "broken"),
    [
        ("a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]], []),
        ('a,b\n1,"two\nlines"\n', [["1", "two\nlines"]], []),
        ('a,b\n1,"said ""no"""\n', [["1", 'said "no"']], []),
        ('a,b\n1,"abc"def\n3,4\n', [["1", "abcdef"], ["3", "4"]], []),
        ("a,b\n1,2,3\n4\n5,6\n", [["5", "6"]], [1, 2]),
        ('a,b\n1,"never closed\n3,4\n5,6\n', [["3", "4"], ["5", "6"]], [1]),
        ('a,b\n1,"open\nx,"fine"\n5,6\n', [["x", "fine"], ["5", "6"]], [1]),
        ("a,b\n\n,\n1,2\n", [["1", "2"]], []),
        ("a,b\n1,x\u2028y\n", [["1", "x\u2028y"]], []),
        ("a\n" + "x" * 200_000 + "\n", [["x" * 200_000]], []),
    ],
)
def test_delimited(text, sound, broken):
    rows = list(read_delimited(text, delimiter=","))
    assert [list(row.fields.values()) for row in rows if isinstance(row, Record)] == sound
    assert [row.row for row in rows if isinstance(row, Problem)] == broken


def test_folder_with_sidecars(file, tmp_path):
    file("set/articles.csv", "file,title,outlet,date\none.txt,T1,O1,2025-02-02\ngone.txt,T2,O2,\n")
    file("set/one.txt", "Body one.")
    file("set/two.txt", "A first line\n\nBody two.")
    file("set/notes.docx", "PK")
    file("set/.hidden.txt", "hidden")
    file("set/README.md", "about")
    file("set/deep/more.csv", "body,outlet\nthree,\n")
    file("set/deep/more.toml", 'outlet = "O3"\nretrieved = 2025-06-23T18:00:00Z\n')
    file("set/deep/bad.csv", "body\nfour\n")
    file("set/deep/bad.toml", "outlet = \n")
    articles, rejected = read_articles(tmp_path / "set")
    assert articles[["title", "outlet", "raw", "source"]].fillna("").to_numpy().tolist() == [
        ["", "O3", "three", "more.csv:1"],
        ["T1", "O1", "T1\n\nBody one.", "one.txt:1"],
        ["A first line", "", "A first line\n\nBody two.", "two.txt:1"],
    ]
    assert articles["retrieved"].dropna().tolist() == [SAVED]
    assert rejected["source"].tolist() == ["bad.csv", "notes.docx", "gone.txt"]
    assert "bad.toml" in rejected.loc[0, "reason"]


def test_same_file_name_in_two_folders(file):
    paths = [file("x/a.csv", "body\none\n"), file("y/a.csv", "body\ntwo\n")]
    assert read_articles(*paths).articles["source"].tolist() == ["x/a.csv:1", "y/a.csv:1"]


def test_a_file_named_twice_is_read_once(file):
    path = file("a.csv", "body\none\n")
    articles, rejected = read_articles(path, path)
    assert len(articles) == 1
    assert "the same article as" in rejected.loc[0, "reason"]


def test_duplicates(file):
    same = {"id": 1, "title": "T", "outlet": "O", "body": "one"}
    rows = [same, same | {"body": "two"}, same, same | {"outlet": "P"}, same | {"id": 2}]
    articles, rejected = read_articles(file("a.jsonl", lines(*rows)))
    assert articles["raw"].tolist() == ["T\n\none", "T\n\ntwo", "T\n\none"]
    assert articles["article_id"].is_unique
    assert rejected["row"].tolist() == [3, 5]


def test_ids_do_not_depend_on_the_order(file):
    rows = [{"title": "T", "body": "one"}, {"title": "T", "body": "two"}, {"body": "three"}]
    forth = read_articles(file("a.jsonl", lines(*rows))).articles
    back = read_articles(file("b.jsonl", lines(*rows[::-1]))).articles
    assert dict(zip(forth["raw"], forth["article_id"], strict=True)) == dict(
        zip(back["raw"], back["article_id"], strict=True)
    )


def test_options(file):
    path = file("a.csv", "body,date\none,06/07/2025\ntwo,soon\nthree,2 days ago\nfour,\n")
    articles, rejected = read_articles(
        path, outlet="O", retrieved="2025-07-23", day_first=True, strict_dates=False
    )
    assert rejected.empty
    assert articles["outlet"].tolist() == ["O"] * 4
    assert articles["published"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [
        "2025-07-06",
        "",
        "2025-07-21",
        "",
    ]
    assert len(read_articles(path, strict_dates=False, max_body=3).articles) == 2


@pytest.mark.parametrize("flag", [True, "true", "True", 1, "yes", "1"])
def test_constructed(file, flag):
    rows = lines({"body": "x", "constructed": flag}, {"body": "y", "constructed": False})
    articles = read_articles(file("a.jsonl", rows)).articles
    assert articles["constructed"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2025-06-23", "2025-06-23T00:00Z"),
        ("20250623", "2025-06-23T00:00Z"),
        ("2025-06-23 10:30", "2025-06-23T10:30Z"),
        ("2025-06-23T10:00:00+05:30", "2025-06-23T04:30Z"),
        ("June 23, 2025, 6pm", "2025-06-23T18:00Z"),
        ("23 June 2025", "2025-06-23T00:00Z"),
        ("23/06/2025", "2025-06-23T00:00Z"),
        ("06/23/2025", "2025-06-23T00:00Z"),
        ("Mon, 23 Jun 2025 10:00:00 GMT", "2025-06-23T10:00Z"),
        ("1750672800", "2025-06-23T10:00Z"),
        (1750672800000, "2025-06-23T10:00Z"),
        (pd.Timestamp("2025-06-23"), "2025-06-23T00:00Z"),
        ("8 hours ago", "2025-06-23T10:00Z"),
        ("an hour ago", "2025-06-23T17:00Z"),
        ("yesterday", "2025-06-22T18:00Z"),
        ("just now", "2025-06-23T18:00Z"),
    ],
)
def test_dates(value, time):
    assert parse_date(value, relative_to=SAVED) == pd.Timestamp(time)


@pytest.mark.parametrize("value", [None, "", " ", "n/a", float("nan"), pd.NaT, "null"])
def test_no_date(value):
    assert parse_date(value) is pd.NaT


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2015",
        "2015-06",
        "June",
        "12",
        "2025-13-45",
        "2016-13-01",
        "2016-02-30",
        "99999-01-01",
        "9" * 200,
    ],
)
def test_no_date_is_invented(value):
    with pytest.raises(ValueError, match="published"):
        parse_date(value, relative_to=SAVED)


@pytest.mark.parametrize(
    ("text", "markup"),
    [("<p>x</p>", True), ("x<br/>y", True), ("<sighs> 3 < 4 > 2", False), ("a &amp; b", False)],
)
def test_has_markup(text, markup):
    assert has_markup(text) is markup


def test_plain_text():
    page = "<div><h1>T</h1><p>One <b>two</b>\nthree</p><style>x{}</style>&lt;four&gt;<br>five</div>"
    assert plain_text(page) == "T\n\nOne two three\n\n<four>\n\nfive"
    assert plain_line(" a\n b &#39;c&#39; ") == "a b 'c'"


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.fixed_dictionaries({"title": _CELL, "body": _CELL, "date": _CELL}), max_size=6))
def test_every_row_is_read_or_set_aside(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("rows")
    (folder / "a.jsonl").write_text(lines({"body": "anchor"}, *rows), encoding="utf-8")
    articles, rejected = read_articles(folder)
    assert len(articles) + len(rejected) == 1 + len(rows)
    assert articles["article_id"].is_unique
    articles.to_parquet(folder / "out.parquet")


def test_paths_may_come_as_a_list_or_alone(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("title,body\nA,Iran met Russia.\n")
    alone = read_articles(path).articles
    assert read_articles([path]).articles.equals(alone)
    assert read_articles([str(path)]).articles.equals(alone)


@pytest.mark.parametrize(
    ("record", "title", "body"),
    [
        ({"title": "", "headline": "Real head", "body": "Iran met Russia."}, "Real head", "Iran"),
        ({"title": "A day", "body": "", "text": "Iran met Russia."}, "A day", "Iran"),
        ({"title": "A day", "body": None, "content": "Iran met Russia."}, "A day", "Iran"),
    ],
)
def test_a_filled_column_counts_before_an_empty_one_of_another_name(file, record, title, body):
    row = read_articles(file("a.jsonl", lines(record))).articles.iloc[0]
    assert row["title"] == title
    assert body in row["raw"]


def test_mark_up_in_a_label_goes(file):
    row = lines({"title": "A", "body": "Iran.", "outlet": "<img src=x onerror=alert(1)>The Post"})
    assert read_articles(file("a.jsonl", row)).articles.loc[0, "outlet"] == "The Post"


def test_a_time_of_saving_that_is_none_is_named(file):
    with pytest.raises(InputError, match="nonsense"):
        read_articles(file("a.jsonl", lines({"body": "x"})), retrieved="nonsense")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_be_parted_by_what_the_spreadsheet_wrote(file, delimiter):
    rows = [("title", "body", "outlet"), ("Talks", '"Iran, then; Russia.\tMet."', "The Gazette")]
    path = file("a.csv", "\n".join(delimiter.join(row) for row in rows))
    articles = read_articles(path).articles
    assert articles["title"].tolist() == ["Talks"]
    assert articles["outlet"].tolist() == ["The Gazette"]
    assert "Iran, then; Russia." in articles["raw"].iloc[0]
