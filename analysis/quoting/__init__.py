"""Whose words they are: quotations, their speakers, and the voice of each mention.

`find_quotes` gives one row per quotation (direct, mixed, indirect, scare) with speaker and cue
verb; `add_voice` tells for each mention whether the outlet speaks or somebody quoted. How often
who speaks about whom is counted in `measuring`.
"""

from analysis.quoting.cues import CueBook, read_cues
from analysis.quoting.quotes import find_quotes, quotes_in, quotes_of
from analysis.quoting.voice import add_voice, other_voice_spans, outermost

__all__ = [
    "CueBook",
    "add_voice",
    "find_quotes",
    "other_voice_spans",
    "outermost",
    "quotes_in",
    "quotes_of",
    "read_cues",
]
