"""Who is told as for or against whom: two actors of a sentence, by a small fitted transformer.

The model is `data/pair-scorer/model.int8.onnx`; its card, with data, figures and limits, lies
beside it. It sees the name of neither actor (see `analysis.scoring.pair_text`).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.schema import DATA, MissingColumn
from analysis.scoring.fitted import FittedModel, has_files
from analysis.scoring.pair_text import check_pair, encode_pair
from analysis.scoring.target_text import Span

__all__ = [
    "PAIR_CLASSES",
    "PAIR_CUT",
    "PAIR_FOLDER",
    "PairScorer",
    "pair_scorer",
    "pairs_available",
]

PAIR_FOLDER = DATA / "pair-scorer"
PAIR_CLASSES = ["p_neither", "p_for_q", "q_for_p", "p_against_q", "q_against_p"]
# From this 1 - p_neither on, a pair is told as for or against; how it was chosen, the card says.
PAIR_CUT = 0.4
_GIVEN = ["sentence", "p_start", "p_end", "q_start", "q_end"]
_TURNED = [0, 2, 1, 4, 3]  # where each class stands when the two change places


class PairScorer(FittedModel):
    """What a sentence tells between two actors: five probabilities.

    Read `p_for_q` 0.6 as 'three in five readers would call this first actor positive on the
    second': supporting, praising, helping, agreeing with. Each sentence is read as a whole and
    alone, quotations included; whose words they are is for `voice` to say. A row's probabilities
    depend on that row alone, and the two actors can be given in either order.

    At most 126 word pieces are read: around both actors, or, where these stand farther apart, 63
    around each, what lies between left out.

    Args:
        folder: Where the model, its tokenizer and their digests lie.
        threads: Sentences read at a time (default: one for each core).
    """

    name = "pairs"
    classes = PAIR_CLASSES

    def __init__(self, folder: str | Path = PAIR_FOLDER, *, threads: int | None = None) -> None:
        super().__init__(folder, threads=threads)

    def __call__(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Score rows of `sentence`, `p_start`, `p_end`, `q_start`, `q_end`.

        Args:
            rows: One row per pair of actors in a sentence. Where known, `p_same` and `q_same`:
                lists of the spans of all mentions of either actor in the sentence.

        Returns:
            On the same index, probabilities that sum to 1: `p_neither`, `p_for_q`, `q_for_p`,
            `p_against_q`, `q_against_p`.

        Raises:
            MissingColumn: if a column of the five is missing.
            SpanError: naming the row whose spans are not in its sentence, or not apart.
            ModelError: if a file of the model is missing or altered.
        """
        missing = [column for column in _GIVEN if column not in rows.columns]
        if missing:
            raise MissingColumn(
                f"missing {', '.join(missing)}: a row is a sentence and the spans of two actors"
            )
        same = [rows[c] if c in rows else [()] * len(rows) for c in ("p_same", "q_same")]
        given = zip(rows.index, *(rows[column] for column in _GIVEN), *same, strict=True)
        inputs = [
            self._encode(sentence, (p, p_end), (q, q_end), same=alike, row=row)
            for row, sentence, p, p_end, q, q_end, *alike in given
        ]
        found = self._probabilities(inputs)
        turned = (rows["p_start"] > rows["q_start"]).to_numpy(dtype=bool)
        found = np.where(turned[:, None], found[:, _TURNED], found)
        return pd.DataFrame(found, index=rows.index, columns=PAIR_CLASSES)

    def _encode(
        self,
        sentence: str,
        p: Span,
        q: Span,
        *,
        same: Sequence[Sequence[Span] | None],
        row: object,
    ) -> tuple[int, ...]:
        check_pair(sentence, p, q, row=row)
        sides = [
            ((int(start), int(end)), list(alike or ()))
            for (start, end), alike in zip((p, q), same, strict=True)
        ]
        (p, p_same), (q, q_same) = sorted(sides)
        return encode_pair(self._tokenizer, sentence, p, q, p_same=p_same, q_same=q_same)

    def __reduce__(self) -> tuple:
        # Another process loads the model anew: a session cannot be sent to it.
        return type(self)._of, (self.folder, self.threads)

    @classmethod
    def _of(cls, folder: Path, threads: int) -> "PairScorer":
        return cls(folder, threads=threads)


@cache
def pair_scorer() -> PairScorer:
    """The scorer that ships, one for all callers."""
    return PairScorer()


def pairs_available(folder: str | Path = PAIR_FOLDER) -> bool:
    """Whether the files of the pair scorer are there (their digests are checked on loading)."""
    return has_files(folder)
