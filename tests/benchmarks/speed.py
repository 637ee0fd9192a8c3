"""What an analysis costs, as multiples of what its readers would pay anyway; how cost grows.

    python -m tests.benchmarks.speed [FILE.jsonl] [--articles N] [--base N] [--times N N]

The articles of FILE (default: the constructed ones) are repeated, with words of their own in each
copy. Costs are processor seconds of all threads, so that what else the machine does hardly counts,
and each ratio is of two measurements in this run, on the same articles. The last line is one JSON
object:

- `tables_over_reader`: all tables with a lexicon scorer (TextBlob, no relations) over reading the
  same texts with the shipped reader (sentences, words, tags, trees) and nothing else.
- `fitted_over_reader`: the same with both fitted scorers.
- `tables_over_textblob`: all tables with TextBlob over a plain loop of TextBlob's sentiment.
- `masked_textblob`: the scorer with names masked over TextBlob's own assessments, same sentences.
- `stage_seconds`: of each stage of the run with the fitted scorers.
- `growth`: cost of 10 and 100 times the articles, and of one article 10 and 100 times as long,
  each over 10 and 100 times the cost of one; 1 is linear.
- `two_workers`: wall seconds of one worker of a cluster over those of two, on the same articles,
  the start of the workers aside; missing where Dask is not installed.
- `import_seconds`: of `import analysis`, beyond that of pandas.
- `peak_mb`: most memory in use by `python -m analysis tables` over the larger of the collections.
- `bytes_per_second`: of text, by all tables with TextBlob, of one core.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from inspect import isfunction
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pandas as pd
from textblob import TextBlob

from analysis import pipeline, scale, tables
from analysis.cleaning import add_text, find_furniture
from analysis.loading import read_articles
from analysis.pipeline import analyse
from analysis.reading import split_sentences, split_tokens
from analysis.schema import DATA
from analysis.scoring import add_polarity

CONSTRUCTED = DATA / "constructed" / "articles.jsonl"
TIMES = (10, 100)
LEXICON = {"scorer": "textblob", "pairs": False}


def corpus(n: int, salt: int, path: Path = CONSTRUCTED) -> pd.DataFrame:
    """The articles over and over, `n` in all, each under an id of its own.

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


def lengthened(article: pd.DataFrame, times: int) -> pd.DataFrame:
    """One article whose body stands in it so many times, with words of its own each time."""
    copies = corpus(times, 90 + times)["raw"] if times > 1 else []
    return article.assign(raw="\n\n".join([article["raw"].iloc[0], *copies]))


def cost_of(work: Callable, *collections: object) -> float:
    """Processor seconds of all threads, on the collection that took least: other work only adds."""
    costs = []
    for articles in collections:
        began = time.process_time()
        work(articles)
        costs.append(time.process_time() - began)
    return min(costs)


@contextmanager
def stages_timed() -> Iterator[Counter[str]]:
    """Processor seconds of each stage that the pipeline calls, by the stage's name."""
    seconds: Counter[str] = Counter()

    def timed(stage: str, work: Callable) -> Callable:
        @wraps(work)
        def run(*args: object, **options: object) -> object:
            began = time.process_time()
            try:
                return work(*args, **options)
            finally:
                seconds[stage] += time.process_time() - began

        return run

    with ExitStack() as patches:
        for module in (pipeline, tables):
            for name, work in list(vars(module).items()):
                stage = getattr(work, "__module__", "").split(".")[1:2]
                if isfunction(work) and stage and stage[0] not in ("pipeline", "tables", "schema"):
                    patches.enter_context(patch.object(module, name, timed(stage[0], work)))
        yield seconds


