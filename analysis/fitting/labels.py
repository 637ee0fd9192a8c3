"""Labelled sentences: which are copies of others, and which half of them chooses."""

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["half_of", "held_out", "less", "normalised", "once"]


def normalised(sentence: str) -> str:
    """A sentence's words in lower case: the same for two copies that differ in marks alone."""
    return " ".join(re.findall(r"\w+", sentence.lower()))


def less(examples: list[dict], others: Iterable[dict]) -> list[dict]:
    """The examples whose sentence is none of the others'."""
    held = {normalised(one["text"]) for one in others}
    return [one for one in examples if normalised(one["text"]) not in held]


def once(examples: list[dict]) -> list[dict]:
    """The examples of pairs, each pair of places in a sentence once, as it stands first."""
    found: dict[tuple, dict] = {}
    for one in examples:
        found.setdefault((normalised(one["text"]), one["p_start"], one["q_start"]), one)
    return list(found.values())


def held_out(examples: list[dict], *, every: int = 8) -> tuple[list[dict], list[dict]]:
    """What is learnt, and what chooses: every eighth sentence, in the order of the alphabet, of
    those that carry one label alone."""
    words = [normalised(one["text"]) for one in examples]
    alone = sorted(text for text, times in Counter(words).items() if times == 1)
    chosen = set(alone[::every])
    kept = [one for one, text in zip(examples, words, strict=True) if text not in chosen]
    return kept, [one for one, text in zip(examples, words, strict=True) if text in chosen]


def half_of(sentences: Iterable[str]) -> list[str]:
    """For each sentence, "a" (chooses) or "b" (scores alone): by turns in the order of the
    alphabet, copies together."""
    words = [normalised(sentence) for sentence in sentences]
    place = {text: at for at, text in enumerate(sorted(set(words)))}
    return ["ab"[place[text] % 2] for text in words]
