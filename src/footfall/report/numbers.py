"""How is a number written?

With its unit, thousands separators and no more digits than it deserves. `Unit` is read by axes, hover labels, tables and sentences alike;
its `spec` means the same to Python and to Plotly (d3-format).
"""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "CLICKS", "COUNT", "DAYS", "MINUTES", "NONE", "NUMBER", "PERCENT", "PRICE_UNITS", "RATE", "SCORE", "TIMES", "Unit", "day", "money",
    "of_feature", "period", "range_of", "seconds", "short_day",
]  # fmt: skip

NONE = "–"
"""Stands where there is no number."""

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "PLN": "zł ", "CHF": "CHF ", "INR": "₹", "CNY": "CN¥"}


@dataclass(frozen=True, slots=True)
class Unit:
    """How one kind of quantity is written.

    Parameters
    ----------
    spec
        Format specification, such as ``,.0f`` or ``.1%``.
    before, after
        What stands around the number.
    axis
        Specification on an axis, where fewer digits do; default: `spec`.
    """

    spec: str
    before: str = ""
    after: str = ""
    axis: str = ""

    def write(self, value: float | None) -> str:
        """Return a value as text; None is a dash.

        >>> COUNT.write(24026), RATE.write(0.0213), SCORE.write(-0.01), COUNT.write(None)
        ('24,026', '2.1%', '−0.010', '–')
        """
        if value is None:
            return NONE
        text = format(abs(value), self.spec.removeprefix("+"))
        shown = any(digit in "123456789" for digit in text)
        sign = "" if not shown else "−" if value < 0 else "+" if self.spec.startswith("+") else ""
        return f"{sign}{self.before}{text}{self.after}"

    def tick(self, value: float) -> str:
        """Return a value as an axis writes it: with no more decimals than it has.

        >>> money("EUR").tick(-1200.0), RATE.tick(0.1), SCORE.tick(0.25)
        ('−€1,200', '10%', '0.25')
        """
        text = format(abs(value), self.ticks.replace(",~g", ",.6g").removeprefix("+"))
        sign = "−" if value < 0 else "+" if self.spec.startswith("+") and value > 0 else ""
        return f"{sign}{self.before}{text}{self.after if len(self.after) == 1 else ''}"

    @property
    def ticks(self) -> str:
        """Specification of the numbers on an axis."""
        return self.axis or self.spec


COUNT = Unit(",.0f")
NUMBER = Unit(",.2f", axis=",~g")
PERCENT = Unit(".0%")
RATE = Unit(".1%", axis=".0%")
SCORE = Unit(".3f", axis=".2f")
TIMES = Unit(".1f", after="×")
CLICKS = Unit(",.0f", after=" clicks", axis=",.0f")
DAYS = Unit(",.0f", after=" days", axis=",.0f")
MINUTES = Unit(",.1f", after=" min", axis=",.0f")
PRICE_UNITS = Unit(",.2f", after=" price units", axis=",~g")


def money(currency: str | None, *, whole: bool = False) -> Unit:
    """Return the unit of a currency's amounts; only for data that has revenue.

    >>> money("EUR").write(1234.5), money("USD", whole=True).write(-2500315.63), money(None).write(3)
    ('€1,234.50', '−$2,500,316', '3.00')
    """
    before = "" if currency is None else SYMBOLS.get(currency, f"{currency} ")
    return Unit(",.0f" if whole else ",.2f", before=before, axis=",~g")


def seconds(value: float) -> str:
    """Return a duration in words.

    >>> seconds(45), seconds(150), seconds(7200)
    ('45 s', '2.5 min', '2 h')
    """
    for size, unit in ((3600, "h"), (60, "min")):
        if value >= size:
            return f"{value / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{value:.0f} s"


def of_feature(unit: str, money_unit: Unit) -> Unit:
    """Return the unit of a feature's mean, by the unit that the feature declares; `money_unit` is of amounts.

    >>> of_feature("share", COUNT).write(0.25), of_feature("events", COUNT).write(3.25)
    ('25.0%', '3.2')
    """
    return {
        "currency": money_unit,
        "share": RATE,
        "flag": RATE,
        "seconds": Unit(",.0f", after=" s"),
        "days": Unit(",.1f", after=" days"),
    }.get(unit, Unit(",.1f"))


def day(iso: str) -> str:
    """Return the date of an ISO 8601 text in words.

    >>> day("2008-04-01"), day("2008-04-01T10:00:00Z")
    ('1 April 2008', '1 April 2008')
    """
    found = date.fromisoformat(iso[:10])
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    return f"{found.day} {months[found.month - 1]} {found.year}"


def short_day(iso: str) -> str:
    """Return the date of an ISO 8601 text in few letters.

    >>> short_day("2008-09-01")
    '1 Sep 2008'
    """
    number, month, year = day(iso).split()
    return f"{number} {month[:3]} {year}"


def period(first: str | None, last: str | None) -> str:
    """Return a period in words.

    >>> period("2008-04-01", "2008-08-13"), period(None, None)
    ('1 April 2008 to 13 August 2008', 'unknown')
    """
    return "unknown" if first is None or last is None else f"{day(first)} to {day(last)}"


def range_of(unit: Unit, ends: tuple[float, float] | None) -> str:
    """Return an interval as text.

    >>> range_of(SCORE, (0.61, 0.65)), range_of(SCORE, None)
    ('0.610 to 0.650', '–')
    """
    return NONE if ends is None else f"{unit.write(ends[0])} to {unit.write(ends[1])}"
