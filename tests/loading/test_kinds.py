"""What articles are saved as: each kind gives title, outlet, date, text. All texts are made up."""

import gzip
import json
import os
import zipfile
from io import BytesIO

import docx
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from analysis.loading import read_articles
from analysis.schema import InputError

SENTENCES = [
    f"On day {n} of the talks Iran met Russia in the town of Dalmora, and neither side gave way."
    for n in range(1, 11)
]
BODY = "\n\n".join(SENTENCES)
FRENCH = " ".join(
    ["Le ministre a dit que la Russie et l'Iran ne veulent pas se rencontrer cette semaine."] * 6
)


def page(body=None, *, title="Talks fail in Dalmora", head="", around=True):
    body = "".join(f"<p>{each}</p>" for each in SENTENCES) if body is None else body
    cookies = "<div class='cookie-banner'>We use cookies. <button>Accept all</button></div>"
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
    more = "<aside><h2>Most read</h2><ul><li><a href='/x'>Gas prices rise</a></li></ul></aside>"
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title} | The Gazette"
        f"</title>{head}</head><body>{cookies + nav if around else ''}<main><article>"
        f"<h1>{title}</h1>{body}</article></main>{more if around else ''}"
        "<footer>Copyright The Gazette</footer></body></html>"
    )


META = (
    "<meta property='og:title' content='Talks fail in Dalmora'>"
    "<meta property='og:site_name' content='The Gazette'>"
    "<meta property='article:published_time' content='2025-06-23T10:00:00Z'>"
    "<link rel='canonical' href='https://gazette.example/talks'>"
)
LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Talks fail in Dalmora",
        "datePublished": "2025-06-23T10:00:00Z",
        "publisher": {"@type": "Organization", "name": "The Gazette"},
        "author": {"@type": "Person", "name": "Ann Vale"},
    }
)
LINKED = f"<script type='application/ld+json'>{LINKED}</script>"


