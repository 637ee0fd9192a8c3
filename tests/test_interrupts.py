"""Ctrl-C, at any moment of any command, ends it in one line and leaves nothing half done."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOMENTS = [1, 6]  # seconds: libraries load, the work is on
# Says when the interpreter itself is up: what comes before is none of a command's.
BEGIN = (
    "import runpy; print('begun', flush=True); runpy.run_module('analysis', {}, '__main__', True)"
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    rows = [
        {
            "title": f"Herring accord {n}",
            "outlet": "The Ferry Gull",
            "body": " ".join(
                f"On quay {n}{m}, Brazil praised Canada, said Japan." for m in range(90)
            ),
        }
        for n in range(120)
    ]
    path = tmp_path_factory.mktemp("stopped") / "made-up.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


COMMANDS = {
    "tables": ("tables", "{articles}", "--out", "tables"),
    "page": ("page", "{articles}", "--out", "page.html"),
    "sheet": ("sheet", "{articles}", "--out", "sheet.csv"),
    "report": ("report", "--out", "site"),
}


@pytest.mark.parametrize("seconds", MOMENTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_an_interrupt_ends_in_one_line(name, seconds, articles, tmp_path):
    arguments = [each.format(articles=articles) for each in COMMANDS[name]]
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "begun\n"
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=120)
    if process.returncode == 0:  # it was done before
        return
    assert "Traceback" not in told, told
    assert told.strip().splitlines()[-1:] in (["stopped"], [])
    assert process.returncode in (130, -signal.SIGINT)
    if name != "tables":  # its parts stay, for the next run to go on from
        assert list(tmp_path.iterdir()) == []
