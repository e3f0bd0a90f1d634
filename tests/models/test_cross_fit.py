"""Is everything but the test part learnt from, and is no row scored by a fit that saw it?"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.models.synthetic import binary

from footfall.dataset.dataset import Dataset
from footfall.measures.probability import log_loss
from footfall.models.artifact import load, save
from footfall.models.classification import fit_classifiers
from footfall.models.cross_fit import BLEND
from footfall.models.fitted import Fit
from footfall.models.out_of_fold import learnt_from, out_of_fold
from footfall.models.training import is_timeless


@pytest.fixture(scope="module")
def table() -> Dataset:
    """Rows without time."""
    return replace(binary(1_500), borders_us=())


@pytest.fixture(scope="module")
def fit(table: Dataset) -> Fit:
    return fit_classifiers(table, effort="quick", seed=1)


def test_a_small_table_without_time_has_a_blend_of_trees_and_says_how_it_was_used(table: Dataset, fit: Fit) -> None:
    assert is_timeless(table)
    assert not is_timeless(binary(200))
    names = [model.name for model in fit.models]
    assert "gradient_boosting" in names
    assert names[-2:] == ["baseline", "one_rule"]
    blend = fit.model(BLEND)
    shares = {key.removesuffix(".share"): value for key, value in blend.parameters.items() if key.endswith(".share")}
    assert shares == pytest.approx({"random_forest": 0.2, "gradient_boosting": 0.4, "xgboost": 0.4})
    assert any("fitted again on all of them but the test part" in note for note in fit.notes)


def test_all_parts_but_the_test_part_are_learnt_from(table: Dataset, fit: Fit) -> None:
    learnt = learnt_from(fit, table)
    assert learnt.sum() == np.isin(table.part, ("train", "tune", "calibrate")).sum()
    assert fit.model("baseline").predict(table.features.iloc[:1])[0] == pytest.approx(table.label[learnt].mean())


def test_labels_of_the_test_part_decide_nothing(table: Dataset, fit: Fit) -> None:
    spoilt = replace(table, label=np.where(table.part == "test", 1.0 - table.label, table.label))
    again = fit_classifiers(spoilt, effort="quick", seed=1)
    np.testing.assert_array_equal(again.best.predict(table.features), fit.best.predict(table.features))


def test_probabilities_rest_on_rows_that_were_not_seen(table: Dataset) -> None:
    """Labels that only an identifier of the row could tell: a calibrator fitted on rows seen would make the scores sure of themselves."""
    rng = np.random.default_rng(3)
    by_heart = replace(
        table,
        features=table.features.assign(number=rng.permutation(len(table)).astype(np.float64)),
        label=(rng.random(len(table)) < 0.3).astype(np.float64),
    )
    blend = fit_classifiers(by_heart, effort="quick", seed=1).best
    test = by_heart.only("test")
    assert np.abs(blend.predict(test.features) - 0.3).mean() < 0.12


def test_what_was_said_out_of_fold_is_kept_in_the_order_of_the_rows(table: Dataset, fit: Fit) -> None:
    learnt = learnt_from(fit, table)
    for name in (BLEND, "xgboost"):
        chosen = replace(fit, champion=name)
        score = out_of_fold(chosen, table, seed=1)
        seen = chosen.best.predict(table.features)[learnt]
        assert score.shape == seen.shape
        assert 0.8 < np.corrcoef(score, seen)[0, 1] < 1.0, "of the same rows, by fits that had not seen them"
        assert log_loss(table.label[learnt], score) > log_loss(table.label[learnt], seen)


def test_a_blend_says_the_same_after_a_round_trip(table: Dataset, fit: Fit, tmp_path: Path) -> None:
    mixed = replace(fit, champion=BLEND)
    save(mixed, table, tmp_path / "model", fingerprint="", data_sha256="d", metrics={})
    again = load(tmp_path / "model")
    np.testing.assert_allclose(again.predict(table.features), mixed.best.predict(table.features), rtol=1e-6)
    assert {path.suffix for path in (tmp_path / "model").iterdir()} <= {".json", ".md", ".skops", ".ubj"}
