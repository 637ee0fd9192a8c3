"""Fit the target scorer: `python -m analysis.fitting.target --train FILE --dev FILE`.

Needs `requirements-fit.txt` and about two hours of two cores. What is fitted on `train` is chosen
and calibrated on `dev`:

1. a large encoder (all-mpnet-base-v2, 110 million parameters) learns the labels of `train`; of its
   passes the best on `dev` is kept;
2. it says what it thinks of every target of `train`, of other actors in the same sentences, and of
   actors in sentences of `--news`, which no person labelled;
3. a small encoder (all-MiniLM-L6-v2, 22 million) learns to give the same answers, in three
   stages whose weights are averaged (see `distil`);
4. logits are divided by the temperature that makes the labels of `dev` likeliest.

In both, the vector for `[MASK]` begins as the mean of common surnames (its own is small and was
hardly ever learnt), weights are averaged over steps, and layers near the input learn more slowly.
Seeds are fixed; sums of floating-point numbers differ a little between machines and numbers of
threads, so a second fit agrees with the first in its figures, not in every digit.

References:
    Hinton, Vinyals and Dean 2015, 'Distilling the knowledge in a neural network'; Wortsman et al.
    2022, 'Model soups'.
"""

import argparse
import copy
import json
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from analysis.fitting.encoder import Classifier, TargetClassifier, load_encoder
from analysis.fitting.export import export
from analysis.fitting.packages import large_encoder, small_encoder
from analysis.fitting.passes import Loss, fit, predict
from analysis.fitting.targets import beside_labels, of_news
from analysis.scoring import FOLDER, MASK, mask_target, window
from analysis.splitting import sentence_spans

__all__ = [
    "SURNAMES",
    "Best",
    "from_both",
    "from_labels",
    "macro_f1",
    "mean_weights",
    "read_examples",
    "read_tokenizer",
    "temperature",
]

SURNAMES = (
    "smith johnson williams brown jones miller davis wilson anderson taylor thomas moore martin "
    "thompson white harris clark lewis robinson walker hall allen young wright"
)
SMOOTHING = 0.1  # of the labels, so that no answer is ever quite certain
SOFTNESS = 2.0  # temperature at which the small model is shown the large one's answers
LABELS = 0.2  # weight of the labels beside those answers
FROZEN = 2  # lowest layers of the large encoder that stay as published


