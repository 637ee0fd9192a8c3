import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from analysis.schema import MissingColumn, require


def test_a_missing_column_is_named_with_what_makes_it():
    with pytest.raises(MissingColumn, match="missing polarity: add_polarity makes it"):
        require(pd.DataFrame({"actor": []}), ["actor", "polarity"], made_by="add_polarity")


def test_a_notebook_shows_the_message_and_no_traceback(tmp_path):
    (tmp_path / "empty.csv").write_text("")
    code = "from analysis.loading.read import read_articles\nread_articles('empty.csv')"
    notebook = new_notebook(cells=[new_code_cell(code)])
    with pytest.raises(CellExecutionError):
        NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = nbformat.from_dict(notebook).cells[0].outputs
    assert output.traceback == [
        "InputError: no article could be read from empty.csv: empty.csv: the file is empty: "
        "save it again, or take it away"
    ]
