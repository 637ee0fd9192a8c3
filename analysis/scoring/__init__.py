"""How warm the wording is toward each mention, by any scorer that fits the socket.

`add_polarity` adds polarity, coverage and the words that made the score to mentions; `score` does
it for one sentence; `get_scorer` gives a scorer by name. Averages over mentions, with their
intervals, are the work of `measuring`.
"""

from analysis.scoring.guard import find_names
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
from analysis.scoring.target import FOLDER, MODEL, TOKENIZER, TargetScorer, available
from analysis.scoring.target_text import LONGEST, MASK, mask_target, same_name_spans, window

__all__ = [
    "FOLDER",
    "LONGEST",
    "MASK",
    "MODEL",
    "ROW_COLUMNS",
    "SCORERS",
    "TOKENIZER",
    "Scorer",
    "ScorerError",
    "Span",
    "TargetScorer",
    "add_polarity",
    "available",
    "default_scorer",
    "find_names",
    "get_scorer",
    "mask_target",
    "same_name_spans",
    "score",
    "scorer_rows",
    "textblob_scorer",
    "vader_scorer",
    "window",
]
