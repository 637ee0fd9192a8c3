"""Keep the README's findings and figure those of the notebooks: nobody types them."""

import base64
import re
from pathlib import Path

import nbformat

from analysis.publishing.report import computed_answer, numbered_notebooks
from analysis.schema import SputlinkError
from analysis.validating import figures_table, headlines, read_benchmarks

__all__ = ["FIGURE", "README", "findings", "first_figure", "replace_block", "restate"]

README = Path(__file__).resolve().parents[2] / "README.md"
FIGURE = ("03-how-warm-is-the-wording", "pictures/how-warm.png")  # notebook, file beside it


def findings(notebooks: list[Path]) -> str:
    """One Markdown item a notebook: its question, linked, and its computed answer."""
    items = []
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        question = notebook.cells[0].source.splitlines()[0].lstrip("# ").strip()
        items.append(f"- [{question}](notebooks/{path.name})<br>{computed_answer(notebook)}")
    return "\n".join(items)


def replace_block(text: str, name: str, block: str) -> str:
    """`text` with what stands between `<!-- name -->` and `<!-- /name -->` replaced by `block`.

    Raises:
        SputlinkError: if the two marks do not stand in the text.
    """
    pattern = rf"(?s)(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    if not re.search(pattern, text):
        raise SputlinkError(f"no block <!-- {name} --> ... <!-- /{name} --> to fill")
    return re.sub(pattern, lambda marks: f"{marks[1]}{block}\n{marks[2]}", text, count=1)


def first_figure(path: Path) -> bytes:
    """The first figure of a notebook, as PNG."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output["data"]["image/png"])
    raise SputlinkError(f"{path.name}: no figure in it")


def headline_figures() -> str:
    """The table of what the measures are worth: the figures of `data/headline_figures.csv`."""
    return figures_table(headlines(read_benchmarks()))


def restate(readme: Path = README) -> None:
    """Write the notebooks' answers, one figure and what the measures are worth into the README."""
    notebooks = numbered_notebooks()
    text = readme.read_text(encoding="utf-8")
    text = replace_block(text, "findings", findings(notebooks))
    text = replace_block(text, "bench", headline_figures())
    readme.write_text(text, encoding="utf-8")
    stem, picture = FIGURE
    (source,) = (path for path in notebooks if path.stem == stem)
    target = source.parent / picture
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(first_figure(source))
