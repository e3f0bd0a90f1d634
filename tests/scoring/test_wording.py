"""Are values and effects said right, for declared features and for columns that nobody declared?"""

import numpy as np
import pandas as pd
import pytest

from footfall.scoring.wording import Saying, Wording

VIEWS = Saying("item_focus", "{} view[s] of the same product", "events")
PRICE = Saying("price_now", "product seen last costs {} | price not known", "currency")
PAGES = Saying("PageValues", percentiles=tuple([0.0] * 78 + [float(point) for point in range(23)]))
TYPE = Saying("VisitorType")


def wording(kind: str = "binary", unit: str = "", currency: str | None = "EUR") -> Wording:
    assert kind in ("binary", "amount")
    return Wording((VIEWS, PRICE, PAGES, TYPE), "binary" if kind == "binary" else "amount", unit, currency)


def test_declared_features_speak_their_phrase() -> None:
    assert wording().words(0, pd.Series([3.0, 1.0, 0.0, 12_345.0])) == [
        "3 views of the same product", "1 view of the same product", "no views of the same product", "12,345 views of the same product",
    ]  # fmt: skip
    assert wording().words(1, pd.Series([12.341, np.nan])) == ["product seen last costs 12.34 EUR", "price not known"]
    assert wording(currency=None).words(1, pd.Series([1234.5])) == ["product seen last costs 1,234.50"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12.0, "PageValues is 12 (higher than 89% of rows)"),
        (12.34, "PageValues is 12.3 (higher than 90% of rows)"),
        (0.0, "PageValues is 0 (as 78% of rows)"),
        (99.0, "PageValues is 99 (higher than all rows)"),
        (-1.0, "PageValues is -1 (lower than all rows)"),
        (np.nan, "PageValues is not known"),
    ],
)
def test_other_columns_say_their_place_among_the_training_rows(value: float, words: str) -> None:
    assert wording().words(2, pd.Series([value])) == [words]


def test_categories_are_quoted_and_gaps_said() -> None:
    found = wording().words(3, pd.Series(["Returning_Visitor", None], dtype="str"))
    assert found == ['VisitorType is "Returning_Visitor"', "VisitorType is not known"]


@pytest.mark.parametrize(
    ("kind", "unit", "currency", "size", "raises", "said"),
    [
        ("binary", "", "EUR", 4.23, True, "+4.2 points"),
        ("binary", "", None, -0.234, False, "-0.23 points"),
        ("binary", "", None, 0.0, True, "+under 0.01 points"),
        ("amount", "currency", "EUR", 2.1, True, "+2.10 EUR"),
        ("amount", "currency", None, -1234.5, False, "-1,234.50"),
        ("amount", "price units", None, 3.0, True, "+3.00 price units"),
        ("amount", "currency", "EUR", 0.001, False, "-under 0.01 EUR"),
    ],
)
def test_effects_have_sign_and_unit(kind: str, unit: str, currency: str | None, size: float, raises: bool, said: str) -> None:
    one = wording(kind, unit, currency)
    assert one.effect(size, raises=raises) == said
    assert one.effects(np.array([size, size]), np.array([raises, raises])) == [said, said]
