"""Is the coverage of the intervals counted as anyone would count it?"""

import numpy as np
import pytest
from tests.models.synthetic import amounts

from footfall.dataset.dataset import Dataset
from footfall.evaluation.coverage import coverage
from footfall.evaluation.evaluate import predictions
from footfall.evaluation.result import TargetResult
from footfall.measures.bootstrap import Resamples
from footfall.models.conformal import Intervals, Typical
from footfall.models.fitted import Fit
from footfall.models.regression import fit_regressors

UNIT = Intervals(Typical(0.0, 0.0, 1.0, 1.0), (5.0,), (0.0, 2.0), (1.0, 4.0))
"""From 0 to 1 below a prediction of 5, from 2 to 4 above it."""


def test_shares_and_widths_are_counted_by_fifth_and_of_buyers() -> None:
    predicted = np.repeat([1.0, 2.0, 3.0, 6.0, 7.0], 2)
    amount = np.array([0.0, 9.0, 0.0, 0.5, 0.0, 0.0, 3.0, 0.0, 2.0, 4.0])
    found = coverage(amount, predicted, UNIT, Resamples.of(np.arange(10), resamples=50, seed=1))
    assert found is not None
    assert [row.share for row in found.fifths] == [0.5, 1.0, 1.0, 0.5, 1.0]
    assert [row.width for row in found.fifths] == [1.0, 1.0, 1.0, 2.0, 2.0]
    assert (found.all.share, found.all.count, found.buyers.share, found.buyers.count) == (0.8, 10, 0.8, 5)
    assert found.all.width == pytest.approx(1.4)
    assert found.fifths[0].zeros == 0.5
    assert found.all.low <= 0.8 <= found.all.high


def test_without_intervals_there_is_nothing_to_measure() -> None:
    assert coverage(np.ones(3), np.ones(3), None, Resamples.of(np.arange(3), resamples=2, seed=1)) is None


def test_the_champion_of_an_amount_is_measured_and_its_figures_can_be_recomputed(
    orders: Dataset, orders_fit: Fit, orders_result: TargetResult, visits_result: TargetResult
) -> None:
    found, frame = orders_result.coverage, predictions(orders_fit, orders)
    assert found is not None
    assert orders_fit.best.intervals is not None
    low, high = orders_fit.best.intervals(frame[orders_fit.champion].to_numpy(np.float64))
    bought = frame["label"] > 0
    assert found.buyers.share == pytest.approx(float(frame["label"][bought].between(low[bought], high[bought]).mean()))
    assert found.buyers.share == pytest.approx(0.9, abs=0.06)
    assert sum(row.count for row in found.fifths) == found.all.count == len(frame)
    assert visits_result.coverage is None


def test_amounts_that_are_never_zero_have_two_ends() -> None:
    dataset = amounts(4_000, zeros=False)
    fit = fit_regressors(dataset, effort="quick", seed=1)
    assert fit.best.intervals is not None
    assert min(fit.best.intervals.low) > 0
    assert fit.model("baseline").intervals is None
