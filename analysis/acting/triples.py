"""Who does what to whom, where both are actors."""

from collections.abc import Mapping

import pandas as pd

from analysis.acting.events import event_of
from analysis.acting.roles import mention_roles
from analysis.reading import listed
from analysis.schema import require

__all__ = ["find_triples"]

_DEED = ["article_id", "sentence_id", "kind", "verb", "verb_start", "verb_end", "frame_class"]
_SAID = ["passive", "negated", "modal"]
_TRIPLE = [
    *_DEED, "event", "quad", *_SAID, "agent", "agent_mention_id", "agent_how", "patient",
    "patient_mention_id", "patient_how",
]  # fmt: skip


def find_triples(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    classes: Mapping[str, str] | None = None,
    itself: bool = False,
) -> pd.DataFrame:
    """Find who does what to whom, where both are actors of the gazetteer.

    With whom something is done ('Russia held talks with Iran') stands as `patient`, too, and its
    `patient_how` is "partner".

    Having is no deed, nor is having something done.

    An actor who stands on both sides ('Russia defended its forces') is left out, but with `itself`
    kept where two of its mentions stand there. Columns that
    mentions carry from earlier stages (`voice`, `outlet`, ...) stay with `mentions`: join them on
    `article_id` and `agent_mention_id`. `classes` has the frame class of each verb (default: those
    of `data/verbs.csv`).

    Returns:
        One row per (agent mention, deed, patient mention), in the order of the text:
        `article_id`, `sentence_id`, `kind` (verb, nominal), `verb`, `verb_start`, `verb_end`
        (offsets into `text`), `frame_class`, `event` and `quad` (see `events.event_of`), `passive`,
        `negated`, `modal`, `agent`, `patient` (canonical actors), their `*_mention_id` and `*_how`
        (see `agency.roles_in`; who is given or told something is a `patient` whose `patient_how`
        is "recipient", and whom a deed only reaches further down one whose `patient_how` is the
        path there: "in object", "in complement", "oblique", "together").

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(mentions, ["actor"], made_by="naming.find_mentions")
    roles = mention_roles(mentions, tokens, classes=classes).merge(
        mentions[["article_id", "mention_id", "actor"]], on=["article_id", "mention_id"]
    )
    roles = roles[~roles["verb"].isin(listed("having")) | roles["kind"].eq("nominal")]
    partner, recipient = roles["how"] == "partner", roles["role"] == "recipient"
    roles["how"] = roles["how"].mask(recipient, "recipient")
    agent = (roles["role"] == "agent") & ~partner
    sides = [
        roles.loc[rows, [*_DEED, *_SAID, "actor", "mention_id", "how"]].rename(
            columns={"actor": side, "mention_id": f"{side}_mention_id", "how": f"{side}_how"}
        )
        for side, rows in (("agent", agent), ("patient", ~agent))
    ]
    pairs = sides[0].merge(sides[1], on=[*_DEED, *_SAID])
    told = [event_of(verb, classes=classes) for verb in pairs["verb"]]
    pairs["event"] = pd.Series([event for event, _ in told], index=pairs.index, dtype="str")
    pairs["quad"] = pd.Series([quad for _, quad in told], index=pairs.index, dtype="str")
    apart = ("agent_mention_id", "patient_mention_id") if itself else ("agent", "patient")
    pairs = pairs[pairs[apart[0]] != pairs[apart[1]]][_TRIPLE]
    return pairs.sort_values(
        ["article_id", "verb_start", "agent_mention_id", "patient_mention_id"],
        kind="stable",
        ignore_index=True,
    )
