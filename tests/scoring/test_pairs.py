import pickle
import shutil

import numpy as np
import pandas as pd
import pytest
from benchmarks import relations as bench
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fitting.labels import half_of, held_out, less, once
from analysis.schema import MissingColumn
from analysis.scoring import (
    LONGEST,
    MARKERS,
    MASK,
    MODEL,
    PAIR_CLASSES,
    PAIR_FOLDER,
    ModelError,
    PairScorer,
    SpanError,
    pair_scorer,
    pairs_available,
)
from analysis.scoring.pair_text import encode_pair, mask_pair

PRAISE = "{p} praised {q} for its courage and promised more aid."
BLAME = "{p} condemned {q} for the brutal attack."
BLAMED = "{p} was condemned by {q} for the brutal attack."
PLAIN = "{p} borders on {q} and on the sea."
FILLER = "The committee met again on the same day to hear reports. "


def spans(sentence: str, p: str, q: str) -> list[int]:
    return [
        at for name in (p, q) for at in (sentence.index(name), sentence.index(name) + len(name))
    ]


def rows(*sentences: str, p: str = "Ruritania", q: str = "Sylvania") -> pd.DataFrame:
    made = [sentence.format(p=p, q=q) for sentence in sentences]
    columns = ["p_start", "p_end", "q_start", "q_end"]
    table = pd.DataFrame([spans(sentence, p, q) for sentence in made], columns=columns)
    return table.assign(sentence=made)


@pytest.mark.parametrize(
    ("sentence", "p", "q", "masked", "owners"),
    [
        ("Orlan met Harlan.", "Orlan", "Harlan", "[MASK] met [MASK].", [0, 1]),
        ("Orlan met Harlan before Orlan left Harlan.", "Orlan", "Harlan",
         "[MASK] met [MASK] before [MASK] left [MASK].", [0, 1, 0, 1]),
        ("Ada Orlan and Bea Orlan met.", "Ada Orlan", "Bea Orlan",
         "[MASK] and [MASK] met.", [0, 1]),
        ("He met Harlan.", "He", "Harlan", "[MASK] met [MASK].", [0, 1]),
        ("Orlan met Harlan and Iran.", "Orlan", "Harlan", "[MASK] met [MASK] and Iran.", [0, 1]),
        ("A [MASK] hid Orlan and [unused0] Harlan.", "Orlan", "Harlan",
         "A (MASK) hid [MASK] and [unused0] [MASK].", [0, 1]),
    ],
)  # fmt: skip
def test_masks_every_name_of_the_two_and_no_other_word(sentence, p, q, masked, owners):
    ends = spans(sentence, p, q)
    text, whose, own = mask_pair(sentence, tuple(ends[:2]), tuple(ends[2:]))
    assert (text, whose) == (masked, owners)
    assert [whose[at] for at in own] == [0, 1]


def test_masks_known_mentions_but_neither_pronouns_nor_the_other_actor():
    sentence = "The Kremlin said it would answer Washington, and Moscow did."
    text, whose, own = mask_pair(
        sentence,
        (0, 11),
        (33, 43),
        p_same=[(0, 11), (17, 19), (49, 55), (33, 43)],
        q_same=[(33, 43)],
    )
    assert text == "[MASK] said it would answer [MASK], and [MASK] did."
    assert (whose, own) == ([0, 1, 0], [0, 1])


def markers_in(ids) -> list[int]:
    known = [pair_scorer()._tokenizer.token_to_id(marker) for marker in MARKERS]
    return [known.index(token) for token in ids if token in known]


def test_each_actor_has_a_marker_of_its_own_and_no_mask_is_left():
    tokenizer = pair_scorer()._tokenizer
    ids = encode_pair(tokenizer, "Orlan met Harlan before Orlan left.", (0, 5), (10, 16))
    assert markers_in(ids) == [0, 1, 0]
    assert tokenizer.token_to_id(MASK) not in ids


@pytest.mark.parametrize("between", [0, 1, 2, 40])
def test_long_texts_keep_both_actors_in_the_window(between):
    sentence = FILLER * 40 + "Orlan spoke. " + FILLER * between + "So did Harlan. " + FILLER * 40
    ends = spans(sentence, "Orlan", "Harlan")
    ids = encode_pair(pair_scorer()._tokenizer, sentence, tuple(ends[:2]), tuple(ends[2:]))
    assert len(ids) == LONGEST
    assert markers_in(ids) == [0, 1]


