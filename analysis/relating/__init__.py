"""Who is told as for or against whom: one row per sentence and ordered pair of actors in it.

`find_relations` takes mentions with their voice, sentences and tokens, and gives the table
`relations`: what a pair scorer reads of the attitude of one to the other, the deed between them,
whose telling it is, and what kind of tie it is. The scorer itself is in `scoring`; means, camps and
parts are the work of `measuring`, the pictures of `plots`.
"""

from analysis.relating.attitudes import PROBABILITIES, Pairs, default_pairs, name_of
from analysis.relating.pairing import CappedWarning
from analysis.relating.relations import CUT, MOST, TIES, find_relations, no_relations

__all__ = [
    "CUT",
    "MOST",
    "PROBABILITIES",
    "TIES",
    "CappedWarning",
    "Pairs",
    "default_pairs",
    "find_relations",
    "name_of",
    "no_relations",
]
