"""The page to share: claims that intervals carry, sentences behind every mark, inert names."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from lxml import html

from analysis import analyse
from analysis.__main__ import main
from analysis.loading import read_articles
from analysis.publishing import own_page
from analysis.publishing.page.acts import _told
from analysis.publishing.page.beside import sides_of
from analysis.publishing.page.estimates import having_interval
from analysis.publishing.page.parts import Cell, Line, Value, carried
from analysis.publishing.page.stands import _finding, _value
from analysis.schema import DATA, InputError, SputlinkError


def tables_of(rows, tmp_path):
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return analyse(read_articles(source), scorer="textblob")


def packed(page):
    return json.loads(html.fromstring(page).get_element_by_id("evidence").text)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    lines = (DATA / "constructed" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:12]]
    return tables_of(rows, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def page(tables):
    return own_page(tables)


def test_every_mark_opens_sentences_that_are_there(page):
    tree, book = html.fromstring(page), packed(page)
    keys = [each.get("data-opens") for each in tree.iter("button") if each.get("data-opens")]
    assert len(keys) > 20
    assert set(keys) <= set(book["marks"])
    assert all(book["marks"].values())
    assert max(item for each in book["marks"].values() for item in each) < len(book["items"])


def test_a_line_opens_as_many_places_as_it_counts(page):
    tree, book = html.fromstring(page), packed(page)
    lines = tree.xpath("//section[@id='treated']//button[contains(@class, 'line')]")
    assert lines
    for line in lines:
        said = line.xpath(".//*[@class='n']")[0].text
        assert book["counts"][line.get("data-opens")] == int(re.match(r"\d+", said)[0])


def test_marked_spans_are_the_words_of_the_article(page, tables):
    book = packed(page)
    aliases = set(tables.mentions["alias"])
    marked = [
        book["texts"][place][1][start:end]
        for place, spans, note in book["items"]
        for start, end, name in spans
        if name == "a" and "warmth" in note
    ]
    assert marked
    assert set(marked) <= aliases


def test_sections_stand_in_their_order_each_with_its_certainty_and_limits(page):
    tree = html.fromstring(page)
    ids = [section.get("id") for section in tree.iter("section")]
    assert ids[:3] == ["treated", "heard", "acts"]
    assert ids[-1] == "method"
    for section in tree.xpath("//section[@id!='method']"):
        classes = [each.get("class").split()[0] for each in section.xpath("./*[@class]")]
        order = [classes.index(name) for name in ("finding", "sure", "picture", "cannot")]
        assert order == sorted(order)


def test_stories_are_there_to_choose_from_the_one_told_by_most_first(page):
    tree = html.fromstring(page)
    stories = tree.xpath("//details[contains(@class, 'story')]")
    assert len(stories) > 1
    assert [each.get("open") is not None for each in stories] == [True] + [False] * (
        len(stories) - 1
    )
    counted = [each.xpath("./summary/*[@class='source']")[0].text for each in stories]
    outlets = [int(re.match(r"(\d+) outlets, \d+ articles, ", text)[1]) for text in counted]
    assert outlets == sorted(outlets, reverse=True)
    assert [len(each.xpath(".//article")) for each in stories] == [min(n, 6) for n in outlets]


def test_what_an_outlet_leaves_out_stands_under_what_it_does_not_do(tmp_path):
    full = "Iran met Russia on Monday. Israel protested against the meeting in Moscow."
    told = {"The Gazette": full, "The Herald": full, "The Courier": "Iran met Russia on Monday."}
    rows = [
        {"outlet": outlet, "text": text, "title": f"{outlet}: talks", "event": "talks"}
        for outlet, text in told.items()
    ]
    tree = html.fromstring(own_page(tables_of(rows, tmp_path)))
    (left,) = tree.xpath("//dl[@class='left']")
    assert left.xpath("./ancestor::article/h4/text()") == ["The Courier"]
    said = {
        group.xpath("./dt")[0].text: [each.text_content().strip() for each in group.xpath("./dd")]
        for group in left.xpath("./div")
    }
    assert said["Never names"] == ["Israel"]
    assert "leaves out most" in tree.xpath("//*[@id='story']/*[@class='finding']")[0].text_content()


def test_an_interval_in_a_table_is_drawn_within_its_cell(page):
    tree = html.fromstring(page)
    drawn = tree.xpath("//td//svg/line[@class='interval']")
    assert drawn
    ends = [float(line.get(end).rstrip("%")) for line in drawn for end in ("x1", "x2")]
    assert all(0 <= end <= 100 for end in ends)


def test_evidence_beyond_the_budget_is_a_sample_and_its_share_is_said(tables):
    small = own_page(tables, budget=30_000)
    book = packed(small)
    assert book["kept"] < book["all"]
    assert f"carries {book['kept']:,} of the {book['all']:,} sentences" in small
    whole = packed(own_page(tables))
    assert whole["kept"] == whole["all"] == book["all"]
    assert all(len(each) == book["counts"][key] for key, each in whole["marks"].items())


EVIL = {
    "outlet": "<script>alert('outlet')</script>",
    "title": 'Talks of $1 and $2 "quoted" <img src=x onerror=alert(1)> </script><b>bold</b>',
    "url": "javascript:alert(document.domain)",
    "date": "2025-06-23",
    "text": "Iran attacked Russia on Monday, a terrible day. </script><script>alert(2)</script> "
    "\u201cIran is wonderful,\u201d Vladimir Putin said. Russia praised Iran & <b>Israel</b>.",
}


def test_names_that_hold_markup_are_inert(tmp_path):
    good = {**EVIL, "outlet": "A & B", "url": "https://example.org/a?b=1&c=2", "title": "Plain"}
    loaded = tables_of([EVIL, good], tmp_path)  # which cleans titles: so they are put back
    named = {
        column: loaded.articles[column].where(loaded.articles["outlet"] == "A & B")
        for column in ("outlet", "title")
    }
    articles = loaded.articles.assign(
        **{column: kept.fillna(EVIL[column]) for column, kept in named.items()}
    )
    outlets = articles.set_index("article_id")["outlet"]
    mentions = loaded.mentions.assign(outlet=loaded.mentions["article_id"].map(outlets))
    page = own_page(replace(loaded, articles=articles, mentions=mentions))
    tree = html.fromstring(page)
    assert len(list(tree.iter("script"))) == 2
    assert not tree.xpath("//img | //*[@onerror] | //a[starts-with(@href, 'javascript')]")
    assert "alert(" not in "".join(tree.xpath("//script[not(@type)]/text()"))
    links = {address for _, _, _, address in packed(page)["articles"]}
    assert links == {"", "https://example.org/a?b=1&c=2"}
    told = packed(page)["articles"]
    assert [EVIL["outlet"], "23 June 2025", EVIL["title"], ""] in told


def test_one_article_without_quotations_makes_a_page_that_claims_nothing(tmp_path):
    page = own_page(tables_of([{"title": "A day", "text": "Iran met Russia."}], tmp_path))
    tree = html.fromstring(page)
    assert "can the outlets' own wording be told" in page
    assert tree.xpath("//section[@id='parting']") == []
    assert tree.xpath("//section[@id='heard']") == []


def test_articles_that_name_nobody_are_told_so(tmp_path):
    with pytest.raises(SputlinkError, match="unknown_names"):
        own_page(tables_of([{"title": "Bread", "text": "A baker baked bread."}], tmp_path))


@pytest.mark.parametrize(
    ("value", "clear", "strength"),
    [
        (Value(-0.3, -0.4, -0.2, 40, 20), True, 0.2),
        (Value(-0.3, -0.4, 0.1, 40, 20), False, 0.0),
        (Value(-0.3, -0.4, -0.2, 4, 2, small=True), False, 0.0),
        (Value(-0.3, float("nan"), float("nan"), 40, 1), False, 0.0),
        (Value(0.8, 0.6, 0.9, 40, 20, middle=0.5), True, 0.1),
    ],
)
def test_only_what_the_interval_carries_is_clear_and_coloured(value, clear, strength):
    assert value.clear is clear
    assert carried(value) == pytest.approx(strength)


def relations_row(**of):
    names = {"holder": "Norway", "target": "Sweden", "n_mentions": 40, "n_articles": 20}
    return {**names, "estimate": -0.1, "low": -0.15, "high": -0.05, "small": False, **of}


@pytest.mark.parametrize(
    ("row", "clear"),
    [
        (relations_row(n_for=0, n_against=5), True),
        (relations_row(n_for=0, n_against=5, high=-0.046), True),  # written as −0.05
        (relations_row(n_for=0, n_against=5, high=-0.04), False),
        (relations_row(n_for=0, n_against=0), False),
        (relations_row(n_for=6, n_against=5), False),
    ],
)
def test_a_pair_is_clear_by_the_figures_that_are_written(row, clear):
    line = Line("Norway toward Sweden", _value(row), "e0")
    assert line.value.clear is clear
    told = _finding([line] if clear else [], [], {line.label: (row["n_against"], row["n_for"])})
    said = "(5 of 40 sentences as against, none as for)" if clear else "None of 1 pair"
    assert said in told


def test_what_has_no_interval_is_not_drawn_beside_what_has_one():
    table = pd.DataFrame({"low": [0.1, None], "high": [0.2, None]}, index=["many", "one"])
    assert having_interval(table).index.tolist() == ["many"]
    assert having_interval(table.iloc[1:]).index.tolist() == ["one"]


DEEDS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b", "b"],
        "agent": "Norway",
        "verb": "attack",
        "frame_class": "attack",
        "patient": "Sweden",
        "negated": [False, False, True, False],
        "modal": ["", "", "", "may"],
        "headline": [True, False, False, False],
    }
)


def test_deeds_that_were_not_done_are_not_counted_nor_a_headline_beside_its_sentence():
    class Keys:
        def of_deeds(self, rows):
            return str(len(rows))

    (table,) = _told(DEEDS, Keys())
    ((cells, opens),) = table.rows
    assert (cells[-2:], opens) == (["1", "1"], "1")


def test_a_cell_of_few_articles_is_paler():
    sizes = [Cell("A", Value(-0.6, -0.7, -0.5, 40, n)).strength for n in (5, 10, 20)]
    assert sizes == [0.5, 1.0, 1.0]


@pytest.fixture()
def own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text(
        "title,text,date\nTalks,Iran met Russia on Monday to talk about gas.,2025-06-23\n"
        "Gas,Russia sold gas to Iran on Tuesday.,2025-06-24\n"
    )
    return tmp_path


def test_a_page_about_own_articles_speaks_of_these_alone(own, capsys):
    command = ["page", "mine.csv", "--out", "made/mine.html", "--outlet", "The Gazette"]
    assert main([*command, "--scorer", "vader"]) == 0
    assert capsys.readouterr().out.strip() == "made/mine.html"
    text = (own / "made" / "mine.html").read_text(encoding="utf-8")
    assert "2 articles, published 23 June 2025 to 24 June 2025" in text
    assert "Warmth was scored by vader; textblob scored it a second time" in text
    assert "constructed" not in text.split("<main")[1].split("<script")[0]
    assert str(own) not in text
    assert [path.name for path in (own / "made").iterdir()] == ["mine.html"]


def test_a_page_that_cannot_be_made_leaves_the_earlier_one(own, capsys):
    earlier = '<meta name="generator" content="Sputlink">the earlier one'
    (own / "mine.html").write_text(earlier)
    assert main(["page", "nowhere.csv", "--out", "mine.html"]) == 1
    assert "nowhere.csv" in capsys.readouterr().err
    assert main(["page", "mine.csv", "--out", "page"]) == 1
    assert "ends with .html" in capsys.readouterr().err
    (own / "bread.csv").write_text("title,text\nBread,A baker baked bread.\n")
    assert main(["page", "bread.csv", "--out", "mine.html"]) == 1
    said = capsys.readouterr().err
    assert "no actor of the gazetteer" in said
    assert "Traceback" not in said
    assert (own / "mine.html").read_text() == earlier


def test_what_cannot_be_compared_is_told_before_the_long_work(own, capsys, monkeypatch):
    def never(*_, **__):
        raise AssertionError("the analysis was begun")

    monkeypatch.setattr("analysis.scale.run.analyse_part", never)
    command = ["page", "mine.csv", "--out", "mine.html", "--outlet", "The Gazette"]
    assert main([*command, "--compare", "The Gazette", "The Herald"]) == 1
    assert "'The Herald' is no outlet and no period: the outlets are The Gazette;" in (
        capsys.readouterr().err
    )
    assert not (own / "mine.html").exists()


def test_what_a_page_sets_aside_is_said_on_it(own, capsys):
    with (own / "mine.csv").open("a") as table:
        table.write("Oil,Iran sold oil to China on Wednesday.,no day at all\n")
    assert main(["page", "mine.csv", "--out", "mine.html", "--outlet", "The Gazette"]) == 0
    assert "mine.csv row 3" in capsys.readouterr().err
    text = (own / "mine.html").read_text(encoding="utf-8")
    assert "1 row of the input could not be used" in text
    assert "mine.csv, row 3" in text


def test_the_page_is_the_same_whatever_the_order_of_rows(tables):
    shuffled = {name: frame for name, frame in tables if name != "mentions"}
    mentions = tables.mentions.sample(frac=1, random_state=3)
    one = packed(own_page(tables))
    other = packed(own_page(type(tables)(**shuffled, mentions=mentions)))
    assert pd.Series(one["counts"]).sort_values().tolist() == sorted(other["counts"].values())


OUTLETS = pd.DataFrame(
    {
        "article_id": list("abcd"),
        "outlet": ["The Gazette", "The Herald", "The Herald", "The Courier"],
        "published": pd.to_datetime(["2022-02-28", "2022-03-01", "2022-04-30", None], utc=True),
    }
)


@pytest.mark.parametrize(
    ("names", "sides"),
    [
        (("the gazette", "The Herald"), ["the gazette", "The Herald", "The Herald", None]),
        (("2022-02", "2022-03..2022-04"), ["2022-02", *["2022-03..2022-04"] * 2, None]),
        (("2022-02-28", "2022-03-01"), ["2022-02-28", "2022-03-01", None, None]),
    ],
)
def test_two_outlets_or_two_periods_are_told_apart(names, sides):
    found = sides_of(OUTLETS, names)
    assert found.index.tolist() == list("abcd")
    assert [None if pd.isna(side) else side for side in found] == sides


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("The Gazette", "Nowhere"), "'Nowhere' is no outlet and no period: .*The Herald"),
        (("2022-02", "2021"), "no article is of '2021': .* within 2022-02-28..2022-04-30"),
    ],
)
def test_a_side_that_is_not_there_is_told_with_what_is(names, said):
    with pytest.raises(InputError, match=said):
        sides_of(OUTLETS, names)


def test_a_comparison_leads_the_page(tables):
    names = tuple(tables.named.groupby("outlet").size().nlargest(2).index)
    tree = html.fromstring(own_page(tables, compare=names))
    first = tree.xpath("//section")[0]
    assert first.get("id") == "beside"
    tags = {each.text for each in first.xpath(".//*[@class='tag']")}
    assert tags == set(names)
