"""The body of a saved page, in twelve constructed layouts; texts made up."""

from html import escape

import pytest

from analysis.loading.webpages import read_webpage

TITLE = "Harvest talks end in the valley of Dalmora"
BODY = [
    f"{who} told the council on {day} that the {what} would be settled before the winter, and that "
    f"nobody in the valley had to fear for it. “We will keep our word,” {who} said."
    for who, day, what in [
        ("Orsa Velin", "Monday", "price of grain"),
        ("Tarn Holloway", "Tuesday", "rent of the mills"),
        ("Mira Castell", "Wednesday", "toll on the bridge"),
        ("Bram Oake", "Thursday", "upkeep of the road"),
        ("Lise Farrow", "Friday", "pay of the guards"),
    ]
]
NAV = (
    "<nav><ul>" + "".join(f"<li><a href='/{n}'>Part {n}</a></li>" for n in range(9)) + "</ul></nav>"
)
COOKIES = "<div id='cookie-consent' class='cookie-banner'><p>We use cookies on a device.</p></div>"
FOOT = "<footer><p>All rights.</p><a href='/t'>Terms of use</a></footer>"
MORE = "<aside class='related'><h3>Related</h3><a href=/r>Other news</a></aside>"
LETTER = "<div class='newsletter'><p>Sign up for our newsletter.</p><form><input></form></div>"
H1 = f"<h1>{TITLE}</h1>"
P = [f"<p>{escape(each)}</p>" for each in BODY]
ALL = "".join(P)
LAYOUTS = {
    "article": f"{COOKIES}{NAV}<main><article>{H1}{ALL}</article></main>{MORE}{FOOT}",
    "divs": f"{NAV}<div id='content'>{H1}<div class='article-body'>{ALL}</div></div>{MORE}{FOOT}",
    "amp": f"{NAV}<article class='amp-wp-article'>{H1}<div class='amp-wp-article-content'>{ALL}"
    f"</div></article>{FOOT}",
    "advertisements": f"{NAV}<article>{H1}{'<div class=ad>Advertisement</div>'.join(P)}</article>",
    "newsletter": f"{NAV}<article>{H1}{P[0]}{LETTER}{''.join(P[1:])}</article>{MORE}{FOOT}",
    "figure": f"{NAV}<article>{H1}<figure><img src='x.jpg'></figure>{ALL}</article>{FOOT}",
    "tables": f"<table><tr><td>{NAV}</td><td>{H1}{ALL}</td></tr></table>{FOOT}",
    "section": f"{COOKIES}<section itemprop='articleBody'>{H1}{ALL}</section>{MORE}{FOOT}",
    "line breaks": f"{NAV}<div id='story'>{H1}{'<br><br>'.join(map(escape, BODY))}</div>{FOOT}",
    "blog": f"{NAV}<div class='entry-content'>{H1}{ALL}<div class='sharedaddy'><h3>Share this:</h3>"
    f"</div></div>{FOOT}",
    "comments": f"{NAV}<article>{H1}{ALL}</article><div id='comments'><p>Thanks.</p></div>{FOOT}",
    "subheading": f"{NAV}<article>{H1}{P[0]}<h2>What is known</h2>{''.join(P[1:])}</article>{FOOT}",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_body_is_found_and_little_else(name):
    page = f"<!doctype html><html><head><title>{TITLE}</title></head><body>{LAYOUTS[name]}</body>"
    got = [part for part in read_webpage(page)["body"].split("\n\n") if part != TITLE]
    joined = " ".join(got)
    recalled = sum(len(each) for each in BODY if each in joined)
    strange = sum(len(part) for part in got if part not in " ".join(BODY))
    assert recalled >= 0.99 * sum(map(len, BODY))
    assert strange <= 0.05 * len(joined)
