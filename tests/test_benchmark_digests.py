"""A figure's digest: moved by what it rests on, and by nothing that only reads otherwise."""

import shutil

import pytest
from benchmarks import rests_on
from benchmarks.measures import RUNS, Run

PACKAGE, SCRIPTS = "analysis", "tests/benchmarks"
FILES = {
    f"{PACKAGE}/__init__.py": "",
    f"{PACKAGE}/naming/__init__.py": "from analysis.naming.names import found\n"
    "from analysis.naming.other import unused\n",
    f"{PACKAGE}/naming/names.py": '"""Names."""\nfrom analysis.schema import DATA\n\n'
    'LIST = DATA / "names.csv"\n\n\ndef found(x: int = 1) -> str:\n    """Say."""\n'
    '    return f"{x:.2f}: é"\n',
    f"{PACKAGE}/naming/other.py": "def unused(): ...\n",
    f"{PACKAGE}/schema.py": "DATA = 'data'\n",
    f"{SCRIPTS}/names.py": "from analysis.naming import found\n"
    "from .counts import total\nKEY = 'tests/keys/names.csv'\n",
    f"{SCRIPTS}/counts.py": "total = sum\n",
    "tests/keys/names.csv": "name\nNorland\n",
    "data/names.csv": "# what they are\nname\nSudland\n",
    "data/target-scorer/SHA256SUMS": "0  model\n",
}
RUN = Run("names", "a corpus")


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(rests_on, "ROOT", tmp_path)
    monkeypatch.setattr(rests_on, "DATA", tmp_path / "data")
    monkeypatch.setattr(rests_on, "MODEL", tmp_path / "data" / "target-scorer")
    monkeypatch.setattr(rests_on, "__file__", str(tmp_path / f"{SCRIPTS}/rests_on.py"))
    return tmp_path


def changed(project, name, old, new):
    before = rests_on.digest_of(RUN)
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return rests_on.digest_of(RUN) != before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (f"{PACKAGE}/naming/names.py", "x: int = 1", "x: int = 2"),
        (f"{PACKAGE}/naming/names.py", ":.2f", ":.3f"),
        (f"{PACKAGE}/schema.py", "'data'", "'data/'"),
        (f"{SCRIPTS}/names.py", "found\n", "found  \nfound(2)\n"),
        (f"{SCRIPTS}/counts.py", "sum", "len"),
        ("tests/keys/names.csv", "Norland", "Norlund"),
        ("data/names.csv", "Sudland", "Sudland\nOstland"),
    ],
)
def test_rules_and_data_move_the_digest(project, name, old, new):
    assert changed(project, name, old, new)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (f"{PACKAGE}/naming/names.py", "Say.", "Say something."),
        (f"{PACKAGE}/naming/names.py", '"""Names."""', "# no docstring\n\n"),
        (f"{PACKAGE}/naming/names.py", "(x: int = 1)", "(\n    x: int = 1,  # how often\n)"),
        (f"{PACKAGE}/naming/other.py", "def unused(): ...", "def unused(): return 3"),
        ("data/names.csv", "what they are", "where they are from"),
    ],
)
def test_what_reads_otherwise_or_is_not_reached_does_not(project, name, old, new):
    assert not changed(project, name, old, new)


def test_the_fitted_model_counts_where_it_scores(project):
    script = project / f"{SCRIPTS}/names.py"
    script.write_text("from analysis.schema import DATA\nFOLDER = DATA / 'target-scorer'\n")
    runs = [RUN, *(Run("names", "x", options=("--scorer", one)) for one in ("target", "vader"))]
    before = [rests_on.digest_of(run) for run in runs]
    (project / "data/target-scorer/SHA256SUMS").write_text("1  model\n")
    after = [rests_on.digest_of(run) for run in runs]
    assert [a != b for a, b in zip(after, before, strict=True)] == [True, True, False]


def test_a_digest_is_the_same_wherever_the_project_lies(project, tmp_path_factory, monkeypatch):
    before = rests_on.digest_of(RUN)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "project"
    shutil.copytree(project, elsewhere)
    monkeypatch.setattr(rests_on, "ROOT", elsewhere)
    monkeypatch.setattr(rests_on, "DATA", elsewhere / "data")
    monkeypatch.setattr(rests_on, "__file__", str(elsewhere / f"{SCRIPTS}/rests_on.py"))
    assert rests_on.digest_of(RUN) == before


@pytest.mark.parametrize(
    ("script", "module", "file"),
    [
        ("events", "acting/nominals.py", "data/nominalisations.csv"),
        ("events", "naming/gazetteer.py", "data/offices.csv"),
        ("roles", "reading/reader.py", "data/reader/SHA256SUMS"),
        ("quotes", "quoting/speakers.py", "data/cues.csv"),
        ("author_sentiment", "scoring/guard.py", "data/target-scorer/SHA256SUMS"),
        ("seed_roles", "acting/roles.py", "tests/keys/seed_roles.csv"),
    ],
)
def test_real_benchmarks_reach_their_rules_and_their_data(script, module, file):
    run = next(run for run in RUNS if run.script == script)
    modules = rests_on.modules_of(rests_on.ROOT / "tests" / "benchmarks" / f"{script}.py")
    assert rests_on.ROOT / "analysis" / module in modules
    assert rests_on.ROOT / file in rests_on.data_of(modules, run)


def test_roles_do_not_rest_on_quotations_nor_on_scores():
    modules = rests_on.modules_of(rests_on.ROOT / "tests" / "benchmarks" / "roles.py")
    stages = {path.relative_to(rests_on.ROOT).parts[1] for path in modules}
    assert not stages & {"quoting", "scoring", "plots", "pipeline.py"}
