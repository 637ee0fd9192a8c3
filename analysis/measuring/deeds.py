"""How often each actor does what to whom: triples, agent shares, verbs done and suffered."""

import pandas as pd

from analysis.measuring.framing import ESTIMATE, add_constructed, framing_by
from analysis.schema import require

__all__ = ["agency_by", "done", "tally", "triples_by", "verbs_by"]


def done(triples: pd.DataFrame) -> pd.DataFrame:
    """The triples that are told as done: neither negated nor modal ('may', 'must', 'allegedly').

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    require(triples, ["negated", "modal"], made_by="acting.find_triples")
    modal = triples["modal"].fillna("").ne("")
    return triples[~triples["negated"].fillna(False).astype(bool) & ~modal]


def triples_by(
    triples: pd.DataFrame, by: str | list[str] = ("agent", "frame_class", "patient")
) -> pd.DataFrame:
    """Count triples.

    Returns:
        One row per group: `by`, `n_triples`, `n_articles`, `n_negated` (of them told as not done),
        `n_modal` (told as possible, supposed, wanted, due or alleged), `verbs` (with counts, the
        commonest first); the commonest group first.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(triples, [*by, "verb", "negated", "modal", "article_id"], made_by="acting.find_triples")
    return _counted(triples, by, name="n_triples")


def agency_by(
    mentions: pd.DataFrame, by: str | list[str] = "actor", *, n_boot: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """How often an actor acts rather than is acted upon.

    The estimate is agents / (agents + patients): mentions in other roles are not in the
    denominator. `agentless_rate` = patients of a passive that names nobody who did it / patients.
    A higher share of agents says that the text tells the actor's deeds; it does not say that they
    were good ones.

    Args:
        mentions: With roles, as `add_roles` makes it.
        by: Columns that make the groups.
        n_boot, seed: Resamples of whole articles for the intervals (see `framing_by`).

    Returns:
        One row per group: `by`, `n_mentions`, `n_articles` (agents and patients, and the articles
        that have them: what the estimate rests on), `estimate`, `low`, `high` (0 to 1; NaN where
        no mention is agent or patient), `small` (bool), `n_agent`, `n_patient`, `n_other`,
        `agentless_rate`, `agentless_low`, `agentless_high` (NaN without patients), `n_negated`,
        and `n_constructed` (constructed articles) where `mentions` has `constructed`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(mentions, ["role", "agentless", "negated"], made_by="acting.add_roles")
    require(mentions, ["article_id", *by], made_by="naming.find_mentions")
    counted = mentions.assign(
        **{f"n_{role}": mentions["role"].eq(role) for role in ("agent", "patient", "other")},
        n_negated=mentions["negated"],
    ).groupby(by, dropna=False, sort=True)
    counts = counted[["n_agent", "n_patient", "n_other", "n_negated"]].sum().astype("int64")
    acting = mentions[mentions["role"] != "other"]
    suffering = mentions[mentions["role"] == "patient"]
    shares = _share(acting, acting["role"].eq("agent"), by, n_boot=n_boot, seed=seed)
    agentless = _share(suffering, suffering["agentless"], by, n_boot=n_boot, seed=seed).rename(
        columns={"estimate": "agentless_rate", "low": "agentless_low", "high": "agentless_high"}
    )
    rates = ["agentless_rate", "agentless_low", "agentless_high"]
    table = (
        counts.reset_index()
        .merge(shares, on=by, how="left")
        .merge(agentless[[*by, *rates]], on=by, how="left")
        .fillna({"n_mentions": 0, "n_articles": 0})
    )
    table["small"] = table["small"].ne(False)  # who neither acts nor suffers is in no share
    table = table.astype({"n_mentions": "int64", "n_articles": "int64", "small": "bool"})
    roles = ["n_agent", "n_patient", "n_other"]
    table = table[[*by, *ESTIMATE, *roles, *rates, "n_negated"]]
    return add_constructed(table, acting, by) if "constructed" in mentions else table


def _share(rows: pd.DataFrame, is_so: pd.Series, by: list[str], **options: int) -> pd.DataFrame:
    flagged = rows[["article_id", *by]].assign(_is_so=is_so.astype(float))
    return framing_by(flagged, by=by, measure="_is_so", **options)[[*by, *ESTIMATE]]


def verbs_by(mentions: pd.DataFrame, by: str | list[str] = "actor") -> pd.DataFrame:
    """The verbs that each group does (role agent) and suffers (role patient).

    Returns:
        One row per group, role, verb: `by`, `role`, `verb`, `frame_class`, `n_mentions`,
        `n_articles`, `n_negated`, `n_modal`; the commonest verb of each group and role first.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(
        mentions, ["role", "verb", "frame_class", "negated", "modal"], made_by="acting.add_roles"
    )
    known = mentions[mentions["role"] != "other"]
    table = _counted(known, [*by, "role", "verb", "frame_class"], name="n_mentions")
    return table.drop(columns="verbs").sort_values(
        [*by, "role", "n_mentions", "verb"],
        ascending=[*[True] * (len(by) + 1), False, True],
        ignore_index=True,
    )


def _counted(rows: pd.DataFrame, by: list[str], *, name: str) -> pd.DataFrame:
    grouped = rows.assign(n_modal=rows["modal"].fillna("").ne("")).groupby(by, dropna=False)
    table = grouped.agg(
        **{name: ("article_id", "size")},
        n_articles=("article_id", "nunique"),
        n_negated=("negated", "sum"),
        n_modal=("n_modal", "sum"),
    ).reset_index()
    verbs = grouped["verb"].agg(tally) if len(rows) else pd.Series(dtype="str")
    table = table.assign(verbs=verbs.to_numpy() if len(rows) else pd.Series(dtype="str"))
    counts = [name, "n_articles", "n_negated", "n_modal"]
    return table.astype(dict.fromkeys(counts, "int64")).sort_values(
        [name, *by], ascending=[False, *[True] * len(by)], ignore_index=True
    )


def tally(verbs: pd.Series) -> str:
    """Words with their counts in one line, the commonest first: 'condemn 5, bomb 2'."""
    counts = verbs.value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{verb} {count}" for verb, count in ordered)
