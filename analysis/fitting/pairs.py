"""Fit the pair scorer: `python -m analysis.fitting.pairs --train FILE --dev FILE`.

Needs `requirements-fit.txt` and about a quarter of an hour of one core. A small encoder
(all-MiniLM-L6-v2, or with `--begin` the target scorer's, fitted before) learns the labels of
`train`, less every sentence that stands in `dev`, in three passes. Layers near the input learn more
slowly; weights are averaged over steps. From the mean of the weights after the first pass and the
last it goes on, once, over made-up deeds (`analysis.fitting.deeds`) beside short labelled
sentences.

Half of `dev` chose between means and sets the temperature (every other sentence, so that copies
stay together); the other half only scores.
"""

import argparse
import copy
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer

from analysis.fitting.deeds import made_up_deeds
from analysis.fitting.encoder import PairClassifier, read_encoder
from analysis.fitting.export import export
from analysis.fitting.labels import half_of, less
from analysis.fitting.packages import small_encoder
from analysis.fitting.passes import fit, predict
from analysis.fitting.target import (
    SURNAMES,
    Best,
    from_labels,
    mean_weights,
    read_examples,
    read_tokenizer,
    temperature,
)
from analysis.scoring import MARKERS, MASK, PAIR_FOLDER, encode_pair

__all__ = ["begin", "classes", "encode"]

PASSES, RATE = 3, 1.2e-4


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


def begin(encoder: Path, tokenizer: Tokenizer, *, weights: str | Path | None) -> PairClassifier:
    """A classifier with new heads, whose markers begin as names.

    Args:
        encoder: Folder of the published encoder.
        weights: Those of a fitted target scorer (`--keep` of `analysis.fitting.target`); its mask
            lends its vector to both markers.
    """
    markers = tuple(map(tokenizer.token_to_id, MARKERS))
    model = PairClassifier(read_encoder(encoder), marker_ids=markers)
    words = [tokenizer.token_to_id(name) for name in SURNAMES.split()]
    if weights:
        held = torch.load(weights, map_location="cpu")
        own = model.state_dict()
        held = {k: v for k, v in held.items() if k in own and v.shape == own[k].shape}
        model.load_state_dict(own | held)
        words = [tokenizer.token_to_id(MASK)]
    vectors = model.words.weight.data
    vectors[list(markers)] = vectors[words].mean(0)
    return model


def classes(examples: list[dict]) -> torch.Tensor:
    """The label of each example, a place in `analysis.scoring.PAIR_CLASSES`."""
    return torch.tensor([one["label"] for one in examples])


def drawn(train: list[dict], inputs: list[list[int]]) -> list[int]:
    """Places of short examples that stand beside made-up deeds: 1,500 neutral, 1,200 not."""
    short = [
        at
        for at, (one, ids) in enumerate(zip(train, inputs, strict=True))
        if len(one["text"]) < 150 and len(ids) <= 28
    ]
    rng, told = random.Random(7), [at for at in short if train[at]["label"]]
    neutral = [at for at in short if not train[at]["label"]]
    rng.shuffle(neutral)
    rng.shuffle(told)
    return told[:1200] + neutral[:1500]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", required=True, help="JSON lines: text, p_*, q_*, label 0 to 4")
    parser.add_argument("--dev", required=True, help="the same; half of it sets the temperature")
    parser.add_argument("--begin", help="weights of the fitted target scorer (its --keep)")
    parser.add_argument("--encoder", help="folder of the small encoder (default: the package)")
    parser.add_argument("--out", default=PAIR_FOLDER, help="folder for model, tokenizer, digests")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    encoder = Path(options.encoder) if options.encoder else small_encoder()
    tokenizer = read_tokenizer(encoder)
    dev = read_examples(options.dev)
    train = less(read_examples(options.train), dev)
    halves = half_of(one["text"] for one in dev)
    chosen = [one for one, half in zip(dev, halves, strict=True) if half == "a"]
    held, truth = encode(chosen, tokenizer), classes(chosen)
    torch.manual_seed(1)  # of the new heads
    model = begin(encoder, tokenizer, weights=options.begin)
    kept: list[PairClassifier] = []
    best = Best(held, truth)

    def log(averaged: PairClassifier, number: int, seconds: float) -> None:
        best(averaged, number, seconds)
        kept.append(copy.deepcopy(averaged))

    inputs, labels = encode(train, tokenizer), classes(train)
    fit(model, inputs, from_labels(labels), passes=PASSES, rate=RATE, seed=1, log=log)
    model = mean_weights([kept[0], kept[-1]])
    made, places = made_up_deeds(per_template=60), drawn(train, inputs)
    inputs = [*(inputs[at] for at in places), *encode(made, tokenizer)]
    missed = from_labels(torch.cat([labels[places], classes(made)]))
    model = fit(model, inputs, missed, passes=1, rate=5e-5, seed=9, average=0.99)
    logits = predict(model, held)
    model.temperature.fill_(temperature(logits, truth))
    export(model, options.out, tokenizer=encoder / "tokenizer.json")


if __name__ == "__main__":
    main()
