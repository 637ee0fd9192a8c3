"""Phrases of one sentence: noun phrases, verb groups, and what links them."""

from dataclasses import replace

from analysis.reading.noun_phrases import ADJECTIVES, Chunk, noun_phrase
from analysis.reading.retag import correct_tags, lowered
from analysis.reading.verb_groups import verb_group
from analysis.reading.verbs import noun_lemma, shipped, verb_lemma
from analysis.reading.word_classes import listed

__all__ = ["chunk"]

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
        chunks.extend(_receiver_apart(made, chunks, lower, tags))
        i = made[-1].last + 1
    return chunks, tags


def _receiver_apart(
    made: list[Chunk], chunks: list[Chunk], lower: list[str], tags: list[str]
) -> list[Chunk]:
    """'gave Ukraine weapons': two noun phrases, where one would be weapons of Ukraine."""
    piece, before = made[0], chunks[-1] if chunks else None
    if piece.kind != "NP" or piece.possessors or before is None or before.kind != "VG":
        return made
    thing = tags[piece.head] in ("NN", "NNS") and noun_lemma(lower[piece.head])
    if not thing or thing in shipped("bodies"):
        return made
    start = stop = piece.first + (tags[piece.first] == "DT")
    while tags[stop] in ("NNP", "NNPS"):
        stop += 1
    if stop == start or verb_lemma(lower[before.head]) not in listed("handing"):
        return made
    return [replace(piece, last=stop - 1, head=stop - 1), replace(piece, first=stop)]


def _link(i: int, lower: list[str], tags: list[str]) -> Chunk:
    tag = tags[i]
    if tag in _KINDS:
        return Chunk(_KINDS[tag], i, i, i, pronoun=tag in ("WP", "WDT"))
    if tag == "IN":
        return Chunk("SUB" if lower[i] in listed("subordinator") | {"that"} else "PREP", i, i, i)
    return Chunk("ADJ" if tag in ADJECTIVES else "ADV", i, i, i)
