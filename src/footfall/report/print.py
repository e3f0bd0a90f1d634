"""How is a chart drawn for paper?

By matplotlib with seaborn, in the colours and type of `theme`, as PNG files whose bytes depend on the chart alone. `figures` draws the same
for the screen.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from textwrap import fill, shorten
from typing import Any, cast

import numpy as np
import seaborn as sns
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from footfall.report.blocks import Drawn
from footfall.report.charts import Axis, Bars, Cloud, Dots, Heat, Histogram, Lines
from footfall.report.maps.chart import Map
from footfall.report.maps.paper import draw_map
from footfall.report.theme import LIGHT, SIZES_PT, TONES, heat_colours, matplotlib_style

__all__ = ["draw_print", "write_figures"]

SMALL, TINY = SIZES_PT["small"], SIZES_PT["tiny"]
"""Of labels, legends and bars' ends; of numbers in a grid."""
WIDTH_IN = 6.4
DPI = 200
LABEL_CHARACTERS = 30


def write_figures(charts: Sequence[Drawn], folder: Path) -> None:
    """Write each chart as ``<id>.png``. Cost: about 0.1 s a chart."""
    folder.mkdir(parents=True, exist_ok=True)
    for chart in charts:
        figure = draw_print(chart)
        with styled():
            figure.savefig(folder / f"{chart.id}.png", dpi=DPI, metadata={"Software": None})


