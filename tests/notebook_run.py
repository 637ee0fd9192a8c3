"""Run a notebook's cells in this process, on other articles: what its reader would be shown.

A kernel takes a second to start and reads every model anew; this takes neither. What only a kernel
can do (widgets, magics) is tried in `tests/browser`.
"""

import ast
from contextlib import chdir

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
from IPython.core.formatters import DisplayFormatter

from analysis.plots import style
from analysis.publishing.report import NOTEBOOKS

__all__ = ["run_notebook", "shown_by"]

_SHOWN = DisplayFormatter()


def run_notebook(name: str, *, draw: bool = False, **parameters: object) -> nbformat.NotebookNode:
    """Run the notebook whose name begins so on these parameters; those it does not have are left.

    Args:
        draw: Keep its figures, too, with their alternative text.

    Returns:
        The notebook with what each cell's last line displays. What a cell raises is raised, with
        a note of the cell.
    """
    (path,) = NOTEBOOKS.glob(f"{name}*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    space: dict[str, object] = {"__name__": "__main__"}
    with chdir(NOTEBOOKS), pd.option_context("display.max_colwidth", 50):
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            try:
                result = _run(cell.source, space)
            except Exception as problem:
                problem.add_note(f"{path.name}, cell {number}:\n{cell.source}")
                raise
            if "parameters" in cell.metadata.get("tags", []):
                space |= {key: value for key, value in parameters.items() if key in space}
            cell.outputs = [] if result is None else [_output(*_SHOWN.format(result))]
            cell.outputs += _drawn() if draw else []
            plt.close("all")
    return notebook


def shown_by(cell: nbformat.NotebookNode) -> dict[str, str]:
    """What a cell displays, by kind (`text/plain`, `text/html`, `text/markdown`)."""
    if cell.cell_type == "markdown":
        return {"text/markdown": cell.source}
    return {kind: shown for output in cell.outputs for kind, shown in output.data.items()}


def _run(source: str, space: dict) -> object:
    """Run a cell; its last line's value, as a notebook would show it."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), space)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space) if last else None


def _output(data: dict, metadata: dict) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("display_data", data=data, metadata=metadata)


def _drawn() -> list[nbformat.NotebookNode]:
    pictures = []
    for number in plt.get_fignums():
        figure = plt.figure(number)
        png, about = style._png_with_alt(figure)
        data = {"image/png": png, "text/plain": "<Figure>"}
        pictures.append(_output(data, {"image/png": about}))
    return pictures
