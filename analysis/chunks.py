"""Phrases of one sentence: noun phrases with a head, verb groups with voice, and what links them."""

from dataclasses import dataclass, field

from analysis import retag
from analysis.retag import BE, DO, HAVE, NEGATION, correct_tags, verb_forms

# Participles that say how someone is, not what was done, unless 'by' follows.
STATES = frozenset(
    "concerned interested involved pleased excited married tired worried scared terrified convinced "
    "disappointed embarrassed impressed surprised satisfied confused done gone finished related "
    "dedicated committed devoted lost stuck engaged annoyed frustrated thrilled depressed ashamed "
    "retired divorced qualified experienced skilled sophisticated complicated educated crowded "
    "relaxed bored shocked amazed delighted stunned mistaken drunk dressed isolated opposed inclined "
    "determined united limited aligned worth pissed fed perverted perplexed puzzled unaware aged "
    "accustomed acquainted ready prepared alarmed afraid used".split()
)
CAUSATIVE = frozenset(
    "let lets letting make makes made making help helps helped helping have had see saw seen watch "
    "watched hear heard".split()
)
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PREMODIFIERS = NOUNS | {"DT", "PDT", "PRP$", "CD", "JJ", "JJR", "JJS", "$"}
TIME_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "night",
        "noon",
        "week",
        "weekend",
        "month",
        "year",
        "decade",
        "century",
        "day",
        "hour",
        "minute",
        "second",
        "moment",
        "time",
        "days",
        "weeks",
        "months",
        "years",
        "hours",
        "minutes",
        "times",
        "decades",
    ]
)
NOT_TIME_AFTER = frozenset(
    ["spend", "spent", "spending", "spends", "waste", "take", "takes", "took", "have", "has", "had"]
)
COMMON_SINGLES = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "all",
        "some",
        "any",
        "each",
        "both",
        "another",
        "one",
        "none",
        "many",
        "few",
        "several",
        "most",
        "others",
        "such",
        "either",
        "neither",
    ]
)


@dataclass
class Chunk:
    """One phrase: tokens `first`..`last` of the sentence, and what the pattern saw in them."""

    kind: str  # NP, VG, PREP, SUB (subordinator), WH, WADV, CC, COMMA, STOP, QUOTE, PAREN, ADV, ADJ
    first: int
    last: int
    head: int
    # noun phrases
    pronoun: bool = False
    time: bool = False
    possessors: list[int] = field(default_factory=list)
    # verb groups
    finite: bool = False
    form: str = ""  # finite, inf, ing, part
    passive: bool = False
    copula: bool = False
    negated: bool = False
    modal: str = ""
    inverted: bool = False
    # filled while clauses are read
    preposition: str = ""
    taken: bool = False


def chunk(words: list[str], tags: list[str]) -> tuple[list[Chunk], list[str]]:
    """Phrases in order and the corrected tags they rest on; every token is in one phrase."""
    tags = correct_tags(words, tags)
    lower = [word.lower() for word in words]
    chunks: list[Chunk] = []
    i = 0
    while i < len(words):
        made = (
            _verb_group(i, words, lower, tags, chunks)
            or _noun_phrase(i, lower, tags)
            or [_link(i, lower, tags)]
        )
        chunks.extend(made)
        i = made[-1].last + 1
    return chunks, tags


def _link(i, lower, tags):
    low, tag = lower[i], tags[i]
    following = tags[i + 1] if i + 1 < len(tags) else "."
    if tag in ("WP", "WDT"):
        return Chunk("WH", i, i, i, pronoun=True)
    if tag == "WRB":
        return Chunk("WADV", i, i, i)
    if tag == "CC":
        return Chunk("CC", i, i, i)
    if tag == ",":
        return Chunk("COMMA", i, i, i)
    if tag in (";", ":", "."):
        return Chunk("STOP", i, i, i)
    if tag == '"':
        return Chunk("QUOTE", i, i, i)
    if tag in ("(", ")", "-"):
        return Chunk("PAREN", i, i, i)
    if tag == "TO":
        return Chunk("PREP", i, i, i)
    if tag == "IN":
        if low in retag.SUBORDINATORS:
            return Chunk("SUB", i, i, i)
        return Chunk("PREP", i, i, i)
    if tag == "EX":
        return Chunk("EX", i, i, i)
    if tag in ("JJ", "JJR", "JJS") and following not in PREMODIFIERS:
        return Chunk("ADJ", i, i, i)
    return Chunk("ADV", i, i, i)


