"""Files of JSON Lines and Parquet, read a block at a time."""

import gzip
import json

import pandas as pd
import pytest

from analysis.loading import blocks, read_articles


def lines(n: int) -> bytes:
    body = "Norland met Sudland, said “nobody”.\n\nEnd."
    rows = [{"title": f"Talks {i}", "body": body} for i in range(n)]
    written = (json.dumps(row, ensure_ascii=i % 2 == 0) for i, row in enumerate(rows))
    return "\n".join(written).encode()


@pytest.mark.parametrize("block", [7, 100, 5_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_rows_do_not_depend_on_the_size_of_a_block(block, encoding, tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(20).decode().replace("\n", "\r\n", 5).encode(encoding))
    whole = read_articles(path).articles
    assert len(whole) == 20
    monkeypatch.setattr(blocks, "BLOCK", block)
    pd.testing.assert_frame_equal(read_articles(path).articles, whole)


def test_a_broken_line_is_named_by_its_number_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 64)
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(9) + b"\n{broken\n\n" + lines(2))
    articles, rejected = read_articles(path)
    assert rejected["row"].tolist()[0] == 10
    assert len(articles) == 9  # the last two are copies of the first
    assert len(rejected) == 3


def test_what_stands_before_a_break_in_a_packed_file_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 500)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines(3_000), compresslevel=1)[:-4_000])
    articles, rejected = read_articles(path)
    assert 100 < len(articles) < 3_000
    assert rejected["reason"].str.contains("cannot be unpacked").sum() == 1


def test_a_table_of_parquet_is_read_in_blocks(tmp_path, monkeypatch):
    frame = pd.DataFrame({"title": [f"T{i}" for i in range(25)], "body": "Norland met Sudland."})
    frame.to_parquet(tmp_path / "a.parquet")
    monkeypatch.setattr(blocks, "ROWS", 4)
    articles, _ = read_articles(tmp_path / "a.parquet")
    assert articles["source"].tolist() == [f"a.parquet:{i + 1}" for i in range(25)]
