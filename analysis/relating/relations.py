"""The table of relations: pairs, what is read between them, the deed, the telling, the tie."""

from collections.abc import Mapping

import pandas as pd

from analysis.acting import find_triples
from analysis.naming import is_counted
from analysis.relating.attitudes import PROBABILITIES, Pairs, name_of, score_pairs
from analysis.relating.beside import stand_as
from analysis.relating.pairing import KEYS, MOST, pairs_in
from analysis.relating.telling import told_by
from analysis.schema import COLUMNS, require

__all__ = ["CUT", "MOST", "TIES", "find_relations", "no_relations"]

# From this probability of the one attitude on, a pair without a deed is called for or against.
# Stricter than `PAIR_CUT`, which is of any attitude: most pairs of a sentence tell nothing. Chosen
# on forty ties from .4 on that were read against their sentences (22 right, 13 wrong): nearly all
# of the wrong ones lay below .6. Forty others are the check (`data/pair-scorer/README.md`).
CUT = 0.6
TIES = ["deed", "attitude", "joint", "name", "together", "self"]
# What a deed only reaches further down in the sentence: believed where it is a political event.
_REACHED = ["in object", "in complement", "oblique", "together"]
_DEED = {
    "verb": "deed", "verb_start": "deed_start", "verb_end": "deed_end", "patient_how": "how",
    "event": "event_class",  # `event` is the one that an article tells
}  # fmt: skip
_OF_DEED = ["frame_class", "quad", "passive", "negated", "modal"]
_SPAN = ["mention_id", "start", "end"]
_DTYPES = {
    **dict.fromkeys(COLUMNS["relations"], "str"),
    **{f"{side}_{name}": "int64" for side in ("holder", "target") for name in _SPAN},
    **dict.fromkeys(["p_for", "p_against", "attitude"], "float64"),
    **dict.fromkeys(["deed_start", "deed_end"], "Int64"),
    **dict.fromkeys(["passive", "negated", "said", "own_state"], "bool"),
    "sentence_id": "int64",
}


def find_relations(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    pairs: Pairs | None = None,
    classes: Mapping[str, str] | None = None,
    most: int = MOST,
    cut: float = CUT,
) -> pd.DataFrame:
    """Find what each sentence tells of one actor toward another.

    Two actors are set against each other by the mentions that a deed binds, else by those that
    stand nearest; scenes ('in Moscow') neither hold nor receive. Read `attitude` 0.6 as 'told as
    for the other, six parts of ten more than as against it'; it is the holder's as the sentence
    tells it, not the writer's.

    Args:
        mentions: One row per mention, with `voice`, `speaker`, `quote_id` (from `add_voice`).
        sentences: One row per sentence.
        tokens: One row per token.
        quotes: One row per quotation; without them a quotation within another has no outer one.
        pairs: What reads the attitudes: all pairs are handed to it in one call (see `Pairs`).
            Without it deeds alone are told, and `p_for`, `p_against`, `attitude` are missing.
        classes: Frame class of each verb (default: those of `data/verbs.csv`).
        most: Of a sentence that names more actors only the first so many are paired, with a
            `CappedWarning`.
        cut: From which probability on a pair without a deed is called for or against in `tie`.

    Returns:
        One row per sentence and ordered pair of actors, in the order of the text: `article_id`,
        `sentence_id`, `holder`, `target` (actors), `tie`, `p_for`, `p_against` [0, 1], `attitude`
        [-1, 1] (their difference); `deed` (lemma; missing where none), `frame_class`,
        `event_class`, `quad` (as `acting.find_triples` has them), `how` (what the target's place
        in the deed rests on), `passive`, `negated`, `modal`; `voice`, `speaker`, `words_of` (whose
        telling); `said` (the target stands in words of the holder's own); `own_state` (a person and
        the state that the person stands for);
        `deed_start`, `deed_end`, `holder_mention_id`, `holder_start`, `holder_end` and the same of
        the target (offsets into the article's `text`); `paired_by` (name of the pair scorer).

        `tie`: "deed" (the holder is told as doing something to the target), "attitude" (no deed,
        but for or against from `cut` on), "joint" ('Iran and Russia'), "name" (one in the other's
        name: 'Ukraine's Volodymyr Zelensky'), "together" (they only share the sentence), "self"
        ('Russia defended its forces': holder and target are one actor, and no attitude is read).

    Raises:
        MissingColumn: naming the column and the function that makes it.
        ScorerError: if the answer of `pairs` cannot be used.

    References:
        Park, Pan and Joo 2021 for for-and-against between two entities of a sentence.
    """
    require(mentions, ["voice", "speaker", "quote_id"], made_by="quoting.add_voice")
    require(sentences, [*KEYS, "start", "sentence"], made_by="reading.split_sentences")
    counted = mentions[is_counted(mentions)]
    several = counted.groupby(KEYS)["mention_id"].transform("size") > 1
    deeds = find_triples(counted[several], tokens, classes=classes, itself=True)
    between = deeds["agent"] != deeds["patient"]
    found = pairs_in(counted, deeds=deeds[between], most=most)
    if pairs is None:
        read = pd.DataFrame(index=found.index, columns=PROBABILITIES, dtype=float)
    else:
        read = score_pairs(found, mentions, sentences, pairs=pairs)
    found = found.assign(beside=stand_as(found, tokens)).join(read)
    both = pd.concat([_ordered(found), _ordered(found, turned=True)], ignore_index=True)
    itself = _itself(deeds[~between], counted)
    rows = pd.concat([both, itself] if len(itself) else [both], ignore_index=True)
    rows = rows.join(told_by(rows, mentions, quotes)).merge(
        _best(deeds), on=[*KEYS, "holder", "target"], how="left", validate="one_to_one"
    )
    rows["tie"] = _tie(rows, cut)
    rows["attitude"] = rows["p_for"] - rows["p_against"]
    rows["own_state"] = _own_state(rows, mentions)
    rows["paired_by"] = None if pairs is None else name_of(pairs)
    order = dict(zip(mentions["article_id"].unique(), range(len(mentions)), strict=False))
    rows["rank"] = rows["article_id"].map(order)
    places = ["rank", "sentence_id", "holder_start", "target_start"]
    return _typed(rows.sort_values(places, kind="stable", ignore_index=True))


