"""A folder as somebody brings it: files of many kinds, some of them broken. All is made up."""

import csv
import json
import random
from pathlib import Path

__all__ = ["make_mixed"]

_NOTE = "Editor's note: The Ferry Gull holds that Japan has lied about its nets for thirty years."
_SAID = (
    "Brazil welcomed the accord on {} warmly and praised its generous terms.",
    "Japan attacked the accord on {} as a reckless blow to its fleets.",
    '"Brazil is a reliable partner in matters of {}," the minister Tom Made-Up said.',
    "Canada signed the accord on {} with Brazil after long talks.",
    "The Herring Guild blamed Japan for a brutal breach of the quota of {}.",
    'Canada said that the Herring Guild "has broken every promise" about {}.',
)
_FISH = ("herring", "cod", "hake", "sprat", "eel", "squid", "crab", "plaice", "sole")
_GEAR = ("nets", "lines", "pots", "hooks", "ropes", "buoys", "traps")


_SYLLABLES = ("bel", "cor", "dan", "fel", "gor", "hal", "jun", "kel", "lor", "min", "nor", "pel")


def _body(number: int, day: int) -> str:
    """Five sentences; no two articles share one."""
    lines = [
        f"On quay {number}{day}{step}, "
        + _SAID[(number + day + step) % len(_SAID)].format(
            f"{_FISH[(number * day + step) % len(_FISH)]} and {_GEAR[(day + step) % len(_GEAR)]}"
        )
        for step in range(4)
    ]
    draw = random.Random(f"{number} {day}")
    song = " ".join("".join(draw.choices(_SYLLABLES, k=2)) for _ in range(60))
    return " ".join([*lines, f"The men sang on: {song}."])


def make_mixed(folder: Path) -> Path:
    """Seventeen articles of four kinds of file, and what can't be used beside them."""
    folder.mkdir()
    with (folder / "gull.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["headline", "publisher", "date", "body"])
        for day in range(1, 8):
            head = [f"Accord, day {day}", "The Ferry Gull", f"2019-03-0{day}"]
            table.writerow([*head, f"{_body(1, day)}\n\n{_NOTE}"])
    rows = [
        {
            "title": f"Quay report {day}",
            "outlet": "Harbour Heron",
            "published": f"2019-03-0{day}",
            "text": _body(2, day),
        }
        for day in range(1, 9)
    ]
    lines = [*map(json.dumps, rows), '{"title": "cut off", "outlet"']
    (folder / "heron.jsonl").write_text("\n".join(lines), encoding="utf-8")
    paragraphs = "".join(f"<p>{_body(3, day)}</p>" for day in (1, 2, 3))
    (folder / "saved.html").write_text(
        '<html><head><meta property="og:title" content="Tern report on the accord">'
        '<meta property="og:site_name" content="The Tern">'
        '<meta property="article:published_time" content="2019-03-04"></head><body>'
        "<nav>Home Sport</nav><article><h1>Tern report on the accord</h1>"
        f"{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    (folder / "2019-03-05_The-Tern_late.txt").write_text(f"A late report\n\n{_body(4, 5)}\n")
    (folder / "page.html").write_text(
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    )
    (folder / "empty.csv").write_text("")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    return folder
