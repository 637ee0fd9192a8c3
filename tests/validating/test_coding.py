import inspect

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import MissingColumn
from analysis.validating.coder import KEYS, Coding, coding_form, item_html
from analysis.validating.coding import KEY, REST, SHEET, allocate, draw_sheet
from analysis.validating.items import SheetError, add_items
from analysis.validating.sheets import key_path, read_sheets, write_sheet

TEXTS = {
    "a": ["Russia hailed <b>Iran</b>.", "=Russia, and Russia again, spoke.", "Iran met Iran."],
    "b": ["Russia hailed <b>Iran</b>.", "It rained."],
}


def tables(texts=TEXTS):
    sentences, mentions = [], []
    for article, parts in texts.items():
        at = 0
        for number, sentence in enumerate(parts):
            sentences.append((article, number, at, at + len(sentence), "body", sentence))
            for actor in ("Russia", "Iran"):
                start = sentence.find(actor)
                while start >= 0:
                    span = (at + start, at + start + len(actor))
                    mentions.append((article, number, len(mentions), actor, actor, *span))
                    start = sentence.find(actor, start + 1)
            at += len(sentence) + 1
    columns = ["article_id", "sentence_id", "start", "end", "part", "sentence"]
    keys = ["article_id", "sentence_id", "mention_id", "actor", "alias", "start", "end"]
    articles = pd.DataFrame({"article_id": [*texts]}).assign(
        outlet=lambda t: "Outlet " + t["article_id"], title="A title"
    )
    return (
        pd.DataFrame(mentions, columns=keys),
        pd.DataFrame(sentences, columns=columns),
        articles,
    )


@pytest.fixture
def mentions():
    found, sentences, articles = tables()
    return add_items(found, sentences, articles).assign(polarity=0.5, voice="outlet")


@pytest.fixture
def many():
    """300 mentions of six actors, the first a hundred times as frequent as the last."""
    rng = np.random.default_rng(0)
    actors = np.repeat([f"actor {i}" for i in range(6)], [150, 80, 40, 20, 8, 2])
    return pd.DataFrame(
        {
            "article_id": rng.integers(0, 30, len(actors)).astype(str),
            "actor": actors,
            "item": [f"{i:012x}" for i in range(len(actors))],
            "voice": rng.choice(["outlet", "direct"], len(actors)),
            **dict.fromkeys(["before", "target", "after", "previous", "next"], ""),
        }
    )


def test_an_item_is_the_sentence_cut_at_its_target(mentions):
    joined = mentions["before"] + mentions["target"] + mentions["after"]
    assert joined.iloc[0] == "Russia hailed <b>Iran</b>."
    assert (mentions["target"] == mentions["alias"]).all()
    assert mentions["item"].is_unique
    assert mentions["previous"].iloc[0] == ""
    assert mentions["next"].iloc[0] == "=Russia, and Russia again, spoke."


def test_items_outlive_other_mentions_new_numbers_and_new_order():
    found, sentences, articles = tables()
    before = add_items(found, sentences, articles)
    fewer = found.iloc[::-1].iloc[1:].assign(mention_id=range(len(found) - 1))
    after = add_items(fewer, sentences.iloc[::-1], articles)
    assert after["item"].tolist() == before["item"].iloc[::-1].iloc[1:].tolist()


def test_an_item_changes_with_its_sentence_and_not_with_another():
    before = add_items(*tables())
    texts = {**TEXTS, "a": ["Russia praised <b>Iran</b>.", *TEXTS["a"][1:]]}
    after = add_items(*tables(texts))
    same = before["item"].to_numpy() == after["item"].to_numpy()
    assert same.tolist() == [False, False, *[True] * 6]


def test_a_repeated_sentence_makes_two_items():
    items = add_items(*tables({"a": ["Iran spoke.", "Iran spoke."]}))
    assert items["item"].nunique() == 2


def test_a_very_long_sentence_is_shown_in_part():
    items = add_items(*tables({"a": ["so " * 7000 + "Iran" + " so" * 7000]}))
    assert len(items["before"][0]) <= 600
    assert len(items["after"][0]) <= 600


@pytest.mark.parametrize("shift", [1, -1, 500, -500])
def test_a_span_that_does_not_match_is_named(shift):
    found, sentences, articles = tables()
    found[["start", "end"]] += shift
    with pytest.raises(SheetError, match="does not match"):
        add_items(found, sentences, articles)


