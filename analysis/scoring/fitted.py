"""What every fitted scorer is: files with their digests, a session, and inputs read one by one."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from os import cpu_count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from analysis.checksums import LIST, check_files
from analysis.schema import SputlinkError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["MODEL", "TOKENIZER", "FittedModel", "ModelError", "has_files"]

MODEL, TOKENIZER = "model.int8.onnx", "tokenizer.json"
FILES = (MODEL, TOKENIZER)
_REMEMBERED = 50_000  # distinct inputs, about 20 MB; a wire copy is not read twice


class ModelError(SputlinkError):
    """A file of a fitted scorer is missing or not the one that was published; names the file."""


class FittedModel:
    """Probabilities of a few classes for sequences of token ids; each input is read by itself.

    Args:
        folder: Where the model, its tokenizer and their digests lie.
        threads: Sentences read at a time (default: one for each core).
    """

    classes: Sequence[str]

    def __init__(self, folder: str | Path, *, threads: int | None = None) -> None:
        self.folder = Path(folder)
        self.threads = threads or cpu_count() or 1
        self._known: dict[tuple[int, ...], tuple[float, ...]] = {}
        self._lock = Lock()

    @cached_property
    def _session(self) -> "InferenceSession":
        self._check()
        import onnxruntime  # here, so that importing the package stays quick

        options = onnxruntime.SessionOptions()
        # Sentences run side by side, each on one core and by itself: nothing is padded, and what
        # is read with one row can move no other row's score.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            self.folder / MODEL, options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        self._check()
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / TOKENIZER))

    def _check(self) -> None:
        mend = f"restore data/{self.folder.name} from the repository, or fit it with `make fit`"
        check_files(self.folder, FILES, error=ModelError, mend=mend)

    def _probabilities(self, inputs: list[tuple[int, ...]]) -> np.ndarray:
        """One row per input, one column per class."""
        with self._lock:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            new = [ids for ids in dict.fromkeys(inputs) if ids not in self._known]
        session = self._session if new else None

        def read(ids: tuple[int, ...]) -> tuple[float, ...]:
            logits = session.run(None, {"ids": np.array([ids], dtype=np.int64)})[0][0]
            odds = np.exp(logits.astype(float) - logits.max())
            return tuple((odds / odds.sum()).tolist())

        if len(new) > 1 and self.threads > 1:
            with ThreadPoolExecutor(self.threads) as pool:
                scores = list(pool.map(read, new))
        else:
            scores = [read(ids) for ids in new]
        found = dict(zip(new, scores, strict=True))
        with self._lock:
            self._known.update(found)
            return np.array(
                [found.get(ids) or self._known[ids] for ids in inputs], dtype=float
            ).reshape(-1, len(self.classes))


def has_files(folder: str | Path) -> bool:
    """Whether the files of a fitted scorer are there (their digests are checked on loading)."""
    return all((Path(folder) / name).is_file() for name in (*FILES, LIST))
