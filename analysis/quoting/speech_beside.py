"""Speakers beside a quotation that no listed cue governs, and cues that end with a colon."""

from lemminflect import getLemma

from analysis.quoting import cue_nouns
from analysis.quoting.cues import Cue, CueBook
from analysis.quoting.phrases import (
    is_nominal,
    phrase_left,
    phrase_right,
    source_left,
    verb_group_start,
)
from analysis.quoting.speech_report import Report
from analysis.quoting.speech_verbs import first_subject, is_verb
from analysis.quoting.units import SPEECH, Unit

__all__ = ["find_lead", "find_speaker_beside", "headed_quote", "owned_quote"]


def find_lead(unit: Unit, book: CueBook) -> Report | None:
    """The cue of a unit that ends with a colon and leaves its quotation to the next paragraph."""
    if unit.words[-1] != ":":
        return None
    for at in range(len(unit) - 2, -1, -1):
        matched = book.match("verb", unit.words, at)
        if matched is None or not is_verb(unit, at, matched[0]):
            continue
        if not matched[1].takes & {"tail", "quote", "zero"}:
            continue
        group = verb_group_start(unit, at)
        source = source_left(unit, group) or first_subject(unit, group)
        if source is not None:
            stop = at + matched[0]
            return Report(matched[1], group, stop, source, (stop, stop), "after", "lead")
    source = cue_nouns.colon_source(unit, len(unit) - 1) or first_subject(unit, len(unit) - 1)
    if source is None:
        return None
    last = len(unit) - 1
    return Report(cue_nouns.COLON, last, last + 1, source, (last, last), "after", "lead")


def find_speaker_beside(unit: Unit, at: int, book: CueBook) -> Report | None:
    """Source and verb beside a quotation whose verb is in no list: 'he demurred: QUOTE'."""
    after = at + 1 + (unit.words[at + 1 : at + 2] == [","])
    if unit.pos[at] == SPEECH and after < len(unit):
        end = phrase_right(unit, after)
        if after < end < len(unit) and is_nominal(unit, end - 1):
            verb = end
            while verb < len(unit) - 1 and unit.pos[verb] in ("RB", "MD"):
                verb += 1
            if unit.pos[verb] in ("VBD", "VBZ", "VBP") or unit.pos[verb].startswith("NN"):
                return _unlisted(unit, verb, (after, end - 1), at, book)
    before = at - 1
    if before > 0 and unit.words[before] in (",", ":"):
        verb = before - 1
        while verb > 0 and not unit.pos[verb].startswith("VB") and before - verb < 8:
            verb -= 1
        if unit.pos[verb] in ("VBD", "VBZ", "VBG"):
            group = verb_group_start(unit, verb)
            source = source_left(unit, group) or first_subject(unit, group)
            if source is not None:
                return _unlisted(unit, verb, source, at, book)
    return None


def headed_quote(unit: Unit, at: int) -> Report | None:
    """'QUOTE: Orlan warns Norland', as headlines have it."""
    if at or unit.words[1:2] != [":"]:
        return None
    end = phrase_right(unit, 2)
    if end == 2 or unit.pos[end - 1] not in ("NNP", "NNPS"):
        return None
    return Report(cue_nouns.COLON, 1, 2, (2, end - 1), (0, 1), "before", "colon")


def owned_quote(unit: Unit, at: int, book: CueBook) -> Report | None:
    """A quotation that belongs to a noun of speech: 'chants of QUOTE', "Romney's QUOTE comment"."""
    for noun in (at - 1, at - 2, at + 1):
        if not 0 <= noun < len(unit) or unit.words[at - 1] not in (
            "of",
            "'s",
            "'",
            unit.words[noun],
        ):
            continue
        matched = book.match("noun", unit.words, noun)
        if matched is None or (noun == at - 2 and unit.words[at - 1] != "of"):
            continue
        source = cue_nouns.noun_source(unit, noun)
        if noun == at + 1:
            if at < 2 or unit.pos[at - 1] != "POS" or not is_nominal(unit, at - 2):
                continue
            source = phrase_left(unit, at - 2)[0], at - 2
        return Report(matched[1], noun, noun + 1, source, (at, at + 1), "after", "noun quote")
    return None


def _unlisted(unit: Unit, verb: int, source: tuple[int, int], at: int, book: CueBook) -> Report:
    matched = book.match("verb", unit.words, verb)
    word = unit.words[verb]
    lemma = (getLemma(word, upos="VERB") or (word,))[0]
    cue = matched[1] if matched else Cue(lemma, "verb", "neutral", frozenset(["quote"]))
    position = "before" if at < verb else "after"
    return Report(cue, verb, verb + 1, source, (at, at + 1), position, "unlisted")