@pytest.fixture
def save(tmp_path):
    def save(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return save


def only(*paths, **how):
    articles, rejected = read_articles(*paths, **how)
    assert len(articles) == 1, rejected["reason"].tolist()
    return articles.iloc[0]


@pytest.mark.parametrize("head", [META, LINKED, META + LINKED], ids=["meta", "linked", "both"])
@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a.html.gz"])
def test_a_saved_page(save, name, head):
    content = page(head=head).encode()
    row = only(save(name, gzip.compress(content) if name.endswith("gz") else content))
    assert row["title"] == "Talks fail in Dalmora"
    assert row["outlet"] == "The Gazette"
    assert row["published"] == pd.Timestamp("2025-06-23T10:00Z")
    assert all(sentence in row["raw"] for sentence in SENTENCES)
    for furniture in ("cookies", "Most read", "Gas prices", "Copyright"):
        assert furniture not in row["raw"]


def test_a_page_in_another_encoding_that_it_names(save):
    body = "".join(f"<p>{each} “Enough,” said Zoë.</p>" for each in SENTENCES)
    content = page(body, head=META).replace("charset='utf-8'", "charset='windows-1252'")
    row = only(save("a.html", content.encode("cp1252")))
    assert "“Enough,” said Zoë." in row["raw"]


STUBS = {
    "paywall": (page("<p>Iran met Russia.</p><p>Subscribe to continue reading.</p>"), "paywall"),
    "not free": (
        page(
            f"<p>{SENTENCES[0]}</p>",
            head="<script type='application/ld+json'>"
            '{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
        ),
        "paywall",
    ),
    "error": (page("<p>Try our search.</p>", title="Page not found"), "an error"),
    "check": (page("<p>Please verify you are human.</p>", title="One moment"), "a check"),
    "nothing": ("<html><body><nav>Home</nav></body></html>", "no article was found"),
}


@pytest.mark.parametrize("name", STUBS)
def test_a_page_without_an_article_is_set_aside_with_the_reason(save, name):
    content, reason = STUBS[name]
    good = save("good.html", page(head=META))
    articles, rejected = read_articles(good, save("stub.html", content))
    assert len(articles) == 1
    assert reason in rejected.loc[0, "reason"]


def test_a_short_page_that_is_free_stays(save):
    row = only(save("a.html", page(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>", around=False)))
    assert SENTENCES[1] in row["raw"]


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Gazette</title>
<item><title>Talks fail</title><link>https://gazette.example/1</link>
<pubDate>Mon, 23 Jun 2025 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Iran met Russia.</p><p>Neither gave way.</p>]]></content:encoded>
</item>
<item><title>Gas</title><pubDate>Mon, 23 Jun 2025 11:00:00 GMT</pubDate>
<description>Russia sold gas.</description></item>
<item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title>
<entry><title>Talks fail</title><updated>2025-06-23T10:00:00Z</updated>
<content type="html">&lt;p&gt;Iran met Russia.&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_gives_its_entries_and_says_which_are_teasers(save):
    articles, rejected = read_articles(save("feed.xml", RSS))
    assert articles["raw"].tolist() == [
        "Talks fail\n\nIran met Russia.\n\nNeither gave way.",
        "Gas\n\nRussia sold gas.",
    ]
    assert articles["teaser"].tolist() == [False, True]
    assert set(articles["outlet"]) == {"The Gazette"}
    assert articles["published"].dt.hour.tolist() == [10, 11]
    assert rejected["row"].tolist() == [3]
    row = only(save("feed.atom", ATOM))
    assert (row["title"], row["raw"]) == ("Talks fail", "Talks fail\n\nIran met Russia.")


NITF = """<?xml version="1.0"?><nitf><head><docdata><date.issue norm="20250623T100000Z"/></docdata>
<pubdata name="The Gazette"/></head><body><body.head><hedline><hl1>Talks fail</hl1></hedline>
<byline>By Ann Vale</byline></body.head><body.content><p>Iran met Russia.</p>
<p>Neither gave way.</p></body.content></body></nitf>"""
NEWSML = """<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="x"><itemMeta><provider><name>The Gazette</name></provider>
<firstCreated>2025-06-23T10:00:00Z</firstCreated></itemMeta>
<contentMeta><headline>Talks fail</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>Iran met Russia.</p><p>Neither gave way.</p></body></html></inlineXML></contentSet>
</newsItem></itemSet></newsMessage>"""


@pytest.mark.parametrize("content", [NITF, NEWSML], ids=["NITF", "NewsML-G2"])
def test_the_xml_of_agencies(save, content):
    row = only(save("a.xml", content))
    assert row["raw"] == "Talks fail\n\nIran met Russia.\n\nNeither gave way."
    assert row["outlet"] == "The Gazette"
    assert row["published"] == pd.Timestamp("2025-06-23T10:00Z")


LEXIS = """
                               1 of 2 DOCUMENTS

                                  The Gazette

                              June 23, 2025 Monday
                                 Late Edition

HEADLINE: Talks fail

BYLINE: By ANN VALE

SECTION: Section A; Column 1; Foreign Desk; Pg. 6

LENGTH: 7 words

Iran met
Russia.

Neither gave way.

LOAD-DATE: June 24, 2025

LANGUAGE: ENGLISH

                      Copyright 2025 The Gazette Company

                               2 of 2 DOCUMENTS

                                  The Gazette

                              June 24, 2025 Tuesday

HEADLINE: Gas

LENGTH: 3 words

Russia sold gas.

LOAD-DATE: June 25, 2025
"""
NEXIS = """Talks fail
The Gazette
June 23, 2025 Monday

Copyright 2025 The Gazette All Rights Reserved

Section: FOREIGN; Pg. 6
Length: 7 words
Byline: Ann Vale

Body

Iran met Russia.

Neither gave way.

Classification

Language: ENGLISH

End of Document


Gas
The Gazette
June 24, 2025 Tuesday

Length: 3 words

Body

Russia sold gas.

Load-Date: June 25, 2025

End of Document
"""
FACTIVA = """SE  World
HD  Talks fail
BY  Ann Vale
WC  7 words
PD  23 June 2025
SN  The Gazette
SC  GAZ
LA  English
LP

Iran met Russia.

TD

Neither gave way.

Document GAZ0000020250623el6n0001a

HD  Gas
WC  3 words
PD  24 June 2025
SN  The Gazette
LP  Russia sold gas.

Document GAZ0000020250624el6n0001b
"""
FACTIVA_PLAIN = """Talks fail

By Ann Vale
7 words
23 June 2025
The Gazette
GAZ
English
Copyright 2025, The Gazette

Iran met Russia.

Neither gave way.

Document GAZ0000020250623el6n0001a

Gas

3 words
24 June 2025
The Gazette
GAZ
English

Russia sold gas.

Document GAZ0000020250624el6n0001b
"""
PROQUEST = """____________________________________________________________

Document 1 of 2

Title: Talks fail

Author: Vale, Ann

Publication info: The Gazette ; Dalmora [Dalmora]. 23 June 2025: 6.

Abstract: Iran met Russia.

Full text: Iran met Russia.

Neither gave way.

Company / organization: Name: The Bank

Publication title: The Gazette

Publication date: Jun 23, 2025

____________________________________________________________

Document 2 of 2

Title: Gas

Full text: Russia sold gas.

Publication title: The Gazette

Publication date: Jun 24, 2025
"""
EXPORTS = {
    "Lexis": LEXIS,
    "Nexis Uni": NEXIS,
    "Factiva": FACTIVA,
    "Factiva, plain": FACTIVA_PLAIN,
    "ProQuest": PROQUEST,
}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_text_export_is_split(save, name):
    articles, rejected = read_articles(save("export.txt", EXPORTS[name]))
    assert rejected.empty
    assert articles["raw"].tolist() == [
        "Talks fail\n\nIran met Russia.\n\nNeither gave way.",
        "Gas\n\nRussia sold gas.",
    ]
    assert set(articles["outlet"]) == {"The Gazette"}
    assert articles["published"].dt.day.tolist() == [23, 24]
    assert set(articles["export"]) == {name.partition(",")[0]}


def test_a_workbook_and_a_document(save):
    book = openpyxl.Workbook()
    book.active.append(["headline", "body", "date"])
    book.active.append(["Talks fail", "Iran met Russia.", pd.Timestamp("2025-06-23")])
    book.active.append([None, None, None])
    book.active.append(["Empty", None, None])
    packed = BytesIO()
    book.save(packed)
    articles, rejected = read_articles(save("a.xlsx", packed.getvalue()))
    assert articles["raw"].tolist() == ["Talks fail\n\nIran met Russia."]
    assert articles["published"].dt.day.tolist() == [23]
    assert rejected["row"].tolist() == [2]
    document = docx.Document()
    for text in ("Talks fail", "Iran met Russia.", "Neither gave way."):
        document.add_paragraph(text)
    packed = BytesIO()
    document.save(packed)
    row = only(save("a.docx", packed.getvalue()))
    assert (row["title"], row["raw"]) == (
        "Talks fail",
        "Talks fail\n\nIran met Russia.\n\nNeither gave way.",
    )


def test_an_archive_is_read_file_by_file(save):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("set/a.csv", "title,body\nTalks,Iran met Russia.\n,\nGas,\n")
        archive.writestr("set/b.html", page(head=META))
        archive.writestr("set/c.pdf", "x")
        archive.writestr("set/d.zip", "x")
        archive.writestr("set/.hidden", "x")
    articles, rejected = read_articles(save("all.zip", packed.getvalue()))
    assert articles["source"].tolist() == ["all.zip/set/a.csv:1", "all.zip/set/b.html:1"]
    assert rejected["source"].tolist() == [
        "all.zip/set/a.csv",
        "all.zip/set/c.pdf",
        "all.zip/set/d.zip",
    ]


def test_an_archive_that_unpacks_to_too_much_is_set_aside(save, monkeypatch):
    monkeypatch.setattr("analysis.loading.archives.LARGEST", 10_000)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"x" * 1_000_000)
    with pytest.raises(InputError, match="unpacks to more than"):
        read_articles(save("bomb.zip", packed.getvalue()))


def test_a_crawl(save):
    packed = BytesIO()
    writer = WARCWriter(packed, gzip=True)
    pages = [(page(head=META), "200 OK"), ("gone", "404 Not Found"), ("<html></html>", "200 OK")]
    for content, status in pages:
        headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            "https://gazette.example/talks",
            "response",
            payload=BytesIO(content.encode()),
            http_headers=headers,
        )
        writer.write_record(record)
    articles, rejected = read_articles(save("crawl.warc.gz", packed.getvalue()))
    assert articles["url"].tolist() == ["https://gazette.example/talks"]
    assert rejected["row"].tolist() == [2, 3]
    assert "404" in rejected.loc[0, "reason"]