def _noun_phrase(i, lower, tags):
    if tags[i] == "PRP":
        return [Chunk("NP", i, i, i, pronoun=True)]
    possessors: list[int] = []
    j, head, name = i, None, False
    while j < len(tags):
        tag = tags[j]
        if tag in NOUNS:
            head, name = j, tag in ("NNP", "NNPS")
        elif tag == "POS" and head is not None:
            if j + 1 < len(tags) and tags[j + 1] in PREMODIFIERS | {"VBG", "VBN", "RB"}:
                possessors.append(head)
                head = None
            else:
                j += 1
                break
        elif (
            (tag in ("VBN", "VBG") and head is None and j > i and _next_in(tags, j, PREMODIFIERS))
            or (
                tag in ("RB", "RBR", "RBS")
                and head is None
                and j > i
                and _next_in(tags, j, {"JJ", "VBN", "RB", "CD"})
            )
            or (
                tag == "CC"
                and head is None
                and j > i
                and tags[j - 1] == "JJ"
                and _next_in(tags, j, {"JJ"})
            )
            or (
                tag == ","
                and head is None
                and j > i
                and tags[j - 1] == "JJ"
                and _next_in(tags, j, {"JJ"})
            )
        ):
            pass
        elif tag in PREMODIFIERS:
            if head is not None and (
                tag in ("DT", "PDT", "PRP$")
                or (
                    tag in ("JJ", "CD", "$")
                    and not _next_in(tags, j, NOUNS)
                    and not (tag == "CD" and name)
                )
            ):
                break
            if tag == "DT" and j > i and tags[j - 1] not in ("DT", "PDT", "PRP$"):
                break
        else:
            break
        j += 1
    last = j - 1
    if head is None:
        return _headless(i, last, lower, tags, possessors)
    single = last == head or tags[last] in ("POS", "CD")
    time = lower[head] in TIME_WORDS and not (lower[i] == "the" and lower[head] == "time")
    return [Chunk("NP", i, last if single else head, head, time=time, possessors=possessors)]


def _headless(i, last, lower, tags, possessors):
    """No noun in the run: 'those', 'all', 'the poor', 'two', or only adjectives."""
    if last < i:
        return None
    while last > i and tags[last] in ("CC", ",", "RB", "VBG"):
        last -= 1
    if possessors:
        return [Chunk("NP", i, last, possessors[-1], possessors=[])]
    if tags[i] in ("DT", "PDT", "CD", "PRP$", "$"):
        if tags[i] == "DT" and lower[i] in ("the", "a", "an", "no", "every") and last == i:
            return [Chunk("ADV", i, i, i)]
        pronoun = lower[i] in COMMON_SINGLES and last == i
        return [Chunk("NP", i, last, last, pronoun=pronoun, time=tags[i] == "CD" and False)]
    return [Chunk("ADJ", i, last, last)]


def _next_in(tags, j, kinds):
    return j + 1 < len(tags) and tags[j + 1] in kinds


def _verb_group(i, words, lower, tags, chunks):
    """One verb group, or an auxiliary, its subject and the verb behind it in a question."""
    start = i
    infinitive = False
    j = i
    if tags[j] == "TO":
        k = j + 1
        while k < len(tags) and tags[k] == "RB":
            k += 1
        if k >= len(tags) or tags[k] != "VB":
            return None
        infinitive, j = True, k
    elif not (tags[j].startswith("VB") or tags[j] == "MD"):
        return None
    found = _sequence(j, lower, tags)
    group = Chunk(
        "VG",
        start,
        found["last"],
        found["head"],
        negated=found["negated"] or any(lower[k] in NEGATION for k in range(start, j)),
        modal=found["modal"],
        passive=found["passive"],
        copula=found["copula"],
    )
    first_tag = tags[j]
    if infinitive or (first_tag in ("VB", "VBP") and _caused(lower, chunks)):
        group.form = "inf"
    elif first_tag in ("MD", "VBZ", "VBD", "VBP", "VB"):
        group.form, group.finite = "finite", True
    elif first_tag == "VBG":
        group.form = "ing"
    else:
        group.form, group.passive = "part", True
    if not infinitive and found["auxiliary_only"] and not _has_subject(chunks):
        question = _question(group, found, words, lower, tags, chunks)
        if question:
            return question
    if chunks and chunks[-1].kind == "ADV" and lower[chunks[-1].head] in NEGATION:
        group.negated = True
    return [group]


