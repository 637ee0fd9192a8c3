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


def test_columns_of_several_lines_are_named_by_both():
    frame = pd.DataFrame(
        [["Iran", -0.2, -0.3, -0.1, 7]],
        columns=pd.MultiIndex.from_tuples(
            [
                ("actor", ""),
                *[("target", name) for name in ("estimate", "low", "high", "n_articles")],
            ]
        ),
    ).set_index("actor")
    tree = table_of(frame)
    assert texts(tree, "//thead//th") == [
        "actor", "target: estimate, 95 % interval", "target: articles",
    ]  # fmt: skip
    assert texts(tree, "//tbody/tr[1]/*") == ["Iran", "−0.2 −0.3 to −0.1", "7"]


def test_an_interval_stands_with_its_estimate_where_the_names_of_three_stand_over_scorers():
    columns = pd.MultiIndex.from_product([["estimate", "low", "high"], ["target", "vader"]])
    frame = pd.DataFrame([[0.1, 0.2, 0.0, 0.1, 0.3, 0.4]], index=["Iran"], columns=columns)
    tree = table_of(frame)
    assert texts(tree, "//thead//th") == [
        f"{scorer}: estimate, 95 % interval" for scorer in ("target", "vader")
    ]
    assert texts(tree, "//tbody/tr[1]/td") == ["0.1 0.0 to 0.3", "0.2 0.1 to 0.4"]


def test_a_label_of_several_rows_stands_in_each_and_the_ninth_row_waits():
    index = pd.MultiIndex.from_product([["actor"], list("abcdefghij")], names=["by", "group"])
    tree = table_of(pd.DataFrame({"n_articles": range(10)}, index=index))
    assert texts(tree, "//thead//th") == ["by", "group", "articles"]
    assert texts(tree, "//tbody/tr[2]/*") == ["actor", "b", "1"]
    assert len(tree.xpath("//tr[@class='more']")) == 2


def test_every_column_has_one_name():
    words = column_words()
    assert words["n_mentions"] == "mentions"
    assert all(words.values())


def test_an_interval_left_empty_is_told_as_none():
    tree = table_of(FRAME.astype(object).fillna(""))
    assert texts(tree, "//tbody/tr[2]/*")[2] == "0.1 no interval"
