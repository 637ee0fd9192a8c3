import pandas as pd
import pytest

from analysis.measuring import add_loaded, framing_by, loaded_words_by, read_loaded_words
from analysis.schema import LexiconError

TEXT = ["The regime of Norland kept silent.", "Norland met Sudland, a defiant ally."]
QUOTED = "Sudland called it ‘a sham’, and Norland left."
SENTENCES = pd.DataFrame(
    {
        "article_id": ["a", "a", "b"],
        "sentence_id": [0, 1, 0],
        "start": [0, 35, 0],
        "end": [34, 71, len(QUOTED)],
        "sentence": [*TEXT, QUOTED],
    }
)


def mentions(*places: tuple[str, int, str]) -> pd.DataFrame:
    rows = []
    offsets = SENTENCES.set_index(["article_id", "sentence_id"])
    for article, number, actor in places:
        place = offsets.loc[(article, number)]
        at = place["sentence"].index(actor)
        start = place["start"] + at
        rows.append([article, number, actor, start, start + len(actor)])
    columns = ["article_id", "sentence_id", "actor", "start", "end"]
    return pd.DataFrame(rows, columns=columns).assign(mention_id=range(len(rows)))


def weigh_length(rows: pd.DataFrame) -> pd.Series:
    """A made-up scorer: a hundredth for each letter."""
    return rows["sentence"].map(lambda text: sum(map(str.isalpha, text)) / 100)


def test_the_shipped_list_is_read_and_has_both_tones():
    table = read_loaded_words()
    assert len(table) >= 100
    assert set(table["tone"]) == {-1, 1}
    assert {"regime", "so-called", "defiant"} <= set(table["word"])
    assert not {"war", "attack", "died", "sanctions"} & set(table["word"])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("regime,name,-1,own", "line 2: kind is label, doubt, manner, verdict, not 'name'"),
        ("regime,label,0,own", "line 2: tone is -1 or 1, not '0'"),
        ("regime,label,-1,own\nRegime,label,-1,own", "line 3: 'Regime' is listed twice"),
    ],
)
def test_a_row_that_cannot_be_used_names_its_line(tmp_path, rows, said):
    path = tmp_path / "loaded.csv"
    path.write_text(f"word,kind,tone,source\n{rows}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        read_loaded_words(path)


def test_words_are_found_beside_each_mention_and_counted_as_a_share():
    given = mentions(("a", 0, "Norland"), ("a", 1, "Norland"), ("b", 0, "Norland"))
    before = given.copy()
    found = add_loaded(given, SENTENCES)
    pd.testing.assert_frame_equal(given, before)
    assert found["loaded"].tolist()[:2] == [[(4, 10, "regime", -1)], [(23, 30, "defiant", -1)]]
    share = framing_by(found, by="actor", measure="judged")
    assert share["estimate"].tolist() == [1.0]


def test_a_word_in_anothers_mouth_does_not_count():
    at = QUOTED.index("‘")
    quote = {"article_id": "b", "quote_id": 0, "start": at, "end": at + len("‘a sham’")}
    quotes = pd.DataFrame([quote | {"kind": "direct", "within": pd.NA}])
    given = mentions(("b", 0, "Norland")).assign(voice="outlet", quote_id=pd.NA)
    given["quote_id"] = given["quote_id"].astype("Int64")
    assert add_loaded(given, SENTENCES)["judged"].tolist() == [1.0]
    assert add_loaded(given, SENTENCES, quotes=quotes)["judged"].tolist() == [0.0]


def test_each_word_has_its_weight_in_context():
    found = add_loaded(mentions(("a", 0, "Norland"), ("a", 1, "Norland")), SENTENCES)
    table = loaded_words_by(found, SENTENCES, "actor", scorer=weigh_length)
    assert table["word"].tolist() == ["defiant", "regime"]
    assert table["weight"].round(2).tolist() == [0.07, 0.06]
    assert table[["n", "n_articles"]].to_numpy().tolist() == [[1, 1], [1, 1]]
    none = add_loaded(mentions(("a", 0, "Norland")), SENTENCES).assign(loaded=[[]])
    assert loaded_words_by(none, SENTENCES, "actor", scorer=weigh_length).empty
