"""What goes into the page of a forecast?

`Forecast`: the coming weeks of a shop, how past forecasts did, and which days all of it rests on, in one record; and what must be said
about it in words. It computes no forecast.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from footfall.events.log import SourceInfo
from footfall.explore.sales import Sales
from footfall.models.forecast import SeriesForecast
from footfall.report.numbers import PERCENT, day, period
from footfall.report.words import plural

__all__ = ["Forecast", "Measure", "notes"]

Measure = Literal["revenue", "conversions"]

LATELY = 8
"""Weeks."""
NAMED_GAPS = 3
FEW_ORIGINS = 5


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast.

    Parameters
    ----------
    source
        What was read.
    sales
        Its whole days.
    first, last
        The days used, whole weeks (ISO 8601). Week 1 begins on the day after `last`.
    warmed_up
        Whole weeks at the beginning that were left out, so that new and known visitors can be told apart.
    weeks
        Weeks ahead.
    level
        Share of weeks that the bands are to hold.
    measures
        ``revenue`` (gross, in the source's currency; absent where the source has none) and ``conversions`` (orders); each with the series
        ``new``, ``known`` and ``total``, or ``total`` alone.
    version
        Of Footfall.
    """

    source: SourceInfo
    sales: Sales
    first: str
    last: str
    warmed_up: int
    weeks: int
    level: float
    measures: Mapping[Measure, tuple[SeriesForecast, ...]]
    version: str

    @property
    def weeks_used(self) -> int:
        """Whole weeks of history used."""
        return len(self.total("conversions").history)

    def total(self, measure: Measure) -> SeriesForecast:
        """Return the series of all visitors."""
        return self.measures[measure][-1]

    def week(self, number: int) -> tuple[str, str]:
        """Return the first and last day of a week: 1 is the first ahead, 0 the last one used, and so backwards."""
        first = date.fromisoformat(self.last) + timedelta(days=1 + 7 * (number - 1))
        return first.isoformat(), (first + timedelta(days=6)).isoformat()


def notes(forecast: Forecast) -> tuple[str, ...]:
    """Return what a reader must know, most important first."""
    return (*measured(forecast), *used(forecast), *split(forecast), *always(forecast))


def measured(forecast: Forecast) -> list[str]:
    """Return how much of the horizon the history could measure."""
    series = forecast.total("conversions")
    reach = max((each.weeks_ahead or 0 for each in series.by_week), default=0)
    said = []
    if forecast.weeks > forecast.weeks_used:
        said.append(
            f"The {forecast.weeks} weeks asked for are longer than the {forecast.weeks_used} whole weeks of data: the far end is a guess."
        )
    if reach < forecast.weeks:
        begin = "No past forecast" if not reach else f"Past forecasts could be judged up to {reach} {plural(reach, 'week')} ahead; none"
        said.append(
            f"{begin} {'could be judged' if not reach else 'further'}: the history is too short. Bands there are widened, not measured."
        )
    if series.past is not None and series.past.origins < FEW_ORIGINS:
        said.append(
            f"Only {series.past.origins} past {plural(series.past.origins, 'week end')} could be judged: the errors are hardly known."
        )
    wide = [each.week for each in series.ahead if not each.measured]
    if wide:
        said.append(f"From week {wide[0]} on too few past errors are known for a band of its own: it is widened, on the safe side.")
    return said


def used(forecast: Forecast) -> list[str]:
    """Return which days are used, and which are not."""
    sales = forecast.sales
    said = [f"{forecast.weeks_used} whole weeks are used: {period(forecast.first, forecast.last)}."]
    said += [f"{day(each.date)} is left out: {each.why}." for each in sales.left_out]
    if forecast.source.precision == "day":
        said.append("The data holds dates and no clock, so nothing can tell whether its last day is whole; it is taken as whole.")
    for gap in sales.gaps[:NAMED_GAPS]:
        said.append(f"No event at all on {gap.days} {plural(gap.days, 'day')} from {day(gap.first)}: counted as days without a sale.")
    if len(sales.gaps) > NAMED_GAPS:
        more = sum(gap.days for gap in sales.gaps[NAMED_GAPS:])
        said.append(f"Another {more} {plural(more, 'day')} hold no event either, and count as days without a sale.")
    if sales.unpriced:
        said.append(f"{sales.unpriced} {plural(sales.unpriced, 'order')} bear no value and add nothing to revenue.")
    return said


def split(forecast: Forecast) -> list[str]:
    """Return how far new and known visitors can be told apart."""
    if len(forecast.measures["conversions"]) == 1:
        return ["The source knows no visitors, so new and known ones cannot be told apart."]
    weeks = forecast.sales.warm_up_weeks
    said = ["An order is of a new visitor when it is placed in the visitor's first visit in the data, else of a known one."]
    if weeks:
        left = (
            f"The first {forecast.warmed_up} are left out." if forecast.warmed_up else "They are used all the same: little else is there."
        )
        said.append(
            f"Whoever came before the data begins looks new at first: it takes {weeks} {plural(weeks, 'week')} until nine of ten orders of "
            f"known visitors are recognised as such. {left}"
        )
    if not any(forecast.measures["conversions"][0].history[-LATELY:]):
        said.append("No new visitor has ordered lately: the source seems to follow a fixed group of customers, and none is foretold.")
    if weeks is None:
        said.append("No known visitor's order tells how long recognition takes, so at the beginning too many may count as new.")
    elif weeks > forecast.warmed_up > 0:
        said.append("More could not be left out; some known visitors still count as new.")
    return said


def always(forecast: Forecast) -> list[str]:
    """Return what is true of every forecast."""
    revenue = "revenue" in forecast.measures
    gross = "Revenue is gross: each order counts once, and refunds are not taken off."
    season = (
        "Campaigns, price changes, holidays and the season of the year are not known to the methods, unless over a year of data shows them."
    )
    return [
        gross if revenue else "The source has no order values, so revenue is not forecast.",
        "The parts add up to the total. Bands do not: errors of new and known visitors partly cancel out.",
        f"Bands are set to hold {PERCENT.write(forecast.level)} of the weeks if errors stay as they were. {season}",
    ]
