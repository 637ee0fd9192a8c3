"""Pages: self-contained, escaped, whole or not at all."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.publishing.report import NotebookFailed, build, restate_answer, to_page

ANSWER = new_code_cell(
    "from IPython.display import Markdown\nMarkdown(f'**{6 * 7} of 50** (n=50)')",
    metadata={"tags": ["answer"]},
)
FIGURE = new_code_cell(
    "import pandas as pd\nfrom analysis.plots.polarity import words_behind\n"
    "table = pd.DataFrame({'word': ['<b>grave'], 'contribution': [-.1], 'n': [2]})\n"
    "ax = words_behind(table, title='Which words?')"
)
TABLE = new_code_cell("pd.DataFrame({'text': ['<script>alert(1)</script>']})")


def write(folder, name, *cells):
    opening = new_markdown_cell("# How many?\n\n> (computed)\n\nOne page.\n")
    notebook = new_notebook(cells=[opening, *cells, new_markdown_cell("## What then?")])
    nbformat.write(notebook, folder / name)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    write(folder, "01-first.ipynb", ANSWER, FIGURE, TABLE)
    (folder / "mine.csv").write_text("title,body,date\nA,Fine.,2019-03-03\nB,Fine.,2019-03-04\n")
    own = new_code_cell("PATHS = ['mine.csv']", metadata={"tags": ["parameters"]})
    write(folder, "02-second.ipynb", own, ANSWER, FIGURE)
    out = tmp_path_factory.mktemp("made") / "site"
    build(out, folder=folder)
    return {path.name: path.read_text(encoding="utf-8") for path in out.glob("*.html")}


def test_a_page_a_notebook_and_a_front_page(site):
    assert sorted(site) == ["01-first.html", "02-second.html", "index.html"]


def test_a_page_states_the_articles_that_its_own_notebook_reads(site):
    assert "2 articles, published 3 March 2019 to 4 March 2019" in site["02-second.html"]
    assert "constructed" not in site["02-second.html"].split("</main>")[1]
    assert "articles" not in site["01-first.html"].split("<footer")[1]
    assert "2 articles" in site["index.html"]


def test_the_answer_is_restated_at_the_top_and_on_the_front_page(site):
    opening = site["01-first.html"].split("<details")[0]
    assert "<strong>42 of 50</strong> (n=50)" in site["01-first.html"]
    assert "(computed)" not in opening
    assert "<strong>42 of 50</strong>" in site["index.html"]


def test_nothing_is_fetched_and_no_script_runs(site):
    for text in site.values():
        assert "<script" not in text
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_article_text_is_escaped(site):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site["01-first.html"]


def test_the_figure_has_its_alternative_text_on_both_pages(site):
    for name in ("01-first.html", "index.html"):
        text = site[name]
        assert re.search(r'<img [^>]*alt="Which words\? [^"]*&lt;b&gt;grave', text)


def test_a_figure_is_drawn_for_a_phone_too_and_its_title_is_text(site):
    for text in site.values():
        assert "<figcaption>Which words?</figcaption>" in text
        assert "image/png" not in text
    assert re.search(
        r'<source [^>]*media="\(max-width: [^>]*srcset="data:image/svg', site["01-first.html"]
    )


def test_what_explains_the_parameters_stands_with_the_code():
    cells = [
        new_markdown_cell("# How many?\n\n> **n = 7**, -0.2 to +0.1 (95 %), 2025-06-22"),
        new_markdown_cell("`TOP`: how many to show."),
        new_code_cell("TOP = 3", metadata={"tags": ["parameters"]}),
        new_markdown_cell("What is read."),
    ]
    body = to_page(new_notebook(cells=cells), "01").body
    prose, code = body.split('<details class="source"')
    assert "how many to show" in code
    assert "how many to show" not in prose
    assert "What is read." in prose
    gap = "\N{NO-BREAK SPACE}"
    assert f"n{gap}={gap}7" in prose
    assert f"\N{MINUS SIGN}0.2 to +0.1 (95{gap}%), 2025-06-22" in prose


def test_code_stands_folded_at_the_end_and_the_answer_once(site):
    text = site["01-first.html"]
    assert text.count('<details class="source"') == 1
    assert text.index("words_behind") > text.index("What then?")
    assert text.count("42 of 50") == 1


def test_headings_make_the_contents(site):
    contents = re.search(r"(?s)<nav class=.contents.*?</nav>", site["01-first.html"]).group()
    (anchor,) = re.findall(r'href="#([^"]+)"', contents)
    assert f'id="{anchor}"' in site["01-first.html"]


def test_a_failing_notebook_is_named_and_the_earlier_site_stays(tmp_path):
    (tmp_path / "notebooks").mkdir()
    write(tmp_path / "notebooks", "01-bad.ipynb", new_code_cell("1 / 0"))
    out = tmp_path / "site"
    out.mkdir()
    for name in ("index.html", "01-bad.html"):
        (out / name).write_text("the earlier one")
    with pytest.raises(NotebookFailed, match=r"01-bad\.ipynb: ZeroDivisionError"):
        build(out, folder=tmp_path / "notebooks")
    assert (out / "index.html").read_text() == "the earlier one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebooks", "site"]


def test_only_the_first_quotation_block_is_restated():
    answer = new_code_cell("", metadata={"tags": ["answer"]})
    answer.outputs = [
        nbformat.v4.new_output("display_data", data={"text/markdown": "one\ntwo"}),
    ]
    notebook = new_notebook(cells=[new_markdown_cell("# Q?\n\n> old\n> older\n\n> kept"), answer])
    assert restate_answer(notebook).cells[0].source == "# Q?\n\n> one\n> two\n\n> kept"
