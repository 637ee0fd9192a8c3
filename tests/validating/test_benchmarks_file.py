"""The figures that ship without their labels: whole, sourced, and of the model that ships."""

import json

import pandas as pd
import pytest

from analysis.schema import LexiconError
from analysis.scoring.target import FOLDER
from analysis.validating.benchmarks import (
    BenchmarkError,
    of_shipped_model,
    read_benchmarks,
    read_references,
    shipped_model,
)
from tests.benchmarks.measures import RUNS
from tests.benchmarks.save import figures_of, save

PART_SIZES = {"real-world": 343, "multi-target": 442}
PARTS = {"rw_dev": {"n": 4, "macro_f1": 0.5}, "mt_dev": {"n": 6, "macro_f1": 0.4}}
FOUND = {"n": 10, "macro_f1": 0.51239, "accuracy": 0.6, "name_swap_shift": 0.0, "parts": PARTS}
(RUN,) = (r for r in RUNS if r.name == "sentiment --scorer target")


def test_every_scorer_stands_there_with_n_and_command():
    table = read_benchmarks()
    f1 = table[(table["benchmark"] == "sentiment") & (table["measure"] == "macro_f1")]
    assert set(f1["scorer"]) == {"textblob", "vader", "target"}
    assert f1["value"].between(0, 1).all() and (f1["n"] > 100).all()
    assert table["source"].str.startswith("python -m tests.benchmarks.").all()
    assert {"quotes", "roles"} <= set(table["benchmark"])


@pytest.mark.skipif(not shipped_model(), reason="no fitted model is here")
def test_the_fitted_scorers_figures_are_of_the_shipped_model():
    again = "python -m tests.benchmarks --only sentiment author_sentiment --save ..."
    assert of_shipped_model(), f"data/benchmarks.json is of another model; run: {again}"


@pytest.mark.skipif(not shipped_model(), reason="no fitted model is here")
def test_the_models_card_says_what_was_measured():
    table = read_benchmarks()
    found = table[table["scorer"] == "target"].set_index(["benchmark", "measure"])["value"]
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    parts = {"real-world": "rw_dev", "multi-target": "mt_dev"}
    told = {
        f"| {words} | {n} | {found['sentiment', key]:.3f} |".replace(" 0.", " .")
        for words, n, key in (
            *((words, n, f"parts / {parts[words]} / macro_f1") for words, n in PART_SIZES.items()),
            ("both", 785, "macro_f1"),
        )
    }
    assert {line for line in told if line not in card} == set()
    f1, r = (found["author_sentiment", key] for key in ("macro_f1", "correlation"))
    assert f"macro-F1 {f1:.3f} (always".replace(" 0.", " .") in card
    assert f"correlation {r:.3f}.".replace(" 0.", " .") in card


def test_references_name_their_source():
    table = read_references()
    assert table["source"].str.contains(r"\d{4}").all()
    assert set(table["kind"]) == {"human", "published"}


def test_a_reference_outside_its_range_names_its_line(tmp_path):
    path = tmp_path / "r.csv"
    head = "benchmark,scorer,measure,value,n,measured_on,kind,source"
    path.write_text(f"{head}\nsentiment,x,macro_f1,83,,y,human,z 2020\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2: value 83"):
        read_references(path)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"figures": [{}]}', '{"figures": 3}'])
def test_a_file_that_is_none_is_a_named_error(tmp_path, text):
    path = tmp_path / "b.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BenchmarkError, match=r"b\.json"):
        read_benchmarks(path)


def test_new_figures_take_the_place_of_old_ones_of_the_same_command(tmp_path):
    path = tmp_path / "b.json"
    save(path, figures_of(RUN, FOUND, model="old"))
    save(path, [{"benchmark": "x", "command": "y"}])
    save(path, figures_of(RUN, FOUND | {"macro_f1": 0.7}, model="new"))
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]
    values = {f.get("measure"): f.get("value") for f in figures}
    parts = {"parts / rw_dev / macro_f1": 0.5, "parts / mt_dev / macro_f1": 0.4}
    whole = {"macro_f1": 0.7, "accuracy": 0.6, "name_swap_shift": 0.0}
    assert values == whole | parts | {None: None}
    assert {f.get("model") for f in figures} == {"new", None}


def test_a_figure_is_read_back_as_it_was_kept(tmp_path):
    path = tmp_path / "b.json"
    save(path, figures_of(RUN, FOUND, model="m"))
    table = read_benchmarks(path).set_index("measure")
    assert table.loc["macro_f1", ["scorer", "value", "n"]].tolist() == ["target", 0.5124, 10]
    assert pd.isna(table.loc["name_swap_shift", "n"])
    assert not of_shipped_model(path)
