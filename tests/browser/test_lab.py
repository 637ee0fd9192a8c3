"""JupyterLab opens each notebook and runs it; the explorer answers to mouse and keys."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis.publishing.report import NOTEBOOKS

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
START, RUN = 60_000, 300_000  # milliseconds that a loaded machine may need
CANVAS = ".jupyter-matplotlib-canvas-div canvas"
# Centres of the filled dots: a square of seven pixels in the colour of the outlets' own words.
DOTS = """canvas => {
    const {width, height} = canvas, found = [];
    const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
    const is = (x, y) => [0, 114, 178].every((v, i) => data[4 * (y * width + x) + i] === v);
    for (let y = 4; y < height - 4; y++) for (let x = 4; x < width - 4; x++) {
        const solid = [-3, 0, 3].every(dx => [-3, 0, 3].every(dy => is(x + dx, y + dy)));
        if (solid && found.every(p => Math.hypot(p.x - x, p.y - y) > 9)) found.push({x, y: y + 1});
    }
    return found;
}"""


def run_all(browser, lab, name):
    """Open the notebook, drop its stored outputs, run it to its end."""
    page = browser.new_page(viewport={"width": 1400, "height": 1500})
    page.set_default_timeout(START)
    page.goto(lab.url(name))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    # The indicator says 'idle' before there is a kernel, too.
    page.wait_for_function(
        "() => jupyterapp.shell.currentWidget?.sessionContext.session?.kernel?.status === 'idle'"
    )
    run(page, "notebook:clear-all-cell-outputs")
    run(page, "notebook:run-all-cells")
    return page


def run(page, command, options=None):
    """A command of the menus, to its end."""
    page.evaluate(
        """([command, options]) => {
            window.ended = null;
            jupyterapp.commands.execute(command, options).then(
                () => { window.ended = "well" }, problem => { window.ended = String(problem) });
        }""",
        [command, options or {}],
    )
    assert page.wait_for_function("() => window.ended", timeout=RUN).json_value() == "well"


def said(page):
    """The outputs of all code cells; and the cells that have none of their run's numbers."""
    return page.evaluate(
        """() => {
            const cells = [...jupyterapp.shell.currentWidget.content.model.cells];
            const code = cells.filter(c => c.type === "code" && c.sharedModel.source.trim());
            return [code.flatMap(c => c.sharedModel.outputs), code.map(c => c.executionCount)];
        }"""
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_in_the_lab(browser, lab, name):
    before = (NOTEBOOKS / name).read_bytes()
    page = run_all(browser, lab, name)
    outputs, numbers = said(page)
    assert [o["evalue"] for o in outputs if o["output_type"] == "error"] == []
    assert numbers == list(range(1, len(numbers) + 1))
    assert [o["text"] for o in outputs if o.get("name") == "stderr"] == []
    assert any("image/png" in o.get("data", {}) for o in outputs)
    page.wait_for_function(
        """() => {
            const at = jupyterapp.shell.currentWidget.content;
            const plot = cell => cell.model.sharedModel.outputs?.some(o => o.data?.["image/png"]);
            at.scrollToItem(at.widgets.findIndex(plot));
            return document.querySelector(".jp-RenderedImage img")?.naturalWidth > 300;
        }"""
    )
    assert page.locator(".jp-RenderedImage img").first.is_visible()
    page.close()
    assert (NOTEBOOKS / name).read_bytes() == before


@pytest.fixture(scope="module")
def explorer(browser, lab):
    page = run_all(browser, lab, "explore.ipynb")
    page.evaluate(
        """() => {
            const at = jupyterapp.shell.currentWidget.content;
            const view = "application/vnd.jupyter.widget-view+json";
            const shows = cell => cell.model.sharedModel.outputs?.some(o => o.data?.[view]);
            at.scrollToItem(at.widgets.findIndex(shows), "start");
        }"""
    )
    page.locator(CANVAS).first.wait_for()
    page.wait_for_function(f"() => ({DOTS})(document.querySelector('{CANVAS}')).length > 2")
    yield page
    page.close()


def figure(page):
    return page.locator(CANVAS).first.evaluate("canvas => canvas.toDataURL()")


def wait_for_another(page, picture):
    page.wait_for_function(
        f"old => document.querySelector('{CANVAS}').toDataURL() !== old", arg=picture
    )


def lines(control):
    """What a list offers, its unbreakable spaces made plain."""
    control.wait_for()
    return [" ".join(text.split()) for text in control.locator("option").all_text_contents()]


def labelled(page, label):
    """The control of that name in the open tab."""
    return page.get_by_label(label, exact=True).locator("visible=true")


def choose(page, label, beginning):
    """Choose in a labelled list the first line that begins so."""
    control = labelled(page, label)
    found = (i for i, line in enumerate(lines(control)) if line.startswith(beginning))
    control.select_option(index=next(found))


def sentences(page):
    return page.locator(".sp-explorer .sp-item").locator("visible=true").all_inner_texts()


def code(page):
    return page.get_by_label("The code of this state").locator("visible=true").input_value()


def test_another_actor_changes_figure_sentences_and_code(explorer):
    choose(explorer, "Actor", "Iran")
    explorer.get_by_text("Iran: ").first.wait_for()
    old, were = figure(explorer), sentences(explorer)
    choose(explorer, "Actor", "Russia")
    wait_for_another(explorer, old)
    explorer.get_by_text(re.compile(r"^Russia: \d+ mentions")).wait_for()
    assert sentences(explorer) != were
    shown = sentences(explorer)
    assert shown
    assert all("Russia" in text or "Moscow" in text or "Kremlin" in text for text in shown)
    assert "actor='Russia'" in code(explorer)


def test_a_click_on_a_dot_shows_its_sentences(explorer):
    choose(explorer, "Actor", "Iran")
    choose(explorer, "Group by", "outlet")
    explorer.get_by_text(re.compile(r"^Iran: \d+ mentions")).wait_for()
    explorer.wait_for_timeout(1500)
    group = labelled(explorer, "Sentences")
    names = [re.sub(r" \(n=\d+\)$", "", line) for line in lines(group)]
    dots = explorer.locator(CANVAS).first.evaluate(DOTS)
    assert len(dots) > 2
    shown = set()
    for dot in dots[:3]:
        before = group.evaluate("list => list.selectedIndex")
        explorer.locator(CANVAS).locator("visible=true").last.click(position=dot)
        explorer.wait_for_function(
            "([list, old]) => list.selectedIndex !== old", arg=[group.element_handle(), before]
        )
        outlet = names[group.evaluate("list => list.selectedIndex")]
        explorer.wait_for_function(
            """outlet => {
                const found = document.querySelectorAll(".sp-explorer .sp-item .sp-source");
                const from = [...found].filter(e => e.offsetParent);
                return from.length && from.every(e => e.textContent.startsWith(outlet));
            }""",
            arg=outlet,
        )
        shown.add(outlet)
    assert len(shown) == 3


def test_an_edited_word_list_moves_the_plot(explorer):
    choose(explorer, "Actor", "Iran")
    words = explorer.get_by_label("My words", exact=True)
    old = figure(explorer)
    words.fill("strikes -1\nattack -1")
    wait_for_another(explorer, old)
    explorer.get_by_text("my words knows a word").wait_for()
    assert "words={'strikes': -1.0, 'attack': -1.0}" in code(explorer)
    explorer.wait_for_timeout(1000)
    old = figure(explorer)
    words.fill("strikes 1\nattack 1")
    wait_for_another(explorer, old)
    old = code(explorer)
    words.fill("strikes 1\nattack")
    explorer.get_by_text("line 2: “attack” ends in no weight").wait_for()
    assert code(explorer) == old


def test_no_mention_is_said(explorer):
    day = labelled(explorer, "From day")
    day.fill("2031-01-01")
    explorer.get_by_text("no mention: nothing names").wait_for()
    assert sentences(explorer) == []
    day.fill("")
    explorer.get_by_text(re.compile(r"^Iran: \d+ mentions")).wait_for()


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def test_two_actors_can_be_chosen(explorer):
    tab(explorer, "Two actors")
    choose(explorer, "Toward whom", "Russia")
    choose(explorer, "Who", "Iran")
    explorer.get_by_text(re.compile(r"^Iran → Russia: \d+ sentences name both")).wait_for()
    explorer.get_by_text("tell one as for or against the other").first.wait_for()
    explorer.wait_for_function(
        """() => [...document.querySelectorAll(".sp-explorer textarea")].some(
            box => box.offsetParent && box.value.includes("target='Russia'"))"""
    )
    assert "PairSelection(\n    holder='Iran',\n    target='Russia'," in code(explorer)
    assert sentences(explorer)
    tab(explorer, "One actor")


def test_a_story_stands_side_by_side(explorer):
    tab(explorer, "One story")
    story = explorer.locator(".sp-story")
    story.wait_for()
    assert story.locator("th[scope=col]").count() > 2
    event = labelled(explorer, "Event")
    title = lines(event)[1].rpartition(" (")[0]
    event.select_option(index=1)
    story.locator("b", has_text=title).first.wait_for()
    assert sentences(explorer)
    tab(explorer, "One actor")


def test_the_figure_is_dark_in_a_dark_lab(explorer):
    light = "canvas => getComputedStyle(canvas).filter"
    canvas = explorer.locator(CANVAS).first
    assert canvas.evaluate(light) == "none"
    run(explorer, "apputils:change-theme", {"theme": "JupyterLab Dark"})
    explorer.locator("body[data-jp-theme-light='false']").wait_for(state="attached")
    assert "invert" in canvas.evaluate(light)
    run(explorer, "apputils:change-theme", {"theme": "JupyterLab Light"})


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_controls_are_labelled_and_text_stands_out_in_both_themes(explorer, theme):
    run(explorer, "apputils:change-theme", {"theme": theme})
    explorer.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")
    explorer.wait_for_timeout(1000)
    rules = {"runOnly": ["color-contrast", "label", "select-name", "aria-valid-attr"]}
    view = ".jp-OutputArea-output .jupyter-widgets.widget-vbox"
    found = Axe().run(explorer, context=view, options=rules)
    run(explorer, "apputils:change-theme", {"theme": "JupyterLab Light"})
    assert found.violations_count == 0, found.generate_report()
