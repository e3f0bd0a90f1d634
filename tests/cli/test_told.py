"""Does the terminal's summary say what was found, and nothing that was not?"""

from pathlib import Path

from footfall.analysis.summary import Summary
from footfall.cli.told import figures, target_line, told
from footfall.evaluation.result import Finding, ModelResult, Policy, Profit, TargetResult
from footfall.events.log import SourceInfo
from footfall.report.segments import Segments
from footfall.targets.target import Question

MODEL = ModelResult("ridge", "Ridge", {"gini": 0.5, "mae": None, "bias": -0.01}, {"gini": (0.4, 0.6)})
SOURCE = SourceInfo("shop", events=1_200, sessions=300, visitors=90, quarantined=2)
FINDINGS = (Finding("a", "warn", "a is suspicious.", "", ""), Finding("b", "note", "b is fine.", "", ""))


def summary(*targets: TargetResult, source: SourceInfo = SOURCE) -> Summary:
    return Summary("0.1.0", 1, {}, source, targets, Segments("visitor", not_asked="Too few visitors."), FINDINGS, {})


def test_the_lines_of_a_run() -> None:
    asked = TargetResult(Question("revenue_session", "amount", "currency", ""), champion="ridge", models=(MODEL,))
    lines = told(summary(asked), Path("out")).splitlines()
    assert lines == [
        "shop: 1,200 events, 300 sessions, 90 visitors; 2 bad rows put aside",
        "revenue_session: Ridge, Gini 0.500 (0.400 to 0.600), bias -0.010",
        "segments: none. Too few visitors.",
        "audit, warn: a is suspicious.",
        f"report: {Path('out') / 'report.html'}",
    ]


def test_what_acting_brings_is_told_where_a_campaign_is_set() -> None:
    everybody = Policy("everybody", 0.0, 100, 20, -12.0)
    best = Policy("threshold", 0.25, 10, 9, 1_234.4, (900.0, 1_500.0))
    asked = Question("converts_session", "binary", "", "")
    profit = Profit(30.0, 0.5, 0.1, 0.17, 0.25, "calibrate", 100, (best, everybody), ())
    lines = told(summary(TargetResult(asked, champion="ridge", models=(MODEL,), profit=profit)), Path("out")).splitlines()
    assert lines[2] == (
        "  profit: acting from a score of 0.25 on brings 1,234 (900 to 1,500), on everybody -12, on nobody 0 (100 of the test part)"
    )
    nobody = Profit(30.0, 9.5, 0.1, None, None, "tune", 100, (Policy("threshold", None, 0, 0, 0.0), everybody), ())
    lines = told(summary(TargetResult(asked, champion="ridge", models=(MODEL,), profit=nobody)), Path("out")).splitlines()
    assert lines[2] == "  profit: acting on nobody is best; on everybody -12 (100 of the test part)"


def test_a_session_table_has_no_events_and_no_visitors() -> None:
    table = SourceInfo("uci-468", sessions=12_330)
    assert told(summary(source=table), Path("out")).splitlines()[0] == "uci-468: 12,330 sessions; 0 bad rows put aside"


def test_what_was_not_asked_says_why_and_a_proxy_says_that_it_is_one() -> None:
    refused = TargetResult(Question("continues", "binary", "", "", proxy=True), not_asked="One class only.")
    assert target_line(refused) == "continues (a proxy: this data has no purchases): not asked. One class only."


def test_figures_that_cannot_be_had_are_left_out() -> None:
    assert figures(MODEL, {"mae": "mean absolute error"}) == []
