from dataclasses import replace

from tests.report.made import amount_result, binary_result, question

from footfall.evaluation.result import Curves
from footfall.report.charts import Dots, Lines
from footfall.report.numbers import NUMBER
from footfall.report.sections.curves import (
    amount_calibration,
    binary_curves,
    driver_chart,
    drivers_table,
    early_chart,
    early_precision_chart,
    gain_chart,
    leader_chart,
)
from footfall.targets.target import Question

RESULT = binary_result(question("converts_session"))


def test_leaders_are_ranked_and_coloured_by_what_they_are() -> None:
    chart = leader_chart(RESULT)
    assert list(chart.values) == sorted(chart.values, reverse=True)
    assert dict(zip(chart.labels, chart.shades, strict=True)) == {
        "Logistic regression": "main", "Decision tree": "second", "Random forest": "second", "XGBoost": "second", "One rule": "quiet",
        "Baseline": "quiet",
    }  # fmt: skip


def test_a_model_without_the_metric_is_left_out() -> None:
    broken = replace(RESULT.models[0], metrics={**RESULT.models[0].metrics, "roc_auc": None})
    assert len(leader_chart(replace(RESULT, models=(broken, *RESULT.models[1:]))).labels) == 5


def test_ids_are_of_the_target_and_safe() -> None:
    named = replace(RESULT, question=Question('Odd "name"', "binary", "", ""))
    assert leader_chart(named).id == "odd--name--models"


def test_all_five_curves() -> None:
    assert [chart.id.removeprefix("converts-session-") for chart in binary_curves(RESULT)] == [
        "roc",
        "precision-recall",
        "calibration",
        "lift",
        "scores",
    ]


def test_scores_are_shares_of_their_class() -> None:
    scores = binary_curves(RESULT)[-1]
    for series in scores.series:  # type: ignore[union-attr]
        assert abs(sum(series.values) - 1.0) < 1e-9


def test_early_prediction() -> None:
    chart, precision = early_chart(RESULT), early_precision_chart(RESULT)
    assert chart is not None
    assert precision is not None
    assert "at click 1 and" in chart.title
    assert "base rate 20.0%" in chart.reading
    assert [line.name for line in precision.lines] == ["Average precision", "Base rate"]
    assert early_chart(replace(RESULT, early=())) is None


def test_drivers_say_their_direction_without_colour() -> None:
    chart = driver_chart(RESULT)
    assert isinstance(chart, Dots)
    assert chart.labels[:4] == ("↑ clicks", "↑ cart value", "↕ price mean", "↓ item revisits")
    assert driver_chart(replace(RESULT, drivers=())) is None


def test_no_curves_no_charts() -> None:
    empty = replace(RESULT, curves=Curves())
    assert gain_chart(empty) is None
    assert binary_curves(empty) == []
    assert amount_calibration(replace(amount_result(question("value_ahead")), curves=Curves()), NUMBER) is None


def test_a_reliability_diagram_counts_its_cases() -> None:
    (chart,) = [each for each in binary_curves(RESULT) if each.id.endswith("calibration")]
    assert isinstance(chart, Lines)
    assert "Each dot is 200 cases" in chart.reading
    numbers = chart.numbers()
    assert numbers.columns[-2:] == ("Band", "Cases")
    assert numbers.rows[0][-1] == "200"


def test_the_early_curve_counts_its_cases() -> None:
    chart = early_chart(RESULT)
    assert chart is not None
    assert chart.numbers().rows[0] == ("1", "0.656", "0.646 to 0.666", "5,000")


def test_drivers_are_explained() -> None:
    (table,) = drivers_table(RESULT)
    assert table.rows[0][:3] == ("clicks", "Events so far in this session.", "raises the score")
    assert drivers_table(replace(RESULT, drivers=())) == ()
