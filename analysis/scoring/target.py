"""Sentiment toward the target of a sentence, by a small fitted transformer, in the scorer socket.

The model is `data/target-scorer/model.int8.onnx`; its card, with data, figures and limits, lies
beside it. It never sees the target's name (see `analysis.scoring.target_text`).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.schema import DATA, require
from analysis.scoring.fitted import FittedModel, has_files
from analysis.scoring.target_text import MASK, check_span, mask_target, window

FOLDER = DATA / "target-scorer"
CLASSES = ["p_negative", "p_neutral", "p_positive"]
_READINGS, _MOST, _LEAST = 8, 1_000, 0.05  # of `explain`: per word, in all; least weight told

__all__ = [
    "CLASSES",
    "FOLDER",
    "TargetScorer",
    "available",
    "target_scorer",
]


class TargetScorer(FittedModel):
    """Polarity toward the target: P(positive) - P(negative), with the three probabilities kept.

    Read 0.6 as 'four in five readers would call this positive toward the target'. Each sentence
    is read as a whole, quotations included; whose words they are is for `voice` to say. A row's
    score depends on that row alone, never on the rows around it.

    Args:
        folder: Where the model, its tokenizer and their digests lie.
        threads: Sentences read at a time (default: one for each core).
        words: How many words of evidence to find for each row (see `explain`); 0 for none,
            as they cost many readings of the sentence.
    """

    name = "target"
    classes = CLASSES

    def __init__(
        self, folder: str | Path = FOLDER, *, threads: int | None = None, words: int = 0
    ) -> None:
        super().__init__(folder, threads=threads)
        self.words = words

    def __call__(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Score rows of `sentence`, `start`, `end` and, where known, `same` (see `Scorer`).

        Returns:
            On the same index: `polarity` [-1, 1], `subjectivity` [0, 1] (1 - `p_neutral`),
            `coverage` [0, 1] (share of the sentence's word pieces that were read and are in the
            vocabulary, the target's own left out), `evidence` (list of (word, what it adds to
            the polarity); empty unless `words` asks for it), `p_negative`, `p_neutral`,
            `p_positive` (they sum to 1).

        Raises:
            MissingColumn: if there is no `sentence`, `start` or `end`.
            SpanError: naming the row whose target span is not in its sentence.
            ModelError: if a file of the model is missing or altered.
        """
        require(rows, ["sentence", "start", "end"], made_by="scoring.scorer_rows")
        same = rows["same"] if "same" in rows else [()] * len(rows)
        cases = list(zip(rows["sentence"], rows["start"], rows["end"], same, strict=True))
        for row, (sentence, start, end, _) in zip(rows.index, cases, strict=True):
            check_span(sentence, start, end, row=row)
        read = [self._encode(*case) for case in cases]
        table = pd.DataFrame(self._probabilities([ids for ids, _ in read]), columns=CLASSES)
        table.index = rows.index
        polarity = (table["p_positive"] - table["p_negative"]).clip(-1.0, 1.0)
        table.insert(0, "polarity", polarity)
        table.insert(1, "subjectivity", (1.0 - table["p_neutral"]).clip(0.0, 1.0))
        table.insert(2, "coverage", np.array([share for _, share in read], dtype=float))
        evidence = [
            self.explain(*case[:3], same=case[3])[: self.words] if self.words else []
            for case in cases
        ]
        table.insert(3, "evidence", pd.Series(evidence, rows.index, dtype=object))
        return table

    def explain(
        self, sentence: str, start: int, end: int, *, same: Iterable[tuple[int, int]] = ()
    ) -> list[tuple[str, float]]:
        """Words of the sentence by how much warmer they make its reading, largest first.

        The sentence is read again and again with about half of its words left out; a word's weight
        is what its presence adds to the polarity, by least squares over these readings. So words
        that say the same thing share the weight, where leaving out any one of them would change
        nothing. Words that weigh less than 0.05 are left out.

        References:
            Ribeiro, Singh and Guestrin 2016, 'Why should I trust you?' (LIME).
        """
        text, which = mask_target(sentence, start, end, same=same or ())
        words = text.split()
        free = [i for i, word in enumerate(words) if MASK not in word]
        if not free:
            return []
        readings = min(_READINGS * len(free), _MOST)
        held = np.random.default_rng(0).random((readings, len(free))) < 0.5
        texts = [_without(words, free, kept) for kept in held]
        scores = self._probabilities([self._ids(each, which)[0] for each in texts])
        design = np.column_stack([np.ones(len(held)), held])
        weights = np.linalg.lstsq(design, scores[:, 2] - scores[:, 0], rcond=None)[0][1:]
        told = [
            (words[i].strip(".,;:!?\"'“”‘’()"), round(float(by), 3))
            for i, by in zip(free, weights, strict=True)
        ]
        return sorted(
            ((word, by) for word, by in told if word and abs(by) >= _LEAST),
            key=lambda item: (-abs(item[1]), item[0]),
        )

    def __reduce__(self) -> tuple:
        # Another process loads the model anew: a session cannot be sent to it.
        return type(self)._of, (self.folder, self.threads, self.words)

    @classmethod
    def _of(cls, folder: Path, threads: int, words: int) -> "TargetScorer":
        return cls(folder, threads=threads, words=words)

    def _encode(
        self, sentence: str, start: int, end: int, same: Sequence[tuple[int, int]]
    ) -> tuple[tuple[int, ...], float]:
        return self._ids(*mask_target(sentence, start, end, same=same or ()))

    def _ids(self, text: str, which: int) -> tuple[tuple[int, ...], float]:
        """Token ids between their markers, and the share of the text's pieces that they cover."""
        tokenizer = self._tokenizer
        mask, unknown, first, last = map(tokenizer.token_to_id, [MASK, "[UNK]", "[CLS]", "[SEP]"])
        every = tokenizer.encode(text, add_special_tokens=False).ids
        read = window(every, mask_id=mask, which=which)
        pieces = sum(token != mask for token in every)
        known = sum(token not in (mask, unknown) for token in read)
        return (first, *read, last), known / pieces if pieces else 0.0


def _without(words: list[str], free: list[int], kept: np.ndarray) -> str:
    """The words but for the free ones that are not kept."""
    gone = {i for i, stays in zip(free, kept, strict=True) if not stays}
    return " ".join(word for i, word in enumerate(words) if i not in gone)


def available(folder: str | Path = FOLDER) -> bool:
    """Whether the files of the fitted scorer are there (their digests are checked on loading)."""
    return has_files(folder)


target_scorer = TargetScorer()
