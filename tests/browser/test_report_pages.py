"""The pages of `make report`, as a reader's browser has them: alone, on a phone, with a reader.

The pages are built from the notebooks; SITE names a folder with pages that were built before.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis.publishing.report import build, numbered_notebooks

MEGABYTE = 1_000_000
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NAMES = ["index", *(path.stem for path in numbered_notebooks())]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    if os.environ.get("SITE"):
        return Path(os.environ["SITE"]).resolve()
    folder = tmp_path_factory.mktemp("report") / "site"
    build(folder)
    return folder


@pytest.fixture(params=NAMES)
def address(request, site):
    return (site / f"{request.param}.html").as_uri()


def test_there_is_a_page_for_each_notebook(site):
    assert sorted(path.stem for path in site.glob("*.html")) == sorted(NAMES)


def test_a_page_is_small_enough_to_send(site):
    sizes = {path.name: path.stat().st_size for path in site.glob("*.html")}
    assert {name: size for name, size in sizes.items() if size >= 2 * MEGABYTE} == {}


def test_nothing_is_asked_of_another_host_and_nothing_fails(visit, address):
    page, said, asked = visit(address)
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(200)
    assert said == []
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(visit, address, width):
    page, _, _ = visit(address, viewport={"width": width, "height": 844})
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                && ![...ancestors(e)].some(a => getComputedStyle(a).overflowX !== "visible"))
            .map(e => e.outerHTML.slice(0, 80));
        function* ancestors(e) { while ((e = e.parentElement)) yield e; }"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(visit, address, width):
    page, _, _ = visit(address, viewport={"width": width, "height": 844})
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_every_figure_is_told_in_words(visit, address):
    page, _, _ = visit(address)
    alts = page.locator("img").evaluate_all("all => all.map(one => one.alt)")
    assert [alt for alt in alts if len(alt) < 40] == []
    if "index" not in address:
        assert page.locator("h1").count() == 1


def test_code_is_folded_but_there(visit, address):
    page, _, _ = visit(address)
    folds = page.locator("details.source")
    if "index" in address:
        assert folds.count() == 0
        return
    assert folds.count() == 1  # all of it, in one place at the end
    assert folds.evaluate_all("all => all.filter(one => one.open).length") == 0
    assert not folds.first.locator("pre").first.is_visible()
    folds.first.locator("summary").click()
    assert "import" in folds.first.locator("pre").first.inner_text()


def test_each_page_leads_back_and_names_its_data_and_versions(visit, address):
    page, _, _ = visit(address)
    footer = page.locator("footer").inner_text()
    assert "articles, published" in footer
    assert "pandas" in footer
    for link in page.locator("a[href$='.html']").evaluate_all("all => all.map(one => one.href)"):
        assert link.rsplit("/", 1)[1].removesuffix(".html") in NAMES


def test_the_front_page_gives_each_question_its_answer(visit, site):
    page, _, _ = visit((site / "index.html").as_uri())
    stories = page.locator("article")
    assert stories.count() == len(NAMES) - 1
    for story in stories.all():
        assert story.locator("h2").inner_text().endswith("?")
        assert any(letter.isdigit() for letter in story.locator("p").first.inner_text())
