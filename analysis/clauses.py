"""Who does and who suffers what in one sentence: clauses read from left to right."""

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis import retag
from analysis.chunks import Chunk, chunk
from analysis.verbs import (
    CLAUSAL,
    GIVING,
    INTRANSITIVE,
    LINKING_STRICT,
    PARTICLE_VERBS,
    PARTICLES,
    RAISING,
    SPEECH,
    TELLING,
    verb_lemma,
)  # fmt: skip


class Role(NamedTuple):
    """One argument of one verb or nominalisation; offsets into the text the tokens point into."""

    start: int  # of the whole noun phrase
    end: int
    head_start: int
    head_end: int
    role: str  # agent, patient
    verb: str  # lemma
    verb_start: int
    verb_end: int
    passive: bool
    agentless: bool
    negated: bool
    modal: str
    kind: str  # verb, nominal
    how: str  # direct, conjunct, shared, control, relative, reduced


@dataclass
class Frame:
    """A verb group with what was found around it (indices of chunks)."""

    group: Chunk
    at: int
    lemma: str
    subject: int | None = None
    subject_how: str = "direct"
    object: int | None = None
    recipient: int | None = None
    agent: int | None = None
    antecedents: list[tuple[int, str]] = field(default_factory=list)  # (chunk, agent or patient)
    gap: int | None = None  # a relative or question word in front that may be the object


def read_clauses(words, tags):
    """Chunks of a sentence and one `Frame` per verb group."""
    chunks, tags = chunk(words, tags)
    lower = [word.lower() for word in words]
    frames: list[Frame] = []
    conjunct_of: dict[int, int] = {}
    pending: list[int] = []
    for k, piece in enumerate(chunks):
        if piece.kind == "STOP":
            pending.clear()
        elif piece.kind == "PAREN" and words[piece.head] in ")]":
            opened = _opening(k, chunks, words)
            pending[:] = [p for p in pending if p < opened]
        elif piece.kind == "NP":
            _place(k, chunks, lower, frames, pending, conjunct_of)
        elif piece.kind == "VG":
            frame = Frame(piece, k, verb_lemma(lower[piece.head]))
            _find_subject(frame, k, chunks, lower, frames, pending, conjunct_of)
            frames.append(frame)
    for frame in frames:
        _find_object(frame, chunks, lower, frames)
    _fill_gaps(frames, chunks)
    _inherit(frames, chunks)
    return chunks, frames, conjunct_of, tags


def _opening(k, chunks, words):
    """Where the bracket was opened that closes at `k`; `k` itself where it was not."""
    for j in range(k - 1, -1, -1):
        if chunks[j].kind == "PAREN" and words[chunks[j].head] in "([":
            return j
    return k


def _skip_back(k, chunks, kinds):
    while k >= 0 and chunks[k].kind in kinds:
        k -= 1
    return k


def _place(k, chunks, lower, frames, pending, conjunct_of):
    """Is this noun phrase governed by a preposition, a conjunct, an object, or free?"""
    piece = chunks[k]
    j = _skip_back(k - 1, chunks, ("ADV",))
    left = chunks[j] if j >= 0 else None
    if left is not None and left.kind in ("PREP", "SUB"):
        piece.preposition = lower[left.head]
        if left.kind == "PREP":
            return
        pending.append(k)
        return
    if left is not None and left.kind == "CC" and lower[left.head] in ("and", "or", "nor", "&"):
        i = _skip_back(j - 1, chunks, ("COMMA", "ADV"))
        new_clause = lower[piece.head] in retag.NOMINATIVE and chunks[j - 1].kind == "COMMA"
        if i >= 0 and chunks[i].kind == "NP" and not new_clause:
            conjunct_of[k] = conjunct_of.get(i, i)
            piece.preposition = chunks[i].preposition
            # earlier members of the list: 'Russia, China and Iran'
            h = i
            while h >= 2 and chunks[h - 1].kind == "COMMA" and chunks[h - 2].kind == "NP":
                if chunks[h - 2].time or h - 2 in conjunct_of:
                    break
                conjunct_of[h] = h - 2
                h -= 2
            if h != i:
                for member in range(h, k + 1, 1):
                    if member in conjunct_of and member != h:
                        conjunct_of[member] = h
            return
    pending.append(k)


