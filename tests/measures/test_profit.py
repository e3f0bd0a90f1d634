"""Is the profit at every threshold what acting there would have brought, and is the best one the best?"""

import numpy as np
import pytest

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.decision import Campaign
from footfall.measures.profit import ProfitCurve, break_even

CAMPAIGN = Campaign(value=40.0, cost=0.75, effect=0.1)


def visits(rows: int = 600, *, seed: int = 1) -> tuple[Floats, Floats, Ints]:
    """Labels, scores with ties, and visits of several rows whose rows lie apart."""
    rng = np.random.default_rng(seed)
    unit = rng.integers(0, rows // 4, size=rows)
    score = rng.integers(0, 30, size=rows) / 30
    return (rng.random(rows) < score**2).astype(np.float64), score, unit


def test_every_point_is_what_acting_at_it_brings() -> None:
    label, score, unit = visits()
    curve = ProfitCurve.of(CAMPAIGN, label, score, unit)
    assert len(curve.threshold) > 20
    assert (np.diff(curve.threshold) < 0).all()
    for at, threshold in enumerate(curve.threshold):
        gains = CAMPAIGN.gains(label, score, float(threshold), unit)
        assert curve.profit[at] == pytest.approx(gains.sum(), abs=1e-9)
        assert curve.acted[at] == len(np.unique(unit[score >= threshold]))
    assert curve.units == len(np.unique(unit))


def test_a_unit_is_acted_on_at_its_first_row_that_reaches_the_threshold() -> None:
    label, score, unit = np.array([1.0, 0.0, 0.0]), np.array([0.2, 0.6, 0.9]), np.array([1, 1, 1])
    curve = ProfitCurve.of(CAMPAIGN, label, score, unit)
    assert curve.threshold.tolist() == [0.9, 0.6, 0.2]
    assert curve.acted.tolist() == [1, 1, 1]
    assert curve.converted.tolist() == [0, 0, 1]


def test_no_threshold_brings_more_than_the_best() -> None:
    label, score, unit = visits(seed=2)
    best = ProfitCurve.of(CAMPAIGN, label, score, unit).best()
    assert best is not None
    assert best not in score
    brings = CAMPAIGN.gains(label, score, best, unit).sum()
    assert brings == max(CAMPAIGN.gains(label, score, float(cut), unit).sum() for cut in np.unique(score))


def test_where_acting_never_pays_nobody_is_acted_on() -> None:
    label, score, unit = visits()
    assert ProfitCurve.of(Campaign(1.0, 5.0, 0.1), label, score, unit).best() is None


def test_where_acting_costs_nothing_everybody_is_acted_on() -> None:
    label, score, unit = np.array([0.0, 1.0]), np.array([0.9, 0.1]), np.array([1, 2])
    assert ProfitCurve.of(Campaign(10.0, 0.0, 0.5), label, score, unit).best() == 0.0


def test_of_equal_profit_the_fewest_are_acted_on() -> None:
    label, score, unit = np.array([1.0, 0.0]), np.array([0.9, 0.1]), np.array([1, 2])
    assert ProfitCurve.of(Campaign(10.0, 0.0, 0.5), label, score, unit).best() == 0.5


def test_the_threshold_that_reaches_a_share_of_the_units() -> None:
    score = np.arange(100) / 100
    curve = ProfitCurve.of(CAMPAIGN, np.zeros(100), score, np.arange(100))
    assert np.sum(score >= curve.reaching(0.1)) == 10
    assert np.sum(score >= curve.reaching(0.101)) == 11
    assert curve.reaching(1.0) == 0.0
    constant = ProfitCurve.of(CAMPAIGN, np.zeros(4), np.full(4, 0.3), np.arange(4))
    assert constant.reaching(0.1) == 0.0


def test_break_even_is_where_an_action_pays_for_itself() -> None:
    chance = break_even(CAMPAIGN)
    assert chance is not None
    assert chance == pytest.approx(0.1875)
    assert CAMPAIGN.value * CAMPAIGN.effect * chance - CAMPAIGN.cost == pytest.approx(0.0)
    assert break_even(Campaign(0.0, 1.0, 0.1)) is None
    assert break_even(Campaign(40.0, 1.0, 0.0)) is None


def test_calibrated_scores_pay_best_near_the_break_even() -> None:
    rng = np.random.default_rng(5)
    score = rng.random(200_000)
    label = (rng.random(200_000) < score).astype(np.float64)
    best = ProfitCurve.of(CAMPAIGN, label, score, np.arange(200_000)).best()
    assert best == pytest.approx(0.1875, abs=0.03)
