import pandas as pd
import pytest

from analysis.measuring.speech import speakers_by, speaks_about, stances_by, utterances

QUOTES = pd.DataFrame(
    {
        "article_id": ["a", "a", "b", "b", "b"],
        "start": [0, 50, 0, 50, 100],
        "end": [40, 90, 40, 90, 140],
        "kind": ["direct", "indirect", "mixed", "scare", "direct"],
        "speaker": ["Iran", "Iran", "Russia", None, "unattributed"],
        "cue": ["claim", "say", "note", None, None],
        "stance": ["doubting", "neutral", "endorsing", None, None],
    }
)
MENTIONS = pd.DataFrame(
    {
        "article_id": ["a", "a", "b", "b"],
        "actor": ["Russia", "Iran", "Iran", "Iran"],
        "speaker": ["Iran", "Iran", "unattributed", None],
        "polarity": [0.5, 0.0, -0.5, 0.9],
    }
)


def test_scare_quotes_quote_nobody():
    table = speakers_by(QUOTES).set_index("speaker")
    assert table["n_quotes"].to_dict() == {"Iran": 2, "Russia": 1, "unattributed": 1}
    assert table.loc["Iran", ["n_direct", "n_indirect", "n_mixed"]].tolist() == [1, 1, 0]
    assert table["share"].sum() == pytest.approx(1)


def test_a_part_in_marks_inside_a_paraphrase_is_no_second_utterance():
    quotes = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b"],
            "start": [0, 10, 50, 10],
            "end": [40, 30, 60, 30],
            "kind": ["indirect", "mixed", "mixed", "mixed"],
            "speaker": ["Iran", "Iran", "Iran", "Russia"],
            "cue": ["dismiss", "dismiss", "say", "say"],
            "stance": ["doubting", "doubting", "neutral", "neutral"],
        }
    )
    said = utterances(quotes)
    assert said[["article_id", "start", "kind"]].to_numpy().tolist() == [
        ["a", 0, "mixed"],
        ["a", 50, "mixed"],
        ["b", 10, "mixed"],
    ]
    assert speakers_by(quotes).set_index("speaker")["n_quotes"].to_dict() == {
        "Iran": 2,
        "Russia": 1,
    }
    doubting = stances_by(quotes).set_index(["speaker", "stance"]).loc[("Iran", "doubting")]
    assert (doubting["n_mentions"], doubting["estimate"], doubting["cues"]) == (2, 0.5, "dismiss 1")


def test_the_outlets_own_words_are_nobodys_speech_and_self_talk_is_told_apart():
    table = speaks_about(MENTIONS).set_index(["speaker", "actor"])
    assert table["n_mentions"].to_dict() == {
        ("Iran", "Russia"): 1,
        ("Iran", "Iran"): 1,
        ("unattributed", "Iran"): 1,
    }
    assert table["about_self"].to_dict()[("Iran", "Iran")]
    assert table["about_self"].sum() == 1


def test_stances_are_shares_of_the_quotations_with_a_cue():
    table = stances_by(QUOTES).set_index(["speaker", "stance"])
    assert table.loc[("Iran", "doubting"), "estimate"] == 0.5
    assert table.loc[("Iran", "doubting"), "n_mentions"] == 2
    assert table.loc[("Iran", "doubting"), "cues"] == "claim 1"
    assert table.loc[("Russia", "endorsing"), "estimate"] == 1.0
    assert "unattributed" not in table.index.get_level_values(0)


@pytest.mark.parametrize("function", [speakers_by, stances_by])
def test_no_quotation_gives_an_empty_table(function):
    assert function(QUOTES.iloc[:0]).empty


def test_no_speech_gives_an_empty_table():
    assert speaks_about(MENTIONS.iloc[:0]).empty
