"""Whole articles with labelled entities, as tables of their scored mentions.

BASIL labels some main entities of an article, PerSenT one. Mentions are found by the entity's name,
by what is derived from it and by pronouns; each is scored in its sentence.
"""

import json
import re
from pathlib import Path

import pandas as pd

from analysis.acting import add_roles
from analysis.naming import find_pronoun_mentions
from analysis.quoting import add_voice, find_quotes
from analysis.reading import split_sentences, split_tokens
from analysis.scoring import Scorer, add_polarity

OF_FEW = 450  # articles drawn from a file that has many about few entities

# US politics has names that no rule derives from the label.
ALSO = {
    "republican": ["Republicans", "Republican", "GOP", "G.O.P."],
    "gop": ["Republicans", "Republican", "GOP", "G.O.P."],
    "democratic": ["Democrats", "Democratic"],
    "democrats": ["Democrats", "Democratic"],
    "republicans": ["Republicans", "Republican", "GOP", "G.O.P."],
    "house democrats": ["House Democrats", "Democrats"],
    "house republicans": ["House Republicans", "Republicans", "GOP", "G.O.P."],
    "supreme court": ["Supreme Court", "justices", "the court"],
    "u.s. congress": ["Congress", "lawmakers"],
    "police": ["police", "officers"],
    "protestors": ["protesters", "protestors", "demonstrators"],
    "law enforcement/federal authorities": ["authorities", "investigators", "F.B.I.", "FBI"],
}
_GROUP = re.compile(
    r"lawmakers|campaign|administration|members|candidates|companies|programs", re.I
)
_SUFFIXES = {"jr.", "sr.", "jr", "sr", "ii", "iii"}
# Who does not look like a name part: a word that would find anything.
_COMMON = {"the", "and", "of", "for", "national", "house", "social", "media", "tea", "party"}


def aliases(target: str) -> list[str]:
    """Strings that stand for a target: its label, its last name, initials, usual other names."""
    low = target.lower()
    if low in ALSO:
        return [target, *ALSO[low]]
    found, words = [target], target.split()
    if _GROUP.search(target):
        stem = [word for word in words if not _GROUP.fullmatch(word)]
        found += [" ".join(stem), *ALSO.get(stem[0].lower() if stem else "", [])]
    elif " and " in target:
        found += [word for word in words if word[0].isupper()]
    elif len(words) > 1 and all(word[0].isupper() for word in words):
        names = [word for word in words if word.lower() not in _SUFFIXES]
        if len(names) == len(words) and not set(low.split()) & _COMMON:
            found.append(names[-1])
        if len(words) > 2:
            found.append("".join(word[0] for word in words if word[0].isupper()))
    return [alias for alias in dict.fromkeys(found) if len(alias) > 2]


def find_mentions(text: str, target: str, others: list[str]) -> list[tuple[int, int]]:
    """Spans of the target's aliases, less those inside another entity's longer name."""
    forms = sorted(aliases(target), key=len, reverse=True)
    pattern = "|".join(
        re.escape(form) if form[0].isupper() else f"(?i:{re.escape(form)})" for form in forms
    )
    taken = [
        match.span()
        for other in others
        if other != target
        for match in re.finditer(re.escape(other), text)
        if len(other) > min(map(len, forms))
    ]
    spans = [match.span() for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]
    return [
        (start, end)
        for start, end in spans
        if not any(
            left <= start and end <= right and right - left > end - start for left, right in taken
        )
    ]


def article_table(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles as the package's stages take them; the text begins with the headline."""
    text = articles["title"] + "\n\n" + articles["text"]
    keys = articles["event"].astype(str) + " " + articles["outlet"]
    body = articles["title"].str.len() + 2
    return pd.DataFrame({"article_id": keys, "text": text, "body_start": body})


def mention_table(
    articles: pd.DataFrame, entities: pd.DataFrame, *, scorer: Scorer
) -> pd.DataFrame:
    """One row per scored mention of a labelled entity: `entity` (its row), polarity, voice, role.

    Pronouns that go back to an entity are mentions too.
    """
    table = article_table(articles)
    texts = table.set_index("article_id")["text"]
    keys = entities["event"].astype(str) + " " + entities["outlet"]
    rows = []
    for key, group in entities.groupby(keys):
        targets = list(group["target"])
        for number, target in zip(group.index, targets, strict=True):
            kind = "leader" if is_person(target) else "organisation"
            spans = find_mentions(texts[key], target, targets)
            rows += [(key, number, target, kind, texts[key][s:e], s, e, "name") for s, e in spans]
    columns = ["article_id", "entity", "actor", "actor_kind", "alias", "start", "end", "how"]
    sentences = split_sentences(table)
    tokens = split_tokens(sentences)
    mentions = pd.DataFrame(rows, columns=columns).sort_values(["article_id", "start"])
    mentions["sentence_id"] = sentence_of(mentions, sentences)
    mentions = mentions.dropna(subset="sentence_id").astype({"sentence_id": "int64"})
    mentions["mention_id"] = mentions.groupby("article_id").cumcount()
    quotes = find_quotes(table, sentences, tokens)
    pronouns = find_pronoun_mentions(mentions, tokens, quotes=quotes)
    known = {
        (key, row.target): row.Index for key, row in zip(keys, entities.itertuples(), strict=True)
    }
    pronouns["entity"] = [
        known[pair] for pair in zip(pronouns["article_id"], pronouns["actor"], strict=True)
    ]
    both = pd.concat([mentions, pronouns[mentions.columns]], ignore_index=True)
    both = add_roles(add_voice(both, quotes, sentences), tokens)
    return add_polarity(both, sentences, quotes=quotes, scorer=scorer)


def sentence_of(mentions: pd.DataFrame, sentences: pd.DataFrame) -> list[int | None]:
    """The sentence that holds each mention whole, or None."""
    by_article = dict(list(sentences.groupby("article_id")))
    found = []
    for key, start, end in zip(
        mentions["article_id"], mentions["start"], mentions["end"], strict=True
    ):
        group = by_article[key]
        at = int(group["start"].searchsorted(start, side="right")) - 1
        found.append(int(group["sentence_id"].iloc[at]) if end <= group["end"].iloc[at] else None)
    return found


def is_person(target: str) -> bool:
    """Whether a label looks like the name of one person."""
    words = target.split()
    return (
        len(words) > 1
        and all(word[0].isupper() for word in words)
        and not _GROUP.search(target)
        and not set(target.lower().split()) & _COMMON
    )


def read_basil(articles: Path, entities: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, and one row per labelled entity: `event`, `outlet`, `target`, `label`, `unit`
    (the event: what is held out as a whole)."""
    labels = read_lines(entities)
    return read_lines(articles), labels.assign(unit="event " + labels["event"].astype(str))


def read_persent(files: list[Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same of PerSenT: one entity an article; its last name is what is held out as a whole."""
    parts = []
    for file in files:
        table = read_lines(file)
        few = table["target"].nunique() < 10
        parts.append(table.sample(min(OF_FEW, len(table)), random_state=1) if few else table)
    table = pd.concat(parts, ignore_index=True).rename(columns={"id": "event"})
    table = table.assign(outlet="PerSenT")
    last = table["target"].str.lower().str.replace(r"[^a-z ]", "", regex=True).str.split().str[-1]
    entities = table[["event", "outlet", "target", "label"]].assign(unit="entity " + last)
    return table[["event", "outlet", "title", "text"]], entities


def read_lines(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8") as lines:
        return pd.DataFrame([json.loads(line) for line in lines if line.strip()])