def _find_subject(frame, k, chunks, lower, frames, pending, conjunct_of):
    group = frame.group
    j = _skip_back(k - 1, chunks, ("ADV",))
    left = chunks[j] if j >= 0 else None
    if not group.finite:
        if (
            group.form == "inf"
            and left is not None
            and left.kind == "NP"
            and left.preposition == "for"
        ):
            frame.subject = j
        return
    if left is not None and left.kind == "AUX":
        return
    if left is not None and left.kind == "WH" and not group.inverted:
        frame.subject = j
        i = _skip_back(j - 1, chunks, ("COMMA",))
        if i >= 0 and chunks[i].kind == "NP" and lower[left.head] in ("who", "which", "that"):
            frame.antecedents.append((i, "subject"))
        return
    if group.inverted:
        frame.subject = k - 1
        _use(k - 1, pending)
        w = _skip_back(k - 3, chunks, ("ADV",))
        if w >= 0 and chunks[w].kind == "WH":
            frame.gap = w
        return
    if left is not None and left.kind == "EX":
        return
    if _speaker_behind(frame, k, j, chunks, lower):
        frame.subject = k + 1
        return
    relative = _distant_relative(j, chunks, frames)
    if relative is not None:
        frame.subject = relative
        return
    candidate = _candidate(j, k, chunks, lower, frames, pending, conjunct_of)
    if candidate is not None:
        frame.subject = candidate
        w = _skip_back(candidate - 1, chunks, ("ADV",))
        if w >= 0 and chunks[w].kind == "WH":
            frame.gap = w
            i = _skip_back(w - 1, chunks, ("COMMA",))
            if (
                i >= 0
                and chunks[i].kind == "NP"
                and lower[chunks[w].head] in ("who", "whom", "which", "that")
            ):
                frame.antecedents.append((i, "object"))
        _use(candidate, pending)
        return
    if left is not None and left.kind in ("CC", "COMMA") and frames:
        # 'Putin came and warned': the subject of the clause before
        for earlier in reversed(frames):
            if earlier.group.finite and earlier.subject is not None:
                frame.subject, frame.subject_how = earlier.subject, "shared"
                break


def _speaker_behind(frame, k, j, chunks, lower):
    """'"...", said Putin': the subject follows a verb of speech that closes a quotation."""
    if frame.lemma not in SPEECH or j < 0 or k + 1 >= len(chunks) or chunks[k + 1].kind != "NP":
        return False
    if chunks[k + 1].time or lower[chunks[k + 1].head] in retag.OBJECTIVE or frame.group.passive:
        return False
    if chunks[j].kind == "COMMA":
        inner = _skip_back(j - 1, chunks, ("COMMA",))
        return frame.lemma in ("say", "add", "ask", "reply") or chunks[inner].kind == "QUOTE"
    return chunks[j].kind in ("QUOTE", "STOP")


def _distant_relative(j, chunks, frames):
    """'which, in a small study, found': nothing but adjuncts between the pronoun and its verb."""
    while j >= 0:
        kind = chunks[j].kind
        if kind == "WH":
            return None if any(f.subject == j or f.gap == j for f in frames) else j
        governed = kind == "NP" and j > 0 and chunks[j - 1].kind == "PREP"
        if kind not in ("ADV", "COMMA", "PREP", "PAREN") and not governed:
            return None
        j -= 1
    return None


def _use(k, pending):
    while pending and pending[-1] >= k:
        pending.pop()


def _candidate(j, k, chunks, lower, frames, pending, conjunct_of):
    """The noun phrase that is the subject of the finite group `k`; `j` is what stands left."""
    left = chunks[j] if j >= 0 else None
    if left is None:
        return None
    free = [p for p in pending if not (chunks[p].time and p != j)]
    last_finite = max((f.at for f in frames if f.group.finite), default=-1)
    if left.kind == "NP" and j in conjunct_of and lower[chunks[j].head] not in retag.OBJECTIVE:
        root = conjunct_of[j]
        if root in pending and root > last_finite and not _is_object(root, chunks, frames):
            return root
        if not chunks[root].preposition or root < last_finite:
            return j
        outer = [p for p in free if p > last_finite and not _is_object(p, chunks, frames)]
        return outer[-1] if outer else j
    if left.kind == "NP" and j in pending:
        if lower[left.head] in retag.OBJECTIVE:
            free = [p for p in free if p != j]
        else:
            owner = _is_object(j, chunks, frames)
            earlier = [p for p in free if p < j and not _is_object(p, chunks, frames)]
            if owner and earlier and owner.lemma not in CLAUSAL:
                return earlier[-1]
            if left.time and earlier:
                return earlier[-1]
            return j
    usable = [p for p in free if not _is_object(p, chunks, frames)]
    if not usable:
        return None
    if left.kind == "COMMA":
        return _apposed(usable[-1], chunks, usable)
    return usable[-1]


