"""Are training rows scored by models that have not seen their group?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.models.synthetic import binary

from footfall.dataset.dataset import Dataset, Floats
from footfall.measures.ranking import Ranking
from footfall.models import boosting, stages
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.out_of_fold import learnt_from, out_of_fold
from footfall.models.stages import Grown


def auc(label: Floats, score: Floats) -> float:
    return Ranking.of(label, score).steps().roc_auc() or 0.0


@pytest.mark.parametrize("name", ["random_forest", "xgboost"])
def test_labels_learnt_by_heart_are_not_known_out_of_fold(name: str) -> None:
    dataset = binary(3_000, informative=False)
    in_session = dataset.group % 2 == 0
    by_heart = replace(
        dataset,
        features=dataset.features.assign(session=dataset.group.astype(np.float64)),
        label=np.where(np.random.default_rng(1).random(len(dataset)) < 0.9, in_session, dataset.label).astype(np.float64),
    )
    fit = replace(fit_classifiers(by_heart, effort="quick", seed=1), champion=name)
    train, known = by_heart.only("train"), by_heart.where(learnt_from(fit, by_heart))
    flattered, honest = auc(train.label, fit.best.predict(train.features)), auc(known.label, out_of_fold(fit, by_heart, seed=1))
    assert flattered > 0.6
    assert honest < 0.55


def test_what_is_true_is_still_found(conversions: Dataset, conversion_fit: Fit) -> None:
    train = conversions.where(learnt_from(conversion_fit, conversions))
    score = out_of_fold(conversion_fit, conversions, seed=1)
    assert score.shape == (len(train),)
    assert auc(train.label, score) > 0.7


def test_amounts_too_and_every_model_can_be_fitted_again(revenues: Dataset, revenue_fit: Fit) -> None:
    for model in revenue_fit.models:
        if not model.baseline:
            score = out_of_fold(replace(revenue_fit, champion=model.name), revenues, seed=1)
            assert np.isfinite(score).all(), model.name
            assert score.min() >= 0, model.name


def test_stages_are_fitted_again_as_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "FEWEST_ROWS", 1_000)
    monkeypatch.setattr(stages, "FEWEST", 5)
    dataset = binary(6_000)
    named = replace(dataset, features=dataset.features.rename(columns={"click_number": "clicks"}))
    fit = replace(fit_classifiers(named, effort="quick", seed=1), champion="xgboost")
    assert "stage_rounds" in fit.best.parameters
    train = named.where(learnt_from(fit, named))
    fitted = fit.best.parameters["stage_rounds"]
    seen: list[str] = []

    def joined(grown: Sequence[Grown], column: int, share: Sequence[float]) -> bytes:
        seen.append(" ".join(str(each.booster.num_boosted_rounds()) for each in grown))
        return stages.joined(grown, column, share)

    monkeypatch.setattr(boosting, "joined", joined)
    assert auc(train.label, out_of_fold(fit, named, seed=1)) > 0.7
    assert seen == [fitted] * 3
