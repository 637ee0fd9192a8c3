"""Widen the target scorer to states and hard grammar: `python -m analysis.fitting.widen`.

Needs `requirements-fit.txt` and some ten minutes of one core. What `analysis.fitting.target` fitted
(`--begin`, its `--keep`) goes on, in its upper layers alone, on four kinds of sentences at a time:

- of NewsMTSC `train`, where its own answers hold it to what it knew;
- of DSE `train`, less every sentence of DSE `dev`, whose labels say what a sentence tells of
  another's attitude toward a target: states and organisations as well as persons;
- constructed ones (`data/target-scorer/patterns.csv`);
- of news that nobody labelled, for its own answers again.

The weights are averaged over steps, and then with those that it began from: a half of each `dev`
(`tests/benchmarks/attitudes.py` tells which) chose in what mixture.

References:
    Wortsman et al. 2022, 'Robust fine-tuning of zero-shot models', on the mixture.
"""

import argparse
import copy
import random
from typing import NamedTuple

import torch

from analysis.fitting.encoder import TargetClassifier, load_encoder
from analysis.fitting.export import export
from analysis.fitting.labels import less
from analysis.fitting.packages import small_encoder
from analysis.fitting.passes import Loss, fit, predict
from analysis.fitting.patterns import constructed
from analysis.fitting.target import (
    encode,
    from_both,
    read_examples,
    read_sentences,
    read_tokenizer,
)
from analysis.fitting.targets import of_news
from analysis.scoring import FOLDER, MASK

__all__ = ["attitudes", "draw", "from_wanted", "mixture"]

TOLD = {1: ("q", 1), 2: ("p", 1), 3: ("q", -1), 4: ("p", -1)}
PERSONS, NEUTRAL, NEWS = 4_600, 2_000, 600  # sentences of NewsMTSC, neutral ones of DSE, unlabelled
FROZEN, PASSES, RATE = 3, 2, 1e-4
# Chosen on one half of each `dev`, never on the half that is printed.
SHARE, COLDNESS, TEMPERATURE = 0.6, (-0.2, 0.0, -0.05), 0.94


class Wanted(NamedTuple):
    """A target and how much its label counts beside the answer of the model that it began from."""

    example: dict
    label: int | None
    share: float


def attitudes(examples: list[dict]) -> list[dict]:
    """One dict per target that DSE's label is about: `text`, `start`, `end`, `label` (-1, 0, 1).

    Both entities are neutral targets where the label is neutral; whose attitude is told is none.
    """
    found = []
    for example in examples:
        about, label = TOLD.get(example["label"], ("pq", 0))
        for which in about:
            start, end = example[f"{which}_start"], example[f"{which}_end"]
            if example["text"][start:end].strip():
                found.append({"text": example["text"], "start": start, "end": end, "label": label})
    return found


def draw(persons: list[dict], told: list[dict], news: list[dict], *, seed: int) -> list[Wanted]:
    """What is learnt at a time, from each kind of sentence."""
    rng = random.Random(seed)
    neutral = [one for one in told if one["label"] == 0]
    wanted = [(one, one["label"], 0.4) for one in rng.sample(persons, min(PERSONS, len(persons)))]
    wanted += [(one, None, 0.0) for one in rng.sample(news, min(NEWS, len(news)))]
    wanted += [(one, one["label"], 1.0) for one in told if one["label"] != 0]
    wanted += [(one, 0, 0.6) for one in rng.sample(neutral, min(NEUTRAL, len(neutral)))]
    wanted += [(one, one["label"], 1.0) for one in constructed()]
    return [Wanted(*one) for one in wanted]


def from_wanted(answers: torch.Tensor, wanted: list[Wanted]) -> Loss:
    """What a model misses of labels and of answers, each as much as `wanted` says."""
    labels = torch.tensor([0 if one.label is None else one.label + 1 for one in wanted])
    return from_both(answers, labels, torch.tensor([one.share for one in wanted]))


def mixture(begun: TargetClassifier, widened: TargetClassifier, share: float) -> TargetClassifier:
    """The weights of the widened model by `share`, of the one that it began from by the rest."""
    mixed = copy.deepcopy(begun)
    for weight, other in zip(mixed.parameters(), widened.parameters(), strict=True):
        weight.data.lerp_(other.data, share)
    return mixed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--begin", required=True, help="weights that `target --keep` wrote")
    parser.add_argument("--train", required=True, help="NewsMTSC's train")
    parser.add_argument("--attitudes", required=True, help="DSE's train")
    parser.add_argument("--less", required=True, help="DSE's dev, whose sentences are left out")
    parser.add_argument("--news", required=True, help="JSON lines of articles with text")
    parser.add_argument("--keep", required=True, help="file for the weights in torch")
    parser.add_argument("--out", default=FOLDER, help="folder for model, tokenizer and digests")
    options = parser.parse_args()

    encoder = small_encoder()
    tokenizer = read_tokenizer(encoder)
    begun = load_encoder(encoder, mask_id=tokenizer.token_to_id(MASK))
    begun.load_state_dict(torch.load(options.begin))
    begun.temperature.fill_(1.0)
    told = attitudes(less(read_examples(options.attitudes), read_examples(options.less)))
    news = of_news(read_sentences(options.news))
    wanted = draw(read_examples(options.train), told, news, seed=5)
    inputs = encode([one.example for one in wanted], tokenizer)
    missed = from_wanted(predict(begun, inputs), wanted)
    widened = copy.deepcopy(begun)
    widened.freeze(FROZEN)
    widened = fit(
        widened, inputs, missed, passes=PASSES, rate=RATE, seed=5, average=0.997, warm=0.06
    )
    mixed = mixture(begun, widened, SHARE)
    mixed.classify.bias.data += torch.tensor(COLDNESS)
    mixed.temperature.fill_(TEMPERATURE)
    export(mixed, options.out, tokenizer=encoder / "tokenizer.json")
    torch.save(mixed.state_dict(), options.keep)


if __name__ == "__main__":
    main()
