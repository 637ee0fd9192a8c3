"""The page of somebody's own articles in a browser: alone, narrow and dark, by keyboard, on paper.

OWN_PAGE names a page that was made before; else one is made of constructed articles, which are
given addresses, and an outlet whose name holds markup.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis import analyse
from analysis.loading import read_articles
from analysis.publishing import own_page
from analysis.schema import DATA

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
WIDTHS, SCHEMES = [400, 800, 1200], ["light", "dark"]
MOST = 3_000_000  # bytes of a page of 200 articles
SMALLEST = 12  # pixels: nine points


def with_markup(tables, outlet):
    """The tables with one outlet under a name that holds markup, which loading would clean."""
    evil = "<script>document.title='run'</script>"
    named = {
        name: getattr(tables, name).assign(
            outlet=getattr(tables, name)["outlet"].replace({outlet: evil})
        )
        for name in ("articles", "mentions", "relations")
    }
    return replace(tables, **named)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    if os.environ.get("OWN_PAGE"):
        return Path(os.environ["OWN_PAGE"]).resolve()
    folder = tmp_path_factory.mktemp("own")
    lines = (DATA / "constructed" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:18]]
    for i, row in enumerate(rows):
        row["url"] = f"https://example.org/{i}" if i else "javascript:document.title='run'"
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tables = analyse(read_articles(folder / "articles.jsonl"), scorer="textblob")
    tables = with_markup(tables, rows[0]["outlet"])
    outlets = tuple(tables.named.groupby("outlet").size().nlargest(2).index)
    page = folder / "mine.html"
    page.write_text(own_page(tables, compare=outlets), encoding="utf-8")
    return page


@pytest.fixture
def visit(visit, file):
    """Open the page at a width and in a scheme; hand over what `visit` of an address does."""

    def open_(width=1200, scheme="light"):
        size = {"width": width, "height": 900}
        return visit(file.as_uri(), viewport=size, color_scheme=scheme, reduced_motion="reduce")

    return open_


def test_the_page_is_small_and_asks_nobody(visit, file):
    assert file.stat().st_size < MOST
    page, said, asked = visit()
    page.mouse.wheel(0, 20_000)
    page.locator("button.line").first.click()
    page.wait_for_timeout(200)
    assert said == []
    assert asked == [file.as_uri()]
    assert page.title().startswith("How actors are framed")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_page_nor_among_the_sentences(visit, width, scheme):
    page, _, _ = visit(width, scheme)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true }")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.locator("button.line").first.click()
    found = Axe().run(page, context="#sheet", options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window_and_no_text_is_too_small(visit, width):
    page, _, _ = visit(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter(e => !e.closest(".hidden, thead, svg") && e.getBoundingClientRect().width
                && e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert wide == []
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= SMALLEST


def test_enter_opens_the_sentences_of_a_line_and_escape_leads_back(visit):
    page, _, _ = visit()
    line = page.locator("#treated button.line").first
    counted = int(line.locator(".n").inner_text().split()[0].replace(",", ""))
    line.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("#sheet")
    assert sheet.is_visible()
    assert sheet.locator(".counted").inner_text() == f"Places in the text: {counted}"
    assert sheet.locator("li").count() == min(counted, 25)
    actor = line.locator(".name").inner_text()
    assert actor in sheet.locator("h2").inner_text()
    assert sheet.locator("li .s-a").count() >= min(counted, 25)
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert line.evaluate("each => each === document.activeElement")


def test_the_sentences_are_searched(visit):
    page, _, _ = visit()
    page.locator("#treated button.line").first.click()
    first = page.locator("#list li p").first.inner_text().split()
    word = max(first, key=len).strip(".,’“”'\"")
    page.locator("#find").fill(word)
    shown = page.locator("#list li").all_inner_texts()
    assert shown
    assert all(word.lower() in text.lower() for text in shown)
    page.locator("#find").fill("nothing holds this")
    assert page.locator("#list li").count() == 0
    assert page.locator(".counted").inner_text().startswith("0 of ")


@pytest.mark.skipif("OWN_PAGE" in os.environ, reason="a page of its own has its own names")
def test_links_lead_to_the_web_alone_and_names_do_nothing(visit):
    page, said, _ = visit()
    page.locator("#method button.open", has_text="<script>").first.click()
    assert "document.title" in page.locator("#list li .source").first.inner_text()
    hrefs = page.locator("a[href]").evaluate_all("all => all.map(each => each.protocol)")
    assert set(hrefs) <= {"https:", "file:"}
    assert page.title().startswith("How actors are framed")
    assert said == []


def test_more_rows_are_a_button_away_and_a_printed_page_has_them_all(visit):
    page, _, _ = visit()
    hidden = page.locator(".more[hidden]")
    before = hidden.count()
    assert before
    page.locator("button.all:visible").first.click()
    assert hidden.count() < before
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert hidden.count() == 0
    assert page.locator("details:not([open])").count() == 0
    assert not page.locator("button.all").first.is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_a_picture_is_told_in_words_too(visit):
    page, _, _ = visit()
    tree = page.locator("#treated figure").first.aria_snapshot()
    assert "95 % interval" in tree
    assert "mention" in tree
