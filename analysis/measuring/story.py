"""One story side by side: who is named, acts and is quoted, and what each outlet leaves out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measuring.deeds import done
from analysis.measuring.events import features_of
from analysis.measuring.speech import utterances
from analysis.schema import SputlinkError, require

__all__ = [
    "ALIKE",
    "TELLING",
    "UNLIKE",
    "Story",
    "Vectors",
    "sentence_vectors",
    "tell_story",
    "told_events",
]

ALIKE = 0.35  # from this cosine on, two sentences of two outlets tell the same
TELLING = 0.5  # the same of sentences without a quotation, whose wording is less of one piece
LEAST = 6  # content words of a sentence that is set against others: "It is wrong." tells nothing
UNLIKE = 0.2  # below this one to all that tell it, an outlet does not tell it
_KEYS = ["article_id", "sentence_id"]
_PLACE = ["article_id", "start", "end"]
_LEFT_OUT = ["outlet", "kind", "what", "told_by", *_KEYS, "start", "end", "places"]
_CONTENT = ("NN", "VB", "JJ", "CD")  # parts of speech that tell what happens
_NOBODY = ("unattributed",)


@dataclass(frozen=True, eq=False)
class Story:
    """One event as several outlets tell it.

    `articles`: one row per article, with `n_words`. `named`: one row per outlet and actor,
    `n_mentions`, `share` (of the outlet's mentions). `parts`: one row per outlet, actor and role
    (agent, patient), `n_mentions`, `verbs`. `quoted`: one row per outlet and speaker,
    `n_utterances`, `n_words`, `share` (of the outlet's words that are quoted from the speaker).
    `left_out`: one row per outlet and thing that at least two others tell and it does not: `kind`
    (actor, voice, deed, quotation, telling), `what`, `told_by` (outlets), one place where it is
    told (`article_id`, `sentence_id`, `start`, `end`), and `places` (a frame: `article_id`,
    `start`, `end` of one place or more of every outlet that tells it).
    """

    event: str
    articles: pd.DataFrame
    named: pd.DataFrame
    parts: pd.DataFrame
    quoted: pd.DataFrame
    left_out: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Vectors:
    """The content words of sentences: `names` (article and number), `content` (a row of unit
    length per sentence), `enough` (whether it has words enough to be set against others)."""

    names: pd.Index
    content: sparse.csr_array
    enough: np.ndarray


def sentence_vectors(sentences: pd.DataFrame, tokens: pd.DataFrame) -> Vectors:
    """The content words of each sentence, weighed by how few sentences of the corpus have them.

    Args:
        sentences, tokens: Of the whole corpus: a word that every article has tells nothing.
    """
    require(tokens, ["pos", "lemma", "lower"], made_by="reading.split_tokens")
    said = tokens[tokens["pos"].str.startswith(_CONTENT) & tokens["lower"].str.len().gt(2)]
    names, everything = _names(said), pd.Index(_names(sentences))
    content = features_of(everything.to_numpy(), names, said["lemma"].fillna(said["lower"]))
    counts = names.value_counts().reindex(everything, fill_value=0)
    return Vectors(everything, content, counts.ge(LEAST).to_numpy())


def told_events(events: pd.Series, articles: pd.DataFrame) -> pd.DataFrame:
    """The events that two outlets or more tell, those of most outlets first, then of most words.

    Args:
        events: Event of each article, by `article_id`.
        articles: As `analyse` gives them.

    Returns:
        One row per event: `event`, `title` (of its first article), `n_outlets`, `n_articles`.
    """
    require(articles, ["article_id", "outlet", "published", "text"], made_by="pipeline.analyse")
    rows = articles.assign(event=articles["article_id"].map(events))
    rows = rows[rows["event"].notna()].assign(length=rows["text"].str.len())
    table = (
        rows.sort_values("published")
        .groupby("event")
        .agg(
            title=("title", "first"),
            n_outlets=("outlet", "nunique"),
            n_articles=("article_id", "nunique"),
            length=("length", "sum"),
        )
    )
    order = ["n_outlets", "length"]
    table = table[table["n_outlets"] > 1].sort_values(order, ascending=False, kind="stable")
    return table.drop(columns="length").reset_index()


def tell_story(
    event: str,
    *,
    events: pd.Series,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    deeds: pd.DataFrame,
    alike: float = ALIKE,
    telling: float = TELLING,
    unlike: float = UNLIKE,
    vectors: "Vectors | None" = None,
) -> Story:
    """Set the outlets that tell one event side by side.

    Two sentences tell the same where the cosine of their content words is at least `alike`, a word
    weighing more the fewer sentences of the whole corpus have it; without a quotation in them, at
    least `telling`. Each must name every actor that the sentence shown names. An outlet
    leaves out what two others tell so, where none of its sentences comes closer than `unlike` to
    any of theirs: between the two nothing is said, nor of sentences with fewer than six content
    words. Actors and voices are left out by name; deeds, of those told as done, where no
    sentence of the outlet names both sides.

    Args:
        event: A value of `events`.
        events: Event of each article, by `article_id`.
        articles, sentences, tokens, quotes: As `analyse` gives them.
        mentions: Of actors (`tables.named`), with `outlet` and `role`.
        deeds: As `acting.find_triples` gives them.
        alike, telling, unlike: Cosines, 0 to 1.
        vectors: As `sentence_vectors` gives them for the whole corpus, to save doing it again
            event by event; the frames may then be those of the event's articles alone.

    Raises:
        MissingColumn: naming the column and the function that makes it.
        SputlinkError: if fewer than two outlets tell the event.

    References:
        Entman 1993 on framing as selection: what is left out frames, too.
    """
    require(mentions, ["role", "outlet", "sentence_id"], made_by="acting.add_roles")
    require(deeds, ["agent", "patient", "frame_class"], made_by="acting.find_triples")
    ids = events.index[events.eq(event)]
    told = articles[articles["article_id"].isin(ids)]
    if told["outlet"].nunique() < 2:
        raise SputlinkError(f"fewer than two outlets tell {event!r}: nothing to set side by side")
    outlets = told.set_index("article_id")["outlet"]
    told = told.assign(n_words=told["text"].str.split().str.len())
    here = {
        name: frame[frame["article_id"].isin(ids)].assign(
            outlet=lambda rows: rows["article_id"].map(outlets)
        )
        for name, frame in (
            ("sentences", sentences), ("mentions", mentions), ("deeds", deeds),
            ("quotes", utterances(quotes)),
        )
    }  # fmt: skip
    facts = pd.concat([_actors(here), _voices(here), _deeds(here)], ignore_index=True)
    vectors = vectors or sentence_vectors(sentences, tokens)
    bars = {"alike": alike, "telling": max(alike, telling), "unlike": unlike}
    aligned = _aligned(here, vectors, **bars)
    missing = _missing(facts, outlets)
    missing = missing[~_named_together(missing, here["mentions"])]
    left_out = pd.concat([missing.drop(columns="key"), aligned], ignore_index=True)
    return Story(
        event=str(event),
        articles=told,
        named=_named(here["mentions"]),
        parts=_parts(here["mentions"]),
        quoted=_quoted(here["quotes"], told),
        left_out=left_out.sort_values(["outlet", "kind"], kind="stable", ignore_index=True),
    )


def _names(rows: pd.DataFrame) -> pd.Series:
    return rows["article_id"] + " " + rows["sentence_id"].astype("str")


def _named(mentions: pd.DataFrame) -> pd.DataFrame:
    table = mentions.groupby(["outlet", "actor"]).size().rename("n_mentions").reset_index()
    table["share"] = table["n_mentions"] / table.groupby("outlet")["n_mentions"].transform("sum")
    return table.sort_values(
        ["outlet", "n_mentions", "actor"], ascending=[True, False, True], ignore_index=True
    )


def _parts(mentions: pd.DataFrame) -> pd.DataFrame:
    acting = mentions[mentions["role"].isin(["agent", "patient"])]
    grouped = acting.groupby(["outlet", "role", "actor"])
    table = grouped.agg(n_mentions=("actor", "size"), verbs=("verb", _commonest)).reset_index()
    return table.sort_values(
        ["outlet", "role", "n_mentions", "actor"],
        ascending=[True, True, False, True],
        ignore_index=True,
    )


def _commonest(verbs: pd.Series) -> str:
    counts = verbs.value_counts()
    return ", ".join(sorted(counts.index, key=lambda verb: (-counts[verb], verb))[:3])


def _quoted(quotes: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    rows = quotes.assign(n_words=quotes["quotation"].str.split().str.len())
    grouped = rows.groupby(["outlet", "speaker"])
    table = grouped.agg(n_utterances=("speaker", "size"), n_words=("n_words", "sum"))
    table = table.reset_index()
    whole = table["outlet"].map(told.groupby("outlet")["n_words"].sum()).astype(float)
    table["share"] = table["n_words"] / whole  # of nobody's words too, which have no type yet
    return table.sort_values(
        ["outlet", "n_words", "speaker"], ascending=[True, False, True], ignore_index=True
    )


def _fact(rows: pd.DataFrame, kind: str, key: pd.Series, what: pd.Series) -> pd.DataFrame:
    columns = ["article_id", "sentence_id", "start", "end", "outlet"]
    return rows.reindex(columns=columns).assign(kind=kind, key=key, what=what)


def _actors(here: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = here["mentions"]
    return _fact(rows, "actor", rows["actor"].astype("str"), rows["actor"].astype("str"))


def _voices(here: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Speakers by name: an actor's, else the last word of a name with a capital."""
    rows = here["quotes"]
    rows = rows[rows["speaker"].notna() & ~rows["speaker"].isin(_NOBODY)]
    surname = rows["speaker"].str.extract(r"\b([A-Z][\w'’-]+)\W*$", expand=False)
    key = rows["speaker_actor"].fillna(surname)
    named = key.notna()
    return _fact(rows[named], "voice", key[named], rows.loc[named, "speaker"])


def _deeds(here: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = done(here["deeds"])
    rows = rows[rows["frame_class"].notna() & ~rows["frame_class"].isin(["", "speak"])]
    rows = rows.rename(columns={"verb_start": "start", "verb_end": "end"})
    what = rows["agent"] + ": " + rows["verb"] + " " + rows["patient"]
    key = rows["agent"] + "|" + rows["frame_class"] + "|" + rows["patient"]
    return _fact(rows, "deed", key, what)


def _missing(facts: pd.DataFrame, outlets: pd.Series) -> pd.DataFrame:
    """What two outlets tell by name and another does not."""
    everybody = sorted(outlets.unique())
    rows = []
    for (kind, _), part in facts.groupby(["kind", "key"], sort=True):
        tell = sorted(part["outlet"].unique())
        if len(tell) < 2:
            continue
        first = part.iloc[0].to_dict() | {"places": part.drop_duplicates("outlet")[_PLACE]}
        rows += [
            {**first, "kind": kind, "outlet": other, "told_by": tell}
            for other in everybody
            if other not in tell
        ]
    return pd.DataFrame(rows, columns=["key", *_LEFT_OUT])


def _named_together(missing: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Deeds whose two sides stand in one sentence of the outlet: it may tell them otherwise."""
    pairs = mentions[["outlet", *_KEYS, "actor"]].drop_duplicates()
    pairs = pairs.merge(pairs, on=["outlet", *_KEYS])
    near = set(zip(pairs["outlet"], pairs["actor_x"], pairs["actor_y"], strict=True))
    sides = missing["key"].str.split("|")
    told = [
        kind == "deed" and (outlet, side[0], side[-1]) in near
        for kind, outlet, side in zip(missing["kind"], missing["outlet"], sides, strict=True)
    ]
    return pd.Series(told, index=missing.index, dtype=bool)


def _aligned(
    of: dict[str, pd.DataFrame],
    vectors: "Vectors",
    *,
    alike: float,
    telling: float,
    unlike: float,
) -> pd.DataFrame:
    """Sentences that two outlets tell alike and another has nothing like."""
    here = of["sentences"]
    here = here[here["part"] != "headline"].reset_index(drop=True)
    at = vectors.names.get_indexer(_names(here))
    enough, content = vectors.enough[at], vectors.content[at]
    cosines = (content @ content.T).toarray()
    outlets = here["outlet"].to_numpy()
    quoted = _holds_words(here, of["quotes"])
    actors = of["mentions"].groupby(_names(of["mentions"]))["actor"].agg(set).to_dict()
    names = [actors.get(name, set()) for name in _names(here)]
    rows, used = [], np.zeros(len(here), dtype=bool)
    everybody = sorted(set(outlets))
    order = np.argsort(-here["sentence"].str.len().to_numpy(), kind="stable")
    for i in order:
        bar = alike if quoted[i] else telling
        close = np.flatnonzero((cosines[i] >= bar) & (outlets != outlets[i]))
        close = np.array([j for j in close if names[i] <= names[j]], dtype=int)
        if used[i] or not len(close) or not enough[i]:
            continue
        group = np.array([i, *close])
        used[group] = True
        tell = sorted(set(outlets[group]))
        for other in everybody:
            theirs = outlets == other
            if other in tell or cosines[np.ix_(group, theirs)].max(initial=0) >= unlike:
                continue
            row = here.iloc[i]
            rows.append(
                {
                    "outlet": other,
                    "kind": "quotation" if quoted[i] else "telling",
                    "what": row["sentence"],
                    "told_by": tell,
                    **row[["article_id", "sentence_id", "start", "end"]],
                    "places": here.loc[group, _PLACE],
                }
            )
    return pd.DataFrame(rows, columns=_LEFT_OUT)


def _holds_words(sentences: pd.DataFrame, quotes: pd.DataFrame) -> np.ndarray:
    """Whether a quotation in marks reaches into each sentence."""
    marked = quotes[quotes["kind"].isin(["direct", "mixed"])]
    spans = {
        article: part[["start", "end"]].to_numpy() for article, part in marked.groupby("article_id")
    }
    return np.array(
        [
            any(first < end and last > start for first, last in spans.get(article, ()))
            for article, start, end in zip(
                sentences["article_id"], sentences["start"], sentences["end"], strict=True
            )
        ],
        dtype=bool,
    )
