"""The pair scorer's fit: begins as it says, learns both directions, exports what it learnt."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="fitting alone needs it: requirements-fit.txt")
transformers = pytest.importorskip("transformers")

from analysis.fitting.encoder import PairClassifier, TargetClassifier, read_encoder  # noqa: E402
from analysis.fitting.pair_inputs import (  # noqa: E402
    both_orders,
    classes,
    encode,
    pairs_of_news,
)
from analysis.fitting.pairs import begin, in_both_orders  # noqa: E402
from analysis.fitting.target import SURNAMES, from_both, read_tokenizer  # noqa: E402
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


def test_the_other_order_is_the_same_sentence_with_markers_and_label_turned(tokenizer):
    markers = tuple(map(tokenizer.token_to_id, MARKERS))
    made = [example("Orlan praised Harlan.", "Orlan", "Harlan", 1)]
    (inputs, turned), labels = both_orders(
        encode(made, tokenizer), torch.tensor([1]), markers=markers
    )
    assert labels.tolist() == [1, 2]
    assert [number for number in inputs if number in markers] == list(markers)
    assert [number for number in turned if number in markers] == list(markers[::-1])
    assert len(inputs) == len(turned)


def test_an_answer_in_both_orders_is_the_same_whoever_is_marked_first(encoder, tokenizer):
    torch.manual_seed(2)
    model = begin(encoder, tokenizer, weights=None)
    inputs = encode([example("Orlan praised Harlan.", "Orlan", "Harlan", 1)], tokenizer)
    (pair, other), _ = both_orders(inputs, torch.tensor([1]), markers=model.marker_ids)
    one, turned = in_both_orders(model, [pair]), in_both_orders(model, [other])
    assert torch.allclose(one[:, [0, 2, 1, 4, 3]], turned, atol=1e-5)


def test_a_label_counts_by_its_share_and_an_answer_by_the_rest():
    answers = torch.tensor([[4.0, 0, 0, 0, 0]] * 2)
    labels = torch.tensor([3, 3])
    like_label, like_answer = torch.tensor([[0.0, 0, 0, 4, 0]]), answers[:1]
    by_label = from_both(answers, labels, torch.ones(2))
    by_answer = from_both(answers, labels, torch.zeros(2))
    assert by_label(like_label, [0]) < by_label(like_answer, [0])
    assert by_answer(like_answer, [1]) == pytest.approx(0, abs=1e-6)
    assert by_answer(like_label, [1]) > 1
    halved = from_both(answers, labels, torch.full((2,), 0.5))(like_label, [0])
    assert halved == pytest.approx((by_label(like_label, [0]) + by_answer(like_label, [0])) / 2)


def test_pairs_of_news_are_two_actors_apart_the_one_that_stands_first_first():
    text = "In Minsk on Monday, Ms. Ada Orlan told Harlan that Iran had lost the Borduria match."
    found = pairs_of_news([text, "Too short.", "no name in here at all, but quite long enough."])
    assert [one["text"] for one in found] == [text]
    assert found[0]["p_end"] <= found[0]["q_start"]
    assert "label" not in found[0]
    assert found == pairs_of_news([text])
    assert len(pairs_of_news([text] * 5, most=3)) == 3
