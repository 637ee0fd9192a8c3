"""What may be a report in a unit: a cue, whose it is, and the part of the tree that tells it."""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.quoting.cues import COLON, VIEW, Cue, CueBook
from analysis.quoting.sources import adds, noun_source, phrase_of, verb_source
from analysis.quoting.units import Unit
from analysis.reading import listed

__all__ = ["Report", "cue_of", "lead", "possible_reports"]

Span = tuple[int, int]  # first word, stop
_CLAUSAL = ("ccomp", "xcomp", "csubj", "csubj:pass")
_BESIDE = ("parataxis", "discourse")
_ASIDES = ("parataxis", "acl:relcl", "appos", "acl", "advcl", "dep")
_CLAUSE_HEADS = ("conj", "ccomp", "advcl", "parataxis", "acl:relcl", "acl", "xcomp")
_OF_ANY = ("that", "wh", "quote")  # what a verb that is in no list may carry
_LEVELS = 3  # clauses over a cue that may be what it reports


class Report(NamedTuple):
    """One report, or what may be one; places are words of the unit, stops exclusive."""

    cue: Cue
    at: int  # the word that is the cue, or its first word
    cue_span: Span
    source: Span | None
    head: int  # the word on which the content hangs together
    content: Span
    position: str  # how the content lies to the cue: after, before, around
    frame: str  # what carries the content: that, zero, wh, to, ing, obj, as, a preposition ...


def possible_reports(unit: Unit, book: CueBook) -> list[Report]:
    """Everything in a unit that has the build of a report, by cue."""
    found: list[Report] = []
    for at in range(len(unit)):
        if unit.is_quote(at) or unit.dep(at) in ("aux", "aux:pass", "cop", "punct", "flat"):
            continue
        found += _of_verb(unit, at, book)
        found += _of_noun(unit, at, book)
        found += _according(unit, at, book)
    found += _colon(unit)
    return [report for report in found if report.content[0] < report.content[1]]


def trimmed(unit: Unit, first: int, stop: int) -> Span:
    """A stretch without the punctuation and the conjunctions at its edges."""
    while first < stop and unit.dep(first) in ("punct", "cc"):
        first += 1
    while (
        stop > first
        and unit.dep(stop - 1) in ("punct", "cc", "mark")
        and not unit.is_quote(stop - 1)
    ):
        stop -= 1
    return first, stop


def _of_verb(unit: Unit, at: int, book: CueBook) -> Iterator[Report]:
    predicate = unit.pos(at).startswith("VB") or bool(unit.under(at, "cop", "nsubj", "nsubj:pass"))
    if not predicate:
        return
    cue, stop = cue_of(unit, at, book)
    source = verb_source(unit, at)
    within = range(at + 1, stop)  # 'made clear that': the content hangs on 'clear'
    kids = [kid for k in (at, *within) for kid in unit.kids[k] if kid not in within]
    for kid in kids:
        frame = _frame(unit, at, kid, cue)
        if frame is None or not (cue.listed or frame in _OF_ANY or unit.is_quote(kid)):
            continue
        content, position = _content(unit, at, kid, source, frame)
        yield Report(cue, at, (at, stop), source, kid, content, position, frame)
    yield from _beside(unit, at, (cue, stop), source)


def _content(unit: Unit, at: int, kid: int, source: Span | None, frame: str) -> tuple[Span, str]:
    """What hangs on a verb by the word `kid`, less the cue and its source, and where it lies."""
    if unit.is_quote(kid) and not unit.under(kid, "nsubj", "nsubj:pass", "cop", "aux", "case"):
        return (kid, kid + 1), "before" if kid < at else "after"
    first, stop = unit.first[kid], unit.last[kid] + 1
    given = [one for one in unit.under(at, "obj", "iobj") if at < one < kid]
    if frame in ("to", "of", "for") and given and unit.dep(kid) != "obj":
        first = unit.first[given[-1]]  # 'urged Kiev to accept', 'accused Kiev of breaking'
    low, high = at, at + 1
    if source is not None and not source[0] <= kid < source[1]:
        low, high = min(low, source[0]), max(high, source[1])
    if kid < at:
        return trimmed(unit, first, min(stop, low if low > kid else at)), "before"
    if first <= at:
        first = at + 1
    if first < high <= kid:
        first = high
    others = [k for k in unit.under(kid, "advcl", "conj") if k > kid and adds(unit, k)]
    stop = min([stop, *(unit.first[k] for k in others)])
    if frame == "obj" and ":" in unit.words[kid:stop]:
        stop = unit.words.index(":", kid)
    opened = _opened_before(unit, at, low, kid) if frame == "zero" else None
    if opened is not None:
        return trimmed(unit, opened, stop), "around"
    return trimmed(unit, first, stop), "after"


