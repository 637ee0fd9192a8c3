"""How often each actor does what to whom: triples, agent shares, verbs done and suffered."""

import pandas as pd

from analysis.measuring.framing import add_constructed, framing_by
from analysis.schema import require


def triples_by(
    triples: pd.DataFrame, by: str | list[str] = ("agent", "frame_class", "patient")
) -> pd.DataFrame:
    """Count triples.

    Returns:
        One row per group: `by`, `n_triples`, `n_articles`, `n_negated` (of them told as not done),
        `n_modal` (told as possible, wanted, due or alleged), `verbs` (with counts, the commonest
        first); the commonest group first.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(triples, [*by, "verb", "negated", "modal", "article_id"], made_by="find_triples")
    return _counted(triples, by, name="n_triples")


def agency_by(
    mentions: pd.DataFrame, by: str | list[str] = "actor", *, n_boot: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """How often an actor acts rather than is acted upon.

    `agent_share` = agents / (agents + patients): mentions in other roles are not in the
    denominator. `agentless_rate` = patients of a passive that names nobody who did it / patients.
    A higher agent share says that the text tells the actor's deeds; it does not say that they were
    good ones.

    Args:
        mentions: With roles, as `roles.add_roles` makes it.
        by: Columns that make the groups.
        n_boot, seed: Resamples of whole articles for the intervals (see `framing.framing_by`).

    Returns:
        One row per group: `by`, `n_mentions`, `n_articles`, `n_agent`, `n_patient`, `n_other`,
        `agent_share`, `agent_low`, `agent_high` (NaN where no mention is agent or patient),
        `agent_articles` (in which one is),
        `agentless_rate`, `agentless_low`, `agentless_high` (NaN without patients), `n_negated`.

    Raises:
        MissingColumn: naming the column and the function that makes it.
    """
    by = [by] if isinstance(by, str) else list(by)
    require(mentions, ["role", "agentless", "negated"], made_by="roles.add_roles")
    require(mentions, ["article_id", *by], made_by="actors.find_mentions")
    flags = mentions.assign(
        **{f"n_{role}": mentions["role"].eq(role) for role in ("agent", "patient", "other")},
        n_negated=mentions["negated"],
        n_mentions=1,
    )
    sums = ["n_mentions", "n_agent", "n_patient", "n_other", "n_negated"]
    grouped = flags.groupby(by, dropna=False, sort=True)
    table = grouped[sums].sum().astype("int64").reset_index()
    table.insert(
        len(by) + 1, "n_articles", grouped["article_id"].nunique().astype("int64").to_numpy()
    )
    acting = flags[flags["role"] != "other"].assign(agent_share=lambda rows: rows["n_agent"] * 1.0)
    suffering = flags[flags["role"] == "patient"].assign(
        agentless_rate=lambda rows: rows["agentless"] * 1.0
    )
    for rows, measure in ((acting, "agent_share"), (suffering, "agentless_rate")):
        stem = measure.split("_")[0]
        names = {"estimate": measure, "low": f"{stem}_low", "high": f"{stem}_high"}
        names |= {"n_articles": "agent_articles"} if stem == "agent" else {}
        shares = framing_by(
            rows.drop(columns=[c for c in ("evidence", "coverage", "n_mentions") if c in rows]),
            by=by, measure=measure, n_boot=n_boot, seed=seed,
        )  # fmt: skip
        table = table.merge(shares[[*by, *names]].rename(columns=names), on=by, how="left")
    return add_constructed(table, mentions, by) if "constructed" in mentions else table


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
        mentions, ["role", "verb", "frame_class", "negated", "modal"], made_by="roles.add_roles"
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
    verbs = grouped["verb"].agg(_tally) if len(rows) else pd.Series(dtype="str")
    table = table.assign(verbs=verbs.to_numpy() if len(rows) else pd.Series(dtype="str"))
    counts = [name, "n_articles", "n_negated", "n_modal"]
    return table.astype(dict.fromkeys(counts, "int64")).sort_values(
        [name, *by], ascending=[False, *[True] * len(by)], ignore_index=True
    )


def _tally(verbs: pd.Series) -> str:
    counts = verbs.value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{verb} {count}" for verb, count in ordered)
