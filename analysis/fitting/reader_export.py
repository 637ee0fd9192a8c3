"""From a fitted parser in torch to the files of `data/reader`: 8-bit ONNX, labels, digests."""

import copy
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import nn

from analysis.checksums import write_digests
from analysis.fitting.export import BLOCK, RowScaled
from analysis.fitting.parser import Inputs, Parser
from analysis.reading.reader import FILES

__all__ = ["export"]


class _Graph(nn.Module):
    """The parser with the layers of BERT written out, so that every product has fixed weights."""

    def __init__(self, model: Parser) -> None:
        super().__init__()
        self.model = model

    def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
        inputs, encoder = Inputs(*given), self.model.encoder
        placed = encoder.embeddings
        hidden = placed.word_embeddings(inputs.ids) + self.model.shape(inputs.shapes)
        hidden = hidden + placed.position_embeddings.weight[: inputs.ids.shape[1]][None]
        hidden = placed.LayerNorm(hidden + placed.token_type_embeddings.weight[0])
        bias, layers = (1.0 - inputs.attend[:, None, None, :]) * -1e4, [hidden]
        for layer in encoder.encoder.layer:
            hidden = _attend(layer, hidden, bias, encoder.config.num_attention_heads)
            inner = nn.functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(inner) + hidden)
            layers.append(hidden)
        return tuple(self.model.score(tuple(layers), inputs))


def _attend(layer: nn.Module, hidden: torch.Tensor, bias: torch.Tensor, heads: int) -> torch.Tensor:
    own = layer.attention.self
    batch, length, width = hidden.shape

    def split(given: torch.Tensor) -> torch.Tensor:
        return given.view(batch, length, heads, width // heads).transpose(1, 2)

    query, key, value = (split(part(hidden)) for part in (own.query, own.key, own.value))
    scores = query @ key.transpose(-1, -2) / (width // heads) ** 0.5 + bias
    mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width)
    out = layer.attention.output
    return out.LayerNorm(out.dense(mixed) + hidden)


def export(
    model: Parser, folder: Path, *, tokenizer: Path, classes: tuple[list[str], list[str]]
) -> Path:
    """Write what the reader loads to `folder`, over what is there (see `fitting.export`)."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    folder.mkdir(parents=True, exist_ok=True)
    model = copy.deepcopy(model).float().eval()
    words = model.encoder.embeddings
    words.word_embeddings = RowScaled(words.word_embeddings.weight.data)
    whole = torch.arange(6)[None].repeat(2, 1)
    pieces = torch.full((2, 9), 2003)
    example = (pieces, torch.ones(2, 9), torch.zeros_like(pieces), whole, whole)
    sides = {"ids": "pieces", "attend": "pieces", "shapes": "pieces"}
    sides |= {"first": "words", "last": "words"}
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer on shapes that are constants here
        path = Path(scratch) / "model.onnx"
        torch.onnx.export(
            _Graph(model).eval(),
            example,
            path,
            input_names=list(sides),
            output_names=["tags", "arcs", "dependents", "heads"],
            dynamic_axes={name: {0: "sentences", 1: side} for name, side in sides.items()},
            opset_version=17,
            dynamo=False,
        )
        quantizer = MatMulNBitsQuantizer(
            onnx.load(path), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4
        )
        quantizer.process()
        quantizer.model.save_model_to_file(str(folder / FILES[0]), False)
    np.save(folder / FILES[1], model.label.data.half().numpy())
    written = json.loads(tokenizer.read_text(encoding="utf-8"))
    written |= {"truncation": None, "padding": None}
    (folder / FILES[2]).write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    named = dict(zip(("tags", "relations"), classes, strict=True))
    (folder / FILES[3]).write_text(json.dumps(named), encoding="utf-8")
    write_digests(folder, FILES)
    return folder
