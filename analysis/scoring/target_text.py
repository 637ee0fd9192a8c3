"""What the fitted target scorer is shown: a sentence in which the target has no name.

The same functions make the input in fitting (`analysis.fitting.target`) and in scoring
(`analysis.scoring.target`), so that a name the scorer never sees cannot move its score.
"""

import re
from collections.abc import Iterable

from analysis.reading import listed
from analysis.schema import SputlinkError

__all__ = [
    "LONGEST",
    "MASK",
    "SpanError",
    "carries_name",
    "check_span",
    "mask_target",
    "other_mentions",
    "put_masks",
    "same_name_spans",
    "window",
]

Span = tuple[int, int]
MASK = "[MASK]"
LONGEST = 128  # tokens that the scorer reads, markers included
_AROUND = 1_500  # characters either side that are tokenised at all
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class SpanError(SputlinkError):
    """A target span does not lie in its sentence; says which row, and what the span was."""


def check_span(sentence: str, start: int, end: int, *, row: object = None) -> None:
    """Raise `SpanError` unless `sentence[start:end]` is some text of the sentence."""
    where = "" if row is None else f"row {row}: "
    if not isinstance(sentence, str):
        raise SpanError(f"{where}sentence is {sentence!r}, expected text")
    try:
        fits = 0 <= int(start) < int(end) <= len(sentence)
    except (TypeError, ValueError):
        fits = False
    if not fits or not sentence[int(start) : int(end)].strip():
        raise SpanError(
            f"{where}the target span {start}:{end} holds no text of a sentence of "
            f"{len(sentence)} characters; start and end must be offsets into `sentence`"
        )


def carries_name(target: str) -> bool:
    """Whether a target is named ('Mr. Putin'), not referred to ('he', 'the president')."""
    return any(word[0].isupper() for word in _name_words(target))


def same_name_spans(sentence: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans elsewhere in the sentence that repeat the target's name, or its first or last word.

    'Donald Trump' finds 'Trump' and 'Donald'; a pronoun or a bare title finds nothing. Letters
    must agree in case, and words must be whole: 'Trump' does not find 'Trumpism' or 'trump'.
    """
    if not carries_name(sentence[start:end]):
        return []
    words = _name_words(sentence[start:end])
    forms = {" ".join(words)}
    if len(words) <= 3 and all(word[0].isupper() for word in words):
        forms |= {word for word in (words[0], words[-1]) if len(word) > 2}
    longest_first = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return [
        match.span()
        for match in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", sentence)
        if match.end() <= start or match.start() >= end
    ]


def mask_target(
    sentence: str, start: int, end: int, *, same: Iterable[tuple[int, int]] = ()
) -> tuple[str, int]:
    """Put `[MASK]` for the target and for every other mention of it that carries a name.

    Args:
        sentence: Any text; only about 1,500 characters either side of the target are kept.
        start: Offset of the target's first character.
        end: Offset after the target's last character.
        same: Further mentions of the same actor, where the caller knows them (aliases, titles).
            Pronouns among them stay as they are: they tell no reputation.

    Returns:
        The masked text, and which of its masks (0 for the first) stands for the target itself.

    Raises:
        SpanError: if the span does not lie in the sentence.

    >>> mask_target("Putin met Xi before Putin flew home.", 0, 5)
    ('[MASK] met Xi before [MASK] flew home.', 0)
    """
    check_span(sentence, start, end)
    own = (int(start), int(end))
    spans = [own, *other_mentions(sentence, own, same)]
    text, kept = put_masks(sentence, spans, around=own)
    return text, kept.index(own)


def other_mentions(sentence: str, own: Span, same: Iterable[Span]) -> list[Span]:
    """Where else in the sentence the actor of a span is named, in order, none over that span.

    Args:
        same: Mentions that the caller knows; pronouns among them are left out.
    """
    named = {
        (int(left), int(right))
        for left, right in same
        if sentence[int(left) : int(right)].lower() not in listed("unmasked")
    }
    found = {*named, *same_name_spans(sentence, *own)} - {own}
    return sorted(span for span in found if span[1] <= own[0] or span[0] >= own[1])


def put_masks(sentence: str, spans: Iterable[Span], *, around: Span) -> tuple[str, list[Span]]:
    """The sentence with `[MASK]` for each span, and the spans that have one, in order.

    About 1,500 characters either side of `around` are kept; of spans that overlap, the first.
    """
    left_edge, right_edge = max(0, around[0] - _AROUND), min(len(sentence), around[1] + _AROUND)
    masked, at, kept = [], left_edge, []
    for left, right in sorted(spans):
        if left < at or right > right_edge or left >= right:
            continue
        masked += [_plain(sentence[at:left]), MASK]
        kept.append((left, right))
        at = right
    return "".join([*masked, _plain(sentence[at:right_edge])]), kept


def window(ids: list[int], *, mask_id: int, which: int) -> list[int]:
    """Cut a sequence of token ids to what the scorer reads, the target in the middle."""
    room = LONGEST - 2
    if len(ids) <= room:
        return ids
    masks = [place for place, token in enumerate(ids) if token == mask_id]
    first = min(max(0, masks[which] - room // 2), len(ids) - room)
    return ids[first : first + room]


def _name_words(target: str) -> list[str]:
    """The words of a target without titles, pronouns and possessive endings."""
    words = [word.group().removesuffix("'s").removesuffix("’s") for word in _WORD.finditer(target)]
    return [word for word in words if word.lower() not in listed("shared_title", "unmasked")]


def _plain(text: str) -> str:
    """Text in which nothing can be taken for one of the scorer's own markers."""
    return re.sub(r"\[(MASK|CLS|SEP|PAD|UNK)\]", r"(\1)", text)
