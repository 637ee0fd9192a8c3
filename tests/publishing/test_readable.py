"""Tables of pages: words for columns, no row numbers, no hour that says nothing."""

import pandas as pd
import pytest
from lxml import html

from analysis.publishing.readable import column_words, readable


def table_of(frame):
    return html.fromstring(readable(frame._repr_html_()))


def texts(tree, path):
    return [each.text_content().strip() for each in tree.xpath(path)]


FRAME = pd.DataFrame(
    {
        "actor": ["Iran", "<b>Russia</b>"],
        "n_mentions": [1200, 7],
        "estimate": [-0.25, 0.1],
        "low": [-0.4, float("nan")],
        "high": [-0.1, float("nan")],
        "small": [False, True],
        "published": pd.to_datetime(["2025-06-23", "2025-06-24"], utc=True),
    }
)


def test_columns_have_words_and_an_estimate_takes_its_interval_along():
    tree = table_of(FRAME)
    assert texts(tree, "//thead//th") == [
        "actor", "mentions", "estimate, 95 % interval", "few", "published",
    ]  # fmt: skip
    assert texts(tree, "//tbody/tr[1]/*") == [
        "Iran", "1,200", "−0.25 −0.40 to −0.10", "", "2025-06-23",
    ]  # fmt: skip
    assert texts(tree, "//tbody/tr[2]/*")[2:4] == ["0.10 no interval", "yes"]
    assert len(tree.xpath("//tbody/tr[1]//svg")) == 1


def test_where_no_group_is_few_nothing_is_said_of_it():
    tree = table_of(FRAME.assign(small=False))
    assert "few" not in texts(tree, "//thead//th")
    assert len(texts(tree, "//tbody/tr[1]/*")) == 4


def test_text_of_articles_stays_text():
    assert "&lt;b&gt;Russia&lt;/b&gt;" in readable(FRAME._repr_html_())


def test_an_index_with_a_name_stays_and_row_numbers_go():
    named = table_of(FRAME.set_index("actor")[["n_mentions"]])
    assert texts(named, "//thead//th") == ["actor", "mentions"]
    assert texts(named, "//tbody//th") == ["Iran", "<b>Russia</b>"]
    assert texts(table_of(FRAME[["actor"]]), "//tbody//th") == ["Iran", "<b>Russia</b>"]


@pytest.mark.parametrize(("rows", "hidden"), [(8, 0), (20, 12)])
def test_more_than_eight_rows_wait_behind_a_box(rows, hidden):
    tree = table_of(pd.DataFrame({"word": ["talks"] * rows}))
    assert len(tree.xpath("//tr[@class='more']")) == hidden
    assert len(tree.xpath("//input[@type='checkbox']")) == (hidden > 0)


def test_what_is_no_table_of_pandas_stays_as_it_is():
    fragment = "<div class='sp-evidence'><p>Iran &amp; Russia</p></div>"
    assert readable(fragment) == fragment


def test_columns_of_several_lines_stay_whole():
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["a"], ["x", "y"]]))
    assert "colspan" in readable(frame._repr_html_())


def test_every_column_has_one_name():
    words = column_words()
    assert words["n_mentions"] == "mentions"
    assert all(words.values())


def test_an_interval_left_empty_is_told_as_none():
    tree = table_of(FRAME.astype(object).fillna(""))
    assert texts(tree, "//tbody/tr[2]/*")[2] == "0.1 no interval"
