"""Who stands behind a noun: coordinated, in apposition, or named in front of one that acts."""

from collections.abc import Iterator

from analysis.reading import NAMES, Argument, Tree, listed, shipped

__all__ = ["names_before", "parties"]

_BEFORE = ("compound", "amod", "nmod:poss", "nmod:desc")


def parties(argument: Argument, tree: Tree) -> Iterator[Argument]:
    """An argument, and everybody who has the same part with it.

    'Russia and China' (conjunct), 'the leader, Vladimir Putin' (apposition), 'Russian forces',
    'Japanese Prime Minister Hashimoto', 'forces of Serbia' (modifier).
    """
    at, role, how = argument
    yield argument
    everybody = [at]
    if how != "relative" or not _told_of_last(at, tree):
        for other in tree.conjuncts(at):
            everybody.append(other)
            yield Argument(other, role, "conjunct" if how == "direct" else how)
    for one in everybody:
        if tree.pos(one) not in NAMES:
            for kid in tree.under(one, "appos"):
                if tree.pos(kid) in NAMES and not tree.is_time(kid):
                    yield Argument(kid, role, "apposition")
        way = "partner" if how == "partner" else "modifier"
        for name in _acting_names(one, role, tree):
            yield Argument(name, role, way)


def _told_of_last(at: int, tree: Tree) -> bool:
    """Whether a relative clause stands before what is coordinated: 'Iran, which left, and Oman'."""
    clauses = [kid for kid in tree.kids[at] if tree.dep(kid) in ("acl", "acl:relcl")]
    others = tree.conjuncts(at)
    return bool(clauses and others and min(clauses) < min(others))


def _acting_names(at: int, role: str, tree: Tree) -> list[int]:
    """Names for which a noun, or the title in front of a name, takes the role."""
    found = []
    for noun in (at, *tree.under(at, "nmod:desc", "flat", "compound")):
        if role in shipped("bodies").get(tree.lemma(noun), ()):
            found += names_before(noun, tree)
            found += [kid for kid in tree.under(noun, "nmod") if _owned(kid, tree)]
    return found + _bundled(at, role, tree)


def _bundled(at: int, role: str, tree: Tree) -> list[int]:
    """'a group of Moroccan diplomats', 'members of NATO': names among those bundled."""
    if tree.lemma(at) not in listed("bundle"):
        return []
    found = []
    for kid in tree.under(at, "nmod"):
        if tree.cases(kid) == "of":
            found += [one for one in (kid, *tree.conjuncts(kid)) if tree.is_name(one)]
            found += _acting_names(kid, role, tree)
    return found


def _owned(at: int, tree: Tree) -> bool:
    return tree.cases(at) == "of" and tree.pos(at) in NAMES and not tree.is_time(at)


def names_before(at: int, tree: Tree) -> list[int]:
    """Names in front of a noun, possessors included: 'US military strikes', "Russia's raid"."""
    found = []
    for kid in tree.under(at, *_BEFORE):
        if kid > at or _is_part(kid, at, tree):
            continue
        if tree.is_name(kid) and not _is_common_title(kid, tree):
            found += [kid, *(two for two in tree.under(kid, "conj") if tree.is_name(two))]
        elif tree.dep(kid) != "nmod:poss":
            found += names_before(kid, tree)
    return found


def _is_part(kid: int, at: int, tree: Tree) -> bool:
    """'United' of 'United States', but not 'Kyrgyz' of 'Kyrgyz Prime Minister'."""
    names = tree.pos(at) in NAMES and tree.pos(kid) in NAMES
    return names and tree.dep(kid) != "nmod:poss" and tree.lemma(at) not in shipped("bodies")


def _is_common_title(at: int, tree: Tree) -> bool:
    """'Prime' of 'Prime Minister', 'President' before a name: no name of anybody."""
    return tree.lemma(at) in shipped("bodies") or tree.word(at) in listed("title")
