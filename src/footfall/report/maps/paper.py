"""How is a map drawn for paper? The same outlines, steps and dots as on the `screen`, by matplotlib."""

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from footfall.report.maps.chart import Map
from footfall.report.maps.shapes import WIDTH
from footfall.report.maps.view import view_of
from footfall.report.theme import LIGHT, SIZES_PT

__all__ = ["draw_map"]


def draw_map(axes: Axes, chart: Map) -> None:
    """Draw the part of the world in view, the countries that have a number, and a dot on the small ones."""
    view = view_of(frozenset(chart.countries))
    colours = {code: LIGHT.scale[chart.step_of(value).colour] for code, value in zip(chart.countries, chart.values, strict=True)}
    rings = [(ring, colours.get(code, LIGHT.line)) for code, seen in view.outlines.items() for ring in seen.rings]
    axes.add_collection(
        PolyCollection([ring for ring, _ in rings], facecolors=[colour for _, colour in rings], edgecolors=LIGHT.surface, linewidths=0.3)
    )
    for code, colour in colours.items():
        if view.outlines[code].small:
            axes.plot(*view.outlines[code].middle, marker="o", markersize=3.5, color=colour, markeredgecolor=LIGHT.ink, markeredgewidth=0.5)
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, view.height)
    axes.set_aspect("equal")
    axes.set_axis_off()
    marks = [
        Line2D([], [], marker="s", linestyle="", color=LIGHT.scale[step.colour], label=step.text.replace("$", r"\$"))
        for step in chart.steps
    ]
    axes.legend(handles=marks, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=len(marks), fontsize=SIZES_PT["small"])
