"""What every shipped notebook must be, beside passing under nbval: answered, complete, portable."""

import re

import nbformat
import pytest

from analysis.publishing.report import NOTEBOOKS, computed_answer, numbered_notebooks

ALL = [*numbered_notebooks(), *NOTEBOOKS.glob("explore.ipynb")]


@pytest.fixture(params=ALL, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def test_there_are_notebooks():
    assert len(ALL) >= 4


def test_it_was_run_top_to_bottom_and_saved(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert outputs(notebook)


def test_no_error_and_no_warning_is_stored(notebook):
    kinds = {(output.output_type, output.get("name")) for output in outputs(notebook)}
    assert not {kind for kind in kinds if kind[0] == "error" or kind[1] == "stderr"}


def test_its_title_is_a_question_and_its_first_cell_restates_the_computed_answer(notebook):
    first = notebook.cells[0].source
    assert re.match(r"# .+\?\n", first)
    answer = computed_answer(notebook)
    assert answer
    quoted = "\n".join(re.findall(r"(?m)^> ?(.*)$", first)).strip()
    assert quoted == answer


def test_the_answer_carries_a_number_and_its_n(notebook):
    assert re.search(r"\d", computed_answer(notebook))
    assert re.search(r"n ?= ?\d|\d+ (articles|mentions|sentences|spans)", computed_answer(notebook))


def test_every_figure_has_alternative_text(notebook):
    for output in outputs(notebook):
        if "image/png" in output.get("data", {}):
            assert len(output.metadata.get("image/png", {}).get("alt", "")) > 40


def test_it_ends_with_what_it_cannot_show(notebook):
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert re.search(r"(?m)^## What this (can't|cannot) show", prose[-1])


def test_cells_are_short_and_define_nothing(notebook):
    for cell in code_cells(notebook):
        assert len(cell.source.splitlines()) <= 15, cell.source
        assert not re.search(r"(?m)^\s*(def|class) |sys\.path|filterwarnings", cell.source)


def test_no_path_and_no_address_of_a_machine_is_stored(notebook):
    text = nbformat.writes(notebook)
    assert not re.search(r"/(home|root|work|Users|tmp)/| at 0x[0-9a-f]{6,}", text)
