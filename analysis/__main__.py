"""The same work without a notebook: `python -m analysis tables PATH... --out DIR`."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

if __name__ == "__main__":  # nothing is begun while libraries load: an interrupt just ends it

    def _stop(*_: object) -> None:
        os.write(2, b"\nstopped\n")
        os._exit(130)

    signal.signal(signal.SIGINT, _stop)

import pandas as pd

from analysis import scale
from analysis.exporting import export
from analysis.lexicons import data_file
from analysis.loading import columns_of
from analysis.outputs import beside, is_full, new_page, workplace
from analysis.own import SHIPPED, Own, read_own
from analysis.progress import progress
from analysis.schema import COLUMNS, InputError, SputlinkError
from analysis.scoring import get_scorer
from analysis.storing import read_columns
from analysis.tables import Tables, load_tables

# Publishing brings Jupyter along, which takes longer to import than a page takes to read: the
# commands that publish import it where they begin, and no other does.
OWN = ("actors", "furniture", "cues", "frames", "verbs")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0, or 1 with one line on what to do."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except SputlinkError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        room = "make room on the disk, then do the same again"
        todo = room if is_full(problem) else "choose a folder that can be written"
        print(f"error: {problem}: {todo}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
    return 0


def tables(options: argparse.Namespace) -> None:
    """Write one Parquet file a table, whole or not at all, and say what was counted."""
    if options.scorer:
        get_scorer(options.scorer)  # an unknown name is told before the long work begins
    _say_mapping(options)
    how = {
        "out": options.out,
        "scorer": options.scorer,
        "pronouns": options.pronouns,
        "pairs": not options.no_relations,
        "own": _own(options),
        "reading": _reading(options),
        "anew": options.anew,
    }
    if options.engine == "here":
        counts = scale.tables(*options.paths, **how)
    else:
        with scale.connect(options.address) as client:
            print(f"workers and progress: {client.dashboard_link}", file=sys.stderr)
            counts = scale.tables(*options.paths, client=client, **how)
    _say_rejected(read_columns(Path(options.out) / "rejected.parquet", COLUMNS["rejected"]))
    print(f"{options.out}: {', '.join(f'{n:,} {name}' for name, n in counts.items())}")


def _say_rejected(rejected: pd.DataFrame) -> None:
    for row in rejected.head(5).itertuples():
        place = row.source if pd.isna(row.row) else f"{row.source} row {row.row}"
        print(f"set aside: {place}: {row.reason}", file=sys.stderr)


def _reading(options: argparse.Namespace) -> dict:
    """How `read_articles` is to take the material, as far as it was said."""
    chosen = {
        "outlet": options.outlet,
        "retrieved": options.retrieved,
        "day_first": options.day_first,
        "strict_dates": False if options.undated_ok else None,
        "columns": _columns(options.column) if options.column else None,
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _columns(given: list[str]) -> dict[str, str]:
    """'body=Volltext' as `read_articles` takes it."""
    parts = [each.partition("=") for each in given]
    if odd := [each for each, (_, sign, name) in zip(given, parts, strict=True) if not name]:
        raise InputError(f"--column {odd[0]!r}: write it like body=Volltext")
    return {name: becomes for becomes, _, name in parts}


def _say_mapping(options: argparse.Namespace) -> None:
    """What columns with other names are taken for, once for all files that have the same."""
    taken = columns_of(*options.paths, columns=_columns(options.column))
    taken = taken[(taken["becomes"] != "") & (taken["becomes"] != taken["column"])]
    said = {
        source: ", ".join(f"{row.becomes} from {row.column!r}" for row in rows.itertuples())
        for source, rows in taken.groupby("source", sort=False)
    }
    for mapping in dict.fromkeys(said.values()):
        files = [source for source in said if said[source] == mapping]
        more = f" and {len(files) - 1:,} more" if len(files) > 1 else ""
        print(f"columns of {files[0]}{more}: {mapping}", file=sys.stderr)


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
    from analysis.publishing import own_page, sides_of

    compare = tuple(options.compare) if options.compare else None
    out = Path(options.out)
    with new_page(out) as new, beside(new) as folder:
        # what can't be compared is told before the long work begins
        check = partial(sides_of, names=compare) if compare else None
        whole = _analysed(options, folder, check=check)
        new.write_text(own_page(whole, compare=compare), encoding="utf-8")
    print(options.out)


def _analysed(
    options: argparse.Namespace,
    folder: Path,
    *,
    check: Callable[[pd.DataFrame], object] | None = None,
) -> Tables:
    """All tables of the material, made in a folder; says what was set aside."""
    if options.scorer:
        get_scorer(options.scorer)  # an unknown name is told before the long work begins
    _say_mapping(options)
    how = {"scorer": options.scorer, "own": _own(options), "reading": _reading(options)}
    scale.tables(*options.paths, out=folder / "tables", check=check, **how)
    whole = load_tables(folder / "tables")
    _say_rejected(whole.rejected)
    return _one_copy(whole) if options.copies == "one" else whole


def _one_copy(whole: Tables) -> Tables:
    """One copy of each story; the others are listed with what was set aside."""
    kept = whole.one_copy()
    left = whole.articles[~whole.articles["article_id"].isin(kept.articles["article_id"])]
    print(f"one copy of each story: {len(left):,} articles are left out", file=sys.stderr)
    copies = pd.DataFrame(
        {
            "source": left["source"],
            "row": pd.NA,
            "reason": "is a copy of another article, and one of each story is counted",
            "excerpt": left["title"].fillna(""),
        }
    )
    rejected = pd.concat([whole.rejected, copies.astype(whole.rejected.dtypes)], ignore_index=True)
    return replace(kept, rejected=rejected)


def collected(options: argparse.Namespace) -> None:
    """Keep the raw pages of addresses, and say what was set aside."""
    from analysis.collecting import Fetcher, collect

    urls: list[str] = []
    for source in options.sources:
        if source.startswith(("http://", "https://")):
            urls.append(source)
        else:
            urls += data_file(source).text.splitlines()
    fetcher = Fetcher(options.max_bytes, options.timeout, options.private_ok)
    how = {"delay": options.delay, "most": options.most, "again": options.again}
    with progress(None, "addresses asked") as bar:

        def tell(waiting: int) -> None:
            bar.total = bar.n + 1 + waiting
            bar.update()

        done = collect(urls, options.out, fetcher=fetcher, **how, watch=tell)
    for url, reason in done.set_aside:
        print(f"set aside: {url}: {reason}", file=sys.stderr)
    counts = f"{len(done.kept):,} kept, {done.known:,} known, {len(done.set_aside):,} set aside"
    print(f"{options.out}: {counts}")


def exported(options: argparse.Namespace) -> None:
    """Write saved tables for a spreadsheet."""
    with progress(None, "tables written") as bar:
        whole = load_tables(options.saved)
        bar.total = len(options.tables or dict(whole))
        out = export(whole, options.out, names=options.tables, watch=bar.update)
    print(out)


def report(options: argparse.Namespace) -> None:
    """Execute the notebooks and write pages to share."""
    from analysis.publishing import build

    print(*build(Path(options.out)), sep="\n")


def refreshed(options: argparse.Namespace) -> None:
    """Execute notebooks in place, and let the README restate what they answer."""
    from analysis.publishing import NOTEBOOKS, numbered_notebooks, refresh, restate

    refresh(options.notebooks or [*numbered_notebooks(), *NOTEBOOKS.glob("explore.ipynb")])
    restate()


def sheet(options: argparse.Namespace) -> None:
    """Draw a blind coding sheet from the mentions of the actors named most."""
    from analysis import validating

    if Path(options.out).exists():
        raise SputlinkError(f"{options.out} is there already: choose a new name")
    with workplace(Path(options.out)) as folder:
        made = _analysed(options, folder)
    items = validating.add_items(made.mentions, made.sentences, made.articles)
    most = max(min(options.actors_asked, options.n // 2), 1)  # two labels each, at the least
    asked = items[items["actor"].isin(made.most_named(most))]
    drawn = validating.draw_sheet(asked, n=options.n, by="actor")
    written = validating.write_sheet(drawn, options.out)
    print(f"{written}: {len(drawn.sheet)} mentions of {drawn.sheet['actor'].nunique()} actors")


def code(options: argparse.Namespace) -> None:
    """Label a sheet, one key a mention, each saved at once; go on where it was left."""
    from analysis.validating import Coding, code_in_shell

    coding = Coding(options.sheet, coder=options.coder or "")
    done = code_in_shell(coding)
    print(f"{coding.path}: {done} of {len(coding.rows)} have a label")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("tables", help="articles in, one Parquet file a table out")
    one.add_argument("--out", required=True, metavar="DIR", help="folder to write, whole or not")
    one.add_argument("--pronouns", action="store_true", help="count pronouns and descriptions, too")
    one.add_argument("--no-relations", action="store_true", help="leave out who is for whom")
    one.add_argument("--engine", choices=["here", "dask"], default="here", help="who does it")
    one.add_argument("--address", metavar="tcp://HOST:PORT", help="of a Dask scheduler")
    one.add_argument("--anew", action="store_true", help="drop what a broken-off run has done")
    _add_reading(one)
    one.set_defaults(run=tables)
    own = commands.add_parser("page", help="articles in, one page about framing out, to share")
    own.add_argument("--out", required=True, metavar="FILE.html")
    own.add_argument(
        "--compare",
        nargs=2,
        metavar=("A", "B"),
        help="two outlets, or two periods (2022-02, 2022-03..2022-06), side by side",
    )
    _add_copies(own)
    _add_reading(own)
    own.set_defaults(run=page)
    net = commands.add_parser("collect", help="addresses in, raw pages in a folder out (network)")
    net.add_argument("sources", nargs="+", metavar="URLS.txt", help="file of addresses, or one")
    net.add_argument("--out", required=True, metavar="DIR", help="folder; a second run goes on")
    net.add_argument("--delay", type=float, default=2, metavar="S", help="seconds between two")
    net.add_argument("--most", type=int, default=1000, metavar="N", help="pages to keep at most")
    net.add_argument("--max-bytes", type=int, default=5_000_000, metavar="N", help="of a page")
    net.add_argument("--timeout", type=float, default=30, metavar="S", help="seconds for a page")
    net.add_argument("--again", action="store_true", help="ask whether kept pages have changed")
    net.add_argument("--private-ok", action="store_true", help="ask hosts in private networks")
    net.set_defaults(run=collected)
    saved = commands.add_parser("export", help="saved tables in, CSV or Excel out")
    saved.add_argument("saved", metavar="DIR", help="folder that `tables` wrote")
    saved.add_argument("--out", required=True, metavar="FILE.xlsx", help="or a folder, for CSV")
    saved.add_argument("--tables", nargs="+", metavar="NAME", help="some of them, e.g. mentions")
    saved.set_defaults(run=exported)
    blind = commands.add_parser("sheet", help="articles in, mentions to label out (notebook 08)")
    blind.add_argument("--out", required=True, metavar="SHEET.csv")
    blind.add_argument("--n", type=int, default=120, help="mentions to draw")
    blind.add_argument(
        "--top", dest="actors_asked", type=int, default=20, help="actors, 2 labels each"
    )
    _add_copies(blind)
    _add_reading(blind)
    blind.set_defaults(run=sheet)
    coder = commands.add_parser("code", help="label a sheet in the terminal")
    coder.add_argument("sheet", metavar="SHEET.csv")
    coder.add_argument("--coder", metavar="NAME", help="who labels")
    coder.set_defaults(run=code)
    two = commands.add_parser("report", help="execute the notebooks and write pages to share")
    two.add_argument("--out", default="site", metavar="DIR")
    two.set_defaults(run=report)
    three = commands.add_parser("refresh", help="execute the notebooks in place, outputs saved")
    three.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK")
    three.set_defaults(run=refreshed)
    return parser


def _add_copies(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--copies",
        choices=["all", "one"],
        default="all",
        help="of a text that several outlets printed, count all copies or the first alone",
    )


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
    command.add_argument(
        "--column", action="append", default=[], metavar="body=NAME",
        help="which column of a table is which of an article; else guessed by name, and said",
    )  # fmt: skip
    command.add_argument("--undated-ok", action="store_true", help="keep bad dates as no date")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
