"""Made-up sentences of deeds between two actors, of which the wording makes the class plain.

Human labels are of US political news; these add what states do to one another. Templates are
`data/deed_templates.csv`, filled from `data/deed_words.csv` and with verbs of `data/verbs.csv`.
"""

import random
import re
from functools import cache
from pathlib import Path

from lemminflect import getInflection

from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError
from analysis.scoring import PAIR_CLASSES

__all__ = ["made_up_deeds"]

TEMPLATES, WORDS = DATA / "deed_templates.csv", DATA / "deed_words.csv"
VERBS = DATA / "verbs.csv"
_FORMS = {"VERB": "VB", "PAST": "VBD", "PARTICIPLE": "VBN", "GERUND": "VBG"}


def made_up_deeds(*, per_template: int = 25, seed: int = 4) -> list[dict]:
    """Examples as the labels have them: `text`, `p_start`, `p_end`, `q_start`, `q_end`, `label`.

    `p` is whoever stands first. Every template is drawn so many times, with a verb of its classes,
    somebody else and an ending; a template without a verb less often. Equal sentences once.

    Raises:
        LexiconError: naming file and line, for a label or a frame class that there is not.
    """
    rng, verbs, made = random.Random(seed), _verbs(), {}
    endings, others = ["", *_words("ending")], _words("somebody else")
    for row in _templates():
        classes = row["classes"].split()
        for _ in range(per_template if classes else per_template // 3):
            verb = rng.choice(verbs[rng.choice(classes)]) if classes else ""
            words, ending = _with_verb(row["template"], verb), rng.choice(endings)
            words += (ending if ending[:1] in ("", ",") else f" {ending}") + "."
            one = _placed(words, rng.choice(others), row["label"])
            made[one["text"], one["p_start"], one["q_start"], one["label"]] = one
    return list(made.values())


def _placed(words: str, other: str, label: str) -> dict:
    text = re.sub(r"\bR\b", other, words)
    text = re.sub(r"\b([PQ])\b", r"<\1>", text)
    text = text[0].upper() + text[1:]
    spans = {}
    for letter in "PQ":
        at = text.index(f"<{letter}>")
        spans[letter] = (at, at + 3)
    first, second = sorted(spans.values())
    number = PAIR_CLASSES.index(label)
    turned = {1: 2, 3: 4} if spans["P"] > spans["Q"] else {}
    ends = dict(zip(["p_start", "p_end", "q_start", "q_end"], [*first, *second], strict=True))
    return {"text": text, **ends, "label": turned.get(number, number)}


def _with_verb(template: str, verb: str) -> str:
    for form, tag in _FORMS.items():
        if re.search(rf"\b{form}\b", template):
            template = re.sub(rf"\b{form}\b", _inflected(verb, tag), template)
    return template


@cache
def _inflected(verb: str, tag: str) -> str:
    return getInflection(verb, tag=tag)[0]


def _verbs() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    unused = set(_words("not used"))
    for row in read_lexicon(VERBS, columns=["lemma", "frame_class"]).to_dict("records"):
        if row["lemma"] not in unused:
            found.setdefault(row["frame_class"], []).append(row["lemma"])
    return found


def _words(kind: str) -> list[str]:
    table = read_lexicon(WORDS, columns=["kind", "words"])
    return table.loc[table["kind"] == kind, "words"].tolist()


def _templates(path: Path = TEMPLATES) -> list[dict]:
    columns = ["template", "classes", "label"]
    rows = read_lexicon(path, columns=columns, required=["template", "label"]).to_dict("records")
    known = set(_verbs())
    for row in rows:
        if row["label"] not in PAIR_CLASSES[:2] + PAIR_CLASSES[3:4]:
            raise LexiconError(f"{path.name} line {row['line']}: P is never {row['label']!r}")
        for name in set(row["classes"].split()) - known:
            raise LexiconError(f"{path.name} line {row['line']}: no verb has the class {name!r}")
    return rows
