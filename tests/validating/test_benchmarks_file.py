"""The figures that ship without their labels: whole, sourced, and of the model that ships."""

import json

import pytest

from analysis.schema import LexiconError
from analysis.scoring.target import FOLDER
from analysis.validating.benchmarks import (
    FILE,
    BenchmarkError,
    of_shipped_model,
    read_benchmarks,
    read_references,
    shipped_model,
)
from tests.benchmarks.measures import RUNS
from tests.benchmarks.rests_on import digest_of
from tests.benchmarks.save import figures_of, save, stale

PART_SIZES = {"real-world": 343, "multi-target": 442}
PARTS = {"rw_dev": {"n": 4, "macro_f1": 0.5}, "mt_dev": {"n": 6, "macro_f1": 0.4}}
FOUND = {"n": 10, "macro_f1": 0.51239, "accuracy": 0.6, "name_swap_shift": 0.0, "parts": PARTS}
FOUND |= {"intervals": {"accuracy": [0.5, 0.7]}}
(RUN,) = (r for r in RUNS if r.name == "sentiment --scorer target")


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.name}, {run.on}")
def test_no_figure_is_older_than_its_rules(run):
    old = stale(FILE, run, digest=digest_of(run))
    again = "python -m tests.benchmarks --gold GOLD --stale --save data/benchmarks.json"
    assert not old, f"measured by other rules or data than are here: {', '.join(old)}; run {again}"


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


def figures(found=FOUND, *, model="m", digest="d"):
    return figures_of(RUN, found, model=model, digest=digest)


def test_new_figures_take_the_place_of_old_ones_and_keep_the_others(tmp_path):
    path = tmp_path / "b.json"
    (other,) = (r for r in RUNS if r.script == "coreference")
    counted = {"accuracy": 0.5, "coverage": 0.5, "n": 2}
    save(path, figures(model="old"), plan=RUNS)
    save(path, figures_of(other, counted, model="", digest="e"), plan=RUNS)
    save(path, figures(FOUND | {"macro_f1": 0.7}, model="new"), plan=RUNS)
    kept = json.loads(path.read_text(encoding="utf-8"))["figures"]
    values = {f["measure"]: f["value"] for f in kept if f["benchmark"] == "sentiment"}
    parts = {"parts / rw_dev / macro_f1": 0.5, "parts / mt_dev / macro_f1": 0.4}
    whole = {"macro_f1": 0.7, "accuracy": 0.6, "name_swap_shift": 0.0}
    assert values == whole | parts
    assert {f.get("model") for f in kept} == {"new", None}
    assert {f["digest"] for f in kept if f["benchmark"] == "coreference"} == {"e"}


def test_a_figure_that_is_kept_is_told_in_the_words_of_the_plan(tmp_path):
    path = tmp_path / "b.json"
    save(path, [figure | {"name": "old words"} for figure in figures()], plan=RUNS)
    assert set(read_benchmarks(path)["name"]) == {measure.name for measure in RUN.measures}
    save(path, [], plan=[])
    assert read_benchmarks(path).empty


def test_a_figure_of_other_rules_and_one_that_was_never_measured_are_stale(tmp_path):
    path = tmp_path / "b.json"
    every = [" / ".join(measure.key) for measure in RUN.measures]
    assert stale(path, RUN, digest="d") == every
    save(path, figures()[1:], plan=RUNS)
    assert stale(path, RUN, digest="d") == every[:1]
    assert stale(path, RUN, digest="another") == every


def test_a_figure_is_read_back_as_it_was_kept(tmp_path):
    path = tmp_path / "b.json"
    save(path, figures(), plan=RUNS)
    table = read_benchmarks(path).set_index("measure")
    assert table.loc["macro_f1", ["scorer", "value", "n"]].tolist() == ["target", 0.5124, 10]
    assert table.loc["accuracy", ["low", "high", "chosen"]].tolist() == [0.5, 0.7, RUN.chosen]
    assert table.loc["name_swap_shift", ["n", "low", "high"]].isna().all()
    assert not of_shipped_model(path)
