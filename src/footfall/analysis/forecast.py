"""What will the next weeks of a shop bring? From a source to a forecast, and to its files.

`forecast` reads, cuts, counts the sales of each whole day, and carries them forward; `write_forecast` writes the table, the record and the
page. Sources that cannot be forecast are refused in words.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from footfall import __version__
from footfall.analysis.forecast_record import as_dict, table
from footfall.analysis.output import finished_folder, write_json
from footfall.engines.duckdb import Engine
from footfall.errors import DataError, UsageError
from footfall.events.log import SessionTable, SourceInfo
from footfall.events.read import read
from footfall.explore.browsing import prepare
from footfall.explore.sales import Sales, sales
from footfall.models.forecast import FEWEST_WEEKS, SeriesForecast
from footfall.models.forecast import forecast as carry_forward
from footfall.models.smoothing import WEEK
from footfall.progress import SILENT, Progress
from footfall.report.forecast import Forecast, Measure
from footfall.report.numbers import day, period
from footfall.report.sections.forecast import write_page
from footfall.report.words import plural
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings

__all__ = ["LEVEL", "MARK", "MOST_WEEKS", "forecast", "forecast_or_why", "forecast_visits", "write_forecast"]

LEVEL = 0.9
MOST_WEEKS = 52
MARK = "forecast.json"
FEWEST_LEFT = 12
"""Whole weeks that the beginning, where everybody looks new, must leave; and never less than half of them."""


def forecast(
    source: str | Path | Sequence[str | Path],
    *,
    weeks: int = 8,
    settings: Settings | None = None,
    schema: str | Path | None = None,
    progress: Progress = SILENT,
) -> Forecast:
    """Forecast revenue and conversions (orders) of the coming weeks, of new and known visitors apart.

    Parameters
    ----------
    source
        A data set's name (``cdnow``), or files of events with purchases.
    weeks
        Weeks ahead, 1 to `MOST_WEEKS`; week 1 begins on the day after the last whole day of the data.
    settings, schema, progress
        As of `analyze`.

    Raises
    ------
    UsageError
        For a number of weeks that cannot be asked.
    DataError
        For a source without purchases, with fewer than `FEWEST_WEEKS` whole weeks, or with orders in one week only.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(f"{weeks} weeks ahead cannot be forecast.", remedy=f"Ask for 1 to {MOST_WEEKS} weeks.")
    settings = settings or Settings()
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        found = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        if isinstance(found, SessionTable):
            raise DataError(
                f"{found.source.name} is a table of whole sessions without dates: it has no past to go by.",
                remedy="Give events or orders with their times.",
            )
        return forecast_visits(cut(found, settings, progress=progress), weeks, progress=progress)


def forecast_visits(visits: Visits, weeks: int = 8, *, progress: Progress = SILENT) -> Forecast:
    """Forecast a log that is cut into visits; see `forecast`."""
    with progress.stage("Forecasting", 2) as stage:
        sold = judge(sales(prepare(visits)), visits.source)
        stage.advance()
        whole = sold.days // WEEK
        skipped = warmed_up(sold, whole)
        used = WEEK * (whole - skipped)
        measures: dict[Measure, tuple[SeriesForecast, ...]] = {}
        if sold.revenue:
            measures["revenue"] = carry_forward({part: days[-used:] for part, days in sold.revenue.items()}, weeks, level=LEVEL)
        measures["conversions"] = carry_forward({part: days[-used:] for part, days in sold.orders.items()}, weeks, level=LEVEL)
        stage.advance()
    first = date.fromisoformat(sold.last) - timedelta(days=used - 1)
    return Forecast(visits.source, sold, first.isoformat(), sold.last, skipped, weeks, LEVEL, measures, __version__)


def forecast_or_why(visits: Visits, *, progress: Progress = SILENT) -> tuple[Forecast | None, str]:
    """Forecast the next eight weeks of a log; where it cannot be, None and why."""
    try:
        return forecast_visits(visits, progress=progress), ""
    except DataError as error:
        return None, error.what


def judge(sold: Sales | None, source: SourceInfo) -> Sales:
    """Return the sales where they can be forecast.

    Raises
    ------
    DataError
        Where they cannot.
    """
    name = source.name
    if not source.has_purchases:
        raise DataError(f"{name} holds no purchases, so there is no revenue and no conversion to forecast.",
                        remedy="Give a source with purchases; `footfall analyze` tells what else this one can answer.")  # fmt: skip
    if sold is None:
        raise DataError(f"{name} holds no whole day; a forecast needs {FEWEST_WEEKS} whole weeks.", remedy="Give a longer period.")
    whole = sold.days // WEEK
    if whole < FEWEST_WEEKS:
        held = f"{whole} whole {plural(whole, 'week')} ({sold.days} whole {plural(sold.days, 'day')}, {period(sold.first, sold.last)})"
        raise DataError(f"{name} holds {held}; a forecast needs {FEWEST_WEEKS} weeks.", remedy="Give a longer period.")
    bought = [at for at in range(sold.days) if any(days[at] for days in sold.orders.values())]
    on = [(sold.days - 1 - at) // WEEK for at in bought if at >= sold.days - WEEK * whole]
    if len(set(on)) < 2:
        only = f"all its orders in one week (the last on {day(calendar(sold, bought[-1]))})" if bought else "no order on its whole days"
        raise DataError(
            f"{name} has {only}, which says nothing of the weeks to come.", remedy="Give a period with orders in several weeks."
        )
    return sold


def calendar(sold: Sales, at: int) -> str:
    """Return the date of a day of the sales."""
    return (date.fromisoformat(sold.first) + timedelta(days=at)).isoformat()


def warmed_up(sold: Sales, whole: int) -> int:
    """Return the weeks at the beginning to leave out: the warm-up, as far as enough is left."""
    return max(0, min(sold.warm_up_weeks or 0, whole - max(FEWEST_LEFT, -(-whole // 2))))


def write_forecast(found: Forecast, out: str | Path, *, progress: Progress = SILENT) -> None:
    """Write ``forecast.parquet``, ``forecast.json`` and ``forecast.html`` into the folder `out`, whole or not at all.

    Raises
    ------
    UsageError
        When `out` holds something else than an earlier forecast.
    SourceError
        When it cannot be written.
    """
    with finished_folder(Path(out), mark=MARK, what="forecast") as folder, progress.stage("Writing the forecast"):
        table(found).to_parquet(folder / "forecast.parquet", index=False)
        write_json(as_dict(found), folder / MARK)
        write_page(found, folder / "forecast.html")
