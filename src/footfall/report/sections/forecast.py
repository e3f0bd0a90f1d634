"""What will the next weeks bring, and how far is that to be trusted? The page of a forecast."""

from pathlib import Path

from footfall.models.forecast import SeriesForecast
from footfall.report.blocks import Banner, Block, Column, Fact, Facts, Listing, Part, Section, Table, Words
from footfall.report.charts import Axis, Lines, Points
from footfall.report.forecast import Forecast, Measure, measured, notes
from footfall.report.html import render_page, write_whole
from footfall.report.numbers import COUNT, PERCENT, Unit, money, period, short_day
from footfall.report.sections.forecast_past import PARTS, TITLES, past_section
from footfall.report.theme import Tone
from footfall.report.words import plural

__all__ = ["forecast_sections", "write_page"]

SHOWN_WEEKS = 52
"""Weeks of history in a chart."""
WHOLE_FROM = 100.0
"""Where the mean week is at least this, amounts are written without decimals."""

METHOD = (
    "Days are carried forward by several methods and summed to weeks: the same day of last week, weekday means, exponential smoothing, "
    "theta, their mean, and with over a year of data the same weeks of last year. A series goes with the mean unless another was clearly "
    "better in the past."
)
BAND = (
    "Bands are the quantile of past errors so many weeks ahead, in units of the square root of what was forecast, since a sum of orders "
    "varies with their number."
)

TONES: dict[str, Tone] = {"new": "second", "known": "third"}


def write_page(forecast: Forecast, path: Path) -> None:
    """Write the page, one file that opens with no network, whole or not at all."""
    source = forecast.source
    under = f"Forecast of {weeks_text(forecast.weeks)}: {period(forecast.week(1)[0], forecast.week(forecast.weeks)[1])}"
    write_whole(render_page(source.title or source.name, under, forecast_sections(forecast), version=forecast.version), path)


def forecast_sections(forecast: Forecast) -> tuple[Section, ...]:
    """Return the sections of the page."""
    return (ahead_section(forecast), past_section(forecast), basis_section(forecast))


def weeks_text(weeks: int) -> str:
    """Return a number of weeks in words."""
    return f"{weeks} {plural(weeks, 'week')}"


def unit_of(forecast: Forecast, measure: Measure) -> Unit:
    """Return the unit of a measure: whole amounts, but of very small shops."""
    history = forecast.total(measure).history
    whole = sum(history) / len(history) >= WHOLE_FROM
    return money(forecast.source.currency, whole=whole) if measure == "revenue" else COUNT


def ahead_section(forecast: Forecast) -> Section:
    """Return what is expected."""
    span = "the coming week" if forecast.weeks == 1 else f"the next {forecast.weeks} weeks"
    lead = f"What {span} would bring if the shop goes on as it has lately."
    parts = [Part("In short", (facts(forecast), *cautions(forecast)))]
    parts += [measure_part(forecast, measure) for measure in forecast.measures]
    return Section("ahead", f"What {span} will bring", "The weeks ahead", lead, tuple(parts))


def facts(forecast: Forecast) -> Facts:
    """Return the totals of all weeks ahead, with what the same number of past weeks brought."""
    found = []
    for measure in forecast.measures:
        series, unit = forecast.total(measure), unit_of(forecast, measure)
        expected = sum(each.value for each in series.ahead)
        before = series.history[-forecast.weeks :]
        note = f"the {weeks_text(len(before))} before brought {unit.write(sum(before))}"
        found.append(Fact(unit.write(expected), f"{TITLES[measure].lower()} expected", note))
    main = next(iter(forecast.measures))
    past = forecast.total(main).past
    if past is not None:
        error = Fact(PERCENT.write(past.wape), f"usual error of a week's {main}", f"seasonal-naive: {PERCENT.write(past.naive_wape)}")
        held = Fact(PERCENT.write(past.coverage), "of past weeks came within the band", f"it aims at {PERCENT.write(forecast.level)}")
        found += [error, held]
    return Facts(tuple(found))


def cautions(forecast: Forecast) -> tuple[Block, ...]:
    """Return what must not be overlooked."""
    said = measured(forecast)
    return (Banner("caution", "A short history", " ".join(said)),) if said else ()


def measure_part(forecast: Forecast, measure: Measure) -> Part:
    """Return the charts and the table of one measure."""
    series, unit = forecast.measures[measure], unit_of(forecast, measure)
    charts = [total_chart(forecast, measure, unit)]
    if len(series) > 1:
        charts.append(split_chart(forecast, measure, unit))
    return Part(TITLES[measure], (*charts, week_table(forecast, measure, unit)))


