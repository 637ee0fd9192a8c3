"""Execute the notebooks and write them as self-contained pages, with a front page before them."""

import ast
import html
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile

import nbformat
import pandas as pd
from jinja2 import Environment, FileSystemLoader, Template
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html, strip_ansi

from analysis.loading import read_articles
from analysis.outputs import new_folder
from analysis.progress import watched
from analysis.publishing.pictures import FOR_PAGES, figure
from analysis.publishing.readable import readable
from analysis.schema import SputlinkError

__all__ = [
    "NOTEBOOKS",
    "NotebookFailed",
    "build",
    "computed_answer",
    "numbered_notebooks",
    "refresh",
    "restate_answer",
]

TEMPLATES = Path(__file__).parent / "templates"
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
MADE_WITH = ["pandas", "numpy", "scipy", "statsmodels", "textblob", "vaderSentiment", "matplotlib"]


class NotebookFailed(SputlinkError):
    """A notebook did not run to its end; names the notebook, the cell and the error."""


@dataclass
class Page:
    """One notebook as a reader meets it."""

    href: str
    title: str
    answer: str  # Markdown of the computed answer
    body: str  # HTML of all cells
    png: str = ""  # of the first figure
    about: Mapping = field(default_factory=dict)  # what stands beside it in the notebook
    contents: list[dict] = field(default_factory=list)


