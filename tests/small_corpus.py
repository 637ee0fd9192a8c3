"""Four made articles through the whole pipeline, once for all tests that choose among mentions."""

import json
import tempfile
from functools import cache
from pathlib import Path

from analysis.loading.read import read_articles
from analysis.pipeline import analyse
from analysis.tables import Tables

# Outlet, day, body. 'isolated' stands in the outlet's own words, in a quotation, and beside one.
_ARTICLES = [
    (
        "Alpha",
        "2025-06-20",
        "Iran finds itself isolated after the strikes. Russia met Iran again.",
    ),
    (
        "Alpha",
        "2025-06-22",
        '"Iran is isolated," NATO said. Iran was a close ally of Russia.',
    ),
    (
        "Beta",
        "2025-06-24",
        '"Iran is a close ally," the Red Cross said of the isolated Iran.',
    ),
    (
        "Beta",
        "",
        "It was a grave day for Israel. Iran suffered a brutal attack, a violation of its borders.",
    ),
]


@cache
def small_tables() -> Tables:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.jsonl"
        rows = [
            {"title": f"Made {i}", "outlet": outlet, "published": day, "body": body}
            for i, (outlet, day, body) in enumerate(_ARTICLES)
        ]
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        return analyse(read_articles(path).articles, scorer="textblob")