def _apposed(at, chunks, usable):
    """The phrase that `at` stands in apposition to: 'Putin, president of Russia, said'."""
    for earlier in reversed([p for p in usable if p < at]):
        between = chunks[earlier + 1 : at]
        if not between or between[-1].kind != "COMMA":
            break
        if any(piece.kind not in ("PREP", "NP", "COMMA", "ADV", "ADJ") for piece in between):
            break
        at = earlier
    return at


def _is_object(p, chunks, frames):
    """The frame whose object place `p` stands in, if any."""
    j = _skip_back(p - 1, chunks, ("ADV",))
    if j < 0 or chunks[j].kind != "VG" or chunks[p].time:
        if j >= 1 and chunks[j].kind == "NP" and chunks[j - 1].kind == "VG":
            for frame in frames:
                if frame.at == j - 1 and frame.lemma in GIVING and not frame.group.passive:
                    return frame
        return None
    for frame in frames:
        if frame.at == j and not frame.group.passive:
            return frame
    return None


def _find_object(frame, chunks, lower, frames):
    """Objects stand right behind an active verb; an agent behind 'by'."""
    group, k = frame.group, frame.at
    subjects = {f.subject for f in frames if f is not frame}
    n = len(chunks)
    if group.passive:
        for i in range(k + 1, min(k + 7, n)):
            if chunks[i].kind in ("VG", "STOP", "WH", "CC"):
                break
            if chunks[i].kind == "NP" and chunks[i].preposition == "by" and i not in subjects:
                if not chunks[i].time and lower[chunks[i].head] not in ("way", "means"):
                    frame.agent = i
                break
        if frame.lemma not in GIVING:
            return
    if group.copula or frame.lemma in LINKING_STRICT:
        return
    i = k + 1
    while i < n and chunks[i].kind == "ADV":
        i += 1
    particle = None
    if i < n and chunks[i].kind == "PREP" and lower[chunks[i].head] in PARTICLES:
        if (frame.lemma, lower[chunks[i].head]) in PARTICLE_VERBS:
            particle = i
            i += 1
    if i >= n or chunks[i].kind != "NP" or (chunks[i].time and _plain_time(i, chunks, lower)):
        return
    if i in subjects and chunks[i] is not None:
        return
    if i == frame.subject:
        return
    if frame.lemma in INTRANSITIVE and particle is None:
        return
    second = i + 1
    person = chunks[i].pronoun or lower[chunks[i].head] != "truth"
    if frame.lemma in TELLING and not group.passive and person:
        frame.recipient = i
        if second < n and chunks[second].kind == "NP" and second not in subjects:
            frame.object = second
        return
    if (
        frame.lemma in GIVING
        and second < n
        and chunks[second].kind in ("NP", "WH")
        and not chunks[second].time
        and second not in subjects
        and not group.passive
    ):
        frame.recipient, frame.object = i, second if chunks[second].kind == "NP" else None
        return
    frame.object = i


def _plain_time(i, chunks, lower):
    piece = chunks[i]
    verb = lower[chunks[i - 1].head] if i else ""
    return (
        verb
        not in (
            "spend",
            "spent",
            "spends",
            "spending",
            "waste",
            "wasted",
            "take",
            "takes",
            "took",
            "taken",
            "taking",
            "give",
            "gave",
            "have",
            "has",
            "had",
            "save",
            "need",
            "find",
            "mark",
            "marks",
            "marked",
        )
        and piece.time
    )


