"""The same analysis once: kept on disk, and loaded by whoever asks for it next."""

import re
import sys
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from os import utime
from pathlib import Path

import pandas as pd

from analysis.loading import Loaded
from analysis.outputs import OutputError, discard
from analysis.own import SHIPPED, Own
from analysis.pipeline import analyse
from analysis.schema import DATA, InputError
from analysis.scoring import default_scorer
from analysis.tables import Tables, check_copies, load_tables

__all__ = ["KEPT_IN", "analyse_once", "version_of_all"]

ROOT = DATA.parent
KEPT_IN = ROOT / ".cache" / "analyses"
MOST = 12  # analyses kept; the one not asked for longest goes first


def analyse_once(
    loaded: Loaded | pd.DataFrame,
    *,
    scorer: str | None = None,
    pronouns: bool = False,
    copies: str = "all",
    own: Own = SHIPPED,
    kept_in: Path = KEPT_IN,
) -> Tables:
    """As `analyse`, and kept on disk: asked again, in another notebook too, it loads in a second.

    What is kept is told apart by the articles, the options, your own actors and words, the code,
    the data files and the libraries: whatever changes, it is made anew. Where it can't be kept
    (the folder can't be written, or another run just writes it) it is only made. The twelve last
    asked for are kept; to remove all, delete the folder.

    Args:
        loaded, scorer, pronouns, copies, own: As for `analyse`; a scorer by its name.
        kept_in: The folder (default: `.cache/analyses` at the project's root).

    Raises:
        SputlinkError: if `copies` is neither "all" nor "one".
    """
    check_copies(copies)
    articles, rejected = loaded if isinstance(loaded, Loaded) else (loaded, None)
    how = {"scorer": scorer or default_scorer().name, "pronouns": pronouns, "own": own}
    if (made_by := version_of_all()) != _AT_START:  # edited since: what runs is not what lies there
        return analyse(loaded, **how).counting(copies)
    said = [made_by, _digest(articles), how["scorer"], str(pronouns), own.digest]
    place = kept_in / blake2b("\n".join(said).encode(), digest_size=16).hexdigest()
    with suppress(InputError, OSError):
        tables = load_tables(place)
        utime(place)
        tables = tables if rejected is None else replace(tables, rejected=rejected)
        return tables.counting(copies)
    tables = analyse(loaded, **how)
    with suppress(OutputError, OSError):
        tables.save(place)
        _forget_oldest(kept_in)
    return tables.counting(copies)


def _digest(articles: pd.DataFrame) -> str:
    """The same for the same articles, whatever they were read from."""
    kinds = articles.dtypes.astype(str).to_dict()
    text = articles.to_json(
        orient="split",
        index=False,
        date_format="iso",
        date_unit="ns",
        double_precision=15,
        default_handler=repr,
    )
    return blake2b(f"{kinds}{text}".encode(), digest_size=16).hexdigest()


def version_of_all() -> str:
    """What stands in the code and the data files, and the versions of the libraries."""
    whole = blake2b(digest_size=16)
    for path in sorted([*(ROOT / "analysis").rglob("*.py"), *DATA.glob("*.csv")]):
        whole.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    for path in sorted(each for each in DATA.glob("*/*") if each.is_file()):
        state = path.stat()
        whole.update(f"{path.relative_to(ROOT)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return whole.hexdigest() + _versions()


@cache
def _versions() -> str:
    said = [sys.version]
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name in re.findall(r"(?m)^([\w.-]+)==", pins):
        with suppress(PackageNotFoundError):
            said.append(f"{name} {version(name)}")
    return "; ".join(said)


def _forget_oldest(kept_in: Path) -> None:
    kept = sorted(kept_in.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in kept if not path.name.startswith(".")][MOST:]:
        discard(old, command="tables")


_AT_START = version_of_all()
