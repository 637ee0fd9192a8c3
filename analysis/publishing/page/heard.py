"""Whose voice is heard: who is quoted, how much of it, and about whom they speak how."""

from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from analysis.evidence import behind
from analysis.measuring import framing_by, named_speakers, speakers_by, speaks_about, utterances
from analysis.publishing.page.book import Book
from analysis.publishing.page.estimates import having_interval, likeliest, limit, value
from analysis.publishing.page.parts import Line, Picture, Section, Table
from analysis.publishing.page.words import listed, number, strong

if TYPE_CHECKING:
    from analysis.tables import Tables

__all__ = ["heard"]

SPEAKERS = 8


def heard(tables: "Tables", book: Book) -> Section | None:
    """Shares of the utterances, and what is said of others; None where nobody is quoted."""
    said = utterances(tables.quotes)
    if said.empty:
        return None
    named = speakers_by(tables.quotes)["speaker"]
    speakers = named[named_speakers(named, said)].head(SPEAKERS).tolist()
    lines = [_share(said, speaker, book) for speaker in speakers]
    pictures = [_shares(lines)] if lines else []
    pictures += [*_by_outlet(tables, book), *_about(tables, book)]
    nobody = (~named_speakers(said["speaker"], said)).mean()
    opens = lines[0].opens if lines else book.of_quotes(said)
    return Section(
        id="heard",
        question="Whose voice is heard?",
        finding=_finding(lines, len(said), nobody),
        sure=Markup(
            "Shares are of {} utterances, with 95 % intervals over articles. For {} of them the "
            "text, or our reading of it, names nobody."
        ).format(f"{len(said):,}", number(nobody, "share")),
        cannot="Who was asked and not printed leaves no trace here. Paraphrase is found less "
        "surely than what stands in quotation marks, and a speaker is named as the text names "
        "him: 'the president' may be somebody who stands in the list by name.",
        pictures=pictures,
        rests=_rests(lines, said),
        examples=book.examples(opens),
        chosen="drawn by chance",
        opens=opens,
        clear=bool(lines) and likeliest([line.value for line in lines]),
    )


def _share(said: pd.DataFrame, speaker: str, book: Book) -> Line:
    flagged = said.assign(all="all", has=said["speaker"].eq(speaker).astype(float))
    row = framing_by(flagged, by="all", measure="has").iloc[0]
    theirs = said[said["speaker"] == speaker]
    counted = {
        **row,
        "n_mentions": len(theirs),
        "n_articles": theirs["article_id"].nunique(),
        "small": len(theirs) < 5 or theirs["article_id"].nunique() < 5,
    }
    return Line(
        speaker, value(counted, unit="share", of="utterance"), book.of_quotes(theirs), kind="quoted"
    )


def _shares(lines: list[Line]) -> Picture:
    ends = [end for line in lines for end in (line.value.estimate, line.value.high)]
    highest = max(end for end in ends if pd.notna(end))
    return Picture(
        "Share of all utterances",
        lines,
        0.0,
        min(1.0, max(0.1, round(highest + 0.05, 1))),
        note="Direct, mixed and indirect quotation, each utterance once.",
    )


def _by_outlet(tables: "Tables", book: Book) -> list[Picture]:
    """How much of what is written about actors stands in somebody else's mouth."""
    mentions = tables.named
    flagged = mentions.assign(quoted=mentions["words_of"].eq("quoted").astype(float))
    table = framing_by(flagged, by="outlet", measure="quoted").nlargest(SPEAKERS, "n_mentions")
    if len(table) < 2:
        return []
    lines = [
        Line(
            row["outlet"],
            value(row, unit="share"),
            book.of_mentions(
                mentions[(mentions["outlet"] == row["outlet"]) & (mentions["words_of"] == "quoted")]
            ),
            kind="quoted",
        )
        for row in table.sort_values("estimate", ascending=False).to_dict("records")
    ]
    return [
        Picture(
            "How much of what an outlet writes about actors is in quoted words",
            lines,
            0.0,
            1.0,
            note="Share of the mentions of actors that stand in a quotation; a line opens these.",
        )
    ]


def _about(tables: "Tables", book: Book) -> list[Picture]:
    mentions = tables.named
    table = speaks_about(mentions)
    named = named_speakers(table["speaker"], tables.quotes)
    table = having_interval(table[~table["about_self"] & named]).head(SPEAKERS)
    if table.empty:
        return []
    lines = [
        Line(
            f"{row['speaker']} on {row['actor']}",
            value(row),
            book.of_mentions(behind(mentions, {k: row[k] for k in ("speaker", "actor")})),
            kind="quoted",
        )
        for row in table.to_dict("records")
    ]
    half = limit(lines)
    return [
        Picture(
            "How speakers word others, the most frequent pairs",
            lines,
            -half,
            half,
            ends=("colder", "warmer"),
        )
    ]


def _finding(lines: list[Line], n: int, nobody: float) -> Markup:
    if not lines:
        return Markup("Of {} utterances, none is given to a speaker by name.").format(n)
    first = lines[0]
    share = (
        f"{first.value.said} of all utterances that are marked as somebody's words, "
        f"{first.value.interval}; {number(nobody, 'share')} name no speaker"
    )
    if likeliest([line.value for line in lines]):
        return Markup("{} is heard most: {}.").format(strong(first.label), share)
    near = [x for x in lines[1:] if pd.notna(x.value.high) and not first.value.low > x.value.high]
    others = listed([strong(line.label) for line in near[:2]])
    if not others:
        return Markup("{} is quoted most often here: {}.").format(strong(first.label), share)
    return Markup(
        "{} is quoted most often here ({}); whether more than {} in articles like these, the data "
        "can't tell."
    ).format(strong(first.label), share, others)


def _rests(lines: list[Line], said: pd.DataFrame) -> Table:
    counted = said.assign(
        words=said["quotation"].str.split().str.len(), direct=said["kind"].eq("direct")
    )
    counted = counted.groupby("speaker")[["words", "direct"]].sum()
    rows = []
    for line in lines:
        of = counted.loc[line.label]
        rows.append(
            (
                [
                    line.label,
                    line.value,
                    f"{line.value.n:,}",
                    f"{line.value.articles:,}",
                    f"{of['direct']:,}",
                    f"{of['words']:,}",
                ],
                line.opens,
            )
        )
    head = ["speaker", "share, 95 % interval", "utterances", "articles", "direct", "words quoted"]
    return Table("The figures", head, rows)