def _fill_gaps(frames, chunks):
    """'the deal that Putin signed', 'what he wants to do': the word in front is the object."""
    n = len(chunks)
    for index, frame in enumerate(frames):
        if frame.gap is None:
            continue
        target = frame
        # hand the gap on to the verb that is embedded deepest
        for later in frames[index + 1 :]:
            between = chunks[target.at + 1 : later.at]
            kinds = [c.kind for c in between]
            if (all(kind in ("ADV",) for kind in kinds) and later.group.form == "inf") or (
                later.subject is not None
                and later.subject == target.at + 1
                and target.lemma in CLAUSAL
            ):
                target = later
            elif (
                all(kind == "ADV" for kind in kinds)
                and later.group.finite
                and target.lemma in CLAUSAL
            ):
                if later.subject is None:
                    later.subject = frame.gap
                target = None
                break
            else:
                break
        if (
            target is None
            or target.object is not None
            or target.group.passive
            or target.group.copula
        ):
            continue
        after = target.at + 1
        while after < n and chunks[after].kind == "ADV":
            after += 1
        stranded = (
            after < n
            and chunks[after].kind == "PREP"
            and (after + 1 >= n or chunks[after + 1].kind not in ("NP", "WH"))
        )
        before = frame.gap - 1
        fronted = before >= 0 and chunks[before].kind == "PREP"
        if stranded or fronted or target.lemma in LINKING_STRICT or target.lemma in INTRANSITIVE:
            continue
        target.object = frame.gap


def _inherit(frames, chunks):
    """Subjects of infinitives and participles: 'wants to attack', 'arrived, saying'."""
    for index, frame in enumerate(frames):
        if frame.group.finite or frame.subject is not None or frame.group.form == "part":
            continue
        for earlier in reversed(frames[:index]):
            if (
                frame.group.form == "inf"
                and earlier.object is not None
                and earlier.at < earlier.object < frame.at
            ):
                between = [c.kind for c in chunks[earlier.object + 1 : frame.at]]
                if all(kind == "ADV" for kind in between) and earlier.lemma != "promise":
                    frame.subject, frame.subject_how = earlier.object, "control"
                    break
            if earlier.subject is not None:
                if not (earlier.group.passive and False):
                    frame.subject, frame.subject_how = earlier.subject, "control"
                break


def _elliptic(frame, chunks):
    """Nothing but the end of the clause follows."""
    after = chunks[frame.at + 1].kind if frame.at + 1 < len(chunks) else "STOP"
    return not frame.group.passive and after in ("STOP", "COMMA", "CC", "SUB", "PAREN", "QUOTE")


def roles_in(tokens):
    """Arguments of every verb of one sentence.

    Args:
        tokens: (start, end, token, Penn tag) of each token of one sentence, in order.

    Returns:
        One `Role` per argument and verb.
    """
    if not tokens:
        return []
    words = [token[2] for token in tokens]
    chunks, frames, conjunct_of, tags = read_clauses(words, [token[3] for token in tokens])
    conjuncts: dict[int, list[int]] = {}
    for member, root in conjunct_of.items():
        conjuncts.setdefault(root, []).append(member)
    roles = []

    def add(frame, piece, role, how, agentless=False):
        group = frame.group
        for at, way in [(piece, how)] + [
            (member, "conjunct") for member in conjuncts.get(piece, [])
        ]:
            noun = chunks[at]
            roles.append(
                Role(
                    tokens[noun.first][0],
                    tokens[noun.last][1],
                    tokens[noun.head][0],
                    tokens[noun.head][1],
                    role,
                    frame.lemma,
                    tokens[group.head][0],
                    tokens[group.head][1],
                    group.passive,
                    agentless,
                    group.negated,
                    group.modal,
                    "verb",
                    way,
                )  # fmt: skip
            )

    for frame in frames:
        group = frame.group
        if group.copula or frame.lemma == "be":
            continue
        if frame.lemma in ("do", "have") and frame.object is None and _elliptic(frame, chunks):
            continue  # 'as they do': stands for a verb, is none
        if frame.subject is not None and not (
            frame.lemma in RAISING and words[chunks[frame.subject].head].lower() == "it"
        ):
            role = "patient" if group.passive else "agent"
            add(
                frame, frame.subject, role, frame.subject_how, group.passive and frame.agent is None
            )
        if frame.object is not None:
            add(frame, frame.object, "patient", "direct")
        if frame.agent is not None:
            add(frame, frame.agent, "agent", "direct")
        for noun, place in frame.antecedents:
            if place == "subject":
                role = "patient" if group.passive else "agent"
                add(frame, noun, role, "relative", group.passive and frame.agent is None)
            elif frame.object == frame.gap:
                add(frame, noun, "patient", "relative")
    return roles
