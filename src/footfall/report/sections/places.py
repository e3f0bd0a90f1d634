"""Where in the world is the shop used? A map of countries by sessions, revenue or conversion rate, and what share has no place on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from footfall.explore.audience import Group
from footfall.report.charts import Axis
from footfall.report.countries import code_of
from footfall.report.maps.chart import Map
from footfall.report.maps.shapes import shapes
from footfall.report.maps.view import view_of
from footfall.report.numbers import COUNT, PERCENT, RATE, Unit, money

__all__ = ["MEASURES", "Measure", "country_map"]

Measure = Literal["sessions", "revenue", "conversion_rate"]
MEASURES: tuple[Measure, ...] = ("sessions", "revenue", "conversion_rate")
FEWEST_COUNTRIES = 3
"""Of fewer, bars say it all."""
FEWEST_SESSIONS = 100
"""A rate of fewer sessions is too unsure for a colour: at 2 % its 95 % interval (Wilson 1927) reaches from under 1 % to 7 %."""
NAMED = 4
"""At most so many texts without a place are named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a measure is written and read."""

    title: str
    of: str
    axis: Axis
    reading: str


def country_map(places: Sequence[Group], currency: str | None, measure: Measure = "sessions") -> Map | None:
    """Return the map of a measure.

    Parameters
    ----------
    places
        Every country of the data, as its texts have it.
    currency
        ISO 4217, of revenue.
    measure
        What is coloured; sessions tell the conversion rate besides, where there is one.

    Returns
    -------
    Map or None
        None where fewer than three countries can be placed, or the data does not know the measure.
    """
    found, lost = merged(places)
    few = {code: group for code, group in found.items() if measure == "conversion_rate" and group.sessions < FEWEST_SESSIONS}
    shown = {code: group for code, group in found.items() if code not in few and value_of(group, measure) is not None}
    if len(shown) < FEWEST_COUNTRIES:
        return None
    how = readings(len(shown), currency)[measure]
    outlines = view_of(frozenset(shown)).outlines
    dots = "; a dot marks a country too small to be seen." if any(outlines[code].small for code in shown) else "."
    rates = tuple(group.conversion_rate for group in shown.values())
    noted = measure == "sessions" and None not in rates
    many = f"{len(few)} countries" if len(few) > 1 else "a country"
    left = f" Left blank: {many} with fewer than {FEWEST_SESSIONS} sessions." if few else ""
    return Map(
        id=f"map-{measure.replace('_', '-')}", title=how.title,
        reading=how.reading + dots + left + without_place(lost, found, how.of, measure),
        countries=tuple(shown), names=tuple(group.name for group in shown.values()),
        values=tuple(value_of(group, measure) or 0.0 for group in shown.values()), value=how.axis,
        notes=tuple(RATE.write(rate) for rate in rates) if noted else (), note="Conversion rate" if noted else "", wide=True,
    )  # fmt: skip


def merged(places: Sequence[Group]) -> tuple[dict[str, Group], list[Group]]:
    """Return the countries by code, spellings of one country together, and what has no place."""
    world = shapes()
    found: dict[str, Group] = {}
    lost: list[Group] = []
    for group in places:
        code = code_of(group.name)
        if code is None or code not in world:
            lost.append(group)
        else:
            found[code] = replace(both(found[code], group) if code in found else group, name=world[code].name)
    return found, lost


def both(one: Group, other: Group) -> Group:
    """Return two spellings of a country as one."""
    return Group(
        one.name,
        one.sessions + other.sessions,
        one.share + other.share,
        None if one.conversions is None or other.conversions is None else one.conversions + other.conversions,
        None if one.revenue is None or other.revenue is None else one.revenue + other.revenue,
    )


def value_of(group: Group, measure: Measure) -> float | None:
    """Return a country's number; a negative revenue, of refunds alone, is none."""
    value = {"sessions": float(group.sessions), "revenue": group.revenue, "conversion_rate": group.conversion_rate}[measure]
    return None if value is None else max(value, 0.0)


def readings(countries: int, currency: str | None) -> dict[Measure, Reading]:
    """Return how each measure is written and read."""
    unit: Unit = money(currency, whole=True)
    return {
        "sessions": Reading(f"Sessions come from {countries} countries", "sessions", Axis("Sessions", COUNT), "Darker means more sessions"),
        "revenue": Reading(f"Revenue comes from {countries} countries", "revenue", Axis("Revenue", unit), "Darker means more revenue"),
        "conversion_rate": Reading(
            f"Conversion rate in {countries} countries", "sessions", Axis("Conversion rate", RATE), "Darker means a higher rate"
        ),
    }


def without_place(lost: Sequence[Group], found: dict[str, Group], of: str, measure: Measure) -> str:
    """Return which share has no place on the map, and under which texts; nothing where all have one."""
    if not lost:
        return ""
    counted: Measure = "revenue" if measure == "revenue" else "sessions"
    away = sum(value_of(group, counted) or 0.0 for group in lost)
    whole = away + sum(value_of(group, counted) or 0.0 for group in found.values())
    share = away / whole if whole else 0.0
    written = PERCENT.write(share) if share >= 0.01 or share == 0 else "Under 1%"
    names = ", ".join(f"“{group.name}”" for group in lost[:NAMED])
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    return f" {written} of the {of} {'have' if of == 'sessions' else 'has'} no place on the map: {names}{more}."
