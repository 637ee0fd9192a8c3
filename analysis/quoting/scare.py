"""Someone's words or not? What can be read in and beside quotation marks.

Marks also hold titles, names and words that the outlet keeps its distance from. Each thing that
tells them apart is a feature by name; its weight is in `data/quotation_weights.csv`.
"""

from functools import lru_cache
from pathlib import Path

from analysis.lexicons import read_lexicon
from analysis.quoting.marks import Marked, last_character
from analysis.quoting.reports import Report
from analysis.quoting.units import Unit
from analysis.reading import NAMES, listed
from analysis.schema import DATA, LexiconError

__all__ = ["is_given_name", "mark_features", "read_titles"]

KINDS = ("work", "outlet", "naming", "label")
_LENGTHS = (
    (1, "1 word"),
    (2, "2 words"),
    (3, "3 words"),
    (5, "4 or 5 words"),
    (9, "6 to 9 words"),
)
_ENDS = {
    **dict.fromkeys(".…", "ends with a full stop"), **dict.fromkeys("!?", "ends with a question"),
    ",": "ends with a comma",
}  # fmt: skip


@lru_cache(maxsize=4)
def read_titles(path: Path = DATA / "titles.csv") -> dict[tuple[str, str], str]:
    """Words beside titles: (word, side) to kind (work, outlet, naming, label).

    Raises:
        LexiconError: naming file and line of an unknown side or kind.
    """
    titles = {}
    for row in read_lexicon(path, columns=["word", "side", "kind"]).itertuples(index=False):
        if row.side not in ("before", "after") or row.kind not in KINDS:
            raise LexiconError(
                f"{path.name} line {row.line}: side is before or after, kind is one of "
                f"{', '.join(KINDS)}; found {row.side}, {row.kind}"
            )
        titles[row.word, row.side] = row.kind
    return titles


def mark_features(
    text: str, unit: Unit, at: int, *, span: Marked, report: Report | None
) -> list[str]:
    """What tells whether the marks at a word of a unit hold someone's words."""
    words = text[span.start : span.end].split()
    inside = _inside(words, last_character(text, span))
    governed = _governed(unit, at, report)
    return [
        *inside,
        *_neighbours(unit, at, titled=_is_title_case(words)),
        *_in_the_tree(unit, at),
        *_around(text, unit, at, span),
        *governed,
        *(f"{one}, {other}" for one in (*inside[:3], unit.pos(at)) for other in governed[:2]),
    ]


def _inside(words: list[str], last: str) -> list[str]:
    plain = [word.lower().strip(",.!?").replace("’", "'") for word in words]
    first = words[0][:1] if words else ""
    case = "one capitalised word" if len(words) == 1 else "title case"
    found = {
        next((name for most, name in _LENGTHS if len(words) <= most), "10 words or more"): True,
        _ENDS.get(last, "ends without a mark"): True,
        case
        if _is_title_case(words)
        else "begins lower"
        if first.islower()
        else "begins upper": True,
        "has pronoun or auxiliary": not listed("speaking").isdisjoint(plain),
        "has address": any(word.startswith(("http", "#", "@")) for word in words),
    }
    return [name for name, holds in found.items() if holds]


def _is_title_case(words: list[str]) -> bool:
    """'Good Morning America', 'The View': capitals throughout, and nobody speaking."""
    if not words or not words[0][:1].isupper():
        return False
    if any(word.lower().strip(",.!?") in listed("personal") for word in words):
        return False
    small = listed("title_small")
    return all(word[:1].isupper() or word[:1].isdigit() or word.lower() in small for word in words)


def is_given_name(text: str, unit: Unit, at: int, span: Marked) -> bool:
    """'an operation named "Grey Wolf"', 'was dubbed the "Grey Wolf"': a name, nobody's words."""
    verbs = [k for k in range(max(0, at - 2), at) if unit.lemma(k) in listed("naming_verb")]
    named = any(unit.clauses.passive(k) for k in verbs)
    return named and _is_title_case(text[span.start : span.end].split())


