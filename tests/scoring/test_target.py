import pickle
import shutil

import numpy as np
import pandas as pd
import pytest
from benchmarks import labelled_entities
from benchmarks import sentiment as bench
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import MissingColumn
from analysis.scoring import target
from analysis.scoring.fitted import MODEL, ModelError
from analysis.scoring.polarity import ROW_COLUMNS
from analysis.scoring.target import FOLDER, TargetScorer, available, target_scorer
from analysis.scoring.target_text import (
    LONGEST,
    MASK,
    SpanError,
    carries_name,
    mask_target,
    same_name_spans,
    window,
)

PRAISE = "Critics praised {} for a brave and honest decision that saved many lives."
BLAME = "Prosecutors accused {} of lying to the court and of stealing from the poor."
PLAIN = "{} arrived in Geneva on Tuesday."


def rows(*cases: tuple[str, str], same=None) -> pd.DataFrame:
    made = []
    for template, name in cases:
        start = template.index("{}")
        made.append([template.format(name), start, start + len(name)])
    table = pd.DataFrame(made, columns=["sentence", "start", "end"])
    return table if same is None else table.assign(same=same)


@pytest.mark.parametrize(
    ("sentence", "target", "masked"),
    [
        ("Putin met Xi.", "Putin", "[MASK] met Xi."),
        ("Putin met Xi before Putin left.", "Putin", "[MASK] met Xi before [MASK] left."),
        (
            "Donald Trump won; Trump's aides wept.",
            "Donald Trump",
            "[MASK] won; [MASK]'s aides wept.",
        ),
        ("Mr. Trump won and Trump spoke.", "Mr. Trump", "[MASK] won and [MASK] spoke."),
        ("He said he would go.", "He", "[MASK] said he would go."),
        ("Trump outlived Trumpism.", "Trump", "[MASK] outlived Trumpism."),
        ("They trump Trump.", "Trump", "They trump [MASK]."),
        (
            "The president met the president of Iran.",
            "The president",
            "[MASK] met the president of Iran.",
        ),
        ("President Obama and President Bush", "President Obama", "[MASK] and President Bush"),
        ("A [MASK] hid Putin.", "Putin", "A (MASK) hid [MASK]."),
        ("The United States of the United States", "United States", "The [MASK] of the [MASK]"),
    ],
)
def test_masks_every_name_of_the_target_and_no_other_word(sentence, target, masked):
    start = sentence.index(target)
    assert mask_target(sentence, start, start + len(target))[0] == masked


def test_masks_known_mentions_but_leaves_pronouns():
    sentence = "The Kremlin said it would answer, and Moscow did."
    text, which = mask_target(sentence, 38, 44, same=[(0, 11), (17, 19), (38, 44)])
    assert text == "[MASK] said it would answer, and [MASK] did."
    assert which == 1


@pytest.mark.parametrize(
    ("target", "named"),
    [("Putin", True), ("Mr. Putin", True), ("the president", False), ("He", False), ("Mr.", False)],
)
def test_tells_names_from_references(target, named):
    assert carries_name(target) is named


def test_long_texts_keep_the_target_in_the_window():
    ids = list(range(1000, 1400))
    ids[300] = 7
    kept = window(ids, mask_id=7, which=0)
    assert len(kept) == LONGEST - 2
    assert 40 < kept.index(7) < 90
    assert window(ids[:50], mask_id=7, which=0) == ids[:50]


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(min_size=1, max_size=12), st.text(max_size=40))
def test_the_target_is_always_masked(before, name, after):
    sentence = before + name + after
    span = (len(before), len(before) + len(name))
    if not name.strip():
        with pytest.raises(SpanError):
            mask_target(sentence, *span)
        return
    text, which = mask_target(sentence, *span)
    assert text.count(MASK) > which >= 0
    assert all(e <= span[0] or s >= span[1] for s, e in same_name_spans(sentence, *span))


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [("Iran spoke.", 5, 40), ("Iran spoke.", 4, 4), ("Iran spoke.", -1, 3), ("Iran spoke.", 4, 5),
     (None, 0, 1), ("Iran spoke.", None, 3)],
)  # fmt: skip
def test_a_span_that_does_not_match_names_the_row(sentence, start, end):
    table = pd.DataFrame({"sentence": [sentence], "start": [start], "end": [end]}, index=["m7"])
    with pytest.raises(SpanError, match="m7"):
        target_scorer(table)


def test_missing_columns_are_named():
    with pytest.raises(MissingColumn, match="start"):
        target_scorer(pd.DataFrame({"sentence": ["x"]}))


