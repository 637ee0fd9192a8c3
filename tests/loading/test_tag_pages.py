from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loading.tag_pages import find_cards, page_tag, parse_page
from analysis.schema import DATA

SEED = Path(DATA / "pages" / "sputlink-tag-page.txt").read_text(encoding="utf-8")
TITLE = "Iran turns to Russia after US bombing: Will Putin be of any help?"
HEAD = "logo\n#\n\nLatest news with #Oil\n\n"
CARD = (
    "A long title here\nA long title here\n\nThe Herald\n\n"
    "time2 hours ago\n\n  • World\n  • The Herald\n"
)


def test_seed_page_is_one_article():
    (article,) = parse_page(SEED)
    assert article["raw"] == SEED
    assert {
        name: article[name] for name in ("title", "outlet", "published", "category", "tag")
    } == {
        "title": TITLE,
        "outlet": "First Post",
        "published": "8 hours ago",
        "category": "Politics",
        "tag": "Sputlink",
    }


def test_seed_page_offsets():
    (card,) = find_cards(SEED)
    assert [SEED[start:end] for start, end in card.titles] == [TITLE] * 3
    assert [SEED[start:end] for start, end in card.outlets] == ["First Post"]
    assert [SEED[start:end] for start, end in card.navigation] == [
        "time8 hours ago",
        "• Politics",
        "• First Post",
    ]
    assert SEED[card.body_start :].startswith("After the US bombed")
    assert card.end == len(SEED)


@pytest.mark.parametrize(
    ("page", "title", "outlet", "published", "category"),
    [
        (CARD + "\nBody.", "A long title here", "The Herald", "2 hours ago", "World"),
        ("T one\nT one\nHerald\ntime a day ago\nBody.", "T one", "Herald", "a day ago", None),
        ("T one\n\nHerald\n\ntimean hour ago\n\nBody.", "T one", "Herald", "an hour ago", None),
        ("T one\nT one\n• World\n• Herald\nBody.", "T one", "Herald", None, "World"),
        ("T one\nT one\ntimeJune 23, 2025\nBody.", "T one", None, "June 23, 2025", None),
        ("T one\nHerald\n• World\nT one\nBody.", "T one", "Herald", None, "World"),
        ("  T one  \nT one\nHerald\ntime3 days ago\n", "T one", "Herald", "3 days ago", None),
    ],
)
def test_variations_of_a_card(page, title, outlet, published, category):
    (card,) = find_cards(page)
    assert (card.title, card.outlet, card.published, card.category) == (
        title,
        outlet,
        published,
        category,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "A title\n\nA body of one paragraph.\n\nAnother.",
        "Shopping\n• bread\n• milk",
        "A title\n\nBy Jane Doe\n\nIt was time2 go, they said.",
        "Refrain, oh refrain\nRefrain, oh refrain\nA line of verse",
        "He said\n\nTimes of Israel\n\nis a newspaper.",
        "time8 hours ago",
    ],
)
def test_plain_text_is_no_page(text):
    assert find_cards(text) == []


def test_several_articles_tile_the_page():
    first = CARD + "\nFirst body.\n\nIts last paragraph.\n\n"
    second = (
        CARD.replace("long title", "second title").replace("Herald", "Star") + "\nSecond body.\n"
    )
    third = "Third, told once\n\nPost\n\ntime5 days ago\n\nThird body."
    articles = parse_page(HEAD + first + second + third)
    assert [article["title"] for article in articles] == [
        "A long title here",
        "A second title here",
        "Third, told once",
    ]
    assert [article["outlet"] for article in articles] == ["The Herald", "The Star", "Post"]
    assert {article["tag"] for article in articles} == {"Oil"}
    assert "".join(article["raw"] for article in articles) == HEAD + first + second + third
    assert articles[0]["raw"].endswith("Its last paragraph.\n\n")


def test_title_after_a_body_without_outlet_is_not_the_last_paragraph():
    page = CARD + "\nFirst body.\n\nT two\nT two\ntime1 hour ago\nSecond body."
    assert [card.title for card in find_cards(page)] == ["A long title here", "T two"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [(SEED, "Sputlink"), ("Latest news with #Oil  \n", "Oil"), ("Latest news with oil", None)],
)
def test_page_tag(text, tag):
    assert page_tag(text) == tag


_LINES = st.sampled_from(
    [
        "A long title",
        "Another one",
        "First Post",
        "time8 hours ago",
        "• Politics",
        "",
        "  ",
        "Body.",
    ]
)


@settings(derandomize=True, deadline=None)
@given(st.lists(_LINES, max_size=30).map("\n".join))
def test_slices_lose_nothing(text):
    cards, articles = find_cards(text), parse_page(text)
    assert "".join(article["raw"] for article in articles) == (text if cards else "")
    for card in cards:
        assert card.start < card.body_start <= card.end
        for start, end in card.titles:
            assert text[start:end] == card.title


def test_one_line_repeated_is_read_once_each():
    assert find_cards("a\n" * 200_000) == []
