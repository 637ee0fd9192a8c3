"""What the stages cost and how cost and memory grow, as ratios within one run.

    python -m tests.benchmarks.speed [--articles N]

The constructed articles are repeated, with words of their own in each copy, to N articles and to
4 N. Costs are processor seconds, so that what else the machine does hardly counts. The last line
is one JSON object:

- `stages`: each stage's share of the whole analysis, and its cost as a multiple of splitting
  sentences (`times_segmenting`); scoring is with TextBlob.
- `masked_textblob`: cost of the scorer, names masked, as a multiple of TextBlob's own
  `sentiment_assessments` over the same sentences.
- `time_growth`, `memory_growth`: cost and peak of allocated memory on 4 N articles over those on
  N; 4 is linear.
- `bytes_per_byte`: peak of allocated memory over the bytes of text, on 4 N articles.
"""

import argparse
import gc
import json
import re
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from textblob import TextBlob

from analysis.acting.roles import add_roles
from analysis.cleaning.ledger import add_text, find_furniture
from analysis.cleaning.subheadings import find_subheadings
from analysis.loading.read import read_articles
from analysis.naming.mentions import find_mentions
from analysis.pipeline import analyse
from analysis.quoting.quotes import find_quotes
from analysis.quoting.voice import add_voice
from analysis.reading.segment import split_sentences, split_tokens
from analysis.schema import DATA
from analysis.scoring.polarity import add_polarity
from analysis.tables import add_words_of

CONSTRUCTED = DATA / "constructed" / "articles.jsonl"


def corpus(n: int, salt: int, path: Path = CONSTRUCTED) -> pd.DataFrame:
    """The constructed articles over and over, `n` in all, each under an id of its own.

    Each copy has ordinals of its own behind 'the' and 'a' ('the 17th ministry'): what remembers
    sentences would else be timed at remembering. Corpora of different `salt` share few sentences.
    """
    articles = read_articles(path).articles
    repeated = pd.concat([articles] * (n // len(articles) + 1), ignore_index=True).head(n)
    ordinals = [f"{1000 * salt + at // len(articles) + 20}th" for at in repeated.index]
    return repeated.assign(
        article_id=[f"{salt:04x}{at:08x}" for at in repeated.index],
        raw=[
            re.sub(r"\b(the|an?|of|in) (?=[a-z])", rf"\g<0>{ordinal} ", raw)
            for raw, ordinal in zip(repeated["raw"], ordinals, strict=True)
        ],
    )


def seconds_of(work: Callable) -> tuple[float, object]:
    gc.collect()
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def stages(articles: pd.DataFrame) -> tuple[dict[str, float], pd.DataFrame]:
    """Processor seconds of each stage, and the mentions at their end."""
    costs = {}

    def stage(name: str, work: Callable):
        costs[name], made = seconds_of(work)
        return made

    texts = stage("clean", lambda: add_text(articles, find_furniture(articles)))
    breaks = find_subheadings(texts)
    sentences = stage("sentences", lambda: split_sentences(texts, breaks=breaks))
    tokens = stage("tokens and tags", lambda: split_tokens(sentences))
    mentions = stage("actors", lambda: find_mentions(sentences, texts))
    quotes = stage("quotations", lambda: find_quotes(texts, sentences, tokens, mentions=mentions))
    voiced = stage("voices", lambda: add_words_of(add_voice(mentions, quotes, sentences)))
    roles = stage("roles", lambda: add_roles(voiced, tokens))
    scored = stage(
        "polarity", lambda: add_polarity(roles, sentences, quotes=quotes, scorer="textblob")
    )
    return costs, scored.merge(sentences, on=["article_id", "sentence_id"])


def peak_bytes(work: Callable) -> int:
    gc.collect()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=24, help="articles of the smaller corpus")
    n = parser.parse_args().articles
    analyse(corpus(8, 0), scorer="textblob")  # models and word lists are loaded once, not timed
    runs = {n: [], 4 * n: []}
    for salt in (1, 2):
        for size in runs:
            runs[size].append(stages(corpus(size, salt if size == n else salt + 2)))
    costs, scored = min(runs[4 * n], key=lambda run: sum(run[0].values()))
    whole = sum(costs.values())
    shares = {
        name: {
            "share": round(cost / whole, 3),
            "times_segmenting": round(cost / costs["sentences"], 2),
        }
        for name, cost in costs.items()
    }
    assessed, _ = seconds_of(
        lambda: [TextBlob(text).sentiment_assessments for text in scored["sentence"]]
    )
    # The shorter of two runs: what else the machine does only ever adds.
    times = {size: min(sum(found[0].values()) for found in runs[size]) for size in runs}
    large = corpus(4 * n, 5)
    peaks = [peak_bytes(lambda a=a: stages(a)) for a in (corpus(n, 6), large)]
    result = {
        "articles": [n, 4 * n],
        "mentions": len(scored),
        "stages": shares,
        "masked_textblob": round(costs["polarity"] / assessed, 2),
        "time_growth": round(times[4 * n] / times[n], 2),
        "memory_growth": round(peaks[1] / peaks[0], 2),
        "bytes_per_byte": round(peaks[1] / large["raw"].str.len().sum()),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
