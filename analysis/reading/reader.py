"""The fitted reader: tags, heads and relations of sentences whose words are given.

An encoder (MiniLM, 8-bit, run by onnxruntime) with a biaffine head for each word's head and its
relation (Dozat and Manning 2017, 'Deep biaffine attention for neural dependency parsing'), fitted
on Universal Dependencies; `data/reader/README.md` is its card.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache, partial
from os import cpu_count
from pathlib import Path
from typing import NamedTuple

import numpy as np
from lemminflect import getLemma
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from analysis.checksums import check_files
from analysis.schema import DATA, SputlinkError

__all__ = ["Reader", "ReaderError", "Word", "encode", "lemma_of", "shipped_reader"]

FOLDER = DATA / "reader"
FILES = ("model.int8.onnx", "labels.npy", "tokenizer.json", "classes.json")
MEND = "bring the file back, or run `make fit`"
LONGEST = 120  # words read at once; a longer sentence is read in parts
SHAPES = 8  # of a word's spelling, see `_shape`
MOST_PIECES = 500  # of a part, less than the 510 that the encoder has places for
PIECES = 8  # of one word; what a longer word has more is not read
LIKELY = 6  # heads of a word that are weighed where the best ones make no tree
BATCH = 1500  # pieces in one call
_KINDS = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV"}


class ReaderError(SputlinkError):
    """The reader's files are missing or altered; names the file and what to run."""


class Word(NamedTuple):
    """One word of a sentence as it was read."""

    pos: str  # Penn tag
    head: int  # place of its head in the sentence; its own place for the root
    dep: str  # relation to its head, Universal Dependencies


