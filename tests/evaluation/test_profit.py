"""Is a campaign's threshold chosen before the test part, and are its gains those of acting there?"""

from dataclasses import replace

import numpy as np
import pytest

from footfall.dataset.dataset import Dataset, Part
from footfall.evaluation.evaluate import evaluate
from footfall.evaluation.profit import acted_units, measure_profit
from footfall.evaluation.result import Policy, Profit
from footfall.measures.bootstrap import Resamples
from footfall.measures.decision import Campaign
from footfall.measures.profit import ProfitCurve
from footfall.models.fitted import Fit
from footfall.models.out_of_fold import learnt_from
from footfall.models.training import known_in, labelled

CAMPAIGN = Campaign(value=40.0, cost=1.2, effect=0.1)


def measured(visits_fit: Fit, visits: Dataset, campaign: Campaign | None = CAMPAIGN) -> Profit | None:
    test = labelled(visits, "test")
    drawn = Resamples.of(test.group, resamples=100, seed=1)
    return measure_profit(campaign, visits_fit, visits, visits_fit.best.predict(test.features), drawn)


@pytest.fixture(scope="module")
def profit(visits_fit: Fit, visits: Dataset) -> Profit:
    found = measured(visits_fit, visits)
    assert found is not None
    return found


def policy(profit: Profit, name: str) -> Policy:
    return next(each for each in profit.policies if each.name == name)


def test_the_threshold_is_the_best_of_the_calibrate_part(profit: Profit, visits_fit: Fit, visits: Dataset) -> None:
    before = labelled(visits, "calibrate")
    curve = ProfitCurve.of(CAMPAIGN, before.label, visits_fit.best.predict(before.features), before.group)
    assert profit.threshold == curve.best()
    assert profit.chosen_on == "calibrate"


def test_the_test_part_does_not_move_the_threshold(profit: Profit, visits_fit: Fit, visits: Dataset) -> None:
    turned = replace(visits, label=np.where(visits.part == "test", 1 - visits.label, visits.label))
    other = measured(visits_fit, turned)
    assert other is not None
    assert other.threshold == profit.threshold
    assert [each.threshold for each in other.policies] == [each.threshold for each in profit.policies]
    assert [each.profit for each in other.policies] != [each.profit for each in profit.policies]


def test_without_a_calibrate_part_the_tune_part_chooses(visits_fit: Fit, visits: Dataset) -> None:
    calibrate: Part = "calibrate"
    found = measured(visits_fit, visits.where(visits.part != calibrate))
    assert found is not None
    assert found.chosen_on == "tune"


def test_rows_that_were_learnt_from_choose_by_scores_out_of_fold(visits_fit: Fit, visits: Dataset) -> None:
    timeless = replace(visits, borders_us=())
    learnt = learnt_from(visits_fit, timeless)
    calibrate = known_in(timeless, "calibrate")
    assert learnt[calibrate].all()
    held_out = np.random.default_rng(1).random(int(learnt.sum()))
    test = labelled(timeless, "test")
    drawn = Resamples.of(test.group, resamples=20, seed=1)
    found = measure_profit(CAMPAIGN, visits_fit, timeless, visits_fit.best.predict(test.features), drawn, held_out)
    scores = np.full(len(timeless), np.nan)
    scores[learnt] = held_out
    assert found is not None
    assert found.threshold == ProfitCurve.of(CAMPAIGN, timeless.label[calibrate], scores[calibrate], timeless.group[calibrate]).best()


def test_each_policy_is_measured_by_acting_on_the_test_part(profit: Profit, visits_fit: Fit, visits: Dataset) -> None:
    test = labelled(visits, "test")
    score = visits_fit.best.predict(test.features)
    assert [each.name for each in profit.policies] == ["threshold", "break_even", "top_tenth", "everybody", "nobody"]
    for each in profit.policies:
        gains = np.zeros(len(test)) if each.threshold is None else CAMPAIGN.gains(test.label, score, each.threshold, test.group)
        assert each.profit == pytest.approx(gains.sum(), abs=1e-9)
        assert each.profit == pytest.approx(4.0 * each.converted - 1.2 * each.acted, abs=1e-9)
    assert policy(profit, "everybody").acted == profit.units == len(np.unique(test.group))
    assert policy(profit, "nobody").acted == 0
    assert policy(profit, "top_tenth").acted == pytest.approx(profit.units / 10, rel=0.35)


def test_gains_are_differences_and_their_intervals_hold_them(profit: Profit) -> None:
    chosen = policy(profit, "threshold")
    assert chosen.behind is None
    assert chosen.behind_interval is None
    for each in profit.policies[1:]:
        assert each.behind is not None
        assert each.behind == pytest.approx(chosen.profit - each.profit, abs=1e-9)
        assert each.behind_interval is not None
        assert each.behind_interval[0] <= each.behind + 1e-9
        assert each.behind <= each.behind_interval[1] + 1e-9
    nobody = policy(profit, "nobody")
    assert nobody.behind_interval == chosen.interval


def test_gains_are_paired(visits_fit: Fit, visits: Dataset, profit: Profit) -> None:
    even = policy(profit, "break_even")
    assert even.interval is not None
    assert even.behind_interval is not None
    assert np.ptp(even.behind_interval) < np.ptp(even.interval)


def test_the_curve_spans_from_everybody_to_the_few_and_its_band_holds_it(profit: Profit) -> None:
    assert 20 < len(profit.curve) <= 81
    assert profit.curve[0].acted == profit.units
    thresholds = [point.threshold for point in profit.curve]
    assert thresholds == sorted(thresholds)
    assert all(point.low <= point.profit + 1e-9 for point in profit.curve)
    assert all(point.profit <= point.high + 1e-9 for point in profit.curve)
    assert profit.curve[0].profit == pytest.approx(policy(profit, "everybody").profit)


def test_where_acting_does_not_pay_nobody_is_acted_on(visits_fit: Fit, visits: Dataset) -> None:
    found = measured(visits_fit, visits, Campaign(value=1.0, cost=5.0, effect=0.1))
    assert found is not None
    assert found.threshold is None
    assert policy(found, "threshold").profit == 0.0
    assert (policy(found, "everybody").behind or 0.0) > 0
    assert found.break_even == pytest.approx(50.0)
    assert policy(found, "break_even").acted == 0


def test_without_a_campaign_there_is_no_profit(visits_fit: Fit, visits: Dataset, orders_fit: Fit, orders: Dataset) -> None:
    assert measured(visits_fit, visits, None) is None
    test = labelled(orders, "test")
    drawn = Resamples.of(test.group, resamples=5, seed=1)
    assert measure_profit(CAMPAIGN, orders_fit, orders, orders_fit.best.predict(test.features), drawn) is None


def test_rows_without_a_session_are_each_their_own_unit(visits: Dataset) -> None:
    table = replace(visits, ids=visits.ids.assign(session_id=None), group=np.zeros(len(visits), dtype=np.int64))
    assert acted_units(table).tolist() == list(range(len(visits)))
    assert acted_units(visits) is visits.group


def test_an_evaluation_holds_it(visits_fit: Fit, visits: Dataset) -> None:
    result = evaluate(visits_fit, visits, seed=1, resamples=100, campaign=CAMPAIGN)
    assert result.profit == measured(visits_fit, visits)
    assert evaluate(visits_fit, visits, seed=1, resamples=5).profit is None
