"""The README's afternoon is what a stranger sees: each command is run, and says what stands there.

The material is made up, see `tests/afternoon.py`.
"""

import re
import runpy
import shlex
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.publishing.readme import README
from analysis.validating import code_in_shell
from tests.afternoon import make_mixed

BLOCK = re.compile(r"(?s)An afternoon with a folder.*?```console\n(.*?)```")
PROGRESS = re.compile(r".*(so far|left)")  # how many lines of it there are is a matter of speed


def commands() -> list[tuple[str, list[str]]]:
    """Each command of the afternoon, and the lines that it is said to print."""
    found = BLOCK.search(README.read_text(encoding="utf-8"))
    parts = re.split(r"(?m)^\$ ", found[1])[1:]
    return [(lines[0], lines[1:]) for lines in (part.splitlines() for part in parts)]


def run(command: str, keys: list[str], monkeypatch, capsys, tmp_path: Path) -> list[str]:
    """What a command prints, run in this process where it is one of Python."""
    if not command.startswith(".venv/bin/python "):
        subprocess.run(command, shell=True, check=True)
        return []
    words = shlex.split(command)[1:]
    if words[0] == "-c":
        script = tmp_path / "script.py"
        script.write_text(words[1], encoding="utf-8")
        runpy.run_path(str(script))
    else:
        assert words[:2] == ["-m", "analysis"]
        typed = iter(keys)
        ask = partial(code_in_shell, ask=lambda prompt: typing(prompt, next(typed)))
        monkeypatch.setattr("analysis.validating.code_in_shell", ask)
        monkeypatch.setattr(sys, "stderr", sys.stdout)
        assert main(words[2:]) == 0
    printed = capsys.readouterr().out.rstrip("\n").splitlines()
    return [line for line in printed if not PROGRESS.fullmatch(line)]


def typing(prompt: str, key: str) -> str:
    print(f"{prompt}{key}")  # noqa: T201
    return key


def as_pattern(lines: list[str]) -> str:
    """`...` stands for anything: for lines on a line of its own, else for a part of one."""
    return "".join(
        "(?:.*\\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\\n"
        for line in lines
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    make_mixed(tmp_path / "mixed")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_afternoon_is_what_the_commands_say(folder, monkeypatch, capsys):
    afternoon = commands()
    assert len(afternoon) >= 8
    for command, said in afternoon:
        printed = run(command, ["2"] * 10, monkeypatch, capsys, folder)
        whole = "\n".join(printed)
        assert re.fullmatch(as_pattern(said), whole + "\n" if whole else ""), f"{command}\n{whole}"
