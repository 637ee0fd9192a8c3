"""Which part each actor plays in what is told: who helps, who harms, who is hurt."""

from functools import cache
from pathlib import Path

import pandas as pd

from analysis.lexicons import read_lexicon
from analysis.measuring.deeds import tally
from analysis.measuring.framing import ESTIMATE, add_constructed, framing_by
from analysis.schema import DATA, LexiconError, require

__all__ = ["PARTS", "find_parts", "leading_parts", "parts_by", "read_parts"]

PARTS = ["protagonist", "antagonist", "innocent"]


def read_parts(path: str | Path = DATA / "parts.csv") -> pd.DataFrame:
    """Which part a class of deed gives to its two sides.

    Returns:
        One row per class and wording: `event`, `wording` (cold, other, or "" for either), `holder`,
        `target` (one of `PARTS`, or ""), `line`.

    Raises:
        LexiconError: naming file and line, for an unknown part or wording, or a class that stands
            there twice.
    """
    columns = ["event", "wording", "holder", "target"]
    table = read_lexicon(path, columns=columns, required=["event"])
    for row in table.itertuples():
        if row.wording not in ("", "cold", "other"):
            raise LexiconError(
                f"{Path(path).name} line {row.line}: wording is cold, other or nothing, not "
                f"{row.wording!r}"
            )
        for part in (row.holder, row.target):
            if part and part not in PARTS:
                raise LexiconError(
                    f"{Path(path).name} line {row.line}: {part!r} is not one of {', '.join(PARTS)}"
                )
    for row in table[table[["event", "wording"]].duplicated()].itertuples():
        raise LexiconError(f"{Path(path).name} line {row.line}: {row.event!r} stands there twice")
    return table


@cache
def _shipped() -> dict[tuple[str, str], tuple[str, str]]:
    """Parts of holder and target by class and wording."""
    return {
        (row.event, wording): (row.holder, row.target)
        for row in read_parts().itertuples()
        for wording in ([row.wording] if row.wording else ["cold", "other"])
    }


def find_parts(relations: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The part that each told relation gives to its holder and to its target.

    A deed gives what `data/parts.csv` says of its class; what is told without such a deed, for or
    against, gives its own. Who is told as against somebody, without a blow, is the antagonist
    where the wording around it is cold, and the other an innocent; where it is not, the other is
    the antagonist, as whoever is blamed. Deeds told as not done give nothing; those told as
    possible, wanted or alleged count.

    Args:
        relations: One row per sentence and ordered pair (give `told(relations)`).
        mentions: One row per mention, with the `polarity` of the wording around it.

    Returns:
        One row per relation and side that has a part: `actor`, `part`, `by` (the class), `side`
        (holder, target), beside all columns of `relations`.

    Raises:
        MissingColumn: naming the column and the function that makes it.

    References:
        Jones and McBeth 2010, 'A narrative policy framework'; SemEval-2025 task 10, entity framing.
    """
    needed = ["tie", "event_class", "negated", "said", "p_for", "p_against", "holder_mention_id"]
    require(relations, needed, made_by="relating.find_relations")
    require(mentions, ["polarity"], made_by="scoring.add_polarity")
    given = _shipped()
    by, wording = _classes(relations), _wording(relations, mentions)
    parts = [given.get(key, ("", "")) for key in zip(by, wording, strict=True)]
    sides = []
    for at, side in enumerate(("holder", "target")):
        actors = {"actor": relations[side].astype("str"), "by": by, "side": side}
        of_side = pd.Series([both[at] for both in parts], relations.index, dtype="str")
        sides.append(relations.assign(**actors, part=of_side))
    found = pd.concat(sides)
    return found[found["part"].ne("")].sort_index(kind="stable").reset_index(drop=True)


def _classes(relations: pd.DataFrame) -> pd.Series:
    """The class of what is told: of a deed, or for and against without one; "" where nothing is."""
    reading = pd.Series("", index=relations.index, dtype="object")
    reading = reading.mask(relations["p_for"] > relations["p_against"], "for")
    reading = reading.mask(relations["p_for"] < relations["p_against"], "against")
    reading += relations["said"].map({True: " said", False: ""})
    by = relations["event_class"].astype("object").where(relations["tie"].eq("deed"), "")
    by = by.where(relations["tie"].ne("attitude"), reading)
    return by.where(~relations["negated"], "").astype("str")


def _wording(relations: pd.DataFrame, mentions: pd.DataFrame) -> list[str]:
    """Whether the wording around each holder is cold."""
    keys = zip(mentions["article_id"], mentions["mention_id"], strict=True)
    polarity = dict(zip(keys, mentions["polarity"], strict=True))
    holders = zip(relations["article_id"], relations["holder_mention_id"], strict=True)
    return ["cold" if polarity.get(key, 0.0) < 0 else "other" for key in holders]


def parts_by(
    relations: pd.DataFrame,
    mentions: pd.DataFrame,
    by: str | list[str] = "actor",
    **options: object,
) -> pd.DataFrame:
    """How often each actor is told in each part, as shares with intervals over articles.

    Args:
        relations, mentions: As for `find_parts`, which says what gives a part.
        by: Column or columns that make the groups; `actor` must be among them.
        **options: As for `framing_by`.

    Returns:
        One row per group and part (protagonist, antagonist, innocent): `by`, `part`, `n_mentions`
        (of the group, in any part), `n_articles`, `estimate` (share of them in this part, 0 to 1),
        `low`, `high`, `small`, `n_part`, `deeds` (what gave it, with counts), and `n_constructed`
        where `relations` has `constructed`.
    """
    by = [by] if isinstance(by, str) else list(by)
    found = find_parts(relations, mentions)
    tables = []
    for part in PARTS:
        flagged = found.assign(_is_so=found["part"].eq(part).astype(float))
        shares = framing_by(flagged, by=by, measure="_is_so", **options)[[*by, *ESTIMATE]]
        of_part = found[found["part"] == part].groupby(by, observed=True)["by"]
        counts = pd.DataFrame({"n_part": of_part.size(), "deeds": of_part.agg(tally)})
        tables.append(shares.assign(part=part).merge(counts.reset_index(), on=by, how="left"))
    table = pd.concat(tables).fillna({"n_part": 0, "deeds": ""}).astype({"n_part": "int64"})
    if "constructed" in found:
        table = add_constructed(table, found, by)
    first = [*by, "part"]
    table = table[[*first, *(name for name in table if name not in first)]]
    return table.sort_values(by, kind="stable", ignore_index=True)


def leading_parts(table: pd.DataFrame) -> pd.DataFrame:
    """Each group's part: the one with the greatest share, and whether it is clear.

    Args:
        table: As `parts_by` gives it.

    Returns:
        One row per group, most told first: the row of its leading part, with `clear` (its
        interval lies above the share of every other part).
    """
    require(table, ["part", "estimate", "low"], made_by="measuring.parts_by")
    by = list(table.columns[: table.columns.get_loc("part")])
    ordered = table.sort_values("estimate", ascending=False, kind="stable")
    second = ordered.groupby(by, observed=True)["estimate"].nth(1)
    first = ordered.drop_duplicates(by)
    runner = ordered.loc[second.index, by].assign(_next=second)
    first = first.merge(runner, on=by, how="left", validate="one_to_one")
    first["clear"] = first["low"] > first["_next"].fillna(0)
    order = ["n_mentions", *by]
    return first.drop(columns="_next").sort_values(
        order, ascending=[False, *[True] * len(by)], ignore_index=True
    )
