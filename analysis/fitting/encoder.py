"""The transformers that `fitting.target` fits: layers of BERT and MPNet, in plain torch.

Written out so that fitting needs torch and nothing on top of it, and so that the graph that is
exported holds only the operations that the scorer uses.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

__all__ = ["TargetClassifier", "load_encoder"]

_BUCKETS, _FARTHEST = 32, 128  # of relative places, as MPNet was trained with
# Where the markers of BERT's vocabulary stand in MPNet's, which is BERT's moved on by four.
_MOVED, _MARKERS = 4, {"[PAD]": 1, "[UNK]": 3, "[CLS]": 0, "[SEP]": 2, "[MASK]": 30526}
_BERT_MARKERS = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103}


class Encoder(nn.Module):
    """Embeddings and layers of a published encoder (`model_type` bert or mpnet)."""

    def __init__(self, config: dict, *, dropout: float = 0.1) -> None:
        super().__init__()
        width, epsilon = config["hidden_size"], config["layer_norm_eps"]
        heads = config["num_attention_heads"]
        self.dropout = dropout
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], heads, epsilon, dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.distance = nn.Embedding(_BUCKETS, heads) if _is_mpnet(config) else None

    def forward(self, ids: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
        """Vectors (batch, length, width) for token ids; `attend` is 1 for tokens, 0 for padding."""
        place = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.places(place))
        hidden = F.dropout(hidden, self.dropout, self.training)
        bias = (1.0 - attend[:, None, None, :].to(hidden.dtype)) * -1e4
        if self.distance is not None:
            bucket = _buckets(place[None, :] - place[:, None])
            bias = bias + self.distance(bucket).permute(2, 0, 1)[None]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the lowest layers as they were published."""
        distance = [] if self.distance is None else [self.distance]
        for part in (self.words, self.places, self.norm, *distance, *self.layers[:layers]):
            part.requires_grad_(False)


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

    def forward(self, ids: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
        """Logits (negative, neutral, positive), divided by the fitted temperature."""
        hidden = self.encoder(ids, attend)
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
    """A classifier with the published weights of `folder` and a new head.

    It reads token ids of BERT's uncased vocabulary, whichever encoder it is.
    """
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = load_file(folder / "model.safetensors")
    mpnet = _is_mpnet(config)
    if mpnet:
        config, weights = _as_bert(config, weights)
    model = TargetClassifier(config, mask_id=mask_id, dropout=dropout)
    encoder = model.encoder
    places = {
        "embeddings.word_embeddings": encoder.words,
        "embeddings.position_embeddings": encoder.places,
        "embeddings.LayerNorm": encoder.norm,
    }
    if mpnet:
        places["encoder.relative_attention_bias"] = encoder.distance
    inside = "attention.attn" if mpnet else "attention.self"
    for number, layer in enumerate(encoder.layers):
        at = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            names = "qkv" if mpnet else ("query", "key", "value")
            three = [weights[f"{at}.{inside}.{name}.{kind}"] for name in names]
            getattr(layer.qkv, kind).data.copy_(torch.cat(three))
        out = f"{at}.attention.attn.o" if mpnet else f"{at}.attention.output.dense"
        norm = f"{at}.attention{'' if mpnet else '.output'}.LayerNorm"
        places |= {
            out: layer.out,
            norm: layer.norm_attention,
            f"{at}.intermediate.dense": layer.up,
            f"{at}.output.dense": layer.down,
            f"{at}.output.LayerNorm": layer.norm_output,
        }
    for name, part in places.items():
        for kind, parameter in part.named_parameters():
            parameter.data.copy_(weights[f"{name}.{kind}"])
    if not mpnet:
        # Every text here is one segment, so its embedding is a constant of every place.
        encoder.places.weight.data += weights["embeddings.token_type_embeddings.weight"][0]
    return model


def _is_mpnet(config: dict) -> bool:
    return config["model_type"] == "mpnet"


def _as_bert(config: dict, weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """MPNet's words in the order of BERT's vocabulary, its places counted from 0."""
    words, places = (f"embeddings.{name}_embeddings.weight" for name in ("word", "position"))
    size = config["vocab_size"] - _MOVED - 1  # one more than BERT's: the mask stands at the end
    row = torch.arange(size) + _MOVED
    for marker, number in _BERT_MARKERS.items():
        row[number] = _MARKERS[marker]
    first = config["pad_token_id"] + 1
    moved = {words: weights[words][row], places: weights[places][first:]}
    length = config["max_position_embeddings"] - first
    return config | {"vocab_size": size, "max_position_embeddings": length}, weights | moved


def _buckets(distance: torch.Tensor) -> torch.Tensor:
    """Relative places to buckets, finer near by.

    References:
        Raffel et al. 2020 (T5), as MPNet uses them (Song et al. 2020).
    """
    half = _BUCKETS // 2
    near = half // 2
    side, size = (distance > 0).long() * half, distance.abs()
    steps = torch.log(size.clamp(min=1).float() / near) / math.log(_FARTHEST / near)
    far = near + (steps * (half - near)).long().clamp(max=half - near - 1)
    return side + torch.where(size < near, size, far)
