"""The network behind the reader: an encoder, tags, and a biaffine score for each head and label.

References:
    Dozat and Manning 2017, 'Deep biaffine attention for neural dependency parsing'.
"""

from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

from analysis.reading.reader import SHAPES

__all__ = ["Inputs", "Parser", "Scores"]

LAYERS = 3  # of the encoder, from the top, whose outputs are mixed


class Inputs(NamedTuple):
    """A batch: pieces, and the first and last piece of each word ([CLS] counts as word 0)."""

    ids: torch.Tensor
    attend: torch.Tensor
    shapes: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor


class Scores(NamedTuple):
    """What the network says of each word."""

    tags: torch.Tensor  # batch x word x tag
    arcs: torch.Tensor  # batch x word x head
    dependents: torch.Tensor  # batch x word x width + 1, for `Parser.relations`
    heads: torch.Tensor


class Parser(nn.Module):
    """Encoder plus heads; words are the mean of their first and last piece."""

    def __init__(self, folder: Path, *, tags: list[str], relations: list[str]) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager"
        )
        width, arc, label = self.encoder.config.hidden_size, 320, 128
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.mix = nn.Parameter(torch.zeros(LAYERS))
        self.tag = nn.Sequential(
            nn.Linear(width, 192), nn.GELU(), nn.Dropout(0.2), nn.Linear(192, len(tags))
        )
        self.arc_dependent, self.arc_head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.label_dependent, self.label_head = nn.Linear(width, label), nn.Linear(width, label)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.label = nn.Parameter(torch.empty(len(relations), label + 1, label + 1))
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.label, std=0.02)
        self.dropout = nn.Dropout(0.33)

    def forward(self, given: Inputs) -> Scores:
        vectors = self.encoder.embeddings.word_embeddings(given.ids) + self.shape(given.shapes)
        encoded = self.encoder(
            inputs_embeds=vectors, attention_mask=given.attend, output_hidden_states=True
        )
        return self.score(encoded.hidden_states, given)

    def score(self, layers: tuple[torch.Tensor, ...], given: Inputs) -> Scores:
        """Scores from the outputs of all layers."""
        shares = self.mix.softmax(0)
        hidden = sum(shares[k] * layers[k - LAYERS] for k in range(LAYERS))
        words = (_pick(hidden, given.first) + _pick(hidden, given.last)) / 2
        tags, words = self.tag(words), self.dropout(words)
        one = torch.ones_like(words[..., :1])

        def view(layer: nn.Linear) -> torch.Tensor:
            return self.dropout(F.leaky_relu(layer(words), 0.1))

        arcs = torch.cat([view(self.arc_dependent), one], -1) @ self.arc
        return Scores(
            tags,
            arcs @ view(self.arc_head).transpose(1, 2),
            torch.cat([view(self.label_dependent), one], -1),
            torch.cat([view(self.label_head), one], -1),
        )

    def relations(self, scores: Scores, heads: torch.Tensor) -> torch.Tensor:
        """Batch x word x relation, each word toward the head that is given."""
        left = torch.einsum("bwi,rij->bwrj", scores.dependents, self.label)
        return torch.einsum("bwrj,bwj->bwr", left, _pick(scores.heads, heads))


def _pick(hidden: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    return hidden.gather(1, at[:, :, None].expand(-1, -1, hidden.shape[2]))