def _opened_before(unit: Unit, at: int, low: int, kid: int) -> int | None:
    """'If it rains, Orlan said, they will wait': where a content begins that the cue stands in."""
    if not 0 < low <= at < kid - 1 or unit.words[low - 1] != "," or unit.words[at + 1] != ",":
        return None
    lead = [k for k in unit.under(at, "advcl", "obl", "advmod", "obl:unmarked") if k < low]
    return unit.first[lead[0]] if lead else None


def _frame(unit: Unit, at: int, kid: int, cue: Cue) -> str | None:
    """What carries a content that hangs on the verb `at`; None where it can't be one."""
    dep = unit.dep(kid)
    marks = unit.marks(kid)
    if dep in _CLAUSAL:
        if "to" in marks:
            return "to" if "to" in cue.takes else None
        if unit.pos(kid) == "VBG" and not unit.under(kid, "nsubj", "aux"):
            return "ing" if "ing" in cue.takes or unit.marks(kid) else None
        if "that" in marks:
            return "that"
        asks = marks & {"whether", "if"} or unit.pos(unit.first[kid]) in ("WRB", "WP", "WDT")
        if dep == "xcomp" and not asks:
            named = cue.lemma in listed("naming_verb") or unit.is_quote(kid)
            return "small" if named else None
        return "wh" if asks else "zero"
    if dep == "parataxis" and kid > at and cue.takes & {"zero", "quote"}:
        edge = {unit.words[max(unit.first[kid] - 1, 0)], unit.words[unit.first[kid]]}
        return None if edge & {";", "—", "–"} else "zero"
    if dep in ("obj", "nsubj") and unit.is_quote(kid):
        return "quote"
    if dep == "obj":
        behind_comma = "," in unit.words[max(at, unit.first[kid] - 1) : unit.first[kid] + 1]
        return "obj" if "obj" in cue.takes and not behind_comma else None
    if dep in ("obl", "advcl"):
        cases = unit.cases(kid).split() or sorted(marks)
        known = cases and cases[-1] in cue.takes
        return cases[-1] if known else None
    return None


def _beside(unit: Unit, at: int, cue: tuple[Cue, int], source: Span | None) -> Iterator[Report]:
    """'Talks had failed, officials said', 'as Reuters reported, talks had failed'."""
    marks = unit.marks(at)
    own = unit.first[at], unit.last[at] + 1
    aside = source is not None and unit.dep(at) in _ASIDES and _between_commas(unit, at, own)
    told = unit.under(at, "obj", "ccomp", "xcomp", "cop")
    as_clause = unit.dep(at) == "advcl" and "as" in marks and source is not None and not told
    if not (aside or as_clause or unit.dep(at) in _BESIDE) or unit.under(at, "ccomp"):
        return
    frame = "as" if as_clause else "aside" if aside else "tail"
    for over in _clauses_above(unit, at):
        content, position = _less(unit, (unit.first[over], unit.last[over] + 1), own, over)
        yield Report(cue[0], at, (at, cue[1]), source, over, content, position, frame)


def _between_commas(unit: Unit, at: int, own: Span) -> bool:
    """'The plan, he said, works', where 'he said' is read as told of the plan."""
    subjects = unit.under(at, "nsubj")
    if not subjects or unit.pos(subjects[0]) in ("WP", "WDT") or at + 1 >= len(unit):
        return False
    before = min(unit.first[subjects[0]], at) - 1
    return before >= 0 and unit.words[before] == "," and unit.words[at + 1] in (",", ".")


def _clauses_above(unit: Unit, at: int) -> list[int]:
    """The clauses that a word hangs on, the nearest first; at most `_LEVELS`."""
    found: list[int] = []
    over = unit.head(at)
    while over is not None and len(found) < _LEVELS:
        root = unit.head(over) is None
        if root or unit.dep(over) in _CLAUSE_HEADS or unit.under(over, "nsubj", "nsubj:pass"):
            found.append(over)
        over = unit.head(over)
    return found


def _less(unit: Unit, whole: Span, own: Span, over: int) -> tuple[Span, str]:
    """A clause without the cue's that hangs on it."""
    before, after = trimmed(unit, whole[0], own[0]), trimmed(unit, own[1], whole[1])
    if over > own[0] and before[1] - before[0] == 0:
        return after, "after"
    if over < own[0] and after[1] - after[0] == 0:
        return before, "before"
    if (
        over < own[0]
        and unit.under(over, "nsubj", "nsubj:pass", "cop")
        and _whole_before(unit, over, own)
    ):
        return before, "before"
    return trimmed(unit, *whole), "around"


