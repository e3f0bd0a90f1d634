"""Do the RFM groups add up, with the playbook's names and actions?"""

import numpy as np
import pytest

from footfall.models.rfm import TABLE, rfm
from footfall.report.playbook import read_playbook
from footfall.report.rfm import describe_rfm

RNG = np.random.default_rng(5)
RECENCY, ORDERS, REVENUE = RNG.exponential(60, 900), RNG.geometric(0.4, 900).astype(np.float64), RNG.lognormal(3, 1, 900)
FOUND = rfm(RECENCY, ORDERS, REVENUE)
BOOK = read_playbook()


def test_groups_add_up_to_all_customers_and_all_revenue() -> None:
    told = describe_rfm(FOUND, RECENCY, ORDERS, REVENUE, as_of="2026-01-31", book=BOOK)
    assert sum(each.count for each in told.groups) == told.customers == 900
    assert sum(each.share for each in told.groups) == pytest.approx(1.0)
    assert sum(each.revenue_share or 0.0 for each in told.groups) == pytest.approx(1.0)
    assert sum(each.revenue or 0.0 for each in told.groups) == pytest.approx(REVENUE.sum())
    keys = [rule.key for rule in TABLE]
    assert [keys.index(each.key) for each in told.groups] == sorted({int(place) for place in FOUND.group})


def test_a_group_is_summed_up_by_its_medians_and_named_by_the_playbook() -> None:
    told = describe_rfm(FOUND, RECENCY, ORDERS, REVENUE, as_of="2026-01-31", book=BOOK, segments={0: {"Browsers": 1.0}})
    first, inside = told.groups[0], FOUND.group == 0
    assert (first.key, first.name, first.rule) == ("champions", "Champions", "R 4 to 5, F 4 to 5, M 4 to 5")
    assert (first.recency_days, first.orders) == (np.median(RECENCY[inside]), np.median(ORDERS[inside]))
    assert first.revenue_each == np.median(REVENUE[inside])
    assert first.action == BOOK.rfm["champions"].action
    assert first.segments == {"Browsers": 1.0}
    assert not told.groups[1].segments


def test_scores_are_explained_by_the_values_they_cover() -> None:
    told = describe_rfm(FOUND, RECENCY, ORDERS, REVENUE, as_of="2026-01-31", book=BOOK)
    assert [each.score for each in told.scores] == [1, 2, 3, 4, 5]
    best = told.scores[4]
    assert best.recency_days is not None
    assert best.recency_days[0] == RECENCY.min()
    assert told.scores[0].revenue == (REVENUE.min(), REVENUE[FOUND.monetary == 1].max())
    assert [each.orders is None for each in told.scores] == [score not in set(FOUND.frequency.tolist()) for score in range(1, 6)]


def test_without_revenue_nothing_is_said_of_it() -> None:
    told = describe_rfm(rfm(RECENCY, ORDERS, None), RECENCY, ORDERS, None, as_of="2026-01-31", book=BOOK)
    assert {(each.revenue, each.revenue_share, each.revenue_each) for each in told.groups} == {(None, None, None)}
    assert {each.revenue for each in told.scores} == {None}
