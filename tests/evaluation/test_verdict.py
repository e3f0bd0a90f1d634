"""Is it said in plain words whether a model earns its place?"""

from footfall.evaluation.result import TargetResult
from footfall.evaluation.verdict import verdict
from footfall.models.fitted import Fit


def draws(champion: float, others: float) -> dict[str, dict[str, list[float | None]]]:
    base: list[float | None] = [others, others + 0.01] * 20
    best: list[float | None] = [champion] * 40
    baselines = {name: {"roc_auc": base} for name in ("baseline", "one_rule")}
    return {name: {"roc_auc": best} for name in ("logistic_regression", "decision_tree", "random_forest", "xgboost")} | baselines


def test_a_real_gain_is_said_against_both_baselines(visits_fit: Fit, visits_result: TargetResult) -> None:
    gains = [note for note in visits_result.notes if " beats " in note]
    assert len(gains) == 2
    assert gains[0].startswith(f"{visits_fit.best.label} beats Base rate in ROC AUC by +0.")
    assert "One rule: views > " in gains[1]


def test_a_gain_that_may_be_chance_and_a_loss_are_said(visits_fit: Fit) -> None:
    for champion in (0.505, 0.4):
        said = verdict(visits_fit, draws(champion, 0.5))
        assert len(said) == 2
        assert all(sentence.startswith("No model is shown to beat") for sentence in said)
    assert all(" beats " in sentence for sentence in verdict(visits_fit, draws(0.6, 0.5)))


def test_amounts_are_compared_by_gini(orders_result: TargetResult) -> None:
    assert any("beats Mean amount in normalised Gini by +0." in note for note in orders_result.notes)
