"""Agent, patient or other: which part each mention has in the deed its sentence tells."""

from collections.abc import Mapping

import pandas as pd

from analysis.acting.agency import Role, roles_in
from analysis.reading import listed, shipped, tokens_of
from analysis.schema import require

__all__ = ["Role", "add_roles", "find_roles", "mention_roles", "roles_in"]

_KEYS = ["article_id", "sentence_id"]
_DTYPES = {
    "article_id": "str", "sentence_id": "int64", "start": "int64", "end": "int64",
    "head_start": "int64", "head_end": "int64", "role": "str", "verb": "str",
    "verb_start": "int64", "verb_end": "int64", "passive": "bool", "agentless": "bool",
    "negated": "bool", "modal": "str", "kind": "str", "how": "str", "support": "bool",
    "frame_class": "str",
}  # fmt: skip
# The main verb of a mention is the one it stands beside; what is only inferred comes after.
_RANK = {
    "direct": 0, "conjunct": 0, "apposition": 0, "carried": 0, "partner": 0, "prepositional": 0,
    "modifier": 1, "shared": 2, "control": 3, "relative": 4, "reduced": 5,
    "in object": 6, "in complement": 7, "oblique": 8, "together": 9,
}  # fmt: skip
_OF_SCENES = ("reduced", "relative", "oblique")
_ADDED = ("verb", "frame_class", "passive", "agentless", "negated", "modal", "role_how")


def find_roles(tokens: pd.DataFrame, *, classes: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Find the arguments of every verb and of every noun that tells a deed.

    No gazetteer is needed: the arguments are noun phrases of any kind.

    Args:
        tokens: One row per token, as `reading.split_tokens` makes it.
        classes: Frame class of each verb (default: those of `data/verbs.csv`).

    Returns:
        One row per argument and verb, in the order of the text: the keys; `start`, `end` (the noun
        phrase) and `head_start`, `head_end` (its head), offsets into the article's `text`; `role`
        (agent, patient, recipient, target); `verb` (lemma), `verb_start`, `verb_end`; `passive`;
        `agentless` (passive with nobody named who did it); `negated`; `modal` (what tells
        it as less than done: a modal verb, 'if', a word of wanting or alleging, the 'to' of a
        purpose; "" where none); `kind` (verb, nominal); `how` (see `agency.roles_in`); `support`
        (the verb only carries a deed that its noun tells: 'imposed sanctions'); `frame_class` (""
        where `data/verbs.csv` has none).

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(
        tokens,
        [*_KEYS, "token_id", "start", "end", "token", "pos", "lemma", "head", "dep"],
        made_by="reading.split_tokens",
    )
    classes = shipped("verbs") if classes is None else classes
    rows = []
    ordered = tokens.sort_values(["article_id", "token_id"], kind="stable")
    for keys, part in ordered.groupby(_KEYS, sort=False):
        roles = roles_in(tokens_of(part), classes=classes)
        rows.extend((*keys, *role, classes.get(role.verb, "")) for role in roles)
    return pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES)


def mention_roles(
    mentions: pd.DataFrame, tokens: pd.DataFrame, *, classes: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """All roles of all mentions: a mention may do several things in one sentence.

    A mention has the role of an argument if it covers its head ('the US' in 'the US'), or if it is
    the name in front of a noun that acts for it ('Russian' in 'Russian forces'; `how` is
    "modifier", the nouns are in `data/bodies.csv`). Who only remains or becomes something does
    nothing: linking verbs, which `find_roles` has, are left out here. So are verbs that only carry
    a deed: who 'imposed sanctions' has sanctioned, and is agent of that alone.

    Returns:
        One row per mention and role: `mention_id` beside the columns of `find_roles`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(mentions, [*_KEYS, "mention_id", "start", "end"], made_by="naming.find_mentions")
    spans = mentions[[*_KEYS, "mention_id", "start", "end"]].rename(
        columns={"start": "mention_start", "end": "mention_end"}
    )
    spans["scene"] = mentions["how"].eq("place") if "how" in mentions else False
    wanted = spans[_KEYS].drop_duplicates()
    roles = find_roles(tokens.merge(wanted, on=_KEYS), classes=classes).merge(spans, on=_KEYS)
    roles = roles[~roles["verb"].isin(listed("linking")) | roles["kind"].eq("nominal")]
    roles = roles[~roles["support"]].drop(columns="support")
    covers = (roles["mention_start"] <= roles["head_start"]) & (
        roles["head_end"] <= roles["mention_end"]
    )
    within = (roles["head_start"] <= roles["mention_start"]) & (
        roles["mention_end"] <= roles["head_end"]
    )
    found = roles[covers | within].drop(columns=["mention_start", "mention_end"])
    # 'a summit in Washington attended by Orlan', 'spoke to the press in Washington': the scene is
    # no patient
    scene = found["scene"] & found["how"].isin(_OF_SCENES)
    found = found[~scene].drop(columns="scene")
    # a title covers the name in it: 'Iranian foreign minister' is the head, not 'Iranian'
    found = found.assign(rank=found["how"].map(_RANK).astype("int64")).sort_values(
        ["article_id", "mention_id", "verb_start", "rank"], kind="stable"
    )
    same = ["article_id", "mention_id", "verb_start", "role"]
    first = [*_KEYS, "mention_id"]
    order = [*first, *(column for column in found if column not in [*first, "rank"])]
    return found.drop_duplicates(same)[order].reset_index(drop=True)


def add_roles(
    mentions: pd.DataFrame, tokens: pd.DataFrame, *, classes: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Add the part each mention has in what its sentence tells.

    Of several roles of one mention the one beside its own verb counts: direct or coordinated ones
    before modifiers, those before shared subjects, infinitives, relative clauses and reduced
    participles, and verbs before nouns that tell a deed, unless a verb carries the noun; then the
    first in the sentence.
    `mention_roles` has them all.

    Args:
        mentions: One row per mention, as `naming.find_mentions` makes it.
        tokens: One row per token, as `reading.split_tokens` makes it.
        classes: Frame class of each verb (default: those of `data/verbs.csv`).

    Returns:
        A copy with `role` (agent, patient, other; who only receives, is told or given something,
        is other), and for agents and patients `verb` (lemma), `frame_class` ("" where
        `data/verbs.csv` has none), `passive`, `agentless`, `negated` (bool), `modal` ("" where
        none) and `role_how` (direct, conjunct, apposition, modifier, shared, control,
        relative, reduced, nominal). Beside "other" they are NA, and the bools False.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    found = mention_roles(mentions, tokens, classes=classes)
    found = found[found["role"].isin(["agent", "patient"])]
    nominal = found["kind"] == "nominal"
    found = found.assign(
        rank=found["how"].map(_RANK).astype("int64") + 10 * (nominal & found["how"].ne("carried")),
        role_how=found["how"].mask(nominal, "nominal"),
    )
    keys = ["article_id", "mention_id"]
    best = found.sort_values([*keys, "rank", "verb_start"], kind="stable").drop_duplicates(keys)
    added = mentions.drop(columns=[c for c in ("role", *_ADDED) if c in mentions]).merge(
        best[[*keys, "role", *_ADDED]], on=keys, how="left", validate="one_to_one"
    )
    flags = {name: added[name].eq(True) for name in ("passive", "agentless", "negated")}
    result = added.assign(role=added["role"].fillna("other"), **flags)
    return result.set_axis(mentions.index)
