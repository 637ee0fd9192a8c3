"""How well are agents and patients found? Scored against a Universal Dependencies treebank.

    python tests/benchmarks/roles.py FILE.conllu [--half a|b] [--errors N]

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
from analysis.reading import read_text


def read_conllu(path):
    """Yield (sent_id, text, rows) where a row is the list of the ten CoNLL-U fields."""
    sent_id = text = None
    rows = []
    for line in [*Path(path).read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# sent_id ="):
            sent_id = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif not line.strip():
            if rows and text:
                yield sent_id, text, rows
            text, rows = None, []
        elif line[0] != "#" and line.split("\t", 1)[0].isdigit():
            rows.append(line.split("\t"))


def gold_spans(text, rows):
    """Character span of each gold token, found in order; None where the form is not in the text."""
    spans, position = {}, 0
    for row in rows:
        found = text.find(row[1], position)
        if 0 <= found <= position + 4:
            spans[int(row[0])] = (found, found + len(row[1]))
            position = found + len(row[1])
    return spans


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


def predicted_roles(text, rows, spans):
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
    for role in roles_in(read_text(text)):
        token = gold_token(role.head_start, role.head_end)
        if role.kind != "verb" or role.how != "direct" or token is None:
            continue
        if word[token][3] in ("PROPN", "PRON"):
            verb = gold_token(role.verb_start, role.verb_end)
            roles[token, role.role, role.passive and role.role == "patient"] = verb
    return roles


def f1(hits, predicted, gold):
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    total = precision + recall
    return {
        "f1": round(2 * precision * recall / total if total else 0.0, 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "n": gold,
    }


MEASURES = {
    "agent": lambda key: key[1] == "agent",
    "patient": lambda key: key[1] == "patient",
    "passive_patient": lambda key: key[1] == "patient" and key[2],
}
# the same for names alone and for pronouns alone, by the gold part of speech
WORDS = {"": ("PROPN", "PRON"), "_named": ("PROPN",), "_pronoun": ("PRON",)}


def score(path, half=None, errors=0):
    counts = Counter()
    shown = 0
    sentences, seconds = 0, 0.0
    for sent_id, text, rows in read_conllu(path):
        side = "ab"[hashlib.md5(sent_id.encode()).digest()[0] % 2]
        if half and side != half:
            continue
        sentences += 1
        spans = gold_spans(text, rows)
        began = time.perf_counter()
        predicted = predicted_roles(text, rows, spans)
        seconds += time.perf_counter() - began
        gold = gold_roles(rows)
        kind = {int(row[0]): row[3] for row in rows}
        for name, belongs in MEASURES.items():
            # an active patient told as a passive one, or the other way round, is still a patient
            strip = (lambda key: key) if name == "passive_patient" else (lambda key: key[:2])
            mine = {strip(key): verb for key, verb in predicted.items() if belongs(key)}
            true = {strip(key): verb for key, verb in gold.items() if belongs(key)}
            both = mine.keys() & true.keys()
            for words, kinds in WORDS.items():
                for side, keys in (("predicted", mine), ("gold", true), ("hits", both)):
                    counts[name + words, side] += sum(kind[key[0]] in kinds for key in keys)
            counts[name, "verb"] += sum(mine[key] == true[key] for key in both)
            if shown < errors and name != "passive_patient" and mine.keys() != true.keys():
                shown += 1
                word = {int(row[0]): row[1] for row in rows}
                for label, keys in (("extra", mine.keys() - true), ("missed", true.keys() - mine)):
                    for key in sorted(keys):
                        verb = (mine if label == "extra" else true)[key]
                        print(f"{label} {key[1]}: {word[key[0]]} ({word.get(verb)}) | {text}")
    result = {"file": Path(path).name, "half": half, "sentences": sentences}
    for name in MEASURES:
        n = {kind: counts[name, kind] for kind in ("hits", "predicted", "gold", "verb")}
        for measure, value in f1(n["hits"], n["predicted"], n["gold"]).items():
            result[f"{name}_{measure}"] = value
        for words in ("_named", "_pronoun"):
            n = {side: counts[name + words, side] for side in ("hits", "predicted", "gold")}
            result[f"{name}{words}_f1"] = f1(*n.values())["f1"]
            result[f"{name}{words}_n"] = n["gold"]
        n = {kind: counts[name, kind] for kind in ("hits", "predicted", "gold", "verb")}
        result[f"{name}_with_verb_f1"] = f1(n["verb"], n["predicted"], n["gold"])["f1"]
    result["sentences_per_second"] = round(sentences / seconds) if seconds else 0
    return result


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("path", help="a treebank in CoNLL-U with `# text` lines")
    options.add_argument("--half", choices=["a", "b"], help="one half of it, by digest of sent_id")
    options.add_argument(
        "--errors", type=int, default=0, help="print so many sentences with errors"
    )
    given = options.parse_args()
    print(json.dumps(score(given.path, given.half, given.errors)))
