"""Pronouns and descriptions: those that are resolved, and the many that must not be."""

import pandas as pd
import pytest

from analysis.naming.coreference import find_pronoun_mentions, read_descriptions
from analysis.naming.salience import read_salience
from analysis.reading.segment import split_sentences, split_tokens
from analysis.schema import LexiconError, MissingColumn

KINDS = {
    "Vladimir Putin": "leader", "Putin": "leader", "President Putin": "leader",
    "Donald Trump": "leader", "Trump": "leader", "Iran": "state", "Russia": "state",
    "Israel": "state", "Moscow": "state", "Russian foreign ministry": "body", "NATO": "bloc",
    "Republicans": "party",
}  # fmt: skip
ACTORS = {"Putin": "Vladimir Putin", "President Putin": "Vladimir Putin", "Trump": "Donald Trump"}


def tables(*texts):
    """Tokens, and the longest of the names above wherever they stand."""
    articles = pd.DataFrame(
        {"article_id": [f"a{i}" for i in range(len(texts))], "text": texts, "body_start": 0}
    )
    sentences = split_sentences(articles)
    rows = []
    for row in sentences.itertuples():
        taken = set()
        for name in sorted(KINDS, key=len, reverse=True):
            at = row.sentence.find(name)
            while at >= 0:
                if not taken & set(range(at, at + len(name))):
                    taken |= set(range(at, at + len(name)))
                    actor = ACTORS.get(name, name)
                    span = (row.start + at, row.start + at + len(name))
                    rows.append((row.article_id, row.sentence_id, actor, KINDS[name], name, *span))
                at = row.sentence.find(name, at + 1)
    columns = ["article_id", "sentence_id", "actor", "actor_kind", "alias", "start", "end"]
    text = ["article_id", "actor", "actor_kind", "alias"]
    mentions = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(text, "str"))
    mentions = mentions.sort_values(["article_id", "start"], ignore_index=True)
    mentions.insert(2, "mention_id", mentions.groupby("article_id").cumcount())
    return mentions.assign(how="name"), split_tokens(sentences)


CASES = [
    ("Putin spoke. He went home.", ["He = Vladimir Putin"]),
    ("Putin spoke. He went home. Then he left.", ["He = Vladimir Putin", "he = Vladimir Putin"]),
    ("Putin met Trump. He went home.", []),
    ("Putin spoke. John Miller left. He went home.", []),
    ("The talks failed. He went home.", []),
    ("Putin spoke. He went home. She left.", ["He = Vladimir Putin"]),
    ("Iran has declared that it will not return.", ["it = Iran"]),
    ("Iran began its attack.", ["its = Iran"]),
    ("Iran spoke. It went home.", ["It = Iran"]),
    ("Iran accused Israel of hiding its plans.", []),
    ("Iran said the company raised its prices.", []),
    ("Russia's posture shows it will not escalate.", []),
    ("Iran spoke. It is clear that nobody won.", []),
    ("Iran spoke. It was Israel who began.", []),
    ("Iran and Russia began its attack.", []),
    ("Republicans won because it rained.", []),
    ("Iran and Israel spoke. They went home.", []),
    ("Putin defended himself.", ["himself = Vladimir Putin"]),
    ("Putin said that he would win.", ["he = Vladimir Putin"]),
    ("Putin met Trump. Then he said that he had won.", []),
    ("Putin hit him.", []),
    ("Putin praised his country, and he left.", ["his = Vladimir Putin", "he = Vladimir Putin"]),
    ("Iran voted. Prices in the country rose.", ["the country = Iran"]),
    ("Iran met Israel. Prices in the country rose.", []),
    ("Iran spoke. The country of Georgia voted.", []),
    ("Iran spoke. A country voted.", []),
    ("The Russian foreign ministry spoke. The ministry went home.",
     ["The ministry = Russian foreign ministry"]),
    ("NATO spoke. The ministry went home.", []),
    ("President Putin spoke. The president went home.", ["The president = Vladimir Putin"]),
    ("Putin spoke. The president went home.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_few_are_resolved(text, expected):
    found = find_pronoun_mentions(*tables(text))
    assert [f"{row.alias} = {row.actor}" for row in found.itertuples()] == expected


def test_rows_go_beside_the_mentions():
    text = "Putin spoke. He went home. Iran voted in the country."
    mentions, tokens = tables(text)
    before = mentions.copy()
    found = find_pronoun_mentions(mentions, tokens)
    pd.testing.assert_frame_equal(mentions, before)
    both = pd.concat([mentions, found], ignore_index=True)
    assert not both.duplicated(["article_id", "mention_id"]).any()
    assert found["how"].tolist() == ["pronoun", "description"]
    assert found["actor_kind"].tolist() == ["leader", "state"]
    named = mentions.set_index("mention_id")["actor"]
    assert (found["antecedent_id"].map(named) == found["actor"]).all()
    for row in found.itertuples():
        assert text[row.start : row.end] == row.alias


def test_a_pronoun_stays_in_its_voice():
    text = "Putin spoke. 'He lied,' they said. He left."
    mentions, tokens = tables(text)
    start = text.index("He lied")
    quotes = pd.DataFrame(
        {"article_id": ["a0"], "start": [start], "end": [start + 8], "kind": ["direct"]}
    )
    assert find_pronoun_mentions(mentions, tokens)["start"].tolist() == [
        start,
        text.index("He left"),
    ]
    found = find_pronoun_mentions(mentions, tokens, quotes=quotes)
    assert found["start"].tolist() == [text.index("He left")]


def test_places_are_no_antecedents():
    mentions, tokens = tables("Moscow voted. Prices in the country rose.")
    assert len(find_pronoun_mentions(mentions, tokens)) == 1
    assert find_pronoun_mentions(mentions.assign(how="place"), tokens).empty


def test_order_of_rows_does_not_matter_and_articles_are_apart():
    mentions, tokens = tables("Putin spoke. He left.", "He went home. Iran began its attack.")
    found = find_pronoun_mentions(mentions, tokens)
    assert found["alias"].tolist() == ["He", "its"]
    shuffled = find_pronoun_mentions(mentions.iloc[::-1], tokens.iloc[::-1])
    pd.testing.assert_frame_equal(
        shuffled.sort_values(["article_id", "start"], ignore_index=True), found
    )


def test_empty_frames_keep_their_columns():
    mentions, tokens = tables("Putin spoke. He left.")
    full = find_pronoun_mentions(mentions, tokens)
    for empty in (
        find_pronoun_mentions(mentions.iloc[:0], tokens),
        find_pronoun_mentions(mentions, tokens.iloc[:0]),
    ):
        assert list(empty.columns) == list(full.columns)
        assert empty.dtypes.equals(full.dtypes)
    assert list(full.columns) == [*mentions.columns, "antecedent_id"]


def test_errors_name_what_is_wrong(tmp_path):
    mentions, tokens = tables("Putin spoke.")
    with pytest.raises(MissingColumn, match="find_mentions"):
        find_pronoun_mentions(mentions.drop(columns="how"), tokens)
    path = tmp_path / "descriptions.csv"
    path.write_text("noun,kinds,named\ncountry,state,perhaps\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2: named is 'perhaps'"):
        read_descriptions(path)


def test_the_weights_are_numbers(tmp_path):
    path = tmp_path / "salience.csv"
    path.write_text("feature,person,thing,several\nsubject,1,high,0\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2: thing is 'high', expected a number"):
        read_salience(path)
