import html
import re

import pytest
from nbconvert.filters import markdown2html

from analysis.measuring import counted, plain, span


def test_an_interval_in_words():
    assert span(-0.1, 0.12) == "95 % interval -0.10 to +0.12"
    assert span(0.1, 0.5, "{:.0%}") == "95 % interval 10% to 50%"
    assert span(float("nan"), float("nan")) == "too few articles for an interval"


@pytest.mark.parametrize(
    ("n", "told"),
    [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")],
)
def test_a_count_in_words(n, told):
    assert counted(n, "article") == told


@pytest.mark.parametrize("name", ["United Nations", "Côte d'Ivoire", "(no outlet)", "G-7"])
def test_an_ordinary_name_stays_as_it_is(name):
    assert plain(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "<script>run()</script>",
        "&lt;script&gt;run()&lt;/script&gt;",
        "[x](javascript:run())",
        "![x](javascript:run())",
        "<javascript:run()>",
        "**bold** `code` _it_ ~~no~~ a|b #tag",
        "$5 or $6 Post",
        "back\\slash",
    ],
)
def test_any_name_is_shown_as_it_is_written_and_makes_no_element(name):
    made = markdown2html(f"**{plain(name)}** acts")
    shown = made.replace("<span>$</span>", "$")
    assert re.findall(r"<(\w+)", shown) == ["p", "strong"]
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)).strip() == f"{name} acts"
