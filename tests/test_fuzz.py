"""Any bytes as any kind of file: read, or set aside with a reason; never a crash, no offset off.

In `make test` for seconds; `make fuzz` takes a million texts, and goes on with new files for an
hour.
"""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as sp
from analysis.cleaning import add_text, find_furniture, restore
from analysis.reading import split_sentences
from analysis.schema import InputError
from tests.fuzzing import check_short, check_whole, made

PIECES = ["Iran ", "said", '"', "“", "”", "'", ". ", "\n", "\n\n", "=1+1", "<b>", "</b>", "&lt;"]
PIECES += ["<script>", "$", "\x00", "\ufeff", "é", "e\u0301", "👍", "\u202e", "٣", "Advertisement"]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30).map("".join)
records = st.dictionaries(
    st.sampled_from(["title", "body", "outlet", "date", "id", "evidence", "raw"]),
    texts | st.none() | st.integers() | st.floats(allow_nan=True) | st.lists(st.text(max_size=3)),
    max_size=5,
)
kinds = st.sampled_from(
    ["txt", "csv", "tsv", "json", "jsonl", "html", "xml", "parquet", "xlsx", "zip", "docx", "warc"]
)
contents = (
    st.binary(max_size=400)
    | texts.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(records, max_size=4).map(lambda rows: json.dumps(rows).encode())
    | st.lists(records, max_size=4).map(lambda rows: "\n".join(map(json.dumps, rows)).encode())
)


@given(kind=kinds, content=contents)
@settings(max_examples=settings.default.max_examples // 2)
def test_any_file_is_read_or_set_aside(tmp_path_factory, kind, content):
    path = tmp_path_factory.mktemp("fuzz") / f"a.{kind}"
    path.write_bytes(content)
    try:
        articles, rejected = sp.read_articles(path, language=None)
    except InputError as problem:
        assert "a." in str(problem)
        return
    assert len(articles) and rejected["reason"].str.len().min() != 0
    furniture = find_furniture(articles)
    cleaned = add_text(articles, furniture)
    for article in cleaned.itertuples():
        own = furniture[furniture["article_id"] == article.article_id]
        assert restore(article.text, own) == article.raw
    sentences = split_sentences(cleaned)
    text = cleaned.set_index("article_id")["text"]
    for row in sentences.itertuples():
        assert text[row.article_id][row.start : row.end] == row.sentence


def test_any_text_goes_through_and_keeps_its_offsets():
    assert check_short(made(0, size=300))  # mentions are found among them


def test_any_text_goes_through_all_stages():
    assert check_whole(made(1, size=20))


def test_a_batch_is_made_from_its_number_alone():
    assert made(7, size=50) == made(7, size=50) != made(8, size=50)
    assert all(text.strip() for text in made(7, size=50))
