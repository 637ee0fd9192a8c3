import json

import pandas as pd
import pytest

from analysis.cleaning.syndication import COLUMNS, find_syndication, similar_pairs
from analysis.schema import DATA, MissingColumn, SputlinkError

WORDS = [f"word{i}" for i in range(400)]
REPORT = " ".join(WORDS[:120])


def _articles(*texts, published=None):
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(texts))],
            "text": texts,
            "published": pd.to_datetime(published or [None] * len(texts), utc=True),
        }
    )


@pytest.mark.parametrize(
    ("other", "copies"),
    [
        (REPORT, True),
        (REPORT.upper().replace(" ", ",\n"), True),  # case, punctuation, line breaks
        (" ".join(WORDS[:50]), True),  # cut from below
        (" ".join(WORDS[:120] + WORDS[200:400]), True),  # taken into a longer article
        (" ".join(w if i % 20 else "edited" for i, w in enumerate(WORDS[:120])), True),
        (" ".join(WORDS[200:400]), False),
        (" ".join(WORDS[200:300] + WORDS[:40]), False),  # a quotation in common
        (" ".join(sorted(WORDS[:120], reverse=True)), False),  # same words, another text
        (" ".join(WORDS[:12]), False),  # a line is no article
        ("", False),
    ],
)
def test_what_is_a_copy(other, copies):
    table = find_syndication(_articles(REPORT, other))
    assert table["n_copies"].tolist() == ([2, 2] if copies else [1, 1])
    assert table["cluster_id"].nunique() == (1 if copies else 2)


def test_one_outlet_may_word_like_reports_alike():
    other = " ".join(WORDS[:70] + WORDS[200:250])
    assert find_syndication(_articles(REPORT, other))["n_copies"].max() == 2
    series = _articles(REPORT, other, REPORT).assign(outlet=["Gull", "Gull", "Gull"])
    assert find_syndication(series)["cluster_id"].tolist() == ["a0", "a1", "a0"]
    unknown = series.assign(outlet=None)
    assert find_syndication(unknown)["n_copies"].tolist() == [3, 3, 3]


def test_the_first_published_is_the_first():
    dates = ["2025-06-23", None, "2025-06-22"]
    table = find_syndication(_articles(REPORT, REPORT, REPORT, published=dates))
    assert table["is_first"].tolist() == [False, False, True]
    assert table["cluster_id"].eq("a2").all()
    undated = find_syndication(_articles(REPORT, REPORT).drop(columns="published"))
    assert undated["is_first"].tolist() == [True, False]


def test_copies_of_copies_and_order_of_rows():
    middle = " ".join(WORDS[60:180])
    articles = _articles(REPORT, middle, " ".join(WORDS[120:240]), " ".join(WORDS[300:400]))
    before = articles.copy()
    table = find_syndication(articles, threshold=0.4)
    assert table["n_copies"].tolist() == [3, 3, 3, 1]
    pd.testing.assert_frame_equal(articles, before)
    turned = find_syndication(articles.iloc[::-1], threshold=0.4)
    pd.testing.assert_frame_equal(turned.iloc[::-1], table)


def test_boilerplate_links_nothing():
    foot = " ".join(WORDS[300:330])
    texts = [" ".join(f"own{n}x{i}" for i in range(25)) + " " + foot for n in range(12)]
    assert find_syndication(_articles(*texts))["n_copies"].max() == 12
    assert find_syndication(_articles(*texts), most=10)["n_copies"].max() == 1


def test_planted_copies_are_found_and_no_others():
    lines = (DATA / "constructed" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    planted = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    articles = pd.DataFrame(
        {"article_id": planted["id"], "text": planted["title"] + "\n\n" + planted["body"]}
    )
    articles["published"] = pd.to_datetime(planted["published"], utc=True)
    table = find_syndication(articles)
    copies = planted["wire_of"].fillna("").ne("")
    expected = {frozenset(pair) for pair in planted.loc[copies, ["id", "wire_of"]].to_numpy()}
    clusters = table[table["n_copies"] > 1].groupby("cluster_id")["article_id"]
    assert {frozenset(ids) for _, ids in clusters} == expected
    assert set(table.loc[~table["is_first"], "article_id"]) == set(planted.loc[copies, "id"])


def test_similar_pairs_counts():
    pair = similar_pairs([REPORT, " ".join(WORDS[:60])]).iloc[0]
    assert pair[["left", "right", "shared"]].tolist() == [0, 1, 57]
    assert pair["containment"] == 1.0
    assert pair["overlap"] == pytest.approx(57 / (57 * 117) ** 0.5)


def test_nothing_and_bad_input():
    empty = find_syndication(_articles().astype({"article_id": "str", "text": "str"}))
    assert list(empty.columns) == COLUMNS
    assert len(empty) == 0
    assert empty["is_first"].dtype == bool
    with pytest.raises(MissingColumn, match="raw"):
        find_syndication(pd.DataFrame({"article_id": ["a"]}))
    with pytest.raises(SputlinkError, match="threshold"):
        find_syndication(_articles(REPORT), threshold=0)
    with pytest.raises(SputlinkError, match="twice"):
        find_syndication(_articles(REPORT, REPORT).assign(article_id="a"))
