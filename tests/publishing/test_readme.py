"""The README says what is so: its findings, its figure, its transcript, its table."""

import re
import shlex

import pytest

from analysis.__main__ import main
from analysis.publishing.readme import (
    FIGURE,
    README,
    findings,
    first_figure,
    headline_figures,
    replace_block,
)
from analysis.publishing.report import NOTEBOOKS, numbered_notebooks
from analysis.schema import COLUMNS, SputlinkError

TEXT = README.read_text(encoding="utf-8")


def test_findings_are_the_notebooks_own():
    block = re.search(r"(?s)<!-- findings -->\n(.*?)\n<!-- /findings -->", TEXT).group(1)
    assert block == findings(numbered_notebooks())


def test_the_table_of_measures_is_of_the_figures_that_were_kept():
    block = re.search(r"(?s)<!-- bench -->\n(.*?)\n<!-- /bench -->", TEXT).group(1)
    assert block == headline_figures()
    assert len(block.splitlines()) == 2 + 16


def test_the_figure_is_the_notebooks_own():
    stem, picture = FIGURE
    assert f"notebooks/{picture}" in TEXT
    assert (NOTEBOOKS / picture).read_bytes() == first_figure(NOTEBOOKS / f"{stem}.ipynb")


def test_the_transcript_is_what_the_command_says(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(README.parent)
    command, said = re.search(r"(?m)^\$ \S*python -m analysis (tables .*)\n(.*)$", TEXT).groups()
    words = shlex.split(command)
    out = words[words.index("--out") + 1]
    words[words.index("--out") + 1] = str(tmp_path / out)
    assert main(words) == 0
    printed = capsys.readouterr().out.strip().splitlines()[-1]
    assert printed.replace(str(tmp_path / out), out) == said


@pytest.mark.parametrize("name", [*COLUMNS, "framing"])
def test_every_table_is_described(name):
    assert re.search(rf"(?m)^\| `{name}` \|", TEXT)


def test_every_target_of_the_makefile_is_in_the_readme():
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"(?m)^([a-z][a-z-]*):.*##", makefile)
    assert targets
    missing = [target for target in targets if f"make {target}" not in TEXT]
    assert not missing


def test_every_file_that_is_linked_is_there():
    for target in re.findall(r"\]\((?!http|#)([^)#]+)", TEXT):
        assert (README.parent / target).exists(), target


def test_a_missing_block_is_named():
    with pytest.raises(SputlinkError, match="findings"):
        replace_block("no marks here", "findings", "x")
