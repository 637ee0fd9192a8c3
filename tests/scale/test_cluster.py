"""Parts done by a Dask cluster. All texts and names are made up."""

import json

import pytest
from distributed import Client, LocalCluster

import analysis as sp
from analysis import scale
from analysis.scale import cluster
from tests.scale.test_run import ROWS, assert_equal


def test_workers_make_the_same_tables(tmp_path):
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    whole = sp.analyse(sp.read_articles(source), scorer="textblob")
    made = {"processes": False, "n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**made) as workers, Client(workers) as client:
        scale.tables(source, out=tmp_path / "out", scorer="textblob", size=2, client=client)
    assert_equal(tmp_path / "out", whole)


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "_WAIT", "500ms")
    with (
        pytest.raises(scale.ClusterError, match=r"tcp://127\.0\.0\.1:9: start one with"),
        scale.connect("tcp://127.0.0.1:9"),
    ):
        pass


def test_workers_that_cannot_begin_are_told_with_what_to_do(monkeypatch):
    def fail(**options):
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr("distributed.LocalCluster", fail)
    with pytest.raises(scale.ClusterError, match="must stand under"), scale.connect():
        pass


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (ModuleNotFoundError("no module", name="analysis"), "a worker lacks analysis"),
        (FileNotFoundError(2, "no file", "/shared/x"), "can't reach /shared/x"),
    ],
)
def test_what_a_worker_lacks_is_told(problem, told, tmp_path, monkeypatch):
    def fail(*args, **options):
        raise problem

    monkeypatch.setattr(cluster, "analyse_part", fail)
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    made = {"processes": False, "n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with (
        LocalCluster(**made) as workers,
        Client(workers) as client,
        pytest.raises(scale.ClusterError, match=told),
    ):
        scale.tables(source, out=tmp_path / "out", client=client)
    assert not (tmp_path / "out").exists()
