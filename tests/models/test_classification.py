"""Do classifiers find what there is, find nothing where there is nothing, and never look at the test part?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.models.synthetic import binary, truth_of

from footfall.dataset.dataset import Dataset
from footfall.measures.probability import calibration_error, calibration_floor
from footfall.measures.ranking import Ranking
from footfall.models.budget import BUDGETS
from footfall.models.classification import fit_classifiers, refittable
from footfall.models.fitted import Fit
from footfall.models.training import Training, teaches_again

NAMES = ["logistic_regression", "decision_tree", "random_forest", "xgboost", "baseline", "one_rule"]


def auc(dataset: Dataset, score: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return Ranking.of(dataset.label, score).steps().roc_auc() or 0.0


def test_every_family_is_there_and_the_baselines_are_marked(conversion_fit: Fit) -> None:
    assert [model.name for model in conversion_fit.models] == NAMES
    assert [model.name for model in conversion_fit.models if model.baseline] == ["baseline", "one_rule"]
    assert not conversion_fit.best.baseline


def test_every_model_comes_near_the_truth_on_unseen_rows(conversions: Dataset, conversion_fit: Fit) -> None:
    test = conversions.only("test")
    best = auc(test, truth_of(test.features))
    for model in conversion_fit.models:
        if not model.baseline:
            assert best - 0.05 < auc(test, model.predict(test.features)) <= best + 0.01, model.name


def test_probabilities_are_calibrated(conversions: Dataset, conversion_fit: Fit) -> None:
    fresh = binary(12_000, seed=9)
    for model in conversion_fit.models:
        score = model.predict(fresh.features)
        assert model.baseline or model.calibrator is not None
        assert calibration_error(fresh.label, score) < 0.04 + calibration_floor(score, seed=1), model.name


def test_the_baseline_is_the_base_rate_of_training(conversions: Dataset, conversion_fit: Fit) -> None:
    train = conversions.only("train")
    assert set(conversion_fit.model("baseline").predict(train.features)) == {float(train.label.mean())}


def test_the_test_part_decides_nothing(conversions: Dataset, conversion_fit: Fit) -> None:
    spoilt = replace(conversions, label=np.where(conversions.part == "test", 1 - conversions.label, conversions.label))
    again = fit_classifiers(spoilt, effort="quick", seed=1)
    assert again.champion == conversion_fit.champion
    for one, other in zip(again.models, conversion_fit.models, strict=True):
        assert (one.predict(conversions.features) == other.predict(conversions.features)).all()
        assert one.threshold == other.threshold


def test_the_number_of_threads_decides_nothing(conversions: Dataset, conversion_fit: Fit) -> None:
    again = fit_classifiers(conversions, effort="quick", seed=1, threads=1)
    for one, other in zip(again.models, conversion_fit.models, strict=True):
        assert (one.predict(conversions.features) == other.predict(conversions.features)).all(), one.name
        assert dict(one.parameters) == dict(other.parameters)


def test_permuted_labels_teach_nothing() -> None:
    dataset = binary(4_000, seed=3, informative=False)
    fit = fit_classifiers(dataset, effort="quick", seed=1)
    test = dataset.only("test")
    for model in fit.models:
        assert abs(auc(test, model.predict(test.features)) - 0.5) < 0.08, model.name


def test_too_few_rows_to_calibrate_are_said() -> None:
    dataset = binary(3_000)
    spared = np.flatnonzero((dataset.part == "calibrate") & (dataset.label > 0))[12:]
    label = dataset.label.copy()
    label[spared] = np.nan
    fit = fit_classifiers(replace(dataset, label=label), effort="quick", seed=1)
    assert all(model.calibrator is None for model in fit.models)
    assert sum("is not calibrated" in note for note in fit.notes) == 5


def test_no_calibrate_part_at_all_is_no_error() -> None:
    dataset = binary(2_000)
    part = dataset.part.copy()
    part[part == "calibrate"] = "tune"
    assert fit_classifiers(replace(dataset, part=part), effort="quick", seed=1).threshold is not None


def test_unseen_categories_missing_numbers_and_infinities_are_scored(conversion_fit: Fit) -> None:
    strange = pd.DataFrame(
        {
            "views": [np.nan, np.inf],
            "price_mean": [1e300, -1.0],
            "click_number": [1.0, np.nan],
            "noise": [0.0, 0.0],
            "channel": pd.Series(["carrier pigeon", None], dtype="str"),
        }
    )
    for model in conversion_fit.models:
        score = model.predict(strange)
        assert ((score > 0) & (score < 1)).all(), model.name


def test_the_champion_did_best_on_the_tune_part_before_it_learnt_from_it(conversions: Dataset, conversion_fit: Fit) -> None:
    tune, champion = conversions.only("tune"), conversion_fit.champion
    reached = {model.name: auc(tune, model.predict(tune.features)) for model in conversion_fit.models if not model.baseline}
    training = Training.of(conversions, effort=conversion_fit.effort, seed=conversion_fit.seed, threads=1)
    family = refittable(champion, BUDGETS[conversion_fit.effort])
    estimator, _ = family.fit(conversion_fit.best.parameters, training.train(family), None, training.machine)
    reached[champion] = auc(tune, estimator.predict_proba(training.tune(family).matrix)[:, 1])
    assert reached[champion] == pytest.approx(max(reached.values()), abs=2e-3)
    assert conversion_fit.threshold == conversion_fit.best.threshold


def test_the_champion_alone_has_learnt_from_train_and_tune(conversions: Dataset, conversion_fit: Fit) -> None:
    training = Training.of(conversions, effort=conversion_fit.effort, seed=conversion_fit.seed, threads=1)
    test = conversions.only("test")
    again = []
    for model in conversion_fit.models:
        if model.name in ("decision_tree", "random_forest", "xgboost", "logistic_regression"):
            family = refittable(model.name, BUDGETS[conversion_fit.effort])
            rows = training.taught_again(family)
            assert len(rows.label) == len(conversions.only("train", "tune"))
            estimator, _ = family.fit(model.parameters, rows, None, training.machine)
            asked = training.rows(family.shape, test).matrix
            if np.array_equal(estimator.predict_proba(asked), model.pipeline["model"].predict_proba(asked)):
                again.append(model.name)
    assert again == [conversion_fit.champion]
    assert any("fitted again on train and tune" in note for note in conversion_fit.notes)


def test_where_nothing_is_there_to_calibrate_on_the_tune_part_does_not_teach() -> None:
    dataset = binary(4_000)
    bare = replace(dataset, part=np.where(dataset.part == "calibrate", "unlabelled", dataset.part))
    assert teaches_again(dataset)
    assert not teaches_again(bare)
    assert not any("fitted again" in note for note in fit_classifiers(bare, effort="quick", seed=1).notes)
