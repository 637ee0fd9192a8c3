import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning.ledger import add_text, find_furniture, remove_furniture
from analysis.cleaning.patterns import read_patterns
from analysis.cleaning.subheadings import find_subheadings
from analysis.loading.read import read_articles
from analysis.schema import COLUMNS, DATA, LexiconError, MissingColumn

TITLE = "Iran turns to Russia after US bombing: Will Putin be of any help?"


def frame(*raws, title=None, outlet=None):
    table = pd.DataFrame({"raw": pd.array(raws, dtype="str")})
    return table.assign(
        article_id=[f"{number:012x}" for number in range(len(raws))],
        title=pd.array([title] * len(raws), dtype="str"),
        outlet=pd.array([outlet] * len(raws), dtype="str"),
    )


def clean(raw, **about):
    return remove_furniture(frame(raw, **about))[0]["text"].item()


def kinds(raw, **about):
    return find_furniture(frame(raw, **about))["kind"].tolist()


@pytest.fixture(scope="module")
def seed():
    return remove_furniture(read_articles(DATA / "pages").articles)


def test_seed_text_is_headline_and_body(seed):
    article = seed[0].iloc[0]
    assert article["text"][: article["body_start"]] == TITLE + "\n\n"
    body = article["text"][article["body_start"] :]
    assert body.startswith("Iranian Foreign Minister Abbas Araghchi has travelled to Moscow for a")
    assert body.endswith("has offered no indications that it will go beyond rhetoric.")
    assert "\n" not in body
    assert "  " not in body
    assert "Sputlink" not in body


@pytest.mark.parametrize(
    "joined",
    [
        "coordinate our positions.' His arrival in",
        "contemporary history.' This demographic factor",
        "for these transactions. Despite these developments",
        "'blew up' talks. While Moscow has",
        "deeper military entanglement. The Kremlin has",
        "UN Security Council.' How the Iran-Russia relationship is a partnership with limits The",
    ],
)
def test_seed_prose_joins_up(seed, joined):
    assert joined in seed[0]["text"].item()


def test_seed_ledger(seed):
    assert seed[1]["kind"].value_counts().to_dict() == {
        "ad marker": 5,
        "navigation": 3,
        "repeated headline": 2,
        "repeated outlet": 2,
        "caption": 2,
        "photo credit": 2,
        "summary": 1,
        "agency sign-off": 1,
        "app promotion": 1,
    }
    summary = seed[1].loc[seed[1]["kind"] == "summary", "text"].item()
    assert summary.startswith("After the US bombed")
    assert summary.endswith("more isolated than ever read more ")
    assert list(seed[1].columns) == COLUMNS["furniture"]


