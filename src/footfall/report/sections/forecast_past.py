"""How far is a forecast to be trusted? How past ones did against what came, and against seasonal-naive: a section of its page."""

from footfall.report.blocks import Block, Column, Listing, More, Part, Section, Table, Words
from footfall.report.charts import Axis, Lines, Points
from footfall.report.forecast import Forecast, Measure
from footfall.report.numbers import COUNT, PERCENT, Unit

__all__ = ["PARTS", "TITLES", "past_section"]

SIGNED = Unit("+.0%")

TITLES: dict[Measure, str] = {"revenue": "Revenue", "conversions": "Conversions"}
PARTS: dict[str, str] = {"new": "New visitors", "known": "Known visitors", "total": "All visitors"}


def past_section(forecast: Forecast) -> Section:
    """Return how past forecasts did."""
    lead = "At the end of each past week the same procedure was given the days until then and asked for the weeks that followed."
    blocks: list[Block] = []
    if all(series.past is None for all_of in forecast.measures.values() for series in all_of):
        blocks.append(Words("No past forecast could be judged: the history is too short."))
    else:
        blocks += [Listing(verdicts(forecast)), past_table(forecast)]
        main = next(iter(forecast.measures))
        chart = error_chart(forecast, main)
        blocks += [chart] if chart is not None else []
        more = [by_week_table(forecast, measure) for measure in forecast.measures if forecast.total(measure).by_week]
        blocks.append(More("For analysts: by weeks ahead", tuple(more)))
    return Section("trust", "How far to trust it", "How far to trust it", lead, (Part("How past forecasts did", tuple(blocks)),))


def verdicts(forecast: Forecast) -> tuple[str, ...]:
    """Return how the totals did, a sentence each."""
    said = []
    for measure in forecast.measures:
        past = forecast.total(measure).past
        if past is None or past.wape is None or past.naive_wape is None:
            continue
        gain = 1 - past.wape / past.naive_wape if past.naive_wape else 0.0
        better = (
            f"{PERCENT.write(gain)} less than seasonal-naive (the same day of last week again)"
            if gain > 0
            else f"no less than seasonal-naive's {PERCENT.write(past.naive_wape)} (the same day of last week again)"
        )
        lean = "too high" if (past.bias or 0.0) > 0 else "too low"
        said.append(
            f"{TITLES[measure]}: a week was missed by {PERCENT.write(past.wape)} of an average week, {better}. In sum the forecasts were "
            f"{PERCENT.write(abs(past.bias or 0.0))} {lean}. {PERCENT.write(past.coverage)} of the weeks came within their band."
        )
    return tuple(said)


def past_table(forecast: Forecast) -> Table:
    """Return the errors of every series."""
    titles = ("WAPE", "Seasonal-naive", "Bias", "Within the band", "Width of the band", "Past forecasts", "Goes on by")
    columns = (Column("Series", number=False), *(Column(title, number=title != "Goes on by") for title in titles))
    rows = []
    for measure, all_of in forecast.measures.items():
        for series in all_of:
            past = series.past
            name = f"{TITLES[measure]}, {PARTS[series.part].lower()}"
            if past is not None:
                figures = (PERCENT.write(past.wape), PERCENT.write(past.naive_wape), SIGNED.write(past.bias), PERCENT.write(past.coverage))
                rows.append((name, *figures, PERCENT.write(past.width), COUNT.write(past.forecasts), series.label))
    note = (
        "WAPE: sum of the weeks' absolute errors over the sum of what came; a dash where nothing came. Width: mean width of the bands over "
        "the mean week. Every figure is of forecasts made as of a past week, with method and band chosen from what was known then."
    )
    return Table("Past forecasts against what came", columns, tuple(rows), note=note)


def error_chart(forecast: Forecast, measure: Measure) -> Lines | None:
    """Return the error by weeks ahead, against seasonal-naive."""
    by_week = [past for past in forecast.total(measure).by_week if past.wape is not None]
    if len(by_week) < 2:
        return None
    x = tuple(float(past.weeks_ahead or 0) for past in by_week)
    lines = (
        Points("These forecasts", x, tuple(past.wape for past in by_week), "main", dots=True),
        Points("Seasonal-naive", x, tuple(past.naive_wape for past in by_week), "quiet", dots=True),
    )
    return Lines(
        id="error-by-weeks-ahead", title=f"How the error of {measure} grows with the weeks ahead",
        reading="Lower is better; each point is the mean over all past week ends from which so far ahead could be judged.", lines=lines,
        x=Axis("Weeks ahead", COUNT), y=Axis("Error of a week, of what came (WAPE)", PERCENT), wide=True,
    )  # fmt: skip


def by_week_table(forecast: Forecast, measure: Measure) -> Table:
    """Return how the total did at each number of weeks ahead."""
    titles = ("WAPE", "Seasonal-naive", "Bias", "Within the band", "Past forecasts")
    rows = tuple(
        (str(past.weeks_ahead), PERCENT.write(past.wape), PERCENT.write(past.naive_wape), SIGNED.write(past.bias),
         PERCENT.write(past.coverage), COUNT.write(past.forecasts))
        for past in forecast.total(measure).by_week
    )  # fmt: skip
    return Table(f"{TITLES[measure]}, all visitors", (Column("Weeks ahead", number=False), *(Column(title) for title in titles)), rows)
