"""How is a forecast told to machines?

As one record (``forecast.json``) and one table (``forecast.parquet``); docs/reference/forecast.md is the contract.
"""

from dataclasses import asdict

import pandas as pd

from footfall.models.forecast import Past, SeriesForecast
from footfall.models.smoothing import METHODS
from footfall.report.forecast import Forecast, Measure, notes

__all__ = ["as_dict", "table"]


def as_dict(found: Forecast) -> dict[str, object]:
    """Return the record, ready for JSON."""
    sales, source = found.sales, found.source
    return {
        "version": found.version,
        "source": {
            "name": source.name, "title": source.title, "kind": source.kind, "sha256": source.sha256, "first": source.first,
            "last": source.last, "precision": source.precision, "currency": source.currency,
        },
        "history": {
            "first_day": found.first,
            "last_day": found.last,
            "weeks": found.weeks_used,
            "warm_up_weeks": sales.warm_up_weeks,
            "weeks_left_out": found.warmed_up,
            "days_left_out": [asdict(each) for each in sales.left_out],
            "gaps": [asdict(each) for each in sales.gaps],
            "orders_without_value": sales.unpriced,
        },
        "weeks": found.weeks,
        "level": found.level,
        "methods": {method.name: method.label for method in METHODS},
        "series": [one_series(found, measure, series) for measure, all_of in found.measures.items() for series in all_of],
        "notes": list(notes(found)),
    }  # fmt: skip


def one_series(found: Forecast, measure: Measure, series: SeriesForecast) -> dict[str, object]:
    """Return one series."""
    unit = (found.source.currency or "unknown currency") if measure == "revenue" else "orders"
    size = len(series.history)
    return {
        "measure": measure,
        "series": series.part,
        "unit": unit,
        "method": series.method,
        "history": [{"first_day": found.week(at + 1 - size)[0], "value": value} for at, value in enumerate(series.history)],
        "forecast": [
            {"week": each.week, "first_day": (week := found.week(each.week))[0], "last_day": week[1], "value": each.value, "low": each.low,
             "high": each.high, "errors": each.errors, "band": band(each.measured)}
            for each in series.ahead
        ],
        "past": None if series.past is None else one_past(series.past),
        "past_by_week": [one_past(each) for each in series.by_week],
    }  # fmt: skip


def one_past(past: Past) -> dict[str, object]:
    """Return how past forecasts did; `weeks_ahead` is null where it is about all."""
    return asdict(past)


def band(measured: bool) -> str:
    """Return where a band comes from."""
    return "measured" if measured else "widened"


def table(found: Forecast) -> pd.DataFrame:
    """Return one row a measure, series and week."""
    rows = [
        (each.week, *found.week(each.week), series.part, measure, each.value, each.low, each.high, series.method, band(each.measured))
        for measure, all_of in found.measures.items()
        for series in all_of
        for each in series.ahead
    ]
    return pd.DataFrame(
        rows, columns=["week", "first_day", "last_day", "series", "measure", "value", "low", "high", "method", "band"]
    ).astype({"week": "int64", "value": "float64", "low": "float64", "high": "float64"})