@pytest.mark.parametrize(
    ("raw", "left", "kind"),
    [
        ("One. STORY CONTINUES BELOW THIS AD Two.", "One. Two.", "ad marker"),
        ("One.STORY CONTINUES BELOW THIS AD Two.", "One. Two.", "ad marker"),
        ("One.STORY CONTINUES BELOW THIS ADTwo.", "One. Two.", "ad marker"),
        ("One. ADVERTISEMENT Two.", "One. Two.", "ad marker"),
        ("One.\n\nAdvertisement\n\nTwo.", "One.\n\nTwo.", "ad marker"),
        ("One. Story continues below advertisement\n\nTwo.", "One.\n\nTwo.", "ad marker"),
        ("One.\n\nArticle continues after advertisement\nTwo.", "One.\n\nTwo.", "ad marker"),
        ("It rose. (AP Photo/Evan Vucci) It fell.", "It rose. It fell.", "photo credit"),
        ("It rose. REUTERS/Jonathan Ernst The House", "It rose. The House", "photo credit"),
        ("It rose.\n\nScott Olson via Getty Images.\n\nIt", "It rose.\n\nIt", "photo credit"),
        ("It rose. Image: AP It fell.", "It rose. It fell.", "photo credit"),
        ("It rose.\n\n(With inputs from PTI)", "It rose.", "agency sign-off"),
        ("It rose. With inputs from Reuters and AFP", "It rose.", "agency sign-off"),
        ("It rose. (Reporting by A. Bee; Editing by C. Dee)", "It rose.", "agency sign-off"),
        ("It rose.\n\nJo Doe contributed to this report.", "It rose.", "agency sign-off"),
        ("MOSCOW (Reuters) - It rose.", "It rose.", "dateline"),
        ("NEW YORK, Nov. 19 (UPI) — It rose.", "It rose.", "dateline"),
        ("ST. LOUIS — It rose.", "It rose.", "dateline"),
        ("By Jane Doe\n\nIt rose.", "It rose.", "byline"),
        ("It rose.\n\nRead also: Why it rose", "It rose.", "navigation"),
        ("It rose.\nUpdated: June 23, 2025 10:30 IST\nIt", "It rose.\nIt", "navigation"),
        ("It rose.\n\nSign up for our newsletter", "It rose.", "newsletter promotion"),
        ("It rose.\n\nFollow us on Twitter @paper", "It rose.", "social promotion"),
        ("It rose.\n\n© 2025 The Paper. All rights reserved.", "It rose.", "legal notice"),
        ("It rose.\n\nWe use cookies to improve this site.", "It rose.", "legal notice"),
        ("It rose.\n\nDOWNLOAD THE APP\n\nGet it\nNow!", "It rose.", "app promotion"),
        ("It rose.\n\ntext-align: left;\nIt fell.", "It rose.\n\nIt fell.", "markup"),
    ],
)
def test_furniture_goes(raw, left, kind):
    assert clean(raw) == left
    assert set(kinds(raw)) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "The story continues below the surface of the advertisement business.",
        "He took out an advertisement in The New York Times.",
        "A Reuters/Ipsos poll gave her 45 percent.",
        "Photo opportunities were few. Image problems: many.",
        "The reporting by CNN was denied. Editing by committee is hard.",
        "Published in 2010, the book was read by many.",
        "Updated rules on exports apply from June 23, 2025.",
        "Read also what he wrote in his letter to the Security Council.",
        "Like many politicians on Twitter, he writes at night.",
        "Follow the debate on YouTube, he told them.",
        "NATO — The alliance — agreed.",
        "Share prices fell. Follow the money, he said.",
        "Menu prices rose 3 percent.",
        "NATO members agreed. TRUMP, who was late, agreed as well.",
        "Trump — who was late — agreed.",
        "IAEA - the UN's watchdog - agreed.",
        "With inputs from 300 sensors, the model forecasts rain.",
        "He told the Associated Press that it rose.",
        "By Monday the talks had failed.",
        "You can read more about Iran's history there.",
        "She was elected on June 22, 2025. Then she resigned.",
        "The app can be downloaded from the store.",
        "Download the app and you agree to be followed, the senator warned.",
        "Copyright law protects the AP and Reuters.",
        "“Also read the treaty,” he said.",
    ],
)
def test_prose_stays(text):
    assert clean(text) == text
    assert clean(f"A first paragraph.\n\n{text}\n\nA last one.").count(text) == 1


@pytest.mark.parametrize(
    ("raw", "caption"),
    [
        (
            "Talks failed. Mr Araghchi speaks in Geneva, June 20, 2025. File Image/Reuters Then",
            "Mr Araghchi speaks in Geneva, June 20, 2025. ",
        ),
        (
            "Talks failed.\n\nMr Araghchi speaks at St. Petersburg. (AP Photo/Jo Doe)\n\nThen",
            "Mr Araghchi speaks at St. Petersburg. ",
        ),
        ("Talks failed. It rained. File Photo/Reuters Then", None),
        ("Talks failed. He was born on 3 May 1960 in Rome. Photo: AFP Then", None),
    ],
)
def test_captions(raw, caption):
    furniture = find_furniture(frame(raw))
    found = furniture.loc[furniture["kind"] == "caption", "text"].tolist()
    assert found == ([caption] if caption else [])
    assert "photo credit" in furniture["kind"].tolist()


def test_headline_stays_once():
    raw = "Talks in Moscow fail\n\nTalks in Moscow fail\n\nThe Herald\n\nThey failed."
    cleaned, furniture = remove_furniture(
        frame(raw, title="Talks in Moscow fail", outlet="The Herald")
    )
    assert cleaned["text"].item() == "Talks in Moscow fail\n\nThey failed."
    assert cleaned["body_start"].item() == len("Talks in Moscow fail\n\n")
    assert furniture["kind"].tolist() == ["repeated headline", "repeated outlet"]