def draw_print(chart: Drawn) -> Figure:
    """Return the matplotlib figure of a chart, with its title and what it measures."""
    with styled():
        figure = Figure(figsize=(WIDTH_IN, height_in(chart)), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        figure.suptitle(fill(plain_text(chart.title), 72), x=0.01, ha="left", fontsize=SIZES_PT["head"], fontweight="bold")
        axes.set_title(plain_text(chart.measure), fontsize=SIZES_PT["text"], fontweight="normal", color=LIGHT.quiet, pad=10)
        match chart:
            case Bars():
                draw_bars(axes, chart)
            case Histogram():
                draw_histogram(axes, chart)
            case Lines():
                draw_lines(axes, chart)
            case Dots():
                draw_dots(axes, chart)
            case Heat():
                draw_heat(axes, chart)
            case Cloud():
                draw_cloud(axes, chart)
            case Map():
                draw_map(axes, chart)
    return figure


def styled() -> AbstractContextManager[None]:
    """Return the context in which figures are made and saved."""
    return rc_context(cast("Any", matplotlib_style(LIGHT)))


def height_in(chart: Drawn) -> float:
    """Return the height that a chart needs, in inches."""
    match chart:
        case Bars(lying=True) | Dots():
            return 1.2 + 0.28 * len(chart.labels)
        case Heat():
            return 2.0 + 0.3 * len(chart.rows)
        case Cloud():
            return 5.0
        case _:
            return 3.6


def draw_bars(axes: Axes, chart: Bars) -> None:
    """Draw lying or standing bars, their values at the end where they lie."""
    places = np.arange(len(chart.labels), dtype=np.float64)
    thick = 0.75 / len(chart.series)
    write = chart.value.unit.write
    for at, series in enumerate(chart.series):
        values = [value if value is not None else 0.0 for value in series.values]
        where = places + (at - (len(chart.series) - 1) / 2) * thick
        draw = axes.barh if chart.lying else axes.bar
        shade = [LIGHT.tone(tone) for tone in chart.tones] if chart.tones and len(chart.series) == 1 else LIGHT.tone(series.tone)
        bars = draw(where, values, thick, color=shade, label=plain_text(series.name))
        if chart.lying and len(chart.series) == 1:
            axes.bar_label(
                bars,
                labels=[plain_text(end) for end in chart.notes or [write(value) for value in series.values]],
                padding=4,
                fontsize=SMALL,
            )
    if chart.lying:
        axes.set_yticks(places, [label_of(label) for label in chart.labels])
        axes.invert_yaxis()
        axes.margins(x=0.22)
        if chart.least < 0:
            axes.axvline(0.0, color=LIGHT.quiet, linewidth=1)
        axes.grid(False)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
    else:
        step = max(1, -(-len(places) // 12))
        axes.set_xticks(places[::step], [label_of(label) for label in chart.labels[::step]])
        axes.set_xlabel(plain_text(chart.name))
        measured(axes.yaxis, chart.value)
        axes.grid(False, axis="x")
    legend(axes, len(chart.series))


def draw_histogram(axes: Axes, chart: Histogram) -> None:
    """Draw touching bars between their edges."""
    size = len(chart.edges) - 1
    for series in chart.series:
        values = [value or 0.0 for value in series.values]
        axes.bar(
            np.arange(size) + 0.5,
            values,
            0.96,
            color=LIGHT.tone(series.tone),
            label=plain_text(series.name),
            alpha=1 / len(chart.series) ** 0.5,
        )
    ticks = chart.ticks()
    axes.set_xticks([at for at, _ in ticks], [plain_text(text) for _, text in ticks])
    axes.set_xlabel(plain_text(chart.over.title))
    axes.grid(False, axis="x")
    measured(axes.yaxis, chart.value)
    legend(axes, len(chart.series))


def draw_lines(axes: Axes, chart: Lines) -> None:
    """Draw bands, lines and what they are compared with."""
    for line in chart.lines:
        x = np.array(line.x, dtype="datetime64[D]") if chart.dates else np.array(line.x, dtype=np.float64)
        if line.low:
            low, high = (np.array(ends, dtype=np.float64) for ends in (line.low, line.high))
            axes.fill_between(x, low, high, color=LIGHT.band, linewidth=0)
        y = np.array(line.y, dtype=np.float64)
        axes.plot(
            x,
            y,
            color=LIGHT.tone(line.tone),
            linewidth=1 if line.tone == "quiet" else 2,
            marker="o" if line.dots else "",
            markersize=4,
            label=plain_text(line.name),
        )
    for guide in chart.guides:
        axes.plot(*zip(guide.start, guide.end, strict=True), color=LIGHT.quiet, linestyle=":", linewidth=1.3, label=plain_text(guide.name))
    measured(axes.yaxis, chart.y)
    if chart.y.limits:
        axes.set_ylim(*chart.y.limits)
    if chart.dates:
        locator = AutoDateLocator(minticks=3, maxticks=8, interval_multiples=False)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    else:
        measured(axes.xaxis, chart.x)
        axes.set_xlabel(plain_text(chart.x.title))
    legend(axes, len(chart.lines) + len(chart.guides))


def draw_dots(axes: Axes, chart: Dots) -> None:
    """Draw a dot and its interval a row."""
    for place, (value, low, high, tone) in enumerate(zip(chart.values, chart.low, chart.high, chart.shades, strict=True)):
        axes.plot([low, high], [place, place], color=LIGHT.tone(tone), linewidth=2.5, solid_capstyle="round")
        axes.plot([value], [place], color=LIGHT.tone(tone), marker="o", markersize=7)
    for name, where in chart.guides:
        axes.axvline(where, color=LIGHT.quiet, linestyle=":", linewidth=1.3)
        axes.annotate(plain_text(name), (where, -0.6), fontsize=SMALL, color=LIGHT.quiet, ha="center", va="bottom", annotation_clip=False)
    axes.set_yticks(range(len(chart.labels)), [label_of(label) for label in chart.labels])
    axes.set_ylim(len(chart.labels) - 0.5, -0.5)
    axes.grid(False, axis="y")
    measured(axes.xaxis, chart.value)


def draw_heat(axes: Axes, chart: Heat) -> None:
    """Draw a grid by seaborn."""
    values = np.array([[np.nan if value is None else value for value in line] for line in chart.values], dtype=np.float64)
    texts = np.array([["" if value is None else plain_text(chart.unit.write(value)) for value in line] for line in chart.values])
    most = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0
    colours = heat_colours(LIGHT, both_ways=chart.both_ways)
    sns.heatmap(
        values, ax=axes, annot=texts if chart.written else None, fmt="", annot_kws={"fontsize": TINY}, linewidths=1.5,
        linecolor=LIGHT.surface, cmap=LinearSegmentedColormap.from_list("footfall", colours), vmin=-most if chart.both_ways else 0.0,
        vmax=most, cbar=not chart.written,
        xticklabels=[label_of(column) for column in chart.columns], yticklabels=[label_of(row) for row in chart.rows],
    )  # fmt: skip
    axes.tick_params(axis="x", labelrotation=0 if max(map(len, chart.columns)) <= 4 else 40)
    axes.tick_params(axis="y", labelrotation=0)
    for text in axes.get_xticklabels():
        text.set_horizontalalignment("center" if max(map(len, chart.columns)) <= 4 else "right")


def draw_cloud(axes: Axes, chart: Cloud) -> None:
    """Draw the points of each group."""
    for at, (name, x, y) in enumerate(chart.groups):
        tone = chart.tones[at] if chart.tones else TONES[at % len(TONES)]
        axes.scatter(x, y, s=7, color=LIGHT.tone(tone), alpha=0.65, linewidths=0, label=plain_text(name), rasterized=True)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(False)
    legend(axes, 2, scale=2.5)


def measured(axis: XAxis | YAxis, declared: Axis) -> None:
    """Write an axis' numbers with their unit."""

    def write(value: float, _: int) -> str:
        return plain_text(declared.unit.tick(value))

    axis.set_major_formatter(FuncFormatter(write))
    axis.set_major_locator(MaxNLocator(6))


def legend(axes: Axes, names: int, *, scale: float = 1.0) -> None:
    """Draw a legend where there is more than one name."""
    if names > 1:
        axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, fontsize=SMALL, markerscale=scale, borderaxespad=0.2)


def label_of(label: str) -> str:
    """Return a label for an axis, cut where it is long."""
    return plain_text(shorten(label, LABEL_CHARACTERS, placeholder="…") if " " in label else label[:LABEL_CHARACTERS])


def plain_text(text: str) -> str:
    """Return text that matplotlib does not read as mathematics."""
    return text.replace("$", r"\$")