def _sequence(j, lower, tags):
    """Walk auxiliaries, adverbs and the main verb from `j`."""
    modal, negated, passive = "", False, False
    auxiliary_only = state = False
    head = j
    while True:
        low, tag = lower[j], tags[j]
        head = j
        is_aux = (
            tag == "MD"
            or low in BE
            or low in HAVE
            or low in DO
            or (low in retag.APOSTROPHE_S and tag == "VBZ")
        )
        k = j + 1
        while k < len(tags) and (tags[k] in ("RB", "RBR") or lower[k] in NEGATION):
            k += 1
        ahead = tags[k] if k < len(tags) else "."
        if tag == "MD":
            modal = low
        goes_on = False
        if is_aux:
            if tag == "MD" or low in DO:
                goes_on = ahead in ("VB", "VBP") or (
                    tag == "MD" and ahead == "VBN" and low in ("'d", "’d")
                )
            elif low in HAVE:
                goes_on = ahead == "VBN"
            elif ahead in ("VBG", "VBN"):
                goes_on = not (ahead == "VBG" and k + 1 < len(tags) and False)
                passive = ahead == "VBN" and not (lower[k] == "been")
                if (
                    low in retag.APOSTROPHE_S
                    and ahead == "VBN"
                    and lower[k]
                    in (
                        "been",
                        "got",
                        "become",
                        "gone",
                        "done",
                        "had",
                        "made",
                        "taken",
                        "come",
                    )
                ):
                    passive = False
        elif low in ("get", "gets", "got", "getting", "gotten") and ahead == "VBN" and k == j + 1:
            goes_on, passive = "VBN" in verb_forms(lower[k]), True
        if passive and goes_on and lower[k] in STATES and not _by_follows(k, lower):
            passive = False
            state = True
        if is_aux and any(lower[m] in NEGATION for m in range(j + 1, k)):
            negated = True
        if not goes_on:
            auxiliary_only = is_aux
            last = j
            if is_aux and auxiliary_only:
                while last + 1 < len(tags) and lower[last + 1] in NEGATION:
                    last += 1
            break
        j = k
    copula = lower[head] in BE or (lower[head] in retag.APOSTROPHE_S)
    return {
        "head": head, "last": last, "modal": modal, "negated": negated, "passive": passive,
        "auxiliary_only": auxiliary_only, "copula": copula or state or tags[head] == "MD",
    }  # fmt: skip


def _by_follows(k, lower):
    """'was isolated by', with an adverb or a particle between at most."""
    return "by" in lower[k + 1 : k + 3]


def _caused(lower, chunks):
    """'let him go', 'helped Iran build': a bare infinitive behind the object."""
    at = len(chunks) - 1
    while at >= 0 and chunks[at].kind == "ADV":
        at -= 1
    if at < 1 or chunks[at].kind != "NP" or chunks[at - 1].kind != "VG":
        return False
    return lower[chunks[at - 1].head] in CAUSATIVE


def _has_subject(chunks):
    """A noun phrase, or a relative pronoun, stands just left: no question."""
    for chunk_ in reversed(chunks):
        if chunk_.kind == "ADV":
            continue
        if chunk_.kind == "NP":
            return not chunk_.preposition and not (len(chunks) > 1 and False)
        return chunk_.kind == "EX"
    return False


def _question(group, found, words, lower, tags, chunks):
    """'did he go', 'has the US bombed', 'are they being watched'."""
    i = group.last + 1
    if i >= len(tags):
        return None
    subject = _noun_phrase(i, lower, tags)
    if not subject or subject[0].kind != "NP":
        return None
    k = subject[0].last + 1
    while k < len(tags) and (tags[k] == "RB" or lower[k] in NEGATION):
        k += 1
    if k >= len(tags):
        return None
    auxiliary = lower[group.head]
    wanted = (
        ("VB", "VBP") if tags[group.head] == "MD" or auxiliary in DO
        else ("VBN",) if auxiliary in HAVE else ("VBG", "VBN")
    )  # fmt: skip
    participle = "VBN" in wanted and tags[k] == "VBD" and "VBN" in verb_forms(lower[k])
    if tags[k] not in wanted and not participle:
        return None
    rest = _sequence(k, lower, tags)
    group.kind = "AUX"
    main = Chunk(
        "VG", subject[0].last + 1, rest["last"], rest["head"], finite=True, form="finite",
        passive=rest["passive"] or (auxiliary in BE and tags[k] in ("VBN", "VBD")),
        negated=group.negated or rest["negated"], modal=group.modal, copula=rest["copula"],
        inverted=True,
    )  # fmt: skip
    return [group, *subject, main]
