"""The author's sentiment toward main entities of an article: aggregated mentions against labels.

    python -m tests.benchmarks.author_sentiment ARTICLES.jsonl ENTITIES.jsonl --scorer target

ARTICLES has `event`, `outlet`, `title`, `text`; ENTITIES has `event`, `outlet`, `target` and
`label` (-1, 0, 1: the author's sentiment toward the target over the whole article). Mentions are
found by the target's name, by what is derived from it and by pronouns; each is scored in its
sentence. An entity's score is a damped sum of its mentions' polarity rather than a mean: two
harsh sentences among twenty plain ones are what a reader remembers (see `aggregate`).

Two thresholds make three classes of the score: those of `author_sentiment.json` beside this file,
which `--store` fits anew on the given events. As they were fitted on all events at hand, quote
for those events the line above the last, where each event is scored by thresholds that were fitted
on all others. The last line is one JSON object, by the stored thresholds.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.naming.coreference import find_pronoun_mentions
from analysis.quoting.quotes import find_quotes
from analysis.quoting.voice import add_voice
from analysis.reading.segment import split_sentences, split_tokens
from analysis.scoring.polarity import add_polarity, get_scorer
from tests.benchmarks.sentiment import CLASSES, classes, fit_thresholds, macro_f1
from tests.benchmarks.units import Sums, confusion, figures_with_intervals, macro_f1_of

DAMPING, QUOTED = 0.25, 0.25
STORED = Path(__file__).with_suffix(".json")
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


def mention_table(articles: pd.DataFrame, entities: pd.DataFrame, *, scorer) -> pd.DataFrame:
    """One row per scored mention of a labelled entity: `entity` (its row), polarity, voice, place.

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
    sentences, quotes = split_sentences(table), None
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
    both = add_voice(both, quotes, sentences)
    both = add_polarity(both, sentences, quotes=quotes, scorer=scorer)
    length = sentences.groupby("article_id").size()
    both["place"] = both["sentence_id"] / both["article_id"].map(length)
    return both


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


def aggregate(mentions: pd.DataFrame, n_entities: int) -> np.ndarray:
    """One score for each entity; 0.0 where it was not found.

    Squares let clear sentences count more; a quotation counts a quarter, since the author chose it
    but did not say it; the sum is damped by the number of mentions, and is no mean of them.
    """
    polarity = mentions["polarity"].to_numpy()
    weight = np.where(mentions["voice"].isin(["direct", "indirect"]), QUOTED, 1.0)
    which = mentions["entity"].to_numpy(dtype=int)
    total = np.bincount(which, np.sign(polarity) * polarity**2 * weight, minlength=n_entities)
    weights = np.bincount(which, weight, minlength=n_entities)
    return total / np.maximum(weights, 1.0) ** DAMPING


def correlation(score: np.ndarray, truth: np.ndarray) -> float:
    return float(np.corrcoef(score, truth)[0, 1]) if np.std(score) > 0 else 0.0


def correlation_of(sums: Sums) -> float:
    """Pearson's correlation of x and y, from the sums of their products."""
    n = sums["n"]
    both = sums["xy"] - sums["x"] * sums["y"] / n
    alone = (sums["xx"] - sums["x"] ** 2 / n) * (sums["yy"] - sums["y"] ** 2 / n)
    return both / np.sqrt(np.maximum(alone, 1e-12))


def intervals(
    score: np.ndarray, truth: np.ndarray, guess: np.ndarray, events: np.ndarray
) -> dict[str, list[float]]:
    """The 95 % intervals of macro-F1 and correlation, whole events resampled."""
    products = {"n": 1, "x": score, "y": truth, "xy": score * truth}
    products |= {"xx": score**2, "yy": truth**2}
    sums = pd.DataFrame(products).groupby(events).sum().to_dict("records")
    units = [a | b for a, b in zip(sums, confusion(truth, guess, events), strict=True)]
    figures = {"macro_f1": macro_f1_of(*CLASSES), "correlation": correlation_of}
    return figures_with_intervals(units, figures)["intervals"]


def evaluate(
    score: np.ndarray, truth: np.ndarray, cuts: tuple[float, float], events: np.ndarray
) -> dict:
    """The figures of some rows, with fitted thresholds."""
    guess = classes(score, *cuts)
    mean, each = macro_f1(truth, guess)
    figures = {"n": len(truth), "macro_f1": mean, "correlation": correlation(score, truth)}
    figures |= dict(zip(["f1_negative", "f1_neutral", "f1_positive"], each, strict=True))
    figures["majority_macro_f1"] = macro_f1(truth, np.zeros(len(truth)))[0]
    rounded = {key: round(value, 4) for key, value in figures.items()}
    return rounded | {"intervals": intervals(score, truth, guess, events)}


def read_lines(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8") as lines:
        return pd.DataFrame([json.loads(line) for line in lines if line.strip()])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("entities", type=Path)
    parser.add_argument("--scorer", default="target")
    parser.add_argument("--store", action="store_true", help="fit weights on these events and keep")
    options = parser.parse_args()

    articles, entities = read_lines(options.articles), read_lines(options.entities)
    truth = entities["label"].to_numpy()
    mentions = mention_table(articles, entities, scorer=get_scorer(options.scorer))
    found = np.isin(np.arange(len(entities)), mentions["entity"].to_numpy(dtype=int))
    print(f"{len(mentions)} mentions of {found.sum()} of {len(entities)} entities")
    score = aggregate(mentions, len(entities))
    events, crossed = entities["event"].to_numpy(), np.zeros((len(entities), 2))
    for event in np.unique(events):
        own = events == event
        crossed[own] = fit_thresholds(score[~own], truth[~own], smooth=True)
    stored = json.loads(STORED.read_text(encoding="utf-8")) if STORED.is_file() else {}
    if options.store:
        stored["fitted on"] = f"{entities['event'].nunique()} events of BASIL"
        stored[options.scorer] = [
            round(cut, 4) for cut in fit_thresholds(score, truth, smooth=True)
        ]
        STORED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    cross = evaluate(score, truth, (crossed[:, 0], crossed[:, 1]), events)
    print("each event by the thresholds of the others:", json.dumps(cross))
    figures = evaluate(score, truth, tuple(stored[options.scorer]), events)
    print(json.dumps({"scorer": options.scorer, **figures, "found": round(float(found.mean()), 4)}))


if __name__ == "__main__":
    main()
