"""Passes over sentences: batches, the running average of weights, and what a model predicts."""

import copy
import math
import random
import time
from collections.abc import Callable

import torch

from analysis.fitting.encoder import Classifier

__all__ = ["Loss", "fit", "predict"]

Loss = Callable[[torch.Tensor, list[int]], torch.Tensor]  # logits of a batch, positions of it


def fit(
    model: Classifier,
    inputs: list[list[int]],
    loss: Loss,
    *,
    passes: int,
    rate: float,
    seed: int,
    stop_after: int | None = None,
    batch: int = 32,
    decay: float = 0.9,
    average: float = 0.998,
    warm: float = 0.1,
    log: Callable | None = None,
) -> Classifier:
    """Fit a model in place and return the running average of its weights.

    Args:
        inputs: Token ids of each sentence.
        loss: What is to become small, from logits and the positions that they belong to.
        passes: Passes over which the rates rise and fall to almost nothing.
        rate: Learning rate of the highest layer; each layer below has `decay` times that of the
            one above it, the head has twice the rate.
        stop_after: Passes that are made of those planned (default: all).
        average: Share of the running average that one step keeps.
        warm: Share of the steps in which the rates rise.
        log: Called with (averaged model, pass, seconds) after each pass.
    """
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(_groups(model, rate, decay), fused=True)
    weights, averaged = list(model.parameters()), copy.deepcopy(model).eval()
    total, step, start = passes * math.ceil(len(inputs) / batch), 0, time.monotonic()
    for number in range(stop_after or passes):
        model.train()
        for chosen in batches([len(one) for one in inputs], batch, seed=100 * seed + number):
            rising = warm * total
            share = (step + 1) / rising if step < rising else max(0.02, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * share
            missed = loss(_forward(model, [inputs[at] for at in chosen]), chosen)
            optimizer.zero_grad()
            missed.backward()
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
            log(averaged, number + 1, time.monotonic() - start)
    return averaged


@torch.no_grad()
def predict(model: Classifier, inputs: list[list[int]]) -> torch.Tensor:
    """Logits of each input."""
    model.eval()
    logits = torch.zeros(len(inputs), model.classify.out_features)
    for batch in batches([len(one) for one in inputs], 64, seed=None):
        logits[batch] = _forward(model, [inputs[at] for at in batch])
    return logits


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


def _pad(inputs: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and attention of one batch, to a multiple of eight (fewer shapes to prepare for)."""
    width = -(-max(map(len, inputs)) // 8) * 8
    ids = torch.zeros(len(inputs), width, dtype=torch.long)
    attend = torch.zeros(len(inputs), width)
    for row, one in enumerate(inputs):
        ids[row, : len(one)] = torch.tensor(one)
        attend[row, : len(one)] = 1
    return ids, attend


def _forward(model: Classifier, inputs: list[list[int]]) -> torch.Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return model(*_pad(inputs)).float()


def _groups(model: Classifier, rate: float, decay: float) -> list[dict]:
    layers, groups = model.encoder.config.num_hidden_layers, []
    for name, weight in model.named_parameters():
        if not weight.requires_grad:
            continue
        depth = int(name.split(".")[3]) if name.startswith("encoder.encoder.layer.") else -1
        own = rate * decay ** (layers - 1 - depth) if name.startswith("encoder.") else 2 * rate
        rest = 0.0 if weight.ndim < 2 else 0.01
        groups.append({"params": [weight], "lr": own, "base": own, "weight_decay": rest})
    return groups
