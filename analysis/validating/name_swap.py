"""Would the score change if the actor had another name? The same sentences, another name."""

import re
from typing import NamedTuple

import pandas as pd

from analysis.schema import SputlinkError, require
from analysis.scoring import ROW_COLUMNS, Scorer, Span, get_scorer, scorer_rows

__all__ = ["NOBODY", "Unguarded", "name_swap_by", "shifts", "swap_names"]

NOBODY = "Syldavia"  # a country of comic books: no lexicon rates it, no model has an opinion of it
# A demonym or an office in place of another would make another sentence of it.
NAMED = ("name", "alias", "surname", "metonym")


def swap_names(rows: pd.DataFrame, name: str, *, whose: str = "target") -> pd.DataFrame:
    """The rows of a scorer with `name` in place of an actor's name.

    Args:
        rows: As `scorer_rows` gives them.
        name: Any text; articles before it stay ('the United States' becomes 'the Iran').
        whose: "target": wherever the target is mentioned. "other": the first other actor that the
            sentence names, wherever it is called so; sentences without one are left out.

    Returns:
        A copy in which `sentence` holds the name and `start`, `end`, `names`, `same` and
        `other_voice` are moved along with it.

    Raises:
        SputlinkError: for another `whose`.
    """
    if whose not in ("target", "other"):
        raise SputlinkError(f"whose is 'target' or 'other', not {whose!r}")
    require(rows, ROW_COLUMNS, made_by="scoring.scorer_rows")
    find = _spans_of_target if whose == "target" else _spans_of_other
    swapped, kept = [], []
    given = map(_Row._make, zip(*(rows[c] for c in _Row._fields), strict=True))
    for index, row in zip(rows.index, given, strict=True):
        out = find(row)
        if out:
            swapped.append(_swap(row, out=out, name=name))
            kept.append(index)
    table = pd.DataFrame(
        swapped, columns=_Row._fields, index=pd.Index(kept, dtype=rows.index.dtype)
    )
    return rows.loc[kept].drop(columns=ROW_COLUMNS).join(table)[list(rows.columns)]


class _Row(NamedTuple):
    """What a scorer is given of one mention, as in `scoring.scorer_rows`."""

    sentence: str
    start: int
    end: int
    names: list[Span]
    same: list[Span]
    other_voice: list[Span]


def _spans_of_target(row: _Row) -> list[Span]:
    return _apart([(row.start, row.end), *sorted(row.same)])


def _spans_of_other(row: _Row) -> list[Span]:
    ours = _spans_of_target(row)
    others = [span for span in _apart([*ours, *sorted(row.names)]) if span not in ours]
    called = [row.sentence[left:right] for left, right in others]
    return [span for span, text in zip(others, called, strict=True) if text == called[0]]


def _swap(row: _Row, *, out: list[Span], name: str) -> _Row:
    pieces, at = [], 0
    for left, right in out:
        pieces += [row.sentence[at:left], name]
        at = right

    def moved(offset: int) -> int:
        """Where a place of the old sentence lies now; one inside a swapped name, at its start."""
        shift = 0
        for left, right in out:
            if offset >= right:
                shift += len(name) - (right - left)
            elif offset > left:
                return left + shift
        return offset + shift

    def moved_spans(spans: list[Span]) -> list[Span]:
        ends = [(moved(left), moved(right)) for left, right in spans]
        return [(left, right) for left, right in ends if left < right]

    return _Row(
        "".join([*pieces, row.sentence[at:]]),
        moved(row.start),
        moved(row.end),
        moved_spans(row.names),
        moved_spans(row.same),
        moved_spans(row.other_voice),
    )


def _apart(spans: list[Span]) -> list[Span]:
    """The spans less those that overlap one before them in the list; in order of place."""
    kept: list[Span] = []
    for left, right in spans:
        if all(right <= a or left >= b for a, b in kept):
            kept.append((left, right))
    return sorted(kept)


