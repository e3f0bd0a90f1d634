from datetime import date
from itertools import groupby

import numpy as np
import pytest
from tests.simulate.oracle import Oracle

from footfall.simulate.belief import Filter
from footfall.simulate.columns import EVENT_SCHEMA, event_table, purchase_ahead
from footfall.simulate.crowd import Trace
from footfall.simulate.funnel import TYPE_NUMBER
from footfall.simulate.laws import Laws
from footfall.simulate.season import Season
from footfall.simulate.walk import Walk

START = date(2026, 1, 5)


@pytest.fixture(scope="module")
def short(laws: Laws, season: Season) -> Trace:
    return Walk(laws, season).trace(0, 150, np.random.default_rng(3))


def test_filter_equals_an_oracle_that_reads_the_events_alone(laws: Laws, short: Trace) -> None:
    oracle = Oracle(laws.items, START)
    rows = event_table(short, laws).cast(EVENT_SCHEMA).to_pylist()
    found = [p for _, visitor in groupby(rows, key=lambda row: str(row["visitor_id"])) for p in oracle.truths(list(visitor))]
    assert len(found) > 3_000
    assert len(set(short.visitor[short.visit > 2])) > 30
    np.testing.assert_allclose(short.chance, found, rtol=1e-8)


def test_truth_is_calibrated_at_a_click_chosen_beforehand(trace: Trace) -> None:
    """Twenty bins; clicks are chosen without a look at the session, for its length would tell its end."""
    session = np.cumsum(trace.click == 1) - 1
    chosen = np.random.default_rng(5).integers(1, 15, session[-1] + 1)[session] == trace.click
    p, bought = trace.chance[chosen], purchase_ahead(trace)[chosen]
    bins = np.searchsorted(np.quantile(p, np.linspace(0, 1, 21)[1:-1]), p, side="right")
    misses = np.bincount(bins, bought - p) ** 2 / np.bincount(bins, p * (1 - p))
    assert len(p) > 20_000
    # chi-square with 20 degrees of freedom: P(> 45.3) = 0.001
    assert misses.sum() < 45.3


def test_truth_knows_better_with_every_observation(laws: Laws) -> None:
    """A look at the same item again speaks for intents that look again; a bargain speaks for bargain hunters."""
    believes = Filter(laws)
    weight = (laws.persona[:, None] * laws.mix)[None]
    item = np.array([int(np.flatnonzero(laws.items.tier == 0)[0])])
    again = believes.views(weight, item, np.array([1.0]), np.array([1]))
    fresh = believes.views(weight, item, np.array([np.nan]), np.array([1]))
    assert (again.sum(axis=1) / weight.sum(axis=1))[0].argmax() in np.flatnonzero(laws.again == laws.again.max())
    assert (fresh.sum(axis=2) / weight.sum(axis=2))[0].argmax() == 1
    np.testing.assert_allclose(again.sum(), 1)


def test_item_outside_the_category_was_certainly_seen_before(laws: Laws) -> None:
    weight = (laws.persona[:, None] * laws.mix)[None]
    found = Filter(laws).views(weight, np.array([0]), np.array([0.5]), np.array([0]))
    np.testing.assert_allclose(found[0], laws.again * weight[0] / (laws.again * weight[0]).sum())


def test_refund_says_nothing(laws: Laws) -> None:
    one, filter = np.array([1]), Filter(laws)
    found = filter.enters(filter.newcomers(1), one, one, one, np.array([TYPE_NUMBER["refund"]]))
    by_hand = laws.persona[:, None] * laws.mix * laws.channel[1, :, 1] * laws.device[:, 1]
    np.testing.assert_allclose(found[0], by_hand / by_hand.sum())