@settings(max_examples=60)
@given(
    st.text(max_size=30),
    st.text(min_size=1, max_size=9),
    st.text(max_size=30),
    st.text(min_size=1, max_size=9),
    st.text(max_size=30),
)
def test_both_actors_are_always_masked(before, first, between, second, after):
    sentence = before + first + between + second + after
    p = (len(before), len(before) + len(first))
    q = (p[1] + len(between), p[1] + len(between) + len(second))
    if not first.strip() or not second.strip():
        return
    text, whose, own = mask_pair(sentence, p, q)
    assert text.count(MASK) == len(whose)
    assert [whose[at] for at in own] == [0, 1]


@pytest.mark.parametrize(
    ("sentence", "ends", "said"),
    [
        ("Iran spoke to Iraq.", (0, 4, 14, 40), "14:40 holds no text"),
        ("Iran spoke to Iraq.", (0, 0, 14, 18), "0:0 holds no text"),
        ("Iran spoke to Iraq.", (0, None, 14, 18), "holds no text"),
        (None, (0, 4, 14, 18), "expected text"),
        ("Iran spoke to Iraq.", (0, 4, 0, 4), "one and the same"),
        ("Iran spoke to Iraq.", (0, 8, 5, 18), "overlap"),
    ],
)
def test_spans_that_make_no_pair_name_the_row(sentence, ends, said):
    columns = ["p_start", "p_end", "q_start", "q_end"]
    table = pd.DataFrame([ends], columns=columns, index=["m7"]).assign(sentence=[sentence])
    with pytest.raises(SpanError, match=f"m7.*{said}"):
        pair_scorer()(table)


def test_missing_columns_are_named():
    with pytest.raises(MissingColumn, match="q_start, q_end"):
        pair_scorer()(rows(PLAIN).drop(columns=["q_start", "q_end"]))


