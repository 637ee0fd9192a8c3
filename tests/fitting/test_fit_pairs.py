"""The pair scorer's fit: begins as it says, learns both directions, exports what it learnt."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="fitting alone needs it: requirements-fit.txt")
transformers = pytest.importorskip("transformers")

from analysis.fitting.encoder import PairClassifier, TargetClassifier, read_encoder  # noqa: E402
from analysis.fitting.pairs import begin, classes, encode  # noqa: E402
from analysis.fitting.target import SURNAMES, read_tokenizer  # noqa: E402
from analysis.scoring import MARKERS, MASK, PAIR_FOLDER  # noqa: E402

SHAPE = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
SHAPE |= {"intermediate_size": 128, "max_position_embeddings": 160}


@pytest.fixture
def encoder(tmp_path):
    """A small encoder with weights drawn at random, as one is published."""
    torch.manual_seed(5)
    model = transformers.BertModel(transformers.BertConfig(vocab_size=30522, **SHAPE))
    model.save_pretrained(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def tokenizer():
    return read_tokenizer(PAIR_FOLDER)


def example(text, p, q, label):
    ends = [at for name in (p, q) for at in (text.index(name), text.index(name) + len(name))]
    return dict(zip(["p_start", "p_end", "q_start", "q_end"], ends, strict=True)) | {
        "text": text, "label": label
    }  # fmt: skip


def test_markers_begin_as_names_or_as_the_fitted_mask(encoder, tokenizer, tmp_path):
    markers = [tokenizer.token_to_id(marker) for marker in MARKERS]
    model = begin(encoder, tokenizer, weights=None)
    words = model.words.weight.data
    names = words[[tokenizer.token_to_id(name) for name in SURNAMES.split()]].mean(0)
    assert all(torch.equal(words[marker], names) for marker in markers)

    mask_id = tokenizer.token_to_id(MASK)
    fitted = TargetClassifier(read_encoder(encoder), mask_id=mask_id)
    fitted.words.weight.data[mask_id] = 0.25
    fitted.encoder.encoder.layer[0].output.dense.bias.data.fill_(0.5)
    torch.save(fitted.state_dict(), tmp_path / "target.pt")
    model = begin(encoder, tokenizer, weights=tmp_path / "target.pt")
    assert (model.words.weight.data[markers] == 0.25).all()
    assert (model.encoder.encoder.layer[0].output.dense.bias == 0.5).all()
    assert model.classify.out_features == 5


def test_a_fit_tells_who_acts_on_whom_and_its_export_says_what_it_says(
    encoder, tokenizer, tmp_path
):
    pytest.importorskip("onnx")
    import onnxruntime

    from analysis.fitting.export import export
    from analysis.fitting.passes import fit, predict
    from analysis.fitting.target import from_labels

    made = [
        example("Orlan praised Harlan.", "Orlan", "Harlan", 1),
        example("Orlan was praised by Harlan.", "Orlan", "Harlan", 2),
        example("Orlan attacked Harlan.", "Orlan", "Harlan", 3),
        example("Orlan was attacked by Harlan.", "Orlan", "Harlan", 4),
        example("Orlan and Harlan spoke.", "Orlan", "Harlan", 0),
    ] * 6
    inputs, labels = encode(made, tokenizer), classes(made)
    torch.manual_seed(1)
    model = begin(encoder, tokenizer, weights=None)
    assert isinstance(model, PairClassifier)
    model = fit(model, inputs, from_labels(labels), passes=60, rate=3e-3, seed=1, average=0.5)
    assert (predict(model, inputs).argmax(1) == labels).all()

    written = export(model, tmp_path / "out", tokenizer=PAIR_FOLDER / "tokenizer.json")
    session = onnxruntime.InferenceSession(written)
    for ids, label in zip(inputs[:5], labels[:5], strict=True):
        (found,) = session.run(None, {"ids": np.array([ids])})
        assert found.argmax() == label
