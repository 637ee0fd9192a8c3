"""Whose telling a relation is: of the quotation that holds both actors, else of the outlet."""

import pandas as pd

__all__ = ["told_by"]


def told_by(
    found: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Voice, speaker and `words_of` of each pair.

    'Araghchi said that the US attacked Iran' lets Araghchi tell of the two; 'Russia condemned the
    US', where Russia's words about the US are its own, is told by the outlet. Two quotations of
    one speaker are one telling; of a quotation within another, the inner one's speaker tells only
    what holds both.

    Args:
        found: Ordered pairs: `article_id`, `p_id`, `q_id` (the mention that stands first, and the
            other), `holder`, `target_mention_id`.
        mentions: With `voice`, `speaker`, `quote_id` (from `add_voice`).
        quotes: One row per quotation, with `quote_id` and `within`.

    Returns:
        On the index of `found`: `voice` (outlet, headline, direct, indirect), `speaker` (missing
        where the outlet tells), `words_of` (outlet, quoted), `said` (the target stands in words of
        the holder's own).
    """
    outer = _outer(quotes)
    ids = zip(mentions["article_id"], mentions["mention_id"], strict=True)
    told = dict(
        zip(
            ids,
            zip(mentions["voice"], mentions["speaker"], mentions["quote_id"], strict=True),
            strict=True,
        )
    )
    rows, speakers = [], []
    columns = ["article_id", "p_id", "q_id", "target_mention_id"]
    for article, p, q, target in found[columns].itertuples(index=False, name=None):
        chains = [_chain(article, told[(article, one)], outer) for one in (p, q)]
        same = [a for a in chains[0] for b in chains[1] if a[0] == b[0] or _is_one(a, b)]
        by_outlet = "headline" if "headline" in (chains[0][-1][1], chains[1][-1][1]) else "outlet"
        rows.append(same[0][1:] if same else (by_outlet, None))
        speakers.append({link[2] for link in chains[0 if target == p else 1]})
    table = pd.DataFrame(rows, columns=["voice", "speaker"], index=found.index).astype("str")
    said = zip(found["holder"], speakers, strict=True)
    table["said"] = pd.Series([who in those for who, those in said], found.index, dtype="bool")
    own = table["voice"].isin(["outlet", "headline"])
    return table.assign(words_of=own.map({True: "outlet", False: "quoted"}).astype("str"))


def _outer(quotes: pd.DataFrame | None) -> dict[tuple, tuple]:
    """For each quotation within another: the other's id, kind and speaker."""
    if quotes is None or "within" not in quotes or quotes["within"].isna().all():
        return {}
    keys = list(zip(quotes["article_id"], quotes["quote_id"], strict=True))
    about = dict(zip(keys, zip(quotes["kind"], quotes["speaker"], strict=True), strict=True))
    held = zip(keys, quotes["within"], strict=True)
    return {
        key: (int(whole), *about[(key[0], int(whole))])
        for key, whole in held
        if pd.notna(whole) and (key[0], int(whole)) in about
    }


def _chain(article: str, mention: tuple, outer: dict[tuple, tuple]) -> list[tuple]:
    """The quotations that hold a mention, the innermost first: (quote_id, voice, speaker).

    A mention in nobody's quotation has one link without an id.
    """
    voice, speaker, quote = mention
    if pd.isna(quote):
        return [("outlet", voice, None)]
    links = [(int(quote), voice, speaker)]
    while (article, links[-1][0]) in outer and len(links) < 10:
        number, kind, who = outer[(article, links[-1][0])]
        links.append((number, "indirect" if kind == "indirect" else "direct", who))
    return links


def _is_one(a: tuple, b: tuple) -> bool:
    """Two quotations of one named speaker."""
    return isinstance(a[2], str) and a[2] == b[2] and a[2] != "unattributed"
