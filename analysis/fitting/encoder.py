"""What `target` and `pairs` fit: a published encoder, as transformers has it, and a small head."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel, PreTrainedModel

__all__ = ["Classifier", "PairClassifier", "TargetClassifier", "load_encoder", "read_encoder"]

# Where the markers of BERT's vocabulary stand in MPNet's, which is BERT's moved on by four.
_MOVED, _MARKERS = 4, {"[PAD]": 1, "[UNK]": 3, "[CLS]": 0, "[SEP]": 2, "[MASK]": 30526}
_BERT_MARKERS = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103}


class Classifier(nn.Module):
    """Encoder plus head: what `pool` makes of the hidden states, one hidden layer, logits."""

    def __init__(self, encoder: PreTrainedModel, *, parts: int, classes: int) -> None:
        super().__init__()
        self.encoder, width = encoder, encoder.config.hidden_size
        self.dense, self.classify = nn.Linear(parts * width, width), nn.Linear(width, classes)
        self.register_buffer("temperature", torch.ones(1))

    @property
    def words(self) -> nn.Embedding:
        """The vectors of the vocabulary, one row for each token id."""
        return self.encoder.get_input_embeddings()

    def forward(self, ids: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
        """Logits of the classes, divided by the fitted temperature.

        Args:
            ids: Token ids (batch, length).
            attend: 1 for tokens, 0 for padding.
        """
        # By vectors, not ids: MPNet would take the id 1 for padding and count places from it.
        hidden = self.encoder(inputs_embeds=self.words(ids), attention_mask=attend)[0]
        pooled = torch.cat(self.pool(hidden, ids, attend), dim=1)
        joined = pooled @ self.dense.weight.T + self.dense.bias
        pooled = F.dropout(torch.tanh(joined), 0.1, self.training)
        return self.classify(pooled) / self.temperature

    def pool(
        self, hidden: torch.Tensor, ids: torch.Tensor, attend: torch.Tensor
    ) -> list[torch.Tensor]:
        """The vectors (batch, width) that the head is given."""
        raise NotImplementedError

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the lowest layers of the encoder as they were published."""
        inner = self.encoder.encoder
        distance = [inner.relative_attention_bias] if _is_mpnet(self.encoder) else []
        for part in (self.encoder.embeddings, *distance, *inner.layer[:layers]):
            part.requires_grad_(False)


class TargetClassifier(Classifier):
    """First token, mean of tokens, and mean of the target's masks: negative, neutral, positive."""

    def __init__(self, encoder: PreTrainedModel, *, mask_id: int) -> None:
        super().__init__(encoder, parts=3, classes=3)
        self.mask_id = mask_id

    def pool(
        self, hidden: torch.Tensor, ids: torch.Tensor, attend: torch.Tensor
    ) -> list[torch.Tensor]:
        return [hidden[:, 0], _mean(hidden, attend), _mean(hidden, ids == self.mask_id)]


class PairClassifier(Classifier):
    """First token and the mean of each actor's markers: neither, then for and against, both ways.

    The classes stand in the order of `analysis.scoring.PAIR_CLASSES`.
    """

    def __init__(self, encoder: PreTrainedModel, *, marker_ids: tuple[int, int]) -> None:
        super().__init__(encoder, parts=3, classes=5)
        self.marker_ids = marker_ids

    def pool(
        self, hidden: torch.Tensor, ids: torch.Tensor, attend: torch.Tensor
    ) -> list[torch.Tensor]:
        return [hidden[:, 0], *(_mean(hidden, ids == marker) for marker in self.marker_ids)]


def _mean(hidden: torch.Tensor, held: torch.Tensor) -> torch.Tensor:
    """Mean over the places that are held."""
    share = held[:, :, None].to(hidden.dtype)
    return (hidden * share).sum(1) / share.sum(1).clamp(min=1)


def load_encoder(folder: str | Path, *, mask_id: int, dropout: float = 0.1) -> TargetClassifier:
    """A classifier with the encoder of `folder` (see `read_encoder`) and a new head.

    Args:
        mask_id: Token id of the target's mask.
    """
    return TargetClassifier(read_encoder(folder, dropout=dropout), mask_id=mask_id)


def read_encoder(folder: str | Path, *, dropout: float = 0.1) -> PreTrainedModel:
    """An encoder with the published weights of `folder`.

    It reads token ids of BERT's uncased vocabulary, whichever encoder it is (`model_type` bert or
    mpnet).

    Args:
        folder: `config.json` and `model.safetensors`; nothing is fetched.
        dropout: After the embeddings and after each part of a layer; attention has none.
    """
    encoder = AutoModel.from_pretrained(
        folder,
        local_files_only=True,
        add_pooling_layer=False,
        dtype=torch.float32,
        attn_implementation="eager",  # what the exporter can trace
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
    )
    if _is_mpnet(encoder):
        for layer in encoder.encoder.layer:
            layer.attention.dropout.p = dropout  # MPNet has it by the probability for attention
        words = _in_order_of_bert(encoder.get_input_embeddings().weight.data)
        encoder.set_input_embeddings(nn.Embedding.from_pretrained(words, freeze=False))
    return encoder


def _is_mpnet(encoder: PreTrainedModel) -> bool:
    return encoder.config.model_type == "mpnet"


def _in_order_of_bert(words: torch.Tensor) -> torch.Tensor:
    """MPNet's word vectors, each in the row of the same word in BERT's vocabulary."""
    row = torch.arange(len(words) - _MOVED - 1) + _MOVED  # one more: the mask stands at the end
    for marker, number in _BERT_MARKERS.items():
        row[number] = _MARKERS[marker]
    return words[row]
