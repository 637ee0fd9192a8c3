"""Targets that nobody labelled, in sentences at hand: what the large model teaches the small one.

A sentence of news names more actors than the one that its label is about. Asking the fitted large
model about them, too, gives the small one several times as many examples, and sentences in which
one actor is praised and another blamed.
"""

import random
import re
from collections.abc import Iterable

from analysis.reading import listed
from analysis.scoring import find_names, same_name_spans

__all__ = ["PER_SENTENCE", "beside_labels", "named_in", "of_news"]

Span = tuple[int, int]
PER_SENTENCE = 2  # targets from one sentence of further news
_SIZE = (40, 600)  # characters of a sentence of further news
_NAME = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w’'.-]*\w)"
    r"(?:\s+(?:[A-Z][\w’'.-]*\w|of|the|for)(?=\s+[A-Z])|\s+[A-Z][\w’'-]*\w)*"
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|him|her|[Tt]hey|them)\b")
_OFFICE = re.compile(
    r"\b[Tt]he (?:president|senator|governor|administration|party|campaign|department|agency|"
    r"company|judge|committee|candidate|minister|secretary|justice|mayor|government)\b"
)


def beside_labels(examples: list[dict]) -> list[dict]:
    """Further targets of labelled sentences, without a label."""
    labelled: dict[str, list[Span]] = {}
    for example in examples:
        labelled.setdefault(example["text"], []).append((example["start"], example["end"]))
    found = []
    for text, spans in labelled.items():
        taken = [*spans, *(same for span in spans for same in same_name_spans(text, *span))]
        found += [_example(text, *span) for span in named_in(text, taken)]
    return found


def of_news(sentences: Iterable[str], *, seed: int = 2) -> list[dict]:
    """Targets drawn from sentences of news that carry no label at all."""
    rng, found = random.Random(seed), []
    for sentence in sentences:
        if _SIZE[0] <= len(sentence) <= _SIZE[1]:
            spans = named_in(sentence)
            rng.shuffle(spans)
            found += [_example(sentence, *span) for span in spans[:PER_SENTENCE]]
    return found


def _example(text: str, start: int, end: int) -> dict:
    return {"text": text, "start": start, "end": end}


def named_in(text: str, taken: Iterable[Span] = ()) -> list[Span]:
    """Names, one pronoun and offices in a sentence, one span for each, none over another or over
    what is taken."""
    seen, found = list(taken), []

    def add(start: int, end: int) -> bool:
        free = all(end <= first or last <= start for first, last in seen)
        if free:
            seen.append((start, end))
            found.append((start, end))
        return free

    for span in [*find_names(text), *_names(text)]:
        if add(*span):
            seen.extend(same_name_spans(text, *span))
    any(add(*match.span()) for match in _PRONOUN.finditer(text))  # stops at the first that is free
    for match in _OFFICE.finditer(text):
        add(*match.span())
    return found


def _names(text: str) -> Iterable[Span]:
    """Runs of capitalised words, but for a single one that opens the sentence."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = match.group().removesuffix("'s").removesuffix("’s").split()
        end -= 2 * match.group().endswith(("'s", "’s"))
        titled = len(words) > 1 and words[0] in listed("name_title")
        if (words[0] in listed("name_title", "no_name") and not titled) or (
            start == 0 and len(words) == 1
        ):
            continue
        yield start, end
