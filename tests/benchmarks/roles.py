"""How well are agents and patients found? Scored against a Universal Dependencies treebank.

    python -m tests.benchmarks.roles FILE.conllu [--half a|b] [--errors N]

Only the raw `# text` of each sentence is read by the rules: tokens and parts of speech are ours,
and an argument is matched to the gold tree by character offsets.

Gold, from the basic tree, for words whose gold part of speech is PROPN or PRON:
    agent: `nsubj` of a word tagged VERB that has no `aux:pass`, and `obl:agent`;
    patient: `obj` of a VERB, and `nsubj:pass` (the latter alone: passive patient).
Subjects of copulas and of other non-verbs, expletives (`expl`) and indirect objects are neither.
Predicted, for the same words: arguments found in place (`how` is "direct"). Conjuncts, shared
subjects, controlled infinitives, antecedents and nominalisations have no edge of their own in the
basic tree, so they are scored on neither side. A name of several words counts as one word.

The last line is one JSON object. `*_named_f1` and `*_pronoun_f1` are for words that are PROPN or
PRON in the gold tree; `*_with_verb_f1` also asks for the right verb.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from pathlib import Path

from analysis.acting.agency import roles_in
from analysis.fitting.treebanks import gold_spans, read_conllu
from analysis.reading import read_texts
from tests.benchmarks.units import f1, figures_with_intervals, share


def gold_roles(rows):
    """{(token, role, passive): verb token} for proper nouns and pronouns."""
    word = {int(row[0]): row for row in rows}
    passive = {int(row[6]) for row in rows if row[7] in ("aux:pass", "nsubj:pass")}
    roles = {}
    for row in rows:
        token, head, relation = int(row[0]), int(row[6]), row[7]
        if row[3] not in ("PROPN", "PRON") or head == 0:
            continue
        verbal = word[head][3] == "VERB"
        if (relation == "nsubj" and verbal and head not in passive) or relation == "obl:agent":
            roles[token, "agent", False] = head
        elif relation == "obj" and verbal:
            roles[token, "patient", False] = head
        elif relation == "nsubj:pass":
            roles[token, "patient", True] = head
    return roles


def predicted_roles(tokens, rows, spans):
    """The same for our own rules, in gold token numbers; words of other kinds are left out."""
    by_char = {i: token for token, (start, end) in spans.items() for i in range(start, end)}
    word = {int(row[0]): row for row in rows}

    def gold_token(start, end):
        hits = Counter(by_char[i] for i in range(start, end) if i in by_char)
        token = hits.most_common(1)[0][0] if hits else None
        while token and word[token][7] == "flat":
            token = int(word[token][6])
        return token

    roles = {}
    for role in roles_in(tokens):
        token = gold_token(role.head_start, role.head_end)
        if role.kind != "verb" or role.how != "direct" or token is None:
            continue
        if word[token][3] in ("PROPN", "PRON"):
            verb = gold_token(role.verb_start, role.verb_end)
            roles[token, role.role, role.passive and role.role == "patient"] = verb
    return roles


# Of which roles, and whether an active patient told as a passive one is still a patient.
MEASURES = {
    "agent": (lambda role, passive: role == "agent", False),
    "patient": (lambda role, passive: role == "patient", False),
    "passive_patient": (lambda role, passive: role == "patient" and passive, True),
}
# the same for names alone and for pronouns alone, by the gold part of speech
WORDS = {"": ("PROPN", "PRON"), "_named": ("PROPN",), "_pronoun": ("PRON",)}


def counts_of(gold, predicted, kind):
    """The counts of one sentence: "agent_named gold", "... predicted", "... hits", "... verb"."""
    counts = Counter()
    for name, (belongs, keep_voice) in MEASURES.items():
        mine, true = (
            {key if keep_voice else key[:2]: verb for key, verb in of.items() if belongs(*key[1:])}
            for of in (predicted, gold)
        )
        both = mine.keys() & true.keys()
        sides = {"predicted": mine, "gold": true, "hits": both}
        sides["verb"] = [key for key in both if mine[key] == true[key]]
        for words, kinds in WORDS.items():
            for side, keys in sides.items():
                counts[f"{name}{words} {side}"] = sum(kind[key[0]] in kinds for key in keys)
    return counts


def figures():
    """What is told of the counts, by name."""
    told = {}
    for name in MEASURES:
        for words in WORDS:
            one = f"{name}{words}"
            told[f"{one}_f1"] = f1(f"{one} hits", f"{one} predicted", f"{one} gold")
        told[f"{name}_precision"] = share(f"{name} hits", f"{name} predicted")
        told[f"{name}_recall"] = share(f"{name} hits", f"{name} gold")
        told[f"{name}_with_verb_f1"] = f1(f"{name} verb", f"{name} predicted", f"{name} gold")
    return told


def score(path, half=None, errors=0):
    given = [
        (text, rows)
        for sent_id, text, rows in read_conllu(path)
        if half in (None, "ab"[hashlib.md5(sent_id.encode()).digest()[0] % 2])
    ]
    began = time.perf_counter()
    read = read_texts([text for text, _ in given])
    units = []
    for (text, rows), tokens in zip(given, read, strict=True):
        predicted = predicted_roles(tokens, rows, gold_spans(text, rows))
        gold = gold_roles(rows)
        units.append(counts_of(gold, predicted, {int(row[0]): row[3] for row in rows}))
        if errors and {key[:2] for key in predicted} != {key[:2] for key in gold}:
            errors -= 1
            show_errors(text, rows, gold, predicted)
    seconds = time.perf_counter() - began
    total = sum(units, Counter())
    n = {f"{name}{words}_n": total[f"{name}{words} gold"] for name in MEASURES for words in WORDS}
    about = {"file": Path(path).name, "half": half, "sentences": len(given)}
    speed = {"sentences_per_second": round(len(given) / seconds)}
    return about | n | figures_with_intervals(units, figures()) | speed


def show_errors(text, rows, gold, predicted):
    word = {int(row[0]): row[1] for row in rows}
    sides = [("extra", predicted, gold), ("missed", gold, predicted)]
    for label, own, other in sides:
        known = {key[:2] for key in other}
        for key in sorted(key for key in own if key[:2] not in known):
            print(f"{label} {key[1]}: {word[key[0]]} ({word.get(own[key])}) | {text}")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", help="a treebank in CoNLL-U with `# text` lines")
    options.add_argument("--half", choices=["a", "b"], help="one half of it, by digest of sent_id")
    options.add_argument(
        "--errors", type=int, default=0, help="print so many sentences with errors"
    )
    given = options.parse_args()
    print(json.dumps(score(given.path, given.half, given.errors)))
