import numpy as np
import pytest

from footfall.models.origins import FEWEST_ERRORS, FIRST_ORIGIN, LATEST, choice, seen, together, walk
from footfall.models.smoothing import METHODS, WEEK

POISSON = np.random.default_rng(3)


def days(weeks: int, rate: float = 20.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return POISSON.poisson(rate, weeks * WEEK).astype(float)


def test_what_was_said_depends_on_the_days_until_then_alone() -> None:
    given = days(20)
    changed = given.copy()
    changed[12 * WEEK :] += 500
    before, after = walk(given, 4), walk(changed, 4)
    rows = 12 - FIRST_ORIGIN + 1
    assert np.array_equal(before.said[:rows], after.said[:rows])
    assert before.names[:rows] == after.names[:rows]
    assert not np.array_equal(before.said[rows], after.said[rows])


def test_every_week_is_where_it_came() -> None:
    given = np.repeat(np.arange(6.0), WEEK)
    walked = walk(given, 3)
    assert walked.first == FIRST_ORIGIN
    assert walked.came[0].tolist() == [14.0, 21.0, 28.0]
    assert np.array_equal(walked.came[-2], [35.0, np.nan, np.nan], equal_nan=True)
    assert np.isnan(walked.came[-1]).all()
    assert walked.naive[0].tolist() == [7.0, 7.0, 7.0]


def test_the_walk_is_no_longer_than_it_needs() -> None:
    assert walk(days(90), 8).first == 90 - 2 * LATEST - 8


def test_forecasts_are_never_below_nothing() -> None:
    falling = np.maximum(np.linspace(100, -20, 20 * WEEK), 0.0)
    assert (walk(falling, 8).said >= 0).all()


def paths(
    came: np.ndarray[tuple[int, ...], np.dtype[np.float64]], **off: float
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Every method is off by 10, but for those given."""
    return {method.name: np.full(came.shape, 100.0 + off.get(method.name, 10.0)) for method in METHODS}


@pytest.mark.parametrize(("error", "name"), [(8.9, "theta"), (9.1, "mean")])
def test_a_method_is_taken_only_when_it_was_clearly_better(error: float, name: str) -> None:
    came = np.full((30, 2), 100.0)
    assert choice(paths(came, theta=error), came, 29) == name


def test_seasonal_naive_can_be_taken_too() -> None:
    came = np.full((30, 2), 100.0)
    assert choice(paths(came, seasonal_naive=1.0), came, 29) == "seasonal_naive"


def test_few_errors_choose_nothing() -> None:
    came = np.full((30, 1), 100.0)
    assert choice(paths(came, theta=0.0), came, FEWEST_ERRORS - 1) == "mean"
    assert choice(paths(came, theta=0.0), came, FEWEST_ERRORS) == "theta"


def test_seasonal_naive_while_the_history_is_too_short_for_the_mean() -> None:
    assert walk(days(8), 2).names[:3] == ("seasonal_naive", "seasonal_naive", "mean")


def test_only_errors_seen_lately_count() -> None:
    came = np.ones((LATEST + 10, 3))
    found = seen(came, LATEST + 5)
    rows, steps = np.nonzero(found)
    assert (rows + steps + 1).min() == 6
    assert (rows + steps + 1).max() == LATEST + 5


def test_the_sum_of_walks_adds_up() -> None:
    one, two = walk(days(12), 3), walk(days(12), 3)
    both = together([one, two])
    assert np.array_equal(both.said, one.said + two.said)
    assert np.array_equal(both.came, one.came + two.came, equal_nan=True)
    assert both.names[-1] == "mean"
