"""From a fitted model in torch to the files of a scorer's folder: 8-bit ONNX and digests."""

import copy
import json
import tempfile
import warnings
from pathlib import Path

import torch
from torch import nn

from analysis.checksums import write_digests
from analysis.fitting.encoder import Classifier
from analysis.scoring import LONGEST, MODEL, TOKENIZER

__all__ = ["export"]

BLOCK = 64  # weights that share one scale


class RowScaled(nn.Module):
    """An embedding kept in 8 bits, with one scale for each row."""

    def __init__(self, weights: torch.Tensor) -> None:
        super().__init__()
        scale = weights.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("whole", (weights / scale).round().to(torch.int8))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.whole[ids].float() * self.scale[ids]


class _OneSentence(nn.Module):
    def __init__(self, model: Classifier) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.model(ids, torch.ones_like(ids, dtype=torch.float32))


def export(model: Classifier, folder: str | Path, *, tokenizer: str | Path) -> Path:
    """Write model, tokenizer and digests to `folder`, over what is there.

    Weights become 8-bit whole numbers with a scale for each block of 64 (for each row of the
    embedding); what flows between them is rounded block by block too, so that the result for a
    sentence does not depend on a range over a whole batch.
    """
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    model = copy.deepcopy(model).float().eval()
    model.encoder.set_input_embeddings(RowScaled(model.words.weight.data))
    places = model.encoder.embeddings.position_embeddings
    places.weight.data = places.weight.data[:LONGEST].clone()
    example = torch.tensor([[101, 1, 2003, 102]])
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer on shapes that are constants here
        whole = Path(scratch) / "model.onnx"
        torch.onnx.export(
            _OneSentence(model),
            (example,),
            whole,
            input_names=["ids"],
            output_names=["logits"],
            dynamic_axes={"ids": {0: "sentences", 1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        quantizer = MatMulNBitsQuantizer(
            onnx.load(whole), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4
        )
    quantizer.process()
    quantizer.model.save_model_to_file(str(folder / MODEL), False)
    written = json.loads(Path(tokenizer).read_text(encoding="utf-8"))
    written |= {"truncation": None, "padding": None}
    (folder / TOKENIZER).write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    write_digests(folder, (MODEL, TOKENIZER))
    return folder / MODEL
