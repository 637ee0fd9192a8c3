"""The small transformer that `analysis.fit_target` fits: BERT and MPNet layers, in plain torch.

Written out so that fitting needs torch and nothing on top of it, and so that the graph that is
exported holds only the operations that the scorer uses. Names of the weights follow the files
that the encoders are published in.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn


class Encoder(nn.Module):
    """Embeddings and layers of a published encoder (`model_type` bert or mpnet)."""

    def __init__(self, config: dict, *, dropout: float = 0.1) -> None:
        super().__init__()
        width, self.kind = config["hidden_size"], config["model_type"]
        self.heads, epsilon = config["num_attention_heads"], config["layer_norm_eps"]
        self.dropout, self.frozen = dropout, 0
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], self.heads, epsilon, dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.distance = nn.Embedding(32, self.heads) if self.kind == "mpnet" else None

    def forward(
        self, ids: torch.Tensor, attend: torch.Tensor, *, below: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Vectors (batch, length, width) for token ids; `attend` is 1 for tokens, 0 for padding.

        With `below`, what `bottom` gave for the same ids, only the layers above are run.
        """
        hidden = self._embed(ids) if below is None else below
        return self._run(hidden, attend, self.layers[0 if below is None else self.frozen :])

    def bottom(self, ids: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
        """Vectors after the frozen layers: the same in every pass, so worth keeping."""
        return self._run(self._embed(ids), attend, self.layers[: self.frozen])

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the lowest layers as they were published."""
        self.frozen = layers
        distance = [] if self.distance is None else [self.distance]
        for part in (self.words, self.places, self.norm, *distance, *self.layers[:layers]):
            part.requires_grad_(False)

    def _embed(self, ids: torch.Tensor) -> torch.Tensor:
        place = torch.arange(ids.shape[1], device=ids.device)
        first = 2 if self.kind == "mpnet" else 0
        hidden = self.norm(self.words(ids) + self.places(place + first))
        return F.dropout(hidden, self.dropout, self.training)

    def _run(self, hidden: torch.Tensor, attend: torch.Tensor, layers) -> torch.Tensor:
        bias = (1.0 - attend[:, None, None, :].to(torch.float32)) * -1e4
        if self.distance is not None:
            place = torch.arange(hidden.shape[1], device=hidden.device)
            bucket = _buckets(place[None, :] - place[:, None])
            bias = bias + self.distance(bucket).permute(2, 0, 1)[None]
        for layer in layers:
            hidden = layer(hidden, bias)
        return hidden


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its residual and norm after it."""

    def __init__(self, width: int, inner: int, heads: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_attention = nn.LayerNorm(width, eps=epsilon)
        self.norm_output = nn.LayerNorm(width, eps=epsilon)

    def forward(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        batch, length, width = hidden.shape
        parts = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads) + bias
        mixed = scores.softmax(-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        mixed = F.dropout(self.out(mixed), self.dropout, self.training)
        hidden = self.norm_attention(hidden + mixed)
        inner = F.dropout(self.down(F.gelu(self.up(hidden))), self.dropout, self.training)
        return self.norm_output(hidden + inner)


class TargetClassifier(nn.Module):
    """Encoder plus head: first token, mean of tokens, and mean of the target's masks."""

    def __init__(self, config: dict, *, mask_id: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(config, dropout=dropout)
        self.mask_id, width = mask_id, config["hidden_size"]
        self.dense, self.classify = nn.Linear(3 * width, width), nn.Linear(width, 3)
        self.register_buffer("temperature", torch.ones(1))

    def forward(
        self, ids: torch.Tensor, attend: torch.Tensor, *, below: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Logits (negative, neutral, positive), divided by the fitted temperature."""
        hidden = self.encoder(ids, attend, below=below)
        everywhere = attend[:, :, None].to(hidden.dtype)
        target = (ids == self.mask_id)[:, :, None].to(hidden.dtype)
        pooled = torch.cat(
            [
                hidden[:, 0],
                (hidden * everywhere).sum(1) / everywhere.sum(1),
                (hidden * target).sum(1) / target.sum(1).clamp(min=1),
            ],
            dim=1,
        )
        joined = pooled @ self.dense.weight.T + self.dense.bias
        pooled = F.dropout(torch.tanh(joined), 0.1, self.training)
        return self.classify(pooled) / self.temperature


def load_encoder(folder: str | Path, *, mask_id: int, dropout: float = 0.1) -> TargetClassifier:
    """A classifier with the published weights of `folder` and a new head."""
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = TargetClassifier(config, mask_id=mask_id, dropout=dropout)
    weights = load_file(folder / "model.safetensors")
    encoder, mpnet = model.encoder, config["model_type"] == "mpnet"
    places = {
        "embeddings.word_embeddings": encoder.words,
        "embeddings.position_embeddings": encoder.places,
        "embeddings.LayerNorm": encoder.norm,
    }
    if mpnet:
        places["encoder.relative_attention_bias"] = encoder.distance
    for number, layer in enumerate(encoder.layers):
        at = f"encoder.layer.{number}"
        names = "qkv" if mpnet else ("query", "key", "value")
        inside = "attention.attn" if mpnet else "attention.self"
        for kind in ("weight", "bias"):
            joined = torch.cat([weights[f"{at}.{inside}.{name}.{kind}"] for name in names])
            getattr(layer.qkv, kind).data.copy_(joined)
        places |= {
            f"{at}.attention.attn.o" if mpnet else f"{at}.attention.output.dense": layer.out,
            f"{at}.attention{'' if mpnet else '.output'}.LayerNorm": layer.norm_attention,
            f"{at}.intermediate.dense": layer.up,
            f"{at}.output.dense": layer.down,
            f"{at}.output.LayerNorm": layer.norm_output,
        }
    for name, part in places.items():
        for kind, parameter in part.named_parameters():
            parameter.data.copy_(weights[f"{name}.{kind}"])
    if not mpnet:  # one segment only, so its embedding is a constant of every place
        encoder.places.weight.data += weights["embeddings.token_type_embeddings.weight"][0]
    return model


def _buckets(distance: torch.Tensor, *, buckets: int = 32, farthest: int = 128) -> torch.Tensor:
    """Relative places to buckets, finer near by (Raffel et al. 2020, as MPNet uses them)."""
    half = buckets // 2
    near = half // 2
    backward = -distance
    found = (backward < 0).long() * half
    backward = backward.abs()
    far = near + (
        torch.log(backward.clamp(min=1).float() / near) / math.log(farthest / near) * (half - near)
    ).long().clamp(max=half - near - 1)
    return found + torch.where(backward < near, backward, far.clamp(max=half - 1))
