"""Whose report it is: the words beside a cue, by the tree."""

from analysis.quoting.units import Unit

__all__ = ["noun_source", "phrase_of", "verb_source"]

Span = tuple[int, int]  # first word, stop


def phrase_of(unit: Unit, at: int) -> Span:
    """The noun phrase of a word, without the clauses behind it and without its preposition."""
    first, last = unit.phrase(at)
    return first, last + 1


def verb_source(unit: Unit, at: int) -> Span | None:
    """Who says it: the agent of a passive, the subject, or whom a clause above gives."""
    clauses = unit.clauses
    agents = unit.under(at, "obl:agent") or [
        kid for kid in unit.under(at, "obl") if unit.cases(kid) == "by" and clauses.passive(at)
    ]
    if agents:
        return phrase_of(unit, agents[0])
    if clauses.passive(at):
        return None
    quoted = _quoted_as(unit, at)
    if quoted is not None:
        return phrase_of(unit, quoted)
    subjects = [(word, how) for word, how in clauses.subjects(at) if not unit.is_quote(word)]
    own = [word for word, how in subjects if how != "relative"]
    antecedents = [word for word, how in subjects if how == "relative"]
    said = [word for word in own if unit.pos(word) not in ("WDT", "WP") and unit.word(word) != "that"]
    if said:
        return phrase_of(unit, said[0])
    if antecedents:
        return phrase_of(unit, antecedents[0])
    inverted = [kid for kid in unit.under(at, "obj", "iobj") if kid > at and not unit.is_quote(kid)]
    if inverted and any(unit.is_quote(kid) for kid in unit.kids[at]):
        return phrase_of(unit, inverted[0])  # 'QUOTE, said Orlan'
    return phrase_of(unit, own[0]) if own else None


def _quoted_as(unit: Unit, at: int) -> int | None:
    """'state media quoted Orlan as saying', 'Orlan was cited as saying'."""
    over = unit.head(at)
    if over is None or "as" not in unit.marks(at) or unit.pos(at) != "VBG":
        return None
    given = unit.under(over, "nsubj:pass") or unit.under(over, "obj") or unit.under(over, "nsubj")
    return given[0] if given else None


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
