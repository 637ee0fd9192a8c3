"""The model that `target` fits: a published encoder, as transformers has it, and a small head."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel, PreTrainedModel

__all__ = ["TargetClassifier", "load_encoder"]

# Where the markers of BERT's vocabulary stand in MPNet's, which is BERT's moved on by four.
_MOVED, _MARKERS = 4, {"[PAD]": 1, "[UNK]": 3, "[CLS]": 0, "[SEP]": 2, "[MASK]": 30526}
_BERT_MARKERS = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103}


class TargetClassifier(nn.Module):
    """Encoder plus head: first token, mean of tokens, and mean of the target's masks."""

    def __init__(self, encoder: PreTrainedModel, *, mask_id: int) -> None:
        super().__init__()
        self.encoder, self.mask_id, width = encoder, mask_id, encoder.config.hidden_size
        self.dense, self.classify = nn.Linear(3 * width, width), nn.Linear(width, 3)
        self.register_buffer("temperature", torch.ones(1))

    @property
    def words(self) -> nn.Embedding:
        """The vectors of the vocabulary, one row for each token id."""
        return self.encoder.get_input_embeddings()

    def forward(self, ids: torch.Tensor, attend: torch.Tensor) -> torch.Tensor:
        """Logits (negative, neutral, positive), divided by the fitted temperature.

        Args:
            ids: Token ids (batch, length).
            attend: 1 for tokens, 0 for padding.
        """
        # By vectors, not ids: MPNet would take the id 1 for padding and count places from it.
        hidden = self.encoder(inputs_embeds=self.words(ids), attention_mask=attend)[0]
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

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the lowest layers of the encoder as they were published."""
        inner = self.encoder.encoder
        distance = [inner.relative_attention_bias] if _is_mpnet(self.encoder) else []
        for part in (self.encoder.embeddings, *distance, *inner.layer[:layers]):
            part.requires_grad_(False)


def load_encoder(folder: str | Path, *, mask_id: int, dropout: float = 0.1) -> TargetClassifier:
    """A classifier with the published weights of `folder` and a new head.

    It reads token ids of BERT's uncased vocabulary, whichever encoder it is (`model_type` bert or
    mpnet).

    Args:
        folder: `config.json` and `model.safetensors`; nothing is fetched.
        mask_id: Token id of the target's mask.
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
    return TargetClassifier(encoder, mask_id=mask_id)


def _is_mpnet(encoder: PreTrainedModel) -> bool:
    return encoder.config.model_type == "mpnet"


def _in_order_of_bert(words: torch.Tensor) -> torch.Tensor:
    """MPNet's word vectors, each in the row of the same word in BERT's vocabulary."""
    row = torch.arange(len(words) - _MOVED - 1) + _MOVED  # one more: the mask stands at the end
    for marker, number in _BERT_MARKERS.items():
        row[number] = _MARKERS[marker]
    return words[row]
