import numpy as np
import pandas as pd
import pytest

from analysis.measuring.keyness import keyness, words_near
from analysis.measuring.shift import word_contributions, word_shift, words_by
from analysis.schema import MissingColumn, SputlinkError
from analysis.scoring.polarity import SCORERS, add_polarity


def _tokens(text):
    rows, at = [], 0
    for token_id, token in enumerate(text.split(" ")):
        rows.append(("a", 0, token_id, at, at + len(token), token, token.lower()))
        at += len(token) + 1
    columns = ["article_id", "sentence_id", "token_id", "start", "end", "token", "lower"]
    return pd.DataFrame(rows, columns=columns)


def _mention(text, *names):
    rows = [
        ("a", 0, at, name, text.index(name), text.index(name) + len(name), "A")
        for at, name in enumerate(names)
    ]
    columns = ["article_id", "sentence_id", "mention_id", "actor", "start", "end", "outlet"]
    return pd.DataFrame(rows, columns=columns)


def test_words_near():
    text = "Brave pilots praised the United States , and 12 Iran said harsh critics"
    near = words_near(_tokens(text), _mention(text, "United States", "Iran"), window=3)
    states = near[near["actor"] == "United States"]
    assert states["word"].tolist() == ["pilots", "praised"]
    assert states["distance"].tolist() == [-3, -2]
    iran = near[near["actor"] == "Iran"]
    assert iran["word"].tolist() == ["harsh", "critics"]  # neither names, stop words nor numbers
    assert [text[a:b].lower() for a, b in zip(near["start"], near["end"], strict=True)] == (
        near["word"].tolist()
    )
    assert near["outlet"].eq("A").all()
    assert len(words_near(_tokens(text), _mention(text).iloc[:0])) == 0


def _words(counts, seed=0):
    rng = np.random.default_rng(seed)
    rows = [
        (f"{outlet}{rng.integers(8)}", outlet, word)
        for (outlet, word), n in counts.items()
        for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "word"])


COUNTS = {("A", "x"): 30, ("B", "x"): 10, ("A", "y"): 20, ("B", "y"): 40, ("A", "z"): 1}


def test_keyness_is_the_published_formula():
    words = _words(COUNTS)
    table = keyness(words, a="A", b="B", prior=10.0, least=1).set_index("word")
    share = (40 + 0.5) / (101 + 1.5)
    alpha, weight = 10 * share, 10.0
    d = np.log((30 + alpha) / (51 + weight - 30 - alpha))
    d -= np.log((10 + alpha) / (50 + weight - 10 - alpha))
    assert table.loc["x", "log_odds"] == pytest.approx(d)
    z = d / np.sqrt(1 / (30 + alpha) + 1 / (10 + alpha))
    assert table.loc["x", "z"] == pytest.approx(z)
    assert table.loc["x", ["n_a", "n_b", "total_a", "total_b"]].tolist() == [30, 10, 51, 50]
    assert table.index[0] == "x" and table.index[-1] == "y"
    assert table.loc["x", "low"] < d < table.loc["x", "high"]


def test_keyness_is_fair_to_both_sides_and_to_order():
    words = _words(COUNTS)
    table = keyness(words, a="A", b="B")
    assert "z" not in table["word"].tolist()  # met once
    back = keyness(words, a="B").set_index("word")
    for row in table.itertuples():
        assert back.loc[row.word, "log_odds"] == pytest.approx(-row.log_odds)
        assert back.loc[row.word, "low"] == pytest.approx(-row.high, abs=1e-6)
    mixed = words.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(keyness(mixed, a="A", b="B"), table)


def test_one_article_can_not_make_a_word_certain():
    words = _words({("A", "x"): 30, ("B", "x"): 5, ("A", "y"): 60, ("B", "y"): 60})
    spread_out = keyness(words, a="A", b="B").set_index("word").loc["x"]
    lumped = words.assign(
        article_id=words["article_id"].where(~words["word"].eq("x") | words["outlet"].eq("B"), "A0")
    )
    one = keyness(lumped, a="A", b="B").set_index("word").loc["x"]
    assert one["z"] == pytest.approx(spread_out["z"])
    assert one["high"] - one["low"] > spread_out["high"] - spread_out["low"]
    assert one["n_articles_a"] == 1


def test_keyness_of_nothing_and_bad_input():
    words = _words(COUNTS)
    empty = keyness(words.iloc[:0], a="A")
    assert len(empty) == 0 and "z" in empty
    assert keyness(words, a="A", b="B", background=words.iloc[:0])["z"].notna().all()
    with pytest.raises(SputlinkError, match="prior"):
        keyness(words, a="A", prior=0)
    with pytest.raises(MissingColumn, match="voice"):
        keyness(words, a="A", column="voice")


def _scored(scorer):
    texts = [
        ("A", "Iran made a brave, excellent, peaceful offer."),
        ("A", "Iran is not bad, and its brutal attack was terrible!"),
        ("A", "Iran met France."),
        ("B", "Iran made a terrible and brutal attack."),
        ("B", "Iran is brave, but its failed attack was a disaster."),
    ]
    sentences = pd.DataFrame(
        {"article_id": [str(i) for i in range(5)], "sentence_id": 0, "start": 0}
    ).assign(sentence=[text for _, text in texts])
    mentions = sentences[["article_id", "sentence_id"]].assign(
        actor="Iran", start=0, end=4, outlet=[outlet for outlet, _ in texts]
    )
    return add_polarity(mentions, sentences, scorer=scorer)


def flat(rows):
    return pd.Series(0.3, rows.index)


@pytest.mark.parametrize("scorer", [SCORERS["textblob"], SCORERS["vader"], flat])
def test_contributions_add_up(scorer):
    mentions = _scored(scorer)
    parts = word_contributions(mentions).groupby("row")["contribution"].sum()
    found = parts.reindex(range(5), fill_value=0.0).to_numpy()
    np.testing.assert_allclose(found, mentions["polarity"], atol=1e-9)
    means = mentions.groupby("outlet")["polarity"].mean()
    sums = words_by(mentions, "outlet").groupby("outlet")["contribution"].sum()
    np.testing.assert_allclose(sums, means, atol=1e-9)
    shift = word_shift(mentions, a="A", b="B")
    assert shift["contribution"].sum() == pytest.approx(means["A"] - means["B"])
    np.testing.assert_allclose(shift["by_use"] + shift["by_score"], shift["contribution"])
    back = word_shift(mentions, a="B").set_index("word")["contribution"]
    np.testing.assert_allclose(back[shift["word"]], -shift["contribution"], atol=1e-12)


def test_words_that_do_not_add_up_leave_a_rest():
    mentions = pd.DataFrame({"polarity": [0.5, -0.4], "evidence": [[("x", -1.0)], []]})
    parts = word_contributions(mentions)
    assert parts["word"].tolist() == ["x", "(other than words)", "(other than words)"]
    assert parts.groupby("row")["contribution"].sum().tolist() == pytest.approx([0.5, -0.4])


def test_shift_of_nothing_and_bad_input():
    mentions = _scored(SCORERS["textblob"])
    assert len(words_by(mentions.iloc[:0], ["outlet"])) == 0
    assert len(word_shift(mentions.iloc[:0], a="A")) == 0
    with pytest.raises(SputlinkError, match="no mentions where outlet is Z"):
        word_shift(mentions, a="Z")
    with pytest.raises(MissingColumn, match="evidence"):
        word_shift(mentions.drop(columns="evidence"), a="A")
