"""At which cut the pair scorer tells how much rightly: curves that were measured before.

The labels are not shipped; the curves are, in `data/pair_cuts.csv`.
"""

from pathlib import Path

import pandas as pd

from analysis.checksums import listed_digests
from analysis.lexicons import read_lexicon
from analysis.schema import DATA, LexiconError
from analysis.scoring import MODEL, PAIR_FOLDER

__all__ = ["read_pair_cuts", "shipped_pair_model"]

FILE = DATA / "pair_cuts.csv"
_SHARES = ["cut", "right", "wrong", "idle"]


def read_pair_cuts(path: str | Path = FILE) -> pd.DataFrame:
    """What the pair scorer tells rightly and wrongly of labelled pairs, over cuts.

    Returns:
        One row per corpus of labels and cut: `measured_on`, `cut` (least 1 - `p_neither` from which
        a pair is told as for or against), `right` (share of the pairs that people called for or
        against, told with their sign and direction), `wrong` (told with the other sign), `idle`
        (share of the pairs that people called neutral which is told; missing where none are), all
        in [0, 1]; `n` (pairs called for or against), `model` (digest of the model measured).

    Raises:
        LexiconError: naming file and line, for a share outside [0, 1].
    """
    columns = ["measured_on", *_SHARES, "n", "model"]
    table = read_lexicon(path, columns=columns, required=[c for c in columns if c != "idle"])
    name = Path(path).name
    for column in (*_SHARES, "n"):
        table[column] = pd.to_numeric(table[column], errors="coerce")
    for row in table.to_dict("records"):
        shares = [row[column] for column in _SHARES[:3]]
        if not all(0 <= share <= 1 for share in shares):
            raise LexiconError(f"{name} line {row['line']}: cut, right and wrong lie in [0, 1]")
    return table.astype({"n": "int64"}).drop(columns="line")


def shipped_pair_model() -> str:
    """The first twelve digits of the pair scorer's published digest; "" where there is none."""
    return listed_digests(PAIR_FOLDER).get(MODEL, "")[:12]
