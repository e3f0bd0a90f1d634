"""How is a map drawn on the screen?

As filled outlines in a plain plot of x and y: Plotly's own maps fetch their shapes from the network, and a report asks nobody. Countries
without data are one faint trace; each of the others is its own, so that it can be hovered over.
"""

from collections.abc import Iterable

import plotly.graph_objects as go

from footfall.report.labels import escape
from footfall.report.maps.chart import Map, Step
from footfall.report.maps.shapes import WIDTH
from footfall.report.maps.view import Ring, view_of
from footfall.report.theme import Palette

__all__ = ["draw_map"]

HEIGHT_PX = 440
DOT_PX = 9


def draw_map(figure: go.Figure, chart: Map, palette: Palette) -> None:
    """Draw the part of the world in view, the countries that have a number, and a dot on the small ones."""
    view = view_of(frozenset(chart.countries))
    others = (ring for code, seen in view.outlines.items() if code not in chart.countries for ring in seen.rings)
    x, y = outline(others)
    figure.add_scatter(
        x=x, y=y, fill="toself", fillcolor=palette.line, line={"color": palette.surface, "width": 0.5}, mode="lines", hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip
    for at, code in enumerate(chart.countries):
        add_country(figure, chart, at, view.outlines[code].rings, palette)
    add_dots(figure, chart, palette)
    for step in chart.steps:
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=step.text, hoverinfo="skip",
            marker={"color": shade(step, palette), "symbol": "square", "size": 11},
        )  # fmt: skip
    bare = {"showticklabels": False, "showgrid": False, "title": {"text": ""}, "fixedrange": False}
    figure.update_layout(
        xaxis={**bare, "range": [0, WIDTH], "constrain": "domain"},
        yaxis={**bare, "range": [0, round(view.height)], "scaleanchor": "x", "constrain": "domain"},
        height=HEIGHT_PX, showlegend=True, legend={"itemclick": False, "itemdoubleclick": False}, hovermode="closest",
    )  # fmt: skip


def add_country(figure: go.Figure, chart: Map, at: int, rings: Iterable[Ring], palette: Palette) -> None:
    """Draw one country with a number."""
    x, y = outline(rings)
    figure.add_scatter(
        x=x, y=y, fill="toself", fillcolor=shade(chart.step_of(chart.values[at]), palette), mode="lines", hoveron="fills", hoverinfo="text",
        line={"color": palette.surface, "width": 0.5}, text=told(chart, at), showlegend=False, name=escape(chart.names[at]),
    )  # fmt: skip


def add_dots(figure: go.Figure, chart: Map, palette: Palette) -> None:
    """Draw a dot on the countries that are too small to be seen."""
    outlines = view_of(frozenset(chart.countries)).outlines
    small = [at for at, code in enumerate(chart.countries) if outlines[code].small]
    if not small:
        return
    middles = [outlines[chart.countries[at]].middle for at in small]
    figure.add_scatter(
        x=[x for x, _ in middles], y=[y for _, y in middles], mode="markers", hovertemplate="%{text}<extra></extra>", showlegend=False,
        text=[told(chart, at) for at in small], name="dots",
        marker={"color": [shade(chart.step_of(chart.values[at]), palette) for at in small], "size": DOT_PX,
                "line": {"color": palette.ink, "width": 1}},
    )  # fmt: skip


def told(chart: Map, at: int) -> str:
    """Return what hovering over a country tells."""
    note = f"<br>{escape(chart.note)}: {escape(chart.notes[at])}" if chart.notes else ""
    return f"{escape(chart.names[at])}<br><b>{escape(chart.value.unit.write(chart.values[at]))}</b>{note}"


def outline(rings: Iterable[Ring]) -> tuple[list[int | None], list[int | None]]:
    """Return rings as the x and y of one trace, a gap between them."""
    x: list[int | None] = []
    y: list[int | None] = []
    for ring in rings:
        x += [*(each for each, _ in ring), ring[0][0], None]
        y += [*(each for _, each in ring), ring[0][1], None]
    return x[:-1], y[:-1]


def shade(step: Step, palette: Palette) -> str:
    """Return the colour of a step."""
    return palette.scale[step.colour]
