"""Tag pages of many cards: twelve variants constructed after the saved page; texts made up."""

import pytest

from analysis.cleaning import add_text, find_furniture
from analysis.loading import read_articles

STORIES = [
    ("Talks fail in Dalmora as neither side gives way", "The Gazette", "Iran met Russia."),
    ("Gas prices rise for a third week in a row", "Halden Post", "Russia sold gas to Iran."),
    ("What does the new bridge mean for the valley?", "The Lantern", "A bridge was opened."),
    ("Minister of Dalmora says the harvest was good", "The Gazette", "Grain fills the barns."),
]
TIMES = ["8 hours ago", "an hour ago", "2 days ago", "just now"]
PROMOTION = (
    "DOWNLOAD THE APP\n\nGet Started Now: Download the App\n\nReady to dive into a world of global"
    " content with local flavor? Download Daily8 app today from your preferred app store and start"
    " exploring.\napp-storeplay-store\n"
)


def body(at):
    return f"{STORIES[at][2]} It was the talk of the day.\n\nPeople told of it far and wide."


def card(at, *, titles=2, again=True, times=TIMES, bullets=True, outlet=True, promotion=True):
    title, name, _ = STORIES[at]
    parts = "\n".join([title] * titles) + "\n\n"
    parts += f"{name}\n\n" if outlet else ""
    parts += f"time{times[at]}\n\n"
    parts += (f"  • World\n  • {name}\n\n") if bullets else ""
    parts += f"{title}\n\n" if again else ""
    return parts + body(at) + "\n\n" + (PROMOTION if promotion else "")


def tag_page(*, head="logo\n#\n\nLatest news with #Dalmora\n\n", **how):
    return head + "\n".join(card(at, **how) for at in range(len(STORIES)))


VARIANTS = {
    "as the saved page": tag_page(),
    "without promotion": tag_page(promotion=False),
    "title not again before the body": tag_page(again=False),
    "title once in the head": tag_page(titles=1),
    "title three times": tag_page(titles=3),
    "without categories": tag_page(bullets=False),
    "outlet among the categories alone": tag_page(outlet=False),
    "days written out": tag_page(times=["June 20, 2025", "June 21, 2025"] * 2),
    "no head of the page": tag_page(head=""),
    "windows lines": tag_page().replace("\n", "\r\n"),
    "another bullet": tag_page().replace("•", "·"),
    "spaces around lines": "\n".join(f"  {line}  " for line in tag_page().split("\n")),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_every_card_is_an_article(tmp_path, name):
    path = tmp_path / "page.txt"
    path.write_bytes(VARIANTS[name].encode())
    articles, rejected = read_articles(path, retrieved="2025-06-23T18:00Z")
    assert rejected.empty
    assert articles["title"].tolist() == [title for title, _, _ in STORIES]
    assert articles["outlet"].tolist() == [outlet for _, outlet, _ in STORIES]
    assert articles["published"].notna().all()
    texts = add_text(articles, find_furniture(articles))["text"]
    for at, text in enumerate(texts):
        words = " ".join(text.split())
        assert words == " ".join(f"{STORIES[at][0]} {body(at)}".split())


def test_there_are_twelve_of_them():
    assert len(VARIANTS) == 12
