import numpy as np
import pytest

from footfall.models.forecast import SeriesForecast, forecast
from footfall.models.smoothing import WEEK

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def poisson(weeks: int, rate: float, seed: int) -> Floats:
    return np.random.default_rng(seed).poisson(rate, weeks * WEEK).astype(float)


@pytest.fixture(scope="module")
def steady() -> tuple[SeriesForecast, ...]:
    return forecast({"new": poisson(44, 8.0, 1), "known": poisson(44, 15.0, 2)}, 8)


def test_parts_add_up_to_the_total(steady: tuple[SeriesForecast, ...]) -> None:
    new, known, total = steady
    assert [each.part for each in steady] == ["new", "known", "total"]
    assert np.allclose([each.value for each in total.ahead], [a.value + b.value for a, b in zip(new.ahead, known.ahead, strict=True)])
    assert np.allclose(total.history, np.add(new.history, known.history))


def test_a_steady_shop_is_foretold_better_than_by_its_last_week(steady: tuple[SeriesForecast, ...]) -> None:
    for series in steady:
        assert series.past is not None
        assert series.past.wape is not None
        assert series.past.naive_wape is not None
        assert series.past.wape < series.past.naive_wape
        assert abs(series.past.bias or 0.0) < 0.05


def test_bands_hold_about_what_they_promise() -> None:
    held = [series.past.coverage for seed in range(5) for series in forecast({"total": poisson(40, 12.0, seed)}, 4) if series.past]
    assert 0.86 <= np.mean(held) <= 0.98


def test_bands_hold_what_comes_next() -> None:
    held = []
    for seed in range(8):
        days = poisson(34, 12.0, 100 + seed)
        (series,) = forecast({"total": days[: 30 * WEEK]}, 4)
        came = days[30 * WEEK :].reshape(-1, WEEK).sum(axis=1)
        held += [each.low <= value <= each.high for each, value in zip(series.ahead, came, strict=True)]
    assert np.mean(held) >= 0.8


def test_the_first_horizons_are_judged_on_more_forecasts(steady: tuple[SeriesForecast, ...]) -> None:
    by_week = steady[-1].by_week
    assert [each.weeks_ahead for each in by_week] == list(range(1, 9))
    assert [each.forecasts for each in by_week] == list(range(26, 18, -1))
    past = steady[-1].past
    assert past is not None
    assert (past.origins, past.forecasts) == (26, sum(range(19, 27)))


def test_four_weeks_give_a_wide_forecast_and_no_measured_past() -> None:
    (series,) = forecast({"total": poisson(4, 12.0, 5)}, 8)
    assert series.past is None
    assert series.by_week == ()
    assert not any(each.measured for each in series.ahead)
    spans = [each.high - each.value for each in series.ahead]
    assert spans[7] == pytest.approx(spans[0] * 8**0.5, rel=0.05)
    assert [each.errors for each in series.ahead[:3]] == [2, 1, 0]


def test_eleven_weeks_measure_what_they_can() -> None:
    (series,) = forecast({"total": poisson(11, 12.0, 5)}, 8)
    assert series.past is not None
    assert 1 <= len(series.by_week) < 8
    assert series.ahead[0].measured
    assert not series.ahead[7].measured


def test_a_series_of_nothing_stays_nothing_and_has_no_error_in_per_cent() -> None:
    new, _, _ = forecast({"new": np.zeros(20 * WEEK), "known": poisson(20, 9.0, 6)}, 3)
    assert {(each.value, each.low, each.high) for each in new.ahead} == {(0.0, 0.0, 0.0)}
    assert new.past is not None
    assert (new.past.wape, new.past.naive_wape, new.past.bias, new.past.width) == (None, None, None, None)
