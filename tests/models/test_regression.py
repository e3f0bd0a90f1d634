"""Do regressors find what there is, and is the champion chosen by what the amounts allow?"""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.synthetic import amounts

from footfall.dataset.dataset import Dataset
from footfall.measures.amount import bias, r2
from footfall.measures.ranking import Ranking, normalised_gini
from footfall.models.fitted import Fit
from footfall.models.regression import fit_regressors


def test_zero_heavy_amounts_get_the_two_part_model_and_others_do_not(revenue_fit: Fit) -> None:
    names = ["linear", "ridge", "lasso", "gradient_boosting", "xgboost", "two_part", "baseline"]
    assert [model.name for model in revenue_fit.models] == names
    assert any("normalised Gini" in note for note in revenue_fit.notes)
    plain = fit_regressors(amounts(2_000, zeros=False), effort="quick", seed=1)
    assert [model.name for model in plain.models] == [name for name in names if name != "two_part"]
    assert not any("normalised Gini" in note for note in plain.notes)


def test_every_model_orders_well_and_the_total_is_near(revenues: Dataset, revenue_fit: Fit) -> None:
    fresh = amounts(8_000, seed=5)
    perfect = Ranking.of(fresh.label, fresh.label)
    for model in revenue_fit.models:
        if not model.baseline:
            predicted = model.predict(fresh.features)
            assert (normalised_gini(Ranking.of(fresh.label, predicted), perfect) or 0.0) > 0.5, model.name
            assert abs(bias(fresh.label, predicted) or 1.0) < 0.25, model.name


def test_what_is_expected_adds_up_on_the_rows_that_calibrate(revenues: Dataset, revenue_fit: Fit) -> None:
    known = revenues.where((revenues.part == "tune") | (revenues.part == "calibrate"))
    for model in revenue_fit.models:
        if not model.baseline:
            assert model.predict(known.features).sum() == pytest.approx(known.label.sum()), model.name


def test_amounts_without_zeros_are_explained() -> None:
    dataset = amounts(4_000, zeros=False)
    fit = fit_regressors(dataset, effort="quick", seed=1)
    test = dataset.only("test")
    assert (r2(test.label, fit.best.predict(test.features)) or 0.0) > 0.4


def test_no_amount_is_below_zero(revenues: Dataset, revenue_fit: Fit) -> None:
    far = revenues.features.assign(views=-50.0)
    assert all((model.predict(far) >= 0).all() for model in revenue_fit.models)


def test_the_baseline_is_the_mean_of_training(revenues: Dataset, revenue_fit: Fit) -> None:
    train = revenues.only("train")
    assert revenue_fit.model("baseline").predict(train.features)[0] == pytest.approx(train.label.mean())


def test_the_test_part_and_the_threads_decide_nothing(revenues: Dataset, revenue_fit: Fit) -> None:
    spoilt = replace(revenues, label=np.where(revenues.part == "test", 1.0 + revenues.label, revenues.label))
    again = fit_regressors(spoilt, effort="quick", seed=1, threads=1)
    assert again.champion == revenue_fit.champion
    for one, other in zip(again.models, revenue_fit.models, strict=True):
        assert (one.predict(revenues.features) == other.predict(revenues.features)).all(), one.name
