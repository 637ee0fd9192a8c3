"""How fast figure, table and sentences follow a choice, on 1,000 articles.

    python -m tests.benchmarks.explorer [--articles 1000]

The articles are the shipped ones over and over, under changed ids. Given are the median and the
slowest of several choices in milliseconds, as the clock on the wall has it and as the processor
was busy (the two part where other programs run), and the ratio of the former to what drawing one
empty figure of the same size takes here. Drawn is what the canvas would send to the browser; what
the browser needs to show it is not in the figures. The last line printed is one JSON object.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis.exploring.explorer import Explorer
from analysis.exploring.picture import WIDTH
from analysis.loading.read import read_articles
from analysis.pipeline import analyse
from analysis.schema import DATA
from analysis.tables import Tables

BUDGET = 150  # milliseconds within which an answer feels like one
WORDS = ["isolated -1", "isolated -1\nally 1", "grave violation -1\nisolated -0.5", "the 0.1"]


def many(tables: Tables, n: int) -> Tables:
    """The same tables, repeated under other ids until there are `n` articles."""
    ids = tables.articles["article_id"].tolist()
    names = [(one, f"{one[:-3]}{i:03d}") for i in range(-(-n // len(ids))) for one in ids][:n]
    copies = pd.DataFrame(names, columns=["article_id", "new"])

    def repeat(table: pd.DataFrame) -> pd.DataFrame:
        if "article_id" not in table:
            return table
        wide = copies.merge(table, on="article_id").drop(columns="article_id")
        if "event" in wide:  # an event stays as large as it is
            wide["event"] += wide["new"].str[-3:]
        return wide.rename(columns={"new": "article_id"})[list(table)]

    return replace(tables, **{name: repeat(frame) for name, frame in tables})


def clock(acts: list[Callable[[], object]]) -> dict[str, float]:
    """Median and maximum of the acts, in milliseconds."""
    wall, busy = [], []
    for act in acts:
        start = time.perf_counter(), time.process_time()
        act()
        wall.append(time.perf_counter() - start[0])
        busy.append(time.process_time() - start[1])
    figures = {"median": np.median(wall), "slowest": max(wall), "busy": np.median(busy)}
    return {name: round(1000 * float(value), 1) for name, value in figures.items()}


def choices(explorer: Explorer) -> dict[str, list[Callable[[], object]]]:
    """For each part a list of acts, each as a person would cause it, drawing included."""
    controls = explorer.controls
    actors = [actor for _, actor in controls.actor.options[:8]]
    outlets = list(controls.outlets.options)

    def choose(name: str, value) -> Callable[[], None]:
        def act() -> None:
            getattr(controls, name).value = value
            explorer.canvas.draw()

        return act

    def click(row: int) -> Callable[[], None]:
        return lambda: explorer.pick(str(row))

    return {
        "another actor": [choose("actor", actor) for actor in [*actors[1:], actors[0]]],
        "outlets": [choose("outlets", (name,)) for name in outlets] + [choose("outlets", ())],
        "voice": [choose("words_of", v) for v in ("outlet", "quoted", "each", "all")],
        "grouping": [choose("by", by) for by in ("day", "week", "words_of", "outlet")],
        "a dot": [click(row) for row in explorer.framing.index],
        "word list": [choose("words", text) for text in WORDS],
    }


def choices_of_pairs(explorer: Explorer) -> dict[str, list[Callable[[], object]]]:
    """The same for the tab of two actors."""
    view, controls = explorer.pairs, explorer.pairs.controls
    actors = [actor for _, actor in controls.target.options[1:6]]

    def choose(name: str, value) -> Callable[[], None]:
        def act() -> None:
            getattr(controls, name).value = value
            view.canvas.draw()

        return act

    return {
        "toward another": [choose("target", actor) for actor in [*actors, ""]],
        "from another": [choose("holder", actor) for actor in actors],
        "grouping of a pair": [choose("by", by) for by in ("outlet", "day", "words_of", "tie")],
    }


def first_looks(explorer: Explorer, n: int = 8) -> list[Callable[[], object]]:
    """Open as many stories, each for the first time."""
    story = explorer.story
    return [
        lambda event=event: setattr(story.event, "value", event)
        for _, event in story.event.options[1 : n + 1]
    ]


def empty_figure() -> None:
    figure = Figure(figsize=(WIDTH, 4), layout="constrained")
    figure.add_subplot()
    FigureCanvasAgg(figure).draw()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    articles = read_articles(DATA / "pages", DATA / "constructed" / "articles.jsonl").articles
    tables = many(analyse(articles, scorer="textblob"), options.articles)
    print(f"{len(tables.articles):,} articles, {len(tables.mentions):,} mentions")
    empty_figure()
    unit = clock([empty_figure] * 9)["median"]
    explorer = Explorer(tables)
    explorer.canvas.syncing_data_url = False  # as once a browser has said that it is there
    explorer.canvas.draw()
    explorer.pairs.canvas.syncing_data_url = False
    acts = choices(explorer) | choices_of_pairs(explorer)
    table = pd.DataFrame({part: clock(each) for part, each in acts.items()}).T
    table["ratio"] = (table["median"] / unit).round(2)
    print(table.to_string())
    # What is done once (an actor read by another scorer, a story told) is not among the answers.
    first = clock([lambda: setattr(explorer.controls.scorer, "value", "vader")])["median"]
    opening = clock([explorer.story.open])["median"]
    story = clock(first_looks(explorer))["median"]
    figures = {"articles": len(tables.articles), "empty_figure_ms": unit, "budget_ms": BUDGET}
    figures |= {f"{part}_ms": float(ms) for part, ms in table["median"].items()}
    figures |= {"slowest_control_ms": float(table["median"].max())}
    figures |= {"slowest_ms": float(table["slowest"].max()), "first_reading_ms": first}
    figures |= {"opening_stories_ms": opening, "first_look_at_a_story_ms": story}
    within = float((table["median"] <= BUDGET).mean())
    print(json.dumps(figures | {"parts_within_budget": within}))


if __name__ == "__main__":
    main()