def total_chart(forecast: Forecast, measure: Measure, unit: Unit) -> Lines:
    """Return the past weeks and the weeks ahead with their band."""
    series = forecast.total(measure)
    weekly = sum(each.value for each in series.ahead) / forecast.weeks
    title = f"{unit.write(weekly)} a week are expected" if measure == "revenue" else f"{COUNT.write(weekly)} orders a week are expected"
    past, ahead, came = came_and_ahead(forecast, series)
    joint = came[-1]
    band = Points(
        "Forecast", (past[-1], *ahead), (joint, *(each.value for each in series.ahead)), "main",
        (joint, *(each.low for each in series.ahead)), (joint, *(each.high for each in series.ahead)),
    )  # fmt: skip
    nothing = (None,) * len(ahead)
    lines = (Points("Past weeks", (*past, *ahead), (*came, *nothing), "sixth"), band)
    reading = (
        f"Each point is a week, placed at its first day; the band is set to hold {PERCENT.write(forecast.level)} of the weeks. "
        "What other bands held is below."
    )
    return Lines(
        id=f"{measure}-ahead", title=title, reading=reading, lines=lines, x=Axis("Week from"), y=Axis(f"{TITLES[measure]} a week", unit),
        dates=True, wide=True, shown=SHOWN_WEEKS + forecast.weeks,
    )  # fmt: skip


def split_chart(forecast: Forecast, measure: Measure, unit: Unit) -> Lines:
    """Return new and known visitors, past and ahead, a line each."""
    lines = []
    for series in forecast.measures[measure][:-1]:
        past, ahead, came = came_and_ahead(forecast, series)
        values = (*came, *(each.value for each in series.ahead))
        lines.append(Points(PARTS[series.part], (*past, *ahead), values, TONES[series.part]))
    new, total = forecast.measures[measure][0], forecast.total(measure)
    whole = sum(each.value for each in total.ahead)
    share = sum(each.value for each in new.ahead) / whole if whole else 0.0
    begin = short_day(forecast.week(1)[0])
    return Lines(
        id=f"{measure}-by-visitor", title=f"New visitors are expected to bring {PERCENT.write(share)} of it",
        reading=f"Weeks until {short_day(forecast.last)} came; from {begin} on they are forecast.",
        lines=tuple(lines), x=Axis("Week from"), y=Axis(f"{TITLES[measure]} a week", unit), dates=True, wide=True,
        shown=SHOWN_WEEKS + forecast.weeks,
    )  # fmt: skip


def came_and_ahead(forecast: Forecast, series: SeriesForecast) -> tuple[tuple[str, ...], tuple[str, ...], tuple[float, ...]]:
    """Return the first days of the past weeks shown, those of the weeks ahead, and what came in the past ones."""
    came = series.history[-SHOWN_WEEKS:]
    past = tuple(forecast.week(at + 1 - len(came))[0] for at in range(len(came)))
    return past, tuple(forecast.week(each.week)[0] for each in series.ahead), came


def week_table(forecast: Forecast, measure: Measure, unit: Unit) -> Table:
    """Return the forecast by week, with the parts."""
    series = forecast.measures[measure]
    total, parts = series[-1], series[:-1]
    columns = (Column("Week", number=False), Column("Expected"), Column("Band"), *(Column(PARTS[each.part]) for each in parts))
    rows = []
    for at, each in enumerate(total.ahead):
        first, last = forecast.week(each.week)
        band = f"{unit.write(each.low)} to {unit.write(each.high)}{'' if each.measured else ' *'}"
        rows.append(
            (
                f"{short_day(first)} to {short_day(last)}",
                unit.write(each.value),
                band,
                *(unit.write(part.ahead[at].value) for part in parts),
            )
        )
    note = "" if all(each.measured for each in total.ahead) else "* Widened: too few past forecasts so far ahead could be judged."
    return Table(f"{TITLES[measure]} by week", columns, tuple(rows), note=note)


def basis_section(forecast: Forecast) -> Section:
    """Return what the forecast rests on."""
    parts = (Part("What it rests on", (Listing(notes(forecast)),)), Part("Method", (Words(METHOD), Words(BAND))))
    return Section("basis", "What it rests on", "What it rests on", "Which days are used, and what the forecast does not know.", parts)
