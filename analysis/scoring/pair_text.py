"""What the pair scorer is shown: a sentence in which neither of two actors has a name.

The same function makes the input in fitting (`analysis.fitting.pairs`) and in scoring
(`analysis.scoring.pairs`). Whoever of the two stands first in the sentence gets the first marker,
the other the second, so that it does not matter in which order a caller names them.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.scoring.target_text import (
    LONGEST,
    MASK,
    Span,
    SpanError,
    check_span,
    other_mentions,
    put_masks,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["MARKERS", "check_pair", "encode_pair", "mask_pair"]

MARKERS = ("[unused0]", "[unused1]")  # words of the vocabulary that no text has


def check_pair(sentence: str, p: Span, q: Span, *, row: object = None) -> None:
    """Raise `SpanError` unless both spans are text of the sentence, and apart."""
    for span in (p, q):
        check_span(sentence, *span, row=row)
    if max(p[0], q[0]) < min(p[1], q[1]):
        where = "" if row is None else f"row {row}: "
        how = "are one and the same" if tuple(p) == tuple(q) else "overlap"
        raise SpanError(
            f"{where}the spans {p[0]}:{p[1]} and {q[0]}:{q[1]} {how}; a pair is two actors, "
            "each with a span of its own"
        )


def mask_pair(
    sentence: str, p: Span, q: Span, *, p_same: Iterable[Span] = (), q_same: Iterable[Span] = ()
) -> tuple[str, list[int], list[int]]:
    """Put `[MASK]` for both actors and for every other mention of theirs that carries a name.

    Args:
        p: Span of one actor, the one that stands first.
        q: Span of the other.
        p_same: Further mentions of the first, where the caller knows them; pronouns among them
            stay as they are, and so does what overlaps either actor's own span.
        q_same: The same for the other.

    Returns:
        The masked text; for each of its masks whose it is (0 for `p`, 1 for `q`); and which two
        masks stand for the spans themselves.

    >>> mask_pair("Putin met Xi before Putin flew home.", (0, 5), (10, 12))
    ('[MASK] met [MASK] before [MASK] flew home.', [0, 1, 0], [0, 1])
    """
    owner = {p: 0, q: 1}
    for number, (own, other, same) in enumerate([(p, q, p_same), (q, p, q_same)]):
        for span in other_mentions(sentence, own, same):
            if span[1] <= other[0] or span[0] >= other[1]:
                owner.setdefault(span, number)
    text, kept = put_masks(sentence, _apart([p, q], owner), around=(p[0], q[1]))
    return text, [owner[span] for span in kept], [kept.index(span) for span in (p, q)]


def encode_pair(
    tokenizer: "Tokenizer",
    sentence: str,
    p: Span,
    q: Span,
    *,
    p_same: Iterable[Span] = (),
    q_same: Iterable[Span] = (),
) -> tuple[int, ...]:
    """Token ids of a sentence with a marker for each actor; `p` stands first."""
    mask, first, last = map(tokenizer.token_to_id, [MASK, "[CLS]", "[SEP]"])
    markers = [tokenizer.token_to_id(marker) for marker in MARKERS]
    text, owners, own = mask_pair(sentence, p, q, p_same=p_same, q_same=q_same)
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    places = [place for place, token in enumerate(ids) if token == mask]
    for place, owner in zip(places, owners, strict=True):
        ids[place] = markers[owner]
    return (first, *_window(ids, [places[which] for which in own]), last)


def _apart(own: list[Span], owner: dict[Span, int]) -> list[Span]:
    """Spans of which none overlaps another: the actors' own ones, then the longest."""
    kept = list(own)
    for span in sorted(owner, key=lambda s: (s[0] - s[1], s)):
        if all(span[1] <= start or span[0] >= end for start, end in kept):
            kept.append(span)
    return kept


def _window(ids: list[int], own: list[int]) -> list[int]:
    """Cut to what the scorer reads: around both markers, or around each if they are far apart."""
    room = LONGEST - 2
    if len(ids) <= room:
        return ids
    left, right = own
    if right - left < room:
        first = min(max(0, (left + right) // 2 - room // 2), len(ids) - room)
        return ids[first : first + room]
    half = room // 2
    first, second = max(0, left - half // 2), min(right - half // 2, len(ids) - half)
    return ids[first : first + half] + ids[second : second + half]
