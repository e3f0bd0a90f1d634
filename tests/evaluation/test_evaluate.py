"""Can every figure be recomputed from the predictions, and does a model of noise get no credit?"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics
from tests.models.synthetic import binary

from footfall.dataset.dataset import Dataset, Floats, Question
from footfall.evaluation.evaluate import evaluate, not_asked, predictions
from footfall.evaluation.result import TargetResult
from footfall.measures.decision import Campaign
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.training import labelled

IDS = ["event_id", "visitor_id", "session_id", "cut_off_us", "click"]


def ece(label: Floats, score: Floats) -> float:
    """Fifteen equal-mass bins as an outsider writes them, for scores without ties."""
    bins = np.array_split(np.argsort(score, kind="stable"), 15)
    return float(sum(abs(score[rows].mean() - label[rows].mean()) * len(rows) for rows in bins) / len(score))


def recomputed(label: Floats, score: Floats, threshold: float) -> dict[str, float]:
    chosen = (score >= threshold).astype(np.float64)
    return {
        "accuracy": metrics.accuracy_score(label, chosen),
        "precision": metrics.precision_score(label, chosen),
        "recall": metrics.recall_score(label, chosen),
        "f1": metrics.f1_score(label, chosen),
        "roc_auc": metrics.roc_auc_score(label, score),
        "average_precision": metrics.average_precision_score(label, score),
        "brier": metrics.brier_score_loss(label, score),
    }


def test_predictions_hold_the_ids_the_label_and_a_column_a_model(visits: Dataset, visits_fit: Fit) -> None:
    frame = predictions(visits_fit, visits)
    assert list(frame.columns) == [*IDS, "label", *(model.name for model in visits_fit.models)]
    assert len(frame) == int(np.sum(visits.part == "test"))
    assert frame["event_id"].tolist() == visits.ids.loc[visits.part == "test", "event_id"].tolist()
    assert all(frame[model.name].dtype == np.float64 for model in visits_fit.models)


def test_every_probability_metric_is_recomputed_from_the_predictions(visits: Dataset, visits_fit: Fit, visits_result: TargetResult) -> None:
    frame = predictions(visits_fit, visits)
    label = frame["label"].to_numpy()
    for line in visits_result.models:
        if line.name == "baseline":
            continue
        score = frame[line.name].to_numpy()
        assert line.threshold is not None
        for name, value in recomputed(label, score, line.threshold).items():
            assert line.metrics[name] == pytest.approx(value, abs=1e-9), (line.name, name)
        if len(np.unique(score)) == len(score):
            assert line.metrics["ece"] == pytest.approx(ece(label, score), abs=1e-9), line.name


def test_every_amount_metric_is_recomputed_from_the_predictions(orders: Dataset, orders_fit: Fit, orders_result: TargetResult) -> None:
    frame = predictions(orders_fit, orders)
    label = frame["label"].to_numpy()
    for line in orders_result.models:
        predicted = frame[line.name].to_numpy()
        assert line.metrics["rmse"] == pytest.approx(metrics.root_mean_squared_error(label, predicted), abs=1e-9)
        assert line.metrics["mae"] == pytest.approx(metrics.mean_absolute_error(label, predicted), abs=1e-9)
        assert line.metrics["r2"] == pytest.approx(metrics.r2_score(label, predicted), abs=1e-9)
        assert line.metrics["bias"] == pytest.approx(predicted.sum() / label.sum() - 1, abs=1e-9)


def numbers(thing: object) -> list[float]:
    """Every float inside a result, however deep."""
    if isinstance(thing, float):
        return [thing]
    if isinstance(thing, Mapping):
        return [number for value in thing.values() for number in numbers(value)]
    if isinstance(thing, tuple):
        return [number for value in thing for number in numbers(value)]
    if is_dataclass(thing):
        return [number for field in fields(thing) for number in numbers(getattr(thing, field.name))]
    return []


def test_nothing_is_ever_not_a_number(visits_result: TargetResult, orders_result: TargetResult) -> None:
    found = numbers(visits_result) + numbers(orders_result)
    assert len(found) > 500
    assert np.isfinite(found).all()


def test_intervals_hold_their_figure(visits_result: TargetResult, orders_result: TargetResult) -> None:
    for line in (*visits_result.models, *orders_result.models):
        for name, (low, high) in line.interval.items():
            value = line.metrics[name]
            assert value is not None
            assert low <= value + 1e-9, (line.name, name)
            assert value <= high + 1e-9, (line.name, name)
    assert set(visits_result.models[0].interval) == set(visits_result.models[0].metrics) - {"ece", "ece_floor", "profit"}
    assert set(orders_result.models[0].interval) == set(orders_result.models[0].metrics)


def test_what_is_undefined_is_none_with_a_reason(visits_result: TargetResult) -> None:
    baseline = next(line for line in visits_result.models if line.name == "baseline")
    assert baseline.metrics["precision"] is None
    assert "precision" not in baseline.interval
    assert "Base rate: precision is not defined, since nothing is called positive at its threshold." in visits_result.notes


def test_counts_and_base_rate_are_those_of_the_data(visits: Dataset, visits_result: TargetResult) -> None:
    test = visits.only("test")
    assert visits_result.base_rate == pytest.approx(test.label.mean())
    assert visits_result.counts["test"] == len(test)
    assert visits_result.counts["train_positives"] == int(visits.only("train").label.sum())
    assert visits_result.counts["test_groups"] == len(np.unique(test.group))
    assert dict(visits_result.split) == dict(visits.split)


def test_rows_without_a_label_are_not_measured(visits: Dataset, visits_fit: Fit) -> None:
    label = visits.label.copy()
    label[np.flatnonzero(visits.part == "test")[::2]] = np.nan
    result = evaluate(visits_fit, replace(visits, label=label), seed=1, resamples=5)
    assert result.counts["test"] == int(np.sum(visits.part == "test")) // 2
    assert result.counts["unlabelled"] == (int(np.sum(visits.part == "test")) + 1) // 2


def test_predictions_at_hand_are_taken_as_they_are(visits: Dataset, visits_fit: Fit) -> None:
    frame: pd.DataFrame = predictions(visits_fit, visits).assign(xgboost=0.25)
    result = evaluate(visits_fit, visits, seed=1, resamples=5, predicted=frame)
    assert next(line for line in result.models if line.name == "xgboost").metrics["roc_auc"] == 0.5


def test_permuted_labels_give_half_within_the_interval_and_the_verdict_says_so() -> None:
    dataset = binary(4_000, seed=4)
    permuted = replace(dataset, label=np.random.default_rng(4).permutation(dataset.label))
    result = evaluate(fit_classifiers(permuted, effort="quick", seed=1), permuted, seed=1, resamples=100)
    for line in result.models:
        low, high = line.interval["roc_auc"]
        assert low <= 0.5 <= high, line.name
    assert any(note.startswith("No model is shown to beat Base rate") for note in result.notes)


def test_the_same_seed_gives_the_same_result(visits: Dataset, visits_fit: Fit, visits_result: TargetResult) -> None:
    assert evaluate(visits_fit, visits, seed=1, resamples=60) == visits_result


def test_a_target_that_is_not_asked_says_why() -> None:
    result = not_asked(Question("returns_7d", "binary", "", "Comes back."), "One class only.")
    assert (result.not_asked, result.models, result.champion) == ("One class only.", (), None)


def test_acting_once_on_each_visit_is_counted_in_money(visits: Dataset, visits_fit: Fit) -> None:
    result = evaluate(visits_fit, visits, seed=1, resamples=20, campaign=Campaign(value=40.0, cost=1.0, effect=0.1))
    profit = {model.name: model.metrics["profit"] for model in result.models}
    test = labelled(visits, "test")
    everybody = next(model for model in visits_fit.models if model.name == "baseline")
    called = predictions(visits_fit, visits)["baseline"].to_numpy(np.float64) >= (everybody.threshold or 0.0)
    first = ~test.ids.assign(called=called).loc[called].duplicated(["visitor_id", "session_id"])
    assert profit["baseline"] == pytest.approx(float((4.0 * test.label[called][first] - 1.0).sum()))
    assert all(value is not None for value in profit.values())
    assert len(set(profit.values())) > 1
