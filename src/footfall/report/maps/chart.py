"""What can a map of countries say?

One number a country, in at most four steps of colour, since shades of more could not be told apart. Its countries are ISO 3166-1 codes, as
`report.countries` reads them. Nothing is drawn here: `screen` and `paper` do.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from footfall.report.charts import Axis, Chart, Numbers

__all__ = ["Map", "Step"]

STEPS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A step of colour: the values from `low` on; `colour` is its place in the theme's scale, 1 to 4."""

    low: float
    text: str
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Map(Chart):
    """A number for each country.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 codes, each once.
    names
        What the data calls them.
    values
        The numbers, at least 0, one a country.
    value
        What they measure, and how they are written.
    notes
        What else is said of each country, if anything.
    """

    countries: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[float, ...]
    value: Axis
    notes: tuple[str, ...] = ()
    note: str = ""
    """What the notes say: the title of their column."""

    @property
    def measure(self) -> str:
        """What its colours measure."""
        return self.value.title

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of colour from least to most, alike in ratio and rounded to one digit."""
        above = [value for value in self.values if value > 0] or [0.0]
        bounds = [0.0, *borders(min(above), max(above))]
        write = self.value.unit.write
        texts = [f"{write(low)} to {write(high)}" for low, high in pairwise(bounds)] + [f"{write(bounds[-1])} and more"]
        texts[0] = write(max(above)) if len(bounds) == 1 else f"under {write(bounds[1])}"
        return tuple(Step(low, text, STEPS - len(bounds) + 1 + at) for at, (low, text) in enumerate(zip(bounds, texts, strict=True)))

    def step_of(self, value: float) -> Step:
        """Return the step that a value is in."""
        return [step for step in self.steps if value >= step.low][-1]

    def numbers(self) -> Numbers:
        """Return one row a country."""
        noted = bool(self.notes)
        rows = [
            (name, self.value.unit.write(value), *((self.notes[at],) if noted else ()))
            for at, (name, value) in enumerate(zip(self.names, self.values, strict=True))
        ]
        return Numbers(("Country", self.value.title, *((self.note,) if noted else ())), tuple(rows))


def borders(low: float, high: float) -> list[float]:
    """Return the borders between the steps of values from `low` to `high`.

    >>> borders(1.0, 19582.0), borders(5.0, 5.0)
    ([10.0, 100.0, 2000.0], [])
    """
    if low == high:
        return []
    return sorted({border for at in range(1, STEPS) if low < (border := one_digit(low * (high / low) ** (at / STEPS))) <= high})


def one_digit(value: float) -> float:
    """Return a number rounded to its first digit.

    >>> one_digit(1655.0), one_digit(0.034)
    (2000.0, 0.03)
    """
    power = floor(log10(value))
    return round(value / 10.0**power) * 10.0**power if power >= 0 else round(value, -power)
