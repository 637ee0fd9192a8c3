"""Who acts and who suffers: shares of the agent's part, and the deeds told most often."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.acting import find_triples
from analysis.measuring import agency_by, done, triples_by
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import ACTORS, having_interval, named, value
from analysis.publishing.page.parts import Line, Picture, Section, Table
from analysis.publishing.page.words import count, listed, number, range_of, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["acts", "deeds_of"]

DEEDS = 12
HALF = 0.5


def acts(tables: "Tables", book: Book, deeds: pd.DataFrame) -> Section | None:
    """Who is told as doing, who as done to; None where no actor has either part.

    Verbs of saying are left out: every spokesman would act.
    """
    mentions = tables.named
    found = mentions[mentions["role"].isin(["agent", "patient"])]
    found = found[found["frame_class"].ne("speak").fillna(True).astype(bool)]
    table = agency_by(found)
    table = having_interval(table[table["n_mentions"] > 0]).nlargest(ACTORS, "n_mentions")
    if table.empty:
        return None
    lines = [
        Line(
            row["actor"],
            value(row, unit="share", middle=HALF),
            book.of_mentions(found[found["actor"] == row["actor"]]),
        )
        for row in table.sort_values("estimate", ascending=False).to_dict("records")
    ]
    often = sorted(lines, key=lambda x: -x.value.n)
    doing = [x for x in often if x.value.clear and x.value.estimate > HALF]
    done_to = [x for x in often if x.value.clear and x.value.estimate < HALF]
    picture = Picture(
        "Share of the parts in which each is the one who acts",
        lines,
        0.0,
        1.0,
        ends=("acted upon", "acting"),
        note="Of all places that make the actor an agent or a patient; verbs of saying are left "
        "out. Filled: the interval leaves one half out. Actors of a single article are not drawn.",
    )
    first = (doing or done_to or lines)[0]
    role, does = ("patient", "is acted upon") if first in done_to else ("agent", "acts")
    shown = found[(found["actor"] == first.label) & (found["role"] == role)]
    return Section(
        id="acts",
        question="Who acts, and who is acted upon?",
        finding=_finding(doing, done_to, len(lines)),
        sure=_sure(doing + done_to, table, len(lines)),
        cannot="To be told as acting is no praise: an attacker acts. Deeds are found by rules over "
        "a fitted reader; a passive without an agent ('the sites were hit') hides who did it.",
        pictures=[picture, *_told(deeds, book)],
        rests=_rests(lines, table),
        examples=book.examples(book.of_mentions(shown)),
        chosen=f"with {first.label} as the one who {does}",
        opens=first.opens,
        clear=bool(doing or done_to),
    )


def _finding(doing: list[Line], done_to: list[Line], n: int) -> Markup:
    if not doing and not done_to:
        return Markup("None of {} is clearly told more as acting or as acted upon.").format(
            count(n, "actor")
        )
    if not done_to:
        return Markup(
            "Told as acting more than as acted upon: {}. Of the actors named most, none is clearly "
            "told as the one who suffers."
        ).format(_first(doing, named(doing)))
    if not doing:
        return Markup("Told as acted upon more than as acting: {}.").format(
            _first(done_to, _suffering(done_to))
        )
    return Markup("Told as acting: {}; told as acted upon: {}.").format(
        _first(doing, named(doing)), _first(done_to, _suffering(done_to))
    )


def _first(lines: list[Line], told: Markup, *, most: int = 3) -> Markup:
    """What is told of the first few, and by what rule where there are more."""
    if len(lines) <= most:
        return told
    return Markup("{}, of whom most often named {}").format(count(len(lines), "actor"), told)


def _suffering(lines: list[Line], *, most: int = 3) -> Markup:
    """Labels with the share in which each is acted upon: what the picture leaves of the whole."""
    return listed(
        [
            strong(line.label) + f" ({number(1 - line.value.estimate, 'share')})"
            for line in lines[:most]
        ]
    )


def _sure(clear: list[Line], table: pd.DataFrame, n: int) -> Markup:
    hidden = table.nlargest(1, "n_patient").iloc[0]
    said = Markup(
        "Shares are of the places that make an actor one of the two. For {} of {} the 95 % "
        "interval leaves one half out."
    ).format(len(clear), count(n, "actor"))
    if hidden["n_patient"] >= 5 and pd.notna(hidden["agentless_low"]):
        said += Markup(
            " Where {} is acted upon, {} of the places name nobody who does it ({})."
        ).format(
            hidden["actor"],
            number(hidden["agentless_rate"], "share"),
            range_of(hidden["agentless_low"], hidden["agentless_high"], "share"),
        )
    return said


def deeds_of(tables: "Tables") -> pd.DataFrame:
    """Who does what to whom, with the places of both for the page's marks."""
    deeds = find_triples(tables.mentions, tables.tokens, classes=tables.own.classes)
    places = tables.mentions[["article_id", "mention_id", "start", "end", "outlet"]]
    for side in ("agent", "patient"):
        renamed = places.rename(
            columns={
                "mention_id": f"{side}_mention_id",
                "start": f"{side}_start",
                "end": f"{side}_end",
                "outlet": f"{side}_outlet",
            }
        )
        deeds = deeds.merge(renamed, on=["article_id", f"{side}_mention_id"], how="left")
    spans = [
        [(row.agent_start, row.agent_end, "a"), (row.patient_start, row.patient_end, "t")]
        for row in deeds.itertuples()
    ]
    part = tables.sentences.set_index(["article_id", "sentence_id"])["part"]
    where = pd.MultiIndex.from_frame(deeds[["article_id", "sentence_id"]])
    return deeds.rename(columns={"agent_outlet": "outlet"}).assign(
        headline=part.reindex(where).eq("headline").to_numpy(),
        spans=pd.Series(spans, index=deeds.index, dtype=object),
    )


