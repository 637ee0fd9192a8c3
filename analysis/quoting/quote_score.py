"""Someone's words or not? A sum of weights over what can be read beside quotation marks.

Quotation marks also hold titles, names and words that the outlet keeps its distance from. Each
thing that tells them apart is a feature by name; its weight, a log-odds, is in
`data/quotation_weights.csv`, so that every decision can be looked up and added by hand.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.quoting.marks import Marked, last_character
from analysis.quoting.scare import is_title_case, labels, names_something, work_near
from analysis.quoting.speech_report import Report
from analysis.quoting.units import QUOTE, Unit, word_set
from analysis.schema import DATA, LexiconError

__all__ = ["log_odds", "quote_features", "read_weights"]

DECISIONS = ("speech", "end")
_SPEAKING = word_set(
    "i i'm i'll i've i'd we we're we'll we've you you're he she they it it's my our your me us "
    "is are was were will would can can't don't do not have has should that's there's"
)
_TERMS = word_set(
    "word words term terms phrase slogan label name motto title hashtag sign signs banner shirt "
    "hat mantra expression adjective description nickname moniker category"
)
_LINKS = word_set("as of for on in with to by from about against at into")
_NAMING_VERBS = word_set("called dubbed titled entitled named labeled labelled termed billed")


@lru_cache(maxsize=4)
def read_weights(path: Path = DATA / "quotation_weights.csv") -> dict[str, dict[str, float]]:
    """Weights by decision and feature.

    Raises:
        LexiconError: naming file and line of an unknown decision or a weight that is no number.
    """
    weights: dict[str, dict[str, float]] = {decision: {} for decision in DECISIONS}
    for row in read_lexicon(path, columns=["decision", "feature", "weight"]).itertuples(
        index=False
    ):
        try:
            weights[row.decision][row.feature] = float(row.weight)
        except (KeyError, ValueError) as problem:
            raise LexiconError(
                f"{path.name} line {row.line}: decision is one of {', '.join(DECISIONS)} and "
                f"weight a number; found {row.decision}, {row.weight}"
            ) from problem
    return weights


def log_odds(decision: str, features: Iterable[str]) -> float:
    """Log-odds of a decision: its `always` and the weights of the features that hold."""
    weights = read_weights()[decision]
    return weights.get("always", 0.0) + sum(weights.get(name, 0.0) for name in features)


def quote_features(
    text: str, unit: Unit, at: int, span: Marked, report: Report | None
) -> list[str]:
    """What tells whether the marks at a token hold someone's words."""
    inner = text[span.start : span.end]
    words = inner.split()
    return [
        *_inside(inner, words, last_character(text, span)),
        *_beside(text, unit, at, span, words),
        *_governed(at, report),
    ]


def _inside(inner: str, words: list[str], last: str) -> list[str]:
    count = len(words)
    found = [
        next(name for most, name in _LENGTHS if count <= most),
        "ends with a full stop" if last in ".!?…" else "",
        "ends with a comma" if last == "," else "",
        "ends with a question" if last in "!?" else "",
    ]
    if is_title_case(words):
        found.append("one capitalised word" if count == 1 else "title case")
    elif inner[:1].islower():
        found.append("begins lower")
    else:
        found.append("begins upper")
    if any(word.lower().strip(",.!?").replace("’", "'") in _SPEAKING for word in words):
        found.append("has pronoun or auxiliary")
    if any(word.startswith(("http", "#", "@")) for word in words):
        found.append("has address")
    return [name for name in found if name]


_LENGTHS = (
    (1, "1 word"),
    (2, "2 words"),
    (3, "3 words"),
    (5, "4 or 5 words"),
    (9, "6 to 9 words"),
    (10**9, "10 words or more"),
)


def _beside(text: str, unit: Unit, at: int, span: Marked, words: list[str]) -> list[str]:
    before = unit.words[at - 1] if at else ""
    after = unit.words[at + 1] if at + 1 < len(unit) else ""
    before_pos = unit.pos[at - 1] if at else ""
    after_pos = unit.pos[at + 1] if at + 1 < len(unit) else ""
    near = set(unit.words[max(0, at - 3) : at])
    found = {
        "title or name by its neighbours": names_something(text, unit, at, span.start, span.end),
        "label": labels(unit, at),
        "opens the sentence": at == 0,
        "alone": len(unit) <= 2,
        "after a dash": before in ("—", "–", "--", "-"),
        "after that": before == "that",
        "after an article": before in ("the", "a", "an"),
        "after a possessive": before_pos in ("POS", "PRP$"),
        "after a name": before_pos in ("NNP", "NNPS"),
        "after a verb": before_pos.startswith("VB"),
        "after an adjective": before_pos.startswith("JJ"),
        "after " + before: before in _LINKS,
        "after and": before in ("and", "or"),
        "after so-called": bool(near & {"so-called", "nicknamed", "aka", "alias"}),
        "after called": bool(near & _NAMING_VERBS),
        "after a term": bool(near & _TERMS),
        "before a noun": after_pos in ("NN", "NNS"),
        "before a verb": after_pos.startswith("VB") or after_pos == "MD",
        "before an end": after in ("", ".", ",", ";", "?", "!"),
        "before and": after in ("and", "or"),
        "headline": unit.paragraph == 0,
        "markup": unit.words[0] == "<" or "<" in unit.words[max(0, at - 12) : at],
        "several in the sentence": unit.words.count(QUOTE) > 1,
        "unclosed": span.doubt == "unclosed",
        "takes up": span.continues,
        "work near": work_near(unit.words[max(0, at - 6) : at]),
        "title case after an outlet": is_title_case(words) and before in ("'s", "'", "on"),
    }
    return [name for name, holds in found.items() if holds]


def _governed(at: int, report: Report | None) -> list[str]:
    if report is None:
        return ["no cue"]
    takes, cue = report.cue.takes, report.cue
    holding = report.content[0] <= at < report.content[1]
    distance = at - report.cue_stop if report.position == "after" else 0
    saying = "tail" in takes or cue.part == "prep"
    found = {
        "held" if holding else "not held": True,
        "cue of saying": saying,
        "cue names": {"quote", "obj"} <= takes and not takes & {"that", "zero"},
        "cue noun": cue.part == "noun",
        "according to": cue.part == "prep",
        "hostile or endorsing cue": cue.stance in ("hostile", "endorsing"),
        "speaker found": report.source is not None,
        "cue right before": report.position == "after" and distance <= 1,
        "cue near": report.position == "after" and 1 < distance <= 6,
        "cue far": report.position == "after" and distance > 14,
        "held as object": holding and report.frame in ("obj", "of", "noun of", "to", "noun to"),
    }
    return [name for name, holds in found.items() if holds]
