"""Which figures stand in the README, and how a figure is written."""

import pandas as pd
import pytest

from analysis.schema import LexiconError, MissingColumn
from analysis.validating import figures_table, headlines, read_benchmarks

FIGURES = pd.DataFrame(
    {
        "benchmark": ["quotes", "quotes", "speed"],
        "scorer": "rules",
        "measure": ["f1", "f1", "growth"],
        "measured_on": ["one corpus", "another", "a third"],
        "name": ["quotations | all: F1", "quotations: F1", "growth"],
        "value": [0.98765, 1.0, 3.21],
        "low": [0.9, None, None],
        "high": [0.99951, None, None],
        "chosen": ["held out", "simulated", "no labels"],
        "n": pd.array([1234, 5, None], dtype="Int64"),
        "counted": ["segments", "", ""],
        "reference": ["two humans .79", "", ""],
    }
)
HEAD = "benchmark,scorer,measure,measured_on"


def test_the_list_chooses_and_orders(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}\nspeed,rules,growth,a third\nquotes,rules,f1,another\n")
    assert headlines(FIGURES, path=path)["name"].tolist() == ["growth", "quotations: F1"]


@pytest.mark.parametrize("line", ["quotes,rules,recall,another", "quotes,target,f1,another"])
def test_a_figure_that_is_not_measured_names_its_line(tmp_path, line):
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}\n{line}\n")
    with pytest.raises(LexiconError, match=r"list\.csv line 2: 0 figures"):
        headlines(FIGURES, path=path)


def test_a_figure_that_is_there_twice_is_not_chosen_between(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}\nspeed,rules,growth,a third\n")
    with pytest.raises(LexiconError, match="2 figures"):
        headlines(pd.concat([FIGURES, FIGURES]), path=path)


def test_every_headline_is_one_of_the_figures_that_are_kept():
    figures = read_benchmarks()
    chosen = headlines(figures)
    assert len(chosen) == 16
    assert chosen["name"].is_unique and chosen["name"].isin(figures["name"]).all()


def test_a_table_of_figures_has_its_n_and_what_it_is_read_against():
    assert figures_table(FIGURES).splitlines() == [
        "| measure | figure | 95 % interval | on | chosen | n | reference |",
        "| --- | ---: | ---: | --- | --- | ---: | --- |",
        "| quotations \\| all: F1 | 0.988 | 0.900 to 1.000 | one corpus | held out "
        "| 1,234 segments | two humans .79 |",
        "| quotations: F1 | 1.000 |  | another | simulated | 5 |  |",
        "| growth | 3.21 |  | a third | no labels |  |  |",
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.5, "0.500"), (-0.01, "-0.010"), (99.994, "99.99"), (166.7, "167"), (53266.0, "53,266")],
)
def test_a_figure_is_written_as_its_size_asks(value, written):
    assert f"| {written} |" in figures_table(FIGURES.head(1).assign(value=value))


def test_a_table_without_its_columns_names_what_makes_them():
    with pytest.raises(MissingColumn, match=r"validating\.read_benchmarks"):
        figures_table(FIGURES.drop(columns="counted"))