def test_a_missing_or_altered_file_is_named(tmp_path):
    assert not pairs_available(tmp_path)
    with pytest.raises(ModelError, match="make fit"):
        PairScorer(tmp_path)(rows(PLAIN))
    for name in ("model.int8.onnx", "tokenizer.json", "SHA256SUMS"):
        shutil.copy(PAIR_FOLDER / name, tmp_path / name)
    with (tmp_path / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(ModelError, match=r"tokenizer\.json was altered"):
        PairScorer(tmp_path)(rows(PLAIN))


def test_the_model_is_small():
    assert pairs_available()
    assert (PAIR_FOLDER / MODEL).stat().st_size <= 25_000_000


def test_probabilities_point_the_right_way_and_add_up():
    scored = pair_scorer()(rows(PRAISE, BLAME, BLAMED, PLAIN))
    assert list(scored.columns) == PAIR_CLASSES
    assert np.allclose(scored.sum(axis=1), 1)
    assert list(scored.idxmax(axis=1)) == ["p_for_q", "p_against_q", "q_against_p", "p_neither"]


def test_the_two_can_be_given_in_either_order():
    table = rows(PRAISE, BLAME, BLAMED)
    names = {"p_start": "q_start", "p_end": "q_end", "q_start": "p_start", "q_end": "p_end"}
    turned = pair_scorer()(table.rename(columns=names))
    wanted = pair_scorer()(table)[["p_neither", "q_for_p", "p_for_q", "q_against_p", "p_against_q"]]
    assert np.array_equal(turned.to_numpy(), wanted.to_numpy())


@pytest.mark.parametrize("template", [PRAISE, BLAME, PLAIN])
def test_names_move_nothing(template):
    pairs = [("Iran", "Israel"), ("Israel", "Iran"), ("the United Nations", "Ada Orlan")]
    scored = pd.concat([pair_scorer()(rows(template, p=p, q=q)) for p, q in pairs])
    assert len(scored.drop_duplicates()) == 1


def test_each_row_is_scored_by_itself():
    table = rows(PRAISE, BLAME, PLAIN, PRAISE)
    table.index = [5, 2, 9, 4]
    before = table.copy(deep=True)
    whole = PairScorer()(table)
    pd.testing.assert_frame_equal(table, before)
    assert list(whole.index) == [5, 2, 9, 4]
    shuffled = PairScorer(threads=1)(table.iloc[::-1])
    pd.testing.assert_frame_equal(whole, shuffled.loc[whole.index])


def test_no_rows_give_no_rows():
    scored = pair_scorer()(
        rows().reindex(columns=["sentence", "p_start", "p_end", "q_start", "q_end"])
    )
    assert len(scored) == 0
    assert list(scored.columns) == PAIR_CLASSES


def test_goes_to_another_process():
    again = pickle.loads(pickle.dumps(PairScorer(threads=1)))
    assert (again.threads, again.folder) == (1, PAIR_FOLDER)


def test_the_swap_gives_one_side_another_name_and_leaves_the_other():
    table = rows("{p} met {q} and {q} left {p}.", p="Orlan", q="Harlan")
    swapped = bench.swap(table, "Xi", side="q").iloc[0]
    assert swapped["sentence"] == "Orlan met Xi and Xi left Orlan."
    assert list(swapped[["p_start", "p_end", "q_start", "q_end"]]) == [0, 5, 10, 12]
    swapped = bench.swap(table, "Xi", side="p").iloc[0]
    assert swapped["sentence"] == "Xi met Harlan and Harlan left Xi."
    assert list(swapped[["p_start", "p_end", "q_start", "q_end"]]) == [0, 2, 7, 13]


def test_figures_of_a_scorer_that_is_right_of_one_that_is_turned_and_of_one_that_errs():
    truth, sentences = np.array([0, 1, 2, 3, 4]), list("abcde")
    sure = pd.DataFrame(np.eye(5) * 0.8 + 0.04, columns=PAIR_CLASSES)
    figures = bench.evaluate(sure, truth, sentences)
    assert [figures[k] for k in ("micro_f1", "macro_f1", "right", "wrong", "auc")] == [
        1,
        1,
        1,
        0,
        1,
    ]
    assert figures["n_not_neutral"] == 4
    turned = bench.evaluate(sure.iloc[[0, 2, 1, 4, 3]], truth, sentences)
    assert [turned[k] for k in ("direction_accuracy", "right", "wrong", "auc")] == [0, 0, 0, 1]
    opposite = bench.evaluate(sure.iloc[[0, 3, 4, 1, 2]], truth, sentences)
    assert [opposite[k] for k in ("direction_accuracy", "right", "wrong", "auc")] == [1, 0, 1, 0]
    silent = bench.evaluate(sure, truth, sentences, cut=0.97)
    assert [silent[k] for k in ("micro_f1", "right", "wrong")] == [1, 0, 0]


def test_copies_of_a_sentence_are_in_one_half_and_less_leaves_them_out():
    sentences = ["Orlan spoke.", "orlan spoke", "Harlan left.", "Iran met Iraq."]
    halves = half_of(sentences)
    assert halves[0] == halves[1]
    assert set(halves) == {"a", "b"}
    examples = [{"text": sentence} for sentence in sentences]
    assert less(examples, examples[:1]) == examples[2:]


def labelled(text, label, *, q_start=9):
    return {"text": text, "p_start": 0, "q_start": q_start, "label": label}


def test_what_stands_twice_is_learnt_once_and_another_pair_of_the_sentence_stays():
    first, copy = labelled("Orlan met Harlan.", 1), labelled("orlan met harlan", 1)
    other = labelled("Orlan met Harlan.", 0, q_start=6)
    assert once([first, copy, other]) == [first, other]


def test_what_chooses_are_sentences_with_one_label_and_none_of_them_is_learnt():
    examples = [labelled(f"Orlan met Harlan {word}.", 0) for word in "abcdefgh"]
    examples += [labelled("Orlan met Harlan a.", 3, q_start=6)]
    kept, chosen = held_out(examples, every=3)
    assert [one["text"][-2] for one in chosen] == ["b", "e", "h"]
    assert len(kept) + len(chosen) == len(examples)
    assert not {one["text"] for one in kept} & {one["text"] for one in chosen}
