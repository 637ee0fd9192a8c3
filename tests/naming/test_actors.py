import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.naming.ambiguity import ambiguity_report
from analysis.naming.compiled import compile_gazetteer, read_alias_context
from analysis.naming.mentions import find_mentions
from analysis.naming.neighbours import name_words
from analysis.naming.unknown import unknown_names
from analysis.reading.segment import split_sentences, split_tokens
from analysis.schema import LexiconError, MissingColumn

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("fixed")

# actor, kind, state: alias/how/case[/no: only after a fuller name]
ACTORS = """
Iran,state,: Iran/name/any Iranian/demonym/any Iranians/demonym/any Tehran/metonym/any
Russia,state,: Russia/name/any Russian/demonym/any Moscow/metonym/any Russians/demonym/any
Russia,state,: Kremlin/metonym/any
United States,state,: US/alias/exact U.S./alias/exact American/demonym/any
Ukraine,state,: Ukraine/name/any Ukrainian/demonym/any
Israel,state,: Israel/name/any Israeli/demonym/any
Turkey,state,: Turkey/name/exact
Chad,state,: Chad/name/exact
Jordan,state,: Jordan/name/exact
Georgia,state,: Georgia/name/exact Georgian/demonym/exact Tbilisi/metonym/any
Georgia (US state),territory,United States: Georgia/alias/exact
United Kingdom,state,: England/alias/exact UK/alias/exact
European Union,bloc,: EU/alias/exact Brussels/metonym/any
Belgium,state,: Belgium/name/any Belgian/demonym/any Brussels/metonym/any
WHO,organisation,: WHO/alias/exact
Abbas Araghchi,leader,Iran: Abbas_Araghchi/name/any Araghchi/surname/exact
Javad Zarif,leader,Iran: Javad_Zarif/name/any Zarif/surname/exact
Vladimir Putin,leader,Russia: Vladimir_Putin/name/any Putin/surname/exact
Donald Trump,leader,United States: Donald_Trump/name/any Mr._Trump/alias/exact Trump/surname/exact
Bill Clinton,leader,United States: Bill_Clinton/name/any Clinton/surname/exact/no
Hillary Clinton,leader,United States: Hillary_Clinton/name/any Clinton/surname/exact/no
Theresa May,leader,United Kingdom: Theresa_May/name/any May/surname/exact/no
George W. Bush,leader,United States: George_W._Bush/name/any Bush/surname/exact/no
Jeb Bush,leader,United States: Jeb_Bush/name/any Bush/surname/exact/no
"""
OFFICES = [
    ("Javad Zarif", "Iran", "foreign minister", "2013-08-15", "2021-08-25"),
    ("Abbas Araghchi", "Iran", "foreign minister", "2024-08-21", ""),
    ("Vladimir Putin", "Russia", "president", "2012-05-07", ""),
    ("George W. Bush", "United States", "president", "2001-01-20", "2009-01-20"),
    ("Donald Trump", "United States", "president", "2025-01-20", ""),
]
TITLES = [
    ("foreign minister", "foreign minister", ""),
    ("president", "president", ""),
    ("kremlin leader", "president", "Russia"),
]
BLOCKERS = ["New York Times", "Washington Post", "Bank of England", "Jordan River"]


def gazetteer_of(listed, offices):
    rows = []
    for line in listed.strip().splitlines():
        head, aliases = line.split(": ")
        actor, kind, state = head.split(",")
        for field in aliases.split(" "):
            alias, how, case, *alone = field.split("/")
            row = (actor, kind, alias.replace("_", " "), how, case, *(alone or ["yes"]), state)
            rows.append(row)
    actors = pd.DataFrame(rows, columns=["actor", "kind", "alias", "how", "case", "alone", "state"])
    return compile_gazetteer(
        actors,
        pd.DataFrame({"phrase": BLOCKERS}),
        pd.DataFrame(offices, columns=["actor", "state", "office", "from", "until"]),
        pd.DataFrame(TITLES, columns=["title", "office", "state"]),
        read_alias_context(),
    )


@pytest.fixture(scope="module")
def gazetteer():
    return gazetteer_of(ACTORS, OFFICES)


def mentions_of(text, gazetteer, *, published="2025-06-23", body_start=0):
    articles = pd.DataFrame([{"article_id": "a", "text": text, "body_start": body_start}])
    articles["published"] = pd.to_datetime([published], utc=True)
    found = find_mentions(split_sentences(articles), articles, gazetteer=gazetteer)
    spans = zip(found["start"], found["end"], strict=True)
    assert [text[start:end] for start, end in spans] == list(found["alias"])
    return found