def no_relations() -> pd.DataFrame:
    """The table without a row, for who does not ask."""
    return _typed(pd.DataFrame(columns=COLUMNS["relations"]))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    flags = {
        name: rows[name].eq(True)
        for name in ("passive", "negated", "said", "own_state")
        if name in rows
    }
    blank = {
        name: rows[name].fillna("") for name in ("frame_class", "event_class", "quad", "modal")
    }
    return rows.assign(**flags, **blank)[COLUMNS["relations"]].astype(_DTYPES)


def _ordered(found: pd.DataFrame, *, turned: bool = False) -> pd.DataFrame:
    """The pairs in one direction: what stands first as holder, or turned."""
    holder, target = ("q", "p") if turned else ("p", "q")
    names = {holder: "holder", target: "target"}
    for side, name in list(names.items()):
        spans = {"id": "mention_id", "start": "start", "end": "end"}
        names |= {f"{side}_{a}": f"{name}_{b}" for a, b in spans.items()}
    names |= {f"{holder}_for_{target}": "p_for", f"{holder}_against_{target}": "p_against"}
    kept = found.rename(columns=names)
    for_telling = found[["p_id", "q_id"]]
    return kept[[*KEYS, "beside", *dict.fromkeys(names.values())]].join(for_telling)


def _itself(deeds: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """Who does something to itself, in the columns of `_ordered`; once a sentence and actor."""
    once = deeds.drop_duplicates([*KEYS, "agent"])
    spans = counted.set_index(["article_id", "mention_id"])[["start", "end"]]
    rows = once[KEYS].assign(holder=once["agent"], target=once["patient"], beside="self")
    rows = rows.assign(p_for=float("nan"), p_against=float("nan"))
    for side, role, pair in (("holder", "agent", "p_id"), ("target", "patient", "q_id")):
        ids = once[f"{role}_mention_id"]
        at = spans.loc[list(zip(once["article_id"], ids, strict=True))]
        rows = rows.assign(**{f"{side}_mention_id": ids, pair: ids})
        rows[[f"{side}_start", f"{side}_end"]] = at.to_numpy()
    return rows


def _best(deeds: pd.DataFrame) -> pd.DataFrame:
    """One deed per sentence, agent and patient: a political event before any other, what stands
    beside its verb before what is only reached, then the first."""
    ranked = deeds.assign(
        eventless=deeds["quad"].eq(""), reached=deeds["patient_how"].isin(_REACHED)
    ).sort_values(["eventless", "reached", "verb_start"], kind="stable")
    one = ranked.drop_duplicates([*KEYS, "agent", "patient"])
    names = {"agent": "holder", "patient": "target", **_DEED}
    return one[[*KEYS, "agent", "patient", *_DEED, *_OF_DEED]].rename(columns=names)


def _tie(rows: pd.DataFrame, cut: float) -> pd.Series:
    deed = rows["deed"].notna() & (rows["quad"].ne("") | ~rows["how"].isin(_REACHED))
    attitude = rows[["p_for", "p_against"]].max(axis=1) >= cut
    beside = rows["beside"]
    tie = pd.Series("together", index=rows.index).mask(beside.ne(""), beside)
    tie = tie.mask(attitude & beside.ne("name"), "attitude")
    return tie.mask(deed & beside.ne("self"), "deed")


def _own_state(rows: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Whether the pair are a person and the person's state."""
    if "actor_state" not in mentions:
        return pd.Series(False, index=rows.index)
    known = mentions[["article_id", "mention_id", "actor_state"]]
    state = {(article, number): of for article, number, of in known.itertuples(index=False)}
    sides = (
        [state.get(key) for key in zip(rows["article_id"], rows[f"{side}_mention_id"], strict=True)]
        for side in ("holder", "target")
    )
    pairs = zip(rows["holder"], rows["target"], *sides, strict=True)
    own = [holder != target and (a == target or b == holder) for holder, target, a, b in pairs]
    return pd.Series(own, index=rows.index, dtype=bool)
