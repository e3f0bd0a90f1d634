"""Are the features that matter named first, with the right sign, and noise last?"""

from dataclasses import replace

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from footfall.dataset.dataset import Dataset
from footfall.evaluation.drivers import drivers
from footfall.evaluation.result import TargetResult
from footfall.models.fitted import Fit, Fitted
from footfall.models.preparation import preparation


def test_what_made_the_labels_comes_first_and_noise_is_nothing(visits_result: TargetResult) -> None:
    first, second, *rest = visits_result.drivers
    assert (first.feature, first.direction, first.doc) == ("views", "raises", "What views says.")
    assert second.feature == "channel"
    assert all(driver.importance < 0.02 < second.importance for driver in rest)
    assert all(driver.low <= driver.importance <= driver.high for driver in visits_result.drivers)
    assert "constant" not in [driver.feature for driver in visits_result.drivers]


def test_amounts_have_drivers_too(orders_result: TargetResult) -> None:
    assert orders_result.drivers[0].feature == "views"


def test_every_model_can_be_asked_and_the_seed_decides(visits: Dataset, visits_fit: Fit) -> None:
    test = visits.only("test")
    for model in visits_fit.models:
        assert drivers(model, test, seed=1, rows=500) == drivers(model, test, seed=1, rows=500)
    assert drivers(visits_fit.best, test, seed=1, rows=500) != drivers(visits_fit.best, test, seed=2, rows=500)


def test_the_direction_follows_the_score_and_a_weak_one_is_mixed(visits: Dataset) -> None:
    test = visits.only("test")
    views = test.features["views"]
    features = pd.DataFrame({"up": views, "down": 0.0 - views, "none": test.features["noise"], "channel": test.features["channel"]})
    prepare = preparation(features, "scaled").fit(features)
    model = LogisticRegression().fit(prepare.transform(features), test.label)
    fitted = Fitted("logistic_regression", "Logistic regression", "binary", Pipeline([("prepare", prepare), ("model", model)]))
    found = {driver.feature: driver.direction for driver in drivers(fitted, replace(test, features=features), seed=1)}
    assert found == {"up": "raises", "down": "lowers", "none": "mixed", "channel": "mixed"}


def test_no_more_are_named_than_asked_for(visits: Dataset, visits_fit: Fit) -> None:
    assert len(drivers(visits_fit.best, visits.only("test"), seed=1, most=2)) == 2