def _whole_before(unit: Unit, over: int, own: Span) -> bool:
    """Whether all that a clause needs stands before the cue, so that what follows is the cue's."""
    return not any(
        kid >= own[1] and unit.dep(kid) in ("obj", "ccomp", "xcomp", "conj")
        for kid in unit.kids[over]
    )


def _of_noun(unit: Unit, at: int, book: CueBook) -> Iterator[Report]:
    """'his claim that ...', 'a plan to ...', 'calls for ...'."""
    if not unit.pos(at).startswith("NN"):
        return
    matched = book.match("noun", unit.words, at)
    if matched is None:
        return
    cue, source = matched[1], noun_source(unit, at)
    for kid in unit.kids[at]:
        if kid < at:
            continue
        dep, marks = unit.dep(kid), unit.marks(kid)
        if dep in ("acl", "ccomp", "xcomp", "acl:relcl") and "that" in marks:
            frame = "that"
        elif dep in ("acl", "ccomp", "xcomp") and "to" in marks:
            frame = "to"
        elif dep in ("acl", "ccomp"):
            frame = "zero"
        elif dep == "nmod" and unit.cases(kid) in cue.takes:
            frame = unit.cases(kid)
        else:
            continue
        span = trimmed(unit, unit.first[kid], unit.last[kid] + 1)
        yield Report(cue, at, (at, at + matched[0]), source, kid, span, "after", "noun " + frame)


def _according(unit: Unit, at: int, book: CueBook) -> Iterator[Report]:
    """'According to X, content', 'content, in X's view'."""
    over = unit.head(at)
    if over is None or not unit.dep(at).startswith(("obl", "nmod", "advcl")):
        return
    first = unit.first[at]
    while first < at and unit.dep(first) == "punct":
        first += 1
    matched = book.match("prep", unit.words, first)
    if matched is not None:
        source = phrase_of(unit, at)
        source = (min(max(source[0], first + matched[0]), at), source[1])
        cue, span = matched[1], (first, first + matched[0])
    elif unit.cases(at) == "in" and unit.lemma(at) in listed("viewing"):
        owner = unit.under(at, "nmod:poss")
        if not owner:
            return
        cue, span, source = VIEW, (first, first + 1), phrase_of(unit, owner[0])
    else:
        return
    own = unit.first[at], unit.last[at] + 1
    for clause in _clauses_above(unit, at):
        content, position = _less(unit, (unit.first[clause], unit.last[clause] + 1), own, clause)
        yield Report(cue, at, span, source, clause, content, position, "prep")


def cue_of(unit: Unit, at: int, book: CueBook) -> tuple[Cue, int]:
    """The cue at a verb, with its particle, and where it stops; of neutral stance if unlisted."""
    matched = book.match("verb", unit.words, at)
    if matched is not None:
        return matched[1], at + matched[0]
    particles = unit.under(at, "compound:prt")
    lemma = " ".join([unit.lemma(at), *(unit.word(kid) for kid in particles)])
    return Cue(lemma, "verb", "neutral", frozenset(), listed=False), at + 1


def _colon(unit: Unit) -> Iterator[Report]:
    """'Trump: Russia must act' and 'QUOTE: Orlan warns Norland', as headlines have it."""
    at = unit.words.index(":") if ":" in unit.words else 0
    if at == 0 or at + 1 == len(unit):
        return
    if at == 1 and unit.is_quote(0):
        named = [k for k in range(2, len(unit)) if unit.is_nominal(k) and unit.phrase(k)[0] == 2]
        if named:
            yield Report(COLON, 1, (1, 2), phrase_of(unit, named[-1]), 0, (0, 1), "before", "colon")
        return
    named = [k for k in range(at) if unit.is_nominal(k) and unit.phrase(k) == (0, at - 1)]
    if named:
        span = trimmed(unit, at + 1, len(unit))
        yield Report(COLON, at, (at, at + 1), (0, at), span[0], span, "after", "colon")


def lead(unit: Unit, book: CueBook) -> Report | None:
    """The cue of a unit that ends with a colon and leaves its quotation to the next paragraph."""
    last = len(unit) - 1
    if last < 1 or unit.words[-1] != ":":
        return None
    root = next((k for k in range(last) if unit.head(k) is None and unit.dep(k) != "punct"), 0)
    if unit.is_nominal(root):
        source, cue, span = phrase_of(unit, root), COLON, (last, last + 1)
    else:
        saying = [k for k in unit.clauses.verbs if book.match("verb", unit.words, k)]
        at = saying[-1] if saying else root
        source = verb_source(unit, at) or verb_source(unit, root)
        cue, stop = cue_of(unit, at, book)
        span = (at, stop)
    if source is None:
        return None
    return Report(cue, span[0], span, source, last, (last, last), "after", "lead")
