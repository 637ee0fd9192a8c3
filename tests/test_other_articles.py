"""The notebooks on articles that are not those that ship: what they say holds for these, too.

Outlets, persons and events are made up for this test; nothing in it was said or happened.
"""

import json
import re
from itertools import product

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from analysis.publishing.report import NOTEBOOKS, computed_answer

OUTLETS = ("The Ferry Gull", "Harbour Heron", "The Tern")
SAID = (
    "Brazil welcomed the fisheries accord warmly and praised its generous terms.",
    "Japan attacked the accord as a reckless blow to its fleets.",
    '"Brazil is a reliable partner," the minister Tom Made-Up said on the quay.',
    "Canada signed the accord with Brazil after long talks about herring.",
    "Japan was accused of a brutal breach of the herring quota.",
    'Canada said that Japan "has broken every promise" about nets.',
)
# What could be said of the articles that ship alone, and whom a result on others can't name.
SAID_OF_SHIPPED = re.compile(
    r"one real article|the real page|outlets (?:here |but one )?are invented|48 (?:articles )?"
    r"constructed|[Tt]he data: one"
)
NAMED_THERE = re.compile(r"\bIran\b|Araghchi|Putin|First Post|Halyard|Stonewatch|planted")
NAMES = ["02", "03", "04", "05", "07", "09"]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    rows = [
        {
            "title": f"Herring accord, day {day}: report {number}",
            "outlet": outlet,
            "published": f"2019-03-{day:02}",
            "body": " ".join(
                [" ".join(f"Quay{day}{number}x{word}" for word in range(60)) + "."]
                # What an outlet prints word for word in many articles is furniture.
                + [
                    f"On quay {day}{number}{step}, {SAID[(day + number + step) % len(SAID)]}"
                    for step in range(4)
                ]
            ),
        }
        for number, (outlet, day) in enumerate(product(OUTLETS, range(1, 6)))
    ]
    path = tmp_path_factory.mktemp("other") / "made-up.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_speaks_of_the_articles_that_ship(name, other):
    (path,) = NOTEBOOKS.glob(f"{name}-*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            scorer = 'SCORER = "textblob"\n' if "SCORER" in cell.source else ""
            cell.source += f"\nPATHS = [{str(other)!r}]\n{scorer}"
    NotebookClient(
        notebook, timeout=600, resources={"metadata": {"path": str(NOTEBOOKS)}}
    ).execute()
    assert computed_answer(notebook)
    assert "nan" not in computed_answer(notebook)
    for cell in notebook.cells[1:]:  # the first one restates the answer when it is refreshed
        if cell.cell_type == "markdown":
            assert not SAID_OF_SHIPPED.search(cell.source), cell.id
        if "Iran finds itself" not in cell.source:  # the made-up sentences of notebook 03
            for output in cell.get("outputs", []):
                for kind in ("text/markdown", "text/html"):
                    told = NAMED_THERE.search(output.get("data", {}).get(kind, ""))
                    assert not told, (cell.id, told[0])


def test_one_outlet_is_nothing_to_compare(other, tmp_path):
    rows = [json.loads(line) for line in other.read_text(encoding="utf-8").splitlines()]
    alone = tmp_path / "one.jsonl"
    kept = [json.dumps(row) for row in rows if row["outlet"] == OUTLETS[0]]
    alone.write_text("\n".join(kept), encoding="utf-8")
    (path,) = NOTEBOOKS.glob("07-*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += f"\nPATHS = [{str(alone)!r}]\n"
    with pytest.raises(CellExecutionError, match="nothing to compare"):
        NotebookClient(
            notebook, timeout=600, resources={"metadata": {"path": str(NOTEBOOKS)}}
        ).execute()
