"""Is a deed told as done? Negation, modal verbs, conditions, purposes, and words of wanting,
alleging and refusing."""

from analysis.reading import SUBJECTS, Clauses, Tree, listed

__all__ = ["modal", "negated"]


def governor(v: int, clauses: Clauses) -> int | None:
    """The verb that says whether `v` is wanted, alleged or refused: 'wants' of 'wants to attack';
    None where there is none."""
    tree = clauses.tree
    head = tree.head(v)
    if head is None:
        return None
    if tree.dep(v) in ("xcomp", "ccomp") or clauses.blamed(v) or clauses.asked(v):
        return head
    joined = tree.dep(v) == "conj" and not tree.under(v, "nsubj", "nsubj:pass")
    return governor(head, clauses) if joined and tree.dep(head) == "xcomp" else None


def negated(v: int, clauses: Clauses) -> bool:
    """Told as not done: 'did not attack', 'refused to attack', 'never wanted to attack', 'did not
    do enough to stop', 'was too weak to attack', 'no Iranian official attacked'."""
    tree = clauses.tree
    if _denied(v, tree) or _in_vain(v, tree):
        return True
    over = governor(v, clauses)
    if over is None:
        return _for_nothing(v, clauses)
    if tree.dep(v) == "ccomp":
        return tree.lemma(over) in listed("refusing") and not _denied(over, tree)
    return tree.lemma(over) in listed("refusing", "preventing") or negated(over, clauses)


def _denied(v: int, tree: Tree) -> bool:
    words = tree.under(v, "advmod", "aux", "cc", "cc:preconj", "det")
    if any(tree.word(kid) in listed("negation") for kid in words):
        return True
    if any(_none(at, tree) for at in tree.under(v, *SUBJECTS, "obj")):
        return True
    head = tree.head(v)
    alternative = any(tree.word(kid) in ("or", "nor") for kid in tree.under(v, "cc"))
    return bool(alternative and head is not None and tree.dep(v) == "conj" and _denied(head, tree))


def _none(noun: int, tree: Tree) -> bool:
    """'no mention', 'neither side', 'none of them'."""
    words = [noun, *tree.under(noun, "det", "cc:preconj")]
    return any(tree.word(word) in listed("none") for word in words)


def _in_vain(v: int, tree: Tree) -> bool:
    """'too weak to attack', 'came too late to stop it'."""
    head = tree.head(v)
    if head is None or "to" not in tree.marks(v):
        return False
    beside = [head, *tree.under(head, "advmod")]
    return any(tree.word(kid) == "too" for one in beside for kid in tree.under(one, "advmod"))


def _for_nothing(v: int, clauses: Clauses) -> bool:
    """A purpose, or what a noun is for, of a deed that was not done: 'has no plan to attack'."""
    tree, head = clauses.tree, clauses.tree.head(v)
    if not _is_purpose(v, tree) or head is None:
        return False
    if not tree.is_nominal(head):
        return negated(head, clauses)
    over = tree.head(head)
    return _none(head, tree) or (over is not None and negated(over, clauses))


def _is_purpose(v: int, tree: Tree) -> bool:
    return tree.dep(v) in ("advcl", "acl") and "to" in tree.marks(v)


def modal(v: int, clauses: Clauses) -> str:
    """By what a deed is told as less than done: the modal verb, the conjunction that only supposes
    it ('if', 'unless'), the lemma of the verb, adjective or noun of wanting, alleging or fearing,
    or the 'to' of a purpose; "" where nothing is."""
    tree = clauses.tree
    for kid in tree.under(v, "aux"):
        if tree.pos(kid) == "MD":
            return tree.word(kid)
    supposed = tree.marks(v) & listed("supposing")
    if supposed or _is_inverted(v, tree):
        return min(supposed, default="if")
    over = governor(v, clauses)
    if over is not None:
        wanted = tree.lemma(over) in listed("intending")
        inner = "" if tree.dep(v) == "ccomp" else modal(over, clauses)
        return tree.lemma(over) if wanted else inner
    head = tree.head(v)
    if head is None:
        return ""
    if tree.dep(v) == "acl" and tree.lemma(head) in listed("intended"):
        return tree.lemma(head)
    if _is_purpose(v, tree):
        return modal(head, clauses) or "to"
    joined = tree.dep(v) == "conj" and not tree.under(v, *SUBJECTS, "aux")
    return modal(head, clauses) if joined and tree.pos(v) in ("VB", "VBG") else ""


def _is_inverted(v: int, tree: Tree) -> bool:
    """'Had Iran attacked, Oman would have fled.'"""
    first = min([v, *tree.kids[v]])
    subjects = tree.under(v, *SUBJECTS)
    leads = tree.word(first) in ("had", "should") and tree.dep(first) == "aux"
    return bool(leads and subjects and first < min(subjects) and tree.dep(v) == "advcl")
