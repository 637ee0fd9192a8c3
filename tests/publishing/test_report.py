"""Pages: self-contained, escaped, whole or not at all."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.__main__ import main
from analysis.publishing import report
from analysis.publishing.report import NotebookFailed, build, restate_answer

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
    out = tmp_path_factory.mktemp("made") / "site"
    build(out, folder=folder)
    return {path.name: path.read_text(encoding="utf-8") for path in out.glob("*.html")}


def test_a_page_a_notebook_and_a_front_page(site):
    assert sorted(site) == ["01-first.html", "index.html"]


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
    for text in site.values():
        assert re.search(r'<img [^>]*alt="Which words\? [^"]*&lt;b&gt;grave', text)


def test_code_is_folded_but_present(site):
    assert "<details" in site["01-first.html"]
    assert "words_behind" in site["01-first.html"]


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


@pytest.fixture()
def own(tmp_path, monkeypatch):
    """A notebook that takes articles, in the place of the one for somebody's own."""
    parameters = new_code_cell(
        "PATHS = ['elsewhere.csv']\nREADING = {}\nSCORER = None", metadata={"tags": ["parameters"]}
    )
    count = new_code_cell(
        "from IPython.display import Markdown\nfrom analysis.loading.read import read_articles\n"
        "articles = read_articles(PATHS, **READING).articles\n"
        "Markdown(f'**{len(articles)} came in** of {articles[\"outlet\"].iloc[0]}, {SCORER}')",
        metadata={"tags": ["answer"]},
    )
    opening = new_markdown_cell("# How in your own articles?\n\n> ?\n\nChange `PATHS` below.")
    notebook = new_notebook(cells=[opening, parameters, count])
    nbformat.write(notebook, tmp_path / "09-own.ipynb")
    monkeypatch.setattr(report, "OWN", tmp_path / "09-own.ipynb")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text(
        "title,text,date\nTalks,Iran met Russia on Monday to talk about gas.,2025-06-23\n"
        "Gas,Russia sold gas to Iran on Tuesday.,2025-06-24\n"
    )
    return tmp_path


def test_a_page_about_own_articles_speaks_of_these_alone(own, capsys):
    command = ["page", "mine.csv", "--out", "made/mine.html", "--outlet", "The Gazette"]
    assert main([*command, "--scorer", "vader"]) == 0
    assert capsys.readouterr().out.strip() == "made/mine.html"
    text = (own / "made" / "mine.html").read_text(encoding="utf-8")
    assert "<strong>2 came in</strong> of The Gazette, vader" in text
    assert "2 articles, published 23 June 2025 to 24 June 2025" in text
    assert "How in these articles?" in text
    assert "constructed" not in text.split("<main")[1]
    assert "Change <code>PATHS" not in text
    assert str(own) not in text
    assert 'href="index.html"' not in text
    assert [path.name for path in (own / "made").iterdir()] == ["mine.html"]


def test_a_page_that_cannot_be_made_leaves_the_earlier_one(own, capsys):
    earlier = '<meta name="generator" content="Sputlink">the earlier one'
    (own / "mine.html").write_text(earlier)
    assert main(["page", "nowhere.csv", "--out", "mine.html"]) == 1
    assert "nowhere.csv" in capsys.readouterr().err
    assert main(["page", "mine.csv", "--out", "page"]) == 1
    assert "ends with .html" in capsys.readouterr().err
    broken = nbformat.read(own / "09-own.ipynb", as_version=4)
    broken.cells[-1].source = "1 / 0"
    nbformat.write(broken, own / "09-own.ipynb")
    assert main(["page", "mine.csv", "--out", "mine.html"]) == 1
    said = capsys.readouterr().err
    assert "09-own.ipynb: ZeroDivisionError: division by zero" in said
    assert "Traceback" not in said
    assert (own / "mine.html").read_text() == earlier
    assert sorted(path.name for path in own.iterdir()) == ["09-own.ipynb", "mine.csv", "mine.html"]


def test_what_a_page_sets_aside_is_said(own, capsys):
    with (own / "mine.csv").open("a") as table:
        table.write("Oil,Iran sold oil to China on Wednesday.,no day at all\n")
    assert main(["page", "mine.csv", "--out", "mine.html", "--outlet", "The Gazette"]) == 0
    assert "mine.csv row 3" in capsys.readouterr().err
