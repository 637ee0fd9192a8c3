"""What a benchmark's figures rest on, and a digest of it; found from imports, never declared.

A figure rests on its script, on every module of this project that the script reaches by imports
(through the doors of stages, name by name), and on the data files that those name. The digest is
over the syntax of the modules, without docstrings, and over the lines of the data files, without
comments: what only reads otherwise has the same digest, under every version of Python.
"""

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.checksums import LIST

from .measures import Run

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
MODEL = DATA / "target-scorer"  # of the runs that name a scorer, `target` alone reads it
FIGURES = DATA / "benchmarks.json"
# What the syntax tree of one version of Python has and another has not, or says of places only.
_BESIDE = {"type_params", "type_comment", "type_ignores", "kind", "ctx"}
_NAMES_A_FILE = re.compile(r"[\w/-]*\.(?:csv|jsonl?)")
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def digest_of(run: Run) -> str:
    """Twelve digits that change when anything changes on which the figures of a run rest."""
    script = Path(__file__).with_name(f"{run.script}.py")
    modules = modules_of(script)
    whole = hashlib.sha256()
    for path in [*sorted(modules), *sorted(data_of(modules, run))]:
        whole.update(f"{path.relative_to(ROOT)} {_digest(path)}\n".encode())
    return whole.hexdigest()[:12]


def modules_of(script: Path) -> frozenset[Path]:
    """The script and every module of the project that it reaches by imports."""
    found, waiting = set(), [script]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imports(path)
    return frozenset(found)


def _imports(path: Path) -> list[Path]:
    inside = list(path.relative_to(ROOT).parent.parts)
    found: list[Path] = []
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            found += [each for name in node.names for each in _given_by(name.name.split("."), "")]
        elif isinstance(node, ast.ImportFrom):
            above = inside[: len(inside) + 1 - node.level] if node.level else []
            place = [*above, *filter(None, (node.module or "").split("."))]
            found += [each for name in node.names for each in _given_by(place, name.name)]
    return found


def _given_by(place: list[str], name: str) -> Iterator[Path]:
    """The modules behind `from place import name` (`import place` where there is no name)."""
    if place[0] not in ("analysis", "tests"):
        return
    module, folder = ROOT.joinpath(*place).with_suffix(".py"), ROOT.joinpath(*place)
    door = folder / "__init__.py"
    if module.is_file():
        yield module
    elif name and (folder / f"{name}.py").is_file():
        yield folder / f"{name}.py"
    elif name and (folder / name / "__init__.py").is_file():
        yield from _behind(folder / name / "__init__.py", "")
    elif place == ["analysis"]:  # it loads whatever is asked for
        yield from folder.rglob("*.py")
    elif door.is_file():
        yield from _behind(door, name)


def _behind(door: Path, name: str) -> list[Path]:
    """The module of which a stage's door has a name; all that it gives, where there is no name."""
    given = [
        module
        for node in _parsed(door).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if name in ("", alias.name)
        for module in _given_by((node.module or "").split("."), alias.name)
    ]
    return given or [door]


def data_of(modules: Iterable[Path], run: Run) -> set[Path]:
    """Data files that the modules name: `DATA / "x"`, a path from the project's folder, or the JSON
    beside a benchmark; of a folder, its files, or the list of their digests.
    """
    found: set[Path] = set()
    for module in modules:
        for node in ast.walk(_parsed(module)):
            if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):
                named = ast.unparse(node.left) == "DATA"
                found |= _files(DATA / node.right.value) if named else set()
            elif isinstance(node, ast.Constant) and _NAMES_A_FILE.fullmatch(str(node.value)):
                found |= _beside(module, node.value)
    scored_otherwise = "--scorer" in run.options and "target" not in run.options
    return found - {FIGURES} - (_files(MODEL) if scored_otherwise else set())


def _beside(module: Path, text: str) -> set[Path]:
    named = module.with_suffix(text) if text == ".json" else module.parent / text
    return {place for place in (named, ROOT / text) if place.is_file()}


def _files(place: Path) -> set[Path]:
    if (place / LIST).is_file():
        return {place / LIST}
    if place.is_dir():
        return {path for path in place.rglob("*") if path.is_file() and path.suffix != ".md"}
    return {place} if place.is_file() else set()


def _digest(path: Path) -> str:
    if path.suffix == ".py":
        return _digest_of_syntax(path.read_text(encoding="utf-8"))
    held = path.read_bytes()
    if path.suffix == ".csv":
        lines = held.splitlines()
        held = b"\n".join(line for line in lines if line.strip() and not line.startswith(b"#"))
    return hashlib.sha256(held).hexdigest()


@cache
def _digest_of_syntax(text: str) -> str:
    return hashlib.sha256(_told(_parse(text)).encode()).hexdigest()


def _parsed(path: Path) -> ast.Module:
    return _parse(path.read_text(encoding="utf-8"))


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


def _told(node: object) -> str:
    """A syntax tree as text, without docstrings and without what is empty."""
    if isinstance(node, list):
        return f"[{' '.join(map(_told, node))}]"
    if not isinstance(node, ast.AST):
        return ascii(node)
    fields = dict(ast.iter_fields(node))
    if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
        fields["body"] = node.body[1:]
    told = [
        f"{name}={_told(value)}"
        for name, value in fields.items()
        if name not in _BESIDE and value is not None and value != []
    ]
    return f"{type(node).__name__}({' '.join(told)})"
