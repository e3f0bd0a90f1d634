from tests.report.made import amount_result, binary_result, question

from footfall.report.numbers import money
from footfall.report.sections.leaderboard import early_table, leaderboard, parameters_table

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
    table = leaderboard(RESULT, None)
    recall = [column.title for column in table.columns].index("Recall")
    assert table.rows[5][recall] == "–"


def test_amounts_are_in_their_unit() -> None:
    table = leaderboard(amount_result(question("revenue_session")), money("EUR"))
    assert table.rows[0][2:4] == ("€20.00", "€6.00")


def test_early_table_and_parameters() -> None:
    assert early_table(RESULT).rows[0][:3] == ("1", "5,000", "20.0%")
    assert parameters_table(RESULT).rows[0] == ("Logistic regression", "depth 6, rate 0.1", "0.300")
