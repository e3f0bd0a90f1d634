"""What will the next weeks of a shop bring? ``footfall forecast``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Currency, Json, OutFolder, Rates, SchemaFile, SettingsFile, Sources, Timezone, loaded, one_or_many

if TYPE_CHECKING:
    from footfall.report.forecast import Forecast, Measure

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Revenue and conversions of the next weeks."
EXAMPLES = (
    "footfall forecast cdnow --out forecast",
    "footfall forecast events.parquet --out forecast --weeks 4 --timezone Europe/Warsaw",
)


def command(
    source: Sources,
    out: OutFolder,
    weeks: Annotated[int, typer.Option("--weeks", metavar="N", help="Weeks ahead, 1 to 52.")] = 8,
    timezone: Timezone = None,
    currency: Currency = None,
    rates: Rates = None,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Forecast revenue and conversions (orders) of the next weeks, of new and known visitors apart.

    With bands, and with how such forecasts did in the past against seasonal-naive. Week 1 begins on the day after the last whole day of
    the data. The folder appears whole or not at all; an earlier forecast of that name is replaced.
    """
    found = loaded(settings, timezone=timezone, currency=currency, rates=rates).settings
    from footfall.analysis.forecast import forecast, write_forecast
    from footfall.analysis.forecast_record import as_dict
    from footfall.events.files.apart import check_apart

    check_apart(source, out)
    with bars(quiet=json) as progress:
        result = forecast(one_or_many(source), weeks=weeks, settings=found, schema=schema, progress=progress)
        write_forecast(result, out, progress=progress)
    if json:
        say_json(as_dict(result))
        return
    say(told(result, out))


def told(forecast: "Forecast", out: Path) -> str:
    """Return the forecast in a few lines, the last of them the path of the page."""
    from footfall.report.forecast import measured, used

    lines = [f"{forecast.source.name}: {used(forecast)[0]}"]
    lines += [line(forecast, measure) for measure in forecast.measures]
    return "\n".join([*lines, *measured(forecast), f"page: {out / 'forecast.html'}"])


def line(forecast: "Forecast", measure: "Measure") -> str:
    """Return one measure in one line."""
    series = forecast.total(measure)
    sums = [f"{each.part} {sum(ahead.value for ahead in each.ahead):,.0f}" for each in forecast.measures[measure][:-1]]
    unit = f" {forecast.source.currency}" if measure == "revenue" and forecast.source.currency else ""
    whole, first = sum(each.value for each in series.ahead), series.ahead[0]
    said = f"{measure} of {forecast.weeks} weeks: {whole:,.0f}{unit}"
    said += f" ({', '.join(sums)})" if sums else ""
    said += f"; week 1 {first.value:,.0f} ({first.low:,.0f} to {first.high:,.0f})"
    past = series.past
    if past is None or past.wape is None or past.naive_wape is None:
        return said
    return f"{said}; past error {past.wape:.1%}, seasonal-naive {past.naive_wape:.1%}; {past.coverage:.0%} within the band"
