"""Does the rule say what it should, at its borders and in words?"""

from dataclasses import replace

import pytest

from footfall.evaluation.advice import Evidence, advise, change
from footfall.measures.drift import Drift
from footfall.measures.realised import Estimate, Realised


def sure(value: float, reach: float = 0.05) -> Estimate:
    return Estimate(value, value - reach, value + reach)


GOOD = Realised(5_000, 1_000, 200, 0.2, 0.2, sure(1.0), sure(0.0), sure(1.0), 0.01, 0.01, sure(0.80, 0.01))
CALM, MOVED = Drift(0.02, 0.03, 0.5), Drift(0.40, 0.03, 0.0)
STEADY = Evidence(binary=True, before=GOOD, now=GOOD, score=CALM, effective=900.0)
UNKNOWN = Realised(0, 0, 0, 0.0, 0.0)


def now(**changes: Estimate | float | None) -> Evidence:
    return replace(STEADY, now=replace(GOOD, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (STEADY, "keep"),
        (now(ratio=sure(1.3)), "recalibrate"),
        (now(ratio=sure(0.7)), "recalibrate"),
        (now(ratio=sure(1.3, 0.4)), "keep"),
        (now(ratio=sure(1.08, 0.01)), "keep"),
        (now(slope=sure(0.6)), "recalibrate"),
        (now(slope=sure(1.5)), "recalibrate"),
        (now(slope=sure(0.85, 0.02)), "keep"),
        (now(order=sure(0.70, 0.01)), "retrain"),
        (now(order=sure(0.79, 0.001)), "keep"),
        (now(order=sure(0.70, 0.2)), "keep"),
        (now(order=sure(0.90, 0.01)), "keep"),
        (now(order=sure(0.70, 0.01), ratio=sure(1.3)), "retrain"),
        (replace(STEADY, before=replace(GOOD, ratio=sure(1.3)), now=replace(GOOD, ratio=sure(1.3))), "recalibrate"),
        (replace(STEADY, before=replace(GOOD, ratio=sure(1.1, 0.2)), now=replace(GOOD, ratio=sure(1.2, 0.15))), "keep"),
        (replace(STEADY, before=replace(GOOD, ratio=sure(0.8)), now=replace(GOOD, ratio=sure(1.2))), "recalibrate"),
        (replace(STEADY, before=replace(GOOD, ratio=sure(1.3)), now=replace(GOOD, ratio=sure(1.6))), "recalibrate"),
        (replace(STEADY, before=replace(GOOD, ratio=None), now=replace(GOOD, ratio=sure(1.6))), "recalibrate"),
        (replace(STEADY, score=MOVED, gone=("x",), moved=("x", "y")), "keep"),
    ],
)
def test_outcomes_decide_where_there_are_enough(evidence: Evidence, verdict: str) -> None:
    found = advise(evidence)
    assert (found.verdict, found.basis) == (verdict, "outcomes")


FEW = replace(STEADY, now=replace(GOOD, positives=99, expected=0.05))


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (FEW, "keep"),
        (replace(FEW, now=UNKNOWN), "keep"),
        (replace(FEW, score=MOVED), "retrain"),
        (replace(FEW, score=Drift(0.4, 0.5, 0.2)), "keep"),
        (replace(FEW, score=Drift(0.2, 0.03, 0.0)), "keep"),
        (replace(FEW, gone=("price_mean",)), "retrain"),
        (replace(STEADY, unlabelled="The source has no purchases."), "keep"),
        (replace(FEW, now=replace(GOOD, units=1_000, positives=950)), "keep"),
    ],
)
def test_else_drift_decides_and_says_so(evidence: Evidence, verdict: str) -> None:
    found = advise(evidence)
    assert (found.verdict, found.basis) == (verdict, "drift")
    assert "Judged by drift alone." in " ".join(found.reasons)


def test_purchases_that_stop_are_seen() -> None:
    stopped = replace(GOOD, positives=0, observed=0.0, ratio=Estimate(0.0, 0.0, 0.02), slope=None, intercept=None, order=None)
    found = advise(replace(STEADY, now=stopped))
    assert found.verdict == "recalibrate"
    assert "less of conversions" in found.reasons[0]
    assert "cannot be told" in found.reasons[1]


@pytest.mark.parametrize("evidence", [replace(FEW, effective=99.0), replace(FEW, score=None, now=UNKNOWN)])
def test_too_little_cannot_be_told(evidence: Evidence) -> None:
    assert (advise(evidence).verdict, advise(evidence).basis) == ("cannot be told", "nothing")


@pytest.mark.parametrize("evidence", [now(ratio=sure(1.5)), now(order=sure(0.6, 0.01)), replace(FEW, score=MOVED)])
def test_an_alarm_that_a_short_history_explains_is_none(evidence: Evidence) -> None:
    found = advise(replace(evidence, short=("sessions_so_far",)))
    assert (found.verdict, found.basis) == ("cannot be told", "nothing")
    assert "sessions_so_far" in found.reasons[0]
    assert found.reasons[1:] == advise(evidence).reasons
    assert advise(replace(STEADY, short=("sessions_so_far",))).verdict == "keep"


def test_amounts_are_judged_by_bias_and_gini() -> None:
    amount = replace(GOOD, slope=None, intercept=None, expected=40.0, observed=40.0, order=sure(0.5, 0.005))
    steady = replace(STEADY, binary=False, before=amount, now=amount)
    assert advise(steady).verdict == "keep"
    assert advise(replace(steady, now=replace(amount, order=sure(0.47, 0.005)))).verdict == "keep"
    assert advise(replace(steady, now=replace(amount, order=sure(0.43, 0.005)))).verdict == "retrain"
    assert "Normalised Gini" in advise(steady).reasons[1]
    off = advise(replace(steady, now=replace(amount, ratio=sure(0.7))))
    assert (off.verdict, "less of the amount" in off.reasons[0]) == ("recalibrate", True)
    assert advise(replace(steady, now=replace(amount, positives=99))).basis == "drift"


def test_what_moved_is_named_and_long_lists_are_cut() -> None:
    found = advise(replace(STEADY, gone=("a",), moved=tuple("abcdefgh")))
    assert found.reasons[-2] == "Mend the source: a holds nothing in the new data."
    assert found.reasons[-1] == "Moved far, by more than chance: b, c, d, e, f, g and 1 more."


def test_errors_of_two_samples_add_up_in_squares() -> None:
    found = change(sure(0.8, 0.03), sure(0.7, 0.04))
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((-0.1, -0.15, -0.05))
    assert change(None, sure(1.0)) is None
