"""How warm the wording is toward each mention, by any scorer that fits the socket.

`add_polarity` adds polarity, coverage and the words that made the score to mentions; `score` does
it for one sentence; `get_scorer` gives a scorer by name. `pair_scorer` tells who of two actors in
a sentence is for or against the other. Averages over mentions, with their
intervals, are the work of `measuring`.
"""

from analysis.scoring.fitted import MODEL, TOKENIZER, ModelError
from analysis.scoring.guard import find_names
from analysis.scoring.pair_text import MARKERS, encode_pair
from analysis.scoring.pairs import (
    PAIR_CLASSES,
    PAIR_CUT,
    PAIR_FOLDER,
    PairScorer,
    pair_scorer,
    pairs_available,
)
from analysis.scoring.polarity import (
    ROW_COLUMNS,
    SCORERS,
    add_polarity,
    default_scorer,
    get_scorer,
    score,
    scorer_rows,
)
from analysis.scoring.scorers import Scorer, ScorerError, Span, textblob_scorer, vader_scorer
from analysis.scoring.target import FOLDER, TargetScorer, available
from analysis.scoring.target_text import (
    LONGEST,
    MASK,
    SpanError,
    mask_target,
    same_name_spans,
    window,
)

__all__ = [
    "FOLDER",
    "LONGEST",
    "MARKERS",
    "MASK",
    "MODEL",
    "PAIR_CLASSES",
    "PAIR_CUT",
    "PAIR_FOLDER",
    "ROW_COLUMNS",
    "SCORERS",
    "TOKENIZER",
    "ModelError",
    "PairScorer",
    "Scorer",
    "ScorerError",
    "Span",
    "SpanError",
    "TargetScorer",
    "add_polarity",
    "available",
    "default_scorer",
    "encode_pair",
    "find_names",
    "get_scorer",
    "mask_target",
    "pair_scorer",
    "pairs_available",
    "same_name_spans",
    "score",
    "scorer_rows",
    "textblob_scorer",
    "vader_scorer",
    "window",
]
