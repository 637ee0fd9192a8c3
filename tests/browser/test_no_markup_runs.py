"""No name that is written to run does so in any page, of a notebook or of somebody's own."""

import pytest
from hostile_names import RAN, written
from notebook_run import run_notebook

from analysis import analyse
from analysis.loading import read_articles
from analysis.own import read_own
from analysis.publishing import own_page
from analysis.publishing.report import render, render_front, restate_answer, to_page

NAMES = ["01", "02", "03", "04", "05", "06", "07", "08", "09"]
ABOUT = dict.fromkeys(["css", "first", "last", "versions"], "") | {"articles": 12, "constructed": 0}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    given = written(folder)
    quick = {"SCORER": "textblob", "NAMES": ["Canada"], "SHEETS": []}
    pages = [
        to_page(restate_answer(run_notebook(name, draw=True, **quick, **given)), name)
        for name in NAMES
    ]
    for page in pages:
        (folder / page.href).write_text(render(page, pages, ABOUT), encoding="utf-8")
    (folder / "index.html").write_text(render_front(pages, ABOUT), encoding="utf-8")
    read = read_articles(given["PATHS"])
    tables = analyse(read, scorer="textblob", own=read_own(**given["OWN"]))
    compare = tuple(tables.articles["outlet"].unique()[:2])
    (folder / "mine.html").write_text(own_page(tables, compare=compare), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [*NAMES, "index", "mine"])
def test_nothing_runs(visit, site, name):
    page, said, asked = visit((site / f"{name}.html").as_uri())
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true }")
    for button in page.locator("button.line, button.open").all()[:12]:
        button.evaluate("each => each.click()")
    for link in page.locator("a[href^='javascript']").all():
        link.evaluate("each => each.click()")
    page.wait_for_timeout(200)
    assert page.evaluate(f"typeof {RAN.partition('=')[0]}") == "undefined"
    assert said == []
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []


def test_the_names_would_run_where_they_are_not_escaped(visit, tmp_path):
    (tmp_path / "open.html").write_text(f"<img src=x onerror={RAN}>", encoding="utf-8")
    page, _, _ = visit((tmp_path / "open.html").as_uri())
    page.wait_for_timeout(200)
    assert page.evaluate(f"typeof {RAN.partition('=')[0]}") == "number"
