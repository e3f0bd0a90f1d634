"""When do they come, and do they come back? Charts of days, weekdays, hours and cohorts."""

from footfall.events.log import SourceInfo
from footfall.explore.overview import Exploration
from footfall.explore.retention import Retention
from footfall.explore.times import WEEKDAYS, Day
from footfall.report.blocks import Drawn
from footfall.report.charts import Axis, Bars, Heat, Lines, Points, Series
from footfall.report.numbers import COUNT, PERCENT, Unit, day, money, short_day

__all__ = ["return_charts", "time_charts"]

WEEK = 7


def time_charts(exploration: Exploration, source: SourceInfo) -> tuple[Drawn, ...]:
    """Return sessions by day, weekday and hour, and revenue by day where there is revenue."""
    if len(exploration.days) < 2:
        return ()
    unit = "orders" if source.kind == "orders" else "sessions"
    sessions = [float(each.sessions) for each in exploration.days]
    top = max(exploration.days, key=lambda each: each.sessions)
    title = f"{COUNT.write(sum(sessions) / len(sessions))} {unit} on an average day, most on {day(top.date)}"
    found: list[Drawn] = [daily("sessions-by-day", title, exploration.days, sessions, Axis(f"{unit.capitalize()} a day", COUNT))]
    if source.has_revenue:
        revenue = [each.revenue for each in exploration.days]
        unit_of_money = money(source.currency, whole=True)
        title = f"{unit_of_money.write(sum(revenue) / len(revenue))} revenue on an average day"
        found.append(daily("revenue-by-day", title, exploration.days, revenue, Axis("Revenue a day", unit_of_money)))
    found.append(hour_chart(exploration, unit) if exploration.hours else weekday_chart(exploration, unit))
    return tuple(found)


def daily(id: str, title: str, days: tuple[Day, ...], values: list[float], axis: Axis) -> Lines:
    """Return a line a day with its mean over a week."""
    dates = tuple(each.date for each in days)
    lines = [Points("Each day", dates, tuple(values), tone="quiet")]
    if len(values) >= 2 * WEEK:
        smooth = [sum(values[at - WEEK + 1 : at + 1]) / WEEK if at >= WEEK - 1 else None for at in range(len(values))]
        lines.append(Points("Mean of 7 days", dates, tuple(smooth)))
    reading = "The grey line is each day; the blue one, the mean of the seven days up to it, evens out the week."
    return Lines(id=id, title=title, reading=reading, lines=tuple(lines), x=Axis("Day"), y=axis, dates=True, wide=True)


def weekday_chart(exploration: Exploration, unit: str) -> Bars:
    """Return the mean of each weekday."""
    means = exploration.weekdays
    best, worst = WEEKDAYS[means.index(max(means))], WEEKDAYS[means.index(min(means))]
    return Bars(
        id="weekdays", title=f"{best} is the busiest day of the week, {worst} the quietest",
        reading=f"Each bar is the mean number of {unit} on that weekday.",
        labels=tuple(name[:3] for name in WEEKDAYS), series=(Series(unit.capitalize(), means),),
        value=Axis(f"{unit.capitalize()} a day, on average", COUNT), name="Weekday", lying=False,
    )  # fmt: skip


def hour_chart(exploration: Exploration, unit: str) -> Heat:
    """Return the week by hour."""
    top = max(exploration.hours, key=lambda each: each.sessions)
    by_place = {(each.weekday, each.hour): each.sessions for each in exploration.hours}
    return Heat(
        id="hours", title=f"The busiest hour is {WEEKDAYS[top.weekday]} at {top.hour}:00",
        reading=f"The stronger the colour, the more {unit} fell into that hour of the week, in the shop's time zone.",
        rows=WEEKDAYS, columns=tuple(str(hour) for hour in range(24)),
        values=tuple(tuple(float(by_place[weekday, hour]) for hour in range(24)) for weekday in range(7)),
        unit=Unit(",.0f"), name=f"{unit.capitalize()} by weekday", over="hour of the day", written=False, wide=True,
    )  # fmt: skip


def return_charts(exploration: Exploration, source: SourceInfo) -> tuple[Drawn, ...]:
    """Return the cohorts, where visitors are known."""
    found = exploration.retention
    shown = found is not None and any(len(each.active) > 1 and each.active[1] is not None for each in found.cohorts)
    return (cohort_chart(found, source),) if found is not None and shown else ()


def cohort_chart(found: Retention, source: SourceInfo) -> Heat:
    """Return the cohorts as a grid; the first column, always 100 %, is left out."""
    weeks = found.period_days // WEEK
    length = "week" if weeks == 1 else f"{weeks} weeks"
    who, does = ("customers", "order again") if source.kind == "orders" else ("visitors", "come back")
    cohorts = [each for each in found.cohorts if len(each.active) > 1 and each.active[1] is not None]
    back = sum(each.visitors * (each.active[1] or 0.0) for each in cohorts) / sum(each.visitors for each in cohorts)
    periods = max(sum(share is not None for share in each.active) for each in cohorts)
    return Heat(
        id="retention", title=f"{PERCENT.write(back)} of new {who} {does} in the next {length}",
        reading=(
            f"Each row is the {who} first seen in one {'week' if weeks == 1 else 'period of four weeks'}, with their number; each "
            "column, the share of "
            "them active so much later. Empty cells are not over yet."
        ),
        rows=tuple(f"{short_day(each.start)} ({COUNT.write(each.visitors)})" for each in cohorts),
        columns=tuple(f"+{later * weeks}" for later in range(1, periods)),
        values=tuple(tuple(each.active[1:periods]) for each in cohorts),
        unit=PERCENT, name=f"Active {who}, by {'week' if weeks == 1 else 'four weeks'} first seen", over="weeks later", wide=True,
    )  # fmt: skip
