"""The house: arrows run one way, each folder has one door, and the one import costs little."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import analysis

ROOT = Path(analysis.__file__).parent
# In the order in which data walks; each may import from those before it.
ORDER = [
    "schema", "cells", "progress", "lexicons", "checksums", "outputs", "storing", "collecting",
    "loading", "splitting", "cleaning", "reading", "naming", "quoting", "acting", "scoring",
    "relating", "measuring", "own", "tables", "exporting", "pipeline", "once", "scale", "evidence",
    "plots", "validating", "exploring", "publishing", "fitting", "__main__",
]  # fmt: skip
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))


def stage_of(module: Path) -> str:
    return module.parts[0].removesuffix(".py")


def imports_of(module: Path) -> set[tuple[str, ...]]:
    """(stage, ...) of each import from this package, `fitting` included wherever it stands."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom) and node.module == "analysis":
            names = [f"analysis.{alias.name}" for alias in node.names]
        found |= {tuple(name.split(".")[1:]) for name in names if name.startswith("analysis.")}
    return found


@pytest.mark.parametrize("module", [m for m in MODULES if m.name != "__init__.py"], ids=str)
def test_arrows_run_one_way_and_through_doors(module):
    own = stage_of(module)
    for stage, *inner in imports_of(module):
        assert ORDER.index(stage) <= ORDER.index(own), f"{module} reaches forward to {stage}"
        inside = own in (stage, "fitting")  # who fits a model knows its inner works
        assert inside or not inner, f"{module} goes round the door of {stage}: {inner}"


@pytest.mark.parametrize("door", [m for m in MODULES if m.name == "__init__.py"], ids=str)
def test_a_door_says_what_it_does_and_what_it_gives(door):
    tree = ast.parse((ROOT / door).read_text(encoding="utf-8"))
    assert len(ast.get_docstring(tree) or "") > 60
    if door.parts[0] in ("__init__.py", "fitting"):
        return
    given = {stage for stage, *_ in imports_of(door)}
    assert given == {door.parts[0]}, "a door gives its own stage and no other"


def test_every_stage_is_in_the_order():
    assert {stage_of(module) for module in MODULES} - {"__init__"} == set(ORDER)


def test_the_one_import_shows_its_names_and_nothing_else():
    names = [name for name in dir(analysis) if not name.startswith("_")]
    assert {"read_articles", "analyse", "framing_by", "show", "plots"} <= set(names)
    assert not {"np", "pd", "lazy_loader", "loading", "pipeline"} & set(names)
    assert all(getattr(analysis, name) is not None for name in names)


def test_the_one_import_loads_nothing_until_it_is_asked():
    asked = (
        "import sys, analysis; print(sorted(m for m in sys.modules if m.startswith('analysis')))"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "['analysis']"


def modules_behind_doors() -> list[Path]:
    """Every module that a door gives something of."""
    found = set()
    for door in [m for m in MODULES if m.name == "__init__.py"]:
        for place in imports_of(door):
            found |= {Path(*place).with_suffix(".py")} & set(MODULES)
    return sorted(found)


@pytest.mark.parametrize("module", modules_behind_doors(), ids=str)
def test_a_module_behind_a_door_says_which_of_its_names_are_for_others(module):
    inside = import_module(f"analysis.{'.'.join(module.with_suffix('').parts)}")
    door = import_module(f"analysis.{module.parts[0]}")
    given = {
        alias.name
        for node in ast.walk(ast.parse(Path(door.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == inside.__name__
        for alias in node.names
    }
    assert given <= set(inside.__all__)
    assert [name for name in inside.__all__ if not hasattr(inside, name)] == []


def makers_in(module: Path) -> list[str]:
    """What each `made_by` of a module says."""
    return [
        keyword.value.value
        for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "made_by" and isinstance(keyword.value, ast.Constant)
    ]


@pytest.mark.parametrize("module", [m for m in MODULES if makers_in(m)], ids=str)
def test_an_error_names_what_makes_a_column_by_its_door(module):
    for said in makers_in(module):
        if said == "an add_ function":  # which one, only the analyst knows
            continue
        for maker in said.split(" and "):
            assert re.fullmatch(r"\w+\.\w+", maker), maker
            stage, name = maker.split(".")
            assert callable(getattr(import_module(f"analysis.{stage}"), name)), maker


def test_the_readme_says_where_every_stage_lives():
    text = (ROOT.parent / "README.md").read_text(encoding="utf-8")
    table = text.split("| to change |")[1].split("\n\n")[0]
    told = set(re.findall(r"`([\w./-]+)`", table))
    assert {f"{path.parent.name}/" for path in ROOT.glob("*/__init__.py")} <= told
    places = [ROOT.parent / name if name.startswith("data/") else ROOT / name for name in told]
    assert [place for place in places if not place.exists()] == []


@pytest.mark.parametrize("folder", ["data", "tests", "analysis"])
def test_paths_told_in_comments_exist(folder):
    texts = [p for p in (ROOT.parent / folder).rglob("*") if p.suffix in (".csv", ".md", ".py")]
    told = {
        (path.name, name)
        for path in texts
        for name in re.findall(r"\b(?:analysis|tests)/[\w/]+\.py\b", path.read_text("utf-8"))
    }
    assert told
    assert [(path, name) for path, name in told if not (ROOT.parent / name).exists()] == []
