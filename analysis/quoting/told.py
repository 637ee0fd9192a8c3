"""What tells a report from another use of the same words: features of what is said by whom how."""

from analysis.naming import read_persons
from analysis.quoting.people import read_not_speakers
from analysis.quoting.reports import Report
from analysis.quoting.units import Unit
from analysis.reading import NAMES, listed, noun_lemma, shipped

__all__ = ["report_features"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SIZES = ((1, "1"), (2, "2"), (4, "4"), (8, "8"), (15, "15"), (30, "30"))


def report_features(unit: Unit, report: Report) -> list[str]:
    """By name, what holds of a report; the weights are in `data/quotation_weights.csv`."""
    cue, frame = report.cue, report.frame
    source = source_kind(unit, report)
    return [
        f"frame {frame}",
        f"{frame} {source}",
        f"{frame} {report.position}",
        f"cue {cue.lemma}",
        f"{cue.lemma} {frame}",
        *_listing(report),
        *_standing(unit, report),
        *_content(unit, report),
    ]


def _listing(report: Report) -> list[str]:
    cue, frame = report.cue, report.frame
    if not cue.listed:
        return ["unlisted", f"unlisted {frame}"]
    takes = frame.removeprefix("noun ") in cue.takes
    saying = "tail" in cue.takes or cue.part == "prep"
    return [
        f"{cue.part} {cue.stance}",
        f"{frame} {'taken' if takes else 'not taken'}",
        f"{frame} {'saying' if saying else 'not saying'}",
    ]


def source_kind(unit: Unit, report: Report) -> str:
    """Who is said to speak: a name, a pronoun, a person, several, a thing, nobody."""
    if report.source is None:
        return "nobody"
    first, stop = report.source
    words, last = unit.words[first:stop], stop - 1
    if words[-1] in ("i", "we", "you", "he", "she", "it", "they", "who", "which", "that", "this"):
        return words[-1]
    if words[-1] in read_not_speakers():
        return "thing"
    if any(unit.pos(k) in NAMES for k in range(first, stop)):
        return "name"
    titles = read_persons()["title"]
    if any(noun_lemma(word) in titles for word in words):
        return "titled"
    return "several" if unit.pos(last) == "NNS" else "one" if unit.pos(last) == "NN" else "other"


def _standing(unit: Unit, report: Report) -> list[str]:
    """In what kind of clause the cue stands."""
    at, frame = report.at, report.frame
    aux = [unit.word(kid) for kid in unit.under(at, "aux")]
    no = any(
        word in listed("negation")
        for word in (unit.word(kid) for kid in unit.under(at, "advmod", "det"))
    )
    found = {
        f"cue as {unit.dep(at)}": True,
        f"cue tagged {unit.pos(at)}": True,
        f"{frame} tagged {unit.pos(at)}": True,
        "negated": no,
        "behind a preposition": unit.pos(at) == "VBG" and bool(unit.marks(at)),
        "modal": any(word in listed("modal") for word in aux),
        "progressive": "be" in {unit.lemma(kid) for kid in unit.under(at, "aux")},
        "passive": bool(unit.under(at, "aux:pass")),
        "if": bool(unit.marks(at) & {"if", "whether", "unless"}),
        "headline": unit.paragraph == 0,
        "asks": unit.words[-1] == "?",
        f"source {source_kind(unit, report)}": True,
        f"source right before {report.source is not None and report.source[1] == at}": True,
    }
    return [name for name, holds in found.items() if holds]


def _content(unit: Unit, report: Report) -> list[str]:
    first, stop = report.content
    head, frame = report.head, report.frame
    words = range(first, stop)
    size = next((name for most, name in _SIZES if stop - first <= most), "more")
    finite = any(unit.pos(k) in _FINITE for k in words)
    lemma = noun_lemma(unit.lemma(head))
    found = {
        f"{frame} size {size}": True,
        f"{frame} of the root": unit.head(head) is None,
        f"{frame} as {unit.dep(head)}": True,
        f"{frame} from the front": first == 0,
        f"{frame} to the end": stop >= len(unit) - 1,
        f"{frame} finite": finite,
        f"{frame} head {unit.pos(head)}": True,
        f"{frame} deed": lemma in shipped("nominalisations"),
        f"{frame} definite": bool(
            {unit.word(k) for k in unit.under(head, "det")} & {"the", "this", "that"}
        ),
        f"{frame} owned": bool(unit.under(head, "nmod:poss")),
        f"{frame} with clause": bool(unit.under(head, "acl", "acl:relcl")),
        f"{frame} with nmod": bool(unit.under(head, "nmod")),
        f"{frame} with subject": bool(unit.under(head, "nsubj", "nsubj:pass")),
        f"{frame} modal": any(unit.word(k) in listed("modal") for k in unit.under(head, "aux")),
        f"{frame} tensed {unit.pos(head)[:3]}": finite,
        "holds a quotation": any(unit.is_quote(k) for k in words),
        f"{frame} is a quotation": unit.is_quote(head),
        f"{frame} content {lemma}": unit.pos(head).startswith("NN") and frame == "obj",
        "after a colon": first > 0 and unit.words[first - 1] == ":",
        f"after a comma {frame}": first > 0 and unit.words[first - 1] == ",",
    }
    return [name for name, holds in found.items() if holds]
