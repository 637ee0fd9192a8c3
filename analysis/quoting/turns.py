"""Transcripts: who speaks is written before a colon, in capitals, and no marks stand around it.

Interviews, briefings and debates come as 'MS. MARSH: We will stay.' A label counts where the text
has it again and again, so that a headline's 'QUAY: Talks fail' makes no transcript.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.quoting.marks import Marked
from analysis.quoting.running import Quote
from analysis.quoting.speakers import UNATTRIBUTED
from analysis.reading import listed

__all__ = ["Turn", "find_turns"]

LEAST = 3  # turns that make a transcript
_WORD = r"[^\W\d_][\w.'’\-]{0,30}"
_LINE = re.compile(
    rf"^(?P<label>{_WORD}(?: {_WORD}){{0,5}})(?: \([^()\n]{{1,60}}\))?:[ \t]+(?=\S)", re.MULTILINE
)
_PARAGRAPH = re.compile(r"\S[^\n]*")
_SENTENCE_ENDS = tuple(".?!…\"”’')")


@dataclass(frozen=True)
class Turn:
    """One paragraph of what somebody says in a transcript; offsets into the text."""

    start: int
    end: int
    label: tuple[int, int] | None  # where the speaker's name stands; None: whoever asks
    name: tuple[int, int] | None  # where the surname stands in running text, if it does
    first: bool  # the label stands right before it

    def as_marked(self) -> Marked:
        """As a span in marks, which nothing around it is read into."""
        return Marked(self.start, self.end, "turn", 0, self.start, self.end, False, None)

    def as_quote(self, text: str) -> Quote:
        """As a direct quotation of its speaker; nobody's by name where a reporter asks."""
        if self.label is None:
            return Quote(self.start, self.end, "direct", speaker=UNATTRIBUTED)
        label = text[slice(*self.label)]
        return Quote(
            self.start,
            self.end,
            "direct",
            speaker=label.title(),
            speaker_start=self.label[0],
            speaker_end=self.label[1],
            speaker_how="name" if self.first else "carried",
            stance="neutral",
            name_start=self.name and self.name[0],
            name_end=self.name and self.name[1],
        )


def find_turns(text: str) -> list[Turn]:
    """The paragraphs of a transcript by start; none where the text is no transcript."""
    lines = [line for line in _LINE.finditer(text) if line["label"].isupper()]
    often = Counter(line["label"] for line in lines)
    lines = [line for line in lines if often[line["label"]] > 1 or _asks(line["label"])]
    if len(lines) < LEAST:
        return []
    ends = [*(line.start() for line in lines[1:]), len(text)]
    turns = [turn for line, end in zip(lines, ends, strict=True) for turn in _turn(text, line, end)]
    sentences = sum(text[turn.end - 1] in _SENTENCE_ENDS for turn in turns)
    return turns if 2 * sentences >= len(turns) else []


def _turn(text: str, line: re.Match[str], end: int) -> Iterator[Turn]:
    named = None if _asks(line["label"]) else line.span("label")
    spelt = named and _spelt_out(text, line["label"])
    for at, paragraph in enumerate(_PARAGRAPH.finditer(text, line.end(), end)):
        stop = paragraph.start() + len(paragraph[0].rstrip())
        yield Turn(paragraph.start(), stop, named, spelt, first=at == 0)


def _asks(label: str) -> bool:
    return label.lower().strip(".") in listed("interviewing")


def _spelt_out(text: str, label: str) -> tuple[int, int] | None:
    """Where the surname of a label stands in running text: 'MS. MARSH' is 'Jana Marsh' there."""
    surname = re.search(rf"(?<!\w){re.escape(label.split()[-1].title())}(?!\w)", text)
    return surname and surname.span()
