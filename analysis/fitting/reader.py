"""Fit the reader: `python -m analysis.fitting.reader --train FILE... --dev FILE...`.

Needs `requirements-fit.txt` and about half an hour of one core. A small encoder
(all-MiniLM-L6-v2) with a biaffine head learns tags, heads and relations of Universal Dependencies,
on the words that this project cuts. Layers near the input learn more slowly; weights are averaged
over steps. Nothing is chosen on `dev`, which is only reported: passes and rates are fixed.
"""

import argparse
import copy
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from analysis.fitting.packages import small_encoder
from analysis.fitting.parser import Inputs, Parser, Scores
from analysis.fitting.reader_export import export
from analysis.fitting.treebanks import FREE, Sentence, read_treebank
from analysis.reading.reader import FOLDER, encode

__all__ = ["main"]

PASSES, PIECES, POOL, RATE = 6, 1100, 1500, 1.5e-4
UNKNOWN = -100  # a class that the training part never saw


class Example:
    """One sentence in numbers: pieces as the reader sees them, and the three answers."""

    def __init__(
        self, sentence: Sentence, tokenizer: Tokenizer, tags: list[str], relations: list[str]
    ) -> None:
        tag, relation = _places(tags), _places(relations)
        self.pieces = encode(sentence.words, tokenizer)
        self.tags = [UNKNOWN, *(tag.get(name, UNKNOWN) for name in sentence.tags)]
        self.heads = [UNKNOWN, *sentence.heads]
        self.relations = [UNKNOWN, *(relation.get(name, UNKNOWN) for name in sentence.relations)]


def batches(examples: list[Example], *, seed: int | None) -> Iterator[list[Example]]:
    """Examples of like length, `PIECES` pieces at a time; shuffled where there is a seed."""
    rng, order = random.Random(seed), list(examples)
    if seed is not None:
        rng.shuffle(order)
    made = []
    for start in range(0, len(order), POOL):
        batch: list[Example] = []
        for one in sorted(order[start : start + POOL], key=lambda e: len(e.pieces[0])):
            if batch and len(one.pieces[0]) * (len(batch) + 1) > PIECES:
                made.append(batch)
                batch = []
            batch.append(one)
        made.append(batch)
    if seed is not None:
        rng.shuffle(made)
    return iter(made)


def fit(model: Parser, examples: list[Example], *, passes: int = PASSES, seed: int = 100) -> Parser:
    """Fit in place; the running average of the weights comes back."""
    optimizer = torch.optim.AdamW(_groups(model), betas=(0.9, 0.98))
    averaged = copy.deepcopy(model).eval()
    plan = list(itertools.chain(*(batches(examples, seed=seed + k) for k in range(passes))))
    for step, batch in enumerate(plan):
        model.train()
        done = step / len(plan)
        share = (done + 1 / len(plan)) / 0.05 if done < 0.05 else max(0.02, (1 - done) / 0.95)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * share
        missed = loss(model, batch)
        optimizer.zero_grad()
        missed.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        keep = min(0.998, (2 + step) / (11 + step))
        torch._foreach_lerp_(
            [weight.data for weight in averaged.parameters()],
            [weight.data for weight in model.parameters()],
            1 - keep,
        )
        if step % 200 == 199:
            print(f"step {step + 1} of {len(plan)}: {missed.item():.3f}", flush=True)  # noqa: T201
    return averaged


def loss(model: Parser, batch: list[Example]) -> torch.Tensor:
    """What the model misses of tags, heads and relations (toward the right heads)."""
    scores, heads = run(model, batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        relations = model.relations(scores, heads.clamp(min=0))
    told = [
        (scores.tags, _pad([e.tags for e in batch], UNKNOWN)),
        (scores.arcs, heads),
        (relations, _pad([e.relations for e in batch], UNKNOWN)),
    ]
    return sum(
        F.cross_entropy(said.float().flatten(0, 1), right.flatten(), ignore_index=UNKNOWN)
        for said, right in told
    )


def run(model: Parser, batch: list[Example]) -> tuple[Scores, torch.Tensor]:
    """Scores of a batch, padding shut off as a head, and the right heads."""
    ids, shapes, first, last = (_pad([e.pieces[k] for e in batch], 0) for k in range(4))
    heads = _pad([e.heads for e in batch], UNKNOWN)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(Inputs(ids, (ids != 0).long(), shapes, first, last))
    held = _pad([[1] * len(e.heads) for e in batch], 0).bool()
    return scores._replace(arcs=scores.arcs.float().masked_fill(~held[:, None, :], -1e4)), heads


@torch.no_grad()
def attached(model: Parser, examples: list[Example]) -> float:
    """Share of words whose likeliest head is the right one."""
    right = total = 0
    for batch in batches(examples, seed=None):
        scores, heads = run(model, batch)
        known = heads != UNKNOWN
        right += int(((scores.arcs.argmax(-1) == heads) & known).sum())
        total += int(known.sum())
    return right / total


def _pad(rows: list[list[int]], fill: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def _places(names: list[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _groups(model: Parser) -> list[dict]:
    layers, groups = model.encoder.config.num_hidden_layers, []
    for name, weight in model.named_parameters():
        rate = 1e-3
        if name.startswith("encoder."):
            inner = name.startswith("encoder.encoder.layer.")
            rate = RATE * 0.9 ** (layers - 1 - int(name.split(".")[3]) if inner else layers)
        rest = 0.01 if weight.ndim > 1 else 0.0
        groups.append({"params": [weight], "lr": rate, "base": rate, "weight_decay": rest})
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", required=True, nargs="+", help="CoNLL-U files to learn from")
    parser.add_argument("--dev", nargs="*", default=[], help="CoNLL-U files to report on")
    parser.add_argument("--encoder", help="folder of the small encoder (default: the package)")
    parser.add_argument("--out", default=FOLDER, help="folder for what the reader loads")
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--first", type=int, help="learn from so many sentences only, to try it")
    options = parser.parse_args()

    torch.manual_seed(1)
    folder = Path(options.encoder) if options.encoder else small_encoder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sentences = [one for path in options.train for one in read_treebank(path, genres=FREE)]
    sentences = sentences[: options.first]
    tags = sorted({tag for one in sentences for tag in one.tags})
    relations = sorted({name for one in sentences for name in one.relations})
    learnt = [Example(one, tokenizer, tags, relations) for one in sentences if len(one.words) < 250]
    model = fit(Parser(folder, tags=tags, relations=relations), learnt, passes=options.passes)
    export(model, Path(options.out), tokenizer=folder / "tokenizer.json", classes=(tags, relations))
    for path in options.dev:
        held = [Example(one, tokenizer, tags, relations) for one in read_treebank(path)]
        print(f"{path}: heads right {attached(model, held):.4f}")  # noqa: T201


if __name__ == "__main__":
    main()