def test_a_text_that_was_cut_says_how_much_is_missing(save):
    rows = [
        {"title": "Talks", "content": "“Iran will not,” she said. “Nor wi… [+2210 chars]"},
        {"title": "Gas", "content": "Russia sold gas."},
    ]
    articles = read_articles(save("news.json", json.dumps({"articles": rows}))).articles
    assert articles["raw"].tolist()[0].endswith("“Nor wi")
    assert articles["truncated"].tolist() == [2210, 0]


def test_a_list_without_texts_gives_headlines_only(save):
    content = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        "a1,2025-06-24,en,gazette.example,gazette.example,2025-06-23,Iran meets Russia,"
        "https://gazette.example/1\n"
    )
    row = only(save("mediacloud.csv", content))
    assert (row["raw"], row["title"], row["outlet"]) == (
        "Iran meets Russia",
        "Iran meets Russia",
        "gazette.example",
    )
    assert row["headline_only"]


def test_other_languages_are_set_aside_and_named(save):
    rows = [{"title": "Pourparlers", "body": FRENCH}, {"title": "Talks", "body": BODY}]
    path = save("a.jsonl", "\n".join(map(json.dumps, rows)))
    articles, rejected = read_articles(path)
    assert articles["title"].tolist() == ["Talks"]
    assert "another language (fr)" in rejected.loc[0, "reason"]
    assert len(read_articles(path, language=None).articles) == 2


