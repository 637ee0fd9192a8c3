"""Is a deed told as done? Negation, modal verbs, and verbs of wanting, alleging and refusing."""

from analysis.reading import Clauses, Tree, listed

__all__ = ["modal", "negated"]


def governor(v: int, clauses: Clauses) -> int | None:
    """The verb that says whether `v` is wanted, alleged or refused: 'wants' of 'wants to attack';
    None where there is none."""
    tree = clauses.tree
    head = tree.head(v)
    if head is None:
        return None
    if tree.dep(v) in ("xcomp", "ccomp") or clauses.blamed(v):
        return head
    joined = tree.dep(v) == "conj" and not tree.under(v, "nsubj", "nsubj:pass")
    return governor(head, clauses) if joined and tree.dep(head) == "xcomp" else None


def negated(v: int, clauses: Clauses) -> bool:
    """Told as not done: 'did not attack', 'refused to attack', 'never wanted to attack'."""
    tree = clauses.tree
    if _denied(v, tree):
        return True
    over = governor(v, clauses)
    if over is None:
        return False
    if tree.dep(v) == "ccomp":
        return tree.lemma(over) in listed("refusing") and not _denied(over, tree)
    return tree.lemma(over) in listed("refusing", "preventing") or negated(over, clauses)


def _denied(v: int, tree: Tree) -> bool:
    words = tree.under(v, "advmod", "aux", "cc", "cc:preconj", "det")
    if any(tree.word(kid) in listed("negation") for kid in words):
        return True
    head = tree.head(v)
    alternative = any(tree.word(kid) in ("or", "nor") for kid in tree.under(v, "cc"))
    return bool(alternative and head is not None and tree.dep(v) == "conj" and _denied(head, tree))


def modal(v: int, clauses: Clauses) -> str:
    """The modal verb, or the lemma of the verb of wanting or alleging; "" where none is."""
    tree = clauses.tree
    for kid in tree.under(v, "aux"):
        if tree.pos(kid) == "MD":
            return tree.word(kid)
    over = governor(v, clauses)
    if over is not None:
        wanted = tree.lemma(over) in listed("intending")
        inner = "" if tree.dep(v) == "ccomp" else modal(over, clauses)
        return tree.lemma(over) if wanted else inner
    head = tree.head(v)
    joined = head is not None and tree.dep(v) == "conj" and tree.pos(v) == "VB"
    return modal(head, clauses) if joined and not tree.under(v, "nsubj", "aux") else ""
