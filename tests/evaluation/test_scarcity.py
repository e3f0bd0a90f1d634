"""Is a reader told how far to trust a figure of few rows, and left in peace where there are many?"""

from footfall.evaluation.result import ModelResult
from footfall.evaluation.scarcity import ENOUGH, scarcity

CHAMPION = ModelResult("xgboost", "XGBoost", {"roc_auc": 0.7}, {"roc_auc": (0.61, 0.78)})


def test_few_of_either_class_are_said_with_the_width_of_the_interval() -> None:
    (few_positives,) = scarcity({"train": 5_000, "train_positives": ENOUGH - 1}, CHAMPION)
    (few_negatives,) = scarcity({"train": 5_000, "train_positives": 5_000 - ENOUGH + 1}, CHAMPION)
    assert "999 positive and 4,001 negative" in few_positives
    assert "ROC AUC 0.610 to 0.780 (0.170 wide)" in few_positives
    assert "4,001 positive and 999 negative" in few_negatives


def test_enough_of_both_need_no_word() -> None:
    assert scarcity({"train": 2 * ENOUGH, "train_positives": ENOUGH}, CHAMPION) == []


def test_where_no_interval_could_be_had_that_is_said() -> None:
    (said,) = scarcity({"train": 50, "train_positives": 20}, ModelResult("xgboost", "XGBoost", {}, {}))
    assert said.endswith("No interval could be had.")