def told(text, gazetteer, **options):
    found = mentions_of(text, gazetteer, **options)
    parts = zip(found["actor"], found["alias"], found["how"], strict=True)
    return "; ".join(f"{actor}={alias}/{how}" for actor, alias, how in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US bombed Iran.", "United States=US/alias; Iran=Iran/name"),
        ("They told us about it.", ""),
        ("He ate turkey with chad.", ""),
        ("Troops from Turkey and Chad met.", "Turkey=Turkey/name; Chad=Chad/name"),
        ("He read The Washington Post and the New York Times.", ""),
        ("The Bank of England met at the Jordan River.", ""),
        ("There Michael Jordan talked with Jordan Peterson, with Chad Olsen, with Chad Day.", ""),
        ("King of Jordan, ally of Jordan.", "Jordan=Jordan/name; Jordan=Jordan/name"),
        ("In May the plan failed. It may fail.", ""),
        # compounds
        ("The Ukrainian-born singer and Russian-speaking citizens left.", ""),
        ("Iranian-backed, US-led, non-Israeli and anti-American groups.", ""),
        ("Iran-Russia ties grew.", "Iran=Iran/name; Russia=Russia/name"),
        (
            "The US-Israel-Iran triangle",
            "United States=US/alias; Israel=Israel/name; Iran=Iran/name",
        ),
        ("Tehran–Moscow talks", "Iran=Tehran/metonym; Russia=Moscow/metonym"),
        # possessives
        ("Iran's and Iran’s sites", "Iran=Iran/name; Iran=Iran/name"),
        ("The Russians' posture", "Russia=Russians/demonym"),
        ("Iranians, Iranianesque things", "Iran=Iranians/demonym"),
        # addresses
        ("See iran.com or https://x.org/Iran or @Iran_news.", ""),
        # places and seats
        ("He rushed to Moscow. He sat in Tehran.", "Russia=Moscow/place; Iran=Tehran/place"),
        ("Moscow gave Tehran gold.", "Russia=Moscow/metonym; Iran=Tehran/metonym"),
        ("In Moscow's view it failed.", "Russia=Moscow/metonym"),
        ("He has returned from Tehran.", "Iran=Tehran/place"),
        ("It condemned Moscow for it.", "Russia=Moscow/metonym"),
        ("MOSCOW (Reuters) - It began.", "Russia=MOSCOW/place"),
        ("They met at the Kremlin.", "Russia=Kremlin/place"),
        # capitals
        ("US BOMBS IRAN NUCLEAR SITES", "United States=US/alias; Iran=IRAN/name"),
        ("JOIN US FOR THE WEEKEND SALE", ""),
        ("", ""),
    ],
)
def test_aliases(text, expected, gazetteer):
    assert told(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin left.", "Vladimir Putin=Putin/surname"),
        ("Vladimir V. Putin left.", "Vladimir Putin=Vladimir V. Putin/alias"),
        ("In Mexico. Trump left.", "Donald Trump=Trump/surname"),
        ("But Trump left.", "Donald Trump=Trump/surname"),
        ("Mr. Trump left, said Senator Trump.", None),
        ("Then Melania Trump left.", ""),
        ("They met at Trump Tower.", ""),
        ("The Trump Administration fell.", "Donald Trump=Trump/surname"),
        ("Clinton left.", ""),
        ("Chelsea Clinton left.", ""),
        (
            "Bill Clinton met Hillary Clinton. Clinton left.",
            "Bill Clinton=Bill Clinton/name; Hillary Clinton=Hillary Clinton/name; "
            "Clinton (ambiguous)=Clinton/surname",
        ),
        (
            "Bill Clinton met Chelsea Clinton. Clinton left.",
            "Bill Clinton=Bill Clinton/name",
        ),
        ("Theresa May left in May 2019.", "Theresa May=Theresa May/name"),
        (
            "President Bush left.",
            "George W. Bush=President Bush/surname",
        ),
    ],
)
def test_people(text, expected, gazetteer):
    if expected is None:
        expected = "Donald Trump=Mr. Trump/alias; Donald Trump=Trump/surname"
    assert told(text, gazetteer) == expected


