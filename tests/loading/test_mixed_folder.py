"""Thirty files of every kind in one folder, ten of them broken in ways of their own.

All texts are constructed for this test.
"""

import gzip
import json
import os
import re
import zipfile
from io import BytesIO

import docx
import openpyxl
import pandas as pd
import pytest
from test_kinds import (
    ATOM,
    BODY,
    EXPORTS,
    FRENCH,
    LINKED,
    META,
    NEWSML,
    NITF,
    RSS,
    SENTENCES,
    STUBS,
    page,
)
from test_many_cards import STORIES, tag_page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from analysis.loading import read_articles


def told_apart(text, number):
    """The text with titles of its own: the same article in two files would count once."""
    return re.sub(r"\b(Talks|Gas|Iran meets)\b", rf"\1 {number}", text)


def packed(write):
    """The bytes that `write` puts into a file."""
    target = BytesIO()
    write(target)
    return target.getvalue()


def workbook(target):
    book = openpyxl.Workbook()
    book.active.append(["headline", "body", "date"])
    book.active.append(["Talks of a book fail", SENTENCES[0], pd.Timestamp("2025-06-23")])
    book.active.append(["Gas of a book", SENTENCES[1], pd.Timestamp("2025-06-24")])
    book.save(target)


def document(target):
    written = docx.Document()
    for text in ("Talks of a document fail", *SENTENCES[:2]):
        written.add_paragraph(text)
    written.save(target)


def archive(target):
    with zipfile.ZipFile(target, "w") as files:
        table = "title;body\nTalks;Iran met Russia.\nGas;Russia sold gas.\n"
        files.writestr("a.csv", told_apart(table, "archived"))
        files.writestr("b.html", told_apart(page(head=META), "archived"))


def crawl(target):
    writer = WARCWriter(target, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    payload = BytesIO(told_apart(page(head=META), "crawled").encode())
    writer.write_record(
        writer.create_warc_record(
            "https://gazette.example/talks", "response", payload=payload, http_headers=headers
        )
    )


def lines(*rows):
    return "\n".join(map(json.dumps, rows))


NEWSAPI = {"articles": [{"title": "Talks", "content": f"{SENTENCES[0]} Nor wi… [+2210 chars]"}]}
MEDIA_CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "a1,2025-06-24,en,gazette.example,gazette.example,2025-06-23,Iran meets Russia,"
    "https://gazette.example/1\n"
)
# What each holds, and how many articles that is.
SOUND = {
    "meta.html": (page(head=META), 1),
    "linked.htm": (page(head=LINKED), 1),
    "windows.html": (
        page(head=META).replace("charset='utf-8'", "charset='windows-1252'"),
        1,
    ),
    "feed.rss": (RSS, 2),  # a third entry is empty
    "feed.atom": (ATOM, 1),
    "agency.nitf": (NITF, 1),
    "agency.xml": (NEWSML, 1),
    **{f"{name}.txt": (content, 2) for name, content in EXPORTS.items()},
    "book.xlsx": (packed(workbook), 2),
    "document.docx": (packed(document), 1),
    "archive.zip": (packed(archive), 3),
    "crawl.warc.gz": (packed(crawl), 1),
    "news.json": (json.dumps(NEWSAPI), 1),
    "mediacloud.csv": (MEDIA_CLOUD, 1),
    "mixed.jsonl": (lines({"title": "T", "body": BODY}, {"title": "P", "body": FRENCH}), 1),
    "tag-page.txt": (tag_page(), len(STORIES)),
}
# What is wrong with each, and what its reader is told.
BROKEN = {
    "stub.html": (STUBS["paywall"][0], "paywall"),
    "gone.html": (STUBS["error"][0], "an error"),
    "empty.csv": ("", "empty"),
    "none.json": ("[]", "no articles"),
    "cut.csv.gz": (gzip.compress(os.urandom(5000))[:2000], "cannot be unpacked"),
    "book-cut.xlsx": (packed(workbook)[:700], "as a workbook"),
    "document-cut.docx": (packed(document)[:700], "as a document"),
    "archive-cut.zip": (packed(archive)[:300], "as an archive"),
    "agency-cut.xml": (NITF[: NITF.index("<body.content>")], "not well-formed"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" * 9, "is not read"),
}
ROWS = {"feed.rss": 1, "mixed.jsonl": 1}  # rows set aside of files that are sound
TO_DO = re.compile(r": (?:save|take|write) ")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixed")
    for number, (name, (content, _)) in enumerate((SOUND | BROKEN).items()):
        if isinstance(content, str):
            encoding = "cp1252" if "windows-1252" in content else "utf-8"
            content = told_apart(content, number).encode(encoding)
        (folder / name).write_bytes(content)
    return read_articles(folder, retrieved="2025-06-25T18:00Z")


def of_file(sources):
    """The file of the folder that a row comes from, whatever the file holds."""
    return sources.str.replace(r"[:/].*", "", regex=True)


def test_there_are_thirty():
    assert (len(SOUND), len(BROKEN)) == (20, 10)


def test_every_sound_file_gives_its_articles(read):
    counts = of_file(read.articles["source"]).value_counts()
    assert counts.to_dict() == {name: n for name, (_, n) in SOUND.items()}
    assert read.articles["article_id"].is_unique


def test_every_broken_one_is_set_aside_with_a_reason_to_act_on(read):
    files = of_file(read.rejected["source"])
    assert files.value_counts().to_dict() == dict.fromkeys(BROKEN, 1) | ROWS
    for file, reason in zip(files, read.rejected["reason"], strict=True):
        assert BROKEN.get(file, ("", ""))[1] in reason
        assert TO_DO.search(reason), reason