def test_a_mention_without_its_sentence_is_named():
    found, sentences, articles = tables()
    with pytest.raises(SheetError, match="not in `sentences`"):
        add_items(found, sentences.head(1), articles)


def test_no_mentions_make_no_items_no_sheet_and_no_labels(tmp_path):
    found, sentences, articles = tables()
    items = add_items(found.head(0), sentences, articles)
    drawn = draw_sheet(items)
    assert list(drawn.sheet) == SHEET
    assert list(drawn.key) == KEY
    assert drawn.sheet.empty


def test_the_sheet_shows_neither_score_nor_outlet(mentions):
    sheet, key = draw_sheet(mentions, n=4, min_stratum=1)
    assert list(sheet) == SHEET
    assert not {"polarity", "outlet", "voice"} & {*sheet, *key}
    assert (sheet[["label", "note", "coder"]] == "").all(axis=None)
    assert "Outlet" not in sheet.to_csv() + key.to_csv()


def test_what_is_shown_beside_is_asked_for(mentions):
    assert "voice" in draw_sheet(mentions, n=4, min_stratum=1, show=("voice",)).sheet
    for wrong in ({"show": ("polarity",)}, {"by": "polarity"}):
        with pytest.raises(SheetError, match="blind"):
            draw_sheet(mentions, **wrong)


def test_a_draw_depends_on_the_seed_and_not_on_the_order_of_rows(many):
    first = draw_sheet(many, n=50, seed=3)
    again = draw_sheet(many.sample(frac=1, random_state=1), n=50, seed=3)
    other = draw_sheet(many, n=50, seed=4)
    pd.testing.assert_frame_equal(first.sheet, again.sheet)
    pd.testing.assert_frame_equal(first.key, again.key)
    assert set(first.sheet["item"]) != set(other.sheet["item"])


def test_a_larger_draw_goes_on_from_a_smaller_one(many):
    small, large = draw_sheet(many, n=50), draw_sheet(many, n=120)
    assert set(small.key["item"]) < set(large.key["item"])
    more = draw_sheet(many, n=120, without=small.sheet)
    assert len(more.sheet) == 70
    assert not set(more.sheet["item"]) & set(small.sheet["item"])


def test_the_key_tells_strata_and_chances(many):
    key = draw_sheet(many, n=60).key
    assert len(key) == 60
    assert set(key["stratum"]) == {"actor 0", "actor 1", "actor 2", "actor 3", REST}
    assert key[key["stratum"] == REST]["n_stratum"].eq(10).all()
    assert np.isclose((1 / key["probability"]).sum(), 300)
    drawn = key.groupby("stratum").size()
    assert (drawn == key.groupby("stratum")["n_drawn"].first()).all()


def test_strata_by_two_columns(many):
    key = draw_sheet(many, n=60, by=["actor", "voice"]).key
    assert "actor 0 · direct" in set(key["stratum"])


def test_each_item_is_drawn_as_often_as_the_key_says(many):
    chance = draw_sheet(many, n=60).key.drop_duplicates("stratum").set_index("stratum")
    hits = pd.concat([draw_sheet(many, n=60, seed=seed).key for seed in range(60)])
    rate = hits["item"].value_counts().reindex(many["item"], fill_value=0) / 60
    expected = chance["probability"].reindex(many["actor"]).fillna(chance.loc[REST, "probability"])
    off = (rate.to_numpy() - expected.to_numpy()) / np.sqrt(expected.to_numpy() / 60)
    assert np.abs(off).max() < 4.5


def test_too_few_for_the_strata_is_said(many):
    with pytest.raises(SheetError, match="too few"):
        draw_sheet(many, n=5)


@given(
    st.dictionaries(st.text(max_size=3), st.integers(1, 200), min_size=1, max_size=8),
    st.integers(0, 100),
    st.sampled_from([0.0, 0.5, 1.0]),
)
def test_allocation_is_whole_bounded_and_grows(sizes, more, power):
    n = 2 * len(sizes) + more
    given_, next_ = (allocate(sizes, m, power=power, at_least=2) for m in (n, n + 1))
    assert sum(given_.values()) == min(n, sum(sizes.values()))
    assert all(min(2, sizes[s]) <= given_[s] <= sizes[s] for s in sizes)
    assert all(next_[s] >= given_[s] for s in sizes)


