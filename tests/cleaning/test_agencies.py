"""Whom a page credits. The reports are made up; nothing in them was said or happened."""

import pandas as pd
import pytest

from analysis.cleaning import add_copies
from analysis.cleaning.agencies import agency_of

REPORT = " ".join(f"word{number}" for number in range(80))


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        ("MOSCOW (Reuters) - The minister left.", "Reuters"),
        ("KYIV, Ukraine (AP) — The minister left.", "AP"),
        ("MOSCOW, March 3. /TASS/. The minister left.", "TASS"),
        ("(AFP) - The minister left.", "AFP"),
        ("By Jo Doe, Associated Press\n\nThe minister left.", "AP"),
        ("By The Associated Press\nThe minister left.", "AP"),
        ("By Jo Doe and Ann Roe | Reuters\nThe minister left.", "Reuters"),
        ("Agence France-Presse\n\nThe minister left.", "AFP"),
        ("The minister left.\n\nWith inputs from PTI", "PTI"),
        ("The minister left. (Reuters)", "Reuters"),
        ("The minister left.\n\n© 2022 AFP", "AFP"),
        ("The minister told Reuters that he had left.", None),
        ("The minister (left) told AP.", None),
        ("The Interfax news agency said that he had left.", None),
        ("Jo Doe/AP\n\nThe minister left.", None),  # took the picture
        ("The minister left. (Photo: AP)", None),
        ("", None),
    ],
)
def test_who_is_credited(body, agency):
    assert agency_of(body) == agency


def test_an_author_may_be_an_agency():
    assert agency_of("The minister left.", author="Jo Doe, Associated Press") == "AP"
    assert agency_of("The minister left.", author="Jo Doe") is None


def frame(*raws, outlets):
    return pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(len(raws))],
            "title": pd.array([None] * len(raws), dtype="str"),
            "outlet": list(outlets),
            "published": pd.to_datetime([f"2030-01-0{n + 1}" for n in range(len(raws))], utc=True),
            "raw": list(raws),
            "text": list(raws),
        }
    )


def test_a_story_comes_from_the_agency_that_any_copy_credits_or_from_its_first_outlet():
    articles = frame(
        REPORT, f"{REPORT} (Reuters)", "Other words.", outlets=["Gull", "Heron", "Tern"]
    )
    before = articles.copy(deep=True)
    made = add_copies(articles)
    assert made["cluster_id"].tolist() == ["a0", "a0", "a2"]
    assert made["agency"].fillna("").tolist() == ["", "Reuters", ""]
    assert made["origin"].tolist() == ["Reuters", "Reuters", "Tern"]
    pd.testing.assert_frame_equal(articles, before)
    assert add_copies(frame(REPORT, REPORT, outlets=["Gull", "Heron"]))["origin"].tolist() == [
        "Gull",
        "Gull",
    ]
    assert add_copies(articles.iloc[:0]).empty
