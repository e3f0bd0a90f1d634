"""Is every value said as a person would say it?"""

import math
import re

import pytest

from footfall.errors import UsageError
from footfall.features.catalog import FEATURES
from footfall.features.catalog.categories import per_category
from footfall.features.feature import Declaration, Feature, FeatureSet
from footfall.features.phrase import check_phrase, duration, in_words, quantity

EVERY = (*FEATURES, *per_category(["Shoes", "Odd [s] | {} name"]))


def said(name: str, value: float | str | None, currency: str | None = "EUR") -> str:
    found: Declaration = FEATURES.by_name[name]
    return in_words(found.phrase, found.unit, value, name=name, currency=currency)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("item_focus", 3.0, "3 views of the same product"),
        ("item_focus", 1.0, "1 view of the same product"),
        ("clicks", 12.0, "12 clicks so far in this session"),
        ("searches", 1.0, "1 search this session"),
        ("searches", 0.0, "no searches this session"),
        ("distinct_categories", 1.0, "1 different category seen this session"),
        ("distinct_categories", 2.0, "2 different categories seen this session"),
        ("days_since_order", 5.0, "last bought 5 days ago"),
        ("days_since_order", 0.25, "last bought 6 hours ago"),
        ("days_since_order", 0.0, "last bought just now"),
        ("days_since_order", math.nan, "not bought before"),
        ("channel", "email", "arrived by email"),
        ("channel", None, "channel not known"),
        ("cart_value", 1234.5, "1,234.50 EUR put in the cart this session"),
        ("cart_value", 0.0, "nothing put in the cart this session"),
        ("session_seconds", 240.0, "session under way for 4 minutes"),
        ("item_view_share", 0.354, "35% of the clicks are product pages"),
        ("bought_28d", 1.0, "bought in the last 28 days"),
        ("bought_28d", 0.0, "not bought in the last 28 days"),
        ("bought_28d", math.nan, "visitor not known"),
        ("day_of_week", 6.0, "on a Sunday"),
        ("hour", 9.0, "at 9:00 on the shop's clock"),
        ("latest_type", "add_to_cart", "action just taken: add to cart"),
        ("price_against_mean", 1.234, "latest product costs 1.23 times the session's mean"),
        ("clicks_per_session", 3.25, "3.2 clicks a visit"),
    ],
)
def test_values_are_said_in_their_unit(name: str, value: float | str | None, words: str) -> None:
    assert said(name, value) == words


def test_an_amount_without_a_currency_is_a_bare_number() -> None:
    assert said("price_now", 12.5, None) == "product seen last costs 12.50"


@pytest.mark.parametrize("feature", EVERY, ids=lambda feature: feature.name)
def test_every_declared_feature_has_words_for_every_kind_of_value(feature: Declaration) -> None:
    assert feature.phrase
    check_phrase(feature.phrase, feature.unit, feature.name)
    values = ("some_thing",) if feature.is_text else (0.0, 1.0, 2.0, 1234.5678)
    for value in (*values, None):
        words = in_words(feature.phrase, feature.unit, value, name=feature.name, currency="EUR")
        assert words.strip() == words != ""
        assert not re.search(r"[\[\]{}|_]|nan|None", words.replace("some_thing", "")), words


def test_what_may_be_null_says_so_in_words_of_its_own() -> None:
    counts = {"count", "total", "distinct", "repeats", "most", "total_distinct"}
    for feature in FEATURES:
        if isinstance(feature, Feature) and (feature.aggregate.name not in counts or feature.by is not None) and feature.clock == "day":
            assert feature.phrase.count(" | ") == (2 if feature.unit == "flag" else 1), feature.name


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [("no place", "events"), ("{} a | b | c", "events"), ("only yes", "flag"), ("yes {} | no", "flag"), ("{} a | ", "share")],
)
def test_a_phrase_that_cannot_be_filled_in_is_refused(phrase: str, unit: str) -> None:
    with pytest.raises(UsageError, match="x: the phrase"):
        check_phrase(phrase, unit, "x")
    with pytest.raises(UsageError, match="x: the phrase"):
        FeatureSet((Feature("x", FEATURES.features[0].aggregate, unit=unit, phrase=phrase),))


def test_a_phrase_is_no_part_of_the_meaning() -> None:
    first = FEATURES.features[0]
    assert (
        FeatureSet((first,)).fingerprint
        == FeatureSet((Feature(first.name, first.aggregate, unit=first.unit, doc="Other words."),)).fingerprint
    )


def test_a_feature_without_words_of_its_own_for_null_says_its_name() -> None:
    assert in_words("{} a", "events", math.nan, name="item_views") == "item views not known"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "under a second"), (89.0, "89 seconds"), (90.0, "2 minutes"), (5_399.0, "90 minutes"), (129_600.0, "2 days")],
)
def test_durations_take_the_largest_fitting_unit(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_code_outside_the_week_is_a_number() -> None:
    assert quantity(9.0, "day") == "9"
