"""The scorer socket, and the two lexicon scorers in it: TextBlob and VADER behind the guard."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from analysis.schema import SputlinkError
from analysis.scoring import guard

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

__all__ = ["Scorer", "ScorerError", "Span", "textblob_scorer", "vader_scorer"]

Span = tuple[int, int]
Evidence = tuple[tuple[str, float], ...]


class ScorerError(SputlinkError):
    """A scorer is unknown, or gave back something that is no score; names the scorer and why."""


class Scorer(Protocol):
    """Rows of (sentence, target) in, polarity and its words out.

    The rows have `sentence`, `start` and `end` (the target's span in it), `names` (spans of all
    actors' names, the target's among them), `same` (spans of all mentions of the target's actor)
    and `other_voice` (spans that another voice than the mention's says).
    """

    name: str

    def __call__(self, rows: pd.DataFrame) -> pd.DataFrame | pd.Series: ...


class LexiconScorer:
    """A scorer that looks words up, and sees neither names, neutral words nor other voices.

    Each different masked sentence is scored once and remembered.
    """

    def __init__(
        self,
        name: str,
        analyse: Callable[[str], tuple[float, float, Evidence]],
        *,
        keep: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self.name = name
        self._analyse = lru_cache(maxsize=200_000)(analyse)
        self._keep = keep

    def __call__(self, rows: pd.DataFrame) -> pd.DataFrame:
        names = rows["names"] if "names" in rows else map(guard.find_names, rows["sentence"])
        other = rows["other_voice"] if "other_voice" in rows else [[]] * len(rows)
        scored = [
            self._score(sentence, [*(known or []), *(voice or [])])
            for sentence, known, voice in zip(rows["sentence"], names, other, strict=True)
        ]
        columns = ["polarity", "subjectivity", "coverage", "evidence"]
        table = pd.DataFrame(scored, index=rows.index, columns=columns)
        return table.astype(dict.fromkeys(columns[:3], float))

    def _score(self, sentence: str, hidden: list[Span]) -> tuple[float, float, float, list]:
        keep = self._keep()
        unseen = [*hidden, *guard.neutral_spans(sentence, scorer=self.name, keep=keep)]
        unseen += guard.proper_names(sentence)
        polarity, subjectivity, evidence = self._analyse(guard.mask(sentence, unseen))
        n_words = guard.count_words(sentence, without=unseen)
        known = sum(guard.count_words(words, without=[]) for words, _ in evidence)
        return polarity, subjectivity, min(1.0, known / n_words) if n_words else 0.0, [*evidence]


@lru_cache(maxsize=1)
def _adverbs() -> frozenset[str]:
    """Words that TextBlob lets pass a negation or a degree on to the next word."""
    from textblob.en import sentiment

    sentiment.load()
    return frozenset(word for word, senses in dict.items(sentiment) if "RB" in senses)


def _textblob(sentence: str) -> tuple[float, float, Evidence]:
    # The function below TextBlob's own `.sentiment_assessments`, which calls it twice over.
    from textblob.en import sentiment

    adverbs = _adverbs()
    kept = [
        (" ".join(words), polarity, subjectivity)
        for words, polarity, subjectivity, _ in sentiment(sentence).assessments
        # A word rated 0.0 ('Russian', 'last') would only thin the mean. A neutral adverb stays
        # in the sentence to carry a negation ('not really good'), and counts nothing alone.
        if polarity != 0
        and not all(w in adverbs and guard.is_neutral(w, scorer="textblob") for w in words)
    ]
    if not kept:
        return 0.0, 0.0, ()
    polarity = sum(score for _, score, _ in kept) / len(kept)
    subjectivity = sum(score for _, _, score in kept) / len(kept)
    return polarity, subjectivity, tuple((words, float(score)) for words, score, _ in kept)


@lru_cache(maxsize=1)
def _vader_analyser() -> "SentimentIntensityAnalyzer":
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

    class WithWords(SentimentIntensityAnalyzer):
        def score_valence(self, sentiments: list[float], text: str) -> dict:
            words = SentiText(text).words_and_emoticons
            scores = super().score_valence(sentiments, text)
            return {**scores, "words": list(zip(words, sentiments, strict=True))}

    return WithWords()


def _vader(sentence: str) -> tuple[float, float, Evidence]:
    scores = _vader_analyser().polarity_scores(sentence)
    evidence = tuple((word.lower(), float(s)) for word, s in scores["words"] if s != 0)
    return scores["compound"], np.nan, evidence


textblob_scorer = LexiconScorer("textblob", _textblob, keep=_adverbs)
vader_scorer = LexiconScorer("vader", _vader)