def name_swap_by(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    names: list[str],
    scorers: list[str | Scorer],
    quotes: pd.DataFrame | None = None,
    whose: str = "target",
    base: str = NOBODY,
) -> pd.DataFrame:
    """How much warmer or colder each scorer finds the same sentences for the name alone.

    Every sentence that names an actor by a name is scored as if that were `base`, and each of
    `names`. Nothing else in it changes, so that any change of the score is a reputation
    that the scorer has learnt, or a word that it takes for wording ('United', 'Great').
    Sentences that hold a word of the new name anyway are left out: the swap would merge two actors.

    Args:
        mentions, sentences, quotes: See `add_polarity`; of mentions by name, one an actor and
            sentence is taken.
        names: The names to try.
        scorers: Names of scorers, or scorers.
        whose: See `swap_names`: the name of the actor that is scored, or of another beside it.
        base: The name that is compared with.

    Returns:
        One row per name and scorer: `name`, `scored_by`, `shift` (mean polarity less that under
        `base`), `size` (mean size of the change in one sentence), `largest` (size of the largest
        change), `n_sentences`, `n_constructed` (of them, in constructed articles). The names in
        their order, scorers within.
    """
    require(mentions, ["how"], made_by="naming.find_mentions")
    named = mentions[mentions["how"].isin(NAMED)]
    rows = scorer_rows(mentions, sentences, quotes=quotes).loc[named.index]
    rows = rows[~named.duplicated(["article_id", "sentence_id", "actor"])]
    versions = {n: swap_names(rows, n, whose=whose) for n in dict.fromkeys([base, *names])}
    rows = rows.loc[versions[base].index]
    made = named.get("constructed", pd.Series(False, named.index)).loc[rows.index]
    found = []
    for scorer in map(get_scorer, scorers):
        polarity = {name: _polarity(scorer, version) for name, version in versions.items()}
        for name in names:
            words = "|".join(re.escape(word) for word in re.findall(r"\w+", name))
            there = rows["sentence"].str.contains(rf"\b(?:{words})\b")
            change = (polarity[name] - polarity[base])[~there]
            sizes = change.abs()
            told = [change.mean(), sizes.mean(), sizes.max(), len(change), int(made[~there].sum())]
            found.append([name, getattr(scorer, "name", "scorer"), *told])
    columns = ["name", "scored_by", "shift", "size", "largest", "n_sentences", "n_constructed"]
    table = pd.DataFrame(found, columns=columns)
    order = {name: place for place, name in enumerate(names)}
    return table.sort_values("name", key=lambda c: c.map(order), kind="stable", ignore_index=True)


def shifts(table: pd.DataFrame) -> pd.DataFrame:
    """The shifts to look at: one row per name, one column per scorer, signed text.

    Args:
        table: As `name_swap_by` gives it.
    """
    require(table, ["name", "scored_by", "shift", "n_sentences"], made_by="validating.name_swap_by")
    text = (table["shift"].round(2) + 0.0).map("{:+.2f}".format)  # + 0.0: no -0.00
    wide = table.assign(shift=text).set_index(["name", "n_sentences", "scored_by"])["shift"]
    return wide.unstack("scored_by", sort=False).rename_axis(columns=None)  # noqa: PD010


def _polarity(scorer: Scorer, rows: pd.DataFrame) -> pd.Series:
    scored = scorer(rows)
    return scored if isinstance(scored, pd.Series) else scored["polarity"]


class Unguarded:
    """A lexicon as its package ships it: names and neutral words are rated like any other word.

    To show what the guard is for, and never to score with.
    """

    def __init__(self, lexicon: str) -> None:
        self.name = f"{lexicon}, unguarded"
        self._lexicon = lexicon

    def __call__(self, rows: pd.DataFrame) -> pd.Series:
        if self._lexicon == "textblob":
            from textblob.en import sentiment

            return rows["sentence"].map(lambda text: float(sentiment(text)[0]))
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        analyser = SentimentIntensityAnalyzer()
        return rows["sentence"].map(lambda text: analyser.polarity_scores(text)["compound"])
