import pandas as pd
import pytest

from analysis.measuring import firm, span
from analysis.schema import MissingColumn

ROWS = {
    "off zero": (0.4, 0.2, 0.6, False),
    "takes in zero": (0.1, -0.1, 0.3, False),
    "small": (-0.9, -1.0, -0.8, True),
    "nothing": (None, None, None, True),
}


def table(*names):
    columns = ["estimate", "low", "high", "small"]
    return pd.DataFrame([ROWS[name] for name in names], columns=columns, index=list(names))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (list(ROWS), ["off zero"]),
        (["takes in zero", "small", "nothing"], ["takes in zero"]),
        (["small", "nothing"], ["small"]),
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


def test_an_interval_in_words():
    assert span(-0.1, 0.12) == "95 % interval -0.10 to +0.12"
    assert span(0.1, 0.5, "{:.0%}") == "95 % interval 10% to 50%"
    assert span(float("nan"), float("nan")) == "too few articles for an interval"
