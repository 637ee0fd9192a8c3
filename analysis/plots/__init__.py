"""One verb a picture: a table that was aggregated before in, matplotlib Axes out.

Nothing is computed here and nothing shown; the caller aggregates first.
"""

from analysis.plots.contrasts import differences, key_words, shift, speaker_matrix
from analysis.plots.corrections import confusion, naive_and_corrected
from analysis.plots.coverage import furniture_over_page, mentions_over_article, presence
from analysis.plots.cuts import told_over_cuts
from analysis.plots.growth import growth
from analysis.plots.polarity import (
    estimates,
    estimates_beside,
    heatmap,
    polarity_by_period,
    voice_key,
    words_behind,
)
from analysis.plots.relations import (
    parts,
    relation_matrix,
    relation_network,
    relation_networks,
)
from analysis.plots.scorers import benchmarks, name_swap, scorers_apart
from analysis.plots.style import FOR_PAGES

__all__ = [
    "FOR_PAGES",
    "benchmarks",
    "confusion",
    "differences",
    "estimates",
    "estimates_beside",
    "furniture_over_page",
    "growth",
    "heatmap",
    "key_words",
    "mentions_over_article",
    "naive_and_corrected",
    "name_swap",
    "parts",
    "polarity_by_period",
    "presence",
    "relation_matrix",
    "relation_network",
    "relation_networks",
    "scorers_apart",
    "shift",
    "speaker_matrix",
    "told_over_cuts",
    "voice_key",
    "words_behind",
]
