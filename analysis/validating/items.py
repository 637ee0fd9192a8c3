"""What a reader judges: one mention in its sentence, under a name that outlives new rules."""

from hashlib import blake2b

import pandas as pd

from analysis.schema import SputlinkError, require

__all__ = ["COLUMNS", "SheetError", "add_items"]

WINDOW = 600  # characters shown on either side of the target: a sheet's cell holds no novel
COLUMNS = ["item", "before", "target", "after", "previous", "next"]


class SheetError(SputlinkError):
    """A coding sheet, or what it is to be drawn from, cannot be used; says what and where."""


def add_items(
    mentions: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Add what a coder sees of each mention, and the item's name.

    `item` digests outlet, title, the words before, in and after the target, and which of several
    such places in the article it is. It depends on no rule of ours and on no numbering: labels
    survive when other mentions are found or lost, and do not when the sentence changes.

    Args:
        mentions: One row per mention: `article_id`, `sentence_id`, `alias`, `start`, `end`.
        sentences: One row per sentence, as `split_sentences` gives them.
        articles: With `article_id`, `outlet`, `title`.

    Returns:
        A copy with `item` (12 hex digits), `before`, `target`, `after` (the sentence, at most
        600 characters on either side of the target), `previous` and `next` (the neighbouring
        sentences, cut alike; "" where there is none). White space is made single spaces.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SheetError: for a mention whose sentence or article is missing, or whose span does not hold
            its alias.
    """
    keys = ["article_id", "sentence_id"]
    require(mentions, [*keys, "alias", "start", "end"], made_by="naming.find_mentions")
    require(sentences, [*keys, "start", "sentence"], made_by="reading.split_sentences")
    require(articles, ["article_id", "outlet", "title"], made_by="loading.read_articles")
    places = _places(sentences)
    titles = articles.drop_duplicates("article_id").set_index("article_id")[["outlet", "title"]]
    heads = {key: (str(outlet), str(title)) for key, outlet, title in titles.itertuples()}
    rows = []
    columns = [mentions[c] for c in (*keys, "alias", "start", "end")]
    for article, sentence_id, alias, start, end in zip(*columns, strict=True):
        place, head = places.get((article, sentence_id)), heads.get(article)
        if place is None or head is None:
            raise SheetError(
                f"sentence {sentence_id} of article {article} is not in `sentences` and "
                "`articles`: take all tables from one analysis"
            )
        rows.append(_item(place, head, alias, int(start) - place["start"], int(end - start)))
    items = pd.DataFrame(rows, columns=COLUMNS, index=mentions.index).astype("str")
    return mentions.drop(columns=[c for c in COLUMNS if c in mentions]).join(items)


def _places(sentences: pd.DataFrame) -> dict[tuple, dict]:
    """Each sentence with its neighbours, and how often it stood in the article before."""
    ordered = sentences.sort_values(["article_id", "sentence_id"])
    text, by_article = ordered["sentence"], ordered["article_id"]
    table = ordered[["start", "sentence"]].assign(
        previous=text.groupby(by_article).shift(1).fillna(""),
        next=text.groupby(by_article).shift(-1).fillna(""),
        seen=ordered.groupby(["article_id", "sentence"]).cumcount(),
    )
    keys = zip(by_article, ordered["sentence_id"], strict=True)
    return dict(zip(keys, table.to_dict("records"), strict=True))


def _item(place: dict, head: tuple, alias: str, start: int, length: int) -> tuple:
    sentence, end = place["sentence"], start + length
    if start < 0 or length < 1 or sentence[start:end] != alias:
        raise SheetError(
            f"a target span does not match: {start}:{end} of “{sentence[:80]}” "
            f"is {sentence[max(start, 0) : max(end, 0)]!r}, not {alias!r}"
        )
    before, after = sentence[max(0, start - WINDOW) : start], sentence[end : end + WINDOW]
    shown = (_spaced(before), _spaced(alias), _spaced(after))
    # Where one article has the same place twice (a repeated headline), its number tells them apart.
    number = (place["seen"], sentence[:start].count(alias))
    parts = [*head, *shown, *map(str, number)]
    name = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    around = (_spaced(place["previous"])[-WINDOW:], _spaced(place["next"])[:WINDOW])
    return (name, *shown, *around)


def _spaced(text: str) -> str:
    # The edges keep one space: before, target and after must join to the sentence again.
    words = " ".join(text.split())
    lead = " " if text[:1].isspace() and words else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{lead}{words}{tail}"