def _neighbours(unit: Unit, at: int, *, titled: bool) -> list[str]:
    """Words right before and after, by kind; with what they mean beside a title."""
    case = "title case " if titled else "other "
    before = [word for word in unit.words[max(0, at - 8) : at] if word not in (",", ":")]
    after = unit.words[at + 1 : at + 2]
    titles = read_titles()
    found = [
        f"{titles[word, 'before']} before" for word in before[-1:] if (word, "before") in titles
    ]
    found += [f"{titles[word, 'after']} after" for word in after if (word, "after") in titles]
    if (
        before[-1:] in (["'s"], ["'"])
        and titles.get((before[-2], "before") if before[1:] else ("", "")) == "outlet"
    ):
        found.append("after an outlet's")
    if any(titles.get((word, "before")) == "naming" for word in before[-2:]):
        found.append("naming near")
    if any(titles.get((word, "before")) in ("work", "outlet") for word in before[-6:]):
        found.append("work near")
    if before and before[-1] in listed("linking_quote"):
        found.append("after " + before[-1])
    if listed("naming") & set(before[-3:]):
        found.append("after called")
    if before and before[-1] in listed("naming"):
        found.append("right after called")
    if listed("wording") & set(before[-3:]):
        found.append("after a term")
    return [*found, *(case + name for name in found)]


def _in_the_tree(unit: Unit, at: int) -> list[str]:
    over = unit.head(at)
    if over is None:
        return ["hangs on nothing"]
    dep = unit.dep(at).split(":")[0]
    return [f"hangs as {dep}", f"hangs as {dep} on {unit.pos(over)[:2]}"]


def _around(text: str, unit: Unit, at: int, span: Marked) -> list[str]:
    before = unit.words[at - 1] if at else ""
    after = unit.words[at + 1] if at + 1 < len(unit) else ""
    before_pos = unit.pos(at - 1) if at else ""
    after_pos = unit.pos(at + 1) if after else ""
    found = {
        "opens the sentence": at == 0,
        "alone": len(unit) <= 2,
        "after a dash": before in ("—", "–", "--", "-"),
        "after that": before == "that",
        "after an article": before in ("the", "a", "an"),
        "after a possessive": before_pos in ("POS", "PRP$"),
        "after a name": before_pos in NAMES,
        "after a verb": before_pos.startswith("VB"),
        "after an adjective": before_pos.startswith("JJ"),
        "after and": before in ("and", "or"),
        "article and noun": before in ("the", "a", "an", "'s", "this", "its")
        and after_pos[:2] == "NN",
        "before a noun": after_pos in ("NN", "NNS"),
        "before a verb": after_pos.startswith("VB") or after_pos == "MD",
        "before an end": after in ("", ".", ",", ";", "?", "!"),
        "before and": after in ("and", "or"),
        "headline": unit.paragraph == 0,
        "markup": "<" in unit.words[max(0, at - 12) : at],
        "several in the sentence": sum(which is not None for which in unit.quotes) > 1,
        "unclosed": span.doubt == "unclosed",
        "takes up": span.continues,
    }
    return [name for name, holds in found.items() if holds]


def _kind(report: Report) -> str:
    saying = "tail" in report.cue.takes or report.cue.part == "prep"
    return "saying" if saying else "listed" if report.cue.listed else "unlisted"


def _governed(unit: Unit, at: int, report: Report | None) -> list[str]:
    if report is None:
        return ["no cue"]
    kind = _kind(report)
    takes, cue = report.cue.takes, report.cue
    holding = report.content[0] <= at < report.content[1]
    distance = at - report.cue_span[1] if report.position == "after" else 0
    found = {
        f"{kind} {report.frame}": True,
        kind: True,
        f"cue {cue.lemma}": True,
        "held" if holding else "not held": True,
        "is the content": report.head == at,
        "cue of saying": "tail" in takes or cue.part == "prep",
        "cue unlisted": not cue.listed,
        "cue names": {"quote", "obj"} <= takes and not takes & {"that", "zero"},
        "cue noun": cue.part == "noun",
        "cue of naming": cue.lemma in listed("naming_verb"),
        "named by": cue.lemma in listed("naming_verb") and unit.clauses.passive(report.at),
        "according to": cue.part == "prep",
        "hostile or endorsing cue": cue.stance in ("hostile", "endorsing"),
        "speaker found": report.source is not None,
        "cue right before": report.position == "after" and distance <= 1,
        "cue near": report.position == "after" and 1 < distance <= 6,
        "cue far": report.position == "after" and distance > 14,
        f"{'held' if holding else 'not held'} {report.frame}": True,
    }
    return [name for name, holds in found.items() if holds]
