"""Estimates with their n and their interval, from tidy tables of mentions.

`*_by` functions aggregate, `compare` and `compare_all` contrast two sides, `keyness` and
`word_shift` name the words behind a difference, `match_events` tells which articles tell the same
event. Whole articles are resampled, never sentences. Pictures
are drawn in `plots`; how far a scorer errs is asked in `validating`.
"""

from analysis.measuring.camps import camps_by, frustration_by, most_told, signed_network
from analysis.measuring.compare import compare, compare_all
from analysis.measuring.contrast import hedges_g
from analysis.measuring.deeds import agency_by, done, triples_by, verbs_by
from analysis.measuring.descriptors import descriptors_by
from analysis.measuring.events import events_of, match_events
from analysis.measuring.firm import firm
from analysis.measuring.frames import find_frames, frames_by, read_frames
from analysis.measuring.framing import SMALL, add_constructed, cells_by_article, framing_by
from analysis.measuring.intervals import bounds, effective_number, interval, resamples, spread
from analysis.measuring.keyness import keyness, words_near
from analysis.measuring.loaded import add_loaded, loaded_words_by, read_loaded_words
from analysis.measuring.networks import compare_all_networks, compare_networks
from analysis.measuring.parts import PARTS, find_parts, leading_parts, parts_by, read_parts
from analysis.measuring.periods import add_period, reindex_periods
from analysis.measuring.presence import brief, of_actors, presence_by, require_any
from analysis.measuring.relations import add_tie, relations_by, told
from analysis.measuring.saying import counted, plain, span
from analysis.measuring.shift import word_contributions, word_shift, words_by
from analysis.measuring.speech import (
    named_speakers,
    speakers_by,
    speaks_about,
    stances_by,
    utterances,
)
from analysis.measuring.stance import stance_by_article
from analysis.measuring.story import Story, sentence_vectors, tell_story, told_events

__all__ = [
    "PARTS",
    "SMALL",
    "Story",
    "add_constructed",
    "add_loaded",
    "add_period",
    "add_tie",
    "agency_by",
    "bounds",
    "brief",
    "camps_by",
    "cells_by_article",
    "compare",
    "compare_all",
    "compare_all_networks",
    "compare_networks",
    "counted",
    "descriptors_by",
    "done",
    "effective_number",
    "events_of",
    "find_frames",
    "find_parts",
    "firm",
    "frames_by",
    "framing_by",
    "frustration_by",
    "hedges_g",
    "interval",
    "keyness",
    "leading_parts",
    "loaded_words_by",
    "match_events",
    "most_told",
    "named_speakers",
    "of_actors",
    "parts_by",
    "plain",
    "presence_by",
    "read_frames",
    "read_loaded_words",
    "read_parts",
    "reindex_periods",
    "relations_by",
    "require_any",
    "resamples",
    "sentence_vectors",
    "signed_network",
    "span",
    "speakers_by",
    "speaks_about",
    "spread",
    "stance_by_article",
    "stances_by",
    "tell_story",
    "told",
    "told_events",
    "triples_by",
    "utterances",
    "verbs_by",
    "word_contributions",
    "word_shift",
    "words_by",
    "words_near",
]
