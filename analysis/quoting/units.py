"""Sentences as the outlet wrote them, each quotation one word of their trees.

Inside a quotation the words are someone else's, so they are taken out of the reading: 'He called
it "a grave violation", and left' is read as 'He called it QUOTE , and left'. A sentence break
inside a quotation is none, and 'QUOTE, he said' is one unit with the quotation before it. In the
tree a quotation hangs where the word hangs that stands highest in it.
"""

from bisect import bisect_right
from typing import NamedTuple

from analysis.quoting.marks import Marked, last_character
from analysis.reading import Clauses, Token, Tree

__all__ = ["QUOTE", "SPEECH", "Unit", "split_units"]

QUOTE = "QUOTE"  # word and tag of a quotation that may stand in a noun phrase
SPEECH = "SPEECH"  # tag of a quotation that is a sentence or ends with a mark of its own
LONGEST_UNIT = 250  # tokens; bounds the work per cue on text that never ends a sentence
_LONGEST_NAME = 6  # words; a longer quotation is no part of a noun phrase


class Unit(Tree):
    """One sentence of the outlet's own. `quotes` tells which of the marked spans a word is."""

    def __init__(self, tokens: list[Token], quotes: list[int | None], paragraph: int) -> None:
        super().__init__(tokens)
        self.quotes, self.paragraph = quotes, paragraph
        self.words = [_plain(token.token) for token in tokens]
        self.start, self.end = tokens[0].start, tokens[-1].end
        self.clauses = Clauses(self)
        self.first, self.last = list(range(len(tokens))), list(range(len(tokens)))
        for i in self._from_the_leaves():
            over = self.head(i)
            if over is not None:
                self.first[over] = min(self.first[over], self.first[i])
                self.last[over] = max(self.last[over], self.last[i])

    def __len__(self) -> int:
        return len(self.tokens)

    def _from_the_leaves(self) -> list[int]:
        """Every word after all that hang on it."""
        order = [i for i in range(len(self.tokens)) if self.head(i) is None]
        for i in order:
            order.extend(self.kids[i])
        return order[::-1]

    def is_quote(self, i: int) -> bool:
        return self.quotes[i] is not None


class _Item(NamedTuple):
    """A word outside of quotations, or one quotation."""

    token: Token
    which: int | None


class _Place(NamedTuple):
    """Where a word stands in the tree of its sentence."""

    root: int
    depth: int


def split_units(
    text: str, sentences: list[tuple[int, int]], tokens: list[Token], marked: list[Marked]
) -> list[Unit]:
    """Units of one text, in order; `marked` must be the outermost spans, by start.

    The heads of `tokens` are places in `tokens`.
    """
    items, item_of = _mask(text, tokens, marked)
    starts = [start for start, _ in sentences]
    units: list[Unit] = []
    low = paragraph = 0
    for at in range(1, len(items) + 1):
        newline = False
        if at < len(items):
            before, after = items[at - 1], items[at]
            newline = "\n" in text[before.token.end : after.token.start]
            broken = newline or at - low >= LONGEST_UNIT
            if not (broken or _breaks(text, before, after, starts, marked)):
                continue
        units.append(_unit(items, low, at, item_of, paragraph))
        low, paragraph = at, paragraph + newline
    return units


def _unit(items: list[_Item], low: int, high: int, item_of: list[int], paragraph: int) -> Unit:
    held = []
    for i in range(low, high):
        token = items[i].token
        over = item_of[token.head] if token.head >= 0 else i
        held.append(token._replace(head=over - low if low <= over < high else i - low))
    return Unit(_cut_circles(held), [item.which for item in items[low:high]], paragraph)


def _cut_circles(tokens: list[Token]) -> list[Token]:
    """The same words, where quotations over several sentences made a circle with one head less."""
    safe: set[int] = set()
    for start in range(len(tokens)):
        path, at = {}, start
        while at not in safe and at not in path and tokens[at].head != at:
            path[at] = None
            at = tokens[at].head
        if at in path:
            tokens[at] = tokens[at]._replace(head=at, dep="root")
        safe.update(path, [at])
    return tokens


def _plain(token: str) -> str:
    """Lower case, with straight apostrophes; 'US' keeps its capitals, being no pronoun."""
    return token if token == "US" else token.lower().replace("’", "'")


def _mask(text: str, tokens: list[Token], marked: list[Marked]) -> tuple[list[_Item], list[int]]:
    """The tokens outside quotation marks with one item for each quotation, and the item in which
    each token is."""
    items: list[_Item] = []
    item_of = [0] * len(tokens)
    places = _places(tokens)
    number, at = 0, 0
    while at < len(tokens) or number < len(marked):
        if number == len(marked) or (
            at < len(tokens) and tokens[at].end <= marked[number].outer_start
        ):
            item_of[at] = len(items)
            items.append(_Item(tokens[at], None))
            at += 1
            continue
        first = at
        while at < len(tokens) and tokens[at].start < marked[number].outer_end:
            item_of[at] = len(items)
            at += 1
        span = marked[number]
        head, dep = _hanging(tokens, range(first, at), places)
        tag = _tag(text, span)
        token = Token(span.outer_start, span.outer_end, QUOTE, tag, QUOTE, head, dep)
        items.append(_Item(token, number))
        number += 1
    return items, item_of


def _tag(text: str, span: Marked) -> str:
    ends = last_character(text, span) in ",.!?…—–"
    return SPEECH if ends or text.count(" ", span.start, span.end) >= _LONGEST_NAME else QUOTE


def _hanging(tokens: list[Token], held: range, places: list[_Place]) -> tuple[int, str]:
    """On what the highest word of a quotation hangs that hangs on any, and by what relation."""
    tops: dict[int, int] = {}  # the highest word of each sentence that the quotation has part in
    for i in held:
        root = places[i].root
        if tokens[i].pos[:1].isalpha() or i == root:
            tops[root] = min(tops.get(root, i), i, key=lambda at: places[at].depth)
    for root, top in tops.items():
        if top != root:
            return tokens[top].head, tokens[top].dep
    return -1, "root"


def _places(tokens: list[Token]) -> list[_Place]:
    found: list[_Place | None] = [None] * len(tokens)
    for start in range(len(tokens)):
        path, at = [], start
        while found[at] is None and tokens[at].head != at:
            path.append(at)
            at = tokens[at].head
        root, depth = found[at] = found[at] or _Place(at, 0)
        for above, i in enumerate(reversed(path), 1):
            found[i] = _Place(root, depth + above)
    return found


def _breaks(
    text: str, before: _Item, after: _Item, starts: list[int], marked: list[Marked]
) -> bool:
    """Whether a unit ends between two neighbouring items of one line."""
    low, high = before.token.end, after.token.start
    crosses = bisect_right(starts, low - 1) != bisect_right(starts, high)
    word = after.token.token
    lower = word[:1].islower() or word[:1] in "),;:"
    if before.which is None:
        return crosses and not lower  # 'Sen. Jack Reed (D-R.I.), who'
    content_end = last_character(text, marked[before.which])
    if content_end == ".":
        return not lower
    if content_end in "?!…":
        return after.which is not None or (crosses and after.token.pos in ("DT", "IN", "CC"))
    return crosses and not lower and content_end not in ",—–-"