def ratios(n: int, path: Path) -> dict:
    """What all tables cost over what reading and TextBlob cost by themselves.

    Each measurement has two collections of its own: the same articles, with other ordinals.
    """
    salts = count(20)

    def fresh() -> list[pd.DataFrame]:
        return [corpus(n, next(salts), path) for _ in range(2)]

    def cut(articles: pd.DataFrame) -> pd.DataFrame:
        return split_sentences(add_text(articles, find_furniture(articles)))

    def loop(sentences: pd.DataFrame) -> None:
        sentences["sentence"].map(lambda text: TextBlob(text).sentiment)

    given, sentences = fresh(), [cut(articles) for articles in fresh()]
    reader = cost_of(lambda articles: split_tokens(cut(articles)), *fresh())
    plain = cost_of(loop, *sentences)
    all_tables = cost_of(lambda articles: analyse(articles, **LEXICON), *given)
    with stages_timed() as seconds:
        fitted = cost_of(analyse, *fresh()[:1])
    made = [analyse(articles, **LEXICON) for articles in given]
    bare = [each.mentions.loc[:, :"words_of"] for each in made]
    masked = cost_of(lambda i: add_polarity(bare[i], made[i].sentences, scorer="textblob"), 0, 1)
    ids = ["article_id", "sentence_id"]
    texts = [b.merge(m.sentences, on=ids)["sentence"] for b, m in zip(bare, made, strict=True)]
    assessed = cost_of(lambda each: [TextBlob(s).sentiment_assessments for s in each], *texts)
    return {
        "articles": n,
        "mentions": len(bare[0]),
        "tables_over_reader": round(all_tables / reader, 2),
        "fitted_over_reader": round(fitted / reader, 2),
        "tables_over_textblob": round(all_tables / plain, 2),
        "masked_textblob": round(masked / assessed, 2),
        "stage_seconds": {name: round(cost, 2) for name, cost in seconds.most_common()},
        "bytes_per_second": round(given[0]["raw"].str.len().sum() / all_tables),
    }


def growth(base: int, times: list[int], path: Path) -> dict:
    """Cost over linear cost, of more articles and of a longer one."""
    article = corpus(1, 9, path)
    sizes = {
        "articles": [corpus(base * each, 10 + at, path) for at, each in enumerate([1, *times])],
        "length": [lengthened(article, each) for each in [1, *times]],
    }
    found = {}
    for what, frames in sizes.items():
        costs = [cost_of(lambda articles: analyse(articles, **LEXICON), frame) for frame in frames]
        found[what] = {
            str(each): round(cost / each / costs[0], 2)
            for each, cost in zip(times, costs[1:], strict=True)
        }
    return found


def two_workers(articles: pd.DataFrame) -> float | None:
    """How many times as fast two workers are as one."""
    try:
        with scale.connect(workers=1):
            pass
    except scale.ClusterError:
        return None
    seconds = []
    with saved(articles) as given:
        for workers in (1, 2):
            with scale.connect(workers=workers) as client:
                client.run(analyse, articles.head(1), **LEXICON)  # models are loaded, not timed
                began = time.perf_counter()
                out = given.parent / f"by-{workers}"
                scale.tables(given, out=out, size=8, client=client, scorer="textblob", pairs=False)
                seconds.append(time.perf_counter() - began)
    return round(seconds[0] / seconds[1], 2)


@contextmanager
def saved(articles: pd.DataFrame) -> Iterator[Path]:
    """A file of these articles, each with a title of its own."""
    with TemporaryDirectory() as folder:
        given = Path(folder) / "articles.parquet"
        kept = articles.drop(columns="article_id").rename(columns={"raw": "body"})
        kept.assign(title=kept["title"] + " " + articles["article_id"]).to_parquet(given)
        yield given


def seconds_to_import(name: str) -> float:
    """Least of three fresh interpreters."""
    code = f"import time; t = time.process_time(); import {name}; print(time.process_time() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def peak_mb(articles: pd.DataFrame) -> int:
    """Most memory of a fresh process that makes all tables of the articles, in megabytes."""
    with saved(articles) as given:
        out = str(given.parent / "out")
        command = [sys.executable, "-m", "analysis", "tables", str(given), "--out", out]
        options = ["--scorer", "textblob", "--no-relations"]
        subprocess.run([*command, *options], check=True, capture_output=True)
    return round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=CONSTRUCTED, help="articles")
    parser.add_argument("--articles", type=int, default=24, help="articles of the ratios")
    parser.add_argument("--base", type=int, default=1, help="articles that grow")
    parser.add_argument("--times", type=int, nargs="+", default=TIMES, help="how many times")
    options = parser.parse_args()
    # models and word lists are loaded once, not timed
    analyse(corpus(8, 0, options.file))
    result = ratios(options.articles, options.file)
    result["growth"] = growth(options.base, options.times, options.file)
    result["two_workers"] = two_workers(corpus(2 * options.articles, 7, options.file))
    result["import_seconds"] = round(seconds_to_import("analysis"), 3)
    result["peak_mb"] = peak_mb(corpus(options.base * options.times[-1], 5, options.file))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
