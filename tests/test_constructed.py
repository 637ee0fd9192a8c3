"""The constructed corpus keeps its promises: complete, varied, and no invented quotation."""

import csv
import json
import re
from collections import defaultdict
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest

from analysis.lexicons import read_lexicon

DATA = Path(__file__).parent.parent / "data"
FIELDS = [
    "id",
    "title",
    "outlet",
    "category",
    "tag",
    "published",
    "url",
    "event",
    "constructed",
    "wire_of",
    "body",
]
DESIGN_COLUMNS = ["outlet", "actor", "tone", "quoted_share", "actor_voice", "agency"]
# Opening and closing mark of each house. A straight single mark opens only after a non-letter
# and closes only before one, so that apostrophes inside words are no marks.
QUOTED = {
    '"…"': re.compile(r'"([^"]+)"'),
    "“…”": re.compile(r"“([^”]+)”"),
    "«…»": re.compile(r"«([^»]+)»"),
    "‘…’": re.compile(r"‘(.+?)’(?!\w)", re.S),
    "'…'": re.compile(r"(?<!\w)'(.+?)'(?!\w)", re.S),
}
# Where the sample page quotes whom: words from the quotation, and how its speaker may be named.
SPEAKERS = {
    "Abbas Araghchi": (
        [
            "always consult with each other and coordinate our positions.",
            "The United States, a permanent member of the United Nations Security Council, has "
            "committed a grave violation of the UN Charter, international law and the (nuclear "
            "Non-Proliferation Treaty) by attacking Iran's peaceful nuclear installations… Each "
            "and every member of the UN must be alarmed over this extremely dangerous, lawless "
            "and criminal behaviour.",
            "In accordance with the UN Charter and its provisions allowing a legitimate response "
            "in self-defence, Iran reserves all options to defend its sovereignty, interest, and "
            "people.",
            "blew up",
        ],
        r"Araghchi|\bminister\b",
    ),
    "Vladimir Putin": (
        [
            "Almost two million people from the former Soviet Union and the Russian Federation "
            "reside in Israel. It is almost a Russian-speaking country today. And, undoubtedly, "
            "we always take this into account in Russia's contemporary history."
        ],
        r"Putin|\b[Pp]resident\b",
    ),
    "Russia": (
        [
            "An irresponsible decision to subject the territory of a sovereign state to missile "
            "and bomb strikes, no matter what arguments it is presented with… It is particularly "
            "alarming that the strikes were carried out by a country that is a permanent member "
            "of the UN Security Council."
        ],
        r"\bRussia|Moscow|foreign ministry|Kremlin",
    ),
    "Donald Trump": (
        [
            "Do me a favour, mediate your own. Let's mediate Russia first. You can worry about "
            "this later."
        ],
        r"Trump|\bPresident\b",
    ),
}


def plain(text):
    """Straight apostrophes, single spaces, first letter small: what typography may change."""
    text = re.sub(r"\s+", " ", text.replace("’", "'")).strip()
    return text[:1].lower() + text[1:]


def within(piece, text):
    """Whether a quoted piece stands in a text as whole words, its first letter's case aside."""
    return bool(re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text[:1].lower() + text[1:])) or (
        bool(re.search(rf"(?<!\w){re.escape(piece[:1].upper() + piece[1:])}(?!\w)", text))
    )


def pieces(quotation):
    """A quotation in the stretches that must be verbatim: cut at an ellipsis, end mark off."""
    return [plain(part).rstrip(" .,;?!") for part in quotation.split("…") if part.strip(" .,")]


def outside(body, marks):
    """The outlet's own words: each quotation gives way to one placeholder."""
    return QUOTED[marks].sub("QUOTED", body).replace("’", "'")


def sentences_of(text):
    """Sentences of four words and more, without punctuation."""
    return [
        re.sub(r"\W+", " ", part).strip().lower()
        for part in re.split(r"(?<=[.!?:])(?<!St\.)\s+|\n+", text)
        if len(part.split()) >= 4
    ]