# files


@pytest.fixture
def drawn(mentions):
    return draw_sheet(mentions, n=6, min_stratum=2)


def fill(path, labels, column="label"):
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table.loc[table.index[: len(labels)], column] = labels
    table.to_csv(path, index=False)


def test_a_sheet_never_takes_the_place_of_another(drawn, tmp_path):
    first = write_sheet(drawn, tmp_path / "sheet.csv", coder="A")
    fill(first, ["1"])
    before = first.read_bytes()
    second = write_sheet(drawn, tmp_path / "sheet.csv")
    assert (first.name, second.name) == ("sheet.csv", "sheet-2.csv")
    assert first.read_bytes() == before
    assert key_path(second).exists()


def test_a_key_that_lies_there_is_not_overwritten_either(drawn, tmp_path):
    (tmp_path / "sheet-key.csv").write_text("mine")
    assert write_sheet(drawn, tmp_path / "sheet.csv").name == "sheet-2.csv"
    assert (tmp_path / "sheet-key.csv").read_text() == "mine"


@pytest.mark.parametrize(
    ("written", "label"),
    [
        *[("-1", -1), ("−1", -1), ("-1.0", -1), ("Negative", -1), ("0", 0), (" neutral ", 0)],
        *[("1", 1), ("+1", 1), ("1.0", 1), ("positive", 1), ("unclear", np.nan)],
    ],
)
def test_labels_are_read_in_several_spellings(drawn, mentions, tmp_path, written, label):
    path = write_sheet(drawn, tmp_path / "s.csv", coder="A")
    fill(path, [written])
    labels, rejected = read_sheets(path, mentions)
    assert labels["label"].tolist() == pytest.approx([label], nan_ok=True)
    assert labels["unclear"].tolist() == [np.isnan(label)]
    assert len(rejected) == 5


@pytest.mark.parametrize("written", ["2", "-2", "yes", "0.5", "10", "positive?", "1 1", "--1"])
def test_impossible_labels_are_set_aside_with_file_and_row(drawn, mentions, tmp_path, written):
    path = write_sheet(drawn, tmp_path / "s.csv", coder="A")
    fill(path, ["0", written])
    labels, rejected = read_sheets(path, mentions)
    assert len(labels) == 1
    bad = rejected[rejected["reason"].str.startswith("impossible")]
    assert bad[["source", "row"]].to_numpy().tolist() == [["s.csv", 2]]


def test_a_half_coded_sheet_counts_by_what_was_coded(drawn, mentions, tmp_path):
    path = write_sheet(drawn, tmp_path / "s.csv", coder="A")
    fill(path, ["0", "1", "unclear"])
    labels, rejected = read_sheets(path, mentions)
    coded = labels.groupby("stratum")["item"].transform("size")
    assert np.allclose(labels["probability"], coded / labels["n_stratum"])
    assert rejected["reason"].eq("not labelled yet").sum() == 3


def test_without_a_key_there_are_labels_without_chances(drawn, mentions, tmp_path):
    path = write_sheet(drawn.sheet, tmp_path / "s.csv", coder="A")
    fill(path, ["0", "1"])
    labels, _ = read_sheets(path, mentions)
    assert labels["probability"].isna().all()
    assert labels["stratum"].isna().all()


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("item", "0123456789ab", "no mention is called"),
        ("before", "Nobody said that ", "not the mention's"),
        ("target", "Prussia", "not the mention's"),
    ],
)
def test_changed_ids_and_texts_are_set_aside(drawn, mentions, tmp_path, column, value, reason):
    path = write_sheet(drawn, tmp_path / "s.csv", coder="A")
    fill(path, ["0"] * 6)
    fill(path, [value], column)
    labels, rejected = read_sheets(path, mentions)
    assert len(labels) == 5
    assert rejected["row"].tolist() == [1]
    assert reason in rejected["reason"][0]


def test_text_that_changed_since_is_set_aside(drawn, tmp_path):
    path = write_sheet(drawn, tmp_path / "s.csv", coder="A")
    fill(path, ["0"] * 6)
    texts = {article: [s.replace("hailed", "scolded") for s in t] for article, t in TEXTS.items()}
    labels, rejected = read_sheets(path, add_items(*tables(texts)))
    assert len(rejected) == drawn.sheet["after"].str.contains("hailed").sum() + (
        drawn.sheet["before"].str.contains("hailed").sum()
    )
    assert len(labels) + len(rejected) == 6