SHARED = """
Anna Tamm,leader,: Anna_Tamm/name/any Tamm/surname/exact/no
Peter Tamm,leader,: Peter_Tamm/name/any Tamm/surname/exact/no
"""
HELD = [("Anna Tamm", "Ruritania", "finance minister", "2009-01-01", "2013-01-01")]


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        # made up, as are the people: the pattern of a couple in politics
        ("Anna Tamm spoke. Tamm left.", ["Anna Tamm"]),
        ("Anna Tamm met Peter Tamm. Tamm left.", ["Tamm (ambiguous)"]),
        ("Peter Tamm met Anna Tamm. Tamm left. She was tired.", ["Anna Tamm"]),
        ("Peter Tamm met Anna Tamm. Tamm left, and he was tired.", ["Peter Tamm"]),
        ("Anna Tamm spoke of her husband, Peter Tamm. Then Tamm left.", ["Anna Tamm"]),
        ("Tamm told the crowd that she would win. Her husband, Peter Tamm, left.", ["Anna Tamm"]),
        ("Peter Tamm met Anna Tamm. Tamm, the former finance minister, left.", ["Anna Tamm"]),
        ("Peter Tamm met Anna Tamm. Tamm left. Bob Rye said she won.", ["Tamm (ambiguous)"]),
        ("Tamm left.", []),
        ("Tamm left. She was tired.", []),
        (
            "Anna Tamm and Peter Tamm met. Tamm said she won. Tamm said he won.",
            ["Tamm (ambiguous)"],
        ),
    ],
)
def test_a_shared_surname_goes_by_what_the_article_says(text, bearers):
    found = mentions_of(text, gazetteer_of(SHARED, HELD))
    bare = found[found["how"] == "surname"]
    assert list(dict.fromkeys(bare["actor"])) == bearers
    undecided = bare["actor"].str.endswith("(ambiguous)")
    assert (bare["ambiguous"] == undecided).all()
    assert (bare["chosen_by"] == "undecided").tolist() == undecided.tolist()
    report = ambiguity_report(found)
    assert report["undecided"].sum() == undecided.sum()


def test_a_headline_surname_looks_ahead(gazetteer):
    text = "Clinton leaves\n\nHillary Clinton left."
    assert told(text, gazetteer, body_start=16).startswith("Hillary Clinton=Clinton/surname;")


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The Iranian foreign minister spoke.", "2025-06-23", "Abbas Araghchi/title"),
        ("The Iranian foreign minister spoke.", "2016-01-01", "Javad Zarif/title"),
        ("The Iranian foreign minister spoke.", None, "Iran/demonym"),
        ("The Iranian foreign minister spoke.", "2011-01-01", "Iran/demonym"),
        ("Iran's Foreign Minister spoke.", "2025-06-23", "Abbas Araghchi/title"),
        ("Iran’s new foreign minister spoke.", "2025-06-23", "Abbas Araghchi/title"),
        ("The former Iranian foreign minister spoke.", "2025-06-23", "Iran/demonym"),
        ("The Iranian deputy foreign minister spoke.", "2025-06-23", "Iran/demonym"),
        ("An Iranian foreign minister spoke.", "2025-06-23", "Iran/demonym"),
        ("Iranian Foreign Minister Ali Xyzzy spoke.", "2025-06-23", "Iran/demonym"),
        ("Iranian Foreign Minister Abbas Araghchi spoke.", "2025-06-23", "Abbas Araghchi/name"),
        ("US President Donald Trump spoke.", "2025-06-23", "Donald Trump/name"),
        ("The US president spoke.", "2025-06-23", "Donald Trump/title"),
        ("The president spoke.", "2025-06-23", ""),
        ("The Kremlin leader spoke to Russia.", "2025-06-23", "Vladimir Putin/title; Russia/name"),
        ("The Iranian foreign ministry spoke.", "2025-06-23", "Iran/demonym"),
        (
            "The Iranian foreign minister, Javad Zarif, spoke.",
            "2025-06-23",
            "Javad Zarif/title; Javad Zarif/name",
        ),
    ],
)
def test_offices_by_date(text, published, expected, gazetteer):
    found = mentions_of(text, gazetteer, published=published)
    parts = zip(found["actor"], found["how"], strict=True)
    assert "; ".join(f"{actor}/{how}" for actor, how in parts) == expected


