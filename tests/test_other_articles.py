"""The notebooks on articles that are not those that ship: what they say holds for these, too.

Outlets, persons and events are made up for this test; nothing in it was said or happened.
"""

import json
import re
from itertools import product

import pytest
from notebook_run import run_notebook, shown_by

from analysis.publishing.report import computed_answer

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
    r"one real article|the real page|the saved page|[Oo]ne saved page|outlets (?:here |but one )?"
    r"are invented|48 (?:articles )?constructed|[Tt]he data: one"
)
NAMED_THERE = re.compile(r"\bIran\b|Araghchi|Putin|First Post|Halyard|Stonewatch|Sputlink|planted")
MADE_UP = "Iran finds itself"  # sentences that notebook 03 scores on any articles
ONE_OF_MANY = re.compile(
    r"(?<![\d.,])1 (?:articles|outlets|mentions|actors|sentences|rows|spans)\b"
)
NAMES = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "explore"]
FIGURE = re.compile(r"n\s?=\s?\d|\d+ article")
OF_MEASURES = "08"  # it shows figures of public corpora as well, whatever the articles are
QUICK = {"SCORER": "textblob", "NAMES": ["Canada", "Great Britain"]}


def made_up():
    """Nine articles of three outlets over three days."""
    return [
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
        for number, (outlet, day) in enumerate(product(OUTLETS, range(1, 4)))
    ]


COLLECTIONS = {
    "three outlets": made_up(),
    "one outlet": [row for row in made_up() if row["outlet"] == OUTLETS[0]],
    "no outlet, no date": [{"title": row["title"], "body": row["body"]} for row in made_up()[:3]],
    "one sentence": [{"title": "A meeting", "body": "Brazil met the press on the quay."}],
}


@pytest.fixture(scope="module", params=COLLECTIONS)
def collection(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("other") / "made-up.jsonl"
    rows = COLLECTIONS[request.param]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shown(collection):
    """The notebook as it runs on the collection, run when it is first asked for."""
    kept = {}

    def of(name):
        if name not in kept:
            kept[name] = run_notebook(name, PATHS=[str(collection)], **QUICK)
        return kept[name]

    return of


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_speaks_of_the_articles_that_ship(name, shown):
    for cell in shown(name).cells[1:]:  # the first one restates the answer when it is refreshed
        told, is_code = shown_by(cell), cell.cell_type == "code"
        if is_code and name == OF_MEASURES:
            continue
        assert not SAID_OF_SHIPPED.search(told.get("text/markdown", "")), cell
        for kind in (
            ("text/markdown", "text/html") if is_code and MADE_UP not in cell.source else ()
        ):
            assert not NAMED_THERE.search(told.get(kind, "")), cell


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_whole(name, shown):
    told = computed_answer(shown(name))
    assert FIGURE.search(told)
    assert not re.search(r"\bnan\b|\bNone\b|\{|\}", told)
    assert not ONE_OF_MANY.search(told)


@pytest.mark.parametrize("name", NAMES)
def test_where_nothing_is_found_it_is_said(name, shown):
    plain = {cell.id: shown_by(cell).get("text/plain", "") for cell in shown(name).cells}
    assert [where for where, told in plain.items() if "Empty DataFrame" in told] == []