def test_trimmed_cells_and_other_delimiters_are_the_same_sheet(drawn, mentions, tmp_path):
    path = write_sheet(drawn, tmp_path / "s.csv", coder="A")
    fill(path, ["0"] * 6)
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table = table.apply(lambda column: column.str.strip())
    table.to_csv(path, index=False, sep=";", encoding="utf-8-sig")
    assert len(read_sheets(path, mentions).labels) == 6


def test_one_item_twice_by_one_coder(drawn, mentions, tmp_path):
    for name, value in [("a.csv", "0"), ("b.csv", "0"), ("c.csv", "1")]:
        fill(write_sheet(drawn, tmp_path / name, coder="A"), [value])
    alike = read_sheets([tmp_path / "a.csv", tmp_path / "b.csv"], mentions)
    assert len(alike.labels) == 1
    assert alike.rejected["reason"].str.contains("again, alike").sum() == 1
    torn = read_sheets([tmp_path / "a.csv", tmp_path / "c.csv"], mentions)
    assert torn.labels.empty
    assert torn.rejected["reason"].str.contains("neither counts").sum() == 2


def test_a_row_without_coder_takes_the_only_one_there_is(drawn, mentions, tmp_path):
    path = write_sheet(drawn, tmp_path / "s.csv")
    fill(path, ["0", "1"])
    assert read_sheets(path, mentions).rejected["reason"].eq("no coder is named").sum() == 2
    fill(path, ["A"], "coder")
    assert read_sheets(path, mentions).labels["coder"].tolist() == ["A", "A"]


@pytest.mark.parametrize(
    "content",
    ["", "item,label\n1,0\n", "item,before,target,after,label\n", "\xff\xfe".encode("latin1")],
)
def test_what_is_no_sheet_is_named(tmp_path, mentions, content):
    path = tmp_path / "s.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SheetError, match=r"s\.csv"):
        read_sheets(path, mentions)


def test_no_sheet_is_no_label_and_a_missing_one_is_named(tmp_path, mentions):
    labels, rejected = read_sheets([], mentions)
    assert labels.empty
    assert rejected.empty
    with pytest.raises(SheetError, match=r"none\.csv"):
        read_sheets(tmp_path / "none.csv", mentions)
    with pytest.raises(MissingColumn, match="add_items"):
        read_sheets(tmp_path / "none.csv", mentions.drop(columns="item"))


def test_a_key_of_another_kind_is_named(drawn, mentions, tmp_path):
    path = write_sheet(drawn, tmp_path / "s.csv")
    key_path(path).write_text("a,b\n1,2\n")
    with pytest.raises(SheetError, match=r"s-key\.csv"):
        read_sheets(path, mentions)


def test_keys_that_contradict_each_other_are_named(drawn, mentions, tmp_path):
    paths = [write_sheet(drawn, tmp_path / name, coder=name) for name in ("a.csv", "b.csv")]
    read_sheets(paths, mentions)
    key = pd.read_csv(key_path(paths[1]))
    key.assign(stratum="other").to_csv(key_path(paths[1]), index=False)
    with pytest.raises(SheetError, match=r"b-key\.csv: puts item"):
        read_sheets(paths, mentions)


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_any_sentence_comes_back_from_the_file(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("s") / "s.csv"
    items = add_items(*tables({"a": [f"{text}Iran{text}"]}))
    items = items[items["target"] == "Iran"].head(1)
    write_sheet(draw_sheet(items), path, coder="A")
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace(",,,A\n", ",0,,A\n"), encoding="utf-8")
    labels, rejected = read_sheets(path, items)
    assert len(labels) == 1, rejected["reason"].tolist()


def test_a_spreadsheet_will_not_compute_a_sentence(drawn, tmp_path):
    content = write_sheet(drawn, tmp_path / "s.csv").read_text()
    assert "=Russia" in content
    assert ",=Russia" not in content


# the form


@pytest.fixture
def path(drawn, tmp_path):
    return write_sheet(drawn, tmp_path / "sheet.csv")


