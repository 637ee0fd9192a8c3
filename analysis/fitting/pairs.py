"""Fit the pair scorer: `python -m analysis.fitting.pairs --train FILE --less FILE --news FILE`.

Needs `requirements-fit.txt` and about half an hour of one core. A small encoder (all-MiniLM-L6-v2,
or with `--begin` the target scorer's, fitted before) learns twice, each time from the beginning:

1. the labels of `train`, for one pass;
2. the same labels, by halves with what the first one says of them; what it says of pairs in `news`,
   which nobody labelled; and made-up deeds (`analysis.fitting.deeds`).

Sentences of `less` are left out. What stands more than once in `train` is learnt once: published
labels repeat sentences, and rather those that are not neutral. Labelled pairs and deeds are shown
twice, once with the markers of the two actors exchanged and the label turned: who does what to whom
is learnt from the wording, not from who stands first. More passes fit errors of the labels. Layers
near the input learn more slowly; weights are averaged over steps.

Every eighth sentence of those that carry one label is not learnt: it chose the recipe and the
cuts, and sets the temperature.

References:
    Furlanello et al. 2018, 'Born-again neural networks', on a second model like the first.
"""

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer

from analysis.fitting.deeds import made_up_deeds
from analysis.fitting.encoder import PairClassifier, read_encoder
from analysis.fitting.export import export
from analysis.fitting.labels import held_out, less, once
from analysis.fitting.packages import small_encoder
from analysis.fitting.pair_inputs import (
    TURNED,
    both_orders,
    classes,
    encode,
    pairs_of_news,
    turned,
)
from analysis.fitting.passes import fit, predict
from analysis.fitting.target import (
    SURNAMES,
    Best,
    from_both,
    from_labels,
    read_examples,
    read_sentences,
    read_tokenizer,
    temperature,
)
from analysis.scoring import MARKERS, MASK, PAIR_FOLDER

__all__ = ["begin", "in_both_orders"]

RATE = 1.2e-4
HALF = 0.5  # share of the labels beside what the first model says of labelled pairs


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


def in_both_orders(model: PairClassifier, inputs: list[list[int]]) -> torch.Tensor:
    """Mean of what a model says of pairs and of the same pairs with their markers exchanged."""
    other = predict(model, turned(inputs, markers=model.marker_ids))
    return (predict(model, inputs) + other[:, TURNED]) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", required=True, help="JSON lines: text, p_*, q_*, label 0 to 4")
    parser.add_argument("--less", required=True, help="the same; its sentences are left out")
    parser.add_argument("--news", required=True, help="JSON lines of articles with text")
    parser.add_argument("--begin", help="weights of the fitted target scorer (its --keep)")
    parser.add_argument("--encoder", help="folder of the small encoder (default: the package)")
    parser.add_argument("--out", default=PAIR_FOLDER, help="folder for model, tokenizer, digests")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    encoder = Path(options.encoder) if options.encoder else small_encoder()
    tokenizer = read_tokenizer(encoder)
    left_out = read_examples(options.less)
    train, chosen = held_out(once(less(read_examples(options.train), left_out)))
    news = less(pairs_of_news(read_sentences(options.news)), left_out + chosen)
    held, truth = encode(chosen, tokenizer), classes(chosen)
    log = Best(held, truth)

    labelled, labels = encode(train, tokenizer), classes(train)
    torch.manual_seed(1)  # of the new heads
    first = begin(encoder, tokenizer, weights=options.begin)
    markers = first.marker_ids
    inputs, both = both_orders(labelled, labels, markers=markers)
    missed = from_labels(both)
    first = fit(first, inputs, missed, passes=2, stop_after=1, rate=RATE, seed=1, log=log)

    made, unlabelled = made_up_deeds(per_template=60), encode(news, tokenizer)
    lessons = labelled + encode(made, tokenizer)
    inputs, both = both_orders(lessons, torch.cat([labels, classes(made)]), markers=markers)
    said, unasked = predict(first, labelled), torch.zeros(len(made), 5)
    answers = torch.cat(
        [said, unasked, said[:, TURNED], unasked, in_both_orders(first, unlabelled)]
    )
    shares = torch.cat([torch.full((len(labelled),), HALF), torch.ones(len(made))])
    shares = torch.cat([shares, shares, torch.zeros(len(news))])
    both = torch.cat([both, torch.zeros(len(news), dtype=torch.long)])
    torch.manual_seed(1)
    second = begin(encoder, tokenizer, weights=options.begin)
    missed = from_both(answers, both, shares)
    inputs += unlabelled
    second = fit(second, inputs, missed, passes=1, rate=RATE, seed=11, average=0.997, log=log)
    second.temperature.fill_(temperature(predict(second, held), truth))
    export(second, options.out, tokenizer=encoder / "tokenizer.json")


if __name__ == "__main__":
    main()
