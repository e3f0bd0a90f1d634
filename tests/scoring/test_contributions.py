"""Do contributions add up to the model's own score, for every family, and mean what they say?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xgboost
from sklearn.pipeline import Pipeline
from tests.models.synthetic import amounts, binary

from footfall.dataset.dataset import Dataset, Floats
from footfall.models.background import Background, background
from footfall.models.blend import Blend
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit, Fitted
from footfall.models.preparation import blocks, tidy
from footfall.models.regression import fit_regressors
from footfall.models.training import labelled
from footfall.scoring.contributions import contributor

BINARY = ("logistic_regression", "decision_tree", "random_forest", "xgboost", "one_rule")
AMOUNT = ("linear", "ridge", "lasso", "gradient_boosting", "xgboost", "two_part")

CONVERSIONS, REVENUES = binary(2_000), amounts(2_000)


@pytest.fixture(scope="module")
def fits() -> dict[str, tuple[Fit, Dataset]]:
    return {
        "binary": (fit_classifiers(CONVERSIONS, effort="quick", seed=1), CONVERSIONS),
        "amount": (fit_regressors(REVENUES, effort="quick", seed=1), REVENUES),
    }


def usual_of(model: Fitted, dataset: Dataset) -> Background:
    features = tidy(labelled(dataset, "train").features, model.columns)
    return background(features, model.pipeline["prepare"].transform(features), seed=1)


def own_score(model: Fitted, features: pd.DataFrame) -> Floats:
    """What a model says before calibration."""
    return replace(model, calibrator=None).predict(features)


@pytest.mark.parametrize(
    ("kind", "name"), [*(("binary", name) for name in BINARY), *(("amount", name) for name in AMOUNT)]
)  # fmt: skip
def test_contributions_add_up_to_the_score_before_calibration(fits: dict[str, tuple[Fit, Dataset]], kind: str, name: str) -> None:
    fit, dataset = fits[kind]
    model = fit.model(name)
    explain = contributor(model, usual_of(model, dataset))
    assert explain is not None
    found = explain(dataset.features)
    assert found.features == tuple(model.columns)
    assert found.values.shape == (len(dataset), len(model.columns))
    own = replace(explain, model=replace(model, calibrator=None)).score(found.totals)
    assert own == pytest.approx(own_score(model, dataset.features), rel=2e-5, abs=2e-6)
    assert explain.score(found.totals) == pytest.approx(model.predict(dataset.features), rel=2e-3, abs=2e-5)
    assert np.ptp(found.values[:, found.features.index("views")]) > 0


@pytest.mark.parametrize("kind", ["binary", "amount"])
def test_a_constant_has_no_parts(fits: dict[str, tuple[Fit, Dataset]], kind: str) -> None:
    fit, dataset = fits[kind]
    model = fit.model("baseline")
    assert contributor(model, usual_of(model, dataset)) is None


def test_a_linear_model_gives_each_feature_its_coefficient_times_its_deviation(fits: dict[str, tuple[Fit, Dataset]]) -> None:
    fit, dataset = fits["binary"]
    model = fit.model("logistic_regression")
    explain = contributor(model, usual_of(model, dataset))
    assert explain is not None
    found = explain(dataset.features)
    assert explain.scale == "log_odds"
    train = dataset.part == "train"
    assert found.values[train].mean(axis=0) == pytest.approx(np.zeros(len(found.features)), abs=1e-9)
    columns = blocks(model.pipeline["prepare"])["channel"]
    matrix = model.pipeline["prepare"].transform(tidy(dataset.features, model.columns))[:, columns]
    weights = model.pipeline["model"].coef_[0, columns]
    assert found.values[:, found.features.index("channel")] == pytest.approx((matrix - matrix[train].mean(axis=0)) @ weights)


def test_the_scale_is_that_on_which_a_model_adds(fits: dict[str, tuple[Fit, Dataset]]) -> None:
    scales = {
        name: explain.scale
        for kind in ("binary", "amount")
        for name in (BINARY if kind == "binary" else AMOUNT)
        if (explain := contributor(model := fits[kind][0].model(name), usual_of(model, fits[kind][1]))) is not None and name != "xgboost"
    }
    assert scales == {
        "logistic_regression": "log_odds", "decision_tree": "chance", "random_forest": "chance", "one_rule": "chance", "linear": "amount",
        "ridge": "amount", "lasso": "amount", "gradient_boosting": "amount", "two_part": "log_amount",
    }  # fmt: skip


def test_both_parts_of_the_two_part_model_count(fits: dict[str, tuple[Fit, Dataset]]) -> None:
    fit, dataset = fits["amount"]
    model = fit.model("two_part")
    explain = contributor(model, usual_of(model, dataset))
    assert explain is not None
    found = explain(dataset.features)
    parts = model.pipeline["model"]
    matrix = model.pipeline["prepare"].transform(tidy(dataset.features, model.columns))
    shares: dict[str, Floats] = {}
    log_chance = np.log(parts.chance.predict_proba(matrix)[:, 1].astype(np.float64))
    log_amount = np.log(parts.amount.predict(matrix).astype(np.float64))
    assert found.totals == pytest.approx(log_chance + log_amount, abs=1e-4)
    for part, owner in ((parts.chance, "chance"), (parts.amount, "amount")):
        booster = part.get_booster()
        own = booster.predict(xgboost.DMatrix(matrix), pred_contribs=True)[:, :-1]
        shares[owner] = np.column_stack([own[:, place].sum(axis=1) for place in blocks(model.pipeline["prepare"]).values()])
    names = list(blocks(model.pipeline["prepare"]))
    left = found.values[:, [found.features.index(name) for name in names]] - shares["amount"]
    slope = left.sum(axis=1) / shares["chance"].sum(axis=1)
    assert left == pytest.approx(slope[:, None] * shares["chance"], abs=1e-4)
    assert (slope > 0).all()


def test_a_blend_adds_up_as_the_mean_of_its_members(fits: dict[str, tuple[Fit, Dataset]]) -> None:
    fit, dataset = fits["binary"]
    names = ("random_forest", "xgboost", "decision_tree")
    forest, boosted, tree = (fit.model(name).pipeline["model"] for name in names)
    blend = Blend({"random_forest": forest, "xgboost": boosted, "decision_tree": tree}, {"random_forest": 0.3, "xgboost": 0.7})
    model = replace(fit.model("xgboost"), name="blend", calibrator=None)
    model = replace(model, pipeline=Pipeline([("prepare", model.pipeline["prepare"]), ("model", blend)]))
    explain = contributor(model, usual_of(model, dataset))
    assert explain is not None
    found = explain(dataset.features)
    assert explain.scale == "chance"
    assert found.totals == pytest.approx(model.predict(dataset.features), abs=2e-6)
    alone = contributor(fit.model("random_forest"), usual_of(model, dataset))
    assert alone is not None
    share = alone(dataset.features).values
    odds = contributor(replace(fit.model("xgboost"), calibrator=None), usual_of(model, dataset))
    assert odds is not None
    left = found.values - 0.3 * share  # the boosted member's part: its log-odds, scaled row by row
    boost = odds(dataset.features).values
    slope = left.sum(axis=1) / boost.sum(axis=1)
    assert left == pytest.approx(slope[:, None] * boost, abs=1e-5)
    assert (slope > 0).all()
