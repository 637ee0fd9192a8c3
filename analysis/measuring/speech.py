"""Who gets to speak, about whom, and with what verb the outlet lets them."""

import pandas as pd

from analysis.measuring.framing import ESTIMATE, framing_by
from analysis.quoting import outermost
from analysis.schema import require

__all__ = ["named_speakers", "speakers_by", "speaks_about", "stances_by", "utterances"]

_KINDS = ("direct", "mixed", "indirect")


def utterances(quotes: pd.DataFrame) -> pd.DataFrame:
    """What the outlet quotes, each once.

    A part in quotation marks inside a paraphrase is no second utterance: the paraphrase stands for
    both, as `mixed`. Scare quotes and what a quoted speaker tells of others are left out.

    Args:
        quotes: One row per quotation, from `find_quotes`.

    Returns:
        One row per utterance, with the columns of `quotes`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(quotes, ["article_id", "start", "end", "kind"], made_by="quoting.find_quotes")
    said = outermost(quotes[quotes["kind"].isin(_KINDS)]).reset_index(drop=True)
    places = said[["article_id", "start", "end"]].assign(row=said.index)
    parts, wholes = places[said["kind"] == "mixed"], places[said["kind"] == "indirect"]
    pairs = parts.merge(wholes, on="article_id", suffixes=("", "_whole"))
    inside = pairs[(pairs["start"] >= pairs["start_whole"]) & (pairs["end"] <= pairs["end_whole"])]
    kinds = said["kind"].mask(said.index.isin(inside["row_whole"]), "mixed")
    return said.assign(kind=kinds).drop(index=inside["row"].unique()).reset_index(drop=True)


def speakers_by(quotes: pd.DataFrame, by: list[str] | None = None) -> pd.DataFrame:
    """How often each speaker is quoted, and in what manner.

    Args:
        quotes: One row per quotation, from `find_quotes`; counted as `utterances`.
        by: Grouping columns (default: `speaker`).

    Returns:
        One row per group, most utterances first: `by`, `n_quotes` (utterances), `n_articles`,
        `n_direct`, `n_mixed`, `n_indirect`, `share` (of all utterances of the table, 0 to 1).
    """
    by = by or ["speaker"]
    require(quotes, [*by, "kind", "article_id"], made_by="quoting.find_quotes")
    said = utterances(quotes)
    flags = said.assign(**{f"n_{kind}": said["kind"].eq(kind) for kind in _KINDS})
    table = flags.groupby(by, dropna=False).agg(
        n_quotes=("article_id", "size"),
        n_articles=("article_id", "nunique"),
        **{f"n_{kind}": (f"n_{kind}", "sum") for kind in _KINDS},
    )
    table["share"] = table["n_quotes"] / max(len(said), 1)
    order = ["n_quotes", *by]
    table = table.reset_index()
    return table.sort_values(order, ascending=[False, *[True] * len(by)], ignore_index=True)


def speaks_about(mentions: pd.DataFrame, *, measure: str = "polarity") -> pd.DataFrame:
    """Who speaks about whom, how often and how warmly: the speaker to target matrix, long.

    Args:
        mentions: With `speaker` (missing in the outlet's own words) and the measure.
        measure: What to average.

    Returns:
        A framing table by `speaker` and `actor` (the target), most mentions first, with
        `about_self`: whether the two are the same. Speech that nobody is named for stands under
        'unattributed'.
    """
    require(mentions, ["speaker", "actor"], made_by="quoting.add_voice")
    table = framing_by(
        mentions[mentions["speaker"].notna()], by=["speaker", "actor"], measure=measure
    )
    table["about_self"] = table["speaker"].astype("str") == table["actor"].astype("str")
    order = ["n_mentions", "speaker", "actor"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)


def stances_by(quotes: pd.DataFrame, by: list[str] | None = None) -> pd.DataFrame:
    """What the verbs of saying give away: how often the outlet's cue takes a side.

    'noted' endorses what is said, 'claimed' doubts it, 'lashed out' makes the speaker hostile;
    `data/cues.csv` says which verb does what. A quotation without a cue is not counted, nor is one
    within another, whose verb is the choice of whoever tells it.

    Args:
        quotes: One row per quotation, with `cue` and `stance`; counted as `utterances`.
        by: Grouping columns (default: `speaker`).

    Returns:
        One row per group and stance (neutral, endorsing, doubting, hostile): `by`, `stance`,
        `n_mentions` (of saying: the group's utterances with a cue), `n_articles`, `estimate` (share
        of them with that stance, 0 to 1), `low`, `high` (bootstrap over articles), `small` (bool),
        `cues` (the verbs with counts), and `n_constructed` where `quotes` has `constructed`.
    """
    by = by or ["speaker"]
    require(quotes, [*by, "cue", "stance", "article_id"], made_by="quoting.find_quotes")
    cued = utterances(quotes)
    cued = cued[cued["stance"].notna()]
    tables = []
    for stance in ("neutral", "endorsing", "doubting", "hostile"):
        flagged = cued.assign(has=cued["stance"].eq(stance).astype(float))
        shares = framing_by(flagged, by=by, measure="has").assign(stance=stance)
        verbs = cued[cued["stance"] == stance].groupby(by, dropna=False)["cue"].agg(_counted)
        tables.append(shares.merge(verbs.rename("cues").reset_index(), on=by, how="left"))
    table = pd.concat(tables).fillna({"cues": ""})
    marked = ["n_constructed"] if "n_constructed" in table else []
    table = table[[*by, "stance", *ESTIMATE, "cues", *marked]]
    return table.sort_values(by, kind="stable", ignore_index=True)


def _counted(words: pd.Series) -> str:
    counts = sorted(words.value_counts().items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{word} {count}" for word, count in counts)


def named_speakers(speakers: pd.Series, quotes: pd.DataFrame) -> pd.Series:
    """Which speakers are called by a name or an office, not 'reports', 'two' or 'unattributed'."""
    actors = quotes.loc[quotes["speaker_actor"].notna(), "speaker"].unique()
    return speakers.str.match(r"[A-Z]").eq(True) | speakers.isin(actors)