def on_disk(path):
    return pd.read_csv(path, dtype="str", keep_default_na=False)["label"].tolist()


def test_every_label_is_on_disk_at_once(path):
    coding = Coding(path, coder="A")
    for done, key in enumerate("1j2k3", 1):
        assert coding.press(key)
        assert coding.n_done == done
        assert sum(map(bool, on_disk(path))) == done
    assert on_disk(path)[:5] == ["-1", "-1", "0", "0", "1"]
    assert coding.press("x")
    assert coding.current is None
    assert coding.press("1")
    assert on_disk(path)[5] == "unclear"


def test_coding_goes_on_where_it_was_left(path):
    Coding(path, coder="A").press("1")
    again = Coding(path)
    assert (again.coder, again.position) == ("A", 1)


def test_undo_takes_back_on_disk_and_shows_the_item_again(path):
    coding = Coding(path, coder="A")
    coding.press("1")
    coding.press("3")
    coding.press("u")
    assert (coding.position, on_disk(path)[:2]) == (1, ["-1", ""])
    coding.press("u")
    coding.press("u")
    assert (coding.position, coding.n_done) == (0, 0)


def test_skip_and_back(path):
    coding = Coding(path, coder="A")
    coding.press("s")
    assert coding.position == 1
    for _ in range(5):
        coding.press("1")
    assert coding.position == 0
    coding.press("1")
    coding.press("b")
    assert coding.position == 5
    coding.press("3")
    assert on_disk(path) == ["-1"] * 5 + ["1"]


def test_a_key_that_means_nothing_does_nothing(path):
    coding = Coding(path, coder="A")
    assert not coding.press("q")
    assert coding.n_done == 0


def test_a_sheet_that_changed_meanwhile_is_not_overwritten(path):
    coding = Coding(path, coder="A")
    fill(path, ["1", "1"])
    before = path.read_bytes()
    with pytest.raises(SheetError, match="somebody else"):
        coding.press("2")
    assert path.read_bytes() == before
    assert coding.n_done == 0


def test_nobody_codes_on_the_sheet_of_another(path):
    Coding(path, coder="A").press("1")
    with pytest.raises(SheetError, match="sheet of A"):
        Coding(path, coder="B")
    fill(path, ["B", "C"], "coder")
    with pytest.raises(SheetError, match="name one coder"):
        Coding(path)


def test_a_coder_must_be_named(path):
    with pytest.raises(SheetError, match="name one coder"):
        Coding(path)


def test_the_form_takes_keys_and_undoes_on_backspace(path):
    form = coding_form(path, coder="A")
    for typed in ["1", "13", "132", "13"]:
        form.field.value = typed
    assert on_disk(path)[:3] == ["-1", "1", ""]
    form.field.value = "13xq4"
    assert on_disk(path)[2:5] == ["unclear", "unclear", ""]
    assert "4 of 6" in form.message.value


def test_the_form_takes_clicks_and_notes(path):
    form = coding_form(path, coder="A")
    form.note.value = "odd"
    form.buttons["1"].click()
    assert form.note.value == ""
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    assert table.loc[0, ["label", "note", "coder"]].tolist() == ["1", "odd", "A"]
    form.buttons["back"].click()
    assert form.note.value == "odd"


def test_the_form_says_what_went_wrong_and_when_all_is_done(path):
    form = coding_form(path, coder="A")
    form.field.value = "222222"
    assert "All 6 have a label" in form.item.value
    path.write_text("gone")
    form.buttons["undo"].click()
    assert "somebody else" in form.message.value
    assert form.coding.n_done == 6


def test_a_drawn_sheet_is_written_first(drawn, tmp_path):
    for name in ("mine.csv", "mine-2.csv"):
        form = coding_form(drawn, coder="A", path=tmp_path / "mine.csv")
        assert form.coding.path == tmp_path / name


def test_what_is_shown_is_escaped_and_marked(path):
    rows = Coding(path, coder="A").rows
    shown = item_html(next(r for r in rows if "<b>" in r["after"] + r["before"]))
    assert "<b>Iran</b>.</p>" not in shown
    assert "&lt;b&gt;" in shown
    assert 'class="sp-actor"' in shown


def test_the_help_names_every_key():
    told = inspect.getdoc(coding_form)
    assert all(key in told for key in KEYS if key != ";")