@pytest.mark.parametrize(
    ("text", "actor", "ambiguous"),
    [
        ("Georgia voted. Tbilisi was calm.", "Georgia", False),
        ("Georgia, Alabama and Tennessee voted.", "Georgia (US state)", False),
        ("Georgia voted.", "Georgia", True),
        ("Brussels agreed. The Belgian king left.", "Belgium", False),
        ("Brussels agreed. The EU was split.", "European Union", False),
        ("Brussels agreed.", "European Union", True),
    ],
)
def test_evidence_decides_between_readings(text, actor, ambiguous, gazetteer):
    found = mentions_of(text, gazetteer)
    assert (found["actor"][0], bool(found["ambiguous"][0])) == (actor, ambiguous)
    report = ambiguity_report(found)
    assert report["chosen"].tolist() == [actor]
    assert report["undecided"].tolist() == [int(ambiguous)]
    assert report["candidates"][0] != ""


def test_unknown_names_are_listed(gazetteer):
    text = (
        "Earlier the Ministry of Truth met Iran. On Monday Ana Lopez left. However, it rained. "
        "The Ministry of Truth met Ana Lopez. Lopez spoke. Rain fell on Ana Lopez."
    )
    articles = pd.DataFrame([{"article_id": "a", "text": text}])
    sentences = split_sentences(articles)
    found = find_mentions(sentences, articles, gazetteer=gazetteer)
    names = unknown_names(split_tokens(sentences), found)
    assert list(zip(names["name"], names["n"], strict=True)) == [
        ("Ana Lopez", 4),
        ("Ministry of Truth", 2),
    ]
    assert "On Monday Ana Lopez left" in names["example"][0]


def test_no_rows_and_missing_columns(gazetteer):
    articles = pd.DataFrame({"article_id": [], "text": [], "body_start": []})
    sentences = split_sentences(articles)
    found = find_mentions(sentences, articles, gazetteer=gazetteer)
    assert len(found) == 0 and found["start"].dtype == "int64"
    assert len(ambiguity_report(found)) == 0
    assert len(unknown_names(split_tokens(sentences), found)) == 0
    with pytest.raises(MissingColumn, match="alias"):
        compile_gazetteer(pd.DataFrame({"actor": []}))
    empty = compile_gazetteer(
        pd.DataFrame({"actor": [], "kind": [], "alias": [], "how": [], "case": []})
    )
    some = pd.DataFrame([{"article_id": "a", "text": "Iran left."}])
    assert len(find_mentions(split_sentences(some), some, gazetteer=empty)) == 0


def test_a_bad_kind_is_named_with_its_line(tmp_path):
    path = tmp_path / "name_words.csv"
    path.write_text("word,kind\nmr,honorific\nmrs,honoric\n")
    with pytest.raises(LexiconError, match=r"name_words.csv line 3: kind 'honoric'"):
        name_words(path)


PIECES = [
    *("Iran", "Iran's", "US", "us", "Russian", "foreign minister", "Foreign Minister", "Putin"),
    *("Abbas Araghchi", "Clinton", "Melania Trump", "-", "–", "(", ". ", ", ", "’", '"', "\n"),
    *("President", "the", "former", "Georgia", "in Moscow", "İstanbul", "Ünlü", "e\u0301", "👍"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([" ", "", "\xa0"]))
def test_offsets_hold_and_mentions_are_apart(pieces, space):
    text = space.join(pieces)
    articles = pd.DataFrame([{"article_id": "a", "text": text}])
    before = articles.copy()
    sentences = split_sentences(articles)
    found = find_mentions(sentences, articles, gazetteer=GAZETTEER["it"])
    pd.testing.assert_frame_equal(articles, before)
    assert [text[s:e] for s, e in zip(found["start"], found["end"], strict=True)] == list(
        found["alias"]
    )
    assert (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()
    bounds = sentences.set_index("sentence_id")
    assert (found["start"] >= found["sentence_id"].map(bounds["start"])).all()
    assert (found["end"] <= found["sentence_id"].map(bounds["end"])).all()


GAZETTEER = {}


@pytest.fixture(autouse=True)
def _shared(gazetteer):
    GAZETTEER["it"] = gazetteer


def test_the_order_of_articles_does_not_matter(gazetteer):
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "text": ["Iran met Putin.", "Clinton left. Bill Clinton won."]}
    )
    turned = articles[::-1]
    one = find_mentions(split_sentences(articles), articles, gazetteer=gazetteer)
    two = find_mentions(split_sentences(turned), turned, gazetteer=gazetteer)
    keys = ["article_id", "mention_id"]
    pd.testing.assert_frame_equal(
        one.sort_values(keys, ignore_index=True), two.sort_values(keys, ignore_index=True)
    )