@pytest.mark.parametrize(
    ("raw", "title", "start"),
    [
        ("Talks fail.\n\nBody.", "Talks fail", 13),
        ("He is ‘mad.’\n\nBody.", "He is ‘mad’", 14),
        ("Talks fail again today.\n\nBody.", "Talks fail", 0),
        ("Body.", None, 0),
        ("Talks fail", "Talks fail", 10),
    ],
)
def test_body_start(raw, title, start):
    assert remove_furniture(frame(raw, title=title))[0]["body_start"].item() == start


def test_a_row_taken_out_of_the_ledger_stays_in_the_text():
    articles = frame("MOSCOW (Reuters) - It rose. ADVERTISEMENT It fell.")
    furniture = find_furniture(articles)
    kept = add_text(articles, furniture[furniture["kind"] != "dateline"])
    assert kept["text"].item() == "MOSCOW (Reuters) - It rose. It fell."


def test_no_articles():
    articles, furniture = remove_furniture(frame())
    assert articles["body_start"].dtype == "int64"
    assert list(furniture.columns) == COLUMNS["furniture"]
    assert find_subheadings(articles).empty


def test_missing_column_is_named():
    with pytest.raises(MissingColumn, match="raw"):
        find_furniture(pd.DataFrame({"article_id": ["a"], "title": ["t"], "outlet": ["o"]}))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("ad marker,inline,(x", "line 3: is no regular expression"),
        ("ad marker,inline,a.*b", "line 3: repeats without bound"),
        ("ad marker,inline,[a*]b+", "line 3: repeats without bound"),
        ('ad marker,inline,"ab{2,}"', "line 3: repeats without bound"),
        ("ad marker,inline,(a)b", "line 3: has a capturing group"),
        ("ad marker,inline,a?", "line 3: matches nothing"),
        ("ad marker,middle,a", "line 3: where is 'middle'"),
        ("ad marker,inline,a<NOBODY>", "line 3: <NOBODY> is not defined"),
        ("ad marker,inline", "line 3: 2 fields"),
        (",inline,a", "line 3: kind is empty"),
    ],
)
def test_a_wrong_pattern_names_its_line(tmp_path, row, problem):
    path = tmp_path / "furniture.csv"
    path.write_text(f"# own patterns\nkind,where,pattern\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=problem):
        read_patterns(path)


def test_own_patterns(tmp_path):
    path = tmp_path / "furniture.csv"
    path.write_text("kind,where,pattern\nslogan,line,Truth[!*+]{2}\n", encoding="utf-8")
    own = read_patterns(path)
    assert find_furniture(frame("One.\nTruth!+\nTwo."), patterns=own)["kind"].tolist() == ["slogan"]
    assert find_furniture(frame("One.\nADVERTISEMENT\nTwo."), patterns=own).empty


@pytest.mark.parametrize(
    "unit",
    [
        "STORY CONTINUES ",
        "STORY CONTINUES BELOW THIS AD ",
        "Also read: x\n",
        " ",
        "• a\n",
        "Share\n",
    ],
)
def test_a_long_body_of_fragments(unit):
    raw = (unit * 300_000)[:300_000]
    articles, furniture = remove_furniture(frame(raw))
    assert len(articles["text"].item()) + furniture["text"].str.len().sum() == len(raw)


_PARTS = st.sampled_from(
    [
        "It rose.",
        "He said 'no' in St. Petersburg.",
        "STORY CONTINUES BELOW THIS AD",
        "STORY CONTINUES",
        "ADVERTISEMENT",
        "With inputs from agencies",
        "MOSCOW (Reuters) - ",
        "By Jane Doe",
        "Putin speaks in Moscow, June 22, 2025.",
        "File Image/Reuters",
        "(AP Photo/Jo Doe)",
        "Download the app",
        "Also read: more",
        TITLE,
        "First Post",
        "time8 hours ago",
        "• Politics",
        "read more",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "é…",
    ]
)
_RAWS = st.lists(_PARTS, max_size=14).map("".join) | st.text(max_size=60)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(_RAWS, min_size=1, max_size=3))
def test_nothing_is_lost_and_cleaning_twice_finds_nothing(raws):
    before = frame(*raws, title=TITLE, outlet="First Post")
    articles = before.copy(deep=True)
    cleaned, furniture = remove_furniture(articles)
    pd.testing.assert_frame_equal(articles, before)
    for row in cleaned.itertuples():
        spans = furniture[furniture["article_id"] == row.article_id]
        rebuilt, kept, at = [], row.text, 0
        for span in spans.itertuples():
            assert at <= span.start < span.end <= len(row.raw)
            assert row.raw[span.start : span.end] == span.text
            rebuilt.append(kept[: span.start - at] + span.text)
            kept, at = kept[span.start - at :], span.end
        assert "".join([*rebuilt, kept]) == row.raw
        assert 0 <= row.body_start <= len(row.text)
    again = cleaned.assign(raw=cleaned["text"])
    assert find_furniture(again).empty
    backwards = find_furniture(articles.iloc[::-1]).sort_values(["article_id", "start"])
    pd.testing.assert_frame_equal(backwards.reset_index(drop=True), furniture)


