"""Sentences of Universal Dependencies files, laid on the words that this project cuts."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.splitting import word_spans

__all__ = ["FREE", "Sentence", "gold_spans", "read_conllu", "read_treebank"]

# Documents of GUM under a licence that allows any use: Wikimedia, OpenStax, YouTube, speeches.
FREE = frozenset(["bio", "interview", "news", "speech", "textbook", "vlog", "voyage"])


class Sentence(NamedTuple):
    """One sentence as the reader learns it: lists of one length."""

    words: list[str]
    tags: list[str]  # Penn
    heads: list[int]  # 1.. in the sentence, 0 for the root
    relations: list[str]


def read_treebank(path: str | Path, *, genres: frozenset[str] | None = None) -> list[Sentence]:
    """The sentences of one CoNLL-U file.

    Args:
        path: The file.
        genres: Of a GUM file, only documents of these (the second part of a `sent_id`).
    """
    found = []
    for sent_id, text, rows in read_conllu(path):
        genre = sent_id.split("_")[1] if sent_id.startswith("GUM_") else None
        if genres is None or genre is None or genre in genres:
            laid = _on_our_words(text, rows)
            if laid:
                found.append(laid)
    return found


def read_conllu(path: str | Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Each sentence of a CoNLL-U file: its id, its text, and the ten fields of each word."""
    sent_id, text, rows = "", "", []
    for line in [*Path(path).read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# sent_id ="):
            sent_id = line.partition("=")[2].strip()
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif not line.strip():
            if rows and text:
                yield sent_id, text, rows
            text, rows = "", []
        elif line[0] != "#" and line.partition("\t")[0].isdigit():
            rows.append(line.split("\t"))


def _on_our_words(text: str, rows: list[list[str]]) -> Sentence | None:
    """A word of ours that covers several gold words takes the place of the one that leads them;
    of several words of ours in one gold word, the later ones hang on the first (`goeswith`).
    None where the gold words are not in the text, or no one tree is left."""
    gold = _gold_at(text, rows)
    if gold is None:
        return None
    spans = word_spans(text)
    held = [sorted({gold[at] for at in range(*span) if at in gold}) for span in spans]
    if not all(held):
        return None
    head_of, row_of = {int(r[0]): int(r[6]) for r in rows}, {int(r[0]): r for r in rows}
    lead = [next((t for t in group if head_of[t] not in group), group[0]) for group in held]
    owner: dict[int, int] = {}
    for k, group in enumerate(held):
        for token in group:
            owner.setdefault(token, k)
    heads, relations = [], []
    for k, token in enumerate(lead):
        later = owner[token] != k
        head = 0 if head_of[token] == 0 else owner[head_of[token]] + 1
        heads.append(owner[token] + 1 if later else head)
        relations.append("goeswith" if later else row_of[token][7])
    if heads.count(0) != 1 or any(head == k for k, head in enumerate(heads, 1)):
        return None
    words = [text[start:end] for start, end in spans]
    return Sentence(words, [row_of[token][4] for token in lead], heads, relations)


def _gold_at(text: str, rows: list[list[str]]) -> dict[int, int] | None:
    """The gold word at each character; None where a form is not found in its place."""
    spans = gold_spans(text, rows)
    if len(spans) < len(rows):
        return None
    return {at: word for word, span in spans.items() for at in range(*span)}


def gold_spans(text: str, rows: list[list[str]]) -> dict[int, tuple[int, int]]:
    """Where each gold word stands in the text; without those whose form is not in its place."""
    at, found = 0, {}
    for row in rows:
        start = text.find(row[1], at)
        if 0 <= start <= at + 4:
            at = start + len(row[1])
            found[int(row[0])] = (start, at)
    return found
