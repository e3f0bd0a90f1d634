"""Forecasts of made-up shops, for the tests of their page."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from tests.explore.made import SHOP

from footfall.explore.sales import Gap, LeftOut, Sales
from footfall.models.forecast import Part, SeriesForecast
from footfall.models.forecast import forecast as carry_forward
from footfall.report.forecast import Forecast, Measure

__all__ = ["forecast_of"]


def forecast_of(weeks_of_data: int = 20, weeks: int = 3, *, visitors: bool = True, revenue: bool = True, new: float = 3.0,
                warm_up: int | None = 2, warmed_up: int = 2) -> Forecast:  # fmt: skip
    """A forecast of a shop with Poisson orders of 20 euros; days end on 30 June 2024."""
    rng = np.random.default_rng(5)
    days = 7 * weeks_of_data
    rates: Mapping[Part, float] = {"new": new, "known": 9.0} if visitors else {"total": 12.0}
    orders = {part: rng.poisson(rate, days).astype(float) for part, rate in rates.items()}
    money = {part: 20 * each for part, each in orders.items()} if revenue else {}
    first = (np.datetime64("2024-06-30") - (days - 1)).astype(str)
    sales = Sales(
        first, "2024-06-30", orders, money, 4, (LeftOut("2024-07-01", "the last event is at 09:10, so the day may not be whole"),),
        tuple(Gap(f"2024-05-{at:02}", f"2024-05-{at + 1:02}", 2) for at in (1, 5, 9, 13)), warm_up,
    )  # fmt: skip
    measures: dict[Measure, tuple[SeriesForecast, ...]] = {"revenue": carry_forward(money, weeks)} if revenue else {}
    measures["conversions"] = carry_forward(orders, weeks)
    source = replace(SHOP, title="A made-up shop", has_revenue=revenue, knows_visitors=visitors)
    return Forecast(source, sales, str(first), "2024-06-30", warmed_up, weeks, 0.9, measures, "0.1.0")