def read_examples(path: str | Path) -> list[dict]:
    """One dict per line: `text`, `start`, `end`, `label` (-1, 0, 1), and what else is there."""
    with Path(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_sentences(path: str | Path) -> Iterable[str]:
    """The sentences of articles, one article with `text` per line."""
    for article in read_examples(path):
        for start, end in sentence_spans(article["text"]):
            yield article["text"][start:end].strip()


def read_tokenizer(encoder: Path) -> Tokenizer:
    """The tokenizer of a published encoder, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode(examples: list[dict], tokenizer: Tokenizer) -> list[list[int]]:
    """Token ids of each example as the scorer reads it (ids of the BERT vocabulary)."""
    first, last, mask = map(tokenizer.token_to_id, ["[CLS]", "[SEP]", MASK])
    inputs = []
    for example in examples:
        text, which = mask_target(example["text"], example["start"], example["end"])
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        inputs.append([first, *window(ids, mask_id=mask, which=which), last])
    return inputs


def name_the_mask(model: TargetClassifier, tokenizer: Tokenizer) -> None:
    """Begin the vector of `[MASK]` as the mean of common surnames, so that it reads as a name."""
    words = model.words.weight.data
    words[model.mask_id] = words[[tokenizer.token_to_id(name) for name in SURNAMES.split()]].mean(0)


def from_labels(labels: torch.Tensor) -> Loss:
    """What a model misses of the labels."""

    def missed(logits: torch.Tensor, chosen: list[int]) -> torch.Tensor:
        return F.cross_entropy(logits, labels[chosen], label_smoothing=SMOOTHING)

    return missed


def from_answers(answers: torch.Tensor, labels: torch.Tensor) -> Loss:
    """What a model misses of another's answers, and of the labels where there are any.

    Args:
        answers: Logits of the other model, one row per input.
        labels: Class of each input: 0, 1, 2, or -1 where nobody said.
    """

    def missed(logits: torch.Tensor, chosen: list[int]) -> torch.Tensor:
        own = F.log_softmax(logits / SOFTNESS, 1)
        other = F.log_softmax(answers[chosen] / SOFTNESS, 1)
        apart = F.kl_div(own, other, log_target=True, reduction="batchmean") * SOFTNESS**2
        wanted = labels[chosen]
        held = wanted >= 0
        if not held.any():
            return apart
        hard = F.cross_entropy(logits[held], wanted[held], label_smoothing=SMOOTHING)
        return apart + LABELS * hard * held.float().mean()

    return missed


def from_both(answers: torch.Tensor, labels: torch.Tensor, shares: torch.Tensor) -> Loss:
    """What a model misses of labels and of another's answers.

    Args:
        answers: Logits of the other model, one row per input.
        labels: Class of each input.
        shares: How much its label counts, 0 to 1; its answer by the rest.
    """

    def missed(logits: torch.Tensor, chosen: list[int]) -> torch.Tensor:
        own = F.log_softmax(logits / SOFTNESS, 1)
        other = F.log_softmax(answers[chosen] / SOFTNESS, 1)
        apart = F.kl_div(own, other, log_target=True, reduction="none").sum(1) * SOFTNESS**2
        hard = F.cross_entropy(logits, labels[chosen], label_smoothing=SMOOTHING, reduction="none")
        return (shares[chosen] * hard + (1 - shares[chosen]) * apart).mean()

    return missed


def distil(
    model: TargetClassifier, inputs: list[list[int]], missed: Loss, *, nearer: int, log: Callable
) -> TargetClassifier:
    """The small model, taught in three stages; a mean of weights is steadier than any of them.

    The first stage is one pass, at rates meant for four. The second begins from it and makes three.
    The third begins from the mean of both and makes two, over sentences like the labelled ones
    only. Kept is the mean of the first and the third: of the mixtures of these fits that were
    compared on `dev`, one of the best on both of its parts.

    Args:
        nearer: How many inputs, from the first, belong to labelled sentences.
        log: Called after each pass, as `fit` does.
    """
    first = fit(
        model, inputs, missed, passes=4, stop_after=1, rate=1.5e-4, seed=11, warm=0.06, log=log
    )
    begun = copy.deepcopy(first)
    second = fit(begun, inputs, missed, passes=3, rate=1.4e-4, seed=12, warm=0.06, log=log)
    begun = mean_weights([first, second])
    third = fit(begun, inputs[:nearer], missed, passes=2, rate=1e-4, seed=21, warm=0.06, log=log)
    return mean_weights([first, third])


def mean_weights(models: list[Classifier]) -> Classifier:
    """One model with the mean of the weights of models that began alike."""
    mean = copy.deepcopy(models[0])
    for weight, *others in zip(mean.parameters(), *(m.parameters() for m in models), strict=True):
        weight.data.copy_(torch.stack([other.data for other in others]).mean(0))
    return mean


def macro_f1(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """Mean of the classes' F1."""
    guess, each = logits.argmax(1), []
    for k in range(logits.shape[1]):
        hits = ((labels == k) & (guess == k)).sum()
        each.append(float(2 * hits / ((labels == k).sum() + (guess == k).sum()).clamp(min=1)))
    return sum(each) / len(each)


def temperature(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """What to divide logits by, for the likeliest labels."""
    grid = torch.linspace(0.5, 3.0, 126)
    losses = [F.cross_entropy(logits / divisor, labels) for divisor in grid]
    return float(grid[int(torch.stack(losses).argmin())])


class Best:
    """The pass that is best on held-out labels; a `log` for `fit`."""

    def __init__(self, held: list[list[int]], truth: torch.Tensor) -> None:
        self.held, self.truth, self.f1, self.model = held, truth, -1.0, None

    def __call__(self, model: Classifier, number: int, seconds: float) -> None:
        found = macro_f1(predict(model, self.held), self.truth)
        print(f"pass {number}: dev {found:.4f}, {seconds:.0f} s", flush=True)  # noqa: T201
        if found > self.f1:
            self.f1, self.model = found, copy.deepcopy(model)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", required=True, help="JSON lines of text, start, end, label")
    parser.add_argument("--dev", required=True, help="the same; chooses and calibrates")
    parser.add_argument("--news", help="JSON lines of articles with text; nothing else is read")
    parser.add_argument("--teacher", help="folder of the large encoder (default: the packages)")
    parser.add_argument("--encoder", help="folder of the small encoder (default: the package)")
    parser.add_argument("--out", default=FOLDER, help="folder for model, tokenizer and digests")
    parser.add_argument("--keep", help="file for the weights in torch, from which `pairs` begins")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    encoder = Path(options.encoder) if options.encoder else small_encoder()
    tokenizer = read_tokenizer(encoder)
    mask_id = tokenizer.token_to_id(MASK)
    train, dev = read_examples(options.train), read_examples(options.dev)
    beside = beside_labels(train)
    news = of_news(read_sentences(options.news)) if options.news else []
    labelled, held = encode(train, tokenizer), encode(dev, tokenizer)
    labels = torch.tensor([example["label"] + 1 for example in train])
    truth = torch.tensor([example["label"] + 1 for example in dev])

    torch.manual_seed(1)  # of the new heads
    with nullcontext(options.teacher) if options.teacher else large_encoder() as folder:
        large = load_encoder(folder, mask_id=mask_id)
    name_the_mask(large, tokenizer)
    large.freeze(FROZEN)
    best = Best(held, truth)
    wanted = from_labels(labels)
    fit(large, labelled, wanted, passes=3, rate=4.5e-5, seed=1, average=0.995, log=best)
    inputs = labelled + encode(beside + news, tokenizer)
    answers = predict(best.model, inputs)

    unknown = torch.full((len(beside) + len(news),), -1)
    wanted = from_answers(answers, torch.cat([labels, unknown]))
    small = load_encoder(encoder, mask_id=mask_id)
    name_the_mask(small, tokenizer)
    nearer = len(labelled) + len(beside)
    small = distil(small, inputs, wanted, nearer=nearer, log=Best(held, truth))
    logits = predict(small, held)
    small.temperature.fill_(temperature(logits, truth))
    export(small, options.out, tokenizer=encoder / "tokenizer.json")
    if options.keep:
        torch.save(small.state_dict(), options.keep)
    print(f"mean: dev {macro_f1(logits, truth):.4f}")  # noqa: T201


if __name__ == "__main__":
    main()
