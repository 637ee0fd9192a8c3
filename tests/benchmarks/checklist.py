"""The checklist: in how many pairs of constructed sentences a scorer keeps the direction.

    python -m tests.benchmarks.checklist [--scorer target]

The pairs are `data/checklist.csv`; the share that holds is printed by kind, with the pairs that do
not. The last line is one JSON object: `pairs`, `held`, `share` with its interval (95 %, pairs
resampled), `right` (share of the single sentences whose class is what was meant) and `by_kind`.
"""

import argparse
import json

from analysis.validating.checklist import checked_pairs, held_by, read_checklist, score_cases
from tests.benchmarks.units import figures_with_intervals, share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scorer", default="target")
    scorer = parser.parse_args().scorer

    scored = score_cases(read_checklist(), scorers=[scorer])
    pairs = checked_pairs(scored)
    for row in pairs[~pairs["held"]].itertuples():
        print(f"{row.kind} {row.difference:+.2f}: {row.warmer} / {row.colder} ({row.about})")
    shares = held_by(pairs)
    print(shares.round(2).to_string())
    units = [{"held": bool(held), "n": 1} for held in pairs["held"]]
    told = {"scorer": scorer, "pairs": len(pairs), "held": int(pairs["held"].sum())}
    told |= figures_with_intervals(units, {"share": share("held", "n")})
    told["right"] = round(float(scored["right"].mean()), 4)
    kinds = shares.drop(index="all")[scorer].round(4)
    print(json.dumps(told | {"by_kind": {kind: float(share) for kind, share in kinds.items()}}))


if __name__ == "__main__":
    main()