DEEP = "[" * 500 + "]" * 500
BAD_ROWS = {
    "nested": ('{"body": "x", "extra": ' + DEEP + "}", "nested more than 50 deep"),
    "surrogate in a name": ('{"body": "x", "a\\ud800": 1}', "not UTF-8"),
    "surrogate in a value": ('{"body": "x", "a": "\\ud800"}', "not UTF-8"),
    "before 1970": ('{"body": "x", "date": -1}', "not a date"),
    "year nought": ('{"body": "x", "date": "0000-01-01"}', "before there was news"),
    "year one": ('{"body": "x", "date": "0001-01-01"}', "before there was news"),
    "end of the calendar": ('{"body": "x", "date": "9999-12-31T23:59:59-12:00"}', ""),
    "far ahead": ('{"body": "x", "date": "9999-12-31"}', "future"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_costs_no_neighbour(save, name):
    row, reason = BAD_ROWS[name]
    articles, rejected = read_articles(save("a.jsonl", f'{row}\n{{"body": "fine"}}\n'))
    assert articles["raw"].tolist() == ["fine"]
    assert reason in rejected.loc[0, "reason"]


@pytest.mark.parametrize("value", [2**70, -(2**70), {"a": 2**70}, [1, "a"], {}, [{}]])
def test_odd_values_of_other_columns_can_be_stored(save, tmp_path, value):
    rows = [{"body": "x", "id": value, "evidence": value}, {"body": "y", "id": 1, "evidence": "z"}]
    articles = read_articles(save("a.jsonl", "\n".join(map(json.dumps, rows)))).articles
    articles.to_parquet(tmp_path / "out.parquet")
    assert len(articles) == 2


def _parquet(frame):
    packed = BytesIO()
    frame.to_parquet(packed)
    return packed.getvalue()


BAD_FILES = {
    "a.json": ("[]", "no articles"),
    "b.parquet": (_parquet(pd.DataFrame({"body": []})), "no articles"),
    "c.csv.gz": (gzip.compress(os.urandom(5000))[:2000], "cannot be unpacked"),
    "d.xlsx": ("PK", "as a workbook"),
    "e.docx": ("PK", "as a document"),
    "f.zip": ("PK", "as an archive"),
    "g.warc": ("nothing", "WARC"),
    "h.xml": ("<a><b></a>", "XML of another kind"),
    "i.xml": ("<nitf><b></nitf>", "not well-formed"),
    "j.rss": ("<rss></rss>", "without entries"),
    "k.html": ("\x00<html>", "no article was found"),
    "l.json": ("[" * 100_000, "is not JSON"),
}


def test_a_folder_of_broken_files_costs_no_sound_one(save, tmp_path):
    for name, (content, _) in BAD_FILES.items():
        save(f"set/{name}", content)
    save("set/z.csv", "body\nfine\n")
    save("set/y.csv", "body\nnot fine\n")
    save("set/y.toml", "x = " + "[" * 2000 + "]" * 2000)
    os.mkfifo(tmp_path / "set" / "pipe.csv")
    (tmp_path / "set" / "linked").symlink_to(tmp_path)
    (tmp_path / "set" / "dangling.txt").symlink_to(tmp_path / "nothing")
    articles, rejected = read_articles(tmp_path / "set")
    assert articles["raw"].tolist() == ["fine"]
    reasons = dict(zip(rejected["source"], rejected["reason"], strict=True))
    for name, (_, reason) in BAD_FILES.items():
        assert reason in reasons.pop(name)
    assert set(reasons) == {"y.csv", "pipe.csv", "linked", "dangling.txt"}


def test_odd_paths_are_answered(save, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="no regular file"):
        read_articles(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="is no path"):
        read_articles(5)
    with pytest.raises(InputError, match=r"is no path|does not exist"):
        read_articles("x" * 5000)
    long = save("y" * 251 + ".csv", "body\nfine\n")
    assert only(long)["raw"] == "fine"
    odd = os.fsdecode(b"caf\xe9.csv")
    (tmp_path / odd).write_text("body\nfine\n")
    assert only(tmp_path / odd)["source"] == "caf?.csv:1"


def test_a_table_of_a_folder_may_name_files_oddly(save, tmp_path):
    save("set/articles.csv", "file,title\n./one.txt,T1\n/,T2\n../x.txt,T3\n")
    save("set/one.txt", "Body one.")
    articles, rejected = read_articles(tmp_path / "set")
    assert articles["title"].tolist() == ["T1"]
    assert len(rejected) == 2
    assert rejected["reason"].str.contains("no file of its folder").all()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(save, encoding):
    path = save("a.csv", "body\nIran met Russia in Dalmora – “at last”.\n".encode(encoding))
    assert only(path)["raw"] == "Iran met Russia in Dalmora – “at last”."


def test_an_outlet_of_tags_alone_is_none(save):
    path = save("a.jsonl", json.dumps({"body": "x", "outlet": "<b></b>", "title": "<i></i>"}))
    assert pd.isna(only(path)["outlet"])


@pytest.mark.parametrize(
    ("name", "day", "outlet"),
    [
        ("2025-06-23_The-Gazette_talks.txt", "2025-06-23", "The Gazette"),
        ("2025-06-23_talks.txt", "2025-06-23", None),
        ("2025-06-23.txt", "2025-06-23", None),
        ("talks_2025.txt", None, None),
        ("2025-06-23_The-Gazette_all.csv", None, None),
    ],
)
def test_a_name_of_a_file_may_give_day_and_outlet(save, name, day, outlet):
    content = "body\nIran met Russia.\n" if name.endswith("csv") else "Iran met Russia."
    row = only(save(name, content))
    assert (None if pd.isna(row["published"]) else f"{row['published']:%Y-%m-%d}") == day
    assert (None if pd.isna(row["outlet"]) else row["outlet"]) == outlet
    assert only(save(name, content), outlet="Halden Post")["outlet"] == "Halden Post"


WHOLE = {
    "a.html": page(head=META + LINKED),
    "a.rss": RSS,
    "a.atom": ATOM,
    "a.nitf": NITF,
    "a.xml": NEWSML,
    "a.jsonl": '{"title": "T", "body": "Iran met Russia. [+3 chars]", "id": 3}',
    **{f"{name}.txt": content for name, content in EXPORTS.items()},
}


@settings(max_examples=100)
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12))
def test_a_damaged_file_is_read_or_refused(tmp_path_factory, name, place, cut, put_in):
    whole = WHOLE[name].encode()
    at = int(place * len(whole))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / name).write_bytes(whole[:at] + put_in + whole[at + cut :])
    (folder / "sound.csv").write_text("body\nfine\n")
    articles, rejected = read_articles(folder)
    assert "fine" in articles["raw"].tolist()
    assert len(articles) + len(rejected) > 1
    articles.to_parquet(folder / "out")
