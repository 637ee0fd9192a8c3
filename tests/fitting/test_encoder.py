"""The model that is fitted: any encoder read by BERT's ids, and an export that says the same."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="fitting alone needs it: requirements-fit.txt")
transformers = pytest.importorskip("transformers")

from analysis.fitting.encoder import load_encoder  # noqa: E402

SHAPE = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
SHAPE |= {"intermediate_size": 128, "max_position_embeddings": 160}
MASK_ID = 103


@pytest.fixture(params=["bert", "mpnet"])
def folder(request, tmp_path):
    """A small encoder with weights drawn at random, as one is published."""
    torch.manual_seed(5)
    if request.param == "bert":
        model = transformers.BertModel(transformers.BertConfig(vocab_size=30522, **SHAPE))
    else:
        model = transformers.MPNetModel(transformers.MPNetConfig(vocab_size=30527, **SHAPE))
    model.save_pretrained(tmp_path)
    return tmp_path


def as_published(folder, ids):
    """What the encoder itself makes of BERT's ids, put into its own vocabulary by hand."""
    model = transformers.AutoModel.from_pretrained(folder).eval()
    if model.config.model_type == "mpnet":
        markers = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30526}
        ids = [markers.get(one, one + 4) for one in ids]
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids])).last_hidden_state


def test_an_encoder_reads_ids_of_berts_vocabulary_as_it_was_published(folder):
    ids = [101, 2003, 103, 5000, 100, 102]
    model = load_encoder(folder, mask_id=MASK_ID).eval()
    with torch.no_grad():
        vectors = model.words(torch.tensor([ids]))
        hidden = model.encoder(inputs_embeds=vectors).last_hidden_state
    torch.testing.assert_close(hidden, as_published(folder, ids), atol=1e-5, rtol=0)


def test_padding_changes_no_answer(folder):
    model = load_encoder(folder, mask_id=MASK_ID).eval()
    ids = torch.tensor([[101, 103, 2003, 102]])
    padded = torch.tensor([[101, 103, 2003, 102, 0, 0, 0, 0]])
    attend = torch.tensor([[1.0] * 4 + [0.0] * 4])
    with torch.no_grad():
        alone, beside = model(ids, torch.ones(1, 4)), model(padded, attend)
    torch.testing.assert_close(alone, beside, atol=1e-5, rtol=0)


def test_no_dropout_in_attention_and_the_same_everywhere_else(folder):
    model = load_encoder(folder, mask_id=MASK_ID, dropout=0.2)
    shares = {n: m.p for n, m in model.named_modules() if isinstance(m, torch.nn.Dropout)}
    inside = {n for n in shares if n.endswith(("self.dropout", "attn.dropout"))}
    assert len(inside) == SHAPE["num_hidden_layers"]
    assert {shares[n] for n in inside} == {0.0}
    assert {share for n, share in shares.items() if n not in inside} == {0.2}


def test_what_is_frozen_stays_and_the_rest_is_fitted(folder):
    model = load_encoder(folder, mask_id=MASK_ID)
    model.freeze(1)
    fitted = {name for name, weight in model.named_parameters() if weight.requires_grad}
    assert {n.split(".")[3] for n in fitted if n.startswith("encoder.")} == {"1"}
    assert {n for n in fitted if not n.startswith("encoder.")} >= {"dense.weight", "classify.bias"}


def test_a_fit_learns_and_its_export_says_what_it_says(folder, tmp_path):
    pytest.importorskip("onnx")
    import onnxruntime

    from analysis.fitting.export import export
    from analysis.fitting.passes import fit, predict
    from analysis.fitting.target import from_labels

    labels = torch.arange(60) % 3
    inputs = [[101, 103, 3000 + int(label), 4000 + at, 102] for at, label in enumerate(labels)]
    torch.manual_seed(1)
    model = load_encoder(folder, mask_id=MASK_ID)
    missed = from_labels(labels)
    model = fit(model, inputs, missed, passes=30, rate=3e-3, seed=1, average=0.5)
    assert (predict(model, inputs).argmax(1) == labels).all()

    tokenizer = tmp_path / "tokenizer.json"
    tokenizer.write_text("{}", encoding="utf-8")
    written = export(model, tmp_path / "out", tokenizer=tokenizer)
    session = onnxruntime.InferenceSession(written)
    with torch.no_grad():
        wanted = model(torch.tensor(inputs), torch.ones(60, 5)).numpy()
    (found,) = session.run(None, {"ids": np.array(inputs)})
    np.testing.assert_allclose(found, wanted, atol=0.1)
    assert (found.argmax(1) == labels.numpy()).all()
