from math import sqrt

import numpy as np
import pytest
from scipy import stats

from footfall.models.bands import half_widths, widths
from footfall.models.origins import Walk


def walked(said: float, came: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Walk:
    flat = np.full(came.shape, said)
    return Walk(2, came, flat, flat, ("mean",) * len(came))


def test_with_enough_errors_the_band_is_their_conformal_quantile() -> None:
    errors = np.arange(1.0, 20.0).reshape(-1, 1)
    assert widths(errors, 0.9).tolist() == [18.0]  # the 18th of 19: ceil(20 x 0.9)


def test_with_few_errors_it_grows_like_a_random_walk_and_by_students_t() -> None:
    errors = np.array([[3.0, 3 * sqrt(2), np.nan], [3.0, np.nan, np.nan]])
    one = 3.0 * stats.t.ppf(0.95, 2) * sqrt(1.5)
    assert np.allclose(widths(errors, 0.9), [one, one * sqrt(2), one * sqrt(3)])


def test_further_ahead_is_never_narrower() -> None:
    errors = np.column_stack([np.full(12, 5.0), np.full(12, 2.0)])
    assert widths(errors, 0.9).tolist() == [5.0, 5.0]


def test_errors_are_in_units_of_the_root_of_what_was_said() -> None:
    came = np.full((22, 1), 100.0)
    came[:, 0] += np.resize([-10.0, 10.0], 22)
    same = walked(100.0, came)
    assert half_widths(same, 20, 0.9) == pytest.approx([10.0])
    four = Walk(2, same.came, same.naive, np.vstack([same.said[:-1], [[400.0]]]), same.names)
    assert half_widths(four, 21, 0.9) == pytest.approx([20.0])


def test_what_came_after_the_origin_changes_nothing() -> None:
    came = np.random.default_rng(4).normal(100, 10, (30, 2))
    later = came.copy()
    later[15:] += 1000
    later[14, 1] += 1000
    before = half_widths(walked(100.0, came), 15, 0.9)
    assert before is not None
    assert np.array_equal(before, half_widths(walked(100.0, later), 15, 0.9))  # type: ignore[arg-type]


def test_fewer_than_three_errors_give_no_band() -> None:
    walk = walked(100.0, np.full((5, 1), 90.0))
    assert half_widths(walk, 2, 0.9) is None
    assert half_widths(walk, 3, 0.9) is not None


def test_a_series_of_nothing_has_a_band_of_nothing() -> None:
    assert half_widths(walked(0.0, np.zeros((15, 2))), 14, 0.9) == pytest.approx([0.0, 0.0])
