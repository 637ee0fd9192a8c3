"""Labelled sentences: which are copies of others, and which half of them chooses."""

import re
from collections.abc import Iterable

__all__ = ["half_of", "less", "normalised"]


def normalised(sentence: str) -> str:
    """A sentence's words in lower case: the same for two copies that differ in marks alone."""
    return " ".join(re.findall(r"\w+", sentence.lower()))


def less(examples: list[dict], others: Iterable[dict]) -> list[dict]:
    """The examples whose sentence is none of the others'."""
    held = {normalised(one["text"]) for one in others}
    return [one for one in examples if normalised(one["text"]) not in held]


def half_of(sentences: Iterable[str]) -> list[str]:
    """For each sentence, "a" (chooses) or "b" (scores alone): by turns in the order of the
    alphabet, copies together."""
    words = [normalised(sentence) for sentence in sentences]
    place = {text: at for at, text in enumerate(sorted(set(words)))}
    return ["ab"[place[text] % 2] for text in words]