def _told(deeds: pd.DataFrame, book: Book) -> list[Table]:
    """What is told as done; a deed of a headline that the article tells again counts once."""
    deeds = done(deeds[deeds["frame_class"].notna() & ~deeds["frame_class"].isin(["", "speak"])])
    deeds = deeds.sort_values("headline", kind="stable")  # the body's first, which are kept
    again = deeds.duplicated(["article_id", "agent", "verb", "patient"]) & deeds["headline"]
    deeds = deeds[~again]
    if deeds.empty:
        return []
    counted = triples_by(deeds)
    often = counted[counted["n_triples"] > 1]
    counted = (often if len(often) else counted).head(DEEDS)
    rows = []
    for row in counted.to_dict("records"):
        same = deeds[
            (deeds["agent"] == row["agent"])
            & (deeds["frame_class"] == row["frame_class"])
            & (deeds["patient"] == row["patient"])
        ]
        verbs = ", ".join(same["verb"].value_counts().index[:3])
        cells = [
            row["agent"], f"{row['frame_class']} ({verbs})", row["patient"],
            f"{row['n_triples']:,}", f"{row['n_articles']:,}",
        ]  # fmt: skip
        rows.append((cells, book.of_deeds(same)))
    head = ["who", "does what", "to or with whom", "times", "articles"]
    note = (
        "Told as done, by anybody: what is negated, or told as possible, supposed, wanted, due or "
        "alleged, is left out. A deed of a headline counts once with the same one in its article."
    )
    return [Table("The deeds told most often between actors", head, rows, note)]


def _rests(lines: list[Line], table: pd.DataFrame) -> Table:
    by = table.set_index("actor")
    rows = [
        (
            [
                line.label,
                line.value,
                f"{by.loc[line.label, 'n_agent']:,}",
                f"{by.loc[line.label, 'n_patient']:,}",
                f"{line.value.articles:,}",
            ],
            line.opens,
        )
        for line in lines
    ]
    head = ["actor", "share acting, 95 % interval", "as agent", "as patient", "articles"]
    return Table("The figures", head, rows)
