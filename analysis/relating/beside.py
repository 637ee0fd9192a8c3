"""Pairs that stand side by side: 'Iran and Russia', or one in the other's name or title."""

import pandas as pd

__all__ = ["stand_as"]

_KEYS = ["article_id", "sentence_id"]
# 'Ukraine's Volodymyr Zelensky', 'Putin, president of Russia': the one belongs to the other's name.
_IN_NAME = ("amod", "appos", "compound", "flat", "nmod", "nummod")
Tree = dict[int, tuple[int, int, int, str]]  # token_id: start, end, head, dep


def stand_as(found: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series:
    """How the two mentions of each pair hang together in the sentence's tree.

    Args:
        found: As `pairs_in` gives it.
        tokens: One row per token, with `head` and `dep`.

    Returns:
        On the index of `found`: "joint" (coordinated: 'Iran and Russia'), "name" (one in the
        other's name: 'Ukraine's Volodymyr Zelensky'), or "".
    """
    wanted = tokens.merge(found[_KEYS].drop_duplicates(), on=_KEYS)
    columns = ["token_id", "start", "end", "head", "dep"]
    trees: dict[tuple, Tree] = {
        keys: {number: rest for number, *rest in part[columns].itertuples(index=False, name=None)}
        for keys, part in wanted.groupby(_KEYS, sort=False)
    }
    spans = found[[*_KEYS, "p_start", "p_end", "q_start", "q_end"]]
    told = [
        _hang(trees.get((article, sentence), {}), (a, b), (c, d))
        for article, sentence, a, b, c, d in spans.itertuples(index=False, name=None)
    ]
    return pd.Series(told, index=found.index, dtype="str")


def _hang(tree: Tree, p: tuple[int, int], q: tuple[int, int]) -> str:
    one, other = _top(tree, p), _top(tree, q)
    if one is None or other is None:
        return ""
    if _first_conjunct(tree, one) == _first_conjunct(tree, other):
        return "joint"
    for child, parent in ((one, other), (other, one)):
        head, dep = tree[child][2], tree[child][3]
        if head == parent and dep.split(":")[0] in _IN_NAME:
            return "name"
    return ""


def _top(tree: Tree, span: tuple[int, int]) -> int | None:
    """The token of the span whose head lies outside it."""
    inside = [i for i, (start, end, *_) in tree.items() if start < span[1] and end > span[0]]
    return next((i for i in inside if tree[i][2] not in inside or tree[i][2] == i), None)


def _first_conjunct(tree: Tree, token: int) -> int:
    seen = set()
    while tree[token][3].startswith("conj") and tree[token][2] in tree and token not in seen:
        seen.add(token)
        token = tree[token][2]
    return token
