"""Are all figures there, and does each that is not defined have a reason?"""

import numpy as np

from footfall.evaluation.metrics import amount_metrics, binary_metrics, undefined

BINARY = {"accuracy", "precision", "recall", "f1", "roc_auc", "average_precision", "brier", "ece", "ece_floor", "lift"}


def test_the_figures_are_those_of_the_contract() -> None:
    label, score = np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.1, 0.8, 0.6, 0.3])
    assert set(binary_metrics(label, score, 0.5, seed=1)) == BINARY
    assert set(amount_metrics(label, score)) == {"rmse", "mae", "r2", "gini", "bias"}
    assert not any(value is None for value in binary_metrics(label, score, 0.5, seed=1).values())


def test_each_figure_that_is_not_defined_has_a_sentence() -> None:
    one_class = binary_metrics(np.zeros(4), np.full(4, 0.2), 0.5, seed=1)
    said = undefined("A model", one_class)
    assert len(said) == sum(value is None for value in one_class.values()) == 6
    assert "A model: roc_auc is not defined, since one class is missing." in said
    nothing = undefined("A model", amount_metrics(np.zeros(4), np.ones(4)))
    assert [sentence.split()[2] for sentence in nothing] == ["r2", "gini", "bias"]
