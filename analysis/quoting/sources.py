"""Whose report it is: the words beside a cue, by the tree."""

from analysis.quoting.units import Unit
from analysis.reading import listed

__all__ = ["adds", "noun_source", "phrase_of", "verb_source"]

Span = tuple[int, int]  # first word, stop


def phrase_of(unit: Unit, at: int) -> Span:
    """The noun phrase of a word, without the clauses behind it and without its preposition."""
    first, last = unit.phrase(at)
    return first, last + 1


def verb_source(unit: Unit, at: int) -> Span | None:
    """Who says it: whom a clause quotes, the agent of a passive, the subject, own or given."""
    who = _quoted(unit, at) or _agent(unit, at)
    if who is not None:
        return phrase_of(unit, who)
    if unit.clauses.passive(at):
        return None
    if unit.pos(at) == "VBG" and adds(unit, at):
        above = unit.head(at)
        over = None if above is None else unit.head(above)
        if over is not None and unit.lemma(over) in listed("speech"):
            return verb_source(unit, over)
    found = [(word, how) for word, how in unit.clauses.subjects(at) if not unit.is_quote(word)]
    said = [
        word
        for word, how in found
        if how != "relative" and unit.pos(word) not in ("WDT", "WP") and unit.word(word) != "that"
    ]
    inverted = [kid for kid in unit.under(at, "obj", "iobj") if kid > at and not unit.is_quote(kid)]
    if not said and any(unit.is_quote(kid) for kid in unit.kids[at]):
        said = inverted  # 'QUOTE, said Orlan'
    given = said or [word for word, how in found if how == "relative"] or [w for w, _ in found]
    if not given:
        return None
    first, stop = phrase_of(unit, given[0])
    if len(said) > 1 and phrase_of(unit, said[1])[0] == stop:
        stop = phrase_of(unit, said[1])[1]  # a name that is read as two subjects
    return first, stop


def adds(unit: Unit, at: int) -> bool:
    """'Orlan said talks had failed, adding that ...', '..., though he noted ...': another report
    beside the first, though it is read as a part of it."""
    first = unit.first[at]
    comma = "," in unit.words[max(0, first - 1) : first + 1]
    told = comma and unit.lemma(at) in listed("speech") and unit.under(at, "ccomp", "obj")
    return bool(told) and (unit.pos(at) == "VBG" or bool(unit.under(at, "nsubj")))


def _agent(unit: Unit, at: int) -> int | None:
    if not unit.clauses.passive(at):
        return None
    near = [at, *unit.under(at, "obl", "xcomp")]
    agents = unit.under(at, "obl:agent") + [
        kid for over in near for kid in unit.under(over, "obl", "nmod") if unit.cases(kid) == "by"
    ]
    return agents[0] if agents else None


def _quoted(unit: Unit, at: int) -> int | None:
    """'state media quoted Orlan as saying', 'Orlan was cited as saying': who says, at either
    verb."""
    over = unit.head(at)
    if over is not None and "as" in unit.marks(at) and unit.pos(at) == "VBG":
        return _first(unit.under(over, "nsubj:pass", "obj", "iobj"))
    if any("as" in unit.marks(kid) and unit.pos(kid) == "VBG" for kid in unit.under(at, "advcl")):
        return _first(unit.under(at, "nsubj:pass", "obj", "iobj"))
    return None


def _first(found: list[int]) -> int | None:
    return found[0] if found else None


def noun_source(unit: Unit, at: int) -> Span | None:
    """Whose claim it is: 'his claim', "Iran's claim", 'a claim by Iran'; who made or has it."""
    owners = unit.under(at, "nmod:poss")
    if owners:
        return phrase_of(unit, owners[0])
    for kid in unit.under(at, "nmod", "obl"):
        if unit.cases(kid) in ("by", "from"):
            return phrase_of(unit, kid)
    over = unit.head(at)
    if over is not None and unit.dep(at) == "obj" and not unit.clauses.passive(over):
        return verb_source(unit, over)
    return None
