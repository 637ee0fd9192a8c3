"""What the pair scorer learns from: pairs as token ids, in both orders, and pairs in the news."""

import random
from collections.abc import Iterable

import torch
from tokenizers import Tokenizer

from analysis.fitting.targets import named_in
from analysis.scoring import encode_pair

__all__ = ["TURNED", "both_orders", "classes", "encode", "pairs_of_news", "turned"]

TURNED = torch.tensor([0, 2, 1, 4, 3])  # each class with the two actors exchanged
_SIZE = (40, 350)  # characters of a sentence of news


def encode(examples: list[dict], tokenizer: Tokenizer) -> list[list[int]]:
    """Token ids of each example as the scorer reads it."""
    return [
        list(
            encode_pair(
                tokenizer, one["text"],
                (one["p_start"], one["p_end"]), (one["q_start"], one["q_end"]),
            )
        )
        for one in examples
    ]  # fmt: skip


def classes(examples: list[dict]) -> torch.Tensor:
    """The label of each example, a place in `analysis.scoring.PAIR_CLASSES`."""
    return torch.tensor([one["label"] for one in examples])


def turned(inputs: list[list[int]], *, markers: tuple[int, int]) -> list[list[int]]:
    """Each input with the markers of its two actors exchanged."""
    first, second = markers
    turn = {first: second, second: first}
    return [[turn.get(number, number) for number in one] for one in inputs]


def both_orders(
    inputs: list[list[int]], labels: torch.Tensor, *, markers: tuple[int, int]
) -> tuple[list[list[int]], torch.Tensor]:
    """Each input as it is, and with the two markers exchanged and its label turned."""
    return inputs + turned(inputs, markers=markers), torch.cat([labels, TURNED[labels]])


def pairs_of_news(sentences: Iterable[str], *, most: int = 6000, seed: int = 3) -> list[dict]:
    """Two actors each of sentences of news that carry no label: `text`, `p_*`, `q_*`."""
    rng, found = random.Random(seed), []
    for sentence in sentences:
        spans = named_in(sentence) if _SIZE[0] <= len(sentence) <= _SIZE[1] else []
        if len(spans) > 1:
            (p, p_end), (q, q_end) = sorted(rng.sample(spans, 2))
            ends = {"p_start": p, "p_end": p_end, "q_start": q, "q_end": q_end}
            found.append({"text": sentence, **ends})
    rng.shuffle(found)
    return found[:most]
