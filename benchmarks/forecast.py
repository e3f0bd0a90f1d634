"""How far off are forecasts, against seasonal-naive, and do the bands hold what they promise?

On the order list CDNOW (`FOOTFALL_DATA` must name its folder) and on two simulated shops of 26 weeks, whose seeds nothing was tuned on:
WAPE of the weeks forecast, from each of the last 26 week ends, and the share of weeks within their 90 % band; new and known visitors and
all. statsmodels' damped Holt-Winters and theta are measured on the same origins and weeks where it is installed (else null); each part is
given to them alone and the total is the sum, as ours is. ``python -m benchmarks.forecast``
"""

import importlib
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from benchmarks.simulator_record import record
from numpy.typing import NDArray

from footfall.analysis.forecast import forecast
from footfall.measures.amount import wape
from footfall.models.forecast import Part, SeriesForecast
from footfall.models.origins import walk, weekly
from footfall.report.forecast import Forecast, Measure
from footfall.simulate.shop import simulate

HEADLINE = (
    ("cdnow, error (WAPE) of weekly revenue", "cdnow/series/revenue, total/wape"),
    ("seasonal-naive", "cdnow/series/revenue, total/seasonal_naive_wape"),
    ("within the band", "cdnow/series/revenue, total/coverage"),
    ("simulated shop, error", "simulated, seed 901/series/revenue, total/wape"),
    ("seasonal-naive", "simulated, seed 901/series/revenue, total/seasonal_naive_wape"),
    ("within the band", "simulated, seed 901/series/revenue, total/coverage"),
)

Floats = NDArray[np.float64]
WEEKS = 8
SEEDS = (901, 902)
VISITORS, DAYS = 10_000, 182


def main() -> None:
    found: dict[str, object] = {"cdnow": shop("cdnow")}
    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS:
            path = Path(folder) / f"shop{seed}.parquet"
            simulate(visitors=VISITORS, days=DAYS, seed=seed, out=path)
            found[f"simulated, seed {seed}"] = shop(str(path))
    record("forecast", {"weeks": WEEKS, "peers": peer_version(), **found})


def shop(source: str) -> dict[str, object]:
    """Return the figures of one source."""
    clock = time.perf_counter()
    made = forecast(source, weeks=WEEKS)
    seconds = time.perf_counter() - clock
    series = {f"{measure}, {each.part}": ours(each) for measure, all_of in made.measures.items() for each in all_of}
    for measure in made.measures:
        for part, figures in peers(made, measure).items():
            series[f"{measure}, {part}"].update(figures)
    return {"weeks_used": made.weeks_used, "seconds": round(seconds, 1), "series": series}


def ours(series: SeriesForecast) -> dict[str, object]:
    """Return how the past forecasts of one series did."""
    past = series.past
    if past is None:
        return {"forecasts": 0}
    return {
        "origins": past.origins,
        "forecasts": past.forecasts,
        "wape": rounded(past.wape),
        "seasonal_naive_wape": rounded(past.naive_wape),
        "bias": rounded(past.bias),
        "coverage": rounded(past.coverage),
        "band_width": rounded(past.width),
        "method": series.method,
    }


def peers(made: Forecast, measure: Measure) -> Mapping[str, Mapping[str, object]]:
    """Return statsmodels' figures by part, on the weeks that ours was measured on; empty where it is not installed."""
    ways = statsmodels_ways()
    sales = made.sales.revenue if measure == "revenue" else made.sales.orders
    days: dict[Part, Floats] = {part: values[-7 * made.weeks_used :] for part, values in sales.items()}
    walks = {part: walk(values, WEEKS) for part, values in days.items()}
    past = made.total(measure).past
    if not ways or past is None:
        return {}
    first = next(iter(walks.values())).first
    rows = range(len(next(iter(walks.values())).names) - 1 - past.origins, len(next(iter(walks.values())).names) - 1)
    found: dict[str, dict[str, object]] = {part: {} for part in (*days, "total")}
    for name, way in ways.items():
        clock = time.perf_counter()
        said = {part: np.array([way(values[: 7 * (first + row)]) for row in rows]) for part, values in days.items()}
        seconds = (time.perf_counter() - clock) / (len(rows) * len(days))
        came = {part: walks[part].came[rows.start : rows.stop] for part in days}
        said["total"], came["total"] = sum(said.values()), sum(came.values())  # type: ignore[assignment]
        for part in found:
            known = np.isfinite(came[part])  # type: ignore[index]
            found[part][f"{name}_wape"] = rounded(wape(came[part][known], said[part][known]))  # type: ignore[index]
            found[part][f"{name}_seconds_a_fit"] = round(seconds, 4)
    return found


def statsmodels_ways() -> dict[str, Callable[[Floats], Floats]]:
    """Return statsmodels' methods as functions from days to the weeks ahead; none where it is not installed."""
    try:
        smoothing: Any = importlib.import_module("statsmodels.tsa.holtwinters")
        theta: Any = importlib.import_module("statsmodels.tsa.forecasting.theta")
    except ImportError:
        return {}

    def holt_winters(days: Floats) -> Floats:
        model = smoothing.ExponentialSmoothing(days, trend="add", damped_trend=True, seasonal="add", seasonal_periods=7)
        return summed(model.fit().forecast(7 * WEEKS))

    def theta_model(days: Floats) -> Floats:
        dated = pd.Series(days, index=pd.date_range("2024-01-01", periods=len(days)))
        return summed(theta.ThetaModel(dated, period=7, method="additive").fit().forecast(7 * WEEKS).to_numpy())

    warnings.simplefilter("ignore")  # its failures to converge
    return {"statsmodels_damped": holt_winters, "statsmodels_theta": theta_model}


def summed(days: Floats) -> Floats:
    """Return weeks, never below 0, as ours."""
    return weekly(np.maximum(days, 0.0))


def peer_version() -> str | None:
    """Return the version of statsmodels, None where it is not installed."""
    try:
        return f"statsmodels {importlib.import_module('statsmodels').__version__}"
    except ImportError:
        return None


def rounded(value: float | None) -> float | None:
    """Return a figure with four digits."""
    return None if value is None else round(value, 4)


if __name__ == "__main__":
    main()
