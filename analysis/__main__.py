"""The same work without a notebook: `python -m analysis tables PATH... --out DIR`."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.exporting import export
from analysis.loading import Loaded, one_spelling, read_articles
from analysis.outputs import new_folder, new_page
from analysis.own import SHIPPED, Own, read_own
from analysis.pipeline import analyse
from analysis.progress import progress
from analysis.schema import SputlinkError
from analysis.scoring import get_scorer
from analysis.storing import OLDER, write_tables
from analysis.tables import Tables, framing_of_named, load_tables

# Publishing brings Jupyter along, which takes longer to import than a page takes to read: the
# commands that publish import it, and no other.
OWN = ("actors", "furniture", "cues", "frames", "verbs")
BATCH = 50  # articles in work at once: bounds the memory and moves the bar


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0, or 1 with one line on what to do."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except SputlinkError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"error: {problem}: choose a folder that can be written", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    return 0


def tables(options: argparse.Namespace) -> None:
    """Write one Parquet file a table, whole or not at all, and say what was counted."""
    scorer = get_scorer(options.scorer) if options.scorer else None
    own = _own(options)
    with new_folder(Path(options.out), command="tables", older=OLDER) as new:
        loaded = _read(options)
        how = {"pronouns": options.pronouns, "pairs": False if options.no_relations else None}
        whole = _in_batches(loaded, scorer=scorer, own=own, **how)
        write_tables(dict(whole), new, own=own.as_record())
    counts = ", ".join(f"{len(frame):,} {name}" for name, frame in whole)
    _say_rejected(loaded.rejected)
    print(f"{options.out}: {counts}")


def _in_batches(loaded: Loaded, **how: object) -> Tables:
    articles = one_spelling(loaded.articles)  # before they part: a batch does not see the others
    parts = []
    with progress(len(articles), "articles") as bar:
        for start in range(0, len(articles), BATCH):
            batch = articles.iloc[start : start + BATCH]
            parts.append(analyse(batch, **how))
            bar.update(len(batch))
    whole = Tables(
        **{
            name: pd.concat([getattr(part, name) for part in parts], ignore_index=True)
            for name, _ in (parts[0] if parts else analyse(articles))
        }
    )
    own = how["own"]
    return replace(
        whole, own=own, framing=framing_of_named(whole.mentions), rejected=loaded.rejected
    )


def _say_rejected(rejected: pd.DataFrame) -> None:
    for row in rejected.head(5).itertuples():
        place = row.source if pd.isna(row.row) else f"{row.source} row {row.row}"
        print(f"set aside: {place}: {row.reason}", file=sys.stderr)


def _read(options: argparse.Namespace) -> Loaded:
    with progress(None, "articles read") as bar:
        return read_articles(*options.paths, **_reading(options), watch=bar.update)


def _reading(options: argparse.Namespace) -> dict:
    """How `read_articles` is to take the material, as far as it was said."""
    chosen = {
        "outlet": options.outlet,
        "retrieved": options.retrieved,
        "day_first": options.day_first,
        "strict_dates": False if options.undated_ok else None,
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _own_files(options: argparse.Namespace) -> dict:
    """How `read_own` is to be called, as far as it was said."""
    chosen = {"folder": options.own, "only": options.only or None}
    chosen |= {name: getattr(options, name) for name in OWN}
    return {name: value for name, value in chosen.items() if value is not None}


def _own(options: argparse.Namespace) -> Own:
    """The actors and words of one's own, named where there are any."""
    own = read_own(**_own_files(options))
    if own != SHIPPED:
        print(own, file=sys.stderr)
    return own


def page(options: argparse.Namespace) -> None:
    """Write one page about framing in somebody's own articles, to share."""
    from analysis.publishing import own_page

    scorer = get_scorer(options.scorer) if options.scorer else None
    own = _own(options)
    with new_page(Path(options.out)) as new:
        loaded = _read(options)
        _say_rejected(loaded.rejected)
        whole = _in_batches(loaded, scorer=scorer, own=own)
        new.write_text(own_page(whole), encoding="utf-8")
    print(options.out)


def exported(options: argparse.Namespace) -> None:
    """Write saved tables for a spreadsheet."""
    print(export(load_tables(options.saved), options.out, names=options.tables))


def report(options: argparse.Namespace) -> None:
    """Execute the notebooks and write pages to share."""
    from analysis.publishing import build

    print(*build(Path(options.out)), sep="\n")


def refreshed(options: argparse.Namespace) -> None:
    """Execute notebooks in place, and let the README restate what they answer."""
    from analysis.publishing import NOTEBOOKS, numbered_notebooks, refresh, restate

    refresh(options.notebooks or [*numbered_notebooks(), *NOTEBOOKS.glob("explore.ipynb")])
    restate()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("tables", help="articles in, one Parquet file a table out")
    one.add_argument("--out", required=True, metavar="DIR", help="folder to write, whole or not")
    one.add_argument("--pronouns", action="store_true", help="count pronouns and descriptions, too")
    one.add_argument("--no-relations", action="store_true", help="leave out who is for whom")
    _add_reading(one)
    one.set_defaults(run=tables)
    own = commands.add_parser("page", help="articles in, one page about framing out, to share")
    own.add_argument("--out", required=True, metavar="FILE.html")
    _add_reading(own)
    own.set_defaults(run=page)
    sheet = commands.add_parser("export", help="saved tables in, CSV or Excel out")
    sheet.add_argument("saved", metavar="DIR", help="folder that `tables` wrote")
    sheet.add_argument("--out", required=True, metavar="FILE.xlsx", help="or a folder, for CSV")
    sheet.add_argument("--tables", nargs="+", metavar="NAME", help="some of them, e.g. mentions")
    sheet.set_defaults(run=exported)
    two = commands.add_parser("report", help="execute the notebooks and write pages to share")
    two.add_argument("--out", default="site", metavar="DIR")
    two.set_defaults(run=report)
    three = commands.add_parser("refresh", help="execute the notebooks in place, outputs saved")
    three.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK")
    three.set_defaults(run=refreshed)
    return parser


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", metavar="PATH", help="page, CSV, JSON ... or folder")
    command.add_argument("--scorer", metavar="NAME", help="target, textblob or vader")
    command.add_argument("--outlet", metavar="NAME", help="for articles that name none")
    command.add_argument("--retrieved", metavar="TIME", help="when the material was saved")
    days = command.add_mutually_exclusive_group()
    days.add_argument("--day-first", action="store_true", default=None, help="03/04 is 3 April")
    days.add_argument("--month-first", dest="day_first", action="store_false", help="... 4 March")
    own = command.add_argument_group("actors and words of your own (default: those in my/)")
    for name in OWN:
        own.add_argument(f"--{name}", metavar="FILE.csv", help=f"as data/{name}.csv")
    own.add_argument("--own", metavar="DIR", help="folder that holds files of these names")
    own.add_argument("--only", action="store_true", help="instead of those that ship, not over")
    command.add_argument("--undated-ok", action="store_true", help="keep bad dates as no date")


if __name__ == "__main__":
    sys.exit(main())
