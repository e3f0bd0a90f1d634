from dataclasses import replace

from tests.report.made import amount_result, binary_result, question

from footfall.report.numbers import money
from footfall.report.sections.leaderboard import decision_table, early_table, leaderboard, parameters_table

RESULT = binary_result(question("converts_session"))


def test_every_model_with_its_interval_and_the_chosen_one_marked() -> None:
    table = leaderboard(RESULT, None)
    assert [row[0] for row in table.rows] == [
        "Logistic regression (chosen)", "Decision tree", "Random forest", "XGBoost", "One rule (baseline)", "Baseline",
    ]  # fmt: skip
    assert table.marked == frozenset({0})
    auc = RESULT.models[0].metrics["roc_auc"] or 0.0
    assert table.rows[0][1] == f"{auc:.3f}\n{auc - 0.02:.3f} – {auc + 0.02:.3f}"


def test_what_cannot_be_had_is_a_dash() -> None:
    table = decision_table(RESULT, None)
    recall = [column.title for column in table.columns].index("Recall")
    assert table.rows[5][recall] == "–"


def test_amounts_are_in_their_unit() -> None:
    table = leaderboard(amount_result(question("revenue_session")), money("EUR"))
    assert table.rows[0][2:4] == ("€20.00", "€6.00")


def test_early_table_and_parameters() -> None:
    assert early_table(RESULT).rows[0][:3] == ("1", "5,000", "20.0%")
    assert parameters_table(RESULT).rows[0] == ("Logistic regression", "depth 6, rate 0.1")


def test_at_the_threshold_stand_the_rule_and_the_profit_beside_the_others() -> None:
    rule, *others = reversed(RESULT.models[:-1])
    labelled = replace(rule, label="One rule: cart_adds <= 0.5", metrics={**rule.metrics, "profit": 12.0})
    table = decision_table(replace(RESULT, models=(*reversed(others), labelled)), money("EUR"))
    assert [column.title for column in table.columns] == [
        "Model", "Threshold", "Accuracy", "F1", "Precision", "Recall", "Profit at the threshold",
    ]  # fmt: skip
    assert table.rows[-1][:4] == ("One rule: cart adds ≤ 0.5 (baseline)", "0.300", "80.0%", "0.440")
    assert table.rows[-1][-1] == "€12.00"
    assert table.marked == frozenset({0})


def test_an_interval_of_no_width_is_not_written() -> None:
    flat = replace(RESULT.models[0], interval={"roc_auc": (0.5, 0.5)}, metrics={**RESULT.models[0].metrics, "roc_auc": 0.5})
    assert leaderboard(replace(RESULT, models=(flat,)), None).rows[0][1] == "0.500"


def test_models_without_parameters_are_left_out_of_theirs() -> None:
    bare = replace(RESULT.models[0], parameters={})
    assert len(parameters_table(replace(RESULT, models=(bare, RESULT.models[1]))).rows) == 1
