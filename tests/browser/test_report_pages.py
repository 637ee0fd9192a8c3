"""The pages of `make report`, as a reader's browser has them: alone, on a phone, with a reader.

The pages are built from the notebooks; SITE names a folder with pages that were built before.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis.publishing.report import build, numbered_notebooks

MEGABYTE = 1_000_000
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
NAMES = ["index", *(path.stem for path in numbered_notebooks())]
WIDTHS, SCHEMES = [400, 800, 1200], ["light", "dark"]
SMALLEST = 12  # pixels: nine points


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


def look(visit, address, width, scheme="light"):
    size = {"width": width, "height": 900}
    return visit(address, viewport=size, color_scheme=scheme, reduced_motion="reduce")[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(visit, address, width):
    page = look(visit, address, width)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                && ![...ancestors(e)].some(a => getComputedStyle(a).overflowX !== "visible"))
            .map(e => e.outerHTML.slice(0, 80));
        function* ancestors(e) { while ((e = e.parentElement)) yield e; }"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".data, .output_html")]
            .filter(e => e.scrollWidth > e.clientWidth + 1)
            .map(e => e.innerText.slice(0, 80))"""
    )
    assert cut == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_too_small_to_read_nor_in_a_figure(visit, address, width):
    page = look(visit, address, width)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => e.checkVisibility()
                && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= SMALLEST
    drawn = page.evaluate(
        """() => [...document.querySelectorAll("picture img")].map(image => {
            const text = atob(image.currentSrc.split(",")[1]);
            const sizes = [...text.matchAll(/font(?:-size)?: [^;"']*?([\\d.]+)px/g)];
            const scale = image.clientWidth / image.getAttribute("width");
            const box = image.currentSrc === image.src ? scale
                : image.clientWidth / image.previousElementSibling.getAttribute("width");
            return Math.min(...sizes.map(each => each[1])) * 96 / 72 * box;
        })"""
    )
    assert drawn
    assert min(drawn) >= SMALLEST - 0.1


def test_a_figure_on_a_phone_is_another_one_not_a_smaller_one(visit, address):
    for width, narrow in [(400, True), (1200, False)]:
        page = look(visit, address, width)
        shown = page.locator("main > .cell picture img, article.lead picture img").evaluate_all(
            "all => all.map(one => one.currentSrc !== one.src)"
        )
        assert set(shown) == {narrow}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_shows_eight_rows_at_most_until_it_is_asked(visit, address, width):
    page = look(visit, address, width)
    rows = (
        """each => [...each.querySelectorAll("tbody tr")].filter(e => e.checkVisibility()).length"""
    )
    for table in page.locator(".data").all():
        assert table.evaluate(rows) <= 8
    box = page.locator(".data .all input")
    if box.count():
        box.first.check()
        assert page.locator(".data:has(.all input:checked)").first.evaluate(rows) > 8


def test_a_printed_page_has_all_rows_and_no_code(visit, address):
    page = look(visit, address, 800)
    page.emulate_media(media="print")
    assert page.locator(".data tr.more:not(:visible)").count() == 0
    assert not page.locator(".all, details.source").locator("visible=true").count()
    assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(visit, address, width, scheme):
    page = look(visit, address, width, scheme)
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
