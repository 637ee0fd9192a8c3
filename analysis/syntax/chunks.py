"""Phrases of one sentence: noun phrases, verb groups, and what links them."""

from analysis.syntax.grammar import listed
from analysis.syntax.noun_phrases import ADJECTIVES, Chunk, noun_phrase
from analysis.syntax.retag import correct_tags, lowered
from analysis.syntax.verb_groups import verb_group

_KINDS = {
    "WP": "WH", "WDT": "WH", "WRB": "WADV", "CC": "CC", ",": "COMMA", ";": "STOP", ":": "STOP",
    ".": "STOP", '"': "QUOTE", "(": "PAREN", ")": "PAREN", "-": "PAREN", "TO": "PREP", "EX": "EX",
}  # fmt: skip


def chunk(words: list[str], tags: list[str]) -> tuple[list[Chunk], list[str]]:
    """Phrases in order, and the corrected tags they rest on; every token is in one phrase."""
    tags = correct_tags(words, tags)
    lower = lowered(words)
    chunks: list[Chunk] = []
    i = 0
    while i < len(words):
        made = (
            verb_group(i, lower, tags, chunks)
            or noun_phrase(i, lower, tags)
            or [_link(i, lower, tags)]
        )
        named = chunks and chunks[-1].kind == "NP" and not chunks[-1].pronoun
        if named and made[0].pronoun and lower[i].endswith(("self", "selves")):
            made[0].kind = "ADV"  # 'Putin himself said'
        chunks.extend(made)
        i = made[-1].last + 1
    return chunks, tags


def _link(i, lower, tags):
    tag = tags[i]
    if tag in _KINDS:
        return Chunk(_KINDS[tag], i, i, i, pronoun=tag in ("WP", "WDT"))
    if tag == "IN":
        return Chunk("SUB" if lower[i] in listed("subordinator") | {"that"} else "PREP", i, i, i)
    return Chunk("ADJ" if tag in ADJECTIVES else "ADV", i, i, i)
