"""The gazetteer: its readers name file and line, and the shipped files hold together."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.naming import gazetteer
from analysis.naming.gazetteer import (
    ambiguous_aliases,
    read_actors,
    read_not_actors,
    read_office_titles,
    read_offices,
)
from analysis.naming.mentions import find_mentions
from analysis.reading import split_sentences
from analysis.schema import LexiconError

HEADER = ",".join(gazetteer.ACTOR_COLUMNS)
IRAN = "Iran,state,Iran,name,any,yes,,,,"
RUSSIA = "Russia,state,Russia,name,any,yes,,,,"


@pytest.fixture(scope="module")
def actors():
    return read_actors()


@pytest.fixture(scope="module")
def offices(actors):
    return read_offices(actors=actors)


def write(tmp_path, *lines, header=HEADER, name="actors.csv"):
    path = tmp_path / name
    path.write_text("\n".join(["# a comment", header, *lines]), encoding="utf-8")
    return path


def meanings(actors, alias, day=None):
    rows = actors[actors["alias"] == alias]
    if day is not None:
        day = pd.Timestamp(day)
        begun = rows["from"].isna() | (rows["from"] <= day)
        rows = rows[begun & (rows["until"].isna() | (day < rows["until"]))]
    return list(rows.loc[rows["alone"] == "yes", "actor"])


def test_reads_rows_in_the_order_of_the_file(tmp_path):
    frame = read_actors(write(tmp_path, RUSSIA, "", "# -- more", IRAN))
    assert list(frame["actor"]) == ["Russia", "Iran"]
    assert list(frame["line"]) == [3, 6]
    assert frame["from"].dtype.kind == "M" and frame["from"].isna().all()


def test_a_file_without_rows_gives_a_frame_with_columns(tmp_path):
    frame = read_actors(write(tmp_path))
    assert list(frame.columns) == [*gazetteer.ACTOR_COLUMNS, "line"]
    assert list(ambiguous_aliases(frame).columns)[:3] == ["alias", "reading", "actor"]
    assert ambiguous_aliases(frame).empty


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Iran,country,Tehran,metonym,any,yes,,,,", "kind 'country' is not one of state"),
        ("Iran,state,Tehran,capital,any,yes,,,,", "how 'capital' is not one of name"),
        ("Iran,state,Tehran,metonym,upper,yes,,,,", "case 'upper'"),
        ("Iran,state,Tehran,metonym,any,maybe,,,,", "alone 'maybe'"),
        ("Iran,state,Tehran,metonym,any,yes,2025-13-01,,,", "from '2025-13-01' is not a date"),
        ("Iran,state,Tehran,metonym,any,yes,,1 May 2025,,", "until '1 May 2025' is not a date"),
        ("Iran,state,Tehran,metonym,any,yes,2025-05-02,2025-05-01,,", "until is not after from"),
        ("Iran,state,Tehran,metonym,any,yes,2025-05-01,2025-05-01,,", "until is not after from"),
        ("Iran,state,Iran,alias,any,yes,,,,", "must have how = name"),
        ("Iran,state,Persia,name,any,yes,,,,", "'Persia' is another"),
        ("Persia,state,Parsa,alias,any,yes,,,,", "'Persia' has no row of its own name"),
        ("Iran,organisation,Tehran,metonym,any,yes,,,,", "kind 'organisation' of 'Iran'"),
        ("IRGC,body,IRGC,name,any,yes,,,Persia,", "state 'Persia' is no actor"),
        ("Iran,state,Russia,alias,any,yes,,,,", "is another actor's name"),
        ("Iran,state,Iran,name,any,yes,,,,", "stands twice"),
        ("Iran,state,Tehran,metonym,any", "5 fields where 10 are expected"),
        ("Iran,state,,metonym,any,yes,,,,", "alias is empty"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path, line, message):
    path = write(tmp_path, IRAN, RUSSIA, line)
    with pytest.raises(LexiconError, match=r"actors\.csv line 5: ") as caught:
        read_actors(path)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "lines",
    [
        # what looks like a clash but is none
        ["Iran,state,Russia,alias,any,yes,,,,ambiguous: only to show that a note allows it"],
        ["Iran,state,T,title,any,yes,,2020-01-01,,", "Iran,state,T,title,any,yes,2020-01-01,,,"],
        ["Iran,state,Tehran,metonym,any,yes,,,,", "Russia,state,Tehran,metonym,any,yes,,,,"],
    ],
)
def test_rows_that_are_allowed(tmp_path, lines):
    assert len(read_actors(write(tmp_path, IRAN, RUSSIA, *lines))) == 2 + len(lines)


def test_a_missing_column_or_file_is_a_clear_error(tmp_path):
    with pytest.raises(LexiconError, match=r"line 2: columns are actor,alias"):
        read_actors(write(tmp_path, header="actor,alias"))
    with pytest.raises(LexiconError, match="cannot be read"):
        read_actors(tmp_path / "none.csv")


OFFICE = ",".join(gazetteer.OFFICE_COLUMNS)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("B,X,president,2001-06-01,,", "two holders of 'president' of 'X' on one day"),
        ("B,X,president,,2002-01-01,", "from is empty"),
        ("B,X,president,2003-01-01,2002-01-01,", "until is not after from"),
        ("B,X,president,2003,,", "from '2003' is not a date"),
    ],
)
def test_a_bad_office_is_named_by_file_and_line(tmp_path, line, message):
    first = "A,X,president,2000-01-01,2002-01-01,"
    path = write(tmp_path, first, line, header=OFFICE, name="offices.csv")
    with pytest.raises(LexiconError, match=r"offices\.csv line 4: ") as caught:
        read_offices(path)
    assert message in str(caught.value)


def test_the_day_of_a_handover_belongs_to_the_successor(tmp_path):
    lines = ["A,X,president,2000-01-01,2002-01-01,", "B,X,president,2002-01-01,,"]
    assert len(read_offices(write(tmp_path, *lines, header=OFFICE))) == 2


def test_an_office_of_an_unknown_actor_is_an_error(tmp_path):
    actors = read_actors(write(tmp_path, IRAN))
    path = write(tmp_path, "Nobody,Iran,president,2000-01-01,,", header=OFFICE, name="offices.csv")
    with pytest.raises(LexiconError, match=r"offices\.csv line 3: actor 'Nobody' is not in"):
        read_offices(path, actors=actors)


@pytest.mark.parametrize(
    ("reader", "header", "lines", "message"),
    [
        (read_office_titles, "title,office,state", ["Premier,prime minister,"], "lower case"),
        (read_office_titles, "title,office,state", ["pm,a,", "pm,b,"], "stands twice"),
        (read_not_actors, "phrase,case,reason", ["Air France,both,a company"], "case 'both'"),
        (read_not_actors, "phrase,case,reason", ["Air France,any,"], "reason is empty"),
        (read_not_actors, "phrase,case,reason", ["A B,any,x", "A B,any,y"], "stands twice"),
    ],
)
def test_titles_and_blockers_are_checked(tmp_path, reader, header, lines, message):
    with pytest.raises(LexiconError, match=message):
        reader(write(tmp_path, *lines, header=header))


# -- the shipped files


@pytest.mark.parametrize(
    ("alias", "day", "expected"),
    [
        ("Kremlin", None, ["Russia"]),
        ("White House", None, ["United States"]),
        ("Tehran", None, ["Iran"]),
        ("U.S.", None, ["United States"]),
        ("Türkiye", None, ["Turkey"]),
        ("Burma", None, ["Myanmar"]),
        ("Briton", None, ["United Kingdom"]),
        ("Niger", None, ["Niger"]),
        ("Nigerian", None, ["Nigeria"]),
        ("Nigerien", None, ["Niger"]),
        ("Zelenskyy", None, ["Volodymyr Zelensky"]),
        ("Araqchi", None, ["Abbas Araghchi"]),
        ("Hizbollah", None, ["Hezbollah"]),
        ("Organization of Islamic Cooperation", None, ["Organisation of Islamic Cooperation"]),
        ("Brussels", None, ["European Union", "NATO", "Belgium"]),
        ("Korea", None, ["South Korea", "North Korea"]),
        ("Congo", None, ["DR Congo", "Republic of the Congo"]),
        ("Khamenei", "2025-06-23", ["Ali Khamenei"]),
        ("the Pope", "2020-01-01", ["Pope Francis"]),
        ("the Pope", "2025-06-23", ["Pope Leo XIV"]),
        # never alone: too many people, or too common a word
        ("Bush", None, []),
        ("Clinton", None, []),
        ("May", None, []),
        ("Kim", None, []),
        ("Rice", None, []),
        # seats of talks, and words that are no actor
        ("Geneva", None, []),
        ("Vienna", None, []),
        ("us", None, []),
        ("SA", None, []),
    ],
)
def test_what_an_alias_means(actors, alias, day, expected):
    assert meanings(actors, alias, day) == expected


@pytest.mark.parametrize(
    "alias", ["US", "Turkey", "Chad", "Jordan", "Georgia", "China", "Polish", "May", "WHO", "Trump"]
)
def test_case_must_match_where_the_word_is_another_in_lower_case(actors, alias):
    assert set(actors.loc[actors["alias"] == alias, "case"]) == {"exact"}


@pytest.mark.parametrize(
    ("state", "office", "day", "holder"),
    [
        ("Iran", "foreign minister", "2025-06-23", "Abbas Araghchi"),
        ("Russia", "president", "2025-06-23", "Vladimir Putin"),
        ("Russia", "president", "2010-06-23", "Dmitry Medvedev"),
        ("United States", "president", "2025-01-19", "Joe Biden"),
        ("United States", "president", "2025-01-20", "Donald Trump"),
        ("United States", "president", "2012-05-01", "Barack Obama"),
        ("United Kingdom", "prime minister", "2022-10-01", "Liz Truss"),
        ("Germany", "chancellor", "2010-01-01", "Angela Merkel"),
        ("United Nations", "secretary-general", "2015-01-01", "Ban Ki-moon"),
        ("Iraq", "president", "2004-01-01", None),
    ],
)
def test_who_held_an_office(offices, state, office, day, holder):
    day = pd.Timestamp(day)
    rows = offices[(offices["state"] == state) & (offices["office"] == office)]
    rows = rows[(rows["from"] <= day) & (rows["until"].isna() | (day < rows["until"]))]
    assert list(rows["actor"]) == ([holder] if holder else [])


def test_every_office_has_a_title_and_every_state_of_a_title_is_an_actor(actors, offices):
    titles = read_office_titles()
    assert set(offices["office"]) <= set(titles["office"])
    assert set(titles["state"]) - {""} <= set(actors["actor"])


def test_blockers_are_no_aliases_and_the_known_traps_are_there(actors):
    phrases = read_not_actors()
    clash = set(phrases["phrase"].str.casefold()) & set(actors["alias"].str.casefold())
    assert not clash
    traps = {"Washington Monthly", "West Virginia", "New Mexico", "Bank of America"}
    traps |= {"Ukrainian-born", "Russian-speaking", "Michael Jordan", "Chad Smith", "turkey dinner"}
    assert traps <= set(phrases["phrase"])


def test_aliases_have_no_stray_blanks_or_possessives(actors):
    bare = actors["alias"]
    assert not bare.str.contains(r"\s\s|^\s|\s$|['’]s$", regex=True).any()


def test_every_surname_that_needs_a_fuller_name_has_one(actors):
    free = set(actors.loc[actors["alone"] == "yes", "actor"])
    assert set(actors["actor"]) == free


# -- the ambiguity report


def test_the_report_finds_the_known_ambiguities(actors):
    report = ambiguous_aliases(actors)
    assert {"Brussels", "Korea", "Congo", "Georgia", "Bush", "Clinton", "Jordan"} <= set(
        report["alias"]
    )
    assert not {"Kremlin", "POTUS", "the Pope", "Tehran", "Niger"} & set(report["alias"])
    brussels = report[report["alias"] == "Brussels"]
    assert list(brussels["reading"]) == [1, 2, 3] and set(brussels["n_readings"]) == {3}


@pytest.mark.parametrize(
    ("first", "second", "ambiguous"),
    [
        ("X,any,yes,,,,", "X,any,yes,,,,", True),
        ("X,exact,yes,,,,", "X,any,yes,,,,", True),
        ("Xa,any,yes,,,,", "XA,exact,yes,,,,", True),
        ("Xa,exact,yes,,,,", "XA,exact,yes,,,,", False),
        ("X,any,yes,,2020-01-01,,", "X,any,yes,2020-01-01,,,", False),
        ("X,any,yes,,2020-01-02,,", "X,any,yes,2020-01-01,,,", True),
    ],
)
def test_two_rows_are_ambiguous_only_on_the_same_day_and_case(tmp_path, first, second, ambiguous):
    rows = [
        f"{actor},state,{row.replace(',', ',alias,', 1)}"
        for actor, row in (("Iran", first), ("Russia", second))
    ]
    report = ambiguous_aliases(read_actors(write(tmp_path, IRAN, RUSSIA, *rows)))
    assert list(report["actor"]) == (["Iran", "Russia"] if ambiguous else [])


@settings(max_examples=15, derandomize=True, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_report_leaves_its_input_alone_and_holds_every_reading_once(actors, seed):
    actors = actors.sample(400, random_state=seed)
    before = actors.copy(deep=True)
    report = ambiguous_aliases(actors)
    pd.testing.assert_frame_equal(actors, before)
    assert not report.duplicated(["alias", "actor"]).any()
    assert (report["n_readings"] >= 2).all()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("He told The New York Times so.", ["New York Times"]),
        ("A USA TODAY poll and a Washington Post poll.", ["USA Today", "Washington Post"]),
        ("The Guardian Council met in Tehran.", ["Guardian Council"]),
        ("The post office shut. Times were hard. A shell hit the labour ward.", []),
        ("Liberation Day came, and the Greens of the wood.", []),
        ("Russia today is another country.", ["Russia"]),
        ("RT America said so.", ["RT"]),
        ("Extinction Rebellion blocked Gazprom Neft.", ["Extinction Rebellion", "Gazprom Neft"]),
        ("The German Greens left. The Greens returned.", ["Alliance 90/The Greens"] * 2),
    ],
)
def test_media_movements_and_companies_are_told_from_words(text, actors):
    articles = pd.DataFrame([{"article_id": "a", "text": text, "body_start": 0}])
    found = find_mentions(split_sentences(articles), articles)
    assert found.loc[found["how"] != "place", "actor"].tolist() == actors