def numbered_notebooks(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks that make the report, in the order in which they are to be read."""
    return sorted(folder.glob("[0-9]*.ipynb"))


def execute(path: Path, *, for_pages: bool = False) -> nbformat.NotebookNode:
    """Run one notebook from its own folder, top to bottom in a new kernel, and return it.

    Args:
        for_pages: Whether figures are drawn for pages, too: wide and narrow.

    Raises:
        NotebookFailed: naming the notebook and what the failing cell, or a dying kernel, said.
    """
    notebook, name = nbformat.read(path, as_version=4), path.name
    quiet = ["--IPKernelApp.log_level=40"]  # the kernel warns of its own transport at every start
    client = NotebookClient(
        notebook,
        timeout=900,
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=quiet,
        store_widget_state=False,  # random ids at every run, and dead without a kernel
    )
    env = os.environ | ({FOR_PAGES: "1"} if for_pages else {})
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as last_words:
        try:
            _run(client, env=env, stderr=last_words)
        except CellExecutionError as problem:
            said = strip_ansi(str(problem)).strip()
            raise NotebookFailed(f"{name}: {said.splitlines()[-1]}\n\n{said}") from problem
        except DeadKernelError as problem:
            last_words.seek(0)
            raise NotebookFailed(f"{name}: {problem}\n\n{last_words.read()}") from problem
    for cell in notebook.cells:  # wall-clock times of the run, which would change at every run
        cell.metadata.pop("execution", None)
    return notebook


def _run(client: NotebookClient, **options: object) -> None:
    """nbclient takes an interrupt for itself, ends the kernel, and stumbles over its absence."""
    try:
        client.execute(**options)
    except BaseException as problem:
        if hasattr(client, "_async_cleanup_kernel_future"):
            raise KeyboardInterrupt from problem
        raise


def computed_answer(notebook: nbformat.NotebookNode) -> str:
    """The Markdown that the cell tagged `answer` displayed ('' where there is none)."""
    for cell in notebook.cells:
        if "answer" in cell.metadata.get("tags", []):
            for output in cell.get("outputs", []):
                if "text/markdown" in output.get("data", {}):
                    return output["data"]["text/markdown"].strip()
    return ""


def restate_answer(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Put the computed answer into the quotation block of the first cell, never to part."""
    answer = computed_answer(notebook)
    if answer:
        block = "\n".join(f"> {line}".rstrip() for line in answer.splitlines())
        first = notebook.cells[0]
        first.source = re.sub(r"(?m)^>.*(\n>.*)*", lambda _: block, first.source, count=1)
    return notebook


def refresh(paths: list[Path]) -> None:
    """Execute notebooks in place, outputs saved, the answer at the top restated from its cell."""
    for path in watched(paths, "notebooks"):
        nbformat.write(restate_answer(execute(path)), path)


def to_page(notebook: nbformat.NotebookNode, name: str) -> Page:
    """Render one executed notebook. Code stands folded at the end; nothing is fetched."""
    exporter = HTMLExporter(
        template_name="sputlink", extra_template_basedirs=[str(TEMPLATES)], anchor_link_text=""
    )
    exporter.register_filter("readable", readable)
    exporter.register_filter("figure", figure)
    notebook = _for_readers(notebook)
    body, _ = exporter.from_notebook_node(notebook)
    title = notebook.cells[0].source.splitlines()[0].lstrip("# ").strip()
    headings = re.findall(r'<h2[^>]*id="([^"]+)"[^>]*>(.*?)</h2>', body, flags=re.S)
    page = Page(
        href=f"{name}.html", title=title, answer=_typeset(computed_answer(notebook)), body=body
    )
    page.contents = [
        {"id": anchor, "text": re.sub(r"<[^>]+>", "", text).replace("¶", "").strip()}
        for anchor, text in headings
    ]
    for output in (each for cell in notebook.cells for each in cell.get("outputs", [])):
        if "image/png" in output.get("data", {}):
            page.png = output["data"]["image/png"]
            page.about = output.metadata.get("image/png", {})
            break
    return page


def _for_readers(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy whose answer is set as print, and where what explains the parameters is marked."""
    copy = deepcopy(notebook)
    copy.cells[0].source = re.sub(r"(?m)^>.*", lambda line: _typeset(line[0]), copy.cells[0].source)
    for before, cell in pairwise(copy.cells):
        about = before.cell_type == "markdown" and before is not copy.cells[0]
        if about and "parameters" in cell.metadata.get("tags", []):
            before.metadata["tags"] = [*before.metadata.get("tags", []), "of-the-code"]
    return copy


def _typeset(text: str) -> str:
    """With minus signs before numbers, and spaces within a figure that end no line."""
    text = re.sub(r"(?<![\w.-])-(?=\d)", "\N{MINUS SIGN}", text)
    text = re.sub(r"\b(n|p) = (?=\d)", "\\1\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}", text)
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", text)


def build(out: Path, *, folder: Path = NOTEBOOKS) -> list[Path]:
    """Execute the numbered notebooks and write `out`: a page each, and `index.html`.

    The folder appears whole or not at all: an earlier one stays as it was if a notebook fails.

    Raises:
        OutputError: before any notebook runs, if `out` holds anything else or can't be written.
        NotebookFailed: naming the notebook that did not run to its end.
    """
    names = numbered_notebooks(folder)
    older = {"index.html", *(f"{path.stem}.html" for path in names)}
    out = Path(out)
    with new_folder(out, command="report", older=older) as new:
        pages = [
            to_page(restate_answer(execute(path, for_pages=True)), path.stem)
            for path in watched(names, "notebooks")
        ]
        read = [paths_of(nbformat.read(path, as_version=4), folder) for path in names]
        for page, paths in zip(pages, read, strict=True):
            (new / page.href).write_text(render(page, pages, _about(paths)), encoding="utf-8")
        front = _about(tuple(dict.fromkeys(path for paths in read for path in paths)))
        (new / "index.html").write_text(render_front(pages, front), encoding="utf-8")
    return sorted(out.glob("*.html"))


def paths_of(notebook: nbformat.NotebookNode, folder: Path) -> tuple[Path, ...]:
    """The articles that a notebook reads: `PATHS` of its cell tagged `parameters`, as written."""
    for cell in notebook.cells:
        if "parameters" not in cell.metadata.get("tags", []):
            continue
        for line in ast.parse(cell.source).body:
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "PATHS":
                with suppress(ValueError):  # it may be computed
                    given = ast.literal_eval(line.value)
                    return tuple(
                        folder / each for each in ([given] if isinstance(given, str) else given)
                    )
    return ()


def render(page: Page, pages: list[Page], about: dict) -> str:
    """One page with masthead, contents and footer."""
    return _template().render(
        title=page.title, body=page.body, contents=page.contents, pages=pages, **about
    )


def render_front(pages: list[Page], about: dict) -> str:
    """The front page: each question with its answer and first figure; the first one leads."""
    stories = []
    for i, page in enumerate(pages):
        first = figure(page.png, page.about, column=i > 0) if page.png else ""
        stories.append(
            f"<article{' class=lead' if i == 0 else ''}>"
            f'<h2><a href="{page.href}">{html.escape(page.title)}</a></h2>'
            f"{markdown2html(page.answer)}{first}</article>"
        )
    body = "<h1 class='skip'>Sputlink: the questions and their answers</h1>" + "\n".join(stories)
    return _template().render(
        title="Sputlink: how is each actor framed in the news?",
        body=body,
        contents=[],
        pages=pages,
        front=True,
        **about,
    )


def _template() -> Template:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template(
        "page.html.j2"
    )


@cache
def _about(paths: tuple[Path, ...]) -> dict:
    """What masthead and footer state: how many articles, from when, and what made the page."""
    articles = read_articles(*paths).articles if paths else pd.DataFrame({"published": []})
    days = articles["published"].dropna()
    return {
        "css": (TEMPLATES / "page.css").read_text(encoding="utf-8"),
        "articles": len(articles),
        "constructed": int(articles["constructed"].sum()) if paths else 0,
        "first": f"{days.min():%-d %B %Y}" if len(days) else "",
        "last": f"{days.max():%-d %B %Y}" if len(days) else "",
        "versions": ", ".join(f"{name} {version(name)}" for name in MADE_WITH),
    }
