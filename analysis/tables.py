"""All tables of one analysis in one hand: restricted, scored anew, saved, and said in a line."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from analysis.acting import add_roles
from analysis.measuring import framing_by, of_actors, presence_by, require_any
from analysis.naming import find_pronoun_mentions
from analysis.outputs import new_folder
from analysis.own import SHIPPED, Own
from analysis.quoting import add_voice, outermost
from analysis.relating import Pairs, default_pairs, find_relations, name_of, no_relations
from analysis.schema import SputlinkError
from analysis.scoring import Scorer, ScorerError, add_polarity, default_scorer
from analysis.storing import OLDER, read_tables, write_tables

__all__ = [
    "FRAMING",
    "Tables",
    "add_article",
    "add_pronouns",
    "add_words_of",
    "check_copies",
    "describe",
    "framing_of_named",
    "load_tables",
    "relate",
]

FRAMING = ["actor", "outlet", "words_of"]  # a quoted voice is never pooled with the outlet's own
_OF_ARTICLE = ("outlet", "published", "event", "constructed", "cluster_id")


@dataclass(frozen=True, eq=False, repr=False)
class Tables:
    """Every table of one analysis; `analysis.schema.COLUMNS` names the columns of each.

    No method changes it: each gives new tables, or mentions. `dict(tables)` has the frames by name.
    """

    articles: pd.DataFrame
    furniture: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    quotes: pd.DataFrame
    mentions: pd.DataFrame
    relations: pd.DataFrame
    framing: pd.DataFrame
    rejected: pd.DataFrame
    own: Own = SHIPPED  # the actors and words by which they were made

    @property
    def named(self) -> pd.DataFrame:
        """The mentions that a figure counts: named as actors, not as the scene of events."""
        return of_actors(self.mentions)

    def about(self, actor: str, *others: str) -> pd.DataFrame:
        """The mentions of these actors, scenes left out.

        Returns:
            One row per mention; `actor` is an ordered category, so that what is grouped by it
            keeps the order of the arguments.

        Raises:
            SputlinkError: if none of them is mentioned.
        """
        found = of_actors(self.mentions, [actor, *others])
        if found.empty:
            often = ", ".join(self.named["actor"].value_counts().index[:5]) or "nobody"
            asked = " or ".join([actor, *others])
            raise SputlinkError(f"no mention of {asked}; named most often: {often}")
        return found

    def most_named(self, n: int) -> list[str]:
        """The `n` actors named in most articles, to ask about where nobody says whom.

        Raises:
            SputlinkError: if no actor is named at all.
        """
        return require_any(presence_by(self.named, self.articles))["actor"].head(n).tolist()

    def fullest(self) -> pd.Series:
        """The article that names actors most often: one to read; a constructed one only where all
        are."""
        often = self.named["article_id"].value_counts()
        counted = self.articles.assign(named=self.articles["article_id"].map(often).fillna(0))
        order = ["constructed", "named", "article_id"]
        return counted.sort_values(order, ascending=[True, False, True]).iloc[0]

    def from_outlets(self, outlet: str, *others: str) -> Tables:
        """The same tables with the articles of these outlets alone, for all tables but `rejected`.

        Raises:
            SputlinkError: for an outlet that has no article, naming those that have.
        """
        outlets, known = [outlet, *others], self.articles["outlet"].unique()
        unknown = [name for name in outlets if name not in known]
        if unknown:
            raise SputlinkError(f"no article of {unknown[0]!r}; outlets: {', '.join(known)}")
        return self._of_articles(self.articles["outlet"].isin(outlets))

    def one_copy(self) -> Tables:
        """The same tables with one copy of each story, for all tables but `rejected`: the article
        that was published first among those at hand.

        A text that several outlets printed is one witness, whoever wrote it. What depends on who
        printed it (which outlet says what) is told as published.
        """
        first = self.articles["article_id"].eq(self.articles["cluster_id"])
        order = self.articles.assign(first=first).sort_values(
            ["first", "published", "article_id"], ascending=[False, True, True], na_position="last"
        )
        chosen = order.drop_duplicates("cluster_id").index
        return self._of_articles(self.articles.index.isin(chosen))

    def counting(self, copies: str) -> Tables:
        """The same tables as published ("all"), or with one copy of each story ("one").

        Raises:
            SputlinkError: for any other word.
        """
        check_copies(copies)
        return self.one_copy() if copies == "one" else self

    def _of_articles(self, kept: pd.Series) -> Tables:
        """The same tables with some of the articles alone, for all tables but `rejected`."""
        ids = self.articles.loc[kept, "article_id"]
        parts = {
            name: frame[frame["article_id"].isin(ids)].reset_index(drop=True)
            for name, frame in self
            if "article_id" in frame
        }
        return replace(self, **parts, framing=framing_of_named(parts["mentions"]))

    def rescored(self, scorer: str | Scorer) -> Tables:
        """The same tables with every mention scored by another scorer, voices kept apart.

        What stands in the columns of `mentions` behind the scores stays.

        Raises:
            ScorerError: for an unknown scorer, or one whose answer cannot be used.
        """
        columns = self.mentions.columns
        first, after = columns.get_loc("polarity"), columns.get_loc(_OF_ARTICLE[0])
        scored = add_polarity(
            self.mentions.iloc[:, :first], self.sentences, quotes=self.quotes, scorer=scorer
        )
        mentions = pd.concat([scored, self.mentions.iloc[:, after:]], axis=1)
        return replace(self, mentions=mentions, framing=framing_of_named(mentions))

    def with_pronouns(
        self, *, scorer: str | Scorer | None = None, pairs: Pairs | bool | None = None
    ) -> Tables:
        """The same tables with pronouns and descriptions that stand for an actor among the
        mentions, as `analyse(..., pronouns=True)` finds them; no sentence is read again.

        Args:
            scorer: As for `analyse` (default: the one that scored the mentions, by its name).
            pairs: As for `analyse` (default: what read the relations, if anything did).

        Raises:
            ScorerError: if the mentions were scored by one that has no known name, or the pairs
                by one that is not the fitted one: give it again.
        """
        if "antecedent_id" in self.mentions:
            return self
        found_as = self.mentions.columns.get_loc("voice")  # what `find_mentions` made ends here
        before = self.mentions.iloc[:, :found_as]
        mentions = describe(
            add_pronouns(before, self.tokens, self.quotes),
            articles=self.articles,
            sentences=self.sentences,
            tokens=self.tokens,
            quotes=self.quotes,
            scorer=scorer or next(iter(self._scorers()), None),
            classes=self.own.classes,
        )
        relations = relate(
            mentions,
            articles=self.articles,
            sentences=self.sentences,
            tokens=self.tokens,
            quotes=self.quotes,
            pairs=self._pairs() if pairs is None else pairs,
            classes=self.own.classes,
        )
        return replace(
            self, mentions=mentions, relations=relations, framing=framing_of_named(mentions)
        )

    def save(self, folder: str | Path) -> None:
        """Write one Parquet file a table, whole or not at all, for `load_tables`.

        Raises:
            OutputError: if the folder holds anything but tables saved before, unchanged.
        """
        with new_folder(Path(folder), command="tables", older=OLDER) as new:
            write_tables(dict(self), new, own=self.own.as_record())

    def __iter__(self) -> Iterator[tuple[str, pd.DataFrame]]:
        return ((e.name, getattr(self, e.name)) for e in fields(self) if e.name != "own")

    def __repr__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self._summary().items())
        return f"Tables({said})"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{name}</th><td>{html.escape(value)}</td></tr>"
            for name, value in self._summary().items()
        )
        return f"<table>{rows}</table>"

    def _summary(self) -> dict[str, str]:
        days = self.articles["published"].dropna()
        named = self.named
        return {
            "articles": f"{len(self.articles):,}",
            "constructed": f"{self.articles['constructed'].sum():,}",
            "rejected": f"{len(self.rejected):,}",
            "outlets": f"{self.articles['outlet'].nunique():,}",
            "days": f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "none",
            "mentions": f"{len(named):,}",
            "actors": f"{named['actor'].nunique():,}",
            "scored by": ", ".join(self._scorers()) or "nothing",
            **({"own": str(self.own)} if self.own != SHIPPED else {}),
        }

    def _pairs(self) -> Pairs | bool | None:
        """What read the relations of these tables; False where nobody asked for any."""
        actors = self.named.groupby(["article_id", "sentence_id"])["actor"].nunique()
        if self.relations.empty and actors.gt(1).any():
            return False
        names = self.relations["paired_by"].dropna().unique().tolist()
        default = default_pairs()
        if names and (default is None or names != [name_of(default)]):
            raise ScorerError(f"the pairs were read by {names[0]}: give it again, as `pairs`")
        return default if names or self.relations.empty else None

    def _scorers(self) -> list[str]:
        return self.mentions["scored_by"].unique().tolist()


def load_tables(folder: str | Path) -> Tables:
    """The tables that `Tables.save` or `python -m analysis tables` wrote.

    Raises:
        InputError: if the folder holds no saved tables, or some of another version.
    """
    frames, about = read_tables(folder)
    return Tables(**frames, own=Own.of_record(about["own"]))


def add_pronouns(
    mentions: pd.DataFrame, tokens: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """The mentions with those by pronoun or description among them, in the order of the text."""
    found = find_pronoun_mentions(mentions, tokens, quotes=outermost(quotes))
    return pd.concat([mentions, found]).sort_values(
        ["article_id", "start"], kind="stable", ignore_index=True
    )


def describe(
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    quotes: pd.DataFrame,
    scorer: str | Scorer | None = None,
    classes: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """All that is said of a mention once it is found: voice, role, polarity, and its article."""
    return (
        mentions.pipe(add_voice, quotes, sentences)
        .pipe(add_words_of)
        .pipe(add_roles, tokens, classes=classes)
        .pipe(add_polarity, sentences, quotes=quotes, scorer=scorer or default_scorer())
        .pipe(add_article, articles)
    )


def relate(
    mentions: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    quotes: pd.DataFrame,
    pairs: Pairs | bool | None = None,
    classes: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The relations of described mentions, each with its article; none where `pairs` is False."""
    if pairs is False:
        return add_article(no_relations(), articles)
    found = find_relations(mentions, sentences, tokens, quotes=quotes, pairs=pairs, classes=classes)
    return add_article(found, articles)


def check_copies(copies: str) -> None:
    """Raise `SputlinkError` for a word that doesn't say how copies are counted."""
    if copies not in ("all", "one"):
        raise SputlinkError(f"copies is 'all' or 'one', not {copies!r}")


def framing_of_named(mentions: pd.DataFrame) -> pd.DataFrame:
    """The polarity of named actors by actor, outlet and voice."""
    return framing_by(of_actors(mentions), by=FRAMING)


def add_words_of(mentions: pd.DataFrame) -> pd.DataFrame:
    """A copy with `words_of`: 'outlet' (its text and its headlines) or 'quoted' (anybody else)."""
    own = mentions["voice"].isin(["outlet", "headline"])
    return mentions.assign(words_of=own.map({True: "outlet", False: "quoted"}).astype("str"))


def add_article(
    table: pd.DataFrame, articles: pd.DataFrame, *, columns: tuple[str, ...] = _OF_ARTICLE
) -> pd.DataFrame:
    """A copy of any table that has `article_id`, with those columns of its article."""
    return table.merge(
        articles[["article_id", *columns]], on="article_id", how="left", validate="many_to_one"
    )
