"""Articles whose outlets, titles, authors, addresses and actors are written to run or to break.

All of it is made up; what is attempted sets `window.ran`, which no page may have afterwards.
"""

import json
from itertools import product
from pathlib import Path

RAN = "window.ran=1"
NAMES = (
    f"&lt;script&gt;{RAN}&lt;/script&gt;",
    f"[x](javascript:{RAN}) $5 or $6 Post",
    f"&lt;img src=x onerror={RAN}&gt; *Tern* `{{{{ 7*7 }}}}` $\\frac$",
)
ACTORS = {
    f"<img src=y onerror={RAN}>": "Tern Union",
    f"[League](javascript:{RAN})": "Gull League",
    "$Cash$ & <b>Carry</b>": "Herring Bank",
}
SAID = (
    "Tern Union attacked Gull League as a reckless liar.",
    "Gull League praised Herring Bank warmly for its great honesty.",
    "Herring Bank condemned Tern Union, and Brazil welcomed Gull League.",
    '"Brazil betrayed Herring Bank in a shameful way," Tern Union said.',
    'Tern Union claimed that Gull League "has broken every promise" about nets.',
)


def written(folder: Path) -> dict:
    """Write them into a folder: `PATHS` and `OWN` as notebooks take them."""
    rows = [
        {
            "title": f"{outlet} day {day}",
            "outlet": outlet,
            "author": outlet,
            "category": outlet,
            "tag": outlet,
            "url": f"javascript:{RAN}//{day}",
            "published": f"2019-03-{day:02}",
            "body": " ".join(
                [" ".join(f"Quay{day}{number}x{word}" for word in range(40)) + "."]
                + [f"On quay {day}{number}, {SAID[(day + n) % len(SAID)]}" for n in range(4)]
                + [f"Photo: {outlet}"]
            ),
        }
        for number, (outlet, day) in enumerate(product(NAMES, range(1, 5)))
    ]
    articles, actors = folder / "hostile.jsonl", folder / "actors.csv"
    articles.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = [f'"{name}",media,{alias}' for name, alias in ACTORS.items()]
    actors.write_text("\n".join(["actor,kind,alias", *lines]) + "\n", encoding="utf-8")
    return {"PATHS": [str(articles)], "OWN": {"actors": str(actors)}}
