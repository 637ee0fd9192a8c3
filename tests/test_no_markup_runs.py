"""Names that are written to run, in everything that shows them; a browser tries it, too."""

import pytest
from hostile_names import ACTORS, RAN, written
from lxml import html as parser
from nbconvert.filters import markdown2html
from notebook_run import run_notebook, shown_by

from analysis import analyse
from analysis.exploring.explorer import Explorer
from analysis.loading import read_articles
from analysis.own import read_own
from analysis.publishing import own_page
from analysis.validating import add_items, draw_sheet, write_sheet

NAMES = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "explore"]
ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return written(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def tables(given):
    return analyse(read_articles(given["PATHS"]), scorer="textblob", own=read_own(**given["OWN"]))


def what_would_run(page):
    """Elements of a page that would run something of what the names hold."""
    tree = parser.fromstring(f"<div>{page}</div>")
    found = []
    for element in tree.iter("*"):
        if element.tag == "script" and (element.text or "").strip() == RAN:
            found.append(parser.tostring(element))
        for name, value in element.attrib.items():
            address = name in ADDRESSES and value.strip().lower().startswith("javascript:")
            if address or (name.startswith("on") and "ran" in value):
                found.append(parser.tostring(element)[:200])
    return found


def test_the_names_arrive_as_they_were_meant(tables):
    outlets = tables.articles["outlet"].unique()
    assert f"<script>{RAN}</script>" in outlets
    assert any(f"](javascript:{RAN})" in name for name in outlets)
    assert set(ACTORS) <= set(tables.named["actor"])
    page = markdown2html(f"**{outlets[0]}** **{outlets[1]}** **{outlets[2]}**")
    assert len(what_would_run(page)) >= 2  # so a name left as it is would be found here


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_in_a_notebook_and_every_figure_can_be_drawn(name, given):
    quick = {"SCORER": "textblob", "NAMES": ["Canada"], "SHEETS": []}
    for cell in run_notebook(name, draw=True, **quick, **given).cells[1:]:
        shown = shown_by(cell)
        assert what_would_run(shown.get("text/html", "<p>")) == []
        assert what_would_run(markdown2html(shown.get("text/markdown", ""))) == [], cell


def test_nothing_runs_on_a_page_of_one_s_own(tables):
    outlets = tuple(tables.articles["outlet"].unique()[:2])
    assert what_would_run(own_page(tables, compare=outlets)) == []


def test_nothing_runs_in_the_explorer(tables):
    for actor in ACTORS:
        explorer = Explorer(tables)
        explorer.controls.actor.value = actor
        for part in (explorer.status, explorer.table, explorer.sentences, explorer.code):
            assert what_would_run(part.value) == []
        explorer.figure.canvas.draw()


def test_no_cell_of_a_sheet_or_its_key_is_a_formula(tables, tmp_path):
    mentions = add_items(tables.named, tables.sentences, tables.articles)
    for column in ("actor", "outlet"):
        mentions[column] = "=HYPERLINK(" + mentions[column].astype(str)
    sheet = write_sheet(draw_sheet(mentions, n=20, by="actor"), tmp_path / "sheet.csv")
    for file in tmp_path.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        assert "'=HYPERLINK(" in text
        assert ",=" not in text
        assert not text.startswith("=")
    assert sheet.exists()
