"""The sheet in data/coding still fits the articles that it was drawn from."""

import re

import pandas as pd
import pytest

from analysis.cleaning.ledger import add_text, find_furniture
from analysis.cleaning.subheadings import find_subheadings
from analysis.loading.read import read_articles
from analysis.naming.mentions import find_mentions
from analysis.reading.segment import split_sentences
from analysis.schema import DATA
from analysis.validating.agreement import adjudicate, alpha_by
from analysis.validating.items import add_items
from analysis.validating.sheets import read_sheets


@pytest.fixture(scope="module")
def read():
    loaded = read_articles(DATA / "pages", DATA / "constructed" / "articles.jsonl")
    articles = add_text(loaded.articles, find_furniture(loaded.articles))
    sentences = split_sentences(articles, breaks=find_subheadings(articles))
    mentions = add_items(find_mentions(sentences, articles), sentences, articles)
    sheets = [DATA / "coding" / f"sheet-{name}.csv" for name in ("A", "A-again")]
    constructed = articles.set_index("article_id")["constructed"]
    return read_sheets(sheets, mentions), mentions, constructed


def test_enough_labels_still_fit_the_text(read):
    (labels, rejected), _, _ = read
    first = adjudicate(labels, coders=["A"])
    assert first["label"].notna().sum() >= 150
    assert rejected["reason"].str.contains("no mention").all(), rejected.to_dict("records")
    assert first["probability"].between(0, 1, inclusive="right").all()


def test_both_sources_are_there(read):
    (labels, _), mentions, constructed = read
    where = mentions[mentions["item"].isin(labels["item"])]["article_id"].map(constructed)
    assert where.sum() >= 120
    assert (~where.astype(bool)).sum() >= 10


def test_the_second_pass_is_of_rows_of_the_first_in_another_order(read):
    first, again = (
        pd.read_csv(DATA / "coding" / f"sheet-{name}.csv")["item"] for name in ("A", "A-again")
    )
    assert set(again) < set(first)
    assert again.tolist() != [item for item in first if item in set(again)]
    assert alpha_by(read[0].labels)["n_items"][0] >= 60


def test_the_readme_counts_what_is_there():
    sheet = pd.read_csv(DATA / "coding" / "sheet-A.csv", keep_default_na=False)
    notes = sheet["note"].value_counts()
    told = (DATA / "coding" / "README.md").read_text(encoding="utf-8")
    counted = re.findall(r"^\| ([a-z ]+) \| .* \| (\d+) \|$", told, flags=re.M)
    assert len(counted) == 6
    assert {name: int(n) for name, n in counted} == notes.drop(
        ["", "the place of the summit, not the actor"]
    ).to_dict()
    assert f"{len(sheet)} mentions" in told