def test_a_missing_or_altered_file_is_named(tmp_path):
    assert not available(tmp_path)
    with pytest.raises(ModelError, match="make fit"):
        TargetScorer(tmp_path)(rows((PLAIN, "Iran")))
    for name in ("model.int8.onnx", "tokenizer.json", "SHA256SUMS"):
        shutil.copy(FOLDER / name, tmp_path / name)
    assert available(tmp_path)
    with (tmp_path / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(ModelError, match=r"tokenizer\.json was altered"):
        TargetScorer(tmp_path)(rows((PLAIN, "Iran")))
    (tmp_path / "model.int8.onnx").unlink()
    with pytest.raises(ModelError, match=r"model\.int8\.onnx"):
        TargetScorer(tmp_path)(rows((PLAIN, "Iran")))


def test_the_model_is_small_and_loads_without_torch():
    assert available()
    assert (FOLDER / MODEL).stat().st_size <= 25_000_000


def test_scores_point_the_right_way_and_add_up():
    scored = target_scorer(rows((PRAISE, "Iran"), (BLAME, "Iran"), (PLAIN, "Iran")))
    praise, blame, plain = scored["polarity"]
    assert praise > 0.3 > plain > -0.3 > blame
    total = scored[target.CLASSES].sum(axis=1)
    assert np.allclose(total, 1)
    assert np.allclose(scored["polarity"], scored["p_positive"] - scored["p_negative"])
    assert scored["coverage"].between(0, 1).all()
    assert not any(scored["evidence"])  # found only where `words` asks for it


def test_two_targets_in_one_sentence_can_part():
    sentence = "The judge praised Anna for her courage and condemned Boris for his brutal crimes."
    table = pd.DataFrame(
        [[sentence, sentence.index(name), sentence.index(name) + 5] for name in ("Boris",)]
        + [[sentence, sentence.index("Anna"), sentence.index("Anna") + 4]],
        columns=["sentence", "start", "end"],
    )
    boris, anna = target_scorer(table)["polarity"]
    assert anna > boris


@pytest.mark.parametrize("template", [PRAISE, BLAME, PLAIN])
def test_a_name_moves_nothing(template):
    names = ["Putin", "Obama", "Russia", "the Islamic Republic of Iran", "he"]
    scored = target_scorer(rows(*((template, name) for name in names)))
    assert len(set(scored["polarity"])) == 1


def test_each_row_is_scored_by_itself():
    table = rows((PRAISE, "Iran"), (BLAME, "Ghana"), (PLAIN, "Mr. Obama"), (PRAISE, "Iran"))
    table.index = [5, 2, 9, 4]
    before = table.copy(deep=True)
    whole = TargetScorer()(table)
    pd.testing.assert_frame_equal(table, before)
    assert list(whole.index) == [5, 2, 9, 4]
    shuffled = TargetScorer(threads=1)(table.iloc[::-1])
    pd.testing.assert_frame_equal(whole, shuffled.loc[whole.index])
    alone = pd.concat([TargetScorer()(table.iloc[[at]]) for at in range(4)])
    pd.testing.assert_frame_equal(whole, alone)


def test_no_rows_give_no_rows():
    scored = target_scorer(pd.DataFrame(columns=ROW_COLUMNS))
    assert len(scored) == 0
    assert {"polarity", "coverage", "evidence", *target.CLASSES} <= set(scored.columns)


def test_a_very_long_text_is_read_around_the_target():
    filler = "The committee met again on the same day to hear reports. " * 180
    template = filler + BLAME + " " + filler
    scored = target_scorer(rows((template, "Iran"), (BLAME, "Iran")))
    assert len(template) > 20_000
    assert scored["coverage"].iloc[0] < 0.5 < scored["coverage"].iloc[1]
    assert scored["polarity"].iloc[0] < 0


def test_evidence_names_the_words_that_move_the_score():
    words = [word for word, _ in target_scorer.explain(BLAME.format("Iran"), 20, 24)]
    assert {"accused", "lying", "stealing"} <= set(words[:4])
    assert target_scorer.explain("Iran", 0, 4) == []
    assert "Iran" not in words
    scored = TargetScorer(words=2)(rows((BLAME, "Iran")))
    assert 0 < len(scored["evidence"].iloc[0]) <= 2


def test_goes_to_another_process():
    again = pickle.loads(pickle.dumps(TargetScorer(threads=1, words=2)))
    assert (again.threads, again.words, again.folder) == (1, 2, FOLDER)


def test_the_swap_puts_another_name_wherever_the_target_is_mentioned():
    sentence = "Mr. Trump won, said Trump's aides, and he left."
    table = pd.DataFrame({"sentence": [sentence], "start": [0], "end": [9]})
    swapped = bench.swap(bench.as_rows(table), "Xi").iloc[0]
    assert swapped["sentence"] == "Xi won, said Xi's aides, and he left."
    assert (swapped["start"], swapped["end"]) == (0, 2)


def test_thresholds_part_three_classes():
    polarity = np.repeat([-0.8, -0.1, 0.1, 0.8], 10)
    truth = np.repeat([-1, 0, 0, 1], 10)
    for smooth in (False, True):
        low, high = bench.fit_thresholds(polarity, truth, smooth=smooth)
        assert bench.macro_f1(truth, bench.classes(polarity, low, high))[0] == 1.0


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("Paul Ryan", "Ryan spoke. Paul Ryan left with Ryanair.", ["Ryan", "Paul Ryan"]),
        ("Obama administration", "Obama's aides", ["Obama"]),
        ("National Rifle Association", "The NRA and its rifles", ["NRA"]),
        ("Tea Party", "A party with tea", []),
        ("Donald Trump", "Donald Trump Jr. left Trump", ["Trump"]),
    ],
)
def test_mentions_of_a_label(label, text, found):
    spans = labelled_entities.find_mentions(text, label, [label, "Donald Trump Jr."])
    assert [text[start:end] for start, end in spans] == found