def runs_of(text, length):
    words = re.findall(r"[\w$'-]+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.fixture(scope="module")
def page():
    return (DATA / "pages/sputlink-tag-page.txt").read_text(encoding="utf-8").replace("’", "'")


@pytest.fixture(scope="module")
def articles():
    lines = (DATA / "constructed/articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def outlets():
    frame = read_lexicon(
        DATA / "constructed/outlets.csv",
        columns=["outlet", "slant", "spelling", "marks", "apostrophe"],
    )
    return {row["outlet"]: row for row in frame.to_dict("records")}


@pytest.fixture(scope="module")
def design():
    return read_lexicon(DATA / "constructed/design.csv", columns=DESIGN_COLUMNS)


def quotations(article, outlets):
    return QUOTED[outlets[article["outlet"]]["marks"]].findall(article["body"])


def test_every_outlet_tells_every_event_once(articles, outlets):
    assert len(articles) == 48
    assert len(outlets) == 6
    pairs = {(row["outlet"], row["event"]) for row in articles}
    events = {row["event"] for row in articles}
    assert len(events) == 8
    assert pairs == {(outlet, event) for outlet in outlets for event in events}
    assert len({row["id"] for row in articles}) == 48
    assert len({row["title"] for row in articles}) == 48


def test_rows_are_whole_and_marked_as_constructed(articles):
    for row in articles:
        assert list(row) == FIELDS, row["id"]
        assert row["constructed"] is True, row["id"]
        assert row["url"] == "", row["id"]
        assert 150 <= len(row["body"].split()) <= 300, row["id"]
        published = datetime.fromisoformat(row["published"])
        assert published.tzname() == "UTC", row["id"]
        assert (published.year, published.month) == (2025, 6), row["id"]
        assert 22 <= published.day <= 26, row["id"]
        assert row["body"] == row["body"].strip(), row["id"]
        assert all(part == part.strip() for part in row["body"].split("\n\n")), row["id"]


def test_an_event_is_news_for_at_most_three_days(articles):
    days = defaultdict(set)
    for row in articles:
        days[row["event"]].add(int(row["published"][8:10]))
    for event, seen in days.items():
        assert max(seen) - min(seen) <= 2, event


@pytest.mark.parametrize(
    ("marks", "text", "expected"),
    [
        ("'…'", "Iran's minister says they 'blew up' the talks.", ["blew up"]),
        ("'…'", "It isn't Iran's, it's Russia's.", []),
        ("‘…’", "‘It is Iran’s own,’ he didn’t say.", ["It is Iran’s own,"]),
        ("«…»", "no “marks” of «this house»", ["this house"]),
    ],
)
def test_marks_are_told_from_apostrophes(marks, text, expected):
    assert QUOTED[marks].findall(text) == expected


def test_every_outlet_keeps_to_its_own_marks(articles, outlets):
    allowed = {name: set(row["marks"]) | {row["apostrophe"]} for name, row in outlets.items()}
    for row in articles:
        found = set(re.findall(r"[\"“”«»‘’']", row["title"] + row["body"]))
        assert found <= allowed[row["outlet"]], row["id"]


def test_nothing_stands_in_quotation_marks_that_the_page_does_not_quote(articles, outlets, page):
    known = [text for texts, _ in SPEAKERS.values() for text in texts]
    assert [text for text in known if text not in page] == []
    quoted = [
        (row["id"], piece)
        for row in articles
        for quotation in quotations(row, outlets)
        for piece in pieces(quotation)
    ]
    assert len(quoted) > len(articles)
    assert [q for q in quoted if not any(within(q[1], text) for text in known)] == []


def test_quotations_go_to_the_one_who_said_it(articles, outlets):
    for row in articles:
        paragraphs = row["body"].split("\n\n")
        marks = outlets[row["outlet"]]["marks"]
        for at, paragraph in enumerate(paragraphs):
            near = outside(" ".join(paragraphs[max(0, at - 1) : at + 1]), marks)
            for quotation in QUOTED[marks].findall(paragraph):
                for piece in pieces(quotation):
                    names = [
                        names
                        for texts, names in SPEAKERS.values()
                        if any(within(piece, text) for text in texts)
                    ]
                    assert any(re.search(name, near) for name in names), (row["id"], piece)


def test_wire_copies_share_most_sentences_and_no_other_pair_shares_any(articles, outlets):
    own = {
        row["id"]: set(sentences_of(outside(row["body"], outlets[row["outlet"]]["marks"])))
        for row in articles
    }
    copies = {row["id"]: row["wire_of"] for row in articles if row["wire_of"]}
    assert 3 <= len(copies) <= 4
    by_id = {row["id"]: row for row in articles}
    for copy, original in copies.items():
        assert by_id[copy]["event"] == by_id[original]["event"]
        assert by_id[copy]["published"] > by_id[original]["published"]
        assert by_id[copy]["title"] != by_id[original]["title"]
        assert len(own[copy] & own[original]) > 0.5 * len(own[copy]), copy
        assert own[copy] != own[original], copy
    for one, other in combinations(own, 2):
        if copies.get(one) == other or copies.get(other) == one:
            continue
        assert not own[one] & own[other], (one, other)


def test_no_phrase_is_stamped_on_two_articles_or_lifted_from_the_page(articles, outlets, page):
    own = {
        row["id"]: runs_of(outside(row["body"], outlets[row["outlet"]]["marks"]), 8)
        for row in articles
    }
    copies = {row["id"]: row["wire_of"] for row in articles if row["wire_of"]}
    lifted = runs_of(page, 8)
    for one, runs in own.items():
        assert not runs & lifted, (one, runs & lifted)
    for one, other in combinations(own, 2):
        if one not in copies and other not in copies:
            assert not own[one] & own[other], (one, other, own[one] & own[other])


def test_design_covers_every_outlet_with_sane_values(design, outlets):
    assert set(design["outlet"]) == set(outlets)
    actors = set(design["actor"])
    for outlet, rows in design.groupby("outlet"):
        assert set(rows["actor"]) == actors, outlet
        assert not rows["actor"].duplicated().any(), outlet
        assert rows["quoted_share"].nunique() == 1, outlet
        assert rows["actor_voice"].astype(float).sum() == pytest.approx(1), outlet
    assert set(design["tone"]) == {"-1", "0", "1"}
    assert set(design["agency"]) <= {"agent", "patient", "mixed"}


def test_design_was_written_to(articles, outlets, design):
    """Near-copies apart, quoted shares lie near the plan, in its order; the loudest is as meant."""
    total = defaultdict(int)
    voices = defaultdict(lambda: defaultdict(int))
    for row in articles:
        if row["wire_of"]:
            continue
        total[row["outlet"]] += len(row["body"].split())
        for quotation in quotations(row, outlets):
            size = len(quotation.split())
            piece = pieces(quotation)[0]
            speaker = next(
                name
                for name, (texts, _) in SPEAKERS.items()
                if any(within(piece, text) for text in texts)
            )
            voices[row["outlet"]][speaker] += size
    planned = design.groupby("outlet")["quoted_share"].first().astype(float).to_dict()
    quoted = {outlet: sum(voices[outlet].values()) / total[outlet] for outlet in planned}
    assert sorted(quoted, key=quoted.get) == sorted(planned, key=planned.get)
    assert quoted == pytest.approx(planned, abs=0.1)
    for outlet, rows in design.groupby("outlet"):
        meant = dict(zip(rows["actor"], rows["actor_voice"].astype(float), strict=True))
        loudest = max(voices[outlet], key=voices[outlet].get)
        assert meant[loudest] >= max(meant.values()) - 0.1, outlet


def test_files_say_what_they_are():
    folder = DATA / "constructed"
    assert "constructed" in (folder / "README.md").read_text(encoding="utf-8").lower()
    for name in ("design.csv", "outlets.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            assert next(csv.reader(lines))[0].startswith("#"), name
