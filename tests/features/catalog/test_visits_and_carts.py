"""Do the features of returning visitors and of carts say what their sentences say, in batch and online?"""

from typing import Any

import pytest
from tests.aggregates.worked import DAY, SECOND, log
from tests.proof.oracle import Row
from tests.proof.runs import batch, differing, online

from footfall.features.catalog import FEATURES, declared
from footfall.features.phrase import in_words

HOUR = 3_600 * SECOND
ADD, VIEW, CHECKOUT = "add_to_cart", "view_item", "begin_checkout"


def two_days() -> list[Row]:
    """One visitor, on a clock four hours behind UTC: two visits on one of its days, the second past midnight UTC; one a day later."""
    times = [21 * HOUR, 21 * HOUR + 60 * SECOND, 26 * HOUR, 26 * HOUR + 30 * SECOND, 26 * HOUR + 90 * SECOND, 2 * DAY]
    return log(
        us=times,
        utc_offset_s=[-14_400] * 6,
        type=[VIEW, ADD, ADD, ADD, CHECKOUT, VIEW],
        item_id=["a", "a", "b", "b", "b", "a"],
        session_id=["s1", "s1", "s2", "s2", "s2", "s3"],
        visitor_id=["v"] * 6,
    )


WORKED: dict[str, list[Any]] = {
    "active_days": [1, 1, 1, 1, 1, 2],
    "sessions_with_cart": [0, 1, 2, 2, 2, 2],
    "sessions_with_checkout": [0, 0, 0, 0, 1, 1],
    "cart_session_share": [0.0, 1.0, 1.0, 1.0, 1.0, pytest.approx(2 / 3)],
    "seconds_in_cart": [0, 0, 0, 30, 90, 0],
}


@pytest.mark.parametrize("name", WORKED)
def test_of_a_returning_visitor(name: str) -> None:
    features = declared([name], ())
    found = batch(two_days(), features)
    assert [row[features.names.index(name)] for row in found] == WORKED[name]
    assert differing(found, online(two_days(), features), features) == {}


def test_days_for_each_day_with_a_visit() -> None:
    features = declared(["days_per_active_day"], ())
    last = batch(two_days(), features)[-1][features.names.index("days_per_active_day")]
    assert last == pytest.approx((48 - 21) / 24 / 2)


def test_share_of_views_seen_before_in_this_session() -> None:
    features = declared(["item_revisit_share"], ())
    rows = log(type=["page_view", VIEW, VIEW, VIEW], item_id=[None, "a", "b", "a"], session_id=["s"] * 4)
    found = [row[features.names.index("item_revisit_share")] for row in batch(rows, features)]
    assert found == [None, 0.0, 0.0, pytest.approx(1 / 3)]


def test_a_count_of_days_is_no_duration() -> None:
    feature = FEATURES.by_name["active_days"]
    assert in_words(feature.phrase, feature.unit, 1.0) == "came on 1 different day so far"
    assert in_words(feature.phrase, feature.unit, 12.0) == "came on 12 different days so far"
