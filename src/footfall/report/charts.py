"""What can a figure say?

Six kinds of chart, as plain declarations: bars, histogram, lines, dots with intervals, heat map and a cloud of points; the seventh, a map
of countries, is in `maps.chart`. Each is drawn twice, by Plotly for the screen (`figures`) and by matplotlib for print (`print`), and gives
its own numbers as a table for those who cannot or would not see it. Nothing is drawn here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from footfall.report.numbers import COUNT, NONE, NUMBER, Unit, range_of
from footfall.report.theme import Tone
from footfall.report.ticks import evenly, round_numbers, tick_spec

__all__ = ["Axis", "Bars", "Chart", "Cloud", "Dots", "Guide", "Heat", "Histogram", "Lines", "Numbers", "Points", "Series"]

TICKS = 7
"""About as many ticks of a histogram fit side by side on a phone."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a chart as text: the table behind the picture."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis measures, and how its numbers are written. `limits` are its ends where they are fixed."""

    title: str
    unit: Unit = NUMBER
    limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, one for each label; `low` and `high` are the ends of their intervals, where there are."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone = "main"
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What every chart has.

    Parameters
    ----------
    id
        Unique in a report: letters, digits and hyphens. Also the file name for print.
    title
        What it shows, in a sentence.
    reading
        How to read it, in a sentence.
    wide
        Whether it wants the whole width of a page.
    """

    id: str
    title: str
    reading: str
    wide: bool = False

    @property
    def measure(self) -> str:
        """What its marks measure: the line under the title, in place of a turned axis title."""
        raise NotImplementedError

    def numbers(self) -> Numbers:
        """Return the table behind the picture."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Chart):
    """Bars over names: lying where names are long, standing where they have an order; several series stand side by side."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    value: Axis
    name: str
    lying: bool = True
    notes: tuple[str, ...] = ()
    """A word at the end of each bar of a single series, instead of its value."""
    tones: tuple[Tone, ...] = ()
    """The tone of each bar of a single series, where some are set apart."""

    @property
    def measure(self) -> str:
        """What its marks measure."""
        return self.value.title

    @property
    def least(self) -> float:
        """The lowest end of a bar or interval, at most 0."""
        return min((value for each in self.series for value in (*each.values, *each.low) if value is not None), default=0.0)

    def cell(self, series: Series, at: int) -> str:
        """Return one value as text, with its interval where it has one."""
        text, ends = self.value.unit.write(series.values[at]), pair(series.low[at], series.high[at]) if series.low else None
        return text if ends is None else f"{text} ({range_of(self.value.unit, ends)})"

    def numbers(self) -> Numbers:
        """Return one row a label."""
        rows = [(label, *(self.cell(each, at) for each in self.series)) for at, label in enumerate(self.labels)]
        return Numbers((self.name, *(each.name for each in self.series)), tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram(Chart):
    """Touching bars over ranges of a number. `edges` are the lower ends, then the upper end of the last, None where it is open."""

    edges: tuple[float | None, ...]
    series: tuple[Series, ...]
    over: Axis
    value: Axis

    def label(self, at: int) -> str:
        """Return a range as text."""
        low, high = self.edges[at], self.edges[at + 1]
        return f"{self.over.unit.write(low)} and more" if high is None else f"{self.over.unit.write(low)} to {self.over.unit.write(high)}"

    def ticks(self) -> list[tuple[float, str]]:
        """Return where on the axis to write what, in bars from the left: round numbers where the bars are alike, else some edges.

        >>> over = Axis("Days", COUNT)
        >>> bars = Histogram(id="a", title="", reading="", edges=(0.0, 5.0, 10.0, None), series=(), over=over, value=Axis(""))
        >>> bars.ticks()
        [(0.0, '0'), (1.0, '5'), (2.5, '10+')]
        """
        size, last = len(self.edges) - 1, self.edges[-1]
        if last is not None and (even := evenly(self.edges)) is not None:
            low, step = even
            return [((value - low) / step, self.tick(value)) for value in round_numbers(low, last)]
        stride = max(1, -(-size // TICKS))
        end = size + 1 if last is not None else size - max(1, stride // 2)
        shown = [(float(at), self.tick(edge)) for at in range(0, end, stride) if (edge := self.edges[at]) is not None]
        lowest = self.edges[-2]
        return shown if last is not None or lowest is None else [*shown, (size - 0.5, f"{self.tick(lowest)}+")]

    def tick(self, value: float) -> str:
        """Return an edge as text."""
        unit = self.over.unit
        text = COUNT.write(value) if float(value).is_integer() and not unit.spec.endswith("%") else format(value, tick_spec(unit, value))
        return f"{unit.before}{text}"

    @property
    def measure(self) -> str:
        """What its marks measure."""
        return self.value.title

    def numbers(self) -> Numbers:
        """Return one row a range."""
        rows = [(self.label(at), *(self.value.unit.write(each.values[at]) for each in self.series)) for at in range(len(self.edges) - 1)]
        return Numbers((self.over.title, *(each.name for each in self.series)), tuple(rows))


@dataclass(frozen=True, slots=True)
class Points:
    """A line: x (numbers, or ISO 8601 dates) and y; `low` and `high` make a band around it."""

    name: str
    x: Sequence[float] | Sequence[str]
    y: Sequence[float | None]
    tone: Tone = "main"
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """A straight line to compare with, from one point to another."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Chart):
    """Lines over a number or over days."""

    lines: tuple[Points, ...]
    x: Axis
    y: Axis
    guides: tuple[Guide, ...] = ()
    dates: bool = False
    square: bool = False
    shown: int = 40
    """Most rows of the table behind it; of more, evenly spread ones."""
    counts: tuple[int, ...] = ()
    """Cases behind each point of the first line, where they are worth telling."""

    @property
    def measure(self) -> str:
        """What its marks measure."""
        return self.y.title

    def numbers(self) -> Numbers:
        """Return one row a point of the first line; other lines are read at the same x."""
        first, banded = self.lines[0], bool(self.lines[0].low)
        step = max(1, -(-len(first.x) // self.shown))
        others = [dict(zip(line.x, line.y, strict=True)) for line in self.lines]
        rows = []
        for at in range(0, len(first.x), step):
            where = first.x[at]
            written = where if isinstance(where, str) else self.x.unit.write(where)
            ends = (range_of(self.y.unit, pair(first.low[at], first.high[at])),) if banded else ()
            cases = (COUNT.write(self.counts[at]),) if self.counts else ()
            rows.append((written, *(self.y.unit.write(line.get(where)) for line in others), *ends, *cases))
        more = (*(("Band",) if banded else ()), *(("Cases",) if self.counts else ()))
        return Numbers((self.x.title, *(line.name for line in self.lines), *more), tuple(rows))


def pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    """Return the ends of a band; None where either is missing."""
    return None if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots(Chart):
    """A dot with its interval for each name; `tones` sets some apart."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    value: Axis
    name: str
    tones: tuple[Tone, ...] = ()
    guides: tuple[tuple[str, float], ...] = ()
    spans: str = "95% interval"
    """What the line through each dot holds."""

    @property
    def shades(self) -> tuple[Tone, ...]:
        """The tone of each dot."""
        plain: tuple[Tone, ...] = ("main",)
        return self.tones or plain * len(self.labels)

    @property
    def measure(self) -> str:
        """What its marks measure."""
        return self.value.title

    def numbers(self) -> Numbers:
        """Return one row a name, with its interval."""
        write = self.value.unit.write
        rows = [
            (label, write(value), f"{write(low)} to {write(high)}" if low < high else NONE)
            for label, value, low, high in zip(self.labels, self.values, self.low, self.high, strict=True)
        ]
        return Numbers((self.name, self.value.title, self.spans), tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Chart):
    """A grid of numbers: from `rows` (top first) to `columns`; None is an empty cell."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: Unit
    name: str
    over: str
    written: bool = True
    """Whether the number stands in each cell."""
    both_ways: bool = False
    """Whether numbers lie on both sides of 0, which is then the middle of the colours."""

    @property
    def measure(self) -> str:
        """What its marks measure."""
        return f"{self.name}, by {self.over}"

    def numbers(self) -> Numbers:
        """Return the grid."""
        rows = [(label, *(self.unit.write(value) for value in line)) for label, line in zip(self.rows, self.values, strict=True)]
        return Numbers((self.name, *self.columns), tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud(Chart):
    """Points on a map, coloured by group."""

    groups: tuple[tuple[str, tuple[float, ...], tuple[float, ...]], ...]
    """(name, x, y) of each group."""
    tones: tuple[Tone, ...] = field(default=())

    @property
    def measure(self) -> str:
        """What its marks measure."""
        return ""

    def numbers(self) -> Numbers:
        """Return how many points each group has: the map has no scale of its own."""
        return Numbers(("Group", "Points shown"), tuple((name, COUNT.write(len(x))) for name, x, _ in self.groups))