@settings(derandomize=True, deadline=None)
@given(st.lists(_PARTS, min_size=1, max_size=10).map(" ".join))
def test_no_two_words_are_glued(raw):
    words = set(raw.split())
    assert set(clean(raw).split()) <= words


@pytest.mark.parametrize(
    "text",
    [
        "It is over. How Moscow is walking a tightrope Though Tehran and Moscow have come closer,"
        " it waits.",
        "'We wait.' How the war has put Iran in a dilemma Following losses in Syria, it had no way"
        " out.",
        "It is over.\nWhy the treaty is only a framework The treaty between both has grown under"
        " pressure.",
        "It is over. What could happen in the coming weeks In 2022 both came very close to it.",
    ],
)
def test_subheadings_found(text):
    found = find_subheadings(frame(text).assign(text=[text], body_start=0))
    assert len(found) == 1
    start, end = found.loc[0, ["start", "end"]]
    assert text[start:end] == found.loc[0, "text"]
    assert text[start:end].split()[0] in {"How", "Why", "What"}
    assert text[end + 1 :].split()[0] in {"Though", "Following", "The", "In"}


@pytest.mark.parametrize(
    "text",
    [
        "It is over. How the US responded is unclear.",
        "It is over. How readers of The Guardian see it is unclear to us all in here.",
        "It is over. What The New York Times wrote about it is not known to us at all.",
        "It is over. How Moscow is walking a tightrope, Though Tehran says it isn't, we know.",
        "It is over. Why it is so hard The answer.",
        "It is over. Why is it so hard? The answer is that nobody wants to know it.",
        "It is over. When he was asked about it The Hague Tribunal had no answer for days on end.",
        "It is over. What he means is that In Touch magazine printed it without asking any of us.",
        "It is over. How he came to write a book called While America Slept is told in this one.",
        "It is over. How the firm And Co was founded is a story that we have told before now.",
        "It is over. The war is a dilemma Though Tehran and Moscow have come closer, it waits.",
        "It is over. Who Shall Live And Who Shall Die is the title of a film about the war.",
    ],
)
def test_sentences_are_not_subheadings(text):
    assert find_subheadings(frame(text).assign(text=[text], body_start=0)).empty


def test_seed_subheadings(seed):
    assert find_subheadings(seed[0])["text"].tolist() == [
        "How Moscow is walking a diplomatic tightrope",
        "How the Iran-Russia relationship is a partnership with limits",
        "How the conflict has put Moscow in a dilemma",
    ]


@pytest.mark.parametrize(
    "again",
    [
        "Iran turns to Russia after US bombing:\nWill Putin be of any help?",
        f"{TITLE}.",
        f"“{TITLE}”",
        "IRAN TURNS TO RUSSIA AFTER US BOMBING\n\nWILL PUTIN BE OF ANY HELP?",
    ],
)
def test_a_headline_repeated_in_another_form_is_taken_out(again):
    raw = f"{TITLE}\n\n{again}\n\nIt rose."
    assert clean(raw, title=TITLE) == f"{TITLE}\n\nIt rose."


@pytest.mark.parametrize("body", [f"{TITLE} And who else?", f"{TITLE[:-1]}, it asks."])
def test_a_sentence_that_begins_like_the_headline_stays(body):
    assert clean(f"{TITLE}\n\n{body}", title=TITLE) == f"{TITLE}\n\n{body}"