class Reader:
    """Reads sentences; the result for a sentence rests on that sentence alone."""

    def __init__(self, folder: Path = FOLDER) -> None:
        check_files(folder, FILES, error=ReaderError, mend=MEND)
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # batches run side by side
        options.log_severity_level = 3
        self._session = InferenceSession(
            folder / FILES[0], options, providers=["CPUExecutionProvider"]
        )
        labels = np.load(folder / FILES[1]).astype(np.float32)  # relation x dependent x head
        self._labels = np.ascontiguousarray(labels.transpose(1, 0, 2)).reshape(labels.shape[1], -1)
        self._tokenizer = Tokenizer.from_file(str(folder / FILES[2]))
        classes = json.loads((folder / FILES[3]).read_text(encoding="utf-8"))
        self.tags: list[str] = classes["tags"]
        self.relations: list[str] = classes["relations"]
        self._pieces = lru_cache(maxsize=100_000)(partial(pieces_of, tokenizer=self._tokenizer))

    def read(self, sentences: list[list[str]]) -> list[list[Word]]:
        """Tags, heads and relations of each sentence, given as its words.

        One sentence, one tree: exactly one word is its own head. Sentences of more than `LONGEST`
        words are read in parts, and the roots of later parts hang on the first (`parataxis`).
        """
        cuts = [(i, *cut) for i, one in enumerate(sentences) for cut in self._parts(one)]
        parts = [(i, at) for i, at, _ in cuts]
        texts = [sentences[i][at:end] for i, at, end in cuts]
        found: list[list[Word]] = [[] for _ in sentences]
        for (i, at), words in zip(parts, self._read_parts(texts), strict=True):
            root = next((k for k, word in enumerate(found[i]) if word.head == k), None)
            for k, (pos, head, dep) in enumerate(words):
                hangs = at and head == k
                found[i].append(
                    Word(pos, root, "parataxis") if hangs else Word(pos, at + head, dep)
                )
        return found

    def _parts(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Where a sentence is cut: at `LONGEST` words, or where the encoder takes no more."""
        at, size = 0, 0
        for k, word in enumerate(words):
            more = len(self._pieces(word))
            if k - at == LONGEST or size + more > MOST_PIECES:
                yield at, k
                at, size = k, 0
            size += more
        if words:
            yield at, len(words)

    def _read_parts(self, texts: list[list[str]]) -> list[list[Word]]:
        inputs = [encode(words, self._tokenizer, pieces=self._pieces) for words in texts]
        found: list[list[Word]] = [[] for _ in texts]
        batches = _batches([len(ids) for ids, *_ in inputs])
        if len(batches) < 2:
            for batch in batches:
                self._run(batch, inputs, found)
            return found
        with ThreadPoolExecutor(cpu_count() or 1) as pool:
            list(pool.map(lambda batch: self._run(batch, inputs, found), batches))
        return found

    def _run(self, batch: list[int], inputs: list[tuple], found: list[list[Word]]) -> None:
        ids, shapes, first, last = (_pad([inputs[i][part] for i in batch]) for part in range(4))
        attend = (ids != 0).astype(np.float32)
        given = {"ids": ids, "attend": attend, "shapes": shapes, "first": first, "last": last}
        tags, arcs, dependents, heads = self._session.run(None, given)
        for row, i in enumerate(batch):
            size = len(inputs[i][2])
            if size == 1:
                continue
            tree = _tree(arcs[row, :size, :size])
            per_relation = (dependents[row, :size] @ self._labels).reshape(size, -1, heads.shape[2])
            chosen = (per_relation @ heads[row, tree][:, :, None])[:, :, 0].argmax(1)
            tag = tags[row, :size].argmax(1)
            found[i] = [
                Word(
                    self.tags[tag[k]],
                    tree[k] - 1 if tree[k] else k - 1,
                    self.relations[chosen[k]] if tree[k] else "root",
                )
                for k in range(1, size)
            ]


Encoded = tuple[list[int], list[int], list[int], list[int]]


def encode(
    words: list[str], tokenizer: Tokenizer, *, pieces: Callable[[str], list[int]] | None = None
) -> Encoded:
    """Pieces, the shape of the word of each, and the first and last piece of each word.

    `[CLS]` stands before the words and counts as word 0, on which the root hangs.
    """
    pieces = pieces or partial(pieces_of, tokenizer=tokenizer)
    ids, shapes, first, last = [tokenizer.token_to_id("[CLS]")], [0], [0], [0]
    for k, word in enumerate(words):
        cut = pieces(word)
        first.append(len(ids))
        last.append(len(ids) + len(cut) - 1)
        ids += cut
        shapes += [_shape(word, opens=k == 0)] * len(cut)
    return [*ids, tokenizer.token_to_id("[SEP]")], [*shapes, 0], first, last


def pieces_of(word: str, *, tokenizer: Tokenizer) -> list[int]:
    """The ids of at most `PIECES` pieces of one word, never none."""
    ids = tokenizer.encode(word[:200], add_special_tokens=False).ids[:PIECES]
    return ids or [tokenizer.token_to_id("[UNK]")]


def _batches(lengths: list[int]) -> list[list[int]]:
    """Places of inputs of like length, together."""
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or lengths[i] * (len(batches[-1]) + 1) > BATCH:
            batches.append([])
        batches[-1].append(i)
    return batches


def _pad(rows: list[list[int]]) -> np.ndarray:
    padded = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for k, row in enumerate(rows):
        padded[k, : len(row)] = row
    return padded


def _shape(word: str, *, opens: bool) -> int:
    """What the encoder, which reads lower case, can't see of a word's spelling."""
    if not any(map(str.isalpha, word)):
        return 1 if any(map(str.isdigit, word)) else 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[0].isupper():
        return 5 if opens else 6
    return 7 if any(map(str.isupper, word)) else 0


def _tree(scores: np.ndarray) -> list[int]:
    """The head of each word (0: none, the word is the root; place 0 itself is no word).

    The best head of each word, where these make a tree; else the best tree there is.
    """
    scores = scores.astype(np.float64).copy()
    np.fill_diagonal(scores, -1e9)
    # one root: the word that would most rather be it than hang on another
    root = 1 + int((scores[1:, 0] - scores[1:, 1:].max(1, initial=-1e9)).argmax())
    scores[1:, 0] = -1e9
    scores[root] = -1e9
    scores[root, 0] = 0.0
    heads = scores.argmax(1).tolist()
    heads[0] = 0
    return heads if _reaches_root(heads) else _best_tree(scores)


def _reaches_root(heads: list[int]) -> bool:
    safe = {0}
    for start in range(1, len(heads)):
        path, at = [], start
        while at not in safe and len(path) <= len(heads):
            path.append(at)
            at = heads[at]
        if at not in safe:
            return False
        safe.update(path)
    return True


def _best_tree(scores: np.ndarray) -> list[int]:
    """The maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967)."""
    import networkx  # here: few sentences need it

    root = int(scores[1:, 0].argmax()) + 1
    graph = networkx.DiGraph([(0, root, {"weight": 0.0})])
    for word in set(range(1, len(scores))) - {root}:
        for head in {root, *np.argsort(scores[word])[-LIKELY:].tolist()} - {0, word}:
            graph.add_edge(head, word, weight=float(scores[word, head]))
    best = networkx.maximum_spanning_arborescence(graph)
    heads = [0] * len(scores)
    for head, word in best.edges:
        heads[word] = head
    return heads


@lru_cache(maxsize=200_000)
def lemma_of(token: str, pos: str) -> str:
    """The base form of a token under its Penn tag, in lower case; of a name, the name itself."""
    if pos.startswith("NNP"):
        return token
    kind = _KINDS.get(pos[0]) or ("AUX" if pos == "MD" else None)
    lemmas = getLemma(token.lower(), upos=kind) if kind else ()
    return lemmas[0].lower() if lemmas else token.lower()


@cache
def shipped_reader() -> Reader:
    """The reader in `data/reader`, loaded once."""
    return Reader()
