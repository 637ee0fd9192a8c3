import pandas as pd
import pytest

from analysis.measuring import firm
from analysis.schema import MissingColumn

ROWS = {
    "off zero": (0.4, 0.2, 0.6, False, 9),
    "takes in zero": (0.1, -0.1, 0.3, False, 9),
    "small": (-0.9, -1.0, -0.8, True, 4),
    "smaller": (-1.0, None, None, True, 1),
    "nothing": (None, None, None, True, 8),
}


def table(*names):
    columns = ["estimate", "low", "high", "small", "n_mentions"]
    return pd.DataFrame([ROWS[name] for name in names], columns=columns, index=list(names))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (list(ROWS), ["off zero"]),
        (["takes in zero", "small", "nothing"], ["takes in zero"]),
        (["small", "smaller", "nothing"], ["small"]),
        ([], []),
    ],
)
def test_what_can_carry_a_sentence(given, kept):
    assert list(firm(table(*given)).index) == kept


def test_another_middle_and_missing_columns():
    both = table("off zero", "takes in zero")
    assert list(firm(both, middle=0.5).index) == ["takes in zero"]
    with pytest.raises(MissingColumn, match="framing_by"):
        firm(pd.DataFrame({"estimate": [0.1]}))
